"""The keys of the index (see ``ruleset.rarity``) under which a token is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from govpost_lint.text.deadlines import may_date
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.tokenizer import Token

READABLE = ("word", "abbreviation")
"""Types of the tokens that have readings."""

OWN = "own-"
"""Lists whose name starts so hold names and places of the account, which no dictionary knows."""


def lists_by_lemma(lists: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return for each lemma of the word lists the names of those that hold it."""
    found: dict[str, list[str]] = {}
    for name, words in lists.items():
        for lemma in words:
            found.setdefault(lemma, []).append(name)
    return found


def keys_of_token(token: Token, lists_of: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the keys of the index under which ``token`` is found.

    Args:
        token: what stands in the text.
        lists_of: names of word lists by lemma.
    """
    keys = {f"form {token.form}", f"type {token.type}", "type any"}
    if may_date(token):
        keys.add("stretch deadline")
    if token.type not in READABLE:
        return keys
    readings, known = get_morphology().word(token.form)
    for reading in readings:
        keys.update(_grammatical(reading.pos, reading.grammemes))
        if known:
            keys.add(f"lemma {reading.key}")
        for name in lists_of.get(reading.key, ()):
            if known or name.startswith(OWN):
                keys.add(f"list {name}")
    return keys


@lru_cache(maxsize=4096)  # there are some hundreds of such pairs in the language
def _grammatical(pos: str, grammemes: frozenset[str]) -> frozenset[str]:
    return frozenset([f"pos {pos}", *(f"pos {pos} {gram}" for gram in grammemes)])
