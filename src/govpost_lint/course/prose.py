"""What kind of text a work is: its own words, heaps of words, repeats, its language, copied parts.

None of it judges style: it tells writing from what only looks like writing to a program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govpost_lint.text.analysis import Analysis, Sentence, analyze
from govpost_lint.text.tokenizer import WORD_TYPES, Token

_PREDICATES = frozenset({"verb", "inf", "short", "pred", "comp", "gerund"})
_FUNCTION = frozenset({"prep", "conj", "pron", "particle"})
_LONG = 8
"""Words: a sentence so long without a predicate and without a function word is no
sentence, unless it holds numbers or foreign names: «2009, № 25, ст. 3067»."""

_SHORT_PIECE = 3.2
_SHORTEST_PIECE = 2.2
_FEWEST_PIECES = 5
_FEWEST_WORDS = 10
_FEWEST_WITH_VERBS = 15
_MANY_BARE = 0.45
_ALL_BARE = 0.95
_MANY_REPEATS = 0.25
"""A run of sentences is a list of words where pieces between commas and full stops have so few
words on the mean, in so many pieces: ``_SHORT_PIECE`` where such a share of words comes again or
all pieces lack a predicate, ``_SHORTEST_PIECE`` where many of them do. Posts in short lively
sentences stay above: of 500 texts six have such a run, most of them enumerate a dozen names."""

_REPEATED = 3
"""Words: a shorter sentence may come again («Спасибо!»); times a noun may stand in a sentence."""

_OPEN_SIGNS = frozenset({":", "—"})
"""A sentence with one of these may do without a verb: «Телефон: 112», «Вход — со двора»."""

_FOREIGN = frozenset("іїєґў")
_FEWEST_KNOWN = 0.55
_FEWEST_CYRILLIC = 0.6
_NAMED_IN_LISTS = 3

Triple = tuple[str, str, str]
Place = tuple[int, int]
"""Start and end, in code points."""


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
    heaps: tuple[Place, ...]
    bare: tuple[Place, ...]
    foreign: str

    @property
    def own(self) -> int:
        """Words that count for the length of a work."""
        return self.words - self.heaped


def prose_of(analysis: Analysis) -> Prose:
    """Look at a text sentence by sentence."""
    seen: set[tuple[str, ...]] = set()
    heaps: set[Sentence] = set()
    bare: list[list[Sentence]] = [[]]
    chopped: list[list[Sentence]] = [[]]
    for sentence in analysis.sentences:
        words = words_of(analysis, sentence.first, sentence.last)
        if not words:
            continue
        lacks = _lacks_predicate(analysis, sentence.first, sentence.last)
        if lacks:
            bare[-1].append(sentence)
        else:
            bare.append([])
        if _is_chopped(analysis, sentence, words):
            chopped[-1].append(sentence)
        else:
            chopped.append([])
        forms = tuple(token.form for token in words)
        again = len(forms) > _REPEATED and forms in seen
        seen.add(forms)
        if again or _is_heap(analysis, sentence, words, lacks):
            heaps.add(sentence)
    for run in chopped:
        if _is_list(analysis, run):
            heaps.update(run)
    return Prose(
        words=analysis.words,
        heaped=sum(len(words_of(analysis, sentence.first, sentence.last)) for sentence in heaps),
        heaps=tuple((sentence.start, sentence.end) for sentence in sorted(heaps)),
        bare=tuple((run[0].start, run[-1].end) for run in bare if run),
        foreign=_foreign(analysis),
    )


def _lacks_predicate(analysis: Analysis, first: int, last: int) -> bool:
    """Whether no word can be what the tokens say: verb, short form, «нельзя», «лучше» …"""
    for index in range(first, last):
        reading = analysis.chosen_reading(index)
        if reading is not None and reading.pos in _PREDICATES:
            return False
        if analysis.tokens[index].form == "нет":
            return False
    return True


def _pieces(analysis: Analysis, sentence: Sentence) -> list[tuple[int, int]]:
    """Return the ranges of tokens between commas that hold a word."""
    borders = [
        index
        for index in range(sentence.first, sentence.last)
        if analysis.tokens[index].form in (",", ";")
    ]
    ranges = pairwise([sentence.first, *borders, sentence.last])
    return [(first, last) for first, last in ranges if words_of(analysis, first, last)]


def _is_chopped(analysis: Analysis, sentence: Sentence, words: list[Token]) -> bool:
    """Whether a sentence is short pieces; «14 апреля — улица Мира» is a line of a table."""
    tokens = analysis.tokens[sentence.first : sentence.last]
    if any(token.form in _OPEN_SIGNS for token in tokens):
        return False
    return len(words) <= _SHORT_PIECE * len(_pieces(analysis, sentence)) + 1


def _is_list(analysis: Analysis, run: list[Sentence]) -> bool:
    pieces = [piece for sentence in run for piece in _pieces(analysis, sentence)]
    words = sum(len(words_of(analysis, sentence.first, sentence.last)) for sentence in run)
    few = len(pieces) < _FEWEST_PIECES or words < _FEWEST_WORDS
    if few or words > _SHORT_PIECE * len(pieces):
        return False
    bare = sum(_lacks_predicate(analysis, first, last) for first, last in pieces)
    shortest = words <= _SHORTEST_PIECE * len(pieces)
    if bare >= (_MANY_BARE if shortest else _ALL_BARE) * len(pieces):
        return True
    lemmas = [
        reading.lemma
        for sentence in run
        for index in range(sentence.first, sentence.last)
        if (reading := analysis.chosen_reading(index)) is not None
        and reading.pos in ("noun", "verb", "adj", "inf")
    ]
    repeats = len(lemmas) - len(set(lemmas))
    return words >= _FEWEST_WITH_VERBS and repeats >= _MANY_REPEATS * max(len(lemmas), 1)


def _is_heap(
    analysis: Analysis, sentence: Sentence, words: list[Token], lacks_predicate: bool
) -> bool:
    """Whether a sentence has nothing that ties its words, or says one word over and over."""
    lemmas: Counter[str] = Counter()
    ties = 0
    for index in range(sentence.first, sentence.last):
        reading = analysis.chosen_reading(index)
        if reading is None:
            continue
        ties += reading.pos in _FUNCTION
        if reading.pos in ("noun", "verb", "adj"):
            lemmas[reading.lemma] += 1
    most = max(lemmas.values(), default=0)
    if most > _REPEATED and most >= _MANY_REPEATS * len(words):
        return True
    plain = all(token.type == "word" and token.form[0] > "z" for token in words)
    return plain and lacks_predicate and not ties and len(words) >= _LONG


def _foreign(analysis: Analysis) -> str:
    """Return why a text is not Russian; judged by letters, then by the dictionary."""
    spoken = [token for token in analysis.tokens if token.type == "word" and not token.mask]
    letters = [char for token in spoken for char in token.form if char.isalpha()]
    cyrillic = [char for char in letters if "а" <= char <= "я"]
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


def only_listed(prose: Prose, parts: dict[str, list[Place]]) -> set[str]:
    """Return the parts that are only named in a heap or a list of words, not said in a sentence.

    Args:
        prose: the text; parts: places of each part in it.
    """
    heaps = [*lists_of(prose, parts), *prose.heaps]
    return {
        name
        for name, places in parts.items()
        if places and all(around(place, heaps) is not None for place in places)
    }


def lists_of(prose: Prose, parts: dict[str, list[Place]]) -> list[Place]:
    """Return the runs without a predicate that name several parts: lists, not prose."""
    lists: dict[Place, set[str]] = {}
    for name, places in parts.items():
        for place in places:
            run = around(place, prose.bare)
            if run is not None:
                lists.setdefault(run, set()).add(name)
    return [run for run, names in lists.items() if len(names) >= _NAMED_IN_LISTS]


def words_within(analysis: Analysis, spans: Sequence[Place], beside: Sequence[Place]) -> int:
    """Return how many words stand in ``spans`` and in none of ``beside``."""
    places = [(token.start, token.end) for token in words_of(analysis)]
    return sum(around(one, spans) is not None and around(one, beside) is None for one in places)


def around(place: Place, spans: Iterable[Place]) -> Place | None:
    """Return the first of ``spans`` that holds the whole of ``place``."""
    return next((s for s in spans if s[0] <= place[0] and place[1] <= s[1]), None)


def words_of(analysis: Analysis, first: int = 0, last: int | None = None) -> list[Token]:
    """Return the words among the tokens ``first`` … ``last``, by default of the whole text."""
    return [token for token in analysis.tokens[first:last] if token.type in WORD_TYPES]


def triples_of(words: list[Token]) -> list[Triple]:
    """Return the triples of neighbouring words, one for each word but the last two."""
    pairs = list(pairwise(token.form for token in words))
    return [(first, second, third) for (first, second), (_, third) in pairwise(pairs)]


def copied_runs(words: list[Token], given: frozenset[Triple]) -> list[tuple[int, int, int]]:
    """Return the offsets and lengths in words of the stretches whose triples were all given."""
    triples = triples_of(words)
    found = []
    start: int | None = None
    for number in range(len(triples) + 1):
        copied = number < len(triples) and triples[number] in given
        if copied and start is None:
            start = number
        elif not copied and start is not None:
            found.append((words[start].start, words[number + 1].end, number + 2 - start))
            start = None
    return found


def triples_in(texts: Iterable[str]) -> frozenset[Triple]:
    """Return the word triples of plain texts."""
    return frozenset(t for text in texts for t in triples_of(words_of(analyze(text))))
