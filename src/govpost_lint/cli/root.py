"""The root of the commands, and ``--version``."""

from __future__ import annotations

import click

from govpost_lint.cli.check import check
from govpost_lint.cli.rules import rules
from govpost_lint.cli.russian import Group
from govpost_lint.cli.tokens import tokens


def _show_version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from govpost_lint import __version__
        from govpost_lint.cli.output import say

        say(f"govpost-lint {__version__}")
        context.exit()


@click.group(cls=Group, no_args_is_help=True)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Показать версию и выйти.",
)
def root() -> None:
    """Проверка постов и ответов официальных страниц по стандарту.

    Код выхода: 0 — всё чисто, 1 — есть находки не мягче --fail-on или оценка ниже --min-score,
    2 — негодный ввод, параметры или правила, 3 — сбой программы.
    """


root.add_command(check)
root.add_command(rules)
root.add_command(tokens)
