"""The index of all token sequences: from a key of a token to the sequences worth trying there.

A sequence is found by its rarest word; the other words that are not met everywhere are its needs:
a sentence without one of them cannot hold it. Numbers stand in flat arrays, because tuples and
dictionaries of a thousand rules would cost more memory than the dictionary of the language.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sized
from typing import Any, NamedTuple

from govpost_lint.ruleset.pattern import Sequence, from_plain
from govpost_lint.ruleset.rarity import SLOW, by_rarity, keys_of_item

_MOST_NEEDS = 3


class Place(NamedTuple):
    """A sequence and the item by which it is found.

    Attributes:
        number: of the sequence in the whole plan.
        rule, pattern, sequence: where it stands; ``unless`` tells of which list of patterns.
        unless: whether it vetoes.
        item: number of the item that was looked up.
        needs: numbers of the needs that the sentence must meet too, the rarest first.
    """

    number: int
    rule: int
    unless: bool
    pattern: int
    sequence: int
    item: int
    needs: tuple[int, ...]


class Index:
    """Places by key.

    Args:
        data: what ``build_index`` returned.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.keys: Mapping[str, int] = data["keys"]
        """Number of each key that some sequence is found by or needs."""
        self._found = _Rows(data["found"])
        self._meets = _Rows(data["meets"])
        self._places = _Rows(data["places"])
        self._made: dict[int, Place] = {}

    def places(self, keys: Iterable[int]) -> list[Place]:
        """Return the sequences found by any of the keys of these numbers, each once."""
        made = self._made
        numbers = dict.fromkeys(number for key in keys for number in self._found[key])
        return [made.get(number) or self._place(number) for number in numbers]

    def meets(self, key: int) -> list[int]:
        """Return the needs that a token with the key of this number meets."""
        return self._meets[key]

    def _place(self, number: int) -> Place:
        rule, unless, pattern, sequence, item, *needs = self._places[number]
        place = Place(number, rule, bool(unless), pattern, sequence, item, tuple(needs))
        self._made[number] = place
        return place


class _Rows:
    """Rows of numbers behind one another: the ends of the rows, and the numbers."""

    __slots__ = ("_ends", "_numbers")

    def __init__(self, data: tuple[bytes, bytes]) -> None:
        self._ends, self._numbers = (memoryview(part).cast("I") for part in data)

    def __getitem__(self, row: int) -> list[int]:
        first = self._ends[row - 1] if row else 0
        return self._numbers[first : self._ends[row]].tolist()


def _packed(rows: Iterable[Iterable[int]]) -> tuple[bytes, bytes]:
    ends, numbers = array("I"), array("I")
    for row in rows:
        numbers.extend(row)
        ends.append(len(numbers))
    return ends.tobytes(), numbers.tobytes()


def build_index(
    rules: Iterable[Mapping[str, Any]], lists: Mapping[str, Sized]
) -> tuple[dict[str, Any], list[tuple[int, int]]]:
    """Return the plain data of an ``Index``, and rule and number of the slow patterns.

    Slow is a pattern that no rare word leads to.

    Args:
        rules: plain rules as the compiler makes them; lists: the word lists of the plan.
    """
    builder = _Builder(lists)
    slow = []
    for rule, unless, pattern, number, sequence in _sequences(rules):
        cost = builder.add((rule, unless, pattern, number), sequence)
        if cost >= SLOW and not unless and number == 0:
            slow.append((rule, pattern))
    return builder.data(), slow


def _sequences(
    rules: Iterable[Mapping[str, Any]],
) -> Iterator[tuple[int, bool, int, int, Sequence]]:
    """Yield rule, ``unless``, pattern and number of each sequence, and its items."""
    for rule_number, rule in enumerate(rules):
        for group in ("patterns", "unless"):
            for pattern_number, plain in enumerate(rule[group]):
                for number, sequence in enumerate(plain[1]):
                    yield (
                        rule_number, group == "unless", pattern_number, number,
                        from_plain(sequence),
                    )  # fmt: skip


class _Builder:
    """An index in the making.

    Args:
        lists: the word lists of the plan.
    """

    def __init__(self, lists: Mapping[str, Sized]) -> None:
        self._lists = lists
        self._keys: dict[str, int] = {}
        self._found: list[list[int]] = []  # by key: places
        self._needs: dict[tuple[int, ...], int] = {}  # keys of which one must be met → number
        self._places: list[tuple[int, ...]] = []

    def add(self, place: tuple[int, bool, int, int], sequence: Sequence) -> float:
        """Add a sequence under the keys of its rarest word; return how common that word is.

        Args:
            place: rule, ``unless``, pattern and number of the sequence.
            sequence: its items.
        """
        (item, cost, names), *others = (
            (item, *keys_of_item(sequence[item], self._lists))
            for item in by_rarity(sequence, self._lists)
        )
        needed = [
            self._needs.setdefault(self._numbers_of(other_names), len(self._needs))
            for _, other_cost, other_names in others[:_MOST_NEEDS]
            if other_cost < SLOW
        ]
        for key in self._numbers_of(names):
            self._found[key].append(len(self._places))
        self._places.append((*place, item, *needed))
        return cost

    def data(self) -> dict[str, Any]:
        """Return the plain data of the index."""
        meets: list[list[int]] = [[] for _ in self._keys]
        for need, number in self._needs.items():
            for key in need:
                meets[key].append(number)
        return {
            "keys": self._keys,
            "found": _packed(self._found),
            "meets": _packed(meets),
            "places": _packed(self._places),
        }

    def _numbers_of(self, names: list[str]) -> tuple[int, ...]:
        """Return the numbers of these keys, in order; new ones are numbered."""
        keys = self._keys
        numbers = [keys.setdefault(name, len(keys)) for name in dict.fromkeys(names)]
        self._found.extend([] for _ in range(len(keys) - len(self._found)))
        return tuple(sorted(numbers))
