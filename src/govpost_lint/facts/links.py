"""Links a promise with the later post that reports it done, by what both speak of."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from typing import NamedTuple

from govpost_lint.facts.deeds import Deed, Deeds, is_done, thing
from govpost_lint.facts.verbs import REPORTS, family
from govpost_lint.text.analysis import analyze

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


class _Place(NamedTuple):
    statement: int
    deed: int


class Reports:
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
    """Return the keys of which a report must hold one, see `Reports`."""
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
