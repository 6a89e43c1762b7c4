"""Finds the regular expressions and endings of all rules, after a cheap test of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import add

from govpost_lint.engine.match import Match
from govpost_lint.engine.regexes import Regex, compiled, is_foreign
from govpost_lint.ruleset.literals import ORDINARY
from govpost_lint.ruleset.plan import CompiledPattern, Expression, Plan, Rule
from govpost_lint.text.analysis import Analysis

_BY_FREQUENCY = " оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"

Numbers = dict[int, list[int]]
"""Numbers of the patterns that may match, by rule."""


class Expressions:
    """The regular expressions and endings of a plan, each compiled when it is first run."""

    def __init__(self, plan: Plan) -> None:
        self._expressions = plan.expressions
        self._compiled: dict[tuple[str, str], Regex] = {}  # by text and foreign rule
        self._texts: dict[str, dict[str, list[int]]] = {}  # by two characters: text → its sets
        self._by_set: list[list[Expression]] = []  # the expressions that a set is the first of
        self._free: list[Expression] = []
        self._sets: dict[tuple[str, ...], int] = {}
        for expression in plan.expressions:
            sets = [self._number_of(texts) for texts in expression.sets]
            (self._by_set[sets[0]] if sets else self._free).append(expression)

    def _number_of(self, texts: tuple[str, ...]) -> int:
        number = self._sets.get(texts)
        if number is None:
            number = self._sets[texts] = len(self._by_set)
            self._by_set.append([])
            for text in texts:
                pair = min(map(add, text, text[1:]), key=_commonness, default=text)
                self._texts.setdefault(pair, {}).setdefault(text, []).append(number)
        return number

    def scan(self, analysis: Analysis) -> tuple[Numbers, Numbers]:
        """Return the patterns of rules that may match, and those of their ``unless``."""
        met = self._met(analysis.lowered)
        rare = {
            variant
            for char in set(analysis.text) - ORDINARY
            for variant in (char, char.lower(), char.upper())
        }
        patterns: Numbers = {}
        vetoes: Numbers = {}
        for expressions in (self._free, *(self._by_set[number] for number in sorted(met))):
            for expression in expressions:
                rule, unless, pattern, sets, ranges = expression
                if all(self._sets[texts] in met for texts in sets[1:]) and (
                    not ranges or (rare and _holds_rare(expression, rare))
                ):
                    (vetoes if unless else patterns).setdefault(rule, []).append(pattern)
        return patterns, vetoes

    def _met(self, lowered: str) -> set[int]:
        """The sets of texts of which ``lowered`` holds one."""
        met: set[int] = set()
        pairs = {*map(add, lowered, lowered[1:]), *lowered}
        for pair in pairs & self._texts.keys():
            for text, sets in self._texts[pair].items():
                if text in lowered:
                    met.update(sets)
        return met

    def matches(self, rule: Rule, pattern: CompiledPattern, analysis: Analysis) -> Iterator[Match]:
        """Yield the matches of a regular expression or ending of ``rule`` in the whole text.

        Raises:
            RuleError: the expression of a foreign rule is too slow.
        """
        if pattern.kind == "ends_with":
            for number, sentence in enumerate(analysis.sentences):
                if analysis.text[sentence.start : sentence.end].endswith(pattern.text):
                    yield Match(sentence.start, sentence.end, pattern, number, ())
            return
        foreign = rule if is_foreign(rule) else None
        key = pattern.text, foreign.id if foreign else ""
        expression = self._compiled.get(key)
        if expression is None:
            expression = compiled(pattern.text, re.IGNORECASE | re.MULTILINE, foreign)
            self._compiled[key] = expression
        closed = analysis.closed_spans(frozenset(rule.where.inside))
        # On the body alone: «\A» and look-behind must not see the front matter.
        for span in expression.spans(analysis.body):
            start, end = (analysis.body_start + offset for offset in span)
            before = bisect_left(closed, (end,))
            if start == end or (before and closed[before - 1][1] > start):
                continue
            yield Match(start, end, pattern, sentence_at(analysis, start), ())


def _commonness(pair: str) -> int:
    return -sum(_BY_FREQUENCY.find(char) % 40 for char in pair)


def _holds_rare(expression: Expression, rare: set[str]) -> bool:
    return any(first <= char <= last for first, last in expression.ranges for char in rare)


def sentence_at(analysis: Analysis, offset: int) -> int:
    """Return the number of the sentence at ``offset``, or of the last one before it."""
    return max(0, bisect_right(analysis.sentences, offset, key=lambda s: s.start) - 1)
