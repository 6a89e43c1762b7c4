"""One pass over the tokens: which sequences of the rules are worth trying, and where.

A sequence is tried where its rarest word stands, in sentences that hold its other rare words too.
What a word form leads to is looked up once and kept for later texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from govpost_lint.engine.keys import keys_of_token, lists_by_lemma
from govpost_lint.ruleset.index import Place
from govpost_lint.ruleset.plan import Plan
from govpost_lint.text.analysis import Analysis
from govpost_lint.text.tokenizer import Token

Places = Mapping[int, list[tuple[Place, int]]]
"""Sequences to try and the tokens that led to them, in the order of the text, by rule."""

_MOST_FORMS = 30_000
"""Word forms kept: bounds memory on large histories."""

_Way = tuple[bool, int, Place]
"""Whether a place is one of an ``unless``, its rule, and the place itself."""


class _Group:
    """Places that need the same: ``rest`` beside the rarest need."""

    __slots__ = ("places", "rest")

    def __init__(self, rest: frozenset[int]) -> None:
        self.rest = rest
        self.places: list[Place] = []


class _Leads:
    """What all word forms with the same keys share.

    Attributes:
        meets: the needs that they meet.
        free: the places that need no other word.
        groups: the others, by the rarest need: most sentences meet none of these, which one look
            at two sets tells.
        needs: the keys of ``groups``.
    """

    __slots__ = ("free", "groups", "meets", "needs")

    def __init__(self, meets: Iterable[int], places: Iterable[Place]) -> None:
        self.meets = frozenset(meets)
        by_needs: dict[tuple[int, ...], _Group] = {}
        self.groups: dict[int, list[_Group]] = {}
        self.free: list[Place] = []
        for place in places:
            needs = place.needs
            if not needs:
                self.free.append(place)
                continue
            group = by_needs.get(needs)
            if group is None:
                group = by_needs[needs] = _Group(frozenset(needs[1:]))
                self.groups.setdefault(needs[0], []).append(group)
            group.places.append(place)
        self.needs = frozenset(self.groups)


class _Entry:
    """A word form: its leads, and the ways to those places where it really fits.

    That is judged when a sentence first meets the needs of a group: the keys say nothing of case
    or mood, and to judge a place its rule must be decoded.
    """

    __slots__ = ("free", "judged", "leads", "meets", "needs")

    def __init__(self, leads: _Leads) -> None:
        self.leads, self.meets, self.needs = leads, leads.meets, leads.needs
        self.free: list[_Way] | None = None if leads.free else []
        self.judged: dict[_Group, list[_Way]] = {}


class Scanner:
    """Looks up the words of texts of one kind in the index of a plan.

    Args:
        plan: the compiled rule set.
        kind: of the documents; rules that do not speak of it cost nothing.
        may_fit: tells whether a token may be the word by which a place was found.
    """

    def __init__(self, plan: Plan, kind: str, may_fit: Callable[[Place, Token], bool]) -> None:
        self._index = plan.index
        self._silent = plan.silent(kind)
        self._lists_of = lists_by_lemma(plan.lists)
        self._may_fit = may_fit
        self._entries: dict[tuple[str, str], _Entry] = {}
        self._leads: dict[tuple[int, ...], _Leads] = {}  # by numbers of the keys

    def scan(self, analysis: Analysis) -> tuple[Places, Places]:
        """Return the places to try for the patterns of the rules, and for their ``unless``."""
        patterns: dict[int, list[tuple[Place, int]]] = defaultdict(list)
        vetoes: dict[int, list[tuple[Place, int]]] = defaultdict(list)
        known = self._entries
        tokens = analysis.tokens
        entries = [known.get((t.text, t.type)) or self._look_up(t) for t in tokens]
        if not any(entry.needs or entry.free or entry.free is None for entry in entries):
            return patterns, vetoes  # as of most comments: they need not be cut into sentences
        for sentence in analysis.sentences:
            inside = entries[sentence.first : sentence.last]
            met = frozenset().union(*[entry.meets for entry in inside])
            for index, entry in enumerate(inside, sentence.first):
                ways = entry.free
                if ways is None:
                    ways = entry.free = self._ways(entry.leads.free, tokens[index])
                for unless, rule, place in ways:
                    (vetoes if unless else patterns)[rule].append((place, index))
                if entry.needs.isdisjoint(met):
                    continue
                for need in entry.needs & met:
                    for group in entry.leads.groups[need]:
                        if not group.rest <= met:
                            continue
                        ways = entry.judged.get(group)
                        if ways is None:
                            ways = entry.judged[group] = self._ways(group.places, tokens[index])
                        for unless, rule, place in ways:
                            (vetoes if unless else patterns)[rule].append((place, index))
        return patterns, vetoes

    def _ways(self, places: Iterable[Place], token: Token) -> list[_Way]:
        """Return the ways to those of ``places`` that a token may lead to."""
        return [(p.unless, p.rule, p) for p in places if self._may_fit(p, token)]

    def _look_up(self, token: Token) -> _Entry:
        if len(self._entries) >= _MOST_FORMS:
            self._entries.clear()
            self._leads.clear()
        numbers = self._index.keys
        known = numbers.keys() & keys_of_token(token, self._lists_of)
        keys = tuple(sorted(map(numbers.__getitem__, known)))
        leads = self._leads.get(keys)
        if leads is None:
            meets = (need for key in keys for need in self._index.meets(key))
            places = (p for p in self._index.places(keys) if p.rule not in self._silent)
            leads = self._leads[keys] = _Leads(meets, places)
        entry = self._entries[token.text, token.type] = _Entry(leads)
        return entry
