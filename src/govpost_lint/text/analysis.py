"""A text analysed once for all rules: tokens, sentences and, where asked for, readings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from govpost_lint.text.markup import TYPE_MASKS, Mask, find_masks
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import Reading
from govpost_lint.text.sentences import sentence_spans
from govpost_lint.text.tagger import Tagger, Tagging, is_imperative
from govpost_lint.text.tokenizer import WORD_TYPES, Token, tokenize

if TYPE_CHECKING:
    from govpost_lint.text.deadlines.words import Item

_READABLE = frozenset({"word", "abbreviation"})
_MOST_TAGGED = 400
"""A longer «sentence» is a table or a dump: its words keep their likeliest reading."""


class Sentence(NamedTuple):
    """Tokens ``first`` (included) to ``last`` (excluded); offsets ``start``, ``end``; its line."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int


_Tagged = tuple[list[str], list[tuple[Reading, ...]], Tagging | None]
"""The words of a sentence, their readings and the choice among them."""


class Analysis:
    """Tokens, sentences, paragraphs and readings of one text.

    Sentences are cut on demand: most comments of readers hold nothing that a rule asks about. So
    are readings and the choice among them made, sentence by sentence.

    Args:
        text: the whole source text.
        body_start: where the body begins, after front matter.

    Attributes:
        tokens: all tokens of the body but Markdown marks, in order.
        masks: masked spans, in order.
        deadline_items, deadline_ends: what ``deadlines`` read and found, by sentence.
    """

    __slots__ = (
        "_body",
        "_chosen",
        "_closed",
        "_lowered",
        "_morphology",
        "_readings",
        "_sentence_of",
        "_sentences",
        "_tagged",
        "body_start",
        "deadline_ends",
        "deadline_items",
        "masks",
        "text",
        "tokens",
    )

    def __init__(self, text: str, body_start: int = 0) -> None:
        self.text = text
        self.body_start = body_start
        self.masks = find_masks(text, body_start)
        self.tokens: list[Token] = _masked_tokens(text, body_start, self.masks)
        self._sentences: list[Sentence] | None = None
        self._sentence_of: list[int] | None = None
        self._closed: dict[frozenset[str], list[tuple[int, int]]] = {}
        self._body: str | None = None
        self._lowered: str | None = None
        self._readings: list[tuple[Reading, ...]] | None = None
        self._chosen: dict[int, int] = {}
        self._tagged: dict[int, _Tagged] = {}
        self.deadline_items: dict[int, list[Item]] = {}
        self.deadline_ends: dict[int, dict[int, int]] = {}
        self._morphology = get_morphology()

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences that hold a token; a paragraph is a line of the source."""
        if self._sentences is None:
            self._sentences = self._split_sentences()
        return self._sentences

    @property
    def sentence_of(self) -> list[int]:
        """For each token the index of its sentence."""
        if self._sentence_of is None:
            self._sentence_of = [
                number
                for number, sentence in enumerate(self.sentences)
                for _ in range(sentence.first, sentence.last)
            ]
        return self._sentence_of

    def _split_sentences(self) -> list[Sentence]:
        position, paragraph, seen = 0, 0, self.body_start
        tokens, text = self.tokens, self.text
        found: list[Sentence] = []
        for start, end in sentence_spans(text, self.body_start):
            first = position
            while position < len(tokens) and tokens[position].start < end:
                position += 1
            if position == first:
                continue
            if found and "\n" in text[seen:start]:
                paragraph += 1
            seen = end
            found.append(
                Sentence(first, position, tokens[first].start, tokens[position - 1].end, paragraph)
            )
        return found

    def closed_spans(self, open_masks: frozenset[str]) -> list[tuple[int, int]]:
        """Return the masked stretches but those of ``open_masks`` and Markdown marks.

        In order, those that overlap joined.
        """
        found = self._closed.get(open_masks)
        if found is None:
            through = open_masks | {"markup"}
            found = [(m.start, m.end) for m in self.masks if m.kind not in through]
            found += [
                (token.start, token.end)
                for token in self.tokens
                if token.mask in TYPE_MASKS.values() and token.mask not in through
            ]
            found = self._closed[open_masks] = joined_spans(found)
        return found

    @property
    def body(self) -> str:
        """The text after front matter."""
        if self._body is None:
            self._body = self.text[self.body_start :]
        return self._body

    @property
    def lowered(self) -> str:
        """The source text in lower case, for quick tests."""
        if self._lowered is None:
            self._lowered = self.text.lower()
        return self._lowered

    @property
    def words(self) -> int:
        """Number of words: words, numbers and abbreviations outside front matter and code."""
        return sum([t.type in WORD_TYPES and t.mask != "code" for t in self.tokens])

    @property
    def all_readings(self) -> list[tuple[Reading, ...]]:
        """All readings of each token, likeliest first; none for what is no word."""
        if self._readings is None:
            of_form = self._morphology.readings
            self._readings = [of_form(t.form) if t.type in _READABLE else () for t in self.tokens]
        return self._readings

    def readings(self, index: int) -> tuple[Reading, ...]:
        """Return all readings of token ``index``, likeliest first; none for what is no word."""
        return self.all_readings[index]

    def citation(self, index: int, reading: Reading) -> str:
        """Return the dictionary form of token ``index`` under ``reading``, as people name it."""
        return self._morphology.citation(self.tokens[index].form, reading)

    def known(self, index: int) -> bool:
        """Whether the dictionary knows token ``index``."""
        token = self.tokens[index]
        return token.type in _READABLE and self._morphology.known(token.form)

    def chosen(self, index: int) -> int:
        """Return the number of the reading that fits token ``index`` in its sentence, or −1."""
        choice = self._chosen.get(index)
        if choice is None:
            choice = self._chosen[index] = self._choose(index)
        return choice

    def _choose(self, index: int) -> int:
        number = self.sentence_of[index]
        tagged = self._tagged.get(number)
        if tagged is None:
            tagged = self._tagged[number] = self._start(self.sentences[number])
        words, readings, tagging = tagged
        place = index - self.sentences[number].first
        if tagging is None:
            return 0 if readings[place] else -1
        choice = tagging.choice(place)
        impr = next((n for n, r in enumerate(readings[place]) if "impr" in r.grammemes), -1)
        if impr >= 0 and is_imperative(words, readings, {place: choice}, place):
            return impr
        return choice

    def _start(self, sentence: Sentence) -> _Tagged:
        words = [token.text for token in self.tokens[sentence.first : sentence.last]]
        readings = self.all_readings[sentence.first : sentence.last]
        tagging = _tagger().start(words, readings) if len(words) <= _MOST_TAGGED else None
        return words, readings, tagging

    def lemmas(self, start: int, end: int) -> tuple[str, ...]:
        """Return the likeliest lemma of each token in a stretch of the text, offsets in it.

        What is no word stands as it is written, in lower case.
        """
        first = bisect_left(self.tokens, start, key=lambda token: token.start)
        last = bisect_left(self.tokens, end, key=lambda token: token.start)
        words = ((self.readings(index), self.tokens[index].form) for index in range(first, last))
        return tuple(readings[0].key if readings else form for readings, form in words)

    def chosen_reading(self, index: int) -> Reading | None:
        """Return the reading of token ``index`` in its sentence; none for what is no word."""
        number = self.chosen(index)
        return self.readings(index)[number] if number >= 0 else None


_loaded_tagger: Tagger | None = None


def _tagger() -> Tagger:
    global _loaded_tagger
    if _loaded_tagger is None:
        _loaded_tagger = Tagger.load()
    return _loaded_tagger


def joined_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def analyze(text: str, body_start: int = 0) -> Analysis:
    """Analyse ``text`` from ``body_start`` on. Never raises, whatever the text holds."""
    return Analysis(text, body_start)


def _masked_tokens(text: str, body_start: int, masks: Sequence[Mask]) -> list[Token]:
    """Tokens of the body; those inside masked spans carry its kind, Markdown marks are left out."""
    tokens: list[Token] = []
    cursor = body_start
    for start, end, kind in [*masks, Mask(len(text), len(text), "")]:
        tokens.extend(tokenize(text, cursor, start))
        if kind in {"quotes", "links", "code"}:
            tokens.extend(tokenize(text, start, end, kind))
        cursor = max(cursor, end)
    return tokens
