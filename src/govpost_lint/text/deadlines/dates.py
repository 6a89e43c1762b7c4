"""Stretches of the calendar and the arithmetic of terms."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)


class Period(NamedTuple):
    """Days ``first`` to ``last``, both included.

    Attributes:
        kind: day, week, month, season, year …; ``clock`` and ``part`` name an hour or a part of
            the day, ``event`` is one whose day nobody knows.
        repeats: ``week``, ``month`` or ``year`` where the next one may be meant as well.
        basis: on what norm the day rests, Russian; empty where the text names it.
    """

    first: date
    last: date
    kind: str
    repeats: str = ""
    basis: str = ""

    @property
    def middle(self) -> date:
        """The last day of the first half: the 15th, Wednesday, 15 July, 30 June."""
        if self.kind == "year":
            return date(self.first.year, 6, 30)
        if self.kind == "month":
            return self.first.replace(day=15)
        return self.first + (self.last - self.first) // 2

    @property
    def third(self) -> date:
        """The last day of the beginning: Tuesday, the 10th, the first month."""
        if self.kind in ("year", "half"):
            return add_months(self.first, 3) - DAY
        if self.kind in ("season", "quarter"):
            return add_months(self.first, 1) - DAY
        if self.kind == "month":
            return self.first.replace(day=10)
        return self.first + (self.last - self.first) // 3

    def later(self) -> Period:
        """Return the next one: a week, month or year on."""
        if self.repeats == "week":
            return self._replace(first=self.first + 7 * DAY, last=self.last + 7 * DAY)
        months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[self.repeats]
        whole = (self.last + DAY).day == 1
        first = add_months(self.first, months)
        last = add_months(self.last + DAY, months) - DAY if whole else add_months(self.last, months)
        return self._replace(first=first, last=last)


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, the last of the month where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month(year: int, number: int) -> Period:
    """Return a month; ``number`` 1..12."""
    first = date(year, number, 1)
    return Period(first, add_months(first, 1) - DAY, "month")


def months(year: int, start: int, count: int, kind: str) -> Period:
    """Return ``count`` months from ``start`` on: a quarter, half-year, season or year."""
    first = date(year, start, 1)
    return Period(first, add_months(first, count) - DAY, kind)


def year(number: int) -> Period:
    """Return a calendar year."""
    return months(number, 1, 12, "year")


def week(day: date, ahead: int = 0) -> Period:
    """Return the week of ``day``, Monday to Sunday, or one ``ahead`` weeks later."""
    first = day - day.weekday() * DAY + 7 * ahead * DAY
    return Period(first, first + 6 * DAY, "week")


def season(day: date, start: int, ahead: bool = False) -> Period:
    """Return the season that begins with month ``start`` and is not over on ``day``.

    Args:
        ahead: that of the next year; of winter the one that begins after ``day``.
    """
    if start == 12:
        began = day.year - 1 if day.month <= 2 else day.year
        return months(began + (1 if ahead and day.month <= 2 else 0), 12, 3, "season")
    found = months(day.year + ahead, start, 3, "season")
    return months(day.year + 1, start, 3, "season") if found.last < day else found


def current(day: date, unit: str) -> Period:
    """Return the week, month, quarter, half-year or year of ``day``."""
    if unit == "week":
        return week(day)
    if unit == "month":
        return month(day.year, day.month)
    if unit == "quarter":
        return months(day.year, (day.month - 1) // 3 * 3 + 1, 3, "quarter")
    if unit == "half":
        return months(day.year, 1 if day.month <= 6 else 7, 6, "half")
    if unit == "year":
        return year(day.year)
    if unit == "decade":
        first = day.replace(day=min((day.day - 1) // 10, 2) * 10 + 1)
        last = first + 9 * DAY if first.day < 21 else month(day.year, day.month).last
        return Period(first, last, "decade")
    return Period(day, day, "day")


def easter(number: int) -> date:
    """Return Orthodox Easter of a year 1900..2099 (Meeus' Julian algorithm, 13 days on)."""
    d = (19 * (number % 19) + 15) % 30
    e = (2 * (number % 4) + 4 * (number % 7) - d + 34) % 7
    julian_month, julian_day = divmod(d + e + 114, 31)
    return date(number, julian_month, julian_day + 1) + 13 * DAY


Feast = str | tuple[int, ...]
"""A holiday: (month, day); (month, which of them, weekday); or the name of one near Easter."""


def feast(year_number: int, name: Feast) -> date:
    """Return the day of a holiday: fixed, like the second Sunday of August, or near Easter.

    Professional days stand in the decree of 1 October 1980 on holidays and memorable days.
    """
    if isinstance(name, str):
        return easter(year_number) + {"easter": 0, "trinity": 49, "shrovetide": -49}[name] * DAY
    if len(name) == 2:
        return date(year_number, *name)
    number, which, weekday = name
    days = [week[weekday] for week in calendar.monthcalendar(year_number, number)]
    return date(year_number, number, list(filter(None, days))[which - (which > 0)])


def add_term(moment: datetime, unit: str, number: float, working: bool = False) -> date:
    """Return the last day of a term of ``number`` units that begins at ``moment``.

    Args:
        moment: when it begins, in local time.
        unit: minute, hour, day, daynight, week, decade, month, quarter, half or year.
        number: how many, fractions too («полтора месяца» are 45 days).
        working: count Monday to Friday only; public holidays are not known here.
    """
    day = moment.date()
    if unit in ("minute", "hour"):
        return (moment + timedelta(**{unit + "s": float(number)})).date()
    if unit in ("day", "daynight", "week", "decade"):
        days = -int(-number * {"day": 1, "daynight": 1, "week": 7, "decade": 10}[unit] // 1)
        return _working_days(day, days) if working else day + days * DAY
    if unit == "month" and number % 1:
        return add_months(day, int(number)) + 15 * DAY
    return add_months(day, int(number * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]))


def _working_days(day: date, days: int) -> date:
    while days > 0:
        day += DAY
        days -= day.weekday() < 5
    return day


def edge_day(period: Period, edge: str, prep: str) -> date:
    """Return the last day of «до конца», «в середине», «к началу» of a period."""
    if edge == "end":
        return period.last
    if edge == "middle":
        return period.middle
    if prep == "to":
        return period.first - DAY
    return period.first if prep in ("by", "from") else period.third


def plain_day(period: Period, prep: str) -> date:
    """The last day of «до», «к», «с», «в» with a period.

    «До пятницы», «до 1 июня» include the day named; «до июня», «до лета», «до 2028 года» end on
    the day before; «к июню», «к лету» mean its first day.
    """
    if period.first == period.last and period.kind not in ("month", "season", "year"):
        return period.last
    if prep == "to":
        return period.first - DAY
    return period.first if prep in ("by", "from") else period.last
