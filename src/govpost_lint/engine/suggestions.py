"""Replacement templates filled with inflected words.

Any doubt removes the suggestion, never the finding: a form that does not exist or does not parse
back, a word in a gap that would be lost, a second object after the one that changes its case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from govpost_lint.engine.matcher import Match
from govpost_lint.ruleset.template import GOVERNMENT, Slot, Template
from govpost_lint.text.analysis import Analysis
from govpost_lint.text.morphology import Reading, get_morphology

MOST = 3
"""More suggestions than this nobody reads."""

_LENT = {
    "verb": frozenset("past pres futr 1per 2per 3per sing plur masc femn neut impr indc".split()),
    "inf": frozenset[str](),
    "gerund": frozenset[str](),
    "part": frozenset(
        "nomn gent datv accs ablt loct sing plur masc femn neut past pres actv pssv".split()
    ),
    "short": frozenset(["sing", "plur", "masc", "femn", "neut", "past", "pres", "pssv"]),
}
_NOMINAL = frozenset("nomn gent datv accs ablt loct sing plur masc femn neut anim inan".split())
_CASES = frozenset(["nomn", "gent", "datv", "accs", "ablt", "loct"])
_VERBAL = frozenset(_LENT)
_GENDERS = frozenset({"masc", "femn", "neut"})
_JOINS = frozenset({"и", "или", "либо", ",", "а", "/"})

Lists = Mapping[str, Mapping[str, Any]]


def suggestions(match: Match, analysis: Analysis, lists: Lists) -> tuple[str, ...]:
    """Return the replacements for ``match``, best first, at most ``MOST``.

    Args:
        match: a match of a token pattern, or of an expression with literal templates only.
        analysis: the text it was found in.
        lists: the word lists of the plan.
    """
    if any(not names for names, _, _ in match.bound):
        return ()
    found: list[str] = []
    for template in match.pattern.suggest:
        for text in _fill(template, match, analysis, lists):
            if text not in found:
                found.append(text)
    return tuple(found[:MOST])


def _fill(template: Template, match: Match, analysis: Analysis, lists: Lists) -> Iterator[str]:
    changes_case = any(isinstance(part, Slot) and part.to for part in template)
    if changes_case and _goes_on(match, analysis):
        return
    governments = list(_governments(template, match, analysis, lists))
    government = governments[0] if len(governments) == 1 else ""
    choices = [
        [part] if isinstance(part, str) else _words(part, match, analysis, lists, government)
        for part in template
    ]
    for parts in product(*choices):
        text = " ".join("".join(parts).split())
        if text:
            yield _capitalised(text, analysis.text[match.start : match.end])


def _goes_on(match: Match, analysis: Analysis) -> bool:
    """Whether a join after the match leads to a word that would keep its old case."""
    tokens = analysis.tokens
    after = next((i for i, token in enumerate(tokens) if token.start >= match.end), len(tokens))
    if after >= len(tokens) or tokens[after].form not in _JOINS or after + 1 >= len(tokens):
        return False
    if analysis.sentence_of[after + 1] != match.sentence:
        return False
    reading = analysis.chosen_reading(after + 1)
    return reading is not None and reading.pos in ("noun", "adj", "part", "num")


def _reading(match: Match, analysis: Analysis, name: str) -> tuple[int, Reading] | None:
    """The single captured token and its reading."""
    place = match.tokens_of(name)
    if place is None or place[1] - place[0] != 1:
        return None
    reading = analysis.chosen_reading(place[0])
    return (place[0], reading) if reading else None


def _governments(
    template: Template, match: Match, analysis: Analysis, lists: Lists
) -> Iterator[str]:
    for part in template:
        if isinstance(part, Slot) and part.through:
            found = _reading(match, analysis, part.name)
            entry = lists[part.through].get(found[1].key) if found else None
            if entry:
                yield entry[1]


def _words(
    slot: Slot, match: Match, analysis: Analysis, lists: Lists, government: str
) -> list[str]:
    """Every text that may stand for ``slot``; none where it is doubtful."""
    if slot.name and match.tokens_of(slot.name) is None:
        return [""]
    if slot.name and not (slot.to or slot.through or slot.like):
        first, last = match.tokens_of(slot.name) or (0, 0)
        tokens = analysis.tokens
        return [analysis.text[tokens[first].start : tokens[last - 1].end]]
    source = _reading(match, analysis, slot.name) if slot.name else None
    if slot.name and source is None:
        return []
    lender = _reading(match, analysis, slot.like) if slot.like else None
    if slot.like and lender is None:
        return []
    wanted = {government if gram == GOVERNMENT else gram for gram in slot.to}
    if "" in wanted:
        return []
    lent = lender[1] if lender else None
    if slot.through:
        entry = lists[slot.through].get(source[1].key) if source else None
        lemmas = [_of_aspect(word, lent) for word in entry[0]] if entry else []
        return [
            form
            for lemma in lemmas
            if lemma and (form := _inflected(lemma, source and source[1], lent, wanted))
        ]
    if source is None:
        made = _inflected(slot.lemma, None, lent, wanted)
    else:
        made = _reinflected(analysis.tokens[source[0]].text, source[1], lent, wanted)
    return [made] if made else []


def _of_aspect(word: str, lent: Reading | None) -> str:
    """«проверять/проверить» → the one of the lender's aspect; empty where that is missing."""
    imperfective, slash, perfective = word.partition("/")
    if not slash:
        return word
    if lent is not None and "perf" in lent.grammemes:
        return perfective
    return imperfective


def _inflected(
    lemma: str, source: Reading | None, lent: Reading | None, wanted: set[str]
) -> str | None:
    morphology = get_morphology()
    model = lent or source
    if model is None:
        readings = morphology.readings(lemma)
        model = readings[0] if readings else None
    if model is None:
        return None
    if model.pos in _VERBAL:
        lent_grammemes = (model.grammemes & _LENT[model.pos]) | wanted
        return morphology.inflect_lemma(lemma, model.pos, lent_grammemes)
    target = next((r.pos for r in morphology.readings(lemma) if r.lemma == lemma), "")
    if target in _VERBAL or not target:
        return None
    grammemes = set(model.grammemes & _NOMINAL)
    if target == "noun":
        grammemes -= _GENDERS | {"anim", "inan"}
    if "plur" in grammemes:
        grammemes -= _GENDERS
    if wanted & _CASES:
        grammemes -= _CASES
    if target == "noun" and lent is not None and source is not None:
        grammemes = {gram for gram in grammemes if gram in _CASES | {"sing", "plur"}}
    if target not in ("noun", "adj", "pron", "num", "part"):
        return lemma
    return morphology.inflect_lemma(lemma, target, grammemes | wanted)


def _reinflected(text: str, source: Reading, lent: Reading | None, wanted: set[str]) -> str | None:
    grammemes = set(wanted)
    if lent is not None:
        allowed = _LENT.get(source.pos, _NOMINAL)
        grammemes |= lent.grammemes & allowed
    if not grammemes - source.grammemes:
        return text
    return get_morphology().inflect(text, source, grammemes)


def _capitalised(text: str, original: str) -> str:
    if original[:1].isupper() and not original[1:2].isupper():
        return text[:1].upper() + text[1:]
    return text
