"""A history and a plan → the report on the account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from govpost_lint.account import Comment, History
from govpost_lint.checking import Checker
from govpost_lint.config import Account
from govpost_lint.facts.calendar import Calendar
from govpost_lint.facts.computing import compute
from govpost_lint.facts.report import AccountReport, Period
from govpost_lint.facts.rows import (
    Entry,
    Row,
    Timeline,
    comment_entry,
    first_answers,
    post_entry,
    topics_of,
)
from govpost_lint.facts.window import Moment, cut, period
from govpost_lint.histories.judging import account_findings, account_score, judged_documents, weeks
from govpost_lint.histories.store import RowStore
from govpost_lint.histories.texts import Task, task_of_comment, task_of_post
from govpost_lint.histories.workers import Step, map_texts

MakeRows = Callable[[Mapping[bytes, Task]], Mapping[bytes, Row] | Iterable[tuple[bytes, Row]]]
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def report(
    history: History,
    checker: Checker,
    *,
    since: Moment = None,
    until: Moment = None,
    as_of: Moment = None,
    timezone: str = "",
    jobs: int = 0,
    step: Step = lambda done: None,
    keep: bool = True,
) -> AccountReport:
    """Return the report on an account; see ``api.history``.

    Args:
        keep: whether rows are kept on disk for the next run.
    """
    calendar = account_calendar(checker.config.account, timezone)
    judged = period(history, calendar, since, until, as_of)
    make = partial(_stored_rows if keep else map_texts, checker=checker, jobs=jobs, step=step)
    timeline = _timeline(history, judged, calendar, make)
    facts = compute(timeline)
    today = calendar.day(timeline.as_of)
    findings, criteria = account_findings(checker, timeline, history.platform, today)
    own = (*timeline.posts, *timeline.replies)
    return AccountReport(
        history=history,
        period=judged,
        facts=facts,
        findings=tuple(findings),
        score=account_score(checker.plan, own, findings, criteria),
        weeks=weeks(timeline.posts, calendar),
        documents=judged_documents(timeline.posts, timeline.replies),
        topics_of=topics_of((*timeline.posts, *timeline.questions)),
        answers={
            one.id: timeline.answers[one.id].moment
            for one in timeline.questions
            if one.id in timeline.answers
        },
        notes=history.notes,
    )


def account_calendar(account: Account, timezone: str = "") -> Calendar:
    """Return the calendar of an account; ``timezone`` overrules that of govpost.yaml."""
    first, last = account.working_hours
    return Calendar(ZoneInfo(timezone or account.timezone), first, last, account.holidays_count)


def _timeline(history: History, judged: Period, calendar: Calendar, make: MakeRows) -> Timeline:
    posts, comments = cut(history, judged)
    texts = {comment.id: comment.text for comment in history.comments}
    tasks = [task_of_post(post, history.platform) for post in posts]
    tasks += [
        task_of_comment(comment, _answered(comment, texts), history.platform)
        for comment in comments
    ]
    keys = [task.key for task in tasks]
    rows = dict(make(dict(zip(keys, tasks, strict=True))))
    found = [rows[key] for key in keys]
    own: list[Entry] = []
    others: list[Entry] = []
    for comment, row in zip(comments, found[len(posts) :], strict=True):
        entry = comment_entry(comment, row, calendar)
        (own if comment.by_account else others).append(entry)
    entries = tuple(
        post_entry(post, row, calendar) for post, row in zip(posts, found, strict=False)
    )
    as_of = judged.as_of or _NEVER
    start = judged.since or (entries[0].moment if entries else as_of)
    return Timeline(
        posts=entries,
        replies=tuple(own),
        comments=tuple(others),
        answers=first_answers(history, as_of),
        start=start,
        as_of=as_of,
        calendar=calendar,
    )


def _answered(comment: Comment, texts: dict[str, str]) -> str:
    return texts.get(comment.parent, "") if comment.by_account else ""


def _stored_rows(
    tasks: Mapping[bytes, Task], checker: Checker, jobs: int, step: Step
) -> Mapping[bytes, Row]:
    """Return the rows of all texts, from the store or made anew."""
    config = checker.config
    settings = repr((config.account.contacts, config.select, config.skip, config.ignore))
    store = RowStore(checker.plan.fingerprint + settings)
    rows: dict[bytes, Row] = {}
    missing: dict[bytes, Task] = {}
    for key, task in tasks.items():
        row = store.get(key)
        if row is None:
            missing[key] = task
        else:
            rows[key] = row
    step(len(rows))
    rows.update(map_texts(missing, checker=checker, jobs=jobs, step=step))
    store.save(rows)
    return rows
