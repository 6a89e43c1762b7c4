"""Answers, cached by word form, whether a token fits a condition of a pattern."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from govpost_lint.engine.keys import OWN, READABLE
from govpost_lint.engine.regexes import compiled
from govpost_lint.ruleset.lexical import fits_grammemes
from govpost_lint.ruleset.pattern import Condition
from govpost_lint.ruleset.plan import Rule
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.tokenizer import Token

Fit = bool | int
"""``False``: no; ``True``: whatever the reading; a bit set: only these readings fit."""


_MOST_FORMS = 10_000
"""Word forms kept for each condition: bounds memory on large histories."""

_Tag = tuple[str, frozenset[str]]
"""Part of speech and grammemes of a reading."""


class Probe:
    """One condition with its cache.

    Args:
        condition: what the token must be.
        lists: the word lists of the plan.
        foreign: the rule it belongs to, where that does not come with the program.
    """

    __slots__ = (
        "_asks_known",
        "_asks_reading",
        "_cache",
        "_case",
        "_exclude",
        "_forms",
        "_lemmas",
        "_lists",
        "_minds_case",
        "_own",
        "_regex",
        "_tags",
        "_types",
        "_unknown",
    )

    def __init__(
        self,
        condition: Condition,
        lists: Mapping[str, Mapping[str, object]],
        foreign: Rule | None = None,
    ) -> None:
        self._forms = frozenset(condition.forms)
        self._types = condition.types
        self._lemmas = frozenset(condition.lemmas)
        self._lists = tuple(lists[name] for name in condition.lists)
        self._own = any(name.startswith(OWN) for name in condition.lists)
        self._tags = _tags(condition.pos, condition.grams)
        self._asks_reading = condition.asks_reading
        self._asks_known = bool(self._lemmas or self._lists) or condition.known is not None
        self._unknown = condition.known is False
        regex = condition.regex
        self._regex = compiled(regex, re.IGNORECASE, foreign) if regex else None
        self._case = condition.case
        self._exclude = Probe(condition.exclude, lists, foreign) if condition.exclude else None
        excluded_case = self._exclude is not None and self._exclude._minds_case
        self._minds_case: bool = bool(self._case) or excluded_case  # tokens of one form may differ
        self._cache: dict[tuple[str, str], Fit] = {}

    def fit(self, token: Token) -> Fit:
        """Return whether ``token`` fits, or the readings under which it does."""
        key = (token.text if self._minds_case else token.form, token.type)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= _MOST_FORMS:
                self._cache.clear()
            found = self._cache[key] = self.judge(token)
        return found

    def judge(self, token: Token) -> Fit:
        """``fit`` for who keeps the answer: most words are asked about once, and fail."""
        if not self._fits_surface(token):
            return False
        if self._case and not _has_case(token.text, self._case):
            return False
        if not self._asks_reading:
            return self._exclude is None or not self._exclude.fit(token)
        bits = self._fitting_readings(token)
        if not bits:
            return False
        if self._exclude is not None:
            excluded = self._exclude.fit(token)
            if excluded is True:
                return False
            bits &= ~int(excluded)
            if not bits:
                return False
        everything = (1 << len(get_morphology().readings(token.form))) - 1
        return True if bits == everything else bits

    def _fits_surface(self, token: Token) -> bool:
        if self._forms and token.form not in self._forms:
            return False
        if self._types and token.type not in self._types:
            return False
        if self._regex is not None and not self._regex.found_in(token.form):
            return False
        if not self._asks_known:
            return True
        if self._own and token.type in READABLE:
            return True
        known = token.type in READABLE and get_morphology().known(token.form)
        return known != self._unknown

    def _fitting_readings(self, token: Token) -> int:
        """A bit set of the readings that fit, whatever ``exclude`` says."""
        if token.type not in READABLE:
            return 0
        lemmas, lists, tags = self._lemmas, self._lists, self._tags
        bits, bit = 0, 1
        for reading in get_morphology().readings(token.form):
            if (
                (not lemmas or reading.key in lemmas)
                and (not lists or any(reading.key in words for words in lists))
                and tags[reading.pos, reading.grammemes]
            ):
                bits |= bit
            bit <<= 1
        return bits


class _Tags(dict[_Tag, bool]):
    """Whether readings with these tags have one of ``pos`` and what ``grams`` ask; as a cache.

    There are some hundreds of tags in the language, and many conditions ask the same of them.
    """

    def __init__(self, pos: tuple[str, ...], grams: tuple[str, ...]) -> None:
        super().__init__()
        self._pos, self._grams = pos, grams

    def __missing__(self, tag: _Tag) -> bool:
        pos, grammemes = tag
        fits = (not self._pos or pos in self._pos) and fits_grammemes(pos, grammemes, self._grams)
        self[tag] = fits
        return fits


_tags = lru_cache(maxsize=1024)(_Tags)


def _has_case(text: str, case: str) -> bool:
    if case == "title":
        return text[:1].isupper()
    return text.isupper() if case == "upper" else text.islower()
