"""Weeks and days of an account drawn with characters: a bar a week, a square a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from govpost_lint.facts.report import AccountReport, Week
from govpost_lint.reporters import wording
from govpost_lint.reporters.account import charts, posts_by_day
from govpost_lint.reporters.terminal import INDENT, Line, wrapped

_WEEKDAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
_MOST_WEEKS = 60
"""Weeks shown one a line; of a longer history the last ones."""


def weeks_lines(weeks: Sequence[Week], width: int) -> Iterator[Line]:
    """Yield a bar of posts with the mean score for each week; none wider than ``width`` cells."""
    shown = weeks[-_MOST_WEEKS:]
    most = max((week.posts for week in shown), default=0) or 1
    room = max(10, min(40, width - 36))
    yield ()
    yield ((f"{INDENT}неделя с    посты{' ' * (room + 2)}оценка", "dim"),)
    for week in shown:
        filled = round(week.posts / most * room)
        score = "—" if week.score is None else wording.decimal(week.score)
        yield (
            (f"{INDENT}{charts.monday(week.week):%d.%m.%Y}  {week.posts:>5}  ", ""),
            ("█" * filled + " " * (room - filled), "cyan"),
            (f"  {score:>5}", ""),
        )
    left = len(weeks) - len(shown)
    if left:
        yield from wrapped(f"… и ещё недель до этого: {left}", width, "dim")


def calendar_lines(report: AccountReport, width: int) -> Iterator[Line]:
    """Yield a square a day: weekdays down, weeks across, as many as fit into ``width`` cells."""
    days = posts_by_day(report)
    if not days:
        return
    weeks = [charts.monday(week.week) for week in report.weeks]
    at_once = (width - len(INDENT) - 4) // 2
    for start in range(0, len(weeks), at_once):
        part = weeks[start : start + at_once]
        yield ((INDENT + "    " + _months(part), "dim"),)
        for number, name in enumerate(_WEEKDAYS):
            marks = [_mark(days[monday + timedelta(number)]) for monday in part]
            pieces = [(mark + " ", "green" if mark != "·" else "dim") for mark in marks]
            yield ((f"{INDENT}{name}  ", "dim"), *pieces)
    yield from wrapped("· нет поста   ▪ один   ■ два   █ три и больше", width, "dim")


def _mark(posts: int) -> str:
    return "·▪■█"[min(posts, 3)]


def _months(mondays: Sequence[date]) -> str:
    """Return the line of months over the calendar, two cells a week."""
    line = ""
    for number, name in charts.opens_month(list(mondays)):
        if len(line) <= 2 * number:
            line = line.ljust(2 * number) + name
    return line
