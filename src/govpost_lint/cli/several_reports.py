"""Several reports in one run: ``--format sarif --output a.sarif --format console``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from govpost_lint.cli.output import complain, opened
from govpost_lint.cli.russian import Command

if TYPE_CHECKING:
    from govpost_lint.model import Report
    from govpost_lint.reporters import Run

FORMATS = ("console", "json", "html", "sarif", "junit", "github", "gitlab", "rdjson", "csv")
"""Each is a module of ``reporters``."""

_ORDER = "order of --format and --output"


class Output(NamedTuple):
    """A format and the file it goes to; ``None``: standard output."""

    form: str
    path: str | None


class Outputs(Command):
    """A command that remembers in which order ``--format`` and ``--output`` were given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _, _, order = self.make_parser(ctx).parse_args(list(args))
        ctx.meta[_ORDER] = [parameter.name for parameter in order]
        return super().parse_args(ctx, args)


def paired(forms: Sequence[str], files: Sequence[str]) -> list[Output]:
    """Return each format with the file named after it; a file alone takes the console report.

    Raises:
        click.UsageError: two files for one report, or two reports for standard output.
    """
    context = click.get_current_context()
    left_forms, left_files = iter(forms), iter(files)
    outputs: list[Output] = []
    for name in context.meta.get(_ORDER, ()):
        if name == "forms":
            outputs.append(Output(next(left_forms), None))
        elif name == "files":
            path = next(left_files)
            if not outputs:
                outputs.append(Output("console", path))
            elif outputs[-1].path is None:
                outputs[-1] = Output(outputs[-1].form, path)
            else:
                raise click.UsageError(
                    f"Для {path} не назван вид: --format перед --output.", context
                )
    outputs = outputs or [Output("console", None)]
    if sum(output.path is None for output in outputs) > 1:
        raise click.UsageError("Два отчёта в один вывод: назовите для одного --output.", context)
    return outputs


def write(reports: Sequence[Report], run: Run, outputs: Sequence[Output], **shown: bool) -> None:
    """Write every report; ``shown`` are options of the console report."""
    for form, path in outputs:
        with opened(path) as stream:
            if form == "console":
                from govpost_lint.reporters import console

                console.write(reports, run, stream, **shown)
            else:
                from importlib import import_module

                module = import_module(f"govpost_lint.reporters.{form}")
                module.write(reports, run, stream)
        if path is not None:
            complain(f"Отчёт записан: {path}")
