"""Near-equal texts: pairs whose sets of word triples have a Jaccard similarity above a threshold.

Exact, and about linear in time: two sets as similar as that share an element among the first few
of each in any fixed order (prefix filter: Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma, Srikant
2007). The rarest triples come first in the order, so that hardly any other text shares them.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

_BUCKETS = 1 << 20
_MASK = (1 << 64) - 1
_CROWD = 12
"""Of equal texts more than this only the first is compared with all others."""


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


def near_pairs(texts: Sequence[bytes], above: float) -> list[Pair]:
    """Return all pairs with similarity ≥ ``above``, in order.

    Args:
        texts: sets as ``triples`` makes them; an empty one is like no other.
        above: least similarity, above 0 up to 1.

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
    distinct = sorted(groups, key=len)
    for one, other, similarity in _joined([_numbers(text) for text in distinct], above):
        left, right = groups[distinct[one]], groups[distinct[other]]
        for first in left if len(left) <= _CROWD else left[:1]:
            for second in right if len(right) <= _CROWD else right[:1]:
                pairs.append(Pair(min(first, second), max(first, second), similarity))
    return sorted(pairs)


def _numbers(text: bytes) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(text)
    return numbers


def _joined(sets: Sequence[array[int]], above: float) -> Iterable[tuple[int, int, float]]:
    """Yield the near pairs of different sets, which come in order of their size."""
    frequency = array("I", bytes(4 * _BUCKETS))
    for numbers in sets:
        for number in numbers:
            frequency[number % _BUCKETS] += 1
    index: dict[int, list[int]] = {}
    for place, numbers in enumerate(sets):
        size = len(numbers)
        smallest = above * size - 1e-9
        prefix = sorted(numbers, key=lambda n: (frequency[n % _BUCKETS], n))
        prefix = prefix[: size - math.ceil(smallest) + 1]
        shared = [n for n in prefix if frequency[n % _BUCKETS] > 1]
        candidates = {
            other for n in shared for other in index.get(n, ()) if len(sets[other]) >= smallest
        }
        own = set(numbers) if candidates else set()
        for other in sorted(candidates):
            common = len(own.intersection(sets[other]))
            similarity = common / (size + len(sets[other]) - common)
            if similarity >= above:
                yield place, other, similarity
        for n in shared:
            index.setdefault(n, []).append(place)


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
