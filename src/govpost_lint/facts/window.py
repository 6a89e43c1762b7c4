"""The period that is judged: ``since``, ``until`` and the moment of judgement, ``as_of``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from govpost_lint.account import Comment, History, Post, Stream
from govpost_lint.facts.calendar import Calendar
from govpost_lint.facts.report import Period

Moment = date | datetime | None
"""A day of the account's calendar, or a moment; naive ones are in the account's time zone."""


def read_moment(text: str) -> date | datetime:
    """Return a day («2026-03-01») or a moment («2026-03-01T10:00»).

    Raises:
        ValueError: for anything else.
    """
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)


def period(history: History, calendar: Calendar, since: Moment, until: Moment,
           as_of: Moment) -> Period:  # fmt: skip
    """Return the period to judge.

    A day given as ``since`` counts from its first moment, as ``until`` and ``as_of`` to its last.
    Without ``as_of`` it is the moment of the last record of the period: nobody is blamed for the
    time after the export.
    """
    first, end = _start(since, calendar), _end(until, calendar)
    known = _end(as_of, calendar)
    if known is None:
        known = _last_before(history, end)
    elif not isinstance(as_of, datetime):
        known -= timedelta.resolution  # still that day
    return Period(first, end, known, calendar)


def cut(history: History, judged: Period) -> History:
    """Return the records of the period."""

    def inside(one: Post | Comment | Stream) -> bool:
        moment = one.moment
        return not (
            (judged.since is not None and moment < judged.since)
            or (judged.until is not None and moment >= judged.until)
            or (judged.as_of is not None and moment > judged.as_of)
        )

    return replace(
        history,
        posts=tuple(filter(inside, history.posts)),
        comments=tuple(filter(inside, history.comments)),
        streams=tuple(filter(inside, history.streams)),
    )


def _last_before(history: History, end: datetime | None) -> datetime | None:
    groups: tuple[Sequence[Post | Comment], ...] = (history.posts, history.comments)
    return max(
        (one.moment for group in groups for one in group if end is None or one.moment < end),
        default=None,
    )


def _start(value: Moment, calendar: Calendar) -> datetime | None:
    if isinstance(value, datetime):
        return _aware(value, calendar)
    return None if value is None else calendar.start_of(value)


def _end(value: Moment, calendar: Calendar) -> datetime | None:
    if isinstance(value, datetime):
        return _aware(value, calendar)
    return None if value is None else calendar.start_of(value + timedelta(days=1))


def _aware(value: datetime, calendar: Calendar) -> datetime:
    moment = value if value.tzinfo else value.replace(tzinfo=calendar.zone)
    return moment.astimezone(UTC)
