"""The ledger: what the account promised, by when, and the post that reports it done.

A promise is linked with a later post by what it is about, where, and what was to be done: never
by one shared word, never across different places or house numbers. The link carries its evidence,
so that a reader can judge; a file of corrections has the last word (see `corrections`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from govpost_lint.facts.deeds import Clause, Deed, deeds_of
from govpost_lint.facts.links import Evidence, Named, Reports, Statement
from govpost_lint.facts.verbs import REFRAIN
from govpost_lint.text.analysis import Analysis, analyze
from govpost_lint.text.deadlines import deadlines
from govpost_lint.text.reading import normalize

__all__ = [
    "PROMISE_RULES", "STATUSES", "Correction", "Evidence", "Promise", "Statement", "ledger",
    "statement",
]  # fmt: skip

PROMISE_RULES = frozenset(
    {
        "promises/promise", "promises/undated-promise", "promises/planned-without-date",
        "promises/vague-deadline",
    }
)  # fmt: skip
"""Rules whose findings are promises of the account, where the clause has a verb that promises."""

_AGAINST = ("а", "но")
"""What sets a clause against the one before it, and against its deadline."""

STATUSES = ("kept", "overdue", "due", "undated")


class Promise(Struct, frozen=True, gc=False):
    """One promise of the account.

    Attributes:
        post: id of the post or reply; moment: when it was made; quote: its sentence.
        deadline: the words that say by when; empty without.
        due: the last day that is in time; ``None`` where the text names none.
        basis: on what norm the day rests, Russian; empty else.
        status: ``kept``: a later own post reports it done; ``overdue``: its last day has passed
            without one; ``due``: not yet; ``undated``: neither day nor report, or a promise not to
            do something whose day has passed: of that no report is to come.
        evidence: the report; ``None`` without one.
        confirmed: whether a person confirmed or corrected it; note: what he wrote.
        refrains: whether it is only of what will not be done.
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
    refrains: bool = False

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
    id: str,
    moment: datetime,
    text: str,
    spans: Iterable[tuple[int, int]],
    zone: ZoneInfo,
    reply: bool = False,
) -> Statement:
    """Return the statement of a text, given the spans of the findings of `PROMISE_RULES`."""
    analysis = analyze(text)
    deeds, clauses = deeds_of(analysis, spans)
    local = moment.astimezone(zone).replace(tzinfo=None)
    named = deadlines_of(analysis, clauses, local)
    return Statement(id, moment, text, deeds, reply, named)


def deadlines_of(
    analysis: Analysis, clauses: Iterable[Clause], local: datetime
) -> tuple[Named, ...]:
    """Return the deadline of each promise: a named day before an hour, the first of them.

    That of its own clause, else that of its sentence: «к июню, как обещали, заменим трубы».
    What is set against it has none: «лавку пустим во вторник, а вышку поставим потом».

    Args:
        analysis: the text of the promises; clauses: theirs.
        local: when it was published, in the time zone of the account, without the zone.
    """
    named = []
    tokens = analysis.tokens
    for first, last in clauses:
        sentence = analysis.sentences[analysis.sentence_of[first]]
        everywhere = deadlines(analysis, local, [sentence])
        start, end = tokens[first].start, tokens[last - 1].end
        found = [one for one in everywhere if start <= one.start < end]
        if not found and tokens[first].form not in _AGAINST:
            found = list(everywhere)
        dated = [one for one in found if one.last is not None]
        best = min(dated or found, key=lambda one: (one.timed, one.start), default=None)
        text = analysis.text
        named.append(Named(text[best.start : best.end], best.last, best.basis) if best else Named())
    return tuple(named)


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
    reports = Reports(known, promised)
    today = as_of.astimezone(zone).date()
    by_id = {one.id: one for one in known}
    found = []
    for one in known:
        for deed, named in zip(one.deeds.promised, one.deadlines, strict=True):
            found.append(_promise(one, deed, named, reports, today))
    return tuple(_corrected(promise, corrections, by_id, today) for promise in found)


def _promise(one: Statement, deed: Deed, named: Named, reports: Reports, today: date) -> Promise:
    quote = one.text[deed.start : deed.end].strip()
    evidence = reports.answer(one, deed)
    refrains = REFRAIN in deed.verbs
    return Promise(
        one.id, one.moment, quote, named.words, named.last, named.basis,
        _status(named.last, evidence, today, refrains), evidence, refrains=refrains,
    )  # fmt: skip


def _status(due: date | None, evidence: Evidence | None, today: date, refrains: bool) -> str:
    if evidence is not None:
        return "kept"
    if due is None or (refrains and due < today):  # nobody reports a deed that was not done
        return "undated"
    return "overdue" if due < today else "due"


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
            evidence = Evidence(one.report, _opening(by_id[one.report].text))
        return structs.replace(
            promise, due=due, evidence=evidence, confirmed=True, note=one.note,
            status=_status(due, evidence, today, promise.refrains),
        )  # fmt: skip
    return promise


def _opening(text: str) -> str:
    sentences = analyze(text).sentences
    return text[sentences[0].start : sentences[0].end].strip() if sentences else ""
