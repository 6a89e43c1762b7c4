"""Replacement templates filled with inflected words.

Any doubt removes the suggestion, never the finding: a form that does not exist or does not parse
back, a word in a gap that would be lost, a second object after the one that changes its case.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from govpost_lint.engine.match import Match
from govpost_lint.ruleset.template import GOVERNMENT, Slot, Template
from govpost_lint.text.analysis import Analysis
from govpost_lint.text.letters import in_cyrillic
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import Reading

MOST = 3
"""More suggestions than this nobody reads."""

_CASES = frozenset(["nomn", "gent", "datv", "accs", "ablt", "loct"])
_NUMBERS = frozenset(["sing", "plur"])
_GENDERS = frozenset(["masc", "femn", "neut"])
_ASPECTS = frozenset(["perf", "impf"])
_CATEGORIES = (
    _CASES,
    _NUMBERS,
    _GENDERS,
    _ASPECTS,
    frozenset(["past", "pres", "futr"]),
    frozenset(["1per", "2per", "3per"]),
    frozenset(["impr", "indc"]),
    frozenset(["incl", "excl"]),
    frozenset(["pssv", "actv"]),
    frozenset(["anim", "inan"]),
)
"""Of each a word form has one grammeme; one that a template names replaces the lent one."""

_LENT = {
    "verb": frozenset().union(*_CATEGORIES) - _CASES - {"pssv", "actv", "anim", "inan"},
    "inf": _ASPECTS,
    "gerund": _ASPECTS,
    "part": frozenset().union(*_CATEGORIES) - {"anim", "inan"},
    "short": _NUMBERS | _GENDERS | {"past", "pres", "pssv"},
}
_NOMINAL = _CASES | _NUMBERS | _GENDERS | {"anim", "inan"}
_VERBAL = frozenset(_LENT)
_JOINS = frozenset({"и", "или", "либо", ",", "а", "/"})

Lists = Mapping[str, Mapping[str, Any]]


def suggestions(match: Match, analysis: Analysis, lists: Lists) -> tuple[str, ...]:
    """Return the replacements for ``match``, best first, at most ``MOST``.

    Args:
        match: a match of a token pattern or of an expression.
        analysis: the text it was found in.
        lists: the word lists of the plan.
    """
    if any(not names for names, *_ in match.bound):
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
            yield _capitalised(text) if _opens_with_capital(match, analysis) else text


def _goes_on(match: Match, analysis: Analysis) -> bool:
    """Whether a join after the match leads to a word that would keep its old case."""
    tokens = analysis.tokens
    after = bisect_left(tokens, match.end, key=lambda token: token.start)
    if after >= len(tokens) or tokens[after].form not in _JOINS or after + 1 >= len(tokens):
        return False
    if analysis.sentence_of[after + 1] != match.sentence:
        return False
    reading = analysis.chosen_reading(after + 1)
    return reading is not None and reading.pos in ("noun", "adj", "part", "num")


def _reading(match: Match, analysis: Analysis, name: str) -> tuple[int, Reading] | None:
    """The single captured token, and the reading under which it fits the pattern.

    The reading chosen in context where it fits, else the only one that fits.
    """
    place = match.tokens_of(name)
    if place is None or place[1] - place[0] != 1:
        return None
    index, _, fit = place
    readings = analysis.readings(index)
    fitting = [n for n in range(len(readings)) if fit is True or int(fit) >> n & 1]
    chosen = analysis.chosen(index)
    if chosen in fitting:
        return index, readings[chosen]
    forms = {(readings[n].key, readings[n].pos, readings[n].grammemes) for n in fitting}
    return (index, readings[fitting[0]]) if len(forms) == 1 else None


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
    if slot.name in match.groups:
        return _as_written(match.groups[slot.name], slot)
    if slot.name and match.tokens_of(slot.name) is None:
        return [""]
    if slot.name and not (slot.to or slot.through or slot.like):
        first, last, _ = match.tokens_of(slot.name) or (0, 0, True)
        tokens = analysis.tokens
        return _as_written(analysis.text[tokens[first].start : tokens[last - 1].end], slot)
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
        lemmas = [_of_aspect(word, lent, wanted) for word in entry[0]] if entry else []
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


def _as_written(text: str, slot: Slot) -> list[str]:
    """The captured text itself, or in Russian letters, if that makes a word of the dictionary."""
    if not slot.script:
        return [text]
    word = in_cyrillic(text)
    return [word] if get_morphology().known(word) else []


def _of_aspect(word: str, lent: Reading | None, wanted: set[str]) -> str:
    """«проверять/проверить» → the one of the aspect wanted or lent; empty where it is missing."""
    imperfective, slash, perfective = word.partition("/")
    if not slash:
        return word
    aspect = wanted & _ASPECTS or (lent.grammemes & _ASPECTS if lent is not None else set())
    return perfective if "perf" in aspect else imperfective


def _over(lent: Iterable[str], wanted: set[str]) -> set[str]:
    """``wanted``, and of ``lent`` what it does not name otherwise."""
    named = [category for category in _CATEGORIES if category & wanted]
    return wanted | {gram for gram in lent if not any(gram in category for category in named)}


def _inflected(
    lemma: str, source: Reading | None, lent: Reading | None, wanted: set[str]
) -> str | None:
    """Inflect another word as ``lent`` (or ``source``) is; a part of speech may be wanted too."""
    morphology = get_morphology()
    readings = [r for r in morphology.readings(lemma) if r.lemma == lemma or r.key == lemma]
    model = lent or source or (readings[0] if readings else None)
    if model is None:
        return None
    pos = next(iter(wanted & _VERBAL), model.pos)
    wanted = wanted - _VERBAL
    if pos in _VERBAL:
        allowed = _LENT[pos] if pos == model.pos else _ASPECTS
        grammemes = _over(model.grammemes & allowed, wanted)
        return morphology.inflect_lemma(lemma, pos, _without_idle_gender(grammemes))
    target = readings[0].pos if readings else ""
    if target in _VERBAL or not target:
        return None
    if target not in ("noun", "adj", "pron", "num", "part"):
        return lemma
    grammemes = _over(model.grammemes & _NOMINAL, wanted)
    if target == "noun":
        grammemes -= _GENDERS | {"anim", "inan"}
    return morphology.inflect_lemma(lemma, target, _without_idle_gender(grammemes))


def _reinflected(text: str, source: Reading, lent: Reading | None, wanted: set[str]) -> str | None:
    """Put the word itself into another form."""
    grammemes = set(wanted)
    if lent is not None:
        allowed = _LENT.get(source.pos, _NOMINAL)
        if source.pos == "noun":
            allowed = _CASES | _NUMBERS
        grammemes = _over(lent.grammemes & allowed, wanted)
    grammemes = _without_idle_gender(grammemes)
    if not grammemes - source.grammemes:
        return text
    return get_morphology().inflect(text, source, grammemes)


def _without_idle_gender(grammemes: set[str]) -> set[str]:
    """The plural has no gender, nor have the present and the future of verbs."""
    if grammemes & {"plur", "pres", "futr", "impr"} and not grammemes & _CASES:
        return grammemes - _GENDERS
    return grammemes - _GENDERS if "plur" in grammemes else grammemes


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _opens_with_capital(match: Match, analysis: Analysis) -> bool:
    """Whether the capital of the first word is that of the sentence, not of a name within it."""
    original = analysis.text[match.start : match.start + 2]
    if not original[:1].isupper() or original[1:].isupper():
        return False
    sentence = analysis.sentences[match.sentence]
    before = analysis.tokens[sentence.first : sentence.last]
    return not any(token.type == "word" for token in before if token.start < match.start)
