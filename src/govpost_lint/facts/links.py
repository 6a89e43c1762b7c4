"""Links a promise with the later post that reports it done, by what both speak of."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from heapq import merge
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from govpost_lint.facts.deeds import Deed, Deeds, done_readings
from govpost_lint.facts.things import thing
from govpost_lint.facts.verbs import REFRAIN, REPORTS, family
from govpost_lint.text.tokenizer import tokenize

_RARE_SHARE = 0.02
_RARE_LEAST = 3
"""A word is rare that at most so many reports, or this share of them, hold."""


class Named(NamedTuple):
    """By when a promise is to be done, as its sentence says.

    Attributes:
        words: the deadline phrase; empty without one.
        last: the last day in time; ``None`` where the text names none.
        basis: on what norm the day rests, Russian; empty else.
    """

    words: str = ""
    last: date | None = None
    basis: str = ""


class Statement(Struct, frozen=True, gc=False):
    """An own post or reply that is not a forward.

    Attributes:
        id, moment (aware), text: of the record; reply: whether it is a reply.
        deeds: from `deeds.deeds_of` with the spans of `PROMISE_RULES`.
        deadlines: of each promised deed.
    """

    id: str
    moment: datetime
    text: str
    deeds: Deeds
    reply: bool = False
    deadlines: tuple[Named, ...] = ()


class Evidence(Struct, frozen=True, gc=False):
    """Why a report answers a promise.

    Attributes:
        post: id of the report; sentence: the one that tells of the deed done.
        keys: things and places that it shares with the promise; verbs: families of its verbs that
            answer those of the promise.
    """

    post: str
    sentence: str
    keys: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the sentence that link it with the promise, as they stand there."""
        return tuple(
            text
            for text, keys, families in _told_words(self.sentence)
            if keys & self.keys or families & self.verbs
        )


class _Place(NamedTuple):
    statement: int
    deed: int


class _Wanted(NamedTuple):
    """A promised deed.

    Attributes:
        own: its places; here: those of its text, where it names none; strict: whether one is sure.
    """

    deed: Deed
    own: frozenset[str]
    here: frozenset[str]
    strict: bool


_What = tuple[frozenset[str], frozenset[str], frozenset[str], str]
"""A deed without its place in the text: verbs, words, places and head."""


class _Answer(NamedTuple):
    """The first report on a deed after some moment: number of its statement, and what it tells."""

    statement: int
    evidence: Evidence


_UNKNOWN = _Answer(-1, Evidence("", ""))


class Reports:
    """Sentences of posts that tell of things done, by what a promise must share with them.

    They are found by a pair of what must be shared (object and place, two objects) or by one rare
    word, together with a verb: nearly every sentence that is compared with a promise answers it,
    so the time grows with the number of promises and not with its square.
    """

    def __init__(self, statements: Sequence[Statement], promised: Sequence[Deed]) -> None:
        self._statements = [one for one in statements if not one.reply]
        self._moments = [one.moment for one in self._statements]
        self._answers: dict[tuple[_What, frozenset[str]], _Answer | None] = {}
        reported = [deed for one in self._statements for deed in one.deeds.reported]
        self._often = Counter(word for deed in reported for word in deed.words)
        self._rare = max(_RARE_LEAST, int(len(reported) * _RARE_SHARE))
        different = {_what(deed): deed for deed in promised}
        requirements = {what: self._required(deed) for what, deed in different.items()}
        wanted: dict[str, set[str]] = {}
        for required in requirements.values():
            for key, verb in required:
                wanted.setdefault(verb, set()).add(key)
        found: dict[tuple[str, str], list[_Place]] = defaultdict(list)
        for number, one in enumerate(self._statements):
            elsewhere = _plain(one.deeds.places)
            for index, deed in enumerate(one.deeds.reported):
                verbs = [verb for verb in deed.verbs if verb in wanted]
                if "" in wanted and deed.verbs & REPORTS:
                    verbs.append("")
                if not verbs:
                    continue
                places = _plain(deed.places) | elsewhere
                keys = {f"{word} {place}" for word in deed.words for place in places}
                keys.update(map(_both, combinations(deed.words, 2)))
                keys |= deed.words | _plain(deed.places)
                place = _Place(number, index)
                for verb in verbs:
                    for key in keys & wanted[verb]:
                        found[key, verb].append(place)
        self._told = {
            what: [found[one] for one in required if one in found]
            for what, required in requirements.items()
        }

    def answer(self, promised: Statement, deed: Deed) -> Evidence | None:
        """Return the earliest later report on ``deed``.

        Promises come in order of time: what answered an equal one before answers this one as well,
        if it is later still, and where nothing did nothing will.
        """
        own = _plain(deed.places)
        here = own or _plain(promised.deeds.places)
        after = bisect_right(self._moments, promised.moment)
        key = _what(deed), here
        answer = self._answers.get(key, _UNKNOWN)
        if answer is not None and answer.statement < after:
            want = _Wanted(deed, own, here, bool(_sure(deed.places)))
            answer = self._answers[key] = self._first(want, _Place(after, -1))
        return answer and answer.evidence

    def _first(self, want: _Wanted, after: _Place) -> _Answer | None:
        """Return the first report on a deed after a place."""
        seen = None
        lists = self._told[_what(want.deed)]
        for place in merge(*(_from(one, bisect_right(one, after)) for one in lists)):
            if place == seen:
                continue
            seen = place
            report = self._statements[place.statement]
            told = report.deeds.reported[place.deed]
            shared = self._shared(want, told, report)
            if shared:
                sentence = report.text[told.start : told.end].strip()
                verbs = told.verbs & (want.deed.verbs | REPORTS)
                return _Answer(place.statement, Evidence(report.id, sentence, shared, verbs))
        return None

    def _required(self, deed: Deed) -> set[tuple[str, str]]:
        """Return the keys with a verb of which a report must hold one; follows from `_shared`.

        The verb is empty for a report that tells of anything done («готово»): it must share two
        things with the promise, one alone takes a verb of the promise.
        """
        if REFRAIN in deed.verbs:
            return set()
        places = _plain(deed.places)
        if not deed.words:
            return {(place, verb) for place in places for verb in deed.verbs}
        objects = {word for word in deed.words if "#" not in word}
        heads = {deed.head} if deed.head else objects
        pairs = {f"{word} {place}" for word in heads for place in places}
        alone: set[str] = set()
        if not (deed.head and _sure(deed.places)):
            pairs.update(_both((head, word)) for head in heads for word in objects if head != word)
            alone.update(word for word in heads & objects if self._often[word] <= self._rare)
        found = {(key, verb) for key in pairs for verb in (*deed.verbs, "")}
        return found | {(key, verb) for key in alone for verb in deed.verbs}

    def _shared(self, want: _Wanted, told: Deed, report: Statement) -> frozenset[str]:
        """Return what links the two; nothing where it is too little or something contradicts."""
        deed, own = want.deed, want.own
        words = deed.words & told.words
        if deed.head and deed.head not in words:
            return frozenset()
        named = _plain(told.places)
        places = own & named
        if not words and not places:
            return frozenset()
        if want.here and not want.here & named and _sure(told.places):
            return frozenset()
        ours, theirs = _sure(deed.places), _sure(told.places)
        if ours and theirs and not (ours & named or own & theirs):
            return frozenset()  # an object that opens both sentences is no place they share
        elsewhere = _plain(report.deeds.places)
        if want.strict and not own & (named or elsewhere):
            return frozenset()
        if _other_number(deed.words, told.words):
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


def _what(deed: Deed) -> _What:
    return deed.verbs, deed.words, deed.places, deed.head


def _from(places: Sequence[_Place], first: int) -> Iterator[_Place]:
    return (places[number] for number in range(first, len(places)))


def _both(words: tuple[str, str]) -> str:
    one, two = words
    return f"{one}+{two}" if one < two else f"{two}+{one}"


@lru_cache(maxsize=65_536)
def _plain(places: frozenset[str]) -> frozenset[str]:
    return frozenset(key.lstrip("?") for key in places)


@lru_cache(maxsize=65_536)
def _sure(places: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in places if key[0] != "?")


def _other_number(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether both name a number of the same thing («школа № 3», «Мира, 14») and not one alike."""
    ours, theirs = _numbers(one), _numbers(two)
    return any(base in theirs and not theirs[base] & numbers for base, numbers in ours.items())


@lru_cache(maxsize=65_536)
def _numbers(words: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Return what has numbers («школа») → its keys with them («школа#3»)."""
    keys = [key for key in words if "#" in key]
    bases = {key.partition("#")[0] for key in keys}
    return {base: frozenset(k for k in keys if k.startswith(base + "#")) for base in bases}


def _told_words(sentence: str) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """Return the words of a sentence, their keys as things and as deeds done."""
    return tuple(
        (
            token.text,
            frozenset((thing(token.form, token.text)[1], thing(token.form, token.form)[1])),
            frozenset(family(reading.key) for reading in done_readings(token.form)),
        )
        for token in tokenize(sentence)
        if token.type == "word"
    )
