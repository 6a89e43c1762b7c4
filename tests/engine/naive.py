"""An independent reference for the matcher: tries every sequence at every token, without an index.

It states the meaning of patterns as directly as possible: all ways to read a sequence from a token
on are generated in the order of preference (gaps: fewest words first; repeated tokens: most first)
and the first complete one counts. It shares no code with ``engine.matcher`` and ``engine.probe``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from govpost_lint import Ruleset
from govpost_lint.ruleset.pattern import Border, Condition, Gap, Item, Stretch, Word
from govpost_lint.ruleset.plan import CompiledPattern, Rule
from govpost_lint.text.analysis import Analysis, Sentence
from govpost_lint.text.deadlines.reader import Phrases
from govpost_lint.text.deadlines.words import read_items
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import Reading

MOST_SKIPPED = 3
_SOME_DAY = datetime(2026, 3, 5, 13, 0)  # what a deadline is does not depend on the day
_WORDS = {"word", "number", "abbreviation"}


def naive_spans(ruleset: Ruleset, rule: Rule, analysis: Analysis) -> list[tuple[int, int]]:
    """Return start and end of what ``rule`` matches: leftmost, then longest, no overlaps."""
    found = set()
    for pattern in rule.patterns:
        for sentence in analysis.sentences:
            reader = _Reader(ruleset, rule, pattern, analysis, sentence)
            for sequence in pattern.sequences:
                for start in range(sentence.first, sentence.last):
                    end = next(reader.ends(sequence, start), start)
                    if end > start:
                        tokens = analysis.tokens
                        found.add((tokens[start].start, tokens[end - 1].end))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


class _Reader:
    """The readings of sequences of one pattern in one sentence."""

    def __init__(
        self,
        ruleset: Ruleset,
        rule: Rule,
        pattern: CompiledPattern,
        analysis: Analysis,
        sentence: Sentence,
    ) -> None:
        self.lists: Mapping[str, Mapping[str, object]] = ruleset.plan.lists
        self.inside = rule.where.inside
        self.mode = pattern.readings
        self.analysis = analysis
        self.sentence = sentence

    def ends(self, items: tuple[Item, ...], index: int) -> Iterator[int]:
        """Yield the token after each way to read ``items`` from ``index`` on, best first."""
        if not items:
            yield index
            return
        item, rest = items[0], items[1:]
        if isinstance(item, Border):
            if self.at_border(item, index):
                yield from self.ends(rest, index)
        elif isinstance(item, Stretch):
            for first, end in self.deadlines():
                if first == index and all(self.open(place) for place in range(first, end)):
                    yield from self.ends(rest, end)
        elif isinstance(item, Gap):
            for width in range(item.low, item.high + 1):
                if all(self.is_word(index + number) for number in range(width)):
                    yield from self.ends(rest, index + width)
        else:
            runs = list(self.runs(item, index))
            for count in range(item.high, item.low - 1, -1):
                if count <= len(runs):
                    yield from self.ends(rest, runs[count - 1])

    def runs(self, item: Word, index: int) -> Iterator[int]:
        """Yield the token after the first, the second … repetition of ``item``."""
        for number in range(item.high):
            if number:
                skipped = 0
                while (
                    skipped < MOST_SKIPPED
                    and not self.fits(item.condition, index)
                    and any(self.fits(condition, index) for condition in item.skip)
                ):
                    index += 1
                    skipped += 1
            if not self.fits(item.condition, index):
                return
            index += 1
            yield index

    def deadlines(self) -> Iterator[tuple[int, int]]:
        """Yield the first token of each deadline of the sentence, and the token after its last."""
        items = read_items(self.analysis, self.sentence)
        for phrase in Phrases(items, _SOME_DAY).all():
            yield items[phrase.first].first, items[phrase.end - 1].last

    def at_border(self, border: Border, index: int) -> bool:
        first, last = self.sentence.first, self.sentence.last
        outside = range(index, last) if border.end else range(first, index)
        return not any(self.analysis.tokens[number].type in _WORDS for number in outside)

    def open(self, index: int) -> bool:
        if not self.sentence.first <= index < self.sentence.last:
            return False
        mask = self.analysis.tokens[index].mask
        return not mask or mask in self.inside

    def is_word(self, index: int) -> bool:
        return self.open(index) and self.analysis.tokens[index].type in _WORDS

    def fits(self, condition: Condition, index: int) -> bool:
        if not self.open(index):
            return False
        if not condition.asks_reading:
            return self.holds(condition, index, None)
        readings = self.analysis.readings(index)
        if self.mode == "chosen":
            chosen = self.analysis.chosen_reading(index)
            readings = (chosen,) if chosen else ()
        verdicts = [self.holds(condition, index, reading) for reading in readings]
        return bool(verdicts) and (all(verdicts) if self.mode == "all" else any(verdicts))

    def holds(self, condition: Condition, index: int, reading: Reading | None) -> bool:
        """Whether the token with this one reading is what ``condition`` describes."""
        token = self.analysis.tokens[index]
        form, text = token.form, token.text
        known = token.type in ("word", "abbreviation") and get_morphology().known(form)
        asks_lemma = bool(condition.lemmas or condition.lists)
        conditions = [
            not condition.forms or form in condition.forms,
            not condition.types or token.type in condition.types,
            not condition.regex or re.search(condition.regex, form, re.IGNORECASE) is not None,
            condition.known is None or known == condition.known,
            condition.case != "title" or text[0].isupper(),
            condition.case != "upper" or text.isupper(),
            condition.case != "lower" or text.islower(),
            not asks_lemma or known,
        ]
        if reading is None:
            conditions.append(not asks_lemma and not condition.pos and not condition.grams)
        else:
            names = reading.grammemes | {reading.pos}
            conditions += [
                not condition.lemmas or reading.key in condition.lemmas,
                not condition.lists or any(reading.key in self.lists[n] for n in condition.lists),
                not condition.pos or reading.pos in condition.pos,
                all((gram[1:] not in names) if gram[0] == "!" else gram in names
                    for gram in condition.grams),
            ]  # fmt: skip
        if condition.exclude is not None:
            conditions.append(not self.holds(condition.exclude, index, reading))
        return all(conditions)
