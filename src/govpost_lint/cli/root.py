"""The root of the commands, and ``--version``."""

from __future__ import annotations

import click

from govpost_lint.cli.russian import Group


class _Root(Group):
    """Imports a command when it is asked for: ``check`` must not wait for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [
            "check", "history", "brief", "promises", "grade", "init", "baseline", "rules", "tokens",
            "lsp",
        ]  # fmt: skip

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "check":
            from govpost_lint.cli.check import check

            return check
        if cmd_name == "history":
            from govpost_lint.cli.history import history

            return history
        if cmd_name == "brief":
            from govpost_lint.cli.brief import brief

            return brief
        if cmd_name == "promises":
            from govpost_lint.cli.promises import promises

            return promises
        if cmd_name == "grade":
            from govpost_lint.cli.grade import grade

            return grade
        if cmd_name == "baseline":
            from govpost_lint.cli.baseline import baseline

            return baseline
        if cmd_name == "init":
            from govpost_lint.cli.init import init

            return init
        if cmd_name == "lsp":
            from govpost_lint.cli.lsp import lsp

            return lsp
        if cmd_name == "rules":
            from govpost_lint.cli.rules import rules

            return rules
        if cmd_name == "tokens":
            from govpost_lint.cli.tokens import tokens

            return tokens
        return None


def _show_version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from govpost_lint import __version__
        from govpost_lint.cli.output import say

        say(f"govpost-lint {__version__}")
        context.exit()


@click.group(cls=_Root, no_args_is_help=True)
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
