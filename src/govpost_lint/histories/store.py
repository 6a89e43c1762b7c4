"""Rows on disk: a text that was judged under the same rules is not judged again.

Plain data that cannot execute code, with a checksum, as compiled plans. No text of a citizen is in
it: a reader's comment is a hash beside a few words such as «complaint». Equal rows are kept once:
there are few kinds of comments, and many comments. What is added to many rows stands in a file of
its own.
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

_LAYOUT = "rows-8"
_KEY = 16
"""Bytes of the key of a text."""
_MOST = 400_000
"""Texts kept; beyond it those that the last run did not need go."""

_FEW = 10
"""Added rows are few while they are no more than one in so many of all."""

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
        self._load("rows")
        self._added = self._load("added")

    def _load(self, name: str) -> Collection[bytes]:
        """Take in the rows of a file and return their keys; a damaged one has none."""
        try:
            keys, packed, plain = cache.load_data(name, self._key)
            numbers = _unpacked(packed)
            if max(numbers, default=-1) >= len(plain):
                return ()
            first = len(self._plain)
            places = (first + number for number in numbers) if first else numbers
            found = dict(zip(_cut(keys), places, strict=True))
            self._plain += plain
        except (TypeError, ValueError):
            return ()  # none is kept, or something else than rows
        self._numbers = {**self._numbers, **found} if first else found
        return found

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

        A few new ones do not make the large file anew: they have one beside it.

        Args:
            used: all that the run needed; new: keys of those that are not kept yet.
        """
        added = dict.fromkeys((*self._added, *new))
        few = len(self._numbers) + len(new) <= _MOST and len(added) * _FEW < len(self._numbers)
        if few:
            cache.store_data("added", self._key, self._packed(added, used, new))
            return
        kept = dict.fromkeys((*self._numbers, *new))
        if len(kept) > _MOST:
            kept = {key: None for key in kept if key in used}
        cache.store_data("rows", self._key, self._packed(kept, used, new))
        if self._added:
            cache.store_data("added", self._key, (b"", b"", []))

    def _packed(
        self, keys: Collection[bytes], used: Mapping[bytes, Row], new: Collection[bytes]
    ) -> tuple[bytes, bytes, list[_Plain]]:
        """Return rows as they are kept: keys, the place of each in the list, the different ones."""
        places: dict[_Plain, int] = {}
        numbers = array("I")
        for key in keys:
            plain = _plain_row(used[key]) if key in new else self._plain[self._numbers[key]]
            numbers.append(places.setdefault(plain, len(places)))
        return b"".join(keys), numbers.tobytes(), [*places]


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
