"""Points: one way only. Rules deduct from their criterion, every lost point is a finding.

A criterion starts at 100. A finding takes the points its rule names; a rule takes at most its
``cap`` from one document. Where a criterion counts ``per_words`` words, the points of its findings
are divided by words / per_words: twenty blots on ten pages are not twenty on one. A text of less
than ``least_words`` counts as that many. A heavy finding counts whole: rudeness is no blot.
The total starts at 100 too. A criterion that judges this kind of document takes its lost points
times weight / 100: its weight is the most that it can take from the total. So a criterion without
fault never makes up for the faults of another, as a mean would let it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from govpost_lint.engine.findings import Found
from govpost_lint.model import CONFIDENCES, CriterionScore, Finding, Score
from govpost_lint.ruleset.plan import Criterion, Plan, Rule

_HEAVY = 25
"""Points of one finding from which on its text's length does not matter."""


def apply_points(
    found: Iterable[Found], plan: Plan, kind: str, words: int
) -> tuple[list[Finding], dict[str, float]]:
    """Give each finding the points that it really takes.

    Args:
        found: findings with the points that each would take alone; suppressed ones take none.
        plan: criteria and the least confidence that costs points.
        kind: kind of the document; a criterion that does not judge it loses nothing.
        words: length of the document.

    Returns:
        The findings in the same order, and the points lost by criterion, 0..100.
    """
    least = CONFIDENCES.index(plan.min_confidence)
    lost: dict[str, float] = {}
    left: dict[str, float] = {}
    findings = []
    for finding, rule in found:
        criterion = plan.criteria.get(finding.criterion)
        free = (
            not finding.counts
            or (criterion is not None and not _judges(criterion, kind))
            or rule.status != "stable"
            or CONFIDENCES.index(rule.confidence) < least
        )
        points = 0.0 if free else -finding.points
        if criterion and criterion.per_words and _by_length(finding, rule):
            points *= criterion.per_words / max(words, criterion.least_words)
        points = min(points, left.setdefault(rule.id, rule.cap))
        points = min(points, 100.0 - lost.get(finding.criterion, 0.0))
        points = round(points, 2)
        left[rule.id] -= points
        lost[finding.criterion] = lost.get(finding.criterion, 0.0) + points
        findings.append(replace(finding, points=-points if points else 0.0))
    return findings, lost


def score(plan: Plan, kind: str, words: int, lost: Mapping[str, float]) -> Score:
    """Return the score of a document.

    Args:
        plan: criteria with weights, and zones.
        kind: kind of the document; a criterion that does not judge it is left out.
        words: length of the document; without words there is no total.
        lost: points lost by criterion.
    """
    criteria = {
        criterion.id: _of_criterion(criterion.weight, lost.get(criterion.id, 0.0))
        for criterion in plan.criteria.values()
        if _judges(criterion, kind)
    }
    if not words or not criteria:
        return Score(None, "", criteria)
    total = max(0.0, 100.0 - sum(one.cost for one in criteria.values()))
    return Score(round(total, 1), zone(plan, total), criteria)


@lru_cache(maxsize=1000)  # most criteria lose nothing
def _of_criterion(weight: float, lost: float) -> CriterionScore:
    return CriterionScore(
        score=max(0.0, round(100.0 - lost, 2)), weight=weight, lost=round(min(100.0, lost), 2)
    )


def zone(plan: Plan, total: float) -> str:
    """Return the id of the zone of ``total``."""
    found = ""
    for name, _, start in plan.zones:
        if total >= start:
            found = name
    return found


def _by_length(finding: Finding, rule: Rule) -> bool:
    return rule.kind == "match" and -finding.points < _HEAVY


def _judges(criterion: Criterion, kind: str) -> bool:
    judged = not criterion.kinds or kind in criterion.kinds
    return criterion.draft and criterion.weight > 0 and judged
