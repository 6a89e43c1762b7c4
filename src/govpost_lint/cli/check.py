"""``govpost-lint check``: drafts in, a scored and explained report out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govpost_lint.cli.annotate import annotate_word
from govpost_lint.cli.changed import changed_drafts
from govpost_lint.cli.drafts import check_all, judging, load_ruleset, named_as, run_of
from govpost_lint.cli.options import CONFIG, PROFILE, RULES
from govpost_lint.cli.output import complain, opened, refuse_overwriting
from govpost_lint.cli.russian import Jobs, OneOf, Points
from govpost_lint.cli.several_reports import FORMATS, Output, Outputs, paired, write
from govpost_lint.errors import ExitCode
from govpost_lint.model import KINDS, PLATFORMS, SEVERITIES, Report

if TYPE_CHECKING:
    from govpost_lint import Ruleset
    from govpost_lint.baseline import Baseline
    from govpost_lint.sources import Reading

_NEVER = "never"


@click.command(cls=Outputs)
@click.argument("paths", nargs=-1, metavar="[ПУТЬ|-]…")
@click.option("--kind", type=OneOf(KINDS), help="Считать все тексты этим видом.")
@click.option("--platform", type=OneOf(PLATFORMS), help="Считать, что все тексты для неё.")
@PROFILE
@CONFIG
@RULES
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
    type=OneOf((*reversed(SEVERITIES), _NEVER)),
    default="error",
    help="С какой находки код выхода 1 (error).",
)
@click.option("--min-score", type=Points(), help="Код выхода 1, если итог ниже: 0…100.")
@click.option(
    "--changed-since", metavar="ВЕРСИЯ", help="Только черновики, изменённые с этой версии git."
)
@click.option("--fix", is_flag=True, help="Исправить файлы там, где замена всегда верна.")
@click.option("--unsafe-fixes", is_flag=True, help="Исправить и там, где замену стоит перечитать.")
@click.option("--diff", is_flag=True, help="Показать исправления, файлов не менять.")
@click.option("--annotate", metavar="ФАЙЛ", help="Копия файла Word с примечаниями у находок.")
@click.option(
    "--jobs",
    type=Jobs(),
    default=0,
    help="Сколько процессов; без параметра — все ядра, если черновиков много.",
)
@click.option("--no-cache", is_flag=True, help="Проверить заново и то, что не изменилось.")
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
    changed_since: str | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    annotate: str | None,
    jobs: int,
    no_cache: bool,
    quiet: bool,
    show_suppressed: bool,
) -> ExitCode:
    """Проверить черновики: файлы .md, .txt, .docx, .jsonl, папки или «-» (стандартный ввод)."""
    if not paths:
        message = "Не указано, что проверять: назовите файл, папку или «-»."
        raise click.UsageError(message, click.get_current_context())
    outputs = paired(forms, files)
    first = paths[0]
    if changed_since is not None:
        paths = tuple(changed_drafts(changed_since, paths))
    written = [annotate, *(output.path for output in outputs)]
    refuse_overwriting(written, paths)
    ruleset = load_ruleset(rules, profile, config, first)
    known = _read_baseline(baseline)
    safeties = _safeties(fix or diff, unsafe_fixes)
    patches: list[str] | None = [] if diff else None

    def prepared(readings: Iterable[Reading]) -> Iterable[Reading]:
        named = named_as(readings, kind, platform)
        return _mended(named, ruleset, safeties, jobs, patches) if safeties else named

    judge = judging(ruleset, known, prepared, jobs=jobs, cached=not no_cache)
    reports, all_read = check_all(paths, judge)
    refuse_overwriting(written, [report.document.path for report in reports])
    _tell_stale(known, baseline)
    if annotate is not None:
        annotate_word(reports, annotate)
    if patches is not None:
        return _show(patches, all_read)
    if not paths:
        complain(f"Изменённых черновиков с версии {changed_since} нет.")
    outputs = [one for one in outputs if reports or one.form != "console"]
    _tell_notes(reports, outputs)
    write(reports, run_of(ruleset), outputs, quiet=quiet, show_suppressed=show_suppressed)
    return _verdict(reports, fail_on, min_score) if all_read else ExitCode.UNUSABLE


def _read_baseline(path: str | None) -> Baseline | None:
    if path is None:
        return None
    from govpost_lint.baseline import Baseline

    return Baseline.read(Path(path))


def _tell_stale(known: Baseline | None, path: str | None) -> None:
    stale = known.stale() if known else None
    if stale:
        complain(
            f"{path}: исправлено записей {stale.total()}. Уберите их: "
            f"govpost-lint baseline prune --baseline {path} …"
        )


def _safeties(fixing: bool, unsafe: bool) -> frozenset[str]:
    if not (fixing or unsafe):
        return frozenset()
    from govpost_lint.fixing import SAFE, UNSAFE

    return UNSAFE if unsafe else SAFE


def _mended(
    readings: Iterable[Reading],
    ruleset: Ruleset,
    safeties: frozenset[str],
    jobs: int,
    patches: list[str] | None,
) -> list[Reading]:
    """Mend all drafts before the first is judged: one set of processes at a time."""
    from govpost_lint.cli.fixes import mended  # 20 ms that a mere check need not wait

    return list(mended(readings, ruleset.checker, safeties, jobs, patches))


def _show(patches: Sequence[str], all_read: bool) -> ExitCode:
    from govpost_lint.reporters.excerpt import visible

    with opened(None) as stream:
        # git needs the very characters of a draft; a terminal must not obey them.
        stream.writelines(map(visible, patches) if stream.isatty() else patches)
    if not all_read:
        return ExitCode.UNUSABLE
    return ExitCode.FINDINGS if any(patches) else ExitCode.CLEAN


def _tell_notes(reports: Sequence[Report], outputs: Sequence[Output]) -> None:
    """Say on standard error what only the console report would show of the reading."""
    if any(output.form == "console" for output in outputs):
        return
    for report in reports:
        for note in report.document.notes:
            complain(f"{report.document.id}: {note}")


def _verdict(reports: Sequence[Report], fail_on: str, min_score: float | None) -> ExitCode:
    """Findings that cost nothing on purpose, preview and suppressed ones, do not fail a run."""
    failing = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on != _NEVER else ()
    for report in reports:
        total = report.score.total
        if min_score is not None and total is not None and total < min_score:
            return ExitCode.FINDINGS
        for finding in report.findings:
            if finding.counts and finding.severity in failing:
                return ExitCode.FINDINGS
    return ExitCode.CLEAN
