"""``govpost-lint promises``: the ledger of promises: kept, due, overdue, undated."""

from __future__ import annotations

from typing import Any

import click

from govpost_lint.cli.history import account_options, account_run, judge, tell_notes
from govpost_lint.cli.output import complain, opened
from govpost_lint.cli.russian import Command, OneOf
from govpost_lint.errors import ExitCode

FORMATS = ("console", "csv", "markdown")


@click.command(cls=Command)
@account_options
@click.option(
    "--format", "form", type=OneOf(FORMATS), default="console", help="Вид списка (console)."
)
def promises(form: str, output: str | None, **settings: Any) -> ExitCode:
    """Обещания страницы: что выполнено, что просрочено, что ждёт срока, что без срока."""
    from govpost_lint.reporters.account import ledger

    report, ruleset = judge(output=output, **settings)
    tell_notes(report)
    writers = {
        "console": ledger.write_console,
        "csv": ledger.write_csv,
        "markdown": ledger.write_markdown,
    }
    with opened(output) as stream, account_run(ruleset) as run:
        writers[form](report, run, stream)
    if output is not None:
        complain(f"Список записан: {output}")
    return ExitCode.CLEAN
