"""The ``unless`` patterns of rules in one document: tried only after a hit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from govpost_lint.engine.expressions import Numbers
from govpost_lint.engine.match import Match
from govpost_lint.engine.matcher import Matcher
from govpost_lint.engine.scan import Places
from govpost_lint.ruleset.index import Place
from govpost_lint.ruleset.plan import Rule
from govpost_lint.text.analysis import Analysis

_FAR = ("paragraph", "post")
"""How far patterns reach that may veto a match of another sentence."""

_Vetoes = list[tuple[int, Match]]
"""Numbers of ``unless`` patterns and what they match."""


class _Candidates(NamedTuple):
    """Where the ``unless`` patterns of a rule may match: by sentence, and those that reach far."""

    near: dict[int, list[tuple[Place, int]]]
    far: list[tuple[Place, int]]


class Vetoes:
    """What the ``unless`` patterns of rules find in one document, each sentence at most once.

    A pattern that must overlap a match or stand in its sentence is tried in that sentence only.

    Args:
        analysis: the text; matcher: the patterns of the plan.
        places, numbers: what the scans gave for the ``unless`` of the rules.
    """

    def __init__(
        self, analysis: Analysis, matcher: Matcher, places: Places, numbers: Numbers
    ) -> None:
        self._analysis = analysis
        self._matcher = matcher
        self._places, self._numbers = places, numbers
        self._candidates: dict[int, _Candidates] = {}
        self._near: dict[tuple[int, int], _Vetoes] = {}
        self._far: dict[int, _Vetoes] = {}

    def vetoed(self, number: int, rule: Rule, match: Match) -> bool:
        """Whether ``rule`` number ``number`` must not report ``match``."""
        if not rule.unless:
            return False
        return any(
            self._reaches(rule.unless[pattern].within, veto, match)
            for some in (self._in_sentence, self._reaching_far)
            for pattern, veto in some(number, rule, match.sentence)
        )

    def anywhere(self, number: int, rule: Rule) -> bool:
        """Whether any ``unless`` pattern of the rule occurs in the document."""
        if not rule.unless:
            return False
        places = self._places.get(number, ())
        return bool(self._matches(rule, places)) or bool(self._of_expressions(number, rule))

    def _in_sentence(self, number: int, rule: Rule, sentence: int) -> _Vetoes:
        key = number, sentence
        found = self._near.get(key)
        if found is None:
            places = self._candidates_of(number, rule).near.get(sentence, ())
            found = self._near[key] = self._matches(rule, places)
        return found

    def _reaching_far(self, number: int, rule: Rule, sentence: int) -> _Vetoes:
        found = self._far.get(number)
        if found is None:
            found = self._matches(rule, self._candidates_of(number, rule).far)
            found = self._far[number] = found + self._of_expressions(number, rule)
        return found

    def _candidates_of(self, number: int, rule: Rule) -> _Candidates:
        found = self._candidates.get(number)
        if found is None:
            found = self._candidates[number] = _Candidates({}, [])
            for place in self._places.get(number, ()):
                if rule.unless[place[0].pattern].within in _FAR:
                    found.far.append(place)
                else:
                    found.near.setdefault(self._analysis.sentence_of[place[1]], []).append(place)
        return found

    def _matches(self, rule: Rule, places: Iterable[tuple[Place, int]]) -> _Vetoes:
        return self._matcher.matches(self._analysis, places, frozenset(rule.where.inside))

    def _of_expressions(self, number: int, rule: Rule) -> _Vetoes:
        matches = self._matcher.expressions.matches
        return [
            (pattern, match)
            for pattern in self._numbers.get(number, ())
            for match in matches(rule, rule.unless[pattern], self._analysis)
        ]

    def _reaches(self, within: str, veto: Match, match: Match) -> bool:
        if within == "post":
            return True
        sentences = self._analysis.sentences
        if within == "paragraph" and sentences:
            return sentences[veto.sentence].paragraph == sentences[match.sentence].paragraph
        if veto.sentence != match.sentence:
            return False
        return bool(within) or (veto.start < match.end and match.start < veto.end)
