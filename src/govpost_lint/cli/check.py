"""``govpost-lint check``: drafts in, a scored and explained report out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govpost_lint.cli.output import complain, refuse_overwriting
from govpost_lint.cli.outputs import FORMATS, Output, Outputs, paired, write
from govpost_lint.cli.russian import OneOf, Points
from govpost_lint.errors import ExitCode
from govpost_lint.model import KINDS, PLATFORMS, SEVERITIES, Document, Report

if TYPE_CHECKING:
    from govpost_lint import Ruleset
    from govpost_lint.baseline import Baseline
    from govpost_lint.config import Config
    from govpost_lint.reporters import Run

NEVER = "never"
STDIN = "-"


@click.command(cls=Outputs)
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
    "--format", "forms", type=OneOf(FORMATS), multiple=True,
    help="Вид отчёта (console); можно несколько, каждый со своим --output.",
)  # fmt: skip
@click.option(
    "--output",
    "files",
    multiple=True,
    metavar="ФАЙЛ",
    help="Записать в файл отчёт, названный перед ним.",
)
@click.option("--baseline", metavar="ФАЙЛ", help="База известных находок: они не роняют проверку.")
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
    forms: tuple[str, ...],
    files: tuple[str, ...],
    baseline: str | None,
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
    outputs = paired(forms, files)
    refuse_overwriting([output.path for output in outputs], paths)
    ruleset = Ruleset.load(rules or None, profile=profile, config=nearest_config(config, paths[0]))
    known = _baseline(baseline)
    reports, all_read = check_all(paths, ruleset, kind, platform, known)
    refuse_overwriting([output.path for output in outputs], [r.document.path for r in reports])
    if known is not None and known.stale():
        complain(
            f"{baseline}: исправлено записей {known.stale().total()}. Уберите их: "
            f"govpost-lint baseline prune --baseline {baseline} …"
        )
    outputs = [one for one in outputs if reports or one.form != "console"]
    _notes(reports, outputs)
    write(reports, _run(ruleset), outputs, quiet=quiet, show_suppressed=show_suppressed)
    if not all_read:
        return ExitCode.UNUSABLE
    return _verdict(reports, fail_on, min_score)


def _baseline(path: str | None) -> Baseline | None:
    if path is None:
        return None
    from govpost_lint.baseline import Baseline

    return Baseline.read(Path(path))


def nearest_config(named: str | None, first: str) -> Config:
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


def check_all(
    paths: Sequence[str],
    ruleset: Ruleset,
    kind: str | None,
    platform: str | None,
    baseline: Baseline | None,
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
                reports.append(ruleset.check(document, baseline=baseline))
                progress.step()
            else:
                progress.clear()
                complain(str(reading))
                all_read = False
    return reports, all_read


def _notes(reports: Sequence[Report], outputs: Sequence[Output]) -> None:
    """Say on standard error what only the console report would show of the reading."""
    if any(output.form == "console" for output in outputs):
        return
    for report in reports:
        for note in report.document.notes:
            complain(f"{report.document.id}: {note}")


def _run(ruleset: Ruleset) -> Run:
    from govpost_lint import __version__
    from govpost_lint.reporters import Run
    from govpost_lint.text.morphology import dictionary_version

    return Run(
        version=__version__,
        ruleset=ruleset.fingerprint,
        dictionary=dictionary_version,
        profile=ruleset.profile,
        criteria={name: criterion.title for name, criterion in ruleset.criteria.items()},
        zones=ruleset.plan.zones,
    )


def _verdict(reports: Sequence[Report], fail_on: str, min_score: float | None) -> ExitCode:
    """Findings that cost nothing on purpose, preview and suppressed ones, do not fail a run."""
    failing = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on != NEVER else ()
    for report in reports:
        total = report.score.total
        if min_score is not None and total is not None and total < min_score:
            return ExitCode.FINDINGS
        for finding in report.findings:
            if finding.counts and finding.severity in failing:
                return ExitCode.FINDINGS
    return ExitCode.CLEAN
