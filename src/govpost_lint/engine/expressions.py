"""Finds the regular expressions and endings of all rules, after a cheap test of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from govpost_lint.engine.match import Match
from govpost_lint.engine.regexes import Regex, compiled, is_foreign
from govpost_lint.engine.texts import Texts
from govpost_lint.ruleset.literals import ORDINARY
from govpost_lint.ruleset.plan import CompiledPattern, Expression, Plan, Rule
from govpost_lint.text.analysis import Analysis

Numbers = dict[int, list[int]]
"""Numbers of the patterns that may match, by rule."""

Ranges = tuple[tuple[str, str], ...]
"""Characters that no ordinary post holds, see ``Needs``."""


class _Tested(NamedTuple):
    """An expression, and the sets of texts that it needs beside the first."""

    expression: Expression
    others: frozenset[int]


class Expressions:
    """The regular expressions and endings of a plan, each compiled when it is first run."""

    def __init__(self, plan: Plan) -> None:
        self._compiled: dict[tuple[str, str], Regex] = {}  # by text and foreign rule
        self._texts = Texts()
        self._by_set: dict[int, list[_Tested]] = {}  # by the first set of an expression
        self._free: list[_Tested] = []
        self._asked = {one.ranges for one in plan.expressions if one.ranges}
        self._ranges_of: dict[str, list[Ranges]] = {}  # by rare character: those that hold it
        for expression in plan.expressions:
            sets = [self._texts.number_of(texts) for texts in expression.sets]
            tested = _Tested(expression, frozenset(sets[1:]))
            (self._by_set.setdefault(sets[0], []) if sets else self._free).append(tested)

    def scan(self, analysis: Analysis) -> tuple[Numbers, Numbers]:
        """Return the patterns of rules that may match, and those of their ``unless``."""
        if not self._free and not self._by_set:
            return {}, {}
        met = self._texts.met(analysis.lowered)
        rare = self._rare_in(analysis.text)
        patterns: Numbers = {}
        vetoes: Numbers = {}
        for some in (self._free, *map(self._by_set.__getitem__, self._by_set.keys() & met)):
            for expression, others in some:
                if others <= met and rare.get(expression.ranges, 0) >= expression.least:
                    target = vetoes if expression.unless else patterns
                    target.setdefault(expression.rule, []).append(expression.pattern)
        return patterns, vetoes

    def _rare_in(self, text: str) -> Mapping[Ranges, int]:
        """Count the characters of ``text`` in those ranges that expressions ask for."""
        found: dict[Ranges, int] = {}
        for char in set(text) - ORDINARY:
            ranges_of = self._ranges_of.get(char)
            if ranges_of is None:
                ranges_of = self._ranges_of[char] = self._holding(char)
            for ranges in ranges_of:
                found[ranges] = found.get(ranges, 0) + text.count(char)
        return found

    def _holding(self, char: str) -> list[Ranges]:
        """Return the ranges that hold ``char`` in any letter case."""
        spellings = {char, char.lower(), char.upper()}
        return [
            ranges
            for ranges in self._asked
            if any(first <= one <= last for first, last in ranges for one in spellings)
        ]

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
        for first, last, groups in expression.matches(analysis.body):
            start, end = analysis.body_start + first, analysis.body_start + last
            before = bisect_left(closed, (end,))
            if start == end or (before and closed[before - 1][1] > start):
                continue
            yield Match(start, end, pattern, sentence_at(analysis, start), (), groups)


def sentence_at(analysis: Analysis, offset: int) -> int:
    """Return the number of the sentence at ``offset``, or of the last one before it."""
    return max(0, bisect_right(analysis.sentences, offset, key=lambda s: s.start) - 1)
