"""Days, weeks, nights and working hours in the account's time zone.

Working days are Monday to Friday without the public holidays of Russia, with the days off that the
government moved to a weekday, as the package ``holidays`` knows them (Labour Code, article 112).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

NIGHT_ENDS = 6
"""Hours: the night lasts from midnight to six."""

_HOUR = 3600.0
_EPOCH = date(1970, 1, 1).toordinal()
_MORE_DAYS = 90
"""Days known on both sides: the next moment asked for is mostly near."""
_DAY = timedelta(days=1)


class _Shifts:
    """The working hours of consecutive days, found again by a second of Unix time."""

    def __init__(self) -> None:
        self._days = range(0)
        self._begins: list[float] = []
        self._ends: list[float] = []
        self._before: list[float] = []

    def reach(self, first: float, last: float, span: Callable[[int], tuple[float, float]]) -> None:
        """Know all days from before ``first`` to after ``last``.

        Args:
            span: day, a proleptic ordinal → first and last second of its working hours.
        """
        if self._begins and self._begins[0] <= first and last < self._begins[-1]:
            return
        wanted = range(_ordinal(first) - _MORE_DAYS, _ordinal(last) + _MORE_DAYS)
        known = self._days or wanted
        self._days = range(min(wanted.start, known.start), max(wanted.stop, known.stop))
        self._begins, self._ends, self._before = [], [], []
        total = 0.0
        for begin, end in map(span, self._days):
            self._begins.append(begin)
            self._ends.append(end)
            self._before.append(total)
            total += end - begin

    def worked(self, second: float) -> float:
        """Return the working seconds from the first day known to ``second``."""
        place = bisect_right(self._begins, second) - 1
        return self._before[place] + min(second, self._ends[place]) - self._begins[place]


def _ordinal(second: float) -> int:
    return _EPOCH + int(second // 86_400)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The time of one account.

    Attributes:
        zone: of the account.
        first_hour, last_hour: of the working day, 0..24.
        holidays_count: whether public holidays are working days as well.
    """

    zone: ZoneInfo
    first_hour: int = 9
    last_hour: int = 18
    holidays_count: bool = False
    _years: dict[int, frozenset[date]] = field(default_factory=dict, repr=False, compare=False)
    _shifts: _Shifts = field(default_factory=lambda: _Shifts(), repr=False, compare=False)

    def local(self, moment: datetime) -> datetime:
        """Return ``moment`` as the account's clock shows it."""
        return moment.astimezone(self.zone)

    def day(self, moment: datetime) -> date:
        """Return the day of the account's calendar."""
        return moment.astimezone(self.zone).date()

    def week(self, moment: datetime) -> str:
        """Return the ISO week: ``2026-W10``."""
        return iso_week(self.day(moment))

    def night_or_weekend(self, moment: datetime) -> tuple[bool, bool]:
        """Whether it is between midnight and six; whether it is Saturday or Sunday."""
        local = moment.astimezone(self.zone)
        return local.hour < NIGHT_ENDS, local.weekday() >= 5

    def start_of(self, day: date) -> datetime:
        """Return the first moment of ``day``, in UTC."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    @property
    def hours_a_day(self) -> int:
        """Hours of one working day."""
        return self.last_hour - self.first_hour

    def is_working_day(self, day: date) -> bool:
        """Whether people work on ``day``."""
        if day.weekday() >= 5:
            return False
        return self.holidays_count or day not in self._holidays(day.year)

    def working_hours(self, start: datetime, end: datetime) -> float:
        """Return the working hours between two moments; 0 where ``end`` is not later."""
        if end <= start:
            return 0.0
        first, last = start.timestamp(), end.timestamp()
        self._shifts.reach(first, last, self._span)
        return (self._shifts.worked(last) - self._shifts.worked(first)) / _HOUR

    def _span(self, ordinal: int) -> tuple[float, float]:
        """First and last second of the working hours of a day; equal on a day off."""
        day = date.fromordinal(ordinal)
        midnight = datetime.combine(day, time())
        begin = (midnight + timedelta(hours=self.first_hour)).replace(tzinfo=self.zone)
        end = (midnight + timedelta(hours=self.last_hour)).replace(tzinfo=self.zone)
        return begin.timestamp(), (end if self.is_working_day(day) else begin).timestamp()

    def _holidays(self, year: int) -> frozenset[date]:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = frozenset(public_holidays(year))
        return found


def public_holidays(year: int) -> Mapping[date, str]:
    """Return the public holidays of Russia in ``year`` with their names; none before 1991."""
    from holidays.countries.russia import Russia  # 0.2 s, and only working hours need it

    known = Russia(years=year, expand=False)  # type: ignore[no-untyped-call]
    return dict(known.items())


@lru_cache
def iso_week(day: date) -> str:
    """Return the ISO week of ``day``: ``2026-W10``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def weeks_between(first: date, last: date) -> list[str]:
    """Return every ISO week from that of ``first`` to that of ``last``."""
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday <= last:
        weeks.append(iso_week(monday))
        monday += timedelta(days=7)
    return weeks


def days(span: timedelta) -> float:
    """Return a span in days of 24 hours."""
    return span / _DAY
