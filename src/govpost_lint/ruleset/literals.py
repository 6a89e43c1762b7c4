"""Texts that a regular expression cannot do without: a cheap test before the expression is run.

Compiling an expression costs a millisecond, and most drafts hold nothing that it could match.
"""

from __future__ import annotations

import re
from typing import Any

_parser = re._parser  # type: ignore[attr-defined]
_MOST = 40


def required_literals(regex: str) -> tuple[str, ...]:
    """Return lower-case texts of which every match holds at least one; none where unknown.

    Args:
        regex: a valid expression, matched without regard to letter case.
    """
    found = _of_sequence(list(_parser.parse(regex)))
    return tuple(sorted(found)) if found and len(found) <= _MOST else ()


def _of_sequence(items: list[tuple[Any, Any]]) -> frozenset[str] | None:
    """The best set among those of the items in a row: the one whose shortest text is longest."""
    candidates: list[frozenset[str]] = []
    run = ""
    for operator, argument in items:
        name = str(operator)
        if name == "LITERAL":
            run += chr(argument).lower()
            continue
        if run:
            candidates.append(frozenset([run]))
            run = ""
        inner = _of_item(name, argument)
        if inner:
            candidates.append(inner)
    if run:
        candidates.append(frozenset([run]))
    return max(candidates, key=lambda texts: min(map(len, texts)), default=None)


def _of_item(name: str, argument: Any) -> frozenset[str] | None:
    if name == "SUBPATTERN":
        return _of_sequence(list(argument[-1]))
    if name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] >= 1:
        return _of_sequence(list(argument[2]))
    if name == "BRANCH":
        branches = [_of_sequence(list(branch)) for branch in argument[1]]
        known = [branch for branch in branches if branch]
        return frozenset().union(*known) if len(known) == len(branches) else None
    return None
