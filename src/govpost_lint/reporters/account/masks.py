"""Which characters of a quotation are hidden, kept on disk: to find them a text is judged.

An entry is a hash of a text and the places of what is hidden in it: no word of anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from itertools import pairwise
from typing import Any, TypeGuard

from govpost_lint.ruleset import cache

Places = tuple[int, ...]
"""Start and end of each run of hidden characters, one after another."""

_LAYOUT = "masks-1"
_MOST = 200_000
"""Texts kept; beyond it those that the last run did not quote go."""


class Masks:
    """The hidden places of quoted texts.

    Args:
        key: identity of everything beside a text that decides what is hidden in it; empty: nothing
            is kept on disk.
    """

    def __init__(self, key: str = "") -> None:
        self._key = key and cache.fingerprint((), _LAYOUT, key)
        found = cache.load_data("masks", self._key) if key else None
        self._kept: dict[bytes, Any] = found if isinstance(found, dict) else {}
        self._used: dict[bytes, Places] = {}
        self._new = False

    def of(self, text: str, find: Callable[[str], Places]) -> Places:
        """Return the hidden places of ``text``; ``find`` is asked where they are not known."""
        name = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        places = self._used.get(name)
        if places is None:
            places = self._kept.get(name)
            if not _fit(places, len(text)):
                places, self._new = find(text), True
            self._used[name] = places
        return places

    def save(self) -> None:
        """Write what is new; of two runs at once one wins, and neither harms the other."""
        if not self._key or not self._new:
            return
        entries = self._kept | self._used
        cache.store_data("masks", self._key, self._used if len(entries) > _MOST else entries)


def _fit(places: Any, length: int) -> TypeGuard[Places]:
    """Whether this is what ``Masks`` keeps of a text of that length."""
    if type(places) is not tuple or len(places) % 2 or {*map(type, places)} - {int}:
        return False
    return all(one < other for one, other in pairwise((-1, *places, length + 1)))
