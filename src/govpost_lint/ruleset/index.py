"""Chooses the rarest word of each pattern, under which the matcher finds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from typing import Any

from govpost_lint.ruleset.pattern import Condition, Gap, Sequence, Word, from_plain

_COMMON = frozenset(
    (
        "и в не на я быть что он с а как это по к но они мы весь из у который то за свой "
        "от о для так же вы все год до один такой тот если или уже при еще только бы "
        "когда без под со об наш ваш их его ее нам вам нас вас был была было были будет , "
        ". — : ! ? ( )"
    ).split()
)
_RARE = frozenset(["name", "surn", "patr", "geox", "supr"])
Index = dict[str, dict[str, tuple[tuple[int, int, int, int], ...]]]
Key = tuple[str, str]
"""Table (form, lemma, list, pos, type) and literal."""


def keys_of(condition: Condition, lists: Mapping[str, Sized]) -> tuple[float, list[Key]]:
    """Return how common a condition is (the lower, the rarer) and the literals that find it."""
    if condition.forms:
        cost = sum(300.0 if form in _COMMON else 1.0 for form in condition.forms)
        return cost, [("form", form) for form in condition.forms]
    if condition.lemmas:
        cost = sum(300.0 if lemma in _COMMON else 3.0 for lemma in condition.lemmas)
        cost *= 0.3 if condition.grams else 1.0  # «будем», not every form of «быть»
        return cost, [("lemma", lemma) for lemma in condition.lemmas]
    if condition.lists:
        cost = sum(20.0 + 0.3 * len(lists.get(name, ())) for name in condition.lists)
        return cost, [("list", name) for name in condition.lists]
    if _RARE.intersection(condition.grams) and condition.pos:
        return 150.0, [("pos", name) for name in condition.pos]
    narrowed = 0.5 if condition.regex or condition.grams else 1.0
    if condition.pos:
        return 2000.0 * narrowed, [("pos", name) for name in condition.pos]
    types = condition.types or ("any",)
    cost = 1500.0 if types == ("number",) else 5000.0
    return cost * narrowed, [("type", name) for name in types]


def anchor(sequence: Sequence, lists: Mapping[str, Sized]) -> tuple[int, float, list[Key]]:
    """Return the item by which ``sequence`` is found, its cost and its literals.

    An item after gaps costs more: each place it is found at means several starts to try.
    """
    number = by_rarity(sequence, lists)[0]
    item = sequence[number]
    assert isinstance(item, Word)
    return (number, *keys_of(item.condition, lists))


def by_rarity(sequence: Sequence, lists: Mapping[str, Sized]) -> list[int]:
    """Return the numbers of the items of ``sequence`` that are words, the rarest first."""
    costs = []
    starts = 1
    for number, item in enumerate(sequence):
        if isinstance(item, Word):
            cost = keys_of(item.condition, lists)[0]
            costs.append((cost * (1.0 + starts) / 2.0, number))
        if isinstance(item, (Word, Gap)):
            starts += item.high - item.low
    return [number for _, number in sorted(costs)]


SLOW = 1000.0
"""Cost from which on a pattern has no literal to be found by."""


def build_index(
    rules: Iterable[Mapping[str, Any]], lists: Mapping[str, Sized]
) -> tuple[Index, list[tuple[int, int]]]:
    """Return the index of all token patterns, and the patterns without any literal.

    The index maps a table and a literal to (rule, pattern, sequence, item) numbers.
    """
    found: dict[str, dict[str, list[tuple[int, int, int, int]]]] = {
        table: {} for table in ("form", "lemma", "list", "pos", "type")
    }
    slow = []
    for rule_number, rule in enumerate(rules):
        for pattern_number, plain in enumerate(rule["patterns"]):
            for sequence_number, plain_sequence in enumerate(plain[1]):
                item, cost, keys = anchor(from_plain(plain_sequence), lists)
                if cost >= SLOW and sequence_number == 0:
                    slow.append((rule_number, pattern_number))
                for table, literal in dict.fromkeys(keys):
                    found[table].setdefault(literal, []).append(
                        (rule_number, pattern_number, sequence_number, item)
                    )
    index = {
        table: {literal: tuple(places) for literal, places in literals.items()}
        for table, literals in found.items()
    }
    return index, slow
