"""Finds the patterns of all rules in one pass over the tokens.

Each token sequence is indexed by its rarest word, so the cost of a text depends on the words that
it shares with the rules, not on the number of rules. What a sequence means:

- it lies inside one sentence; masked tokens (quotations, links …) match nothing, unless the rule
  looks inside such spans;
- gaps are lazy, repeated tokens greedy;
- among the matches of one group of a rule the leftmost wins, of those the longest; they never
  overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sized
from functools import cached_property
from typing import NamedTuple

from govpost_lint.engine.agreement import agree
from govpost_lint.engine.attempt import Attempt, Bound, Step
from govpost_lint.engine.probe import Fit, Probe, keys_of_token
from govpost_lint.ruleset.index import by_rarity
from govpost_lint.ruleset.pattern import MOST_SKIPPED, Condition, Gap, Sequence, Word
from govpost_lint.ruleset.plan import CompiledPattern, Plan, Rule
from govpost_lint.text.analysis import Analysis, Sentence
from govpost_lint.text.reading import Reading
from govpost_lint.text.tokenizer import Token

Candidate = tuple[int, int, int, int]
"""Numbers of rule, pattern, sequence and item, as in the index."""


class Match(NamedTuple):
    """A pattern found: offsets in the text, and for token patterns the captured tokens."""

    start: int
    end: int
    pattern: CompiledPattern
    sentence: int
    bound: Bound

    def tokens_of(self, name: str) -> tuple[int, int, Fit] | None:
        """Return first and last (excluded) token of capture ``name`` and the readings that fit.

        ``None`` where it is optional and did not match.
        """
        for names, *place in self.bound:
            if name in names:
                return place[0], place[1], place[2]
        return None


class Program:
    """A token sequence ready to run.

    Args:
        sequence: the items; lists: the word lists of the plan.
        steps: the items with their probes.
        reach: for each item the fewest and the most tokens that stand before it.
    """

    def __init__(
        self,
        sequence: Sequence,
        lists: Mapping[str, Sized],
        steps: tuple[Step, ...],
        reach: tuple[tuple[int, int], ...],
    ) -> None:
        self._sequence = sequence
        self._lists = lists
        self.steps = steps
        self.reach = reach
        self.gaps = any(isinstance(item, Gap) for item in sequence)

    @cached_property
    def rarest(self) -> list[int]:
        """Numbers of the items that are words, the rarest first."""
        return by_rarity(self._sequence, self._lists)

    def starts(self, tokens: list[Token], sentence: Sentence) -> Iterator[int]:
        """Yield the tokens of ``sentence`` at which a match may start, by the rarest item."""
        anchor = self.rarest[0]
        probe = self.steps[anchor].probe
        assert probe is not None
        low, high = self.reach[anchor]
        begin = sentence.first
        for index in range(sentence.first + low, sentence.last):
            if probe.may_fit(tokens[index]):
                yield from range(max(begin, index - high), index - low + 1)
                begin = index - low + 1


class Presence:
    """Whether a sentence holds a word that fits a probe; remembered for one text."""

    __slots__ = ("_analysis", "_known")

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._known: dict[tuple[Probe, int], bool] = {}

    def allows(self, program: Program, sentence_number: int) -> bool:
        """Whether the second rarest item of ``program`` has a word in the sentence at all.

        Asked of sequences with gaps only: the others are tried at one place and fail as quickly.
        """
        if not program.gaps or len(program.rarest) < 2:
            return True
        probe = program.steps[program.rarest[1]].probe
        assert probe is not None
        key = (probe, sentence_number)
        known = self._known.get(key)
        if known is None:
            sentence = self._analysis.sentences[sentence_number]
            tokens = self._analysis.tokens[sentence.first : sentence.last]
            known = self._known[key] = any(probe.may_fit(token) for token in tokens)
        return known


class Matcher:
    """The patterns of a plan, with all caches that outlive a single text.

    Args:
        plan: the compiled rule set.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._candidates: dict[tuple[str, str], tuple[Candidate, ...]] = {}
        self._programs: dict[int, Program] = {}
        self._probes: dict[Condition, Probe] = {}
        self._kept: list[Sequence] = []  # keeps ids of sequences unique while they are keys
        self._expressions: dict[str, re.Pattern[str]] = {}

    def scan(self, analysis: Analysis) -> dict[int, list[tuple[Candidate, int]]]:
        """Return, for each rule whose rarest words occur, the places to try."""
        found: dict[int, list[tuple[Candidate, int]]] = {}
        table = self._candidates
        for index, token in enumerate(analysis.tokens):
            key = (token.form, token.type)
            candidates = table.get(key)
            if candidates is None:
                candidates = table[key] = self._look_up(token)
            for candidate in candidates:
                found.setdefault(candidate[0], []).append((candidate, index))
        return found

    def _look_up(self, token: Token) -> tuple[Candidate, ...]:
        index = self.plan.index
        lemmas, lists, pos = keys_of_token(token, self.plan.lists)
        found: list[Candidate] = [*index["form"].get(token.form, ())]
        for table, keys in (("lemma", lemmas), ("list", lists), ("pos", sorted(pos))):
            for key in keys:
                found.extend(index[table].get(key, ()))
        found.extend(index["type"].get(token.type, ()))
        found.extend(index["type"].get("any", ()))
        return tuple(place for place in dict.fromkeys(found) if self._anchor_fits(place, token))

    def _anchor_fits(self, place: Candidate, token: Token) -> bool:
        rule, pattern, sequence, item = place
        step = self.program(self.plan.rule(rule).patterns[pattern].sequences[sequence]).steps[item]
        return step.probe is not None and step.probe.may_fit(token)

    def matches(
        self,
        rule: Rule,
        analysis: Analysis,
        places: Iterable[tuple[Candidate, int]],
        presence: Presence,
    ) -> list[tuple[int, Match]]:
        """Return pattern numbers and matches of ``rule`` at the ``places`` that ``scan`` gave."""
        open_masks = frozenset(rule.where.inside)
        tried: set[tuple[int, int, int]] = set()
        found = []
        for (_, pattern_number, sequence_number, item), index in places:
            pattern = rule.patterns[pattern_number]
            sequence = pattern.sequences[sequence_number]
            program = self.program(sequence)
            sentence_number = analysis.sentence_of[index]
            if not presence.allows(program, sentence_number):
                continue
            sentence = analysis.sentences[sentence_number]
            low, high = program.reach[item]
            for start in range(max(sentence.first, index - high), index - low + 1):
                key = (pattern_number, sequence_number, start)
                if key in tried:
                    continue
                tried.add(key)
                match = self._match_at(
                    analysis, sentence_number, program, pattern, start, open_masks
                )
                if match is not None:
                    found.append((pattern_number, match))
        found.extend(self._scanned(rule, analysis))
        return found

    def matches_within(
        self,
        pattern: CompiledPattern,
        analysis: Analysis,
        sentence_number: int,
        open_masks: frozenset[str] = frozenset(),
    ) -> list[Match]:
        """Return the matches of one token pattern in one sentence, without the index."""
        sentence = analysis.sentences[sentence_number]
        found = []
        for sequence in pattern.sequences:
            program = self.program(sequence)
            for start in program.starts(analysis.tokens, sentence):
                match = self._match_at(
                    analysis, sentence_number, program, pattern, start, open_masks
                )
                if match is not None:
                    found.append(match)
        return found

    def program(self, sequence: Sequence) -> Program:
        """Return ``sequence`` with its probes; made once."""
        program = self._programs.get(id(sequence))
        if program is None:
            program = self._programs[id(sequence)] = self._make(sequence)
            self._kept.append(sequence)
        return program

    def _make(self, sequence: Sequence) -> Program:
        steps, reach = [], []
        low = high = 0
        for item in sequence:
            reach.append((low, high))
            if isinstance(item, Word):
                probe = self._probe(item.condition)
                skip = tuple(self._probe(condition) for condition in item.skip)
                steps.append(Step(item, probe, skip))
                low += item.low
                high += item.high + (item.high - 1) * (MOST_SKIPPED if skip else 0)
            else:
                steps.append(Step(item, None, ()))
                if isinstance(item, Gap):
                    low, high = low + item.low, high + item.high
        return Program(sequence, self.plan.lists, tuple(steps), tuple(reach))

    def _probe(self, condition: Condition) -> Probe:
        probe = self._probes.get(condition)
        if probe is None:
            probe = self._probes[condition] = Probe(condition, self.plan.lists)
        return probe

    def _match_at(
        self,
        analysis: Analysis,
        sentence_number: int,
        program: Program,
        pattern: CompiledPattern,
        start: int,
        open_masks: frozenset[str],
    ) -> Match | None:
        first = program.steps[0].probe
        if first is not None and not first.may_fit(analysis.tokens[start]):
            return None
        sentence = analysis.sentences[sentence_number]
        attempt = Attempt(analysis, sentence, program.steps, open_masks, "any")
        end, bound = attempt.run(0, start, ())
        # A word that another reading would take into a run may be one that the chosen one skips:
        # only there can a try under all readings fail and one under the chosen reading succeed.
        if pattern.readings != "any" and (attempt.undecided or (attempt.doubted and end >= 0)):
            attempt = Attempt(analysis, sentence, program.steps, open_masks, pattern.readings)
            end, bound = attempt.run(0, start, ())
        if end <= start or not _agreement_holds(analysis, pattern, bound):
            return None
        tokens = analysis.tokens
        return Match(tokens[start].start, tokens[end - 1].end, pattern, sentence_number, bound)

    def _scanned(self, rule: Rule, analysis: Analysis) -> Iterator[tuple[int, Match]]:
        open_masks = frozenset(rule.where.inside)
        for number in rule.scanned:
            pattern = rule.patterns[number]
            for match in self.expression_matches(pattern, analysis, open_masks):
                yield number, match

    def expression_matches(
        self, pattern: CompiledPattern, analysis: Analysis, open_masks: frozenset[str]
    ) -> Iterable[Match]:
        """Return the matches of a regular expression or ending in the whole text."""
        if pattern.needs and not any(map(analysis.lowered.__contains__, pattern.needs)):
            return ()
        return self._run_expression(pattern, analysis, open_masks)

    def _run_expression(
        self, pattern: CompiledPattern, analysis: Analysis, open_masks: frozenset[str]
    ) -> Iterator[Match]:
        if pattern.kind == "ends_with":
            for number, sentence in enumerate(analysis.sentences):
                if analysis.text[sentence.start : sentence.end].endswith(pattern.text):
                    yield Match(sentence.start, sentence.end, pattern, number, ())
            return
        expression = self._expressions.get(pattern.text)
        if expression is None:
            expression = re.compile(pattern.text, re.IGNORECASE | re.MULTILINE)
            self._expressions[pattern.text] = expression
        closed = analysis.closed_spans(open_masks)
        # On the body alone: «\A» and look-behind must not see the front matter.
        for found in expression.finditer(analysis.body):
            start, end = (analysis.body_start + offset for offset in found.span())
            before = bisect_left(closed, (end,))
            if start == end or (before and closed[before - 1][1] > start):
                continue
            yield Match(start, end, pattern, sentence_at(analysis, start), ())


def _agreement_holds(analysis: Analysis, pattern: CompiledPattern, bound: Bound) -> bool:
    for pairs, wanted in ((pattern.agree, True), (pattern.disagree, False)):
        for left, right in pairs:
            readings = [_readings_of(analysis, pattern, bound, name) for name in (left, right)]
            if not readings[0] or not readings[1]:
                continue
            if any(agree(a, b) for a in readings[0] for b in readings[1]) != wanted:
                return False
    return True


def _readings_of(
    analysis: Analysis, pattern: CompiledPattern, bound: Bound, name: str
) -> tuple[Reading, ...]:
    for names, _, last, _ in bound:
        if name in names:
            if pattern.readings == "any":
                return analysis.readings(last - 1)
            chosen = analysis.chosen_reading(last - 1)
            return (chosen,) if chosen else ()
    return ()


def sentence_at(analysis: Analysis, offset: int) -> int:
    """Return the number of the sentence at ``offset``, or of the last one before it."""
    return max(0, bisect_right(analysis.sentences, offset, key=lambda s: s.start) - 1)


def leftmost_longest(matches: Iterable[Match]) -> list[Match]:
    """Return the matches that win: leftmost, then longest, without overlaps."""
    kept: list[Match] = []
    end = -1
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if match.start >= end:
            kept.append(match)
            end = match.end
    return kept
