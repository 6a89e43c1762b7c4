"""All texts of a history → their rows: those on disk read, the others made and kept."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from govpost_lint.account import Comment, History, Post
from govpost_lint.checking import Checker
from govpost_lint.facts.links import Statement
from govpost_lint.facts.report import Period
from govpost_lint.facts.rows import Row
from govpost_lint.histories.store import RowStore
from govpost_lint.histories.tasks import Task, Tasks, clock_minute
from govpost_lint.histories.workers import Step, map_texts


class Rows:
    """Rows by record: of all that the account wrote, and of the readers' comments of the period.

    Args:
        history: all of it.
        known: what there is by the end of the period.
        judged: the period.
        checker: plan and configuration.
        jobs: processes; 0: as many as there are processors.
        step: called with the number of texts done since the last call.
        keep: whether rows are kept on disk for the next run.
    """

    def __init__(
        self, history: History, known: History, judged: Period, checker: Checker, *,
        jobs: int, step: Step, keep: bool,
    ) -> None:  # fmt: skip
        since, self._zone = judged.since, judged.calendar.zone
        tasks = Tasks(history, self._zone, checker.plan.asks_comments)
        tasks.add_posts(known.posts)
        tasks.add_comments(
            one for one in known.comments
            if one.by_account or since is None or one.moment >= since
        )  # fmt: skip
        rows = _stored_rows if keep else _made_rows
        by_key = rows(tasks.all(), checker, jobs, step)
        self._posts = {name: by_key[key] for name, key in tasks.posts.items()}
        self._comments = {name: by_key[key] for name, key in tasks.comments.items()}

    def of_post(self, post: Post) -> Row:
        """Return the row of a post."""
        return self._posts[post.id]

    def of_comment(self, comment: Comment) -> Row | None:
        """Return the row of a comment; ``None`` for a reader's outside the period."""
        return self._comments.get(comment.id)

    def statements(self, known: History) -> list[Statement]:
        """Return what the account wrote itself, forwards left out, in order of time."""
        own = [one for one in known.comments if one.by_account]
        found = [
            self._statement(post, self._posts[post.id]) for post in known.posts if not post.repost
        ]
        found += [self._statement(one, self._comments[one.id]) for one in own]
        return sorted(found, key=lambda one: (one.moment, one.id))

    def _statement(self, one: Post | Comment, row: Row) -> Statement:
        reply = isinstance(one, Comment)
        named = row.deadlines[clock_minute(one.moment, self._zone)] if row.deadlines else ()
        return Statement(one.id, one.moment, one.text, row.deeds, reply, named)


def _made_rows(
    tasks: Mapping[bytes, Task], checker: Checker, jobs: int, step: Step
) -> dict[bytes, Row]:
    return dict(map_texts(tasks, checker, jobs, step))


def _stored_rows(
    tasks: Mapping[bytes, Task], checker: Checker, jobs: int, step: Step
) -> dict[bytes, Row]:
    """Return the rows of all texts, from the store or made anew.

    A text that promises is read again for the minutes at which it was not published before.
    """
    config = checker.config
    settings = repr((config.account.contacts, config.select, config.skip, config.ignore))
    store = RowStore(checker.plan.fingerprint + settings)
    rows: dict[bytes, Row] = {}
    missing = _missing(tasks, store, rows) if store else tasks
    step(len(tasks) - len(missing))
    for key, row in map_texts(missing, checker, jobs, step):
        known = rows.get(key)
        rows[key] = (
            structs.replace(row, deadlines={**known.deadlines, **row.deadlines}) if known else row
        )
    if missing:
        store.save(rows, missing)
    return rows


def _missing(
    tasks: Mapping[bytes, Task], store: RowStore, rows: dict[bytes, Row]
) -> dict[bytes, Task]:
    """Put the rows that are kept into ``rows``; return what is to be mapped all the same."""
    missing: dict[bytes, Task] = {}
    for key, task in tasks.items():
        row = store.get(key)
        if row is None:
            missing[key] = task
            continue
        rows[key] = row
        if not row.deeds.promised:
            continue
        if new := [one for one in task.minutes if one not in row.deadlines]:
            missing[key] = structs.replace(task, minutes=new)
    return missing
