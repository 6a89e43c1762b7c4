"""What kind of text a work is: its own words, heaps of words, repeats, its language, copied parts.

None of it judges style: it tells writing from what only looks like writing to a program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from govpost_lint.text.analysis import Analysis, Sentence, analyze
from govpost_lint.text.tokenizer import WORD_TYPES, Token

_PREDICATES = frozenset({"verb", "inf", "short", "pred", "comp", "gerund"})
_FUNCTION = frozenset({"prep", "conj", "pron", "particle"})
_LONG = 12
"""Words: a sentence so long without a predicate, or without a function word, is no sentence."""

_FRAGMENTS = 5
"""So many sentences without a predicate in a row are a list of words, not a text."""

_REPEATED = 3
"""Words: a shorter sentence may come again («Спасибо!»); times a noun may stand in a sentence."""

_OPEN_SIGNS = frozenset({":", "—"})
"""A sentence with one of these may do without a verb: «Телефон: 112», «Вход — со двора»."""

_FOREIGN = frozenset("іїєґў")
_FEWEST_KNOWN = 0.55
_FEWEST_CYRILLIC = 0.6
_NAMED_IN_LISTS = 3

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Prose:
    """What a text is made of.

    Attributes:
        words: all words.
        heaped: words in sentences that are none, or repeat an earlier sentence.
        heaps: offsets (start, end) of such sentences.
        bare: offsets of runs of sentences without a predicate.
        foreign: why this is no Russian text; empty where it is one.
    """

    words: int
    heaped: int
    heaps: tuple[tuple[int, int], ...]
    bare: tuple[tuple[int, int], ...]
    foreign: str

    @property
    def own(self) -> int:
        """Words that count for the length of a work."""
        return self.words - self.heaped


def prose_of(analysis: Analysis) -> Prose:
    """Look at a text sentence by sentence."""
    seen: set[tuple[str, ...]] = set()
    heaps: list[Sentence] = []
    bare: list[Sentence] = []
    runs: list[list[Sentence]] = []
    for sentence in analysis.sentences:
        words = _words(analysis, sentence)
        forms = tuple(token.form for token in words)
        if len(forms) > _REPEATED and forms in seen:
            heaps.append(sentence)
            continue
        seen.add(forms)
        if not words:
            continue
        lacks = _lacks_predicate(analysis, sentence)
        if lacks:
            if not bare or bare[-1] is not _before(analysis, sentence):
                runs.append([])
            bare.append(sentence)
            runs[-1].append(sentence)
        if _is_heap(analysis, sentence, words, lacks):
            heaps.append(sentence)
    for run in runs:
        heaps += _fragments(analysis, run)
    heaps = sorted(set(heaps))
    return Prose(
        words=analysis.words,
        heaped=sum(len(_words(analysis, sentence)) for sentence in heaps),
        heaps=tuple((sentence.start, sentence.end) for sentence in heaps),
        bare=tuple((run[0].start, run[-1].end) for run in runs),
        foreign=_foreign(analysis),
    )


def _before(analysis: Analysis, sentence: Sentence) -> Sentence | None:
    number = analysis.sentence_of[sentence.first]
    return analysis.sentences[number - 1] if number else None


def _words(analysis: Analysis, sentence: Sentence) -> list[Token]:
    tokens = analysis.tokens[sentence.first : sentence.last]
    return [token for token in tokens if token.type in WORD_TYPES]


def _lacks_predicate(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether no word can be what the sentence says: verb, short form, «нельзя», «лучше» …"""
    for index in range(sentence.first, sentence.last):
        reading = analysis.chosen_reading(index)
        if reading is not None and reading.pos in _PREDICATES:
            return False
        if analysis.tokens[index].form == "нет":
            return False
    return True


def _is_heap(
    analysis: Analysis, sentence: Sentence, words: list[Token], lacks_predicate: bool
) -> bool:
    lemmas: Counter[str] = Counter()
    functions = 0
    for index in range(sentence.first, sentence.last):
        reading = analysis.chosen_reading(index)
        if reading is None:
            continue
        functions += reading.pos in _FUNCTION
        if reading.pos in ("noun", "verb", "adj"):
            lemmas[reading.lemma] += 1
    if lemmas and max(lemmas.values()) > _REPEATED:
        return True
    if len(words) < _LONG:
        return False
    return not functions or (lacks_predicate and not _is_open(analysis, sentence))


def _is_open(analysis: Analysis, sentence: Sentence) -> bool:
    tokens = analysis.tokens[sentence.first : sentence.last]
    return any(token.form in _OPEN_SIGNS or token.type in ("number", "phone") for token in tokens)


def _fragments(analysis: Analysis, run: list[Sentence]) -> list[Sentence]:
    loose = [sentence for sentence in run if not _is_open(analysis, sentence)]
    return loose if len(loose) >= _FRAGMENTS else []


def _foreign(analysis: Analysis) -> str:
    """Return why a text is not Russian; judged by letters, then by the dictionary."""
    letters = [char for char in analysis.body.lower() if char.isalpha()]
    cyrillic = [char for char in letters if "а" <= char <= "я" or char == "ё"]
    if not letters:
        return "в работе нет слов"
    share = len(cyrillic) / len(letters)
    if share < _FEWEST_CYRILLIC:
        return f"русских букв {share:.0%}: работа не на русском языке"
    strange = sum(char in _FOREIGN for char in letters)
    if strange > len(letters) / 100:
        return "работа не на русском языке"
    words = [
        index
        for index, token in enumerate(analysis.tokens)
        if token.type == "word" and token.text.islower() and len(token.form) > 2
    ]
    known = sum(analysis.known(index) for index in words)
    if len(words) >= 5 and known < _FEWEST_KNOWN * len(words):
        return f"словарь знает {known / len(words):.0%} слов: это не русский текст"
    return ""


def only_listed(prose: Prose, parts: dict[str, list[tuple[int, int]]]) -> set[str]:
    """Return the parts that are only named in a heap or a list of words, not said in a sentence.

    Args:
        prose: the text; parts: places of each part in it.
    """

    def inside(place: tuple[int, int], spans: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
        return next((s for s in spans if s[0] <= place[0] and place[1] <= s[1]), None)

    lists: dict[tuple[int, int], set[str]] = {}
    for name, places in parts.items():
        for place in places:
            run = inside(place, prose.bare)
            if run is not None:
                lists.setdefault(run, set()).add(name)
    heaps = [run for run, names in lists.items() if len(names) >= _NAMED_IN_LISTS]
    heaps += prose.heaps
    return {
        name
        for name, places in parts.items()
        if places and all(inside(place, heaps) is not None for place in places)
    }


def forms_of(analysis: Analysis) -> list[Token]:
    """Return the words of a text in order."""
    return [token for token in analysis.tokens if token.type in WORD_TYPES]


def triples_of(words: list[Token]) -> list[Triple]:
    """Return the triples of neighbouring words, one for each word but the last two."""
    pairs = list(pairwise(token.form for token in words))
    return [(first, second, third) for (first, second), (_, third) in pairwise(pairs)]


def triples_in(texts: Iterable[str]) -> frozenset[Triple]:
    """Return the word triples of plain texts."""
    return frozenset(t for text in texts for t in triples_of(forms_of(analyze(text))))
