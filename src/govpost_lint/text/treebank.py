"""Universal Dependencies treebanks: their sentences, and which of our readings each word has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import CASES, Reading, normalize

_SKIPPED = frozenset({"X", "SYM", "NUM", "PUNCT"})
_CYRILLIC = re.compile(r"[а-яё]+(?:-[а-яё]+)*\Z", re.IGNORECASE)
_UD_CASE = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt",
            "Loc": "loct", "Par": "gent", "Voc": "nomn"}  # fmt: skip
_UD_NUMBER = {"Sing": "sing", "Plur": "plur"}
_UD_GENDER = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_UD_PERSON = {"1": "1per", "2": "2per", "3": "3per"}
_UD_TENSE = {"Past": "past", "Pres": "pres", "Fut": "futr"}
_UD_ANIMACY = {"Anim": "anim", "Inan": "inan"}
_UD_VERB = {"Inf": "inf", "Part": "part", "Conv": "gerund", "Fin": "verb"}
_UD_COARSE = {"NOUN": "N", "PROPN": "N", "PRON": "P", "DET": "P", "VERB": "V", "AUX": "V",
              "ADV": "R", "CCONJ": "C", "SCONJ": "C", "ADJ": "A", "ADP": "E", "PART": "T",
              "INTJ": "I", "NUM": "M"}  # fmt: skip
_COARSE = {"noun": "N", "pron": "P", "verb": "V", "inf": "V", "part": "V", "gerund": "V",
           "adv": "R", "comp": "R", "pred": "R", "conj": "C", "num": "M", "prep": "E",
           "particle": "T", "intj": "I"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoldWord:
    """One word of a treebank."""

    form: str
    lemma: str
    upos: str
    feats: Mapping[str, str]
    relation: str  # to its syntactic head; only training looks at it

    @property
    def predicative(self) -> bool:
        """«Мне страшно»: the older treebanks call it an adverb, the newer a short adjective."""
        return self.upos == "ADV" and self.relation in ("root", "ccomp", "advcl", "acl")

    @property
    def pos(self) -> str:
        """Part of speech as coarse as both annotations can agree on."""
        if self.feats.get("Degree") == "Cmp":
            return "R"
        if self.feats.get("VerbForm") in ("Part", "Conv"):
            return "V"
        return _UD_COARSE.get(self.upos, self.upos)

    @property
    def case(self) -> str | None:
        return _UD_CASE.get(self.feats.get("Case", ""))

    @property
    def measured(self) -> bool:
        return self.upos not in _SKIPPED and bool(_CYRILLIC.match(self.form))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A treebank sentence with the readings of its words and the right ones among them."""

    genre: str
    gold: tuple[GoldWord, ...]
    words: tuple[str, ...]
    readings: tuple[tuple[Reading, ...], ...]
    right: tuple[frozenset[int], ...]  # empty where no reading agrees with the treebank


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file (word ranges and empty nodes are skipped)."""
    genre, rows = "", []
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# genre ="):
                genre = line.partition("=")[2].strip()
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))
            elif not line and rows:
                yield _sentence(genre, rows)
                genre, rows = "", []


def _sentence(genre: str, rows: list[list[str]]) -> Sentence:
    gold = tuple(
        GoldWord(form, lemma, upos, _parse_feats(feats), relation)
        for number, form, lemma, upos, _, feats, _, relation, *_ in rows
        if number.isdecimal()
    )
    words = tuple(word.form for word in gold)
    readings = tuple(get_morphology().readings(word) for word in words)
    right = tuple(right_readings(r, g) for r, g in zip(readings, gold, strict=True))
    return Sentence(genre, gold, words, readings, right)


def _parse_feats(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split("|") if "=" in pair)


def right_readings(readings: Sequence[Reading], gold: GoldWord) -> frozenset[int]:
    """Return the indices of the readings that agree best with a treebank's analysis."""
    points = [_agreement(reading, gold) for reading in readings]
    best = max(points, default=0.0)
    right = frozenset(i for i, value in enumerate(points) if value == best)
    case = gold.case
    case_found = case is None or any(case_of(readings[i]) == case for i in right)
    return right if best >= 6 and case_found else frozenset()


def _agreement(reading: Reading, gold: GoldWord) -> float:
    """Weigh what matters to rules: case, part of speech, form of the verb, number, lemma."""
    feats, grammemes = gold.feats, reading.grammemes
    case = case_of(reading)
    points = 8.0 if case == gold.case else -6.0 if case and gold.case else 0.0
    if gold.predicative and reading.pos == "short" and "neut" in grammemes:
        return 99.0
    points += 6 * (coarse_pos(reading) == gold.pos)
    if gold.pos == "V":
        points += _verb_agreement(reading, feats)
    if gold.upos == "ADJ" and feats.get("Variant") == "Short":
        points += 4 * (reading.pos == "short")
    if gold.upos == "NUM":
        points += 3 * (reading.pos == "num")
    number, gender = (
        _UD_NUMBER.get(feats.get("Number", "")),
        _UD_GENDER.get(feats.get("Gender", "")),
    )
    points += 4 * (number in grammemes)
    points += 2 * (gender is not None and (gender in grammemes or number == "plur"))
    points += 2.5 * (reading.key == normalize(gold.lemma))
    points += _UD_ANIMACY.get(feats.get("Animacy", "")) in grammemes
    proper = bool(grammemes & {"name", "surn", "patr", "geox", "orgn"})
    points += reading.pos == "noun" and proper == (gold.upos == "PROPN")
    return points


def _verb_agreement(reading: Reading, feats: Mapping[str, str]) -> float:
    form = "short" if feats.get("Variant") == "Short" else _UD_VERB.get(feats.get("VerbForm", ""))
    points = 5.0 * (reading.pos == form)
    if reading.pos == "verb":
        imperative = feats.get("Mood") == "Imp"
        points += 4 * (imperative == ("impr" in reading.grammemes))
        for feat, names in (("Person", _UD_PERSON), ("Tense", _UD_TENSE)):
            wanted = names.get(feats.get(feat, ""))
            points += 2 * (wanted is None or wanted in reading.grammemes)
    return points


def coarse_pos(reading: Reading) -> str:
    """Return the class that is compared with `GoldWord.pos`."""
    if reading.pos == "adj":
        return "P" if "apro" in reading.grammemes else "A"
    if reading.pos == "short":
        return "V" if "prts" in reading.grammemes else "A"
    return _COARSE[reading.pos]


def case_of(reading: Reading) -> str | None:
    """Return the case of a reading, the vocative as the nominative; ``None`` without one."""
    if "voct" in reading.grammemes:
        return "nomn"
    return next((case for case in CASES if case in reading.grammemes), None)
