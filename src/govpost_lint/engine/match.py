"""A pattern found in a text, and which matches win where several overlap."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from govpost_lint.engine.probe import Fit
from govpost_lint.ruleset.plan import CompiledPattern

Bound = tuple[tuple[tuple[str, ...], int, int, Fit], ...]
"""Captures on the way: names, first token, last token (excluded), readings of a single token that
fit; no names: words of a gap."""


class Match(NamedTuple):
    """A pattern found: offsets in the text, and what it captured.

    Attributes:
        bound: captured tokens of a token pattern.
        groups: texts of the named groups of an expression; of an optional one it may be empty.
    """

    start: int
    end: int
    pattern: CompiledPattern
    sentence: int
    bound: Bound
    groups: Mapping[str, str] = MappingProxyType({})

    def tokens_of(self, name: str) -> tuple[int, int, Fit] | None:
        """Return first and last (excluded) token of capture ``name`` and the readings that fit.

        ``None`` where it is optional and did not match.
        """
        for names, *place in self.bound:
            if name in names:
                return place[0], place[1], place[2]
        return None


def leftmost_longest(matches: list[Match]) -> list[Match]:
    """Return the matches that win: leftmost, then longest, without overlaps."""
    if len(matches) < 2:
        return matches
    kept: list[Match] = []
    end = -1
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if match.start >= end:
            kept.append(match)
            end = match.end
    return kept
