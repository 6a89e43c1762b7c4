"""Which characters of a quotation are hidden, kept on disk: to find them a text is judged.

An entry is a hash of a text and the places of what is hidden in it: no word of anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

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
        self._kept: dict[bytes, Places] = found if isinstance(found, dict) else {}
        self._used: dict[bytes, Places] = {}

    def of(self, text: str, find: Callable[[str], Places]) -> Places:
        """Return the hidden places of ``text``; ``find`` is asked where they are not known."""
        name = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        places = self._used.get(name)
        if places is None:
            places = self._kept.get(name)
            self._used[name] = places = find(text) if places is None else places
        return places

    def save(self) -> None:
        """Write what is new; of two runs at once one wins, and neither harms the other."""
        if not self._key or self._used.keys() <= self._kept.keys():
            return
        entries = self._kept | self._used
        cache.store_data("masks", self._key, self._used if len(entries) > _MOST else entries)
