"""The ledger: what the account promised, by when, and the post that reports it done.

A promise is linked with a later post by what it is about, where, and what was to be done: never
by one shared word, never across different places or house numbers. The link carries its evidence,
so that a reader can judge; a file of corrections has the last word (see `corrections`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from heapq import merge
from typing import NamedTuple
from zoneinfo import ZoneInfo

from govpost_lint.facts.deeds import Deed, Deeds, deeds_of, is_done, thing
from govpost_lint.facts.verbs import REPORTS, family
from govpost_lint.text.analysis import analyze
from govpost_lint.text.deadlines import Deadline, deadlines
from govpost_lint.text.reading import normalize

PROMISE_RULES = frozenset(
    {
        "promises/promise", "promises/undated-promise", "promises/planned-without-date",
        "promises/vague-deadline",
    }
)  # fmt: skip
"""Rules whose findings are promises of the account, where the clause has a verb that promises."""

STATUSES = ("kept", "overdue", "due", "undated")

_RARE_SHARE = 0.02
_RARE_LEAST = 3
"""A word is rare that at most so many reports, or this share of them, hold."""


class Statement(NamedTuple):
    """An own post or reply that is not a forward.

    Attributes:
        id, moment (aware), text: of the record; reply: whether it is a reply.
        deeds: from `deeds.deeds_of` with the spans of `PROMISE_RULES`.
    """

    id: str
    moment: datetime
    text: str
    deeds: Deeds
    reply: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a report answers a promise: its sentence, and the words of it that the promise holds."""

    post: str
    sentence: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of the account.

    Attributes:
        post: id of the post or reply; moment: when it was made; quote: its sentence.
        deadline: the words that say by when; empty without.
        due: the last day that is in time; ``None`` where the text names none.
        basis: on what norm the day rests, Russian; empty else.
        status: ``kept``: a later own post reports it done; ``overdue``: its last day has passed
            without one; ``due``: not yet; ``undated``: neither day nor report.
        evidence: the report; ``None`` without one.
        confirmed: whether a person confirmed or corrected it; note: what he wrote.
    """

    post: str
    moment: datetime
    quote: str
    deadline: str
    due: date | None
    basis: str
    status: str
    evidence: Evidence | None = None
    confirmed: bool = False
    note: str = ""

    @property
    def report(self) -> str | None:
        """Id of the post that reports it done."""
        return self.evidence.post if self.evidence else None


class Correction(NamedTuple):
    """What a person says of one promise; see `corrections.read_corrections`.

    Attributes:
        promise: id of its post, or how its sentence begins.
        report: id of the reporting post; empty: there is none; ``None``: nothing is said of it.
        due: the last day; ``None``: nothing is said of it.
        line: where it stands in the file, from 1.
    """

    promise: str
    report: str | None
    due: date | None
    note: str = ""
    line: int = 0

    def speaks_of(self, promise: Promise) -> bool:
        """Whether it means ``promise``."""
        if self.promise == promise.post:
            return True
        start = " ".join(normalize(self.promise).strip(' .…«»"').split())
        return len(start) > 3 and " ".join(normalize(promise.quote).split()).startswith(start)


def statement(
    id: str, moment: datetime, text: str, spans: Iterable[tuple[int, int]], reply: bool = False
) -> Statement:
    """Return the statement of a text, given the spans of the findings of `PROMISE_RULES`."""
    return Statement(id, moment, text, deeds_of(analyze(text), spans), reply)


def ledger(
    statements: Sequence[Statement],
    as_of: datetime,
    zone: ZoneInfo,
    corrections: Sequence[Correction] = (),
) -> tuple[Promise, ...]:
    """Return the promises in order of time.

    Args:
        statements: own posts and replies in order of time, forwards left out.
        as_of: later statements are not known yet; aware.
        zone: of the account: its days decide what is overdue.
        corrections: have the last word on report and day.
    """
    known = [one for one in statements if one.moment <= as_of]
    promised = [deed for one in known for deed in one.deeds.promised]
    reports = _Reports(known, promised)
    today = as_of.astimezone(zone).date()
    by_id = {one.id: one for one in known}
    found = []
    for one in known:
        local = one.moment.astimezone(zone).replace(tzinfo=None)
        for deed in one.deeds.promised:
            found.append(_promise(one, deed, local, reports, today))
    return tuple(_corrected(promise, corrections, by_id, today) for promise in found)


def _promise(
    one: Statement, deed: Deed, local: datetime, reports: _Reports, today: date
) -> Promise:
    quote = one.text[deed.start : deed.end].strip()
    named = _deadline(quote, local)
    due = named.last if named else None
    words = quote[named.start : named.end] if named else ""
    evidence = reports.answer(one, deed)
    return Promise(
        one.id, one.moment, quote, words, due, named.basis if named else "",
        _status(due, evidence, today), evidence,
    )  # fmt: skip


def _deadline(sentence: str, local: datetime) -> Deadline | None:
    """Choose among the deadlines of a sentence: a named day before an hour, the first of them."""
    found = deadlines(analyze(sentence), local)
    dated = [one for one in found if one.last is not None]
    return min(dated or found, key=lambda one: (one.timed, one.start), default=None)


def _status(due: date | None, evidence: Evidence | None, today: date) -> str:
    if evidence is not None:
        return "kept"
    if due is None:
        return "undated"
    return "overdue" if due < today else "due"


# ---- linking ----


class _Place(NamedTuple):
    statement: int
    deed: int


class _Reports:
    """Sentences of posts that tell of things done, by what a promise must share with them.

    What must be shared is the object and the place where a promise names both, the object where
    it names no place, else any of its words: so few sentences are compared with each promise.
    """

    def __init__(self, statements: Sequence[Statement], promised: Sequence[Deed]) -> None:
        self._statements = [one for one in statements if not one.reply]
        self._moments = [one.moment for one in self._statements]
        self._found: dict[str, list[_Place]] = defaultdict(list)
        self._often: Counter[str] = Counter()
        wanted = {key for deed in promised for key in _required(deed)}
        total = 0
        for number, one in enumerate(self._statements):
            elsewhere = _plain(one.deeds.places)
            for index, deed in enumerate(one.deeds.reported):
                total += 1
                self._often.update(deed.words)
                places = _plain(deed.places) | elsewhere
                pairs = {f"{word} {place}" for word in deed.words for place in places}
                for key in (pairs | deed.words | places) & wanted:
                    self._found[key].append(_Place(number, index))
        self._rare = max(_RARE_LEAST, int(total * _RARE_SHARE))

    def answer(self, promised: Statement, deed: Deed) -> Evidence | None:
        """Return the earliest later report on ``deed``."""
        after = _Place(bisect_right(self._moments, promised.moment), -1)
        lists = [self._found.get(key, []) for key in _required(deed)]
        for place in merge(*(one[bisect_right(one, after) :] for one in lists)):
            report = self._statements[place.statement]
            told = report.deeds.reported[place.deed]
            shared = self._shared(promised, deed, report, told)
            if shared:
                sentence = report.text[told.start : told.end].strip()
                verbs = told.verbs & (deed.verbs | REPORTS)
                return Evidence(report.id, sentence, _surface(sentence, shared, verbs))
        return None

    def _shared(
        self, promised: Statement, deed: Deed, report: Statement, told: Deed
    ) -> frozenset[str]:
        """Return what links the two; nothing where it is too little or something contradicts."""
        sure = frozenset(key for key in told.places if key[0] != "?")
        named, elsewhere = _plain(told.places), _plain(report.deeds.places)
        own = _plain(deed.places)
        strict = frozenset(key for key in deed.places if key[0] != "?")
        here = own or _plain(promised.deeds.places)
        words, places = deed.words & told.words, own & named
        if not words and not places:
            return frozenset()
        if (sure and here and not here & named) or _other_number(deed.words, told.words):
            return frozenset()
        if strict and not own & (named or elsewhere):
            return frozenset()
        if deed.head and deed.head not in words:
            return frozenset()
        places = places or (own & elsewhere)
        objects = frozenset(word for word in words if "#" not in word)
        same = bool(deed.verbs & told.verbs)
        if same:
            enough = bool(
                (objects and places)
                or len(objects) > 1
                or (places and not deed.words)
                or any(self._often[word] <= self._rare for word in objects)
            )
        else:
            enough = bool(told.verbs & REPORTS and objects and (places or len(objects) > 1))
        return words | places if enough else frozenset()


def _plain(places: frozenset[str]) -> frozenset[str]:
    return frozenset(key.lstrip("?") for key in places)


def _required(deed: Deed) -> frozenset[str]:
    """Return the keys of which a report must hold one, see `_Reports`."""
    if not deed.head:
        return deed.words | _plain(deed.places)
    if any(key[0] != "?" for key in deed.places):
        return frozenset(f"{deed.head} {place}" for place in _plain(deed.places))
    return frozenset({deed.head})


def _other_number(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether both name a number of the same thing («школа № 3», «Мира, 14») and not one alike."""
    numbered = {key.partition("#")[0] for key in one if "#" in key}
    for base in numbered:
        others = {key for key in two if key.startswith(base + "#")}
        if others and not others & one:
            return True
    return False


def _surface(sentence: str, shared: frozenset[str], verbs: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a report that link it, as they stand there."""
    analysis = analyze(sentence)
    found = []
    for index, token in enumerate(analysis.tokens):
        if token.type != "word":
            continue
        keys = {thing(token.form, token.text)[1], thing(token.form, token.form)[1]}
        families = {family(r.key) for r in analysis.readings(index) if is_done(r)}
        if keys & shared or families & verbs:
            found.append(token.text)
    return tuple(found)


# ---- corrections ----


def _corrected(
    promise: Promise,
    corrections: Sequence[Correction],
    by_id: Mapping[str, Statement],
    today: date,
) -> Promise:
    for one in corrections:
        if not one.speaks_of(promise):
            continue
        due = one.due or promise.due
        evidence = promise.evidence
        if one.report == "":
            evidence = None
        elif one.report and one.report in by_id and one.report != promise.report:
            evidence = Evidence(one.report, _opening(by_id[one.report].text), ())
        return replace(
            promise, due=due, evidence=evidence, status=_status(due, evidence, today),
            confirmed=True, note=one.note,
        )  # fmt: skip
    return promise


def _opening(text: str) -> str:
    sentences = analyze(text).sentences
    return text[sentences[0].start : sentences[0].end].strip() if sentences else ""
