"""``govpost-lint check``: drafts in, a scored and explained report out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from govpost_lint.cli.output import complain, opened, refuse_overwriting
from govpost_lint.cli.russian import Command, OneOf, Points
from govpost_lint.errors import ExitCode
from govpost_lint.model import KINDS, PLATFORMS, SEVERITIES, Document, Report

if TYPE_CHECKING:
    from govpost_lint import Ruleset
    from govpost_lint.config import Config

FORMATS = ("console", "json")
NEVER = "never"
STDIN = "-"


@click.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="[ПУТЬ|-]…")
@click.option("--kind", type=OneOf(KINDS), help="Считать все тексты этим видом.")
@click.option("--platform", type=OneOf(PLATFORMS), help="Считать, что все тексты для неё.")
@click.option("--profile", metavar="ИМЯ", help="Профиль: веса критериев и пороги.")
@click.option(
    "--config", metavar="ФАЙЛ", help="govpost.yaml; без параметра ищется вверх по папкам."
)
@click.option(
    "--rules",
    multiple=True,
    metavar="ПАПКА",
    help="Папка своих правил; встроенные остаются, если в ней нет standard.yaml.",
)
@click.option(
    "--format", "form", type=OneOf(FORMATS), default="console", help="Вид отчёта (console)."
)
@click.option("--output", metavar="ФАЙЛ", help="Записать отчёт в файл.")
@click.option(
    "--fail-on",
    type=OneOf((*reversed(SEVERITIES), NEVER)),
    default="error",
    help="С какой находки код выхода 1 (error).",
)
@click.option("--min-score", type=Points(), help="Код выхода 1, если итог ниже: 0…100.")
@click.option("--quiet", "-q", is_flag=True, help="Только оценки, без находок.")
@click.option("--show-suppressed", is_flag=True, help="Показать и разрешённые находки.")
def check(
    paths: tuple[str, ...],
    kind: str | None,
    platform: str | None,
    profile: str | None,
    config: str | None,
    rules: tuple[str, ...],
    form: str,
    output: str | None,
    fail_on: str,
    min_score: float | None,
    quiet: bool,
    show_suppressed: bool,
) -> ExitCode:
    """Проверить черновики: файлы .md, .txt, .jsonl, папки или «-» (стандартный ввод)."""
    from govpost_lint import Ruleset

    if not paths:
        message = "Не указано, что проверять: назовите файл, папку или «-»."
        raise click.UsageError(message, click.get_current_context())
    refuse_overwriting(output, paths)
    ruleset = Ruleset.load(rules or None, profile=profile, config=_config(config, paths[0]))
    reports, all_read = _check_all(paths, ruleset, kind, platform)
    refuse_overwriting(output, [report.document.path for report in reports])
    if reports or form == "json":
        with opened(output) as stream:
            _write(reports, ruleset, form, stream, quiet=quiet, show_suppressed=show_suppressed)
    if output is not None and reports:
        complain(f"Отчёт записан: {output}")
    if not all_read:
        return ExitCode.UNUSABLE
    return _verdict(reports, fail_on, min_score)


def _config(named: str | None, first: str) -> Config:
    """Read the govpost.yaml that is named, or the nearest one above what is checked."""
    from govpost_lint.config import find_config, load_config

    start = Path() if first == STDIN else Path(first)
    config = load_config(Path(named) if named else find_config(start))
    for entry in config.expired(date.today()):
        complain(
            f"{config.path}: разрешение «{entry.rule}» кончилось {entry.until:%d.%m.%Y}. "
            "Уберите запись или продлите срок."
        )
    return config


def _check_all(
    paths: Sequence[str], ruleset: Ruleset, kind: str | None, platform: str | None
) -> tuple[list[Report], bool]:
    """Return the reports, and whether everything could be read."""
    from govpost_lint.cli.progress import Progress
    from govpost_lint.sources import read_documents

    reports = []
    all_read = True
    with Progress() as progress:
        for reading in read_documents(paths, sys.stdin.buffer):
            if isinstance(reading, Document):
                document = replace(
                    reading, kind=kind or reading.kind, platform=platform or reading.platform
                )
                reports.append(ruleset.check(document))
                progress.step()
            else:
                progress.clear()
                complain(str(reading))
                all_read = False
    return reports, all_read


def _write(
    reports: Sequence[Report], ruleset: Ruleset, form: str, stream: TextIO, **shown: bool
) -> None:
    from govpost_lint import __version__
    from govpost_lint.reporters import Run
    from govpost_lint.text.morphology import dictionary_version

    run = Run(
        version=__version__,
        ruleset=ruleset.fingerprint,
        dictionary=dictionary_version,
        profile=ruleset.profile,
        criteria={name: criterion.title for name, criterion in ruleset.criteria.items()},
        zones=ruleset.plan.zones,
    )
    if form == "json":
        from govpost_lint.reporters import json

        for report in reports:
            for note in report.document.notes:
                complain(f"{report.document.id}: {note}")
        json.write(reports, run, stream)
    else:
        from govpost_lint.reporters import console

        console.write(reports, run, stream, **shown)


def _verdict(reports: Sequence[Report], fail_on: str, min_score: float | None) -> ExitCode:
    """Findings that cost nothing on purpose, preview and suppressed ones, do not fail a run."""
    failing = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on != NEVER else ()
    for report in reports:
        total = report.score.total
        if min_score is not None and total is not None and total < min_score:
            return ExitCode.FINDINGS
        for finding in report.findings:
            counts = finding.suppressed is None and finding.status != "preview"
            if counts and finding.severity in failing:
                return ExitCode.FINDINGS
    return ExitCode.CLEAN
