"""A history and a plan → the report on the account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from govpost_lint.account import History
from govpost_lint.checking import Checker
from govpost_lint.config import Account
from govpost_lint.facts.calendar import Calendar
from govpost_lint.facts.computing import compute
from govpost_lint.facts.corrections import check_corrections, read_corrections
from govpost_lint.facts.duplicates import Joins
from govpost_lint.facts.promises import Correction, Promise, ledger
from govpost_lint.facts.report import AccountReport, Period, PromiseFact
from govpost_lint.facts.rows import (
    Entry,
    Timeline,
    comment_entry,
    first_answers,
    post_entry,
    topics_of,
)
from govpost_lint.facts.window import Moment, cut, period
from govpost_lint.histories.judging import account_findings, account_score, judged_documents, weeks
from govpost_lint.histories.mapping import Rows
from govpost_lint.histories.nearness import KeptJoins
from govpost_lint.histories.workers import Step
from govpost_lint.opening import read_input_text

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
    known = cut(history, replace(judged, since=None))
    rows = Rows(history, known, judged, checker, jobs=jobs, step=step, keep=keep)
    joins = KeptJoins(checker.plan.fingerprint) if keep else Joins()
    timeline, promises = _timeline(history, known, judged, rows, corrected, joins)
    if corrections is not None:
        texts = {*(post.id for post in history.posts), *(one.id for one in history.comments)}
        check_corrections(corrected, str(corrections), promises, texts)
    facts = compute(timeline, [fact_of(one) for one in promises])
    today = calendar.day(timeline.as_of)
    findings, applied = account_findings(checker, timeline, history.platform, today)
    if isinstance(joins, KeptJoins):
        joins.save()
    own = (*timeline.posts, *timeline.replies)
    return AccountReport(
        history=history,
        period=judged,
        facts=facts,
        findings=tuple(findings),
        score=account_score(checker.plan, own, findings, applied),
        weeks=weeks(timeline),
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
    return read_corrections(read_input_text(Path(path)), str(path))


def account_calendar(account: Account, timezone: str = "") -> Calendar:
    """Return the calendar of an account; ``timezone`` overrules that of govpost.yaml."""
    first, last = account.working_hours
    return Calendar(ZoneInfo(timezone or account.timezone), first, last, account.holidays_count)


def _timeline(
    history: History, known: History, judged: Period, rows: Rows,
    corrections: Sequence[Correction], joins: Joins,
) -> tuple[Timeline, tuple[Promise, ...]]:  # fmt: skip
    """Return the entries of the period, and the ledger of all promises made by its end."""
    calendar, as_of = judged.calendar, judged.as_of or _NEVER
    posts = [post_entry(post, rows.of_post(post), calendar) for post in known.posts]
    comments = [
        comment_entry(one, row, calendar)
        for one in known.comments
        if (row := rows.of_comment(one)) is not None
    ]
    promises = ledger(rows.statements(known), as_of, calendar.zone, corrections)
    start = judged.since or (posts[0].moment if posts else as_of)

    def recent(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(one for one in entries if one.moment >= start) if judged.since else (*entries,)

    lives = [one for one in posts if "live" in one.traits]
    lives += [Entry("stream", one.id, one.moment, "", "", _LIVE) for one in known.streams]
    timeline = Timeline(
        posts=recent(posts),
        replies=recent(one for one in comments if one.kind == "reply"),
        comments=tuple(one for one in comments if one.kind == "comment"),
        answers=first_answers(history, as_of),
        start=start,
        as_of=as_of,
        calendar=calendar,
        promises=tuple(
            Entry("promise", one.post, one.moment, one.post, "", frozenset((one.status,)))
            for one in promises
        ),
        lives=recent(sorted(lives, key=lambda one: one.moment)),
        joins=joins,
    )
    return timeline, promises


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
        confirmed=promise.confirmed,
        note=promise.note,
    )
