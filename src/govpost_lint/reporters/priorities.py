"""What to mend first: the rules whose findings, once mended, return most points of the total."""

from __future__ import annotations

from typing import NamedTuple

from govpost_lint.model import Report
from govpost_lint.reporters import wording

SHOWN = 3


class Priority(NamedTuple):
    """A rule, how many places it names, and by how much the total would rise."""

    rule: str
    title: str
    places: int
    gain: float

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
        if gain >= 0.05:
            found.append(Priority(rule, title, len(points), gain))
    return sorted(found, key=lambda p: (-p.gain, p.rule))[:SHOWN]
