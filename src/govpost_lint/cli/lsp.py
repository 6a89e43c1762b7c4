"""``govpost-lint lsp``: the language server, for editors."""

from __future__ import annotations

import click

from govpost_lint.cli.russian import Command
from govpost_lint.errors import ExitCode, InputError


@click.command(cls=Command)
def lsp() -> ExitCode:
    """Сервер для редакторов (LSP): находки при наборе, замены и пояснения правил."""
    try:
        from govpost_lint.lsp.server import make_server
    except ImportError:
        raise InputError("Для сервера нужна pygls: pip install 'govpost-lint[lsp]'.") from None
    make_server().start_io()
    return ExitCode.CLEAN
