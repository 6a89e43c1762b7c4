"""How common the words are that a pattern asks for, and the keys by which texts are searched.

A key names what a token can be looked up by: «form мост», «lemma мост», «list deeds», «pos noun»,
«type number». Every token that fits a condition has one of the keys of that condition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sized

from govpost_lint.ruleset.pattern import Condition, Gap, Sequence, Word

_COMMON = frozenset(
    (
        "и в не на я быть что он с а как это по к но они мы весь из у который то за свой "
        "от о для так же вы все год до один такой тот если или уже при еще только бы "
        "когда без под со об наш ваш их его ее нам вам нас вас был была было были будет , "
        ". — : ! ? ( )"
    ).split()
)
_RARE = frozenset(["name", "surn", "patr", "geox", "supr"])

SLOW = 1000.0
"""Cost from which on a condition is met in nearly every sentence."""


def keys_of(condition: Condition, lists: Mapping[str, Sized]) -> tuple[float, list[str]]:
    """Return how common a condition is (the lower, the rarer) and its keys."""
    if condition.forms:
        cost = sum(300.0 if form in _COMMON else 1.0 for form in condition.forms)
        return cost, [f"form {form}" for form in condition.forms]
    if condition.lemmas:
        cost = sum(300.0 if lemma in _COMMON else 3.0 for lemma in condition.lemmas)
        cost *= 0.3 if condition.grams else 1.0  # «будем», not every form of «быть»
        return cost, [f"lemma {lemma}" for lemma in condition.lemmas]
    if condition.lists:
        cost = sum(20.0 + 0.3 * len(lists.get(name, ())) for name in condition.lists)
        return cost, [f"list {name}" for name in condition.lists]
    if _RARE.intersection(condition.grams) and condition.pos:
        return 150.0, [f"pos {name}" for name in condition.pos]
    narrowed = 0.5 if condition.regex or condition.grams else 1.0
    if condition.pos:
        return 2000.0 * narrowed, [f"pos {name}" for name in condition.pos]
    types = condition.types or ("any",)
    cost = 1500.0 if types == ("number",) else 5000.0
    return cost * narrowed, [f"type {name}" for name in types]


def by_rarity(sequence: Sequence, lists: Mapping[str, Sized]) -> list[int]:
    """Return the numbers of the items of ``sequence`` that are words, the rarest first.

    An item after gaps counts as commoner: each place it is found at means several starts to try.
    """
    costs = []
    starts = 1
    for number, item in enumerate(sequence):
        if isinstance(item, Word):
            cost = keys_of(item.condition, lists)[0]
            costs.append((cost * (1.0 + starts) / 2.0, number))
        if isinstance(item, (Word, Gap)):
            starts += item.high - item.low
    return [number for _, number in sorted(costs)]
