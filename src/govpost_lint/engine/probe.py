"""Answers, cached by word form, whether a token fits a condition of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from govpost_lint.engine.regexes import compiled
from govpost_lint.ruleset.lexical import fits_grammemes
from govpost_lint.ruleset.pattern import Condition
from govpost_lint.ruleset.plan import Rule
from govpost_lint.text.deadlines import may_date
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import Reading
from govpost_lint.text.tokenizer import Token

_READABLE = ("word", "abbreviation")
OWN = "own-"
"""Lists whose name starts so hold names and places of the account, which no dictionary knows."""

Fit = bool | int
"""``False``: no; ``True``: whatever the reading; a bit set: only these readings fit."""


class Probe:
    """One condition with its cache.

    Args:
        condition: what the token must be.
        lists: the word lists of the plan.
        foreign: the rule it belongs to, where that does not come with the program.
    """

    __slots__ = (
        "_cache",
        "_case",
        "_condition",
        "_exclude",
        "_forms",
        "_lists",
        "_may",
        "_own",
        "_regex",
        "minds_case",
    )

    def __init__(
        self,
        condition: Condition,
        lists: Mapping[str, Mapping[str, object]],
        foreign: Rule | None = None,
    ) -> None:
        self._condition = condition
        self._forms = frozenset(condition.forms)
        self._lists = tuple(lists[name] for name in condition.lists)
        self._own = any(name.startswith(OWN) for name in condition.lists)
        regex = condition.regex
        self._regex = compiled(regex, re.IGNORECASE, foreign) if regex else None
        self._case = condition.case
        self._exclude = Probe(condition.exclude, lists, foreign) if condition.exclude else None
        excluded_case = self._exclude is not None and self._exclude.minds_case
        self.minds_case: bool = bool(self._case) or excluded_case  # tokens of one form may differ
        self._cache: dict[tuple[str, str], Fit] = {}
        self._may: dict[tuple[str, str], bool] = {}

    def fit(self, token: Token) -> Fit:
        """Return whether ``token`` fits, or the readings under which it does."""
        key = (token.text if self.minds_case else token.form, token.type)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._judge(token)
        return found

    def may_fit(self, token: Token) -> bool:
        """Whether a token of this form can fit in some letter case and some reading."""
        key = (token.form, token.type)
        found = self._may.get(key)
        if found is None:
            found = self._may[key] = self._may_fit(token)
        return found

    def _may_fit(self, token: Token) -> bool:
        if not self.minds_case:
            return self.fit(token) is not False
        return self._fits_surface(token) and (
            not self._condition.asks_reading or bool(self._fitting_readings(token))
        )

    def _judge(self, token: Token) -> Fit:
        if not self._fits_surface(token):
            return False
        if self._case and not _has_case(token.text, self._case):
            return False
        if not self._condition.asks_reading:
            return self._exclude is None or not self._exclude.fit(token)
        bits = self._fitting_readings(token)
        if self._exclude is not None:
            excluded = self._exclude.fit(token)
            if excluded is True:
                return False
            bits &= ~int(excluded)
        if not bits:
            return False
        everything = (1 << len(get_morphology().readings(token.form))) - 1
        return True if bits == everything else bits

    def _fitting_readings(self, token: Token) -> int:
        """A bit set of the readings that fit, whatever ``exclude`` says."""
        if token.type not in _READABLE:
            return 0
        bits = 0
        for number, reading in enumerate(get_morphology().readings(token.form)):
            if self._fits_reading(reading):
                bits |= 1 << number
        return bits

    def _fits_surface(self, token: Token) -> bool:
        condition = self._condition
        if self._forms and token.form not in self._forms:
            return False
        if condition.types and token.type not in condition.types:
            return False
        if self._regex is not None and not self._regex.found_in(token.form):
            return False
        if condition.known is not None or condition.lemmas or condition.lists:
            if self._own and token.type in _READABLE:
                return True
            known = token.type in _READABLE and get_morphology().known(token.form)
            return known == (condition.known is not False)
        return True

    def _fits_reading(self, reading: Reading) -> bool:
        condition = self._condition
        if condition.lemmas and reading.key not in condition.lemmas:
            return False
        if self._lists and not any(reading.key in words for words in self._lists):
            return False
        if condition.pos and reading.pos not in condition.pos:
            return False
        return not condition.grams or fits_grammemes(
            reading.pos, reading.grammemes, condition.grams
        )


def _has_case(text: str, case: str) -> bool:
    if case == "title":
        return text[:1].isupper()
    return text.isupper() if case == "upper" else text.islower()


def lists_by_lemma(lists: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return for each lemma of the word lists the names of those that hold it."""
    found: dict[str, list[str]] = {}
    for name, words in lists.items():
        for lemma in words:
            found.setdefault(lemma, []).append(name)
    return found


def keys_of_token(token: Token, lists_of: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the keys of the index (see ``ruleset.rarity``) under which ``token`` is found.

    Args:
        token: what stands in the text.
        lists_of: names of word lists by lemma.
    """
    keys = {f"form {token.form}", f"type {token.type}", "type any"}
    if may_date(token):
        keys.add("stretch deadline")
    if token.type not in _READABLE:
        return keys
    morphology = get_morphology()
    known = morphology.known(token.form)
    for reading in morphology.readings(token.form):
        keys.add(f"pos {reading.pos}")
        keys.update(f"pos {reading.pos} {gram}" for gram in reading.grammemes)
        if known:
            keys.add(f"lemma {reading.key}")
        for name in lists_of.get(reading.key, ()):
            if known or name.startswith(OWN):
                keys.add(f"list {name}")
    return keys
