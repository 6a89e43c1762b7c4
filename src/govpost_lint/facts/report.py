"""The report on one account: facts, findings, score, weeks and the documents behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from govpost_lint.account import History
from govpost_lint.model import Score

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from govpost_lint.facts.calendar import Calendar

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gap:
    """The longest time between two consecutive posts, in days of 24 hours."""

    days: float
    start: datetime
    end: datetime
    posts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Burst:
    """Posts that came too thick: from the first to the last of them."""

    start: datetime
    end: datetime
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Latency:
    """Hours from a question to its first answer: median and 90th percentile, interpolated."""

    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions and complaints of readers; ``unanswered`` holds ids, the oldest first."""

    total: int = 0
    answered: int = 0
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topics:
    """Texts by topic, the most frequent first; one text may have several topics."""

    posts: Mapping[str, int] = field(default_factory=dict)
    questions: Mapping[str, int] = field(default_factory=dict)


class PromiseFact(Struct, frozen=True, gc=False):
    """One promise of the account.

    Attributes:
        post: id of the post or of the own reply; quote: the account's own words.
        due: last day, ISO; ``None`` without a deadline.
        status: ``kept``, ``overdue``, ``due`` or ``undated``.
        report: id of the document that reports it done, else ``None``.
        deadline: the words that say by when; basis: on what norm the day rests; empty else.
        proof: the sentence of the report.
        confirmed: whether a person confirmed or corrected it; note: what he wrote.
    """

    post: str
    quote: str
    due: str | None
    status: str
    report: str | None
    deadline: str = ""
    basis: str = ""
    proof: str = ""
    confirmed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of an account in a period. Shares are parts of all posts, 0..1.

    Attributes:
        posts: what the account published, reposts included; ``reposts``: those among them.
        posts_by_week: ISO week → number, every week from the first post to the last.
        per_week: posts ÷ days of the period × 7.
        max_gap_days: the longest gap between two consecutive posts; ``None`` below two posts.
        since_last_days: days from the last post to the moment of judgement; ``None`` without one.
        bursts: runs in which more than four posts came within an hour.
        media_share, video_share: posts with a picture or video, with a video.
        small_images: ids of posts with a picture both sides of which are below the threshold.
        polls, lives: how many posts hold a poll, how many were live streams.
        question_share, personal_share, first_person_share: own texts in which the detector finds
            something; reposts never count as such.
        closed_comments_share: of the posts of which it is known; ``None`` where of none.
        near_duplicates: earlier id, later id, Jaccard similarity of word triples.
        first_reply_hours, first_reply_working_hours: over answered questions; ``None`` without.
        template_replies: groups of ids of near-equal own replies.
        brushoff_replies: ids of own replies in which a brush-off was found.
        privacy: ids of posts and own replies that disclose a citizen's personal data.
        promises: the ledger.
    """

    posts: int = 0
    reposts: int = 0
    posts_by_week: Mapping[str, int] = field(default_factory=dict)
    per_week: float = 0.0
    max_gap_days: Gap | None = None
    since_last_days: float | None = None
    bursts: tuple[Burst, ...] = ()
    reposts_share: float = 0.0
    media_share: float = 0.0
    small_images: tuple[str, ...] = ()
    video_share: float = 0.0
    polls: int = 0
    lives: int = 0
    question_share: float = 0.0
    personal_share: float = 0.0
    first_person_share: float = 0.0
    closed_comments_share: float | None = None
    near_duplicates: tuple[tuple[str, str, float], ...] = ()
    topics: Topics = Topics()
    questions: Questions = Questions()
    first_reply_hours: Latency | None = None
    first_reply_working_hours: Latency | None = None
    template_replies: tuple[tuple[str, ...], ...] = ()
    brushoff_replies: tuple[str, ...] = ()
    privacy: tuple[str, ...] = ()
    promises: tuple[PromiseFact, ...] = ()

    def as_json(self, zone: ZoneInfo) -> Plain:
        """Return plain data; moments are ISO in ``zone``, numbers have at most four decimals."""
        data = {
            name: _plain(getattr(self, name), zone) for name in self.__slots__ if name != "promises"
        }
        data["promises"] = [structs.asdict(one) for one in self.promises]  # thousands, all plain
        if self.max_gap_days is not None:
            gap = data["max_gap_days"]
            data["max_gap_days"] = {
                "days": gap["days"], "from": gap["start"], "to": gap["end"], "posts": gap["posts"],
            }  # fmt: skip
        data["bursts"] = [
            {"from": one["start"], "to": one["end"], "posts": one["posts"]}
            for one in data["bursts"]
        ]
        return data


@dataclass(frozen=True, slots=True)
class AccountFinding:
    """Where a history departs from the standard.

    Attributes:
        points: what it takes from its criterion, 0 or negative, of 100.
        documents: ids of the posts and comments that it speaks of, in order of time.
        evidence: figures behind the message (``value``, ``from``, ``to`` …), plain data.
        The rest is as in ``model.Finding``. No text of a citizen is ever in it.
    """

    rule: str
    version: int
    criterion: str
    title: str
    severity: str
    confidence: str
    message: str
    why: str
    points: float
    basis: str
    documents: tuple[str, ...]
    evidence: Mapping[str, float | str] = field(default_factory=dict)
    status: str = "stable"
    suppressed: str | None = None


class DocumentFinding(Struct, frozen=True, gc=False):
    """A finding in one post or own reply; offsets are code points of its text, points are rounded.

    The JSON report holds it as it is: names and order of the fields are its keys.
    Where the span holds personal data of a citizen, ``message`` is the title of the rule.
    """

    rule: str
    severity: str
    message: str
    start: int
    end: int
    points: float
    suppressed: bool = False


class JudgedDocument(Struct, frozen=True, gc=False):
    """A post or own reply with what the draft rules found in it.

    Attributes:
        moment: aware, in UTC; kind: ``post`` or ``reply``; repost: of a foreign text, unjudged.
        total: 0..100; ``None`` for a repost and for a text without words.
    """

    id: str
    moment: datetime
    kind: str
    words: int
    total: float | None
    findings: tuple[DocumentFinding, ...] = ()
    repost: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week: number of posts, and the mean total of those that have one."""

    week: str
    posts: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Period:
    """What was judged: ``since`` (included) to ``until`` (excluded), as known at ``as_of``.

    All aware, in UTC; ``zone``: the account's time zone; ``calendar``: its working hours.
    ``None`` only in an empty history.
    """

    since: datetime | None
    until: datetime | None
    as_of: datetime | None
    calendar: Calendar

    @property
    def zone(self) -> ZoneInfo:
        return self.calendar.zone


@dataclass(frozen=True, slots=True)
class AccountReport:
    """All that is known of one account.

    Attributes:
        history: the records of the period: texts for drill-down; never printed whole.
        facts, findings, score: of the account; findings in the order of criteria.
        weeks: every ISO week from the first post to the last.
        documents: posts and own replies in order of time.
        topics_of: id of a reader's question → its topics.
        notes: remarks on reading, for the user.
        judged: ids of the rules about accounts that had something to judge by.
    """

    history: History
    period: Period
    facts: Facts
    findings: tuple[AccountFinding, ...]
    score: Score
    weeks: tuple[Week, ...]
    documents: tuple[JudgedDocument, ...]
    topics_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, datetime] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    judged: frozenset[str] = frozenset()


_SIMPLE = (str, int, type(None))


def _plain(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, _SIMPLE):
        return value
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, float):
        return round(value, 4) + 0.0
    if isinstance(value, Mapping):
        return {key: _plain(one, zone) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one, zone) for one in value]
    return {name: _plain(getattr(value, name), zone) for name in value.__slots__}
