"""Rhythm of an account: weeks, gaps, bursts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from govpost_lint.facts.calendar import Calendar, days, weeks_between
from govpost_lint.facts.report import Burst, Gap
from govpost_lint.facts.rows import Entry

BURST = 4
"""Posts: more than so many within an hour are a burst (standard FREQ-03)."""

_HOUR = timedelta(hours=1)


def posts_by_week(posts: Sequence[Entry], calendar: Calendar) -> dict[str, int]:
    """Return ISO week → number of posts; every week from the first post to the last."""
    if not posts:
        return {}
    first, last = calendar.day(posts[0].moment), calendar.day(posts[-1].moment)
    counted = Counter(calendar.week(post.moment) for post in posts)
    return {week: counted[week] for week in weeks_between(first, last)}


def per_week(number: int, first: datetime, last: datetime, calendar: Calendar) -> float:
    """Return how many a week: number ÷ days of the calendar, both ends included, × 7."""
    length = (calendar.day(last) - calendar.day(first)).days + 1
    return 7.0 * number / max(1, length)


def longest_gap(posts: Sequence[Entry]) -> Gap | None:
    """Return the longest time between two consecutive posts; the first of equally long ones."""
    gaps = [
        Gap(days(after.moment - before.moment), before.moment, after.moment, (before.id, after.id))
        for before, after in pairwise(posts)
    ]
    return max(gaps, key=lambda gap: gap.days, default=None)


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
