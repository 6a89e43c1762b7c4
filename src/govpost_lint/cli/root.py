"""The root of the commands, and ``--version``."""

from __future__ import annotations

from importlib import import_module

import click

from govpost_lint.cli.russian import Group

_COMMANDS = (
    "check", "history", "brief", "promises", "grade", "init", "baseline", "rules", "tokens", "lsp",
)  # fmt: skip
"""Each is a function of the module of its name."""


class _Root(Group):
    """Imports a command when it is asked for: ``check`` must not wait for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"govpost_lint.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command


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
