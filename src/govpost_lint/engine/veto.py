"""The ``unless`` patterns of rules in one document: tried only after a hit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from govpost_lint.engine.expressions import Numbers
from govpost_lint.engine.match import Match
from govpost_lint.engine.matcher import Matcher
from govpost_lint.engine.scan import Places
from govpost_lint.ruleset.plan import CompiledPattern, Rule
from govpost_lint.text.analysis import Analysis, Sentence

_BySentence = dict[int, list[Match]]


class Vetoes:
    """What the ``unless`` patterns of rules find in one document, each sentence at most once.

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
        self._found: dict[int, dict[int, _BySentence]] = {}

    def vetoed(self, number: int, rule: Rule, match: Match) -> bool:
        """Whether ``rule`` number ``number`` must not report ``match``."""
        if not rule.unless:
            return False
        for pattern, by_sentence in self._of_rule(number, rule).items():
            if self._reaches(rule.unless[pattern], by_sentence, match):
                return True
        return False

    def anywhere(self, number: int, rule: Rule) -> bool:
        """Whether any ``unless`` pattern of the rule occurs in the document."""
        return bool(rule.unless) and bool(self._of_rule(number, rule))

    def _of_rule(self, number: int, rule: Rule) -> dict[int, _BySentence]:
        """Return the matches of each ``unless`` pattern that has any, by sentence."""
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = {}
            for pattern, match in self._matches(number, rule):
                found.setdefault(pattern, {}).setdefault(match.sentence, []).append(match)
        return found

    def _matches(self, number: int, rule: Rule) -> Iterator[tuple[int, Match]]:
        open_masks = frozenset(rule.where.inside)
        yield from self._matcher.matches(self._analysis, self._places.get(number, ()), open_masks)
        for pattern in self._numbers.get(number, ()):
            compiled = rule.unless[pattern]
            for match in self._matcher.expressions.matches(rule, compiled, self._analysis):
                yield pattern, match

    def _reaches(self, pattern: CompiledPattern, found: _BySentence, match: Match) -> bool:
        if pattern.within == "post":
            return True
        for sentence in self._reach(pattern.within, match.sentence):
            for veto in found.get(sentence, ()):
                if pattern.within or (veto.start < match.end and match.start < veto.end):
                    return True
        return False

    def _reach(self, within: str, sentence: int) -> range:
        sentences = self._analysis.sentences
        if within == "paragraph" and sentences:
            paragraph = sentences[sentence].paragraph
            first = bisect_left(sentences, paragraph, key=_paragraph)
            return range(first, bisect_right(sentences, paragraph, key=_paragraph))
        return range(sentence, sentence + 1)


def _paragraph(sentence: Sentence) -> int:
    return sentence.paragraph
