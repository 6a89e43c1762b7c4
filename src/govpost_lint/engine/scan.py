"""One pass over the tokens: which sequences of the rules are worth trying, and where.

A sequence is tried where its rarest word stands, in sentences that hold its other rare words too.
What a word form leads to is looked up once and kept for later texts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from govpost_lint.engine.probe import keys_of_token, lists_by_lemma
from govpost_lint.ruleset.index import Place
from govpost_lint.ruleset.plan import Plan
from govpost_lint.text.analysis import Analysis
from govpost_lint.text.tokenizer import Token

Places = dict[int, list[tuple[Place, int]]]
"""Sequences to try and the tokens that led to them, in the order of the text, by rule."""

_MOST_FORMS = 30_000
"""Word forms kept: bounds memory on large histories."""


class _Group:
    """Places of one word form that need the same.

    Whether the word really fits there is judged when a sentence first meets the needs: the keys
    say nothing of case or mood, and to judge a place its rule must be decoded.
    """

    __slots__ = ("judged", "needs", "places")

    def __init__(self, needs: frozenset[int], places: list[Place]) -> None:
        self.needs = needs
        self.places = places
        self.judged = False


class _Entry(NamedTuple):
    """The needs that a word form meets, and what it leads to."""

    meets: frozenset[int]
    groups: list[_Group]


class Scanner:
    """Looks up the words of texts in the index of a plan.

    Args:
        plan: the compiled rule set.
        may_fit: tells whether a token may be the word by which a place was found.
    """

    def __init__(self, plan: Plan, may_fit: Callable[[Place, Token], bool]) -> None:
        self._index = plan.index
        self._lists_of = lists_by_lemma(plan.lists)
        self._may_fit = may_fit
        self._entries: dict[tuple[str, str], _Entry] = {}

    def scan(self, analysis: Analysis) -> tuple[Places, Places]:
        """Return the places to try for the patterns of the rules, and for their ``unless``."""
        patterns: Places = {}
        vetoes: Places = {}
        entries = self._entries
        tokens = analysis.tokens
        for sentence in analysis.sentences:
            found = []
            met: set[int] = set()
            for index in range(sentence.first, sentence.last):
                token = tokens[index]
                entry = entries.get((token.form, token.type)) or self._look_up(token)
                met |= entry.meets
                if entry.groups:
                    found.append((index, entry.groups))
            for index, groups in found:
                for group in groups:
                    if group.needs <= met:
                        if not group.judged:
                            self._judge(group, tokens[index])
                        for place in group.places:
                            target = vetoes if place.unless else patterns
                            target.setdefault(place.rule, []).append((place, index))
        return patterns, vetoes

    def _judge(self, group: _Group, token: Token) -> None:
        group.places = [place for place in group.places if self._may_fit(place, token)]
        group.judged = True

    def _look_up(self, token: Token) -> _Entry:
        if len(self._entries) >= _MOST_FORMS:
            self._entries.clear()
        numbers = self._index.keys
        known = numbers.keys() & keys_of_token(token, self._lists_of)
        by_needs: dict[frozenset[int], dict[Place, None]] = {}
        meets: set[int] = set()
        for key in sorted(map(numbers.__getitem__, known)):
            meets.update(self._index.meets(key))
            for place in self._index.places(key):
                by_needs.setdefault(place.needs, {})[place] = None
        groups = [_Group(needs, list(places)) for needs, places in by_needs.items()]
        entry = self._entries[token.form, token.type] = _Entry(frozenset(meets), groups)
        return entry
