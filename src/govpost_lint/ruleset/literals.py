"""What a regular expression cannot do without: a cheap test before the expression is run.

Compiling an expression costs a millisecond, and most drafts hold nothing that it could match.
"""

from __future__ import annotations

import re
from itertools import product
from typing import Any, NamedTuple

_parser = re._parser  # type: ignore[attr-defined]
_MOST = 160
"""More texts than this are not looked for: running the expression costs no more."""

_MOST_SPELLINGS = 40
_WIDEST_CLASS = 12

ORDINARY = frozenset(
    "abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
    "0123456789 \t\r\n\u00a0!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»„“”–—…№"
)
"""Characters that any post may hold; the others are worth a test of their own."""


class Needs(NamedTuple):
    """A match holds one of the lower-case ``texts``, and a character of ``ranges``.

    Empty: unknown. Ranges are pairs of characters, both included, none of them ordinary.
    """

    texts: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str], ...] = ()


def needs_of(regex: str) -> Needs:
    """Return what every match of ``regex`` holds.

    Args:
        regex: a valid expression, matched without regard to letter case.
    """
    items = list(_parser.parse(regex))
    texts = _of_sequence(items)
    known = texts if texts and len(texts) <= _MOST else ()
    return Needs(tuple(sorted(known)), _rare_class(items))


def _of_sequence(items: list[tuple[Any, Any]]) -> frozenset[str] | None:
    """The best set among those of the items in a row: the one whose shortest text is longest."""
    candidates: list[frozenset[str]] = []
    run = frozenset([""])
    for operator, argument in items:
        name = str(operator)
        spellings = _spellings(name, argument)
        if spellings and len(run) * len(spellings) <= _MOST_SPELLINGS:
            run = frozenset(map("".join, product(run, spellings)))
            if not name.endswith("REPEAT"):  # what follows may stand after further repetitions
                continue
            spellings = frozenset()
        candidates.append(run)
        run = spellings or frozenset([""])
        if not spellings:
            inner = _of_item(name, argument)
            if inner:
                candidates.append(inner)
    candidates.append(run)
    best = max(candidates, key=lambda texts: (min(map(len, texts)), -len(texts)))
    return None if "" in best else best


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
    ranges = _class_ranges(argument)
    if not ranges or sum(ord(last) - ord(first) + 1 for first, last in ranges) > _WIDEST_CLASS:
        return frozenset()
    return frozenset(
        chr(code).lower() for first, last in ranges for code in range(ord(first), ord(last) + 1)
    )


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


def _of_item(name: str, argument: Any) -> frozenset[str] | None:
    if name in ("SUBPATTERN", "ASSERT"):
        return _of_sequence(list(argument[-1]))
    if name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] >= 1:
        return _of_sequence(list(argument[2]))
    if name == "BRANCH":
        branches = [_of_sequence(list(branch)) for branch in argument[1]]
        known = [branch for branch in branches if branch]
        return frozenset().union(*known) if len(known) == len(branches) else None
    return None


def _rare_class(items: list[tuple[Any, Any]]) -> tuple[tuple[str, str], ...]:
    """The first class in the row, or in what is repeated, that holds no ordinary character."""
    for operator, argument in items:
        name = str(operator)
        found: tuple[tuple[str, str], ...] = ()
        if name == "IN":
            ranges = _class_ranges(argument)
            if not any(first <= char <= last for first, last in ranges for char in ORDINARY):
                found = tuple(ranges)
        elif name == "SUBPATTERN":
            found = _rare_class(list(argument[-1]))
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] >= 1:
            found = _rare_class(list(argument[2]))
        elif name == "BRANCH":
            branches = [_rare_class(list(branch)) for branch in argument[1]]
            found = tuple(pair for branch in branches for pair in branch) if all(branches) else ()
        if found:
            return found
    return ()
