"""Replacement templates («{deed through verbal-nouns like act} {object to accs}») and messages."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from govpost_lint.errors import closest
from govpost_lint.ruleset.phrase_error import PhraseError
from govpost_lint.ruleset.vocabulary import grammeme_name

_FIELD = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z|[0-9]+\Z")
_LEMMA = re.compile(r"[А-Яа-яЁё-]+\Z")
GOVERNMENT = "government"
_KEYWORDS = ("to", "through", "like", "in")


@dataclass(frozen=True, slots=True)
class Slot:
    """One inflected place of a template.

    Attributes:
        name: capture whose text stands here; empty where ``lemma`` does.
        lemma: a fixed word to inflect.
        through: map list that replaces the word; empty: the word itself.
        to: grammemes to put it into; ``government`` = the case that the mapped word demands.
        like: capture that lends aspect, mood, tense, person, case, number and gender.
        script: ``cyrillic``: the word with its look-alike Latin letters put right.
    """

    name: str = ""
    lemma: str = ""
    through: str = ""
    to: tuple[str, ...] = ()
    like: str = ""
    script: str = ""

    @property
    def inflected(self) -> bool:
        """Whether the form of the word is made, not taken from the text."""
        return bool(self.lemma or self.to or self.through or self.like)


Template = tuple[str | Slot, ...]


def parse_template(text: str) -> Template:
    """Return the parts of a replacement template.

    Raises:
        PhraseError: at the first mistake, with its place.
    """
    parts: list[str | Slot] = []
    end = 0
    for field in _FIELD.finditer(text):
        if field.start() > end:
            parts.append(text[end : field.start()])
        parts.append(_slot(field[1], field.start() + 1))
        end = field.end()
    if end < len(text):
        parts.append(text[end:])
    stray = re.search(r"[{}]", "".join(part for part in parts if isinstance(part, str)))
    if stray:
        raise PhraseError(text.index(stray.group()), f"лишняя «{stray.group()}»")
    return tuple(parts)


def _slot(inner: str, offset: int) -> Slot:
    words = inner.split()
    if not words:
        raise PhraseError(offset, "пустые скобки", "имя захвата или слово в начальной форме")
    head, *rest = words
    name, lemma = (head, "") if _NAME.match(head) else ("", head)
    if lemma and not _LEMMA.match(lemma):
        raise PhraseError(offset, f"«{head}» — не имя захвата и не слово")
    settings: dict[str, list[str]] = {}
    current: list[str] | None = None
    for word in rest:
        if word in _KEYWORDS:
            current = settings.setdefault(word, [])
        elif current is None:
            hint = closest(word, _KEYWORDS) or "to, through, like или in"
            raise PhraseError(offset, f"непонятно «{word}»", hint)
        else:
            current.append(word)
    to = []
    for word in settings.get("to", []):
        gram = word if word == GOVERNMENT else grammeme_name(word)
        if gram is None:
            raise PhraseError(offset, f"«{word}» — не грамматический признак")
        to.append(gram)
    single = {key: (settings.get(key) or [""])[0] for key in ("through", "like", "in")}
    for key, value in single.items():
        if key in settings and not value:
            raise PhraseError(offset, f"после «{key}» нет имени")
    if single["in"] not in ("", "cyrillic"):
        raise PhraseError(offset, f"«{single['in']}» — не азбука", "cyrillic")
    return Slot(name, lemma, single["through"], tuple(to), single["like"], single["in"])


def template_names(template: Template) -> frozenset[str]:
    """Return the captures that ``template`` uses."""
    names: set[str] = set()
    for part in template:
        if isinstance(part, Slot):
            names.update(name for name in (part.name, part.like) if name)
    return frozenset(names)


@lru_cache(maxsize=4096)
def message_names(text: str) -> frozenset[str]:
    """Return the names in braces of a message.

    Raises:
        PhraseError: where braces do not pair, or ask for more than a name and a short format: a
            message of a stranger reads no attributes and pads nothing to gigabytes.
    """
    try:
        fields = _fields(text)
    except ValueError as error:
        raise PhraseError(0, "скобки в тексте не парные", "каждой «{» нужна своя «}»") from error
    for _, name, form, conversion in fields:
        if name is not None and not (_BARE.match(name) and _FORM.match(form or "")):
            raise PhraseError(
                max(0, text.find("{" + name)), f"«{name}» не имя", "пишите {имя} или {имя:.1f}"
            )
        if conversion:
            raise PhraseError(max(0, text.find("!")), "«!» в скобках лишний", "пишите {имя}")
    return frozenset(name for _, name, _, _ in fields if name)


@lru_cache(maxsize=4096)
def _fields(text: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(string.Formatter().parse(text))


_BARE = re.compile(r"\w*\Z")
_FORM = re.compile(r"(?:[+,<>]?\d{0,2}(?:\.\d)?[dfgs%]?|(?:%[dmYyHMB]|[ .,:вг])+)\Z")
"""Formats of numbers («.1f») and days («%d.%m»)."""


def fill_message(text: str, values: Mapping[str, object]) -> str:
    """Return ``text`` with ``values`` put in.

    A sentence that needs ``{suggestion}`` is left out where there is none.
    """
    if "{suggestion}" in text and not values.get("suggestion"):
        sentences = re.split(r"(?<=[.!?»])\s+(?=[А-ЯЁ«])", text)
        text = " ".join(part for part in sentences if "{suggestion}" not in part)
    return _Russian().vformat(text, (), values).strip()


class _Russian(string.Formatter):
    """Writes fractions with a comma, and without idle zeros; knows names, no attributes."""

    def parse(self, format_string: str) -> Any:
        return _fields(format_string)

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[Any, str]:
        return kwargs[field_name], field_name

    def format_field(self, value: object, format_spec: str) -> str:
        try:
            made = str(super().format_field(value, format_spec))
        except (ValueError, TypeError):
            made = str(value)  # «{match:.1f}»: a form for numbers, and no number
        if isinstance(value, float):
            made = re.sub(r"\.0+\Z", "", made).replace(".", ",")
        return made


def unknown_names(used: Iterable[str], known: Iterable[str]) -> list[tuple[str, str]]:
    """Return each used name that is not known, with a hint."""
    names = set(known)
    return [(name, closest(name, names)) for name in sorted(set(used) - names)]
