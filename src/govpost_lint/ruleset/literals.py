"""What a regular expression cannot do without: a cheap test before the expression is run.

Compiling an expression costs a millisecond, and most drafts hold nothing that it could match.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import product
from math import prod
from typing import Any, NamedTuple

_parser = re._parser  # type: ignore[attr-defined]
_MOST = 160
"""More texts than this are not looked for: running the expression costs no more."""

_MOST_SETS = 3
_MOST_SPELLINGS = 40
_LIKELY = 2.0
"""Chance from which on to look for the texts is not worth it."""

_NOTHING = frozenset([""])
DIGIT = "\0"
"""Stands for any decimal digit in the texts of ``Needs``."""

_ANY_DIGIT = re.compile(r"\d")
_DIGIT_CLASSES = ([("CATEGORY", "CATEGORY_DIGIT")], [("RANGE", (ord("0"), ord("9")))])
_WIDEST_CLASS = 26

ORDINARY = frozenset(
    "abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
    "0123456789 \t\r\n\u00a0!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»„“”–—…№"
)
"""Characters that any post may hold; the others are worth a test of their own."""


class Needs(NamedTuple):
    """A match holds one of the lower-case texts of each set, and so many characters of ``ranges``.

    In a text with ``DIGIT`` it stands for every digit.
    Empty: unknown; ``least``: how many characters there are at least. Ranges are pairs of
    characters, both included, none of them ordinary.
    """

    sets: tuple[tuple[str, ...], ...] = ()
    ranges: tuple[tuple[str, str], ...] = ()
    least: int = 0


def needs_of(regex: str) -> Needs:
    """Return what every match of ``regex`` holds.

    Args:
        regex: a valid expression, matched without regard to letter case.
    """
    items = list(_parser.parse(regex))
    sets_of_texts = {frozenset(map(_folded, texts)) for texts in _of_sequence(items)}
    found = sorted((_chance(texts), sorted(texts)) for texts in sets_of_texts)
    sets = [tuple(texts) for chance, texts in found if chance < _LIKELY and len(texts) <= _MOST]
    return Needs(tuple(sets[:_MOST_SETS]), *_rare_class(items))


def _folded(text: str) -> str:
    return fold_digits(text) if DIGIT in text else text


def _chance(texts: Iterable[str]) -> float:
    """A rough chance that a post holds one of ``texts``; above 1 where it surely does."""
    return sum(prod(map(_chance_of_char, text)) for text in texts) if texts else math.inf


def fold_digits(text: str) -> str:
    """Return ``text`` with ``DIGIT`` for every decimal digit."""
    return _ANY_DIGIT.sub(DIGIT, text)


def _chance_of_char(char: str) -> float:
    if "а" <= char <= "я" or char == "ё":
        return 0.3
    return (
        1.0
        if char in " ,."
        else 0.4
        if char == DIGIT or char.isdigit() or char in "-–!?:"
        else 0.05
    )


def _of_sequence(items: list[tuple[Any, Any]]) -> list[frozenset[str]]:
    """Sets of texts; of each the match of the items in a row holds one."""
    found: list[frozenset[str]] = []
    run = _NOTHING
    for operator, argument in items:
        name = str(operator)
        spellings = _spellings(name, argument)
        if spellings and len(run) * len(spellings) <= _MOST_SPELLINGS:
            run = frozenset(map("".join, product(run, spellings)))
            if name.endswith("REPEAT"):  # what follows may stand after further repetitions
                found.append(run)
                run = _NOTHING
            continue
        found.append(run)
        run = spellings or _NOTHING
        if not spellings:
            found.extend(_of_item(name, argument))
    return [texts for texts in (*found, run) if texts != _NOTHING]


def _spellings(name: str, argument: Any) -> frozenset[str]:
    """The lower-case texts that an item begins with; none: too many or unknown."""
    if name == "LITERAL":
        return frozenset([chr(argument).lower()])
    if name in ("MAX_REPEAT", "MIN_REPEAT") and len(argument[2]) == 1:
        inner, least = argument[2][0], min(argument[0], 3)
        once = _spellings(str(inner[0]), inner[1]) if least else frozenset()
        return frozenset(map("".join, product(once, repeat=least)))
    if name != "IN":
        return frozenset()
    if _is_digit(argument):
        return frozenset([DIGIT])
    ranges = _class_ranges(argument)
    if not ranges or sum(ord(last) - ord(first) + 1 for first, last in ranges) > _WIDEST_CLASS:
        return frozenset()
    return frozenset(
        chr(code).lower() for first, last in ranges for code in range(ord(first), ord(last) + 1)
    )


def _is_digit(argument: Any) -> bool:
    plain = [(str(kind), value if isinstance(value, tuple) else str(value))
             for kind, value in argument]  # fmt: skip
    return plain in _DIGIT_CLASSES


def _class_ranges(argument: Any) -> list[tuple[str, str]]:
    """The characters of a class as ranges; none where it negates or names a category."""
    ranges = []
    for kind, value in argument:
        if str(kind) == "LITERAL":
            ranges.append((chr(value), chr(value)))
        elif str(kind) == "RANGE":
            ranges.append((chr(value[0]), chr(value[1])))
        else:
            return []
    return ranges


def _of_item(name: str, argument: Any) -> list[frozenset[str]]:
    if name in ("SUBPATTERN", "ASSERT"):
        return _of_sequence(list(argument[-1]))
    if name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] >= 1:
        return _of_sequence(list(argument[2]))
    if name == "BRANCH":
        branches = [_of_sequence(list(branch)) for branch in argument[1]]
        if all(branches):
            return [frozenset().union(*(min(sets, key=_chance) for sets in branches))]
    return []


def _rare_class(items: list[tuple[Any, Any]]) -> tuple[tuple[tuple[str, str], ...], int]:
    """The first class in the row, or in what is repeated, that holds no ordinary character.

    Returns:
        Its ranges, and how many of its characters there are at least; nothing and 0 without one.
    """
    for operator, argument in items:
        name = str(operator)
        ranges: tuple[tuple[str, str], ...] = ()
        least = 0
        if name == "IN":
            if not any(
                first <= char <= last
                for first, last in _class_ranges(argument)
                for char in ORDINARY
            ):
                ranges, least = tuple(_class_ranges(argument)), 1
        elif name in ("SUBPATTERN", "ASSERT"):
            ranges, least = _rare_class(list(argument[-1]))
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] >= 1:
            ranges, least = _rare_class(list(argument[2]))
            least *= argument[0]
        elif name == "BRANCH":
            branches = [_rare_class(list(branch)) for branch in argument[1]]
            if all(found for found, _ in branches):
                ranges = tuple(pair for found, _ in branches for pair in found)
                least = min(number for _, number in branches)
        if ranges:
            return ranges, least
    return (), 0
