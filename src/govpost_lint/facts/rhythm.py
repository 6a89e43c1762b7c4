"""Rhythm of an account: gaps and bursts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from govpost_lint.facts.calendar import Calendar, days
from govpost_lint.facts.report import Burst, Gap
from govpost_lint.facts.rows import Entry

BURST = 4
"""Posts: more than so many within an hour are a burst (standard FREQ-03)."""

_HOUR = timedelta(hours=1)


def per_week(number: int, first: datetime, last: datetime, calendar: Calendar) -> float:
    """Return how many a week: number ÷ days of the calendar, both ends included, × 7."""
    length = (calendar.day(last) - calendar.day(first)).days + 1
    return 7.0 * number / max(1, length)


def longest_gap(posts: Sequence[Entry]) -> Gap | None:
    """Return the longest time between two consecutive posts; the first of equally long ones."""
    if len(posts) < 2:
        return None
    before, after = max(pairwise(posts), key=lambda pair: pair[1].moment - pair[0].moment)
    return Gap(
        days(after.moment - before.moment), before.moment, after.moment, (before.id, after.id)
    )


def bursts(posts: Sequence[Entry]) -> tuple[Burst, ...]:
    """Return the runs of posts any ``BURST`` + 1 neighbours of which lie within one hour."""
    found: list[Burst] = []
    start = end = -1
    for last in range(BURST, len(posts)):
        first = last - BURST
        if posts[last].moment - posts[first].moment > _HOUR:
            continue
        if first > end:
            if end >= 0:
                found.append(_burst(posts[start : end + 1]))
            start = first
        end = last
    if end >= 0:
        found.append(_burst(posts[start : end + 1]))
    return tuple(found)


def _burst(posts: Sequence[Entry]) -> Burst:
    return Burst(posts[0].moment, posts[-1].moment, tuple(post.id for post in posts))
