"""Rows on disk: a text that was judged under the same rules is not judged again.

Plain data that cannot execute code, with a checksum, as compiled plans. No text of a citizen is in
it: a reader's comment is a hash beside a few words such as «complaint». Equal rows are kept once:
there are few kinds of comments, and many comments.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from govpost_lint.facts.deeds import NO_DEEDS, Deed, Deeds
from govpost_lint.facts.links import Named
from govpost_lint.facts.rows import Row
from govpost_lint.ruleset import cache

_LAYOUT = "rows-7"
_KEY = 16
"""Bytes of the key of a text."""
_MOST = 400_000
"""Texts kept; beyond it those that the last run did not need go."""

_Plain = tuple[Any, ...]


class RowStore:
    """The rows kept for one plan and configuration.

    Args:
        key: identity of everything beside the text that decides a row.
    """

    def __init__(self, key: str) -> None:
        self._key = cache.fingerprint((), _LAYOUT, key)
        self._plain: list[_Plain] = []
        self._numbers: dict[bytes, int] = {}
        self._rows: dict[int, Row] = {}
        try:
            keys, packed, plain = cache.load_data("rows", self._key)
            numbers = _unpacked(packed)
            if max(numbers, default=-1) < len(plain):
                self._numbers = dict(zip(_cut(keys), numbers, strict=True))
                self._plain = plain
        except (TypeError, ValueError):
            return  # none is kept, or something else than rows

    def __len__(self) -> int:
        return len(self._numbers)

    def get(self, key: bytes) -> Row | None:
        """Return the row of a text; ``None`` where none is kept or it is damaged."""
        number = self._numbers.get(key)
        if number is None:
            return None
        row = self._rows.get(number)
        if row is None:
            try:
                row = self._rows[number] = _row(self._plain[number])
            except (TypeError, ValueError):
                return None
        return row

    def save(self, used: Mapping[bytes, Row], new: Collection[bytes]) -> None:
        """Keep the rows of this run; those of two runs at once are never mixed up.

        Args:
            used: all that the run needed; new: keys of those that are not kept yet.
        """
        kept = {key: number for key, number in self._numbers.items() if key not in new}
        if len(kept) + len(new) > _MOST:
            kept = {key: number for key, number in kept.items() if key in used}
        places: dict[_Plain, int] = {}
        numbers = array("I")
        for number in kept.values():
            plain = self._plain[number]
            numbers.append(places.setdefault(plain, len(places)))
        for key in new:
            numbers.append(places.setdefault(_plain_row(used[key]), len(places)))
        data = b"".join((*kept, *new)), numbers.tobytes(), [*places]
        cache.store_data("rows", self._key, data)


def _cut(keys: bytes) -> list[bytes]:
    return [keys[place : place + _KEY] for place in range(0, len(keys), _KEY)]


def _unpacked(numbers: bytes) -> array[int]:
    found = array("I")
    found.frombytes(numbers)
    return found


def _plain_row(row: Row) -> _Plain:
    promised, reported, places = row.deeds
    deeds = tuple(map(tuple, promised)), tuple(map(tuple, reported)), places
    return (
        row.words, row.total, row.lost, row.findings, row.traits, row.triples,
        row.topics, deeds if any(deeds) else (),
        tuple((minute, tuple(map(_plain_named, named))) for minute, named in row.deadlines.items()),
    )  # fmt: skip


def _plain_named(named: Named) -> _Plain:
    return named.words, named.last and named.last.toordinal(), named.basis


def _row(plain: _Plain) -> Row:
    words, total, lost, findings, traits, triples, topics, deeds, deadlines = plain
    return Row(
        words, total, lost, findings, traits, triples, topics, _deeds(deeds),
        {minute: tuple(map(_named, named)) for minute, named in deadlines},
    )  # fmt: skip


def _named(plain: _Plain) -> Named:
    words, last, basis = plain
    return Named(words, last and date.fromordinal(last), basis)


def _deeds(plain: _Plain) -> Deeds:
    if not plain:
        return NO_DEEDS
    promised, reported, places = plain
    return Deeds(
        tuple(Deed(*one) for one in promised), tuple(Deed(*one) for one in reported), places
    )
