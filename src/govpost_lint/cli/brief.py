"""``govpost-lint brief``: the weekly list of open questions for the official."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import click

from govpost_lint.cli.history import account_options, account_run, judge, tell_notes
from govpost_lint.cli.output import complain, opened, opened_bytes
from govpost_lint.cli.russian import Command, OneOf
from govpost_lint.errors import ExitCode, InputError

if TYPE_CHECKING:
    from govpost_lint import AccountReport
    from govpost_lint.reporters.account import AccountRun

FORMATS = ("console", "markdown", "docx")


@click.command(cls=Command)
@account_options
@click.option(
    "--format", "form", type=OneOf(FORMATS), default="console", help="Вид списка (console)."
)
def brief(form: str, output: str | None, since: Any, **settings: Any) -> ExitCode:
    """Список вопросов и жалоб без ответа и обещаний недели: помощнику руководителя.

    Новыми считаются вопросы с --since, без него — за семь дней до --as-of; более старые идут
    отдельно.
    """
    if form == "docx" and output is None:
        message = "Для docx назовите файл: --output spisok.docx."
        raise click.UsageError(message, click.get_current_context())
    report, ruleset = judge(output=output, since=None, **settings)
    tell_notes(report)
    with account_run(ruleset) as run:
        _write(report, run, form, output, since)
    if output is not None:
        complain(f"Список записан: {output}")
    return ExitCode.CLEAN


def _write(
    report: AccountReport, run: AccountRun, form: str, output: str | None, since: Any
) -> None:
    from govpost_lint.reporters.account import brief as rendering

    if form == "docx" and output is not None:
        made = BytesIO()
        try:
            rendering.write_docx(report, run, made, since)
        except ModuleNotFoundError:
            raise InputError(
                "Для docx нужна библиотека python-docx: pip install 'govpost-lint[docx]'."
            ) from None
        with opened_bytes(output) as stream:
            stream.write(made.getvalue())
        return
    write = rendering.write_console if form == "console" else rendering.write_markdown
    with opened(output) as text:
        write(report, run, text, since)
