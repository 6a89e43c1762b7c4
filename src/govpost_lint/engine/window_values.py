"""The numbers that formulas of ``history`` rules may use, over one window of a timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from govpost_lint.facts import dialogue, mix, rhythm
from govpost_lint.facts.calendar import days
from govpost_lint.facts.report import Gap
from govpost_lint.facts.rows import Entry, Timeline

_HOUR = timedelta(hours=1)
_TOP = 5
"""Topics that are compared: the most frequent ones (standard LOCAL-04)."""


class Window:
    """One window of a timeline, for one rule.

    Args:
        timeline: the whole of it.
        start: where the window begins; the history may begin later.
        before: chosen documents before the window; the last of them bounds the first gap.
        inside: all documents of the kind in the window; chosen: those that the rule counts.
    """

    def __init__(
        self,
        timeline: Timeline,
        start: datetime,
        before: Sequence[Entry],
        inside: Sequence[Entry],
        chosen: Sequence[Entry],
    ) -> None:
        self.timeline = timeline
        self.start = max(start, timeline.start)
        self.inside = inside
        self.chosen = chosen
        self._spaced = (*before[-1:], *chosen)

    @property
    def days(self) -> float:
        """Length of the window as far as the history reaches."""
        return max(0.0, days(self.timeline.as_of - self.start))

    @property
    def longest_gap(self) -> Gap | None:
        """The longest gap that ends in the window."""
        return rhythm.longest_gap(self._spaced)

    def crowd(self, names: Iterable[str]) -> Sequence[Entry]:
        """Return the documents that a formula over ``names`` speaks of; none where it is all."""
        return next((_CROWDS[name](self) for name in names if name in _CROWDS), ())

    def value(self, name: str) -> float:
        """Return one number; 0 where there is nothing to measure."""
        return _VALUES[name](self)

    def count(self) -> float:
        return float(len(self.chosen))

    def total(self) -> float:
        return float(len(self.inside))

    def share(self) -> float:
        return len(self.chosen) / len(self.inside) if self.inside else 0.0

    def distinct_days(self) -> float:
        calendar = self.timeline.calendar
        return float(len({calendar.day(one.moment) for one in self.chosen}))

    def per_week(self) -> float:
        calendar = self.timeline.calendar
        return rhythm.per_week(len(self.chosen), self.start, self.timeline.as_of, calendar)

    def max_gap_days(self) -> float:
        gap = self.longest_gap
        return gap.days if gap else 0.0

    def median_gap_days(self) -> float:
        gaps = [days(b.moment - a.moment) for a, b in pairwise(self._spaced)]
        return float(median(gaps)) if gaps else 0.0

    def since_last_days(self) -> float:
        last = self._spaced[-1].moment if self._spaced else self.timeline.start
        return max(0.0, days(self.timeline.as_of - last))

    def busiest_day(self) -> Sequence[Entry]:
        """Return the documents of the first day that has the most of them."""
        of_day: dict[date, list[Entry]] = {}
        for one in self.chosen:
            of_day.setdefault(self.timeline.calendar.day(one.moment), []).append(one)
        return max(of_day.values(), key=len, default=())

    def busiest_hour(self) -> Sequence[Entry]:
        """Return the documents of the first sixty minutes that have the most of them."""
        busiest: Sequence[Entry] = ()
        first = 0
        for last, one in enumerate(self.chosen):
            while one.moment - self.chosen[first].moment > _HOUR:
                first += 1
            if last - first >= len(busiest):
                busiest = self.chosen[first : last + 1]
        return busiest

    def hours(self, part: float, working: bool) -> float:
        measure = self.timeline.calendar.working_hours if working else dialogue.calendar_hours
        found = dialogue.latencies(self.chosen, self.timeline, measure)
        return dialogue.percentile(found, part) if found else 0.0

    def question_topics(self) -> float:
        return float(len(self._top_of_questions()))

    def shared_topics(self) -> float:
        of_posts = [*mix.by_topic(self._recent(self.timeline.posts))][:_TOP]
        return float(len(self._top_of_questions() & set(of_posts)))

    def _top_of_questions(self) -> set[str]:
        return set([*mix.by_topic(self._recent(self.timeline.questions))][:_TOP])

    def _recent(self, entries: Sequence[Entry]) -> list[Entry]:
        return [one for one in entries if one.moment >= self.start]


_CROWDS: Mapping[str, Callable[[Window], Sequence[Entry]]] = {
    "most_per_day": Window.busiest_day,
    "most_per_hour": Window.busiest_hour,
}

_VALUES: Mapping[str, Callable[[Window], float]] = {
    "count": Window.count,
    "total": Window.total,
    "share": Window.share,
    "days": lambda window: window.days,
    "distinct_days": Window.distinct_days,
    "per_week": Window.per_week,
    "max_gap_days": Window.max_gap_days,
    "median_gap_days": Window.median_gap_days,
    "since_last_days": Window.since_last_days,
    "most_per_day": lambda window: float(len(window.busiest_day())),
    "most_per_hour": lambda window: float(len(window.busiest_hour())),
    "p50_hours": lambda window: window.hours(0.5, False),
    "p90_hours": lambda window: window.hours(0.9, False),
    "p50_working_hours": lambda window: window.hours(0.5, True),
    "p90_working_hours": lambda window: window.hours(0.9, True),
    "question_topics": Window.question_topics,
    "shared_topics": Window.shared_topics,
}
