"""A word as the tagger sees it by itself: its candidate readings, and what neighbours may ask."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from govpost_lint.text.reading import Reading, normalize

if TYPE_CHECKING:
    from govpost_lint.text.tagger_weights import Shape

_CASE_LETTERS = {"nomn": "n", "gent": "g", "datv": "d", "accs": "a", "ablt": "i", "loct": "l",
                 "voct": "v"}  # fmt: skip
_PROPER = frozenset({"name", "surn", "patr", "geox"})
_PUNCTUATION = frozenset(",.!?:;()…/")
_QUOTES = frozenset("«»\"“”„'")
_DASHES = frozenset("-–—")
_BOUNDARIES = frozenset((*",.!?:;()…—", "#E"))


class Candidate:
    """One reading as the features see it: `fine` and `coarse` tags and its parts."""

    __slots__ = (
        "animacy", "case", "coarse", "fine", "gender", "identity", "lexical", "number", "pos",
    )  # fmt: skip

    def __init__(self, reading: Reading, rank: int, best_score: float) -> None:
        grammemes = reading.grammemes
        self.pos = reading.pos
        self.case = next((v for k, v in _CASE_LETTERS.items() if k in grammemes), "_")
        self.number = letter(grammemes, "sing", "plur")
        gender = "c" if "ms-f" in grammemes else letter(grammemes, "masc", "femn", "neut")
        self.gender = "_" if self.number == "p" else gender
        self.animacy = letter(grammemes, "anim", "inan")
        kind = _kind(reading)
        form = _verb_form(reading)
        animate = "a" if self.animacy == "a" and self.pos == "noun" else ""
        coarse_kind = "noun" if self.pos == "noun" else kind
        self.coarse = coarse_kind + self.case + form[:1]
        self.fine = kind + self.case + self.number + self.gender + form + animate
        self.identity = self.fine + self.animacy  # all that pairs of words look at
        # pymorphy3's score in half-octave steps below the best reading of the form
        step = min(9, int(-math.log2(max(reading.score, 1e-6) / best_score) * 1.5))
        self.lexical = (
            f"S{step}", f"S{step}{self.coarse}", f"L{reading.key}{self.coarse}",
            f"R{min(rank, 3)}",
        )  # fmt: skip


class Token:
    """One word of a sentence with everything about it that does not depend on its neighbours."""

    __slots__ = (
        "base", "boundary", "candidates", "conjunction", "finite", "key", "mark", "may_modify",
        "modifier", "nouns", "options", "preposition", "readings", "shape", "subject", "verb",
        "verb_kind",
    )  # fmt: skip

    def __init__(self, word: str, readings: tuple[Reading, ...]) -> None:
        best = max((reading.score for reading in readings), default=1.0) or 1e-6
        self.readings = readings
        self.candidates = [Candidate(r, i, best) for i, r in enumerate(readings)]
        self.base: tuple[int, ...] = ()  # scores of own features, filled in by the tagger
        self.shape: Shape | None = None  # as well
        self.key, self.mark = normalize(word), ""
        if not readings:
            self.key, self.mark = _mark(self.key)
        self.options = "|".join(sorted({c.coarse for c in self.candidates})) or self.mark
        self.preposition = next(
            (r.key for r in readings if r.pos == "prep" and r.score > 0.3), None
        )
        self.conjunction = any(r.pos == "conj" for r in readings)
        self.modifier = any(c.pos in ("adj", "part", "num") for c in self.candidates)
        self.may_modify = self.modifier or any(r.pos in ("adv", "particle") for r in readings)
        self.nouns = [c for c in self.candidates if c.pos == "noun"]
        self.boundary = not readings and self.mark in _BOUNDARIES
        self._set_verb()
        self.subject = ""  # number and gender of a word that can only be a nominative
        if readings and all(c.pos in ("noun", "pron") and c.case == "n" for c in self.candidates):
            self.subject = self.candidates[0].number + self.candidates[0].gender

    def _set_verb(self) -> None:
        self.verb, self.verb_kind, self.finite = ("-", "-"), "", None
        for candidate, reading in zip(self.candidates, self.readings, strict=True):
            if candidate.pos in ("verb", "inf", "gerund", "part") and reading.score > 0.15:
                break
        else:
            return
        grammemes = reading.grammemes
        reflexive = reading.key.endswith(("ся", "сь"))
        self.verb = (reading.key, "t" if "tran" in grammemes else "r" if reflexive else "i")
        self.verb_kind = candidate.pos[:1]
        if candidate.pos == "verb":
            person = letter(grammemes, "1per", "2per", "3per")
            agreement = candidate.number + candidate.gender + person
            self.finite = "!" if "impr" in grammemes else agreement


def letter(grammemes: frozenset[str], *names: str) -> str:
    return next((name[0] for name in names if name in grammemes), "_")


def _kind(reading: Reading) -> str:
    grammemes = reading.grammemes
    if reading.pos == "adj":
        return "aP" if "apro" in grammemes else "aN" if "anum" in grammemes else "adj"
    if reading.pos == "short":
        return "prts" if "prts" in grammemes else "adjs"
    if reading.pos == "noun" and grammemes & _PROPER:
        return "nam"
    return reading.pos


def _verb_form(reading: Reading) -> str:
    if reading.pos != "verb":
        return ""
    if "impr" in reading.grammemes:
        return "!"
    tense = letter(reading.grammemes, "past", "pres", "futr")
    return tense + letter(reading.grammemes, "1per", "2per", "3per")


def _mark(key: str) -> tuple[str, str]:
    """Return key and tag of a token without readings."""
    if key.isdecimal():  # the last digits decide the form of the counted noun
        teen = len(key) > 1 and key[-2] == "1"
        mark = "#5" if teen or key[-1] not in "1234" else "#1" if key[-1] == "1" else "#2"
        return "0", mark
    if any(char.isdigit() for char in key):
        mark = "#0"
    elif re.match("[a-z]", key):
        mark = "#L"
    elif re.match("[а-яё]", key):
        mark = "#U"
    elif key in _DASHES:
        mark = "—"
    elif key in _QUOTES:
        mark = '"'
    else:
        mark = key if key in _PUNCTUATION else "#E"
    return mark, mark
