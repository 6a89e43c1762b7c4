"""Checks of patterns against the dictionary: what no Russian word can match is a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from govpost_lint.ruleset.pattern import Condition, Sequence, Word
from govpost_lint.ruleset.vocabulary import POS
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import normalize

if TYPE_CHECKING:
    from govpost_lint.ruleset.lists import Lists  # brings pydantic; a warm run needs none of it

Mistake = tuple[str, str]
"""Message and way out."""

_CASES = frozenset(["nomn", "gent", "datv", "accs", "ablt", "loct"])
_NOMINAL = _CASES | frozenset(
    ["sing", "plur", "masc", "femn", "neut", "anim", "inan", "fixd", "ms-f", "gndr", "pltm", "sgtm"]
)
_POSSIBLE = {
    "noun": _NOMINAL | frozenset(["name", "surn", "patr", "geox", "orgn", "abbr", "voct"]),
    "adj": _NOMINAL | frozenset(["apro", "anum", "supr", "qual", "poss", "dmns"]),
    "verb": frozenset(
        (
            "sing plur masc femn neut past pres futr 1per 2per 3per perf impf impr indc tran intr"
        ).split()
    ),
    "inf": frozenset(["perf", "impf", "tran", "intr"]),
    "part": _NOMINAL | frozenset(["past", "pres", "pssv", "actv", "perf", "impf", "tran", "intr"]),
    "gerund": frozenset(["perf", "impf", "past", "pres", "tran", "intr"]),
    "short": frozenset(
        "sing plur masc femn neut past pres pssv perf impf qual anum poss apro tran".split()
    ),
    "num": _CASES | frozenset(["masc", "femn", "neut", "anim", "inan"]),
    "pron": _CASES
    | frozenset(["1per", "2per", "3per", "sing", "plur", "masc", "femn", "neut", "anum"]),
}


_UNCHANGING = frozenset(["prep", "conj", "adv", "particle", "pred", "intj"])


def canonical_lemma(word: str) -> str:
    """Return the key under which the dictionary keeps ``word``, or ``word`` itself.

    Several dictionary forms are spelled in two ways: счастье (счастие), достичь (достигнуть),
    во (в). Only a form that is a dictionary form in its own right is changed.
    """
    morphology = get_morphology()
    if not morphology.known(word) or morphology.is_lemma(word):
        return word
    for reading in morphology.readings(word):
        grammemes = reading.grammemes
        if reading.pos == "noun" and normalize(morphology.citation(word, reading)) == word:
            return reading.key
        if reading.pos == "inf" or reading.pos in _UNCHANGING:
            return reading.key
        if reading.pos == "noun" and {"nomn", "sing"} <= grammemes:
            return reading.key
    return word


def canonical(sequence: Sequence) -> Sequence:
    """Return ``sequence`` with every lemma under the key of the dictionary."""
    return tuple(
        replace(item, condition=_canonical_condition(item.condition))
        if isinstance(item, Word)
        else item
        for item in sequence
    )


def _canonical_condition(condition: Condition) -> Condition:
    lemmas = dict.fromkeys(canonical_lemma(lemma) for lemma in condition.lemmas)
    exclude = condition.exclude and _canonical_condition(condition.exclude)
    return replace(condition, lemmas=tuple(lemmas), exclude=exclude)


def lemma_mistake(lemma: str) -> Mistake | None:
    """Return why ``lemma`` cannot be matched as a dictionary form, or ``None``."""
    morphology = get_morphology()
    if morphology.is_lemma(lemma):
        return None
    lemmas = morphology.lemmas(lemma)
    if lemmas:
        return (f"«{lemma}» — не начальная форма", f"напишите «{lemmas[0]}»")
    return (
        f"слова «{lemma}» нет в словаре",
        "проверьте написание; редкую форму пишите без фигурных скобок",
    )


def sequence_mistakes(sequence: Sequence, lists: Lists) -> list[tuple[Condition, Mistake]]:
    """Return what makes ``sequence`` impossible: lemmas, lists and grammemes that fit no word."""
    found = []
    for item in sequence:
        if isinstance(item, Word):
            for condition in _conditions(item):
                mistake = _condition_mistake(condition, lists)
                if mistake:
                    found.append((condition, mistake))
    return found


def _conditions(word: Word) -> Iterator[Condition]:
    for condition in (word.condition, *word.skip):
        yield condition
        if condition.exclude:
            yield condition.exclude


def _condition_mistake(condition: Condition, lists: Lists) -> Mistake | None:
    for name in condition.lists:
        if name in lists.patterns:
            hint = f"пишите «{{@{name}}}» отдельным образцом, без других слов и признаков"
            return (f"«{name}» — список образцов, а здесь место одному слову", hint)
        if name not in lists.words:
            return (f"списка «{name}» нет", f"создайте lists/{name}.yaml")
    for lemma in condition.lemmas:
        mistake = lemma_mistake(lemma) or _form_mistake(lemma, condition.grams, condition.pos)
        if mistake:
            return mistake
    for pos in condition.pos:
        for gram in condition.grams:
            bare = gram.removeprefix("!")
            if bare in POS:
                if bare != pos and not gram.startswith("!"):
                    return (f"«{pos}» не бывает «{bare}»", "оставьте одну часть речи")
            elif pos in _POSSIBLE and bare not in _POSSIBLE[pos]:
                return (f"у «{pos}» не бывает признака «{bare}»", "уберите его")
    return None


@lru_cache(maxsize=20_000)
def _form_mistake(lemma: str, grams: tuple[str, ...], pos: tuple[str, ...]) -> Mistake | None:
    if not grams and not pos:
        return None
    morphology = get_morphology()
    for form in morphology.forms(lemma):
        for reading in morphology.readings(form):
            if reading.key == lemma and fits_grammemes(reading.pos, reading.grammemes, grams):
                if pos and reading.pos not in pos:
                    continue
                return None
    return (f"у слова «{lemma}» нет формы «{','.join(grams + pos)}»", "проверьте признаки")


def fits_grammemes(pos: str, grammemes: frozenset[str], wanted: tuple[str, ...]) -> bool:
    """Whether a reading has all of ``wanted`` (names of parts of speech too; «!» negates)."""
    for gram in wanted:
        if gram[0] == "!":
            if gram[1:] in grammemes or gram[1:] == pos:
                return False
        elif gram not in grammemes and gram != pos:
            return False
    return True
