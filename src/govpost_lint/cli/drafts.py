"""What the commands that check drafts share: rule set and configuration, the loop over drafts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from govpost_lint.cli.output import complain
from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Document, Report

if TYPE_CHECKING:
    from govpost_lint import Ruleset
    from govpost_lint.config import Config
    from govpost_lint.reporters import Run

STDIN = "-"


def load_ruleset(
    rules: Sequence[str], profile: str | None, config: str | None, first: str
) -> Ruleset:
    """Load the rules with the govpost.yaml that is named, or the nearest one above ``first``."""
    from govpost_lint import Ruleset

    return Ruleset.load(rules or None, profile=profile, config=_nearest_config(config, first))


def _nearest_config(named: str | None, first: str) -> Config:
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
    paths: Sequence[str], judge: Callable[[Document], Report]
) -> tuple[list[Report], bool]:
    """Return a report on each draft, and whether everything could be read and judged."""
    from govpost_lint.cli.progress import Progress
    from govpost_lint.sources import read_documents

    reports = []
    all_read = True
    with Progress() as progress:
        for reading in read_documents(paths, sys.stdin.buffer):
            try:
                if not isinstance(reading, Document):
                    raise reading
                reports.append(judge(reading))
                progress.step()
            except (InputError, ConfigErrors) as error:
                progress.clear()
                complain(str(error))
                all_read = False
    return reports, all_read


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
