"""Questions of readers and what the account did about them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from govpost_lint.facts.duplicates import Joins, groups_of, near_pairs
from govpost_lint.facts.report import Latency, Questions
from govpost_lint.facts.rows import Answer, Entry, Timeline
from govpost_lint.ruleset.vocabulary import FOUND

BRUSHOFF_RULES = tuple(
    f"feedback/{name}"
    for name in (
        "all-in-order", "brushoff", "deflect", "empty-answer", "false-empathy", "forwarded",
        "not-us", "office-turn", "paper-turn", "rate-us-after-refusal", "self-service",
        "send-away", "shelved", "shrug", "to-private-messages", "your-problem",
    )
)  # fmt: skip
"""Rules that find a brush-off in a reply, as editors mark it (label brushoff in labels.yaml)."""

TEMPLATE = 0.9
TEMPLATE_GROUP = 3
TEMPLATE_TRIPLES = 3
"""Near-equal replies: similarity, how many make a template (standard REP-08), and the shortest
reply that counts, in word triples: five words. A short «Спасибо за отзыв!» is no template."""

Hours = Callable[[datetime, datetime], float]


def questions(timeline: Timeline) -> Questions:
    """Count the questions and those with an answer; name those without."""
    asked = timeline.questions
    unanswered = tuple(one.id for one in asked if one.id not in timeline.answers)
    return Questions(len(asked), len(asked) - len(unanswered), unanswered)


def latencies(asked: Iterable[Entry], timeline: Timeline, hours: Hours) -> list[float]:
    """Return the hours to the first answer of each question that has one."""
    found = []
    for one in asked:
        answer: Answer | None = timeline.answers.get(one.id)
        if answer is not None:
            found.append(hours(one.moment, answer.moment))
    return found


def calendar_hours(start: datetime, end: datetime) -> float:
    """Return the hours from ``start`` to ``end``."""
    return (end - start).total_seconds() / 3600.0


def latency(hours: Sequence[float]) -> Latency | None:
    """Return the median and the 90th percentile; ``None`` of nothing."""
    return Latency(percentile(hours, 0.5), percentile(hours, 0.9)) if hours else None


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value below which ``part`` (0..1) of ``values`` lie, linearly interpolated.

    Between the two values nearest to place ``part × (n − 1)``: Hyndman and Fan 1996, type 7.
    """
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def template_replies(
    replies: Sequence[Entry], joins: Joins | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return the ids of near-equal replies, group by group."""
    long_enough = [one for one in replies if len(one.row.triples) >= 8 * TEMPLATE_TRIPLES]
    pairs = near_pairs([one.row.triples for one in long_enough], TEMPLATE, joins)
    return tuple(
        tuple(long_enough[place].id for place in group)
        for group in groups_of(pairs)
        if len(group) >= TEMPLATE_GROUP
    )


def brushoffs(replies: Iterable[Entry]) -> tuple[str, ...]:
    """Return the ids of replies in which a brush-off was found."""
    marks = frozenset(FOUND + rule for rule in BRUSHOFF_RULES)
    return tuple(one.id for one in replies if one.traits & marks)
