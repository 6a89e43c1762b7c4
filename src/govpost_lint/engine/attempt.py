"""Runs one token sequence from one token on, with backtracking over gaps and repeats."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from govpost_lint.engine.match import Bound
from govpost_lint.engine.probe import Probe
from govpost_lint.ruleset.pattern import MOST_SKIPPED, Border, Condition, Gap, Item, Stretch, Word
from govpost_lint.text.analysis import Analysis, Sentence
from govpost_lint.text.deadlines import deadline_ends
from govpost_lint.text.tokenizer import WORD_TYPES


class Step(NamedTuple):
    """One item of a sequence with its probes made; ``probe`` is ``None`` for what is no word.

    ``single`` tells of a word that stands exactly once.
    """

    item: Item
    single: bool
    probe: Probe | None
    skip: tuple[Probe, ...]


def make_step(item: Item, probe_of: Callable[[Condition], Probe]) -> Step:
    """Return ``item`` with the probes that ``probe_of`` makes."""
    if not isinstance(item, Word):
        return Step(item, False, None, ())
    skip = tuple(probe_of(condition) for condition in item.skip)
    return Step(item, item.high == 1, probe_of(item.condition), skip)


class Attempt:
    """One try to run a sequence from one token on.

    ``doubted`` tells whether some token fits under some of its readings only; ``undecided``, after
    a failure under any readings, whether the chosen ones may succeed all the same.
    """

    __slots__ = (
        "analysis",
        "doubted",
        "first",
        "last",
        "mode",
        "open_masks",
        "steps",
        "tokens",
        "undecided",
    )

    def __init__(
        self,
        analysis: Analysis,
        sentence: Sentence,
        steps: tuple[Step, ...],
        open_masks: frozenset[str],
        mode: str,
    ) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.first, self.last = sentence.first, sentence.last
        self.steps = steps
        self.open_masks = open_masks
        self.mode = mode
        self.doubted = False
        self.undecided = False

    def run(self, step: int, index: int, bound: Bound) -> tuple[int, Bound]:
        """Match the steps from ``step`` on at token ``index``.

        Returns:
            The token after the match and the captures, or −1 and nothing.
        """
        steps = self.steps
        while step < len(steps):
            item, single, probe, _ = steps[step]
            if single:
                assert isinstance(item, Word)
                if not self._fits(probe, index):
                    return -1, ()
                if item.names:
                    assert probe is not None
                    bound = (*bound, (item.names, index, index + 1, probe.fit(self.tokens[index])))
                index += 1
            elif isinstance(item, Stretch):
                end = self._stretch_end(index)
                if end < 0:
                    return -1, ()
                bound = (*bound, (item.names, index, end, True))
                index = end
            elif isinstance(item, Gap):
                return self._gap(item, step, index, bound)
            elif isinstance(item, Border):
                if not self._at_border(item, index):
                    return -1, ()
            else:
                return self._repeat(item, step, index, bound)
            step += 1
        return index, bound

    def _fits(self, probe: Probe | None, index: int) -> bool:
        if index >= self.last or probe is None:
            return False
        token = self.tokens[index]
        if token.mask and token.mask not in self.open_masks:
            return False
        fit = probe.fit(token)
        if fit is True or fit is False:
            return fit
        self.doubted = True
        if self.mode == "any":
            return True
        if self.mode == "all":
            return False
        return bool(fit >> self.analysis.chosen(index) & 1)

    def _gap(self, gap: Gap, step: int, index: int, bound: Bound) -> tuple[int, Bound]:
        following = self.steps[step + 1] if step + 1 < len(self.steps) else None
        single = following is not None and following.single
        probe = following.probe if following is not None else None
        for width in range(gap.high + 1):
            # At most places the next word does not fit: that is told before anything is built.
            if width >= gap.low and (not single or self._fits(probe, index + width)):
                passed = (*bound, ((), index, index + width, True)) if width else bound
                end, found = self.run(step + 1, index + width, passed)
                if end >= 0:
                    return end, found
            if not self._is_word(index + width):
                break
        return -1, ()

    def _stretch_end(self, index: int) -> int:
        """The token after the deadline that begins at ``index``, or −1."""
        if index >= self.last:
            return -1
        found = deadline_ends(self.analysis, self.analysis.sentence_of[index])
        end = found.get(index, -1)
        for token in self.tokens[index:end] if end > 0 else ():
            if token.mask and token.mask not in self.open_masks:
                return -1
        return end

    def _is_word(self, index: int) -> bool:
        if index >= self.last:
            return False
        token = self.tokens[index]
        return token.type in WORD_TYPES and (not token.mask or token.mask in self.open_masks)

    def _repeat(self, item: Word, step: int, index: int, bound: Bound) -> tuple[int, Bound]:
        current = self.steps[step]
        ends: list[int] = []
        position = index
        while len(ends) < item.high:
            if ends:
                for _ in range(MOST_SKIPPED):
                    if self._fits(current.probe, position):
                        break
                    if not any(self._fits(skip, position) for skip in current.skip):
                        break
                    position += 1
            if not self._fits(current.probe, position):
                break
            position += 1
            ends.append(position)
        for count in range(len(ends), item.low - 1, -1):
            end_of_run = ends[count - 1]
            named = (*bound, (item.names, index, end_of_run, True)) if item.names else bound
            end, found = self.run(step + 1, end_of_run, named)
            if end >= 0:
                return end, found
        if self.mode == "any" and current.skip:
            self.undecided |= self._could_repeat(current, item.low, index)
        return -1, ()

    def _could_repeat(self, step: Step, low: int, index: int) -> bool:
        """Whether enough words fit in a row if those that fit the skip too may be passed over."""
        count = 0
        while count < low:
            if self._fits(step.probe, index):
                count += 1
            elif not any(self._fits(skip, index) for skip in step.skip):
                return False
            index += 1
        return True

    def _at_border(self, border: Border, index: int) -> bool:
        rest = range(index, self.last) if border.end else range(self.first, index)
        return all(self.tokens[place].type not in WORD_TYPES for place in rest)
