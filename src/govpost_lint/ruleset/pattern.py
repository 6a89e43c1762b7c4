"""What a pattern is made of: conditions on one token, gaps and anchors in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

MOST_GAP = 10
"""Widest gap in words; a wider one pairs words that have nothing to do with each other."""

MOST_EXPANSIONS = 64
"""Most plain sequences that alternation and optional parts of one pattern may unfold to."""

MOST_REPEATS = 12
"""Most repetitions of one token (``count``)."""

MOST_SKIPPED = 3
"""Most words that ``skip`` passes over before one repetition."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What one token must be; all parts hold for one and the same reading.

    Attributes:
        forms: normalised word forms or punctuation, one of which it is.
        lemmas: lemma keys (ё as е), one of which a reading has.
        lists: names of word lists, in one of which a reading's lemma stands.
        pos: parts of speech, one of which a reading has.
        grams: alternatives; of one, all grammemes must be there («!» before one: must not).
        regex: searched in the normalised form.
        types: token types (number, punctuation, word …), one of which it is.
        case: ``title``, ``upper`` or ``lower`` letters of the source; empty: any.
        known: whether the dictionary must know the word; ``None``: either.
        exclude: what the same token and reading must not be.
    """

    forms: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    pos: tuple[str, ...] = ()
    grams: tuple[str, ...] = ()
    regex: str = ""
    types: tuple[str, ...] = ()
    case: str = ""
    known: bool | None = None
    exclude: Condition | None = None

    @property
    def asks_reading(self) -> bool:
        """Whether morphology is needed to decide."""
        return bool(
            self.lemmas
            or self.lists
            or self.pos
            or self.grams
            or (self.exclude is not None and self.exclude.asks_reading)
        )


@dataclass(frozen=True, slots=True)
class Word:
    """One token, or ``low`` to ``high`` in a row.

    Each but the first may stand after at most ``MOST_SKIPPED`` words that fit one of ``skip``.
    """

    condition: Condition
    names: tuple[str, ...] = ()
    low: int = 1
    high: int = 1
    skip: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """``low`` to ``high`` words, whatever they are; the fewest that fit."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """One or more tokens that the language layer finds as a whole; ``kind``: ``deadline``."""

    kind: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Border:
    """The start or the end of a sentence."""

    end: bool


Item = Word | Stretch | Gap | Border
Sequence = tuple[Item, ...]


def conditions(sequence: Sequence) -> Iterator[Condition]:
    """Yield every condition of ``sequence``, those of ``skip`` and ``exclude`` too."""
    for item in sequence:
        if isinstance(item, Word):
            for condition in (item.condition, *item.skip):
                yield condition
                if condition.exclude is not None:
                    yield condition.exclude


def captures(sequence: Sequence) -> frozenset[str]:
    """Return the names that ``sequence`` captures."""
    named = (item for item in sequence if isinstance(item, (Word, Stretch)))
    return frozenset(name for item in named for name in item.names)


def to_plain(sequence: Sequence) -> tuple[tuple[object, ...], ...]:
    """Return ``sequence`` as plain tuples, as the plan cache stores it.

    Fields at the end of a tuple that have their default are left out: most of them do, and they
    would make three quarters of the plan.
    """
    plain: list[tuple[object, ...]] = []
    for item in sequence:
        if isinstance(item, Word):
            skip = tuple(_condition_to_plain(condition) for condition in item.skip)
            condition = _condition_to_plain(item.condition)
            plain.append(trimmed(("word", condition, item.names, item.low, item.high, skip), _WORD))
        elif isinstance(item, Stretch):
            plain.append(("stretch", item.kind, item.names))
        elif isinstance(item, Gap):
            plain.append(("gap", item.low, item.high))
        else:
            plain.append(("border", item.end))
    return tuple(plain)


def from_plain(plain: tuple[tuple[Any, ...], ...]) -> Sequence:
    """Return the sequence that ``to_plain`` made ``plain`` of."""
    items: list[Item] = []
    for kind, *parts in plain:
        if kind == "word":
            condition, *rest = parts
            made = _condition_from_plain(condition)
            if len(rest) == len(_WORD) - 2:
                rest[-1] = tuple(_condition_from_plain(part) for part in rest[-1])
            items.append(Word(made, *rest))
        elif kind == "stretch":
            items.append(Stretch(*parts))
        elif kind == "gap":
            items.append(Gap(*parts))
        else:
            items.append(Border(*parts))
    return tuple(items)


_WORD = (None, None, (), 1, 1, ())
"""The plain form of a word with everything that may be left out."""


def trimmed(plain: tuple[Any, ...], defaults: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return ``plain`` without the fields at its end that are as in ``defaults``."""
    length = len(plain)
    while length and plain[length - 1] == defaults[length - 1]:
        length -= 1
    return plain[:length]


def _condition_to_plain(condition: Condition) -> tuple[object, ...]:
    exclude = condition.exclude
    plain = (
        *(getattr(condition, name) for name in _CONDITION_FIELDS[:-1]),
        None if exclude is None else _condition_to_plain(exclude),
    )
    return trimmed(plain, _CONDITION_DEFAULTS)


def _condition_from_plain(plain: tuple[Any, ...]) -> Condition:
    if len(plain) == len(_CONDITION_FIELDS):
        plain = (*plain[:-1], _condition_from_plain(plain[-1]))
    return Condition(*plain)


_CONDITION_FIELDS = tuple(field.name for field in fields(Condition))
_CONDITION_DEFAULTS = tuple(field.default for field in fields(Condition))
