"""Which of many short texts occur in a document: the cheap test before regular expressions."""

from __future__ import annotations

from operator import add

from govpost_lint.ruleset.literals import fold_digits

_BY_FREQUENCY = " оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"

_MOST_CHUNKS = 20_000
"""Stretches of text kept: bounds memory on large histories."""

_LONGEST_CHUNK = 60
"""Characters: what is longer is no word and will not be met again."""

_NO_WORD = -1
"""Stands for the word of a text that is all blanks: every document holds it."""

_Sets = frozenset[int]


class Texts:
    """Sets of lower-case texts, each set with a number.

    A text without blanks lies inside one of the stretches between the blanks of a document. What
    such a stretch holds is found once and kept: most of them are words that many documents share.
    A text with blanks is looked for where the longest of its words, a set of its own, is met.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], int] = {}
        self._with_blanks: dict[int, dict[str, list[int]]] = {}  # set of the word → text → its sets
        self._by_pair: dict[str, dict[str, list[int]]] = {}  # by two characters: text → its sets
        self._chunks: dict[str, _Sets] = {}
        self._same: dict[_Sets, _Sets] = {}  # equal ones are kept once

    def number_of(self, texts: tuple[str, ...]) -> int:
        """Return the number of a set of texts, a new one for a new set."""
        number = self._numbers.get(texts)
        if number is None:
            number = self._numbers[texts] = len(self._numbers)
            for text in texts:
                words = text.split()
                if words == [text]:
                    pair = min(map(add, text, text[1:]), key=_commonness, default=text)
                    self._by_pair.setdefault(pair, {}).setdefault(text, []).append(number)
                else:
                    word = self.number_of((max(words, key=len),)) if words else _NO_WORD
                    self._with_blanks.setdefault(word, {}).setdefault(text, []).append(number)
        return number

    def met(self, lowered: str) -> set[int]:
        """Return the numbers of the sets of which ``lowered`` holds a text (see ``Needs``)."""
        chunks = self._chunks
        met = {_NO_WORD}
        for chunk in set(lowered.split()):
            sets = chunks.get(chunk)
            met.update(self._look_up(chunk) if sets is None else sets)
        searched = _searched(lowered)
        for word in met & self._with_blanks.keys():
            for text, numbers in self._with_blanks[word].items():
                if text in searched:
                    met.update(numbers)
        return met

    def _look_up(self, chunk: str) -> _Sets:
        found: list[int] = []
        searched = _searched(chunk)
        pairs = {*map(add, searched, searched[1:]), *searched}
        for pair in pairs & self._by_pair.keys():
            for text, numbers in self._by_pair[pair].items():
                if text in searched:
                    found.extend(numbers)
        sets = frozenset(found)
        if len(chunk) <= _LONGEST_CHUNK:
            if len(self._chunks) >= _MOST_CHUNKS:
                self._chunks.clear()
            sets = self._chunks[chunk] = self._same.setdefault(sets, sets)
        return sets


def _searched(text: str) -> str:
    """Return ``text``, and where it holds digits, the same with their stand-in behind it."""
    folded = fold_digits(text)
    return text if folded == text else f"{text} {folded}"


def _commonness(pair: str) -> int:
    return -sum(_BY_FREQUENCY.find(char) % 40 for char in pair)
