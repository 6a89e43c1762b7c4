"""Entries of a timeline, found by their traits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from govpost_lint.facts.rows import Entry

_Traits = frozenset[str]


class EntriesByTraits:
    """The entries of one kind. Many share their set of traits: each rule looks at sets only.

    Args:
        entries: in order of time.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._places: dict[_Traits, list[int]] = {}
        for place, entry in enumerate(entries):
            self._places.setdefault(entry.traits, []).append(place)
        self._with: dict[str, set[_Traits]] = {}
        for traits in self._places:
            for trait in traits:
                self._with.setdefault(trait, set()).add(traits)

    def chosen(self, conditions: Iterable[tuple[Iterable[str], bool]]) -> list[Entry]:
        """Return the entries for which all conditions hold, in order of time.

        Args:
            conditions: names, and whether an entry must have one of them or may have none.
        """
        chosen: set[_Traits] | None = None
        for names, holds in conditions:
            having = set[_Traits]().union(*(self._with.get(name, ()) for name in names))
            known = self._places.keys() if chosen is None else chosen
            chosen = known & having if holds else known - having
        if chosen is None:
            return [*self.entries]
        places = sorted(chain.from_iterable(self._places[traits] for traits in chosen))
        return [self.entries[place] for place in places]
