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

from collections.abc import Iterable, Iterator
from functools import partial

from govpost_lint.engine.agreement import agree
from govpost_lint.engine.attempt import Attempt, Step, make_step
from govpost_lint.engine.expressions import Expressions
from govpost_lint.engine.match import Bound, Match
from govpost_lint.engine.probe import Probe
from govpost_lint.engine.regexes import is_foreign
from govpost_lint.engine.scan import Places, Scanner
from govpost_lint.ruleset.index import Place
from govpost_lint.ruleset.pattern import MOST_SKIPPED, Condition, Gap, Stretch, Word
from govpost_lint.ruleset.plan import CompiledPattern, Plan, Rule
from govpost_lint.text.analysis import Analysis, Sentence
from govpost_lint.text.deadlines import deadline_ends
from govpost_lint.text.reading import Reading
from govpost_lint.text.tokenizer import Token


class Program:
    """A token sequence ready to run.

    Args:
        pattern: the pattern that the sequence belongs to.
        steps: the items with their probes.
        anchor: number of the item by which the sequence is found.

    Attributes:
        low, high: the fewest and the most tokens that stand before the anchor.
        once: whether a start is tried once however many tokens lead to it.
        probe: of the anchor; ``None`` where it is a stretch.
        checks: offset from the first token and probes of each word whose place is fixed: one of
            them must fit.
    """

    __slots__ = ("checks", "high", "low", "once", "pattern", "probe", "steps")

    def __init__(self, pattern: CompiledPattern, steps: tuple[Step, ...], anchor: int) -> None:
        self.pattern = pattern
        self.steps = steps
        reach = list(_reach(steps))
        self.low, self.high = reach[anchor]
        self.probe = probe = steps[anchor].probe
        self.once = self.low != self.high or probe is None
        self.checks = [check for step, place in zip(steps, reach, strict=True)
                       for check in _checks(step, *place, probe)]  # fmt: skip

    def starts(
        self, analysis: Analysis, number: int, sentence: Sentence, index: int
    ) -> Iterator[int]:
        """Yield the tokens at which a match may start whose anchor is or holds token ``index``.

        Args:
            number: of the sentence.
        """
        tokens = analysis.tokens
        if self.probe is None:
            stretches = deadline_ends(analysis, number).items()
            index = next((first for first, end in stretches if first <= index < end), -1)
            if index < 0:
                return
        checks, last = self.checks, sentence.last
        for start in range(max(sentence.first, index - self.high), index - self.low + 1):
            for offset, probe, others in checks:
                place = start + offset
                if place >= last or (
                    probe.fit(tokens[place]) is False
                    and all(other.fit(tokens[place]) is False for other in others)
                ):
                    break
            else:
                yield start


def _checks(
    step: Step, low: int, high: int, anchor: Probe | None
) -> Iterator[tuple[int, Probe, tuple[Probe, ...]]]:
    """Yield the checks of a step that stands after ``low`` to ``high`` tokens.

    Of a word that stands several times the second place is known as well: it is one more of them
    or one to be skipped between two.
    """
    item, single, probe, skip = step
    if low == high and probe is not None:
        if probe is not anchor:
            yield low, probe, ()
        if not single and isinstance(item, Word) and item.low > 1:
            yield low + 1, probe, skip


_ANY_NUMBER = 1_000_000


def _reach(steps: Iterable[Step]) -> Iterator[tuple[int, int]]:
    """Yield for each step the fewest and the most tokens that stand before it.

    What comes after a stretch counts as one that stands after any number.
    """
    low = high = 0
    for item, _, _, skip in steps:
        yield low, high
        if isinstance(item, Word):
            low += item.low
            high += item.high + (item.high - 1) * (MOST_SKIPPED if skip else 0)
        elif isinstance(item, Stretch):
            low, high = low + 1, high + _ANY_NUMBER
        elif isinstance(item, Gap):
            low, high = low + item.low, high + item.high


class Matcher:
    """The patterns of a plan, with all caches that outlive a single text.

    Args:
        plan: the compiled rule set.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._scanners: dict[str, Scanner] = {}  # by kind of document
        self._programs: dict[int, Program] = {}
        self._probes: dict[tuple[Condition, str], Probe] = {}  # by condition and foreign rule
        self.expressions = Expressions(plan)

    def scan(self, analysis: Analysis, kind: str) -> tuple[Places, Places]:
        """Return the places to try for the patterns of the rules, and for their ``unless``.

        Args:
            analysis: the text; kind: of the document.
        """
        scanner = self._scanners.get(kind)
        if scanner is None:
            scanner = self._scanners[kind] = Scanner(self.plan, kind, self._may_fit)
        return scanner.scan(analysis)

    def matches(
        self,
        analysis: Analysis,
        places: Iterable[tuple[Place, int]],
        open_masks: frozenset[str] = frozenset(),
    ) -> list[tuple[int, Match]]:
        """Return pattern numbers and matches at ``places`` of one rule, in pattern order.

        Args:
            analysis: the text.
            places: what ``scan`` gave for the patterns of the rule or for its ``unless``.
            open_masks: kinds of masked spans that the rule looks into.
        """
        tried: set[tuple[int, int]] = set()
        found = []
        programs = self._programs
        sentences, sentence_of = analysis.sentences, analysis.sentence_of
        for place, index in places:
            program = programs.get(place.number) or self._program(place)
            number = sentence_of[index]
            sentence = sentences[number]
            for start in program.starts(analysis, number, sentence, index):
                if program.once:
                    if (place.number, start) in tried:
                        continue
                    tried.add((place.number, start))
                match = self._match_at(analysis, number, sentence, program, start, open_masks)
                if match is not None:
                    found.append((place, match))
        found.sort(key=_order)
        return [(place.pattern, match) for place, match in found]

    def _may_fit(self, place: Place, token: Token) -> bool:
        program = self._programs.get(place.number) or self._program(place)
        return program.probe is None or program.probe.judge(token) is not False

    def _program(self, place: Place) -> Program:
        rule = self.plan.rule(place.rule)
        pattern = (rule.unless if place.unless else rule.patterns)[place.pattern]
        sequence = pattern.sequences[place.sequence]
        steps = tuple(make_step(item, partial(self._probe, rule)) for item in sequence)
        program = self._programs[place.number] = Program(pattern, steps, place.item)
        return program

    def _probe(self, rule: Rule, condition: Condition) -> Probe:
        foreign = rule if _has_regex(condition) and is_foreign(rule) else None
        key = condition, foreign.id if foreign else ""
        probe = self._probes.get(key)
        if probe is None:
            probe = self._probes[key] = Probe(condition, self.plan.lists, foreign)
        return probe

    def _match_at(
        self,
        analysis: Analysis,
        number: int,
        sentence: Sentence,
        program: Program,
        start: int,
        open_masks: frozenset[str],
    ) -> Match | None:
        pattern = program.pattern
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
        return Match(tokens[start].start, tokens[end - 1].end, pattern, number, bound)


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


def _has_regex(condition: Condition) -> bool:
    exclude = condition.exclude
    return bool(condition.regex) or (exclude is not None and _has_regex(exclude))


def _order(found: tuple[Place, Match]) -> int:
    return found[0].number
