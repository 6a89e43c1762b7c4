"""Rows on disk: a text that was judged under the same rules is not judged again.

Plain data that cannot execute code, with a checksum, as compiled plans. No text of a citizen is in
it: a reader's comment is a hash beside a few words such as «complaint».
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from govpost_lint.facts.deeds import NO_DEEDS, Deed, Deeds
from govpost_lint.facts.links import Named
from govpost_lint.facts.rows import Row
from govpost_lint.ruleset import cache

_LAYOUT = "rows-4"
_MOST = 400_000
"""Rows kept; beyond it those that the last run did not need go."""


class RowStore:
    """The rows kept for one plan and configuration.

    Args:
        key: identity of everything beside the text that decides a row.
    """

    def __init__(self, key: str) -> None:
        self._key = cache.fingerprint((), _LAYOUT, key)
        found: Any = cache.load_data("rows", self._key)
        self._rows: dict[bytes, tuple[Any, ...]] = found if isinstance(found, dict) else {}

    def get(self, key: bytes) -> Row | None:
        """Return the row of a text, or ``None``."""
        plain = self._rows.get(key)
        if plain is None:
            return None
        words, total, lost, findings, traits, triples, topics, deeds, named = plain
        return Row(
            words, total, lost, findings, _shared(traits), triples, topics, _deeds(deeds),
            tuple(Named(phrase, last and date.fromisoformat(last), basis)
                  for phrase, last, basis in named),
        )  # fmt: skip

    def save(self, used: Mapping[bytes, Row]) -> None:
        """Keep the rows of this run; those of two runs at once are never mixed up."""
        new = {key: _plain(row) for key, row in used.items() if key not in self._rows}
        if not new:
            return
        rows = {**self._rows, **new}
        if len(rows) > _MOST:
            rows = {key: plain for key, plain in rows.items() if key in used}
        cache.store_data("rows", self._key, rows)


def _plain(row: Row) -> tuple[Any, ...]:
    traits = tuple(sorted(row.traits))
    promised, reported, places = row.deeds
    deeds = tuple(map(tuple, promised)), tuple(map(tuple, reported)), places
    return (
        row.words, row.total, row.lost, row.findings, traits, row.triples, row.topics,
        deeds if any(deeds) else (),
        tuple((one.words, one.last and one.last.isoformat(), one.basis) for one in row.deadlines),
    )  # fmt: skip


def _deeds(plain: tuple[Any, ...]) -> Deeds:
    if not plain:
        return NO_DEEDS
    promised, reported, places = plain
    return Deeds(
        tuple(Deed(*one) for one in promised), tuple(Deed(*one) for one in reported), places
    )


_sets: dict[tuple[str, ...], frozenset[str]] = {}


def _shared(traits: tuple[str, ...]) -> frozenset[str]:
    """One set for all texts with the same traits: there are few combinations, and many texts."""
    found = _sets.get(traits)
    if found is None:
        found = _sets[traits] = frozenset(traits)
    return found
