"""What the commands that check drafts share: rule set and configuration, the loop over drafts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from govpost_lint.cli.output import complain
from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Document, Report

if TYPE_CHECKING:
    from govpost_lint import Ruleset
    from govpost_lint.baseline import Baseline
    from govpost_lint.batch import Result
    from govpost_lint.config import Config
    from govpost_lint.reporters import Run
    from govpost_lint.sources import Reading

_STDIN = "-"


def load_ruleset(
    rules: Sequence[str], profile: str | None, config: str | None, draft: str
) -> Ruleset:
    """Load the rules with the govpost.yaml that is named, or the nearest one above ``draft``."""
    from govpost_lint import Ruleset

    return Ruleset.load(rules or None, profile=profile, config=_nearest_config(config, draft))


def _nearest_config(named: str | None, draft: str) -> Config:
    from govpost_lint.config_file import find_config, load_config

    start = Path() if draft == _STDIN else Path(draft)
    config = load_config(Path(named) if named else find_config(start))
    for entry in config.expired(date.today()):
        complain(
            f"{config.path}: разрешение «{entry.rule}» кончилось {entry.until:%d.%m.%Y}. "
            "Уберите запись или продлите срок."
        )
    return config


def check_all(
    paths: Sequence[str], judge_all: Callable[[Iterable[Reading]], Iterator[Result]]
) -> tuple[list[Report], bool]:
    """Return a report on each draft, and whether everything could be read and judged.

    Args:
        paths: files, folders and ``-``.
        judge_all: ``judging``.
    """
    from govpost_lint.cli.progress import Progress
    from govpost_lint.sources import read_documents

    reports: list[Report] = []
    all_read = True
    with Progress() as progress:
        for result in judge_all(read_documents(paths, sys.stdin.buffer)):
            if isinstance(result, (InputError, ConfigErrors)):
                progress.clear()
                complain(str(result))
                all_read = False
            else:
                reports.append(result)
                progress.step()
    return reports, all_read


def judging(
    ruleset: Ruleset,
    baseline: Baseline | None,
    prepare: Callable[[Iterable[Reading]], Iterable[Reading]] = iter,
    *,
    jobs: int = 0,
    cached: bool = True,
) -> Callable[[Iterable[Reading]], Iterator[Result]]:
    """Return what judges all drafts; see ``batch.judge_all`` for the arguments.

    ``prepare`` is what happens to the drafts before: they are named otherwise, or mended.
    """
    from govpost_lint.batch import judge_all

    def judge(readings: Iterable[Reading]) -> Iterator[Result]:
        return judge_all(prepare(readings), ruleset.checker, baseline, jobs=jobs, cached=cached)

    return judge


def named_as(
    readings: Iterable[Reading], kind: str | None, platform: str | None
) -> Iterator[Reading]:
    """Yield the drafts as of this kind and for this platform, whatever they say of themselves."""
    for reading in readings:
        if isinstance(reading, Document) and (kind or platform):
            reading = replace(
                reading, kind=kind or reading.kind, platform=platform or reading.platform
            )
        yield reading


def run_of(ruleset: Ruleset) -> Run:
    """Return what every renderer gets beside the reports."""
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
