"""Numbers of a text that ``measure`` rules use: lengths, counts and readability.

Readability: the five formulas that infoculture/plainrussian adapted to Russian (CC0,
api/textmetric/metric.py) and their mean as «year of study». A word is a token with a vowel, a
syllable is a vowel, a complex word has more than four syllables.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from govpost_lint.text.analysis import Analysis
from govpost_lint.text.tokenizer import WORD_TYPES, Token

COMPLEX_SYLLABLES = 4
"""A word of more syllables is complex (plainrussian, ``COMPLEX_SYL_FACTOR``)."""

_VOWEL = re.compile("[аеёиоуыэюя]")
_VERBAL = frozenset({"verb", "inf", "gerund"})


@lru_cache(maxsize=50_000)
def syllables(form: str) -> int:
    """Return the number of syllables (vowels) of a lower-case word form."""
    return len(_VOWEL.findall(form))


def readability(words: int, sentences: int, letters: int, syllable_count: int, complex_words: int
                ) -> dict[str, float]:  # fmt: skip
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


def statistics(analysis: Analysis, first: int, last: int, *, morphology: bool) -> dict[str, float]:
    """Return the built-in values of formulas for tokens ``first`` to ``last`` (excluded).

    Args:
        analysis: the text.
        first, last: range of tokens; whole sentences.
        morphology: also count verbs, nouns and names, which needs the readings of every word.
    """
    tokens = [token for token in analysis.tokens[first:last] if token.mask != "code"]
    spans = [
        sentence
        for sentence in analysis.sentences
        if sentence.first >= first and sentence.last <= last
    ]
    lengths = [_spoken(analysis.tokens[s.first : s.last]) for s in spans]
    lengths = [length for length in lengths if length]
    spoken = [token for token in tokens if token.type == "word" and syllables(token.form)]
    counts = Counter(token.type for token in tokens)
    syllable_counts = [syllables(token.form) for token in spoken]
    letters = sum(char.isalpha() for token in spoken for char in token.form)
    complex_words = sum(count > COMPLEX_SYLLABLES for count in syllable_counts)
    start = tokens[0].start if tokens else 0
    end = tokens[-1].end if tokens else 0
    values: dict[str, float] = {
        "words": sum(token.type in WORD_TYPES for token in tokens),
        "sentences": len(lengths),
        "paragraphs": len({sentence.paragraph for sentence in spans}),
        "chars": end - start,
        "letters": letters,
        "syllables": sum(syllable_counts),
        "complex_words": complex_words,
        "links": counts["link"],
        "hashtags": counts["hashtag"],
        "mentions": counts["mention"],
        "emoji": counts["emoji"],
        "numbers": counts["number"] + counts["phone"],
        "questions": sum("?" in token.form for token in tokens if token.type == "punctuation"),
        "exclamations": sum("!" in token.form for token in tokens if token.type == "punctuation"),
        "caps": sum(len(token.text) > 3 and token.text.isupper() for token in spoken),
        "rhythm": _variation(lengths),
        "most_repeated_emoji": _most_repeated(tokens),
        "longest_run": _longest_run(analysis.text[start:end]),
        **readability(len(spoken), len(lengths), letters, sum(syllable_counts), complex_words),
        "verbs": 0,
        "nouns": 0,
        "names": 0,
    }
    if morphology:
        readings = [
            analysis.chosen_reading(index)
            for index in range(first, last)
            if analysis.tokens[index].type == "word"
        ]
        values["verbs"] = sum(r is not None and _is_verb(r.pos, r.grammemes) for r in readings)
        values["nouns"] = sum(r is not None and r.pos == "noun" for r in readings)
        names = frozenset({"name", "surn", "patr", "geox"})
        values["names"] = sum(r is not None and bool(r.grammemes & names) for r in readings)
    return values


def _is_verb(pos: str, grammemes: frozenset[str]) -> bool:
    return pos in _VERBAL or (pos == "short" and "pssv" in grammemes) or pos == "pred"


def _spoken(tokens: Iterable[Token]) -> int:
    return sum(token.type in WORD_TYPES for token in tokens)


def _variation(lengths: list[int]) -> float:
    """Coefficient of variation of sentence lengths; 1 below six, where it says nothing."""
    if len(lengths) < 6:
        return 1.0
    mean = sum(lengths) / len(lengths)
    return math.sqrt(sum((length - mean) ** 2 for length in lengths) / len(lengths)) / mean


def _most_repeated(tokens: Iterable[Token]) -> int:
    counts = Counter(token.form for token in tokens if token.type == "emoji")
    return max(counts.values(), default=0)


def _longest_run(text: str) -> int:
    """Characters of the longest stretch without a line end."""
    return max((len(line) for line in text.split("\n")), default=0)
