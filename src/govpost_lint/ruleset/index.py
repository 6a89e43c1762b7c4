"""The index of all token sequences: from a key of a token to the sequences worth trying there.

A sequence is found by its rarest word; the other words that are not met everywhere are its needs:
a sentence without one of them cannot hold it. Numbers stand in flat arrays, because tuples and
dictionaries of a thousand rules would cost more memory than the dictionary of the language.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sized
from typing import Any, NamedTuple

from govpost_lint.ruleset.pattern import from_plain
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
    keys: dict[str, int] = {}
    found: list[list[int]] = []
    needs: dict[tuple[int, ...], int] = {}
    places: list[tuple[int, ...]] = []
    slow = []

    def numbers_of(names: list[str]) -> tuple[int, ...]:
        numbers = [keys.setdefault(name, len(keys)) for name in dict.fromkeys(names)]
        found.extend([] for _ in range(len(keys) - len(found)))
        return tuple(sorted(numbers))

    for rule_number, rule in enumerate(rules):
        for unless, group in enumerate(("patterns", "unless")):
            for pattern_number, plain in enumerate(rule[group]):
                for sequence_number, plain_sequence in enumerate(plain[1]):
                    sequence = from_plain(plain_sequence)
                    costs = [
                        (item, *keys_of_item(sequence[item], lists))
                        for item in by_rarity(sequence, lists)
                    ]
                    (item, cost, names), *others = costs
                    if cost >= SLOW and not unless and sequence_number == 0:
                        slow.append((rule_number, pattern_number))
                    needed = [
                        needs.setdefault(numbers_of(others_names), len(needs))
                        for _, other_cost, others_names in others[:_MOST_NEEDS]
                        if other_cost < SLOW
                    ]
                    for key in numbers_of(names):
                        found[key].append(len(places))
                    places.append(
                        (rule_number, unless, pattern_number, sequence_number, item, *needed)
                    )
    meets: list[list[int]] = [[] for _ in keys]
    for need, number in needs.items():
        for key in need:
            meets[key].append(number)
    data = {
        "keys": keys,
        "found": _packed(found),
        "meets": _packed(meets),
        "places": _packed(places),
    }
    return data, slow
