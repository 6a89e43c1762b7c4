"""Which form of a word is asked for: a choice among all its forms, without any dictionary."""

from __future__ import annotations

from collections.abc import Iterable

from govpost_lint.text.reading import CASES, Reading

Form = tuple[str, str, frozenset[str]]
"""A form of a word, its part of speech and its grammemes."""

# A grammeme asked of `inflect` replaces the one of its own category.
_CATEGORIES = (
    frozenset(CASES) | {"voct"},
    frozenset({"sing", "plur"}),
    frozenset({"masc", "femn", "neut"}),
    frozenset({"past", "pres", "futr"}),
    frozenset({"1per", "2per", "3per"}),
    frozenset({"indc", "impr"}),
    frozenset({"anim", "inan"}),
    frozenset({"pssv", "actv"}),
    frozenset({"incl", "excl"}),
)


def implied(grammemes: frozenset[str], wanted: frozenset[str]) -> frozenset[str]:
    """Add what a form leaves open: gender in the plural, animacy where forms coincide."""
    extra: set[str] = set()
    if "plur" in grammemes:
        extra |= wanted & {"masc", "femn", "neut"}
    if not grammemes & {"anim", "inan"}:
        extra |= wanted & {"anim", "inan"}
    return grammemes | extra


def pick_form(lexeme: Iterable[Form], reading: Reading, wanted: frozenset[str]) -> str | None:
    """Choose the form of a lexeme that has the wanted grammemes and else resembles the reading."""
    replaced: set[str] = set()
    for category in _CATEGORIES:
        if wanted & category:
            replaced |= category
    target = (reading.grammemes - replaced) | wanted
    if "plur" in target and reading.pos in ("adj", "part", "short", "verb"):
        target -= {"masc", "femn", "neut"}
    fitting = [
        (word, pos, grammemes)
        for word, pos, grammemes in lexeme
        if wanted <= implied(grammemes, wanted)
    ]
    same_pos = [form for form in fitting if form[1] == reading.pos]
    if not same_pos and reading.pos == "inf":  # the infinitive stands for the whole verb
        same_pos = [form for form in fitting if form[1] == "verb"]
    if not same_pos:
        return None
    best = max(same_pos, key=lambda form: _likeness(form[2], target))
    rivals = {w for w, _, g in same_pos if g - {"anim", "inan"} == best[2] - {"anim", "inan"}}
    undetermined = "accs" in target and not target & {"anim", "inan"} and len(rivals) > 1
    return None if undetermined else best[0]


def _likeness(grammemes: frozenset[str], target: frozenset[str]) -> float:
    """pymorphy3's measure of how well a form keeps the grammemes of the source."""
    return len(grammemes & target) - 0.1 * len(grammemes ^ target)


def copy_case(model: str, word: str) -> str:
    """Give a lower-case word the capitals of the form it replaces."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    sources, parts = model.split("-"), word.split("-")
    if len(sources) == len(parts):  # «Ростов-на-Дону»
        return "-".join(
            part[:1].upper() + part[1:] if source[:1].isupper() else part
            for source, part in zip(sources, parts, strict=True)
        )
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
