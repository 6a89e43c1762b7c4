"""What the official has to answer this week: open questions by topic and place, due promises.

The renderers of the brief share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from govpost_lint.account import Comment
from govpost_lint.facts.report import AccountReport
from govpost_lint.reporters.account import AccountRun, ledger, waited

WEEK = timedelta(days=7)
NO_TOPIC = "Без темы"
NO_PLACE = "Место не названо"
_ROOM = 200


@dataclass(frozen=True, slots=True)
class Question:
    """An open question or complaint of a reader.

    Attributes:
        id: of the comment; post: of the post above it, may be empty.
        asked: in the account's time; quote: shortened, without personal data.
        waits: working time since then, as people say it.
        support: readers who liked it.
    """

    id: str
    post: str
    asked: datetime
    quote: str
    waits: str
    support: int


@dataclass(frozen=True, slots=True)
class Group:
    """Questions on one topic about one place, oldest first, of one day the most supported first."""

    topic: str
    place: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the brief says.

    Attributes:
        title: of the account; since, as_of: from when questions count as new, and until when.
        fresh, older: groups asked since ``since``, and before.
        due: promises whose last day comes within a week; overdue: those whose day has passed.
    """

    title: str
    since: date
    as_of: date
    fresh: tuple[Group, ...]
    older: tuple[Group, ...]
    due: tuple[ledger.Row, ...]
    overdue: tuple[ledger.Row, ...]


def agenda(report: AccountReport, run: AccountRun, since: date | datetime | None) -> Agenda:
    """Return what is open.

    Args:
        report: on the whole history, so that older open questions are in it.
        run: hides who asks.
        since: from when questions are new; ``None``: a week before the moment of judgement.
    """
    zone, as_of = report.period.zone, report.period.as_of
    if as_of is None:
        today = date.min
        return Agenda(report.history.title, today, today, (), (), (), ())
    today = as_of.astimezone(zone).date()
    start = _start(since, as_of, zone)
    comments = {comment.id: comment for comment in report.history.comments}
    open_ones = [comments[name] for name in report.facts.questions.unanswered]
    promises = ledger.rows(report, run)
    return Agenda(
        title=report.history.title,
        since=start.astimezone(zone).date(),
        as_of=today,
        fresh=_groups((c for c in open_ones if c.moment >= start), report, run, as_of),
        older=_groups((c for c in open_ones if c.moment < start), report, run, as_of),
        due=tuple(
            row
            for row in promises
            if row.status == "due" and row.due is not None and row.due <= today + WEEK
        ),
        overdue=tuple(row for row in promises if row.status == "overdue"),
    )


def _start(since: date | datetime | None, as_of: datetime, zone: object) -> datetime:
    if since is None:
        return as_of - WEEK
    if isinstance(since, datetime):
        return since if since.tzinfo else since.replace(tzinfo=zone)  # type: ignore[arg-type]
    return datetime(since.year, since.month, since.day, tzinfo=zone)  # type: ignore[arg-type]


def _groups(
    comments: Iterable[Comment], report: AccountReport, run: AccountRun, as_of: datetime
) -> tuple[Group, ...]:
    """Group questions; topics and places come in the order of their oldest question."""
    found: dict[tuple[str, str], list[Question]] = {}
    for comment in sorted(comments, key=lambda c: (c.moment, c.id)):
        topic = _topic(report.topics_of.get(comment.id, ()), report.facts.topics.questions)
        places = run.quoter.places(comment.text) if run.quoter else ()
        key = (run.topic(topic) if topic else NO_TOPIC, ", ".join(places[:2]) or NO_PLACE)
        found.setdefault(key, []).append(_question(comment, report, run, as_of))
    topics = list(dict.fromkeys(topic for topic, _ in found if topic != NO_TOPIC))
    order = [*topics, NO_TOPIC]
    groups = [
        Group(topic, place, tuple(sorted(questions, key=_rank)))
        for (topic, place), questions in found.items()
    ]
    return tuple(sorted(groups, key=lambda g: (order.index(g.topic), g.place == NO_PLACE)))


def _rank(question: Question) -> tuple[date, int, datetime]:
    return question.asked.date(), -question.support, question.asked


def _topic(names: Iterable[str], weights: Mapping[str, int]) -> str:
    """Return the topic that readers ask about most, or nothing."""
    return min(names, key=lambda name: (-weights.get(name, 0), name), default="")


def _question(
    comment: Comment, report: AccountReport, run: AccountRun, as_of: datetime
) -> Question:
    calendar = report.period.calendar
    return Question(
        id=comment.id,
        post=comment.post,
        asked=comment.moment.astimezone(report.period.zone),
        quote=run.quote(comment.text, _ROOM),
        waits=waited(calendar.working_hours(comment.moment, as_of), calendar.hours_a_day),
        support=comment.likes,
    )
