"""One morphological analysis as plain data, and the names of its parts."""

from __future__ import annotations

from dataclasses import dataclass

POS_NAMES = {
    "NOUN": "noun", "ADJF": "adj", "VERB": "verb", "INFN": "inf", "PRTF": "part",
    "GRND": "gerund", "ADJS": "short", "PRTS": "short", "NUMR": "num", "NPRO": "pron",
    "PREP": "prep", "CONJ": "conj", "ADVB": "adv", "PRCL": "particle", "COMP": "comp",
    "PRED": "pred", "INTJ": "intj",
}  # fmt: skip
"""pymorphy3's parts of speech and ours."""

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


@dataclass(frozen=True, slots=True)
class Reading:
    """One morphological analysis of a word form.

    Attributes:
        lemma: dictionary form in lower case, with ё where the dictionary has it.
        pos: noun adj verb inf part gerund short num pron prep conj adv particle comp pred intj.
        grammemes: OpenCorpora grammemes in lower case (nomn, sing, femn, past, anim, …); the
            second genitive, locative and accusative are folded into gent, loct, accs.
        score: pymorphy3's estimate of the reading without context, 0..1.
        key: the lemma with ё written as е, by which rules look it up.
    """

    lemma: str
    pos: str
    grammemes: frozenset[str]
    score: float
    key: str


def normalize(word: str) -> str:
    """Return the spelling by which words are compared: lower case, ё written as е."""
    return word.lower().replace("ё", "е")
