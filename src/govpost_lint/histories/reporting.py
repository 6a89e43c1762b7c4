"""A history and a plan → the report on the account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from govpost_lint.account import Comment, History
from govpost_lint.checking import Checker
from govpost_lint.config import Account
from govpost_lint.errors import InputError
from govpost_lint.facts.calendar import Calendar
from govpost_lint.facts.computing import compute
from govpost_lint.facts.corrections import check_corrections, read_corrections
from govpost_lint.facts.promises import Correction, Promise, Statement, ledger
from govpost_lint.facts.report import AccountReport, Period, PromiseFact
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
_LIVE = frozenset({"live"})
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
    corrections: str | Path | None = None,
    keep: bool = True,
) -> AccountReport:
    """Return the report on an account; see ``api.history``.

    Args:
        corrections: file of corrections of the ledger.
        keep: whether rows are kept on disk for the next run.
    """
    corrected = _read_corrections(corrections) if corrections is not None else ()
    calendar = account_calendar(checker.config.account, timezone)
    judged = period(history, calendar, since, until, as_of)
    make = partial(_stored_rows if keep else map_texts, checker=checker, jobs=jobs, step=step)
    timeline, promises = _timeline(history, judged, make, corrected)
    if corrections is not None:
        texts = {*(post.id for post in history.posts), *(one.id for one in history.comments)}
        check_corrections(corrected, str(corrections), promises, texts)
    facts = compute(timeline, [fact_of(one) for one in promises])
    today = calendar.day(timeline.as_of)
    findings, applied = account_findings(checker, timeline, history.platform, today)
    own = (*timeline.posts, *timeline.replies)
    return AccountReport(
        history=history,
        period=judged,
        facts=facts,
        findings=tuple(findings),
        score=account_score(checker.plan, own, findings, applied),
        weeks=weeks(timeline.posts, calendar),
        documents=judged_documents(timeline.posts, timeline.replies),
        topics_of=topics_of((*timeline.posts, *timeline.questions)),
        answers={
            one.id: timeline.answers[one.id].moment
            for one in timeline.questions
            if one.id in timeline.answers
        },
        notes=history.notes,
        judged=frozenset(applied),
    )


def _read_corrections(path: str | Path) -> tuple[Correction, ...]:
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{path}: файл не читается. Проверьте путь и кодировку UTF-8.") from None
    return read_corrections(text, str(path))


def account_calendar(account: Account, timezone: str = "") -> Calendar:
    """Return the calendar of an account; ``timezone`` overrules that of govpost.yaml."""
    first, last = account.working_hours
    return Calendar(ZoneInfo(timezone or account.timezone), first, last, account.holidays_count)


def _timeline(
    history: History, judged: Period, make: MakeRows, corrections: Sequence[Correction]
) -> tuple[Timeline, tuple[Promise, ...]]:
    """Return the entries of the period, and the ledger of all promises made by its end."""
    calendar, as_of = judged.calendar, judged.as_of or _NEVER
    known = cut(history, replace(judged, since=None))
    rows = _rows(history, known, judged, make)
    posts = [post_entry(post, rows.posts[post.id], calendar) for post in known.posts]
    own = [comment_entry(one, rows.comments[one.id], calendar)
           for one in known.comments if one.by_account]  # fmt: skip
    promises = ledger(_statements(known, rows), as_of, calendar.zone, corrections)
    start = judged.since or (posts[0].moment if posts else as_of)

    def recent(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(one for one in entries if one.moment >= start) if judged.since else (*entries,)

    lives = [one for one in posts if "live" in one.traits]
    lives += [Entry("stream", one.id, one.moment, "", "", _LIVE) for one in known.streams]
    timeline = Timeline(
        posts=recent(posts),
        replies=recent(own),
        comments=tuple(
            comment_entry(one, rows.comments[one.id], calendar)
            for one in known.comments
            if not one.by_account and one.id in rows.comments
        ),
        answers=first_answers(history, as_of),
        start=start,
        as_of=as_of,
        calendar=calendar,
        promises=tuple(
            Entry("promise", one.post, one.moment, one.post, "", frozenset((one.status,)))
            for one in promises
        ),
        lives=recent(sorted(lives, key=lambda one: one.moment)),
    )
    return timeline, promises


class _Rows(NamedTuple):
    """Rows by id of the record: an export may give a post and a comment the same id."""

    posts: dict[str, Row]
    comments: dict[str, Row]


def _rows(history: History, known: History, judged: Period, make: MakeRows) -> _Rows:
    """Map all texts that matter: the account's own, and the readers' of the period."""
    since, zone = judged.since, judged.calendar.zone
    texts = {comment.id: comment.text for comment in history.comments}
    posts = {post.id: task_of_post(post, history.platform, zone) for post in known.posts}
    comments = {
        one.id: task_of_comment(one, _answered(one, texts), history.platform, zone)
        for one in known.comments
        if one.by_account or since is None or one.moment >= since
    }
    keys = {task: task.key for task in (*posts.values(), *comments.values())}
    rows = dict(make({key: task for task, key in keys.items()}))
    return _Rows(
        {name: rows[keys[task]] for name, task in posts.items()},
        {name: rows[keys[task]] for name, task in comments.items()},
    )


def _statements(known: History, rows: _Rows) -> list[Statement]:
    found = []
    for post in known.posts:
        if not post.repost:
            row = rows.posts[post.id]
            found.append(
                Statement(post.id, post.moment, post.text, row.deeds, False, row.deadlines)
            )
    for one in known.comments:
        if one.by_account:
            row = rows.comments[one.id]
            found.append(Statement(one.id, one.moment, one.text, row.deeds, True, row.deadlines))
    return sorted(found, key=lambda one: (one.moment, one.id))


def fact_of(promise: Promise) -> PromiseFact:
    """Return a promise of the ledger as a fact."""
    evidence = promise.evidence
    return PromiseFact(
        post=promise.post,
        quote=promise.quote,
        due=promise.due.isoformat() if promise.due else None,
        status=promise.status,
        report=promise.report,
        deadline=promise.deadline,
        basis=promise.basis,
        proof=evidence.sentence if evidence else "",
        shared=evidence.words if evidence else (),
        confirmed=promise.confirmed,
        note=promise.note,
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
