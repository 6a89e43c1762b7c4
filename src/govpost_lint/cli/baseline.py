"""``govpost-lint baseline``: write down known debts, bring the list up to date, thin it out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govpost_lint.cli.drafts import check_all, judging, load_ruleset
from govpost_lint.cli.options import CONFIG, PROFILE, RULES
from govpost_lint.cli.output import complain, opened
from govpost_lint.cli.russian import Command, Group
from govpost_lint.errors import ExitCode, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from govpost_lint.baseline import Baseline
    from govpost_lint.model import Report

_DEFAULT = "govpost-baseline.json"


@click.group(cls=Group)
def baseline() -> None:
    """База известных находок: старые долги не роняют проверку, новые видны сразу."""


def _options(command: Callable[..., ExitCode]) -> click.Command:
    decorators = (
        click.argument("paths", nargs=-1, required=True, metavar="ПУТЬ…"),
        PROFILE,
        CONFIG,
        RULES,
        click.option("--baseline", "file", default=_DEFAULT, metavar="ФАЙЛ",
                     help=f"Файл базы ({_DEFAULT})."),
    )  # fmt: skip
    for decorator in reversed(decorators):
        command = decorator(command)
    return click.command(cls=Command)(command)


@_options
def create(file: str, **drafts: Any) -> ExitCode:
    """Записать в новую базу всё, что найдено сейчас."""
    from govpost_lint.baseline import Baseline

    if os.path.lexists(file):
        raise InputError(f"{file}: база уже есть. Обновите её: govpost-lint baseline update …")
    reports, all_read = _reports(None, **drafts)
    _write(file, Baseline.of(reports, Path(file).parent))
    return _code(all_read)


@_options
def update(file: str, **drafts: Any) -> ExitCode:
    """Заменить записи этих черновиков тем, что найдено сейчас; остальные оставить."""
    from govpost_lint.baseline import Baseline

    known = Baseline.read(Path(file))
    reports, all_read = _reports(known, **drafts)
    _write(file, known.renewed(Baseline.of(reports, Path(file).parent)))
    return _code(all_read)


@_options
def prune(file: str, **drafts: Any) -> ExitCode:
    """Убрать записи, которые исправлены; новых не добавлять."""
    from govpost_lint.baseline import Baseline

    known = Baseline.read(Path(file))
    _, all_read = _reports(known, **drafts)
    stale = known.stale()
    _write(file, known.without(stale))
    complain(f"Убрано записей: {stale.total()}.")
    return _code(all_read)


def _reports(
    known: Baseline | None,
    paths: tuple[str, ...],
    profile: str | None,
    config: str | None,
    rules: tuple[str, ...],
) -> tuple[list[Report], bool]:
    ruleset = load_ruleset(rules, profile, config, paths[0])
    return check_all(paths, judging(ruleset, known))


def _write(file: str, known: Baseline) -> None:
    with opened(file) as stream:
        stream.write(known.text())
    complain(f"База записана: {file}, находок в ней {known.entries.total()}.")


def _code(all_read: bool) -> ExitCode:
    return ExitCode.CLEAN if all_read else ExitCode.UNUSABLE


for _command in (create, update, prune):
    baseline.add_command(_command)
