"""Near-copies: word triples that two texts share, and the passages they make. Shown, not punished.

Russian word order is free, yet three words in a row are rarely the same by chance; what the task
and its source gave to everybody does not count between students.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govpost_lint.course.gradebook import Likeness, SharedRun
from govpost_lint.course.prose import Triple, triples_in, triples_of, words_of
from govpost_lint.model import Span
from govpost_lint.text.analysis import analyze
from govpost_lint.text.tokenizer import Token

ABOVE = 0.25
"""Share of the shorter text's triples from which two texts are shown side by side."""

_SHORTEST = 5
"""Words of a passage that is worth showing."""

_FEWEST = 10
"""Triples: shorter texts say nothing."""


@dataclass(frozen=True, slots=True)
class _Text:
    name: str
    words: Sequence[Token]
    triples: Sequence[Triple]
    counted: frozenset[Triple]


def likenesses(
    works: Mapping[str, str], given: Sequence[str], source: str, earlier: Mapping[str, str]
) -> tuple[Likeness, ...]:
    """Return the pairs of texts that share much, the nearest first.

    Args:
        works: text of each student.
        given: what all students had before their eyes: task, facts, source.
        source: the text to rewrite; empty without one.
        earlier: works of earlier years, by file.
    """
    common = triples_in(given)
    own = [_text(name, text, common) for name, text in works.items()]
    old = [_text(name, text, common) for name, text in earlier.items()]
    found = [
        *_between("student", own, own),
        *_between("earlier", own, old),
        *(_of_source(own, source) if source else ()),
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, one.kind, one.first, one.second)))


def _text(name: str, text: str, common: frozenset[Triple]) -> _Text:
    words = words_of(analyze(text))
    triples = triples_of(words)
    return _Text(name, words, triples, frozenset(triples) - common)


def _between(kind: str, first: Sequence[_Text], second: Sequence[_Text]) -> Iterator[Likeness]:
    """Count by an index of triples: texts that share nothing are never compared."""
    holders: dict[Triple, list[int]] = defaultdict(list)
    for number, text in enumerate(second):
        for triple in text.counted:
            holders[triple].append(number)
    for number, text in enumerate(first):
        shared: Counter[int] = Counter()
        for triple in text.counted:
            shared.update(holders.get(triple, ()))
        for other, count in sorted(shared.items()):
            if kind == "student" and other <= number:
                continue
            shorter = min(len(text.counted), len(second[other].counted))
            if shorter >= _FEWEST and count >= ABOVE * shorter:
                yield _likeness(kind, text, second[other], count / shorter)


def _of_source(own: Sequence[_Text], source: str) -> Iterator[Likeness]:
    words = words_of(analyze(source))
    triples = triples_of(words)
    given = _Text("источник", words, triples, frozenset(triples))
    for text in own:
        everything = frozenset(text.triples)
        shared = len(everything & given.counted)
        if len(everything) >= _FEWEST and shared >= ABOVE * len(everything):
            yield _likeness("source", text, given, shared / len(everything))


def _likeness(kind: str, first: _Text, second: _Text, share: float) -> Likeness:
    return Likeness(kind, first.name, second.name, round(share, 3), tuple(_runs(first, second)))


def _runs(first: _Text, second: _Text) -> Iterator[SharedRun]:
    """Yield the longest passages of equal words, from left to right in the first text."""
    places: dict[Triple, list[int]] = defaultdict(list)
    for number, triple in enumerate(second.triples):
        places[triple].append(number)
    start = 0
    while start < len(first.triples):
        length, other = max(
            ((_length(first, second, start, one), -one) for one in places[first.triples[start]]),
            default=(0, 0),
        )
        if length >= _SHORTEST:
            yield SharedRun(_span(first, start, length), _span(second, -other, length), length)
        start += max(length, 1)


def _length(first: _Text, second: _Text, start: int, other: int) -> int:
    length = 0
    while (
        start + length < len(first.words)
        and other + length < len(second.words)
        and first.words[start + length].form == second.words[other + length].form
    ):
        length += 1
    return length


def _span(text: _Text, start: int, length: int) -> Span:
    return Span(text.words[start].start, text.words[start + length - 1].end)
