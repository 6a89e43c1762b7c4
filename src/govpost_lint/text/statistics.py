"""Numbers of a text that ``measure`` rules use: lengths, counts and readability.

Readability: the five formulas that infoculture/plainrussian adapted to Russian (CC0,
api/textmetric/metric.py) and their mean as «year of study». A word is a token with a vowel, a
syllable is a vowel, a complex word has more than four syllables.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType

from govpost_lint.model import Span
from govpost_lint.text.analysis import Analysis, Sentence
from govpost_lint.text.reading import Reading
from govpost_lint.text.tokenizer import WORD_TYPES, Token

COMPLEX_SYLLABLES = 4
"""A word of more syllables is complex (plainrussian, ``COMPLEX_SYL_FACTOR``)."""

_VOWEL = re.compile("[аеёиоуыэюя]")
_VERBAL = frozenset({"verb", "inf", "gerund", "pred"})
_NAMES = frozenset({"name", "surn", "patr", "geox"})
NOTHING: Mapping[str, float] = MappingProxyType({})


@lru_cache(maxsize=50_000)
def syllables(form: str) -> int:
    """Return the number of syllables (vowels) of a lower-case word form."""
    return len(_VOWEL.findall(form))


def readability(
    words: int, sentences: int, letters: int, syllable_count: int, complex_words: int
) -> dict[str, float]:
    """Return the five adapted formulas and their mean ``reading_grade``, in years of study.

    Args:
        words, sentences, letters, syllable_count, complex_words: counts, 0 or more; without words
            everything is 0.
    """
    if not words or not sentences:
        return dict.fromkeys(
            ("flesch_kincaid", "coleman_liau", "smog", "dale_chall", "ari", "reading_grade"), 0.0
        )
    per_sentence, per_word = words / sentences, letters / words
    grades = {
        "flesch_kincaid": 0.318 * per_sentence + 14.2 * syllable_count / words - 30.5,
        "coleman_liau": 5.5 * per_word - 35.0 * sentences / words - 20.33,
        "smog": 1.1 * math.sqrt(64.6 / sentences * complex_words) + 0.05,
        "dale_chall": 55.2 * complex_words / words + 0.273 * per_sentence,
        "ari": 6.26 * per_word + 0.2805 * per_sentence - 31.04,
    }
    grades["reading_grade"] = sum(grades.values()) / len(grades)
    return grades


class Statistics(Mapping[str, float]):
    """The built-in values of formulas for a range of tokens, each computed when first asked for.

    Args:
        analysis: the text.
        first, last: range of tokens (``last`` excluded); whole sentences.
        known: further values that the text does not tell.
    """

    def __init__(
        self, analysis: Analysis, first: int, last: int, known: Mapping[str, float] = NOTHING
    ) -> None:
        self._analysis = analysis
        self._first, self._last = first, last
        self._known = dict(known)

    def __getitem__(self, name: str) -> float:
        value = self._known.get(name)
        if value is None:
            value = self._known[name] = float(_COMPUTED[name](self))
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(_COMPUTED)

    def __len__(self) -> int:
        return len(_COMPUTED)

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of the range outside code."""
        tokens = self._analysis.tokens[self._first : self._last]
        return [token for token in tokens if token.mask != "code"]

    @cached_property
    def types(self) -> Counter[str]:
        """How many tokens of each type there are."""
        return Counter([token.type for token in self.tokens])

    @cached_property
    def spoken(self) -> list[Token]:
        """The words that have a vowel."""
        return [token for token in self.tokens if token.type == "word" and syllables(token.form)]

    @cached_property
    def syllables(self) -> list[int]:
        """Syllables of each word that has a vowel."""
        return [syllables(token.form) for token in self.spoken]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of the range."""
        everything = self._analysis.sentences
        first = bisect_left(everything, self._first, key=lambda sentence: sentence.first)
        last = bisect_right(everything, self._last, key=lambda sentence: sentence.last)
        return everything[first:last]

    @cached_property
    def lengths(self) -> list[int]:
        """Words in each sentence that has any."""
        tokens = self._analysis.tokens
        are_words = [token.type in WORD_TYPES for token in tokens[self._first : self._last]]
        first = self._first
        counts = (sum(are_words[s.first - first : s.last - first]) for s in self.sentences)
        return [count for count in counts if count]

    @cached_property
    def readings(self) -> list[Reading]:
        """The likeliest reading of each word.

        Sums over a text hardly differ from those of the readings chosen in context (1 % on city
        posts and on official documents), and to choose in every sentence would cost more than
        everything else.
        """
        analysis, part = self._analysis, slice(self._first, self._last)
        found = zip(analysis.tokens[part], analysis.all_readings[part], strict=True)
        return [readings[0] for token, readings in found if readings and token.type == "word"]

    def count(self, *types: str) -> int:
        """Return the number of tokens of these types."""
        return sum(self.types[name] for name in types)

    def paragraphs(self) -> int:
        """Return the number of lines that hold a sentence."""
        return len({sentence.paragraph for sentence in self.sentences})

    def punctuation(self, sign: str) -> int:
        """Return the number of punctuation tokens that hold ``sign``."""
        return sum(token.type == "punctuation" and sign in token.form for token in self.tokens)

    def source(self) -> str:
        """Return the text of the range."""
        tokens = self.tokens
        return self._analysis.text[tokens[0].start : tokens[-1].end] if tokens else ""

    @cached_property
    def grades(self) -> dict[str, float]:
        """The readability formulas and their mean."""
        return readability(
            len(self.spoken),
            len(self.lengths),
            int(self["letters"]),
            int(self["syllables"]),
            int(self["complex_words"]),
        )


@lru_cache(maxsize=50_000)
def _letters_of(form: str) -> int:
    return sum(map(str.isalpha, form))


_COMPUTED: dict[str, Callable[[Statistics], float]] = {
    "words": lambda s: s.count(*WORD_TYPES),
    "sentences": lambda s: len(s.lengths),
    "paragraphs": lambda s: s.paragraphs(),
    "chars": lambda s: len(s.source()),
    "letters": lambda s: sum(_letters_of(token.form) for token in s.spoken),
    "syllables": lambda s: sum(s.syllables),
    "complex_words": lambda s: sum(number > COMPLEX_SYLLABLES for number in s.syllables),
    "links": lambda s: s.count("link"),
    "hashtags": lambda s: s.count("hashtag"),
    "mentions": lambda s: s.count("mention"),
    "emoji": lambda s: s.count("emoji"),
    "numbers": lambda s: s.count("number", "phone"),
    "questions": lambda s: s.punctuation("?"),
    "exclamations": lambda s: s.punctuation("!"),
    "caps": lambda s: sum(len(t.text) > 3 and t.text.isupper() for t in s.spoken),
    "rhythm": lambda s: _variation(s.lengths),
    "most_repeated_emoji": lambda s: _most_repeated(s.tokens),
    "longest_run": lambda s: max((len(line) for line in s.source().split("\n")), default=0),
    "verbs": lambda s: sum(_is_verb(r) for r in s.readings),
    "nouns": lambda s: sum(r.pos == "noun" for r in s.readings),
    "names": lambda s: sum(bool(r.grammemes & _NAMES) for r in s.readings),
    "flesch_kincaid": lambda s: s.grades["flesch_kincaid"],
    "coleman_liau": lambda s: s.grades["coleman_liau"],
    "smog": lambda s: s.grades["smog"],
    "dale_chall": lambda s: s.grades["dale_chall"],
    "ari": lambda s: s.grades["ari"],
    "reading_grade": lambda s: s.grades["reading_grade"],
}


_OF_THE_WHOLE = frozenset({"rhythm", *readability(0, 0, 0, 0, 0)})
"""Values that may be greater in a part of a text than in the whole."""
_OF_CHARACTERS = frozenset({"chars", "letters", "syllables", "longest_run"})
"""Values of which each character of a text adds 1 at most; to the rest each token does."""


class Parts:
    """The sentences or paragraphs of a text, each with its values when they are asked for.

    Args:
        analysis: the text.
        ranges: first token and token after the last of each part.
        known: as in ``Statistics``.
    """

    def __init__(
        self, analysis: Analysis, ranges: Sequence[tuple[int, int]], known: Mapping[str, float]
    ) -> None:
        self._tokens = analysis.tokens
        self._analysis = analysis
        self._ranges = ranges
        self._known = known

    @cached_property
    def values(self) -> list[tuple[Span, Statistics]]:
        """Span and values of each part that holds a word."""
        tokens = self._tokens
        return [
            (
                Span(tokens[first].start, tokens[last - 1].end),
                Statistics(self._analysis, first, last, self._known),
            )
            for first, last in self._ranges
            if any(token.type in WORD_TYPES for token in tokens[first:last])
        ]

    def most(self, name: str) -> float:
        """Return what the value ``name`` of no part exceeds, told without computing any."""
        if name not in _COMPUTED or name in _OF_THE_WHOLE:
            return math.inf
        return self._most_characters if name in _OF_CHARACTERS else self._most_tokens

    @cached_property
    def _most_characters(self) -> float:
        tokens = self._tokens
        return float(
            max((tokens[last - 1].end - tokens[first].start for first, last in self._ranges),
                default=0)
        )  # fmt: skip

    @cached_property
    def _most_tokens(self) -> float:
        return float(max((last - first for first, last in self._ranges), default=0))


def _is_verb(reading: Reading) -> bool:
    return reading.pos in _VERBAL or (reading.pos == "short" and "pssv" in reading.grammemes)


def _variation(lengths: list[int]) -> float:
    """Coefficient of variation of sentence lengths; 1 below six, where it says nothing."""
    if len(lengths) < 6:
        return 1.0
    mean = sum(lengths) / len(lengths)
    return math.sqrt(sum((length - mean) ** 2 for length in lengths) / len(lengths)) / mean


def _most_repeated(tokens: Iterable[Token]) -> int:
    counts = Counter(token.form for token in tokens if token.type == "emoji")
    return max(counts.values(), default=0)
