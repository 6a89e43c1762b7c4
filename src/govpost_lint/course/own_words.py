"""What of a work its student wrote: neither heaps of words nor lists, nor what was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from govpost_lint.course.prose import (
    Place,
    Prose,
    Triple,
    copied_runs,
    lists_of,
    triples_of,
    words_of,
    words_within,
)
from govpost_lint.text.analysis import Analysis

_HEAPED = 0.15
"""Above this share of heaped words a person must look at the work."""

_PASSAGE = 8
"""Words in a row that were given: a copied passage, not a date or a name."""


def written_words(
    analyses: Sequence[Analysis],
    prose: Sequence[Prose],
    places: Sequence[dict[str, list[Place]]],
    passages: Sequence[Sequence[Place]],
) -> int:
    """Return how many words are no heaps, no lists of the parts and not copied.

    Else a short work would grow by a list of the parts, or by the task pasted below it.
    """
    return sum(
        one.own - words_within(analysis, [*lists_of(one, parts), *copied], one.heaps)
        for analysis, one, parts, copied in zip(analyses, prose, places, passages, strict=True)
        if one.own
    )


def own_lengths(
    analyses: Sequence[Analysis], prose: Sequence[Prose], task: frozenset[Triple]
) -> list[int]:
    """Return the words of each text, at least 1, that are no heaps and not pasted from ``task``."""
    copied = copied_passages(analyses, task, copied=1.0, most=0.0)
    return [
        max(1, one.own - words_within(analysis, passages, one.heaps))
        for analysis, one, passages in zip(analyses, prose, copied, strict=True)
    ]


def copied_share(analyses: Sequence[Analysis], given: frozenset[Triple]) -> float:
    """Return the share of word triples that stand in what was given, 0 … 1."""
    triples = [triple for analysis in analyses for triple in triples_of(words_of(analysis))]
    return sum(triple in given for triple in triples) / len(triples) if triples else 0.0


def copied_passages(
    analyses: Sequence[Analysis], given: frozenset[Triple], copied: float, most: float | None
) -> list[list[Place]]:
    """Return the passages of each text that a work should not have copied.

    Args:
        analyses: of the texts; given: word triples of the task and its source.
        copied: from ``copied_share``; most: the share that may be copied, ``None``: any.
    """
    if most is None or copied <= most:
        return [[] for _ in analyses]
    return [
        [
            (start, end)
            for start, end, words in copied_runs(words_of(analysis), given)
            if words >= _PASSAGE
        ]
        for analysis in analyses
    ]


def all_heaped(prose: Prose) -> Prose:
    """Return what repeats another text as a whole: none of its words counts."""
    return replace(prose, heaped=prose.words)


def foreign_reason(prose: Sequence[Prose]) -> str:
    """Return why a work is not Russian: that of most of its words."""
    strange = [one for one in prose if one.foreign]
    if 2 * sum(one.words for one in strange) < sum(one.words for one in prose) or not strange:
        return ""
    return max(strange, key=lambda one: one.words).foreign


def heaped_reason(prose: Sequence[Prose]) -> str:
    """Return why a person must look at a work: too many of its words make no sentences."""
    words, heaped = sum(one.words for one in prose), sum(one.heaped for one in prose)
    if heaped <= _HEAPED * words:
        return ""
    return f"набор слов: {heaped} из {words} не складываются в предложения или повторяются"
