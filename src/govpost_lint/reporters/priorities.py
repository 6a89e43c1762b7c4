"""What to mend first: the rules whose findings, once mended, return most points of the total."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from govpost_lint.model import Report
from govpost_lint.reporters import wording

_SHOWN = 3
_SMALLEST_GAIN = 0.05
"""Points of the total; less is shown as nothing."""


class Priority(NamedTuple):
    """A rule, how many places it names, and by how much the total would rise."""

    rule: str
    title: str
    places: int
    gain: float

    @property
    def named(self) -> str:
        """«Пустой глагол (3 места)»."""
        return f"{self.title} ({wording.plural(self.places, wording.PLACES)})"

    @property
    def gained(self) -> str:
        """«+6,2 к итогу»."""
        return f"+{wording.decimal(self.gain)} к итогу"


def priorities(report: Report) -> list[Priority]:
    """Return at most three rules, best gain first.

    Points of findings are what they really took from the 100 of their criterion, caps included;
    the total loses them times weight / 100.
    """
    criteria = report.score.criteria
    lost: dict[str, list[float]] = {}
    names: dict[str, tuple[str, str]] = {}
    for finding in report.findings:
        if finding.points < 0 and finding.criterion in criteria:
            lost.setdefault(finding.rule, []).append(-finding.points)
            names[finding.rule] = finding.title, finding.criterion
    found = []
    for rule, points in lost.items():
        title, criterion = names[rule]
        gain = sum(points) * criteria[criterion].weight / 100
        found.append(Priority(rule, title, len(points), gain))
    return most_gained(found)


def most_gained(found: Iterable[Priority]) -> list[Priority]:
    """Return the few that are worth naming, best gain first."""
    worth = [one for one in found if one.gain >= _SMALLEST_GAIN]
    return sorted(worth, key=lambda one: (-one.gain, one.rule))[:_SHOWN]
