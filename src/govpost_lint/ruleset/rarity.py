"""How common the words are that a pattern asks for, and the keys by which texts are searched.

A key names what a token can be looked up by: «form мост», «lemma мост», «list deeds», «pos noun»,
«pos noun gent», «type number». Every token that fits a condition has one of its keys. Of a stretch
of several words (a deadline) at least one token has the key «stretch deadline».
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized

from govpost_lint.ruleset.literals import needs_of
from govpost_lint.ruleset.pattern import Condition, Gap, Item, Sequence, Stretch, Word

_COMMON = frozenset(
    (
        "и в не на я быть что он с а как это по к но они мы весь из у который то за свой "
        "от о для так же вы все год до один такой тот если или уже при еще только бы "
        "когда без под со об наш ваш их его ее нам вам нас вас был была было были будет , "
        ". — : ! ? ( )"
    ).split()
)
_SHARES = {
    "noun": 0.23, "noun gent": 0.13, "noun abbr": 0.05, "noun name": 0.01, "noun surn": 0.01,
    "noun patr": 0.01, "noun geox": 0.01, "adj": 0.06, "adj gent": 0.02, "adj apro": 0.02,
    "adj supr": 0.01, "verb": 0.06, "verb past": 0.03, "verb pres": 0.02, "verb futr": 0.012,
    "verb impr": 0.013, "verb 1per": 0.01, "verb 2per": 0.005, "inf": 0.01, "part": 0.005,
    "gerund": 0.003, "short": 0.02, "short pssv": 0.01, "num": 0.01, "pron": 0.02, "prep": 0.07,
    "conj": 0.03, "adv": 0.03, "particle": 0.06, "comp": 0.005, "pred": 0.005, "intj": 0.03,
}  # fmt: skip
"""Share of the tokens of tests/marked/*.txt that may be read so."""

_FOR_A_SHARE = 10_000.0
"""Cost of what every token is; a word form costs 1."""

_STRETCH_COST = 500.0
"""Cost of a stretch: about one token in twenty may belong to a date."""

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
    narrowed = 0.5 if condition.regex or condition.grams else 1.0
    if condition.pos:
        kinds = [_rarest_kind(pos, condition.grams) for pos in condition.pos]
        cost = sum(_SHARES[kind] for kind in kinds) * _FOR_A_SHARE
        return cost * narrowed, [f"pos {kind}" for kind in kinds]
    types = condition.types or ("any",)
    cost = 1500.0 if types == ("number",) else 5000.0
    return cost * narrowed, [f"type {name}" for name in types]


def keys_of_item(item: Item, lists: Mapping[str, Sized]) -> tuple[float, list[str]]:
    """Return how common a word or stretch is and its keys."""
    if isinstance(item, Stretch):
        return _STRETCH_COST, [f"stretch {item.kind}"]
    assert isinstance(item, Word)
    return keys_of(item.condition, lists)


def _rarest_kind(pos: str, grams: Iterable[str]) -> str:
    """The part of speech with that of the grammemes asked for which is met least often."""
    kinds = [pos, *(f"{pos} {gram}" for gram in grams)]
    return min((kind for kind in kinds if kind in _SHARES), key=_SHARES.__getitem__)


def by_rarity(sequence: Sequence, lists: Mapping[str, Sized]) -> list[int]:
    """Return the numbers of the words and stretches of ``sequence``, the one to look up first.

    That is the rarest from which the start can be told: a stretch may be of any length, so none
    after it. An item after gaps counts as commoner: each place it is found at means several starts
    to try.
    """
    costs = []
    starts = 1
    after = False
    for number, item in enumerate(sequence):
        if isinstance(item, (Word, Stretch)):
            cost = keys_of_item(item, lists)[0] * _share_that_fits(item)
            costs.append((cost * (1.0 + starts) / 2.0, after, number))
        if isinstance(item, (Word, Gap)):
            starts += item.high - item.low
        after = after or isinstance(item, Stretch)
    ordered = sorted(costs)
    anchor = min(ordered, key=lambda cost: cost[1])
    return [anchor[2], *(number for _, _, number in ordered if number != anchor[2])]


def _share_that_fits(item: Word | Stretch) -> float:
    """Estimate how many of the tokens with the keys of ``item`` have its letters and its case."""
    if isinstance(item, Stretch):
        return 1.0
    condition = item.condition
    named = bool(condition.forms or condition.lemmas or condition.lists)
    letters = 0.2 if condition.regex and not named and needs_of(condition.regex).sets else 1.0
    return letters * (0.3 if condition.case in ("title", "upper") else 1.0)
