"""Figures → where to draw them: plain numbers for SVG, in its own units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from govpost_lint.facts.report import AccountReport
from govpost_lint.reporters.account import posts_by_day
from govpost_lint.reporters.html_parts import Bar

_STEPS = (1, 4, 9, 27)
"""Working hours that divide the reply times; 4 and 9 are the norms of Sevastopol, 2020."""

_STEP_NAMES = ("до 1 рабочего часа", "до 4", "до 9 (один день)", "до 27 (три дня)", "дольше")
UNANSWERED = "без ответа"
_MONTHS = tuple("янв фев мар апр май июн июл авг сен окт ноя дек".split())

_STEP = 22
"""Width of a week."""

_HIGH = 120
_LEFT = 30
"""Room for the numbers of an axis."""

_FOOT = 26
_CELL = 14


class Chart(NamedTuple):
    """Size of a drawing, its bars or points, and its labels: x, y, text."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    labels: tuple[tuple[float, float, str], ...]
    lines: tuple[tuple[float, float, float, float], ...] = ()


def monday(week: str) -> date:
    """Return the first day of an ISO week: ``2026-W10``."""
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def opens_month(mondays: list[date]) -> Iterator[tuple[int, str]]:
    """Yield the number of each week that is the first of its month, and the month's name."""
    for number, day in enumerate(mondays):
        if number == 0 or day.month != mondays[number - 1].month:
            yield number, _MONTHS[day.month - 1]


def weeks(report: AccountReport) -> Chart:
    """Return posts by week."""
    most = max((week.posts for week in report.weeks), default=0) or 1
    mondays = [monday(week.week) for week in report.weeks]
    bars = []
    for number, week in enumerate(report.weeks):
        high = week.posts / most * _HIGH
        label = f"неделя с {mondays[number]:%d.%m.%Y}"
        x = _LEFT + number * _STEP
        bars.append(Bar(x + 3, 12 + _HIGH - high, _STEP - 6, high, week.posts, label))
    return _by_week(mondays, bars)


def trend(report: AccountReport) -> Chart:
    """Return the mean score by week: points of radius 3, and lines between neighbours."""
    mondays = [monday(week.week) for week in report.weeks]
    known = [w.score for w in report.weeks if w.score is not None]
    low = min(60, int(min(known, default=60) // 10 * 10))
    points, lines = [], []
    last: tuple[float, float] | None = None
    for number, week in enumerate(report.weeks):
        if week.score is None:
            last = None
            continue
        x = _LEFT + number * _STEP + _STEP / 2
        y = 10 + (100 - week.score) / (100 - low) * _HIGH
        label = f"неделя с {mondays[number]:%d.%m.%Y}: {week.score:.1f}".replace(".", ",")
        points.append(Bar(x, y, 3, 3, round(week.score), label))
        if last is not None:
            lines.append((*last, x, y))
        last = x, y
    scale = [
        (2.0, 14 + (100 - mark) / (100 - low) * _HIGH, str(mark))
        for mark in range(low, 101, 20 if low < 40 else 10)
    ]
    return _by_week(mondays, points, scale, lines)


def _by_week(
    mondays: list[date],
    bars: Iterable[Bar],
    scale: Iterable[tuple[float, float, str]] = (),
    lines: Iterable[tuple[float, float, float, float]] = (),
) -> Chart:
    """Return a chart of a step a week, with the months named below it."""
    months = [
        (_LEFT + n * _STEP + 3.0, float(_HIGH + _FOOT), name) for n, name in opens_month(mondays)
    ]
    width = _LEFT + len(mondays) * _STEP + 4
    return Chart(width, _HIGH + _FOOT + 6, tuple(bars), (*months, *scale), tuple(lines))


def calendar(report: AccountReport) -> Chart:
    """Return a square a day: weekdays down, weeks across; the number says how many posts."""
    days = posts_by_day(report)
    if not days:
        return Chart(0, 0, (), ())
    first = min(days) - timedelta(min(days).weekday())
    count = (max(days) - first).days // 7 + 1
    mondays = [first + timedelta(7 * number) for number in range(count)]
    bars = []
    for number, start in enumerate(mondays):
        for weekday in range(7):
            day = start + timedelta(weekday)
            x, y = _LEFT + number * _CELL, 16 + weekday * _CELL
            side = _CELL - 2
            bars.append(Bar(x, y, side, side, days[day], f"{day:%d.%m.%Y}"))
    labels = [(float(_LEFT + n * _CELL), 11.0, name) for n, name in opens_month(mondays)]
    names = ((0, "Пн"), (2, "Ср"), (4, "Пт"), (6, "Вс"))
    labels += [(2.0, 16 + n * _CELL + 10.0, name) for n, name in names]
    return Chart(_LEFT + count * _CELL + 4, 16 + 7 * _CELL + 4, tuple(bars), tuple(labels))


def reply_times(report: AccountReport) -> list[tuple[str, int]]:
    """Return how many questions were answered within which working hours, and how many not."""
    worked = report.period.calendar.working_hours
    asked = {one.id: one.moment for one in report.history.comments}
    counts = [0] * len(_STEP_NAMES)
    for name, at in report.answers.items():
        counts[sum(worked(asked[name], at) > step for step in _STEPS)] += 1
    unanswered = len(report.facts.questions.unanswered)
    rows = list(zip(_STEP_NAMES, counts, strict=True))
    return [*rows, (UNANSWERED, unanswered)] if sum(counts) + unanswered else []
