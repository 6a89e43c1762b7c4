"""Which texts were near each other in the last run: only new ones are compared again.

Kept are hashes of sets of word triples, and the similarity of pairs; it depends on nothing else.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Any

from govpost_lint.facts.duplicates import Joins
from govpost_lint.ruleset import cache

_LAYOUT = "near-1"
_MANY = 1000
"""Texts: fewer are compared before a file is read."""
_SHARE_NEW = 0.2
"""With a greater part of new texts all are compared: that takes about as long."""
_NAME = 8
"""Bytes of the hash of a text."""

_Near = tuple[bytes, bytes, float]


class KeptJoins(Joins):
    """Remembers which different texts are near each other from one run to the next.

    Args:
        key: identity of everything beside the texts that decides their words.
    """

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = cache.fingerprint((), _LAYOUT, key)
        self._made: dict[float, tuple[bytes, list[tuple[int, int, float]]]] = {}
        self._new = False

    def _compared(self, texts: Collection[bytes], above: float) -> list[_Near]:
        if len(texts) < _MANY or above in self._made:
            return super()._compared(texts, above)
        named = {_name(text): text for text in texts}
        pairs = self._updated(named, above)
        if pairs is None:
            pairs = super()._compared(texts, above)
        places = {text: place for place, text in enumerate(named.values())}
        self._made[above] = b"".join(named), [(places[a], places[b], c) for a, b, c in pairs]
        return pairs

    def save(self) -> None:
        """Write what is new; of two runs at once one wins, and neither harms the other."""
        if self._new:
            cache.store_data("near", self._key, self._made)

    def _updated(self, named: dict[bytes, bytes], above: float) -> list[_Near] | None:
        """Return the pairs of the last run and those of new texts; ``None`` without such a run."""
        last, pairs = self._last(above)
        new = [text for name, text in named.items() if name not in last]
        self._new = self._new or bool(new) or len(last) != len(named)
        if len(new) > _SHARE_NEW * len(named):
            return None
        texts = [named.get(name) for name in last]
        kept = [
            (one, other, similarity)
            for first, second, similarity in pairs
            if (one := texts[first]) is not None and (other := texts[second]) is not None
        ]
        return [*kept, *compared(new, [*named.values()], above)]

    def _last(self, above: float) -> tuple[dict[bytes, None], list[tuple[int, int, float]]]:
        """Return the names of the texts of the last run in order, and its pairs by their places."""
        found: Any = cache.load_data("near", self._key)
        try:
            names, pairs = found[above]
            last = dict.fromkeys(
                names[place : place + _NAME] for place in range(0, len(names), _NAME)
            )
            if all(0 <= one < len(last) > other >= 0 for one, other, _ in pairs):
                return last, pairs
        except (TypeError, ValueError, KeyError):
            pass  # none is kept, or something else than pairs
        return {}, []


def _name(text: bytes) -> bytes:
    return blake2b(text, digest_size=_NAME).digest()


def compared(new: Sequence[bytes], texts: Sequence[bytes], above: float) -> Iterator[_Near]:
    """Yield the near pairs of ``texts`` with at least one of ``new``, each once.

    A near text holds most triples of a new one, so it holds one of any few of them that are more
    than it may lack: of the rarest ones, that hardly any other text holds.

    Args:
        new: some of ``texts``; texts: different sets as ``duplicates.triples`` makes them.
        above: least similarity, above 0 up to 1.
    """
    sets = [frozenset(_numbers(text)) for text in new]
    asked = frozenset().union(*sets)
    shared = [asked.intersection(_numbers(text)) for text in texts]  # few: most share nothing
    frequency = Counter(chain.from_iterable(shared))
    index: dict[int, list[int]] = {}
    for place, numbers in enumerate(sets):
        few = len(numbers) - math.ceil(above * len(numbers) - 1e-9) + 1
        for number in sorted(numbers, key=lambda n: (frequency[n], n))[:few]:
            index.setdefault(number, []).append(place)
    places = {text: place for place, text in enumerate(new)}
    rare = frozenset(index)
    for text, numbers in zip(texts, shared, strict=True):
        own = places.get(text, len(new))
        for place in {place for number in rare & numbers for place in index[number]}:
            if place >= own:
                continue  # a pair of new texts comes once
            common = len(numbers & sets[place])  # all that both have is among what is asked
            similarity = common / (len(text) // 8 + len(sets[place]) - common)
            if similarity >= above:
                yield new[place], text, similarity


def _numbers(text: bytes) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(text)
    return numbers
