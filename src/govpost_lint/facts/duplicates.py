"""Near-equal texts: pairs whose sets of word triples have a Jaccard similarity above a threshold.

Exact. Two sets as similar as that share an element among the first few of each in any fixed order:
the prefix filter of AllPairs (Bayardo, Ma, Srikant 2007) with the shorter prefix of what is indexed
(PPJoin: Xiao, Wang, Lin, Yu 2008). The rarest triples come first in the order, so that hardly any
other text shares them. Texts made of few sentences share even those: a bitmap of each set tells at
once that most candidates differ in too much (bitmap filter: Sandes, Teodoro, Melo 2017).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

_BUCKETS = 1 << 22
"""Triples are counted by so many remainders: those that share one seem more common, no more."""

_BITS = 512
"""Of a bitmap; enough for texts of some 700 words, longer ones are compared in full more often."""

_MASK = (1 << 64) - 1
_ROUNDING = 1e-9

_CROWD = 12
"""Of equal texts more than this only the first is compared with all others."""


_Near = tuple[bytes, bytes, float]


class Pair(NamedTuple):
    """Places of two near-equal texts, ``first`` < ``second``, and their similarity, 0..1."""

    first: int
    second: int
    similarity: float


def triples(words: Sequence[str]) -> bytes:
    """Return the set of 64-bit hashes of all three words in a row, ascending, 8 bytes each."""
    codes = [_code(word) for word in words]
    found = {
        (a * 0x9E3779B97F4A7C15 ^ b * 0xC2B2AE3D27D4EB4F ^ c * 0x165667B19E3779F9) & _MASK
        for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)
    }
    return array("Q", sorted(found)).tobytes()


_codes: dict[str, int] = {}


def _code(word: str) -> int:
    code = _codes.get(word)
    if code is None:
        if len(_codes) > 200_000:
            _codes.clear()
        code = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
        _codes[word] = code
    return code


class Joins:
    """Remembers which different texts are near each other: facts and rules ask of the same ones."""

    def __init__(self) -> None:
        self._known: list[tuple[frozenset[bytes], float, list[_Near]]] = []

    def near(self, texts: Collection[bytes], above: float) -> Iterable[_Near]:
        """Return two texts and their similarity ≥ ``above``, each pair once.

        Args:
            texts: different sets as ``triples`` makes them.
            above: as for ``near_pairs``.
        """
        pairs = self._among_known(texts, above)
        if pairs is None:
            pairs = self._compared(texts, above)
            self._known.append((frozenset(texts), above, pairs))
        return pairs

    def _among_known(self, texts: Collection[bytes], above: float) -> list[_Near] | None:
        """Return what follows from the texts compared before; ``None`` where nothing does."""
        asked = frozenset(texts)
        for known, least, pairs in self._known:
            if least <= above and asked <= known:
                return [p for p in pairs if p[2] >= above and p[0] in asked and p[1] in asked]
        return None

    def _compared(self, texts: Collection[bytes], above: float) -> list[_Near]:
        ordered = sorted(texts, key=len)
        return [
            (ordered[one], ordered[other], similarity)
            for one, other, similarity in _joined([_numbers(text) for text in ordered], above)
        ]


def near_pairs(texts: Sequence[bytes], above: float, joins: Joins | None = None) -> list[Pair]:
    """Return all pairs with similarity ≥ ``above``, in order.

    Args:
        texts: sets as ``triples`` makes them; an empty one is like no other.
        above: least similarity, above 0 up to 1.
        joins: what is known of the same texts already.

    Texts that are equal in more than a dozen places are a crowd: each of them is paired with the
    first of the crowd only, and others are compared with that first one alone.
    """
    groups: dict[bytes, list[int]] = {}
    for number, text in enumerate(texts):
        if text:
            groups.setdefault(text, []).append(number)
    pairs: list[Pair] = []
    for members in groups.values():
        for place, second in enumerate(members):
            firsts = members[:1] if len(members) > _CROWD else members
            pairs.extend(Pair(first, second, 1.0) for first in firsts[:place])
    for one, other, similarity in (joins or Joins()).near(groups, above):
        left, right = groups[one], groups[other]
        for first in left if len(left) <= _CROWD else left[:1]:
            for second in right if len(right) <= _CROWD else right[:1]:
                pairs.append(Pair(min(first, second), max(first, second), similarity))
    return sorted(pairs)


def _numbers(text: bytes) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(text)
    return numbers


def _joined(sets: Sequence[array[int]], above: float) -> Iterable[tuple[int, int, float]]:
    """Yield the near pairs of different sets, which come in order of their size.

    Of two sets of similarity ≥ ``above`` the larger shares with the smaller at least ``above`` of
    its own size, and both differ in at most ``unlike`` of the sum of their sizes.
    """
    unlike = (1 - above) / (1 + above)
    frequency = array("I", bytes(4 * _BUCKETS))
    for numbers in sets:
        for number in numbers:
            frequency[number % _BUCKETS] += 1
    bitmaps = [_bitmap(numbers) for numbers in sets]
    index: dict[int, list[int]] = {}
    for place, numbers in enumerate(sets):
        size = len(numbers)
        needed = math.ceil(above * size - _ROUNDING)
        order = sorted(numbers, key=lambda n: (frequency[n % _BUCKETS], n))
        # Those of a single text lead to no other.
        prefix = [n for n in order[: size - needed + 1] if frequency[n % _BUCKETS] > 1]
        candidates = set[int]().union(*(index.get(number, ()) for number in prefix))
        if candidates:
            bitmap, most = bitmaps[place], int(unlike * 2 * size + _ROUNDING)
            close = [one for one in candidates if (bitmap ^ bitmaps[one]).bit_count() <= most]
            yield from _verified(place, sets, sorted(close), above)
        # A later set is at least as large: with it this one must share more of itself.
        kept = size - math.ceil((1 - unlike) * size - _ROUNDING) + 1
        for number in order[:kept]:
            if frequency[number % _BUCKETS] > 1:
                index.setdefault(number, []).append(place)


def _bitmap(numbers: Iterable[int]) -> int:
    """Return bits that differ between two sets in no more places than their elements do."""
    bitmap = 0
    for number in numbers:
        bitmap ^= 1 << number % _BITS
    return bitmap


def _verified(
    place: int, sets: Sequence[array[int]], candidates: Sequence[int], above: float
) -> Iterable[tuple[int, int, float]]:
    """Yield those of the candidates that are as similar as wanted."""
    if not candidates:
        return
    own = set(sets[place])
    for other in candidates:
        common = len(own.intersection(sets[other]))
        similarity = common / (len(own) + len(sets[other]) - common)
        if similarity >= above:
            yield place, other, similarity


def groups_of(pairs: Iterable[Pair]) -> list[tuple[int, ...]]:
    """Return the places that pairs join, directly or through others, each group in order."""
    root: dict[int, int] = {}

    def find(place: int) -> int:
        while root.setdefault(place, place) != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for pair in pairs:
        one, other = find(pair.first), find(pair.second)
        root[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for place in sorted(root):
        groups.setdefault(find(place), []).append(place)
    return [tuple(group) for group in groups.values()]
