"""What is known of each post, reply and comment: the text's row, and the record's own properties.

A row depends on nothing but the text and the rules, so it can be kept on disk. Readers' comments
have rows without any text: whether a detector found something, and the topics.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from msgspec import Struct, field, structs

from govpost_lint.account import Comment, History, Post
from govpost_lint.facts.calendar import Calendar, weeks_between
from govpost_lint.facts.deeds import NO_DEEDS, Deeds
from govpost_lint.facts.duplicates import Joins
from govpost_lint.facts.links import Named

COMPLAINT = "complaint"
"""Detector of questions and complaints."""

ANSWERED = frozenset({"answered"})
"""Trait of questions with an answer."""

SMALL_SIDE = 1080
"""Pixels: a picture both sides of which are below is small (rule media/small-image)."""

FindingRow = tuple[str, int, int, str, float, str, bool]
"""Rule, start, end, severity, points, message, whether suppressed."""


class Row(Struct, frozen=True, gc=False):
    """What the rules say of one text.

    Attributes:
        words: how many; total: score of the draft, ``None`` where it has none.
        lost: points lost by criterion, 0..100, of every criterion that judges such a text.
        findings: see ``FindingRow``; in the order of the text.
        traits: detectors that found something, ``topic:…`` and ``found:…``, and the marks of
            history rules whose patterns occur.
        topics: of the text, the strongest first.
        triples: 64-bit hashes of the word triples, ascending, without repeats; 8 bytes each.
        deeds: what an own text promises and reports.
        deadlines: of each promise, by the minute when the text was published (``clock_minute``).
    """

    words: int = 0
    total: float | None = None
    lost: tuple[tuple[str, float], ...] = ()
    findings: tuple[FindingRow, ...] = ()
    traits: frozenset[str] = frozenset()
    triples: bytes = b""
    topics: tuple[str, ...] = ()
    deeds: Deeds = NO_DEEDS
    deadlines: Mapping[int, tuple[Named, ...]] = field(default_factory=dict[int, tuple[Named, ...]])

    def __hash__(self) -> int:
        return hash((self.words, self.findings, self.traits, self.triples))


NO_ROW = Row()


class Entry(Struct, frozen=True, gc=False):
    """A post, reply, comment or promise in time; there are hundreds of thousands.

    Attributes:
        kind: ``post``, ``reply``, ``comment`` (of a reader) or ``promise``.
        id: of the record; moment: aware, in UTC.
        thread: id of the post to which it belongs; parent: the comment that it answers, or empty.
        traits: those of the row and those of the record.
    """

    kind: str
    id: str
    moment: datetime
    thread: str
    parent: str
    traits: frozenset[str]
    row: Row = NO_ROW


def post_entry(post: Post, row: Row, calendar: Calendar) -> Entry:
    """Return the entry of a post; of a repost only what the record says, not its foreign text."""
    kinds = frozenset(attachment.kind for attachment in post.attachments)
    own = _post_traits(
        kinds, has_small_image(post), post.repost, post.poll, post.live, post.comments_open,
        row.words > 0,
    )  # fmt: skip
    if post.repost:
        row = Row(words=row.words, triples=row.triples, topics=row.topics)
    traits = joined(joined(own, row.traits), _when(post.moment, calendar))
    return Entry("post", post.id, post.moment, post.id, "", traits, row)


@lru_cache(maxsize=4096)
def _post_traits(
    kinds: frozenset[str], small_image: bool, repost: bool, poll: bool, live: bool,
    open: bool | None, text: bool,
) -> frozenset[str]:  # fmt: skip
    """Return the traits of a post that its record tells: one set for all posts alike."""
    own = {
        "repost": repost,
        "image": "image" in kinds,
        "video": "video" in kinds,
        "media": bool(kinds & {"image", "video"}),
        "poll": poll,
        "live": live,
        "closed": open is False,
        "open": open is True,
        "small-image": small_image,
        "text": text,
    }
    return frozenset(name for name, holds in own.items() if holds)


def comment_entry(comment: Comment, row: Row, calendar: Calendar) -> Entry:
    """Return the entry of a reader's comment or of an own reply."""
    traits = joined(row.traits, _when(comment.moment, calendar))
    kind = "reply" if comment.by_account else "comment"
    return Entry(kind, comment.id, comment.moment, comment.post, comment.parent, traits, row)


@lru_cache(maxsize=65_536)
def joined(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Return all traits of both: one set for all entries that have the same."""
    return one | other


def has_small_image(post: Post) -> bool:
    """Whether a picture of known size has both sides below ``SMALL_SIDE``."""
    return any(
        one.kind == "image" and 0 < max(one.width, one.height) < SMALL_SIDE
        for one in post.attachments
    )


def _when(moment: datetime, calendar: Calendar) -> frozenset[str]:
    return _WHEN[calendar.night_or_weekend(moment)]


_WHEN = {
    (False, False): frozenset[str](),
    (True, False): frozenset({"night"}),
    (False, True): frozenset({"weekend"}),
    (True, True): frozenset({"night", "weekend"}),
}


class Answer(Struct, frozen=True, gc=False):
    """The first own message below a comment."""

    id: str
    moment: datetime


@dataclass(frozen=True)
class Timeline:
    """Everything in order of time, cut to the period that is judged.

    Attributes:
        posts, replies, comments: entries of the period; replies are the account's own comments.
        answers: id of a comment → the account's first message below it, by ``as_of``.
        lives: posts that were live streams, and streams that are no posts.
        promises: entries of the ledger with the traits ``kept``, ``overdue``, ``due``, ``undated``.
        start: when the account's history begins, as far as known; ``as_of``: moment of judgement.
        joins: what is known of near-equal texts.
    """

    posts: tuple[Entry, ...]
    replies: tuple[Entry, ...]
    comments: tuple[Entry, ...]
    answers: Mapping[str, Answer]
    start: datetime
    as_of: datetime
    calendar: Calendar
    promises: tuple[Entry, ...] = ()
    lives: tuple[Entry, ...] = ()
    joins: Joins = dataclasses.field(default_factory=Joins)

    @cached_property
    def roots(self) -> Mapping[str, str]:
        """Id of each comment and reply → id of the first comment of its branch."""
        return roots_of((*self.comments, *self.replies))

    @cached_property
    def posts_by_week(self) -> Mapping[str, list[Entry]]:
        """ISO week → its posts; every week from the first post to the last."""
        if not self.posts:
            return {}
        day = self.calendar.day
        weeks = weeks_between(day(self.posts[0].moment), day(self.posts[-1].moment))
        found: dict[str, list[Entry]] = {week: [] for week in weeks}
        for post in self.posts:
            found[self.calendar.week(post.moment)].append(post)
        return found

    @cached_property
    def questions(self) -> tuple[Entry, ...]:
        """Readers' questions and complaints; those with an answer have the trait ``answered``."""
        return tuple(
            structs.replace(one, traits=joined(one.traits, ANSWERED))
            if one.id in self.answers
            else one
            for one in self.comments
            if COMPLAINT in one.traits
        )


def first_answers(history: History, as_of: datetime) -> dict[str, Answer]:
    """Return, for each comment, the account's first message anywhere below it.

    Args:
        history: all comments in order of time, those outside the period included.
        as_of: later messages are not known yet.
    """
    own = [one for one in history.comments if one.by_account and one.moment <= as_of]
    return answers_among(history.comments, own)


def answers_among(
    comments: Iterable[Comment | Entry], replies: Iterable[Comment | Entry]
) -> dict[str, Answer]:
    """Return, for each comment, the first of ``replies`` anywhere below it.

    Args:
        comments: all of a history; replies: some of them, in order of time.
    """
    by_id = {comment.id: comment for comment in comments}
    answers: dict[str, Answer] = {}
    for reply in replies:
        above = by_id.get(reply.parent)
        climbed: set[str] = set()  # a damaged export may hold a circle
        # Whatever stands above an answered comment has an answer as early already.
        while above is not None and above.id not in answers and above.id not in climbed:
            climbed.add(above.id)
            if above.moment <= reply.moment:
                answers[above.id] = Answer(reply.id, reply.moment)
            above = by_id.get(above.parent)
    return answers


def roots_of(comments: Iterable[Entry]) -> dict[str, str]:
    """Return id of each comment → id of the first comment of its branch."""
    parents = {one.id: one.parent for one in comments}
    roots: dict[str, str] = {}
    for name, parent in parents.items():
        if parent in roots:  # as nearly all: they come in order of time
            roots[name] = roots[parent]
            continue
        way = [name]
        while way[-1] not in roots:
            above = parents[way[-1]]
            if above not in parents or above in way:
                break
            way.append(above)
        root = roots.get(way[-1], way[-1])
        roots.update(dict.fromkeys(way, root))
    return roots


def mark(rule: str, group: str) -> str:
    """Return the trait of texts in which the patterns of a rule about accounts occur."""
    return f"match:{rule}#{group}"


def topics_of(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Return id → topics, the strongest first, for entries that have any."""
    return {entry.id: entry.row.topics for entry in entries if entry.row.topics}
