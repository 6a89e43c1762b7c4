"""Days, weeks, nights and working hours in the account's time zone.

Working days are Monday to Friday without the public holidays of Russia, with the days off that the
government moved to a weekday, as the package ``holidays`` knows them (Labour Code, article 112).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NIGHT_ENDS = 6
"""Hours: the night lasts from midnight to six."""

_HOUR = 3600.0
_DAY = timedelta(days=1)


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
    _sums: dict[int, float] = field(default_factory=dict, repr=False, compare=False)
    _hours: dict[int, tuple[float, float]] = field(default_factory=dict, repr=False, compare=False)

    def local(self, moment: datetime) -> datetime:
        """Return ``moment`` as the account's clock shows it."""
        return moment.astimezone(self.zone)

    def day(self, moment: datetime) -> date:
        """Return the day of the account's calendar."""
        return moment.astimezone(self.zone).date()

    def week(self, moment: datetime) -> str:
        """Return the ISO week: ``2026-W10``."""
        return iso_week(self.day(moment))

    def is_night(self, moment: datetime) -> bool:
        """Whether it is between midnight and six."""
        return moment.astimezone(self.zone).hour < NIGHT_ENDS

    def is_weekend(self, moment: datetime) -> bool:
        """Whether it is Saturday or Sunday."""
        return moment.astimezone(self.zone).weekday() >= 5

    def start_of(self, day: date) -> datetime:
        """Return the first moment of ``day``, in UTC."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def is_working_day(self, day: date) -> bool:
        """Whether people work on ``day``."""
        if day.weekday() >= 5:
            return False
        return self.holidays_count or day not in self._holidays(day.year)

    def working_hours(self, start: datetime, end: datetime) -> float:
        """Return the working hours between two moments; 0 where ``end`` is not later."""
        if end <= start:
            return 0.0
        return (self._worked_before(end) - self._worked_before(start)) / _HOUR

    def _worked_before(self, moment: datetime) -> float:
        """Working seconds from some fixed day to ``moment``."""
        ordinal = self.day(moment).toordinal()
        begin, end = self._span(ordinal)
        return self._sum(ordinal) + max(0.0, min(moment.timestamp(), end) - begin)

    def _sum(self, ordinal: int) -> float:
        """Working seconds before a day, counted from the first day ever asked for."""
        sums = self._sums
        if not sums:
            sums[ordinal] = 0.0
        if ordinal not in sums:
            lowest, highest = min(sums), max(sums)
            for known in range(highest, ordinal):
                begin, end = self._span(known)
                sums[known + 1] = sums[known] + end - begin
            for known in range(lowest, ordinal, -1):
                begin, end = self._span(known - 1)
                sums[known - 1] = sums[known] - (end - begin)
        return sums[ordinal]

    def _span(self, ordinal: int) -> tuple[float, float]:
        """First and last second of the working hours of a day; equal on a day off."""
        found = self._hours.get(ordinal)
        if found is None:
            day = date.fromordinal(ordinal)
            midnight = datetime.combine(day, time())
            begin = (midnight + timedelta(hours=self.first_hour)).replace(tzinfo=self.zone)
            end = (midnight + timedelta(hours=self.last_hour)).replace(tzinfo=self.zone)
            last = end if self.is_working_day(day) else begin
            found = self._hours[ordinal] = begin.timestamp(), last.timestamp()
        return found

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
