"""Reports → text of one format. One renderer a format; renderers do not know each other.

Here is what every renderer gets beside the reports.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from govpost_lint.model import SEVERITIES, Finding, Report, Span

GRAVITY = {name: number for number, name in enumerate(("", *SEVERITIES))}
"""Severities from nothing to the gravest."""


@dataclass(frozen=True, slots=True)
class Run:
    """With what the reports were made.

    Attributes:
        version: of this program.
        ruleset: fingerprint of the rules.
        dictionary: version of the morphological dictionary.
        profile: name of the profile.
        criteria: title of each criterion by id, in the order of the report.
        zones: id, Russian title and lower border of each zone of the total, ascending.
    """

    version: str
    ruleset: str
    dictionary: str
    profile: str
    criteria: Mapping[str, str]
    zones: tuple[tuple[str, str, float], ...]

    def zone(self, score: float | None) -> str:
        """Return the id of the zone of a score, or nothing where there is no score."""
        if score is None:
            return ""
        fitting = [name for name, _, border in self.zones if score >= border]
        return fitting[-1] if fitting else ""


@dataclass(frozen=True, slots=True)
class Summary:
    """All documents of a run together.

    Attributes:
        documents: how many.
        findings: how many of each severity, without settled ones.
        suppressed: how many were suppressed.
        known: how many the baseline knows.
        score: mean of the totals, 0..100; ``None`` where no document has one.
    """

    documents: int
    findings: Mapping[str, int]
    suppressed: int
    known: int
    score: float | None


def summarize(reports: Sequence[Report]) -> Summary:
    """Count findings and average the totals."""
    counts = dict.fromkeys(reversed(SEVERITIES), 0)
    suppressed = known = 0
    for report in reports:
        for finding in report.findings:
            if finding.suppressed is not None:
                suppressed += 1
            elif finding.settled:
                known += 1
            else:
                counts[finding.severity] += 1
    totals = [report.score.total for report in reports if report.score.total is not None]
    score = sum(totals) / len(totals) if totals else None
    return Summary(len(reports), counts, suppressed, known, score)


def rounded(number: float | None, digits: int = 2) -> float | None:
    """Round a number for a file; −0.0 becomes 0.0, and nothing stays nothing."""
    return None if number is None else round(number, digits) + 0.0


def is_whole(finding: Finding) -> bool:
    """Whether a finding is about the whole document, not about a place in it."""
    return finding.span.start == finding.span.end


def place_of(finding: Finding) -> str:
    """Return line and column for people, «12:5»."""
    return "весь текст" if is_whole(finding) else f"{finding.line}:{finding.column}"


def badness(total: float | None) -> float:
    """Return what «the worst first» sorts totals by; texts without a total come last."""
    return 101.0 if total is None else total


def sentence_at(spans: Sequence[tuple[int, int]], offset: int) -> Span | None:
    """Return the sentence in which a character stands; ``None`` between two sentences.

    Args:
        spans: from ``text.sentences.sentence_spans``.
        offset: of the character in the same text.
    """
    number = bisect_right(spans, offset, key=itemgetter(0)) - 1
    return Span(*spans[number]) if number >= 0 and offset < spans[number][1] else None


def in_order(report: Report) -> list[Finding]:
    """Return the findings in order of the text; those about the whole document come last."""
    return sorted(
        report.findings, key=lambda f: (is_whole(f), f.span.start, f.span.end, f.rule, f.message)
    )
