"""Finds the regular expressions and endings of all rules, after a cheap test of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from govpost_lint.engine.match import Match
from govpost_lint.ruleset.literals import ORDINARY
from govpost_lint.ruleset.plan import CompiledPattern, Expression, Plan
from govpost_lint.text.analysis import Analysis

Numbers = dict[int, list[int]]
"""Numbers of the patterns that may match, by rule."""


class Expressions:
    """The regular expressions and endings of a plan, each compiled when it is first run."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._compiled: dict[str, re.Pattern[str]] = {}

    def scan(self, analysis: Analysis) -> tuple[Numbers, Numbers]:
        """Return the patterns of rules that may match, and those of their ``unless``."""
        lowered = analysis.lowered
        rare = {
            variant
            for char in set(analysis.text) - ORDINARY
            for variant in (char, char.lower(), char.upper())
        }
        patterns: Numbers = {}
        vetoes: Numbers = {}
        for expression in self._plan.expressions:
            rule, unless, pattern, texts, ranges = expression
            for text in texts:
                if text in lowered:
                    break
            else:
                if texts:
                    continue
            if ranges and not (rare and _holds_rare(expression, rare)):
                continue
            (vetoes if unless else patterns).setdefault(rule, []).append(pattern)
        return patterns, vetoes

    def matches(
        self, pattern: CompiledPattern, analysis: Analysis, open_masks: frozenset[str]
    ) -> Iterator[Match]:
        """Yield the matches of a regular expression or ending in the whole text."""
        if pattern.kind == "ends_with":
            for number, sentence in enumerate(analysis.sentences):
                if analysis.text[sentence.start : sentence.end].endswith(pattern.text):
                    yield Match(sentence.start, sentence.end, pattern, number, ())
            return
        expression = self._compiled.get(pattern.text)
        if expression is None:
            expression = re.compile(pattern.text, re.IGNORECASE | re.MULTILINE)
            self._compiled[pattern.text] = expression
        closed = analysis.closed_spans(open_masks)
        # On the body alone: «\A» and look-behind must not see the front matter.
        for found in expression.finditer(analysis.body):
            start, end = (analysis.body_start + offset for offset in found.span())
            before = bisect_left(closed, (end,))
            if start == end or (before and closed[before - 1][1] > start):
                continue
            yield Match(start, end, pattern, sentence_at(analysis, start), ())


def _holds_rare(expression: Expression, rare: set[str]) -> bool:
    return any(first <= char <= last for first, last in expression.ranges for char in rare)


def sentence_at(analysis: Analysis, offset: int) -> int:
    """Return the number of the sentence at ``offset``, or of the last one before it."""
    return max(0, bisect_right(analysis.sentences, offset, key=lambda s: s.start) - 1)
