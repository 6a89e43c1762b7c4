"""The phrase language: one line of text → the plain token sequences it stands for.

``phrase = { item }``; the grammar is in README.ru.md, «Язык фраз».
"""

from __future__ import annotations

import re
from collections.abc import Callable

from govpost_lint.errors import closest
from govpost_lint.ruleset.pattern import (
    MOST_EXPANSIONS,
    MOST_GAP,
    Border,
    Condition,
    Gap,
    Item,
    Sequence,
    Stretch,
    Word,
)
from govpost_lint.ruleset.phrase_error import PhraseError
from govpost_lint.ruleset.regex_checks import check_regex
from govpost_lint.ruleset.vocabulary import (
    GRAMMEMES,
    GRAMMEMES_RUSSIAN,
    POS,
    POS_RUSSIAN,
    STRETCHES,
    TOKEN_KINDS,
    grammeme_name,
    pos_name,
    stretch_name,
)
from govpost_lint.text.tokenizer import normalize_form, tokenize

_DEEPEST = 20
"""Levels of brackets inside each other."""

_GAP = re.compile(r"(\d+)-(\d+)\Z")
_CAPTURE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=")
_LIST = re.compile(r"[a-z0-9-]+\Z")
_LEMMA = re.compile(r"[а-яё]+(?:-[а-яё]+)*\Z", re.IGNORECASE)
_SPECIAL = "{}()[]|^$"


def parse_phrase(text: str) -> tuple[Sequence, ...]:
    """Return the token sequences that ``text`` stands for, in the order written.

    Raises:
        PhraseError: at the first mistake.
    """
    parser = _Parser(text)
    expansions = parser.alternatives(closing="")
    if any(not any(isinstance(i, (Word, Stretch)) for i in expansion) for expansion in expansions):
        raise PhraseError(
            0, "фраза может обойтись без единого слова", "оставьте обязательное слово"
        )
    return expansions


class _Parser:
    """Recursive descent over one phrase; every method returns plain sequences."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.numbered = 0
        self.depth = 0

    def alternatives(self, closing: str) -> tuple[Sequence, ...]:
        start = self.position
        self.depth += 1
        if self.depth > _DEEPEST:
            raise PhraseError(start, "слишком много скобок друг в друге", "упростите фразу")
        found: list[Sequence] = []
        while True:
            found.extend(self.sequence(closing))
            if len(_merge_forms(tuple(found))) > MOST_EXPANSIONS:
                raise self.too_many(start)
            if self.peek() == "|":
                if not closing:
                    raise PhraseError(self.position, "«|» вне скобок", "напишите (одно|другое)")
                self.position += 1
                continue
            break
        if closing:
            if self.peek() != closing:
                raise PhraseError(start - 1, f"скобка не закрыта, нужна «{closing}»")
            self.position += 1
        self.depth -= 1
        return tuple(dict.fromkeys(found))

    def sequence(self, closing: str) -> list[Sequence]:
        expansions: list[Sequence] = [()]
        while self.position < len(self.text):
            start = self.position
            char = self.text[start]
            if char.isspace():
                self.position += 1
                continue
            if char == "|" or (closing and char == closing):
                break
            variants = self.item(char)
            expansions = [head + tail for head in expansions for tail in variants]
            if len(expansions) > MOST_EXPANSIONS:
                raise self.too_many(start)
        return expansions

    def item(self, char: str) -> tuple[Sequence, ...]:
        parse: Callable[[], tuple[Sequence, ...]] | None = {
            "{": self.braces,
            "(": self.group,
            "[": self.optional,
        }.get(char)
        if parse is not None:
            return parse()
        if char in "^$":
            self.position += 1
            return ((Border(end=char == "$"),),)
        if char in "})]":
            raise PhraseError(self.position, f"лишняя «{char}»")
        return (self.plain(),)

    def group(self) -> tuple[Sequence, ...]:
        self.position += 1
        return self.with_question_mark(_merge_forms(self.alternatives(")")))

    def optional(self) -> tuple[Sequence, ...]:
        self.position += 1
        return (*self.alternatives("]"), ())

    def with_question_mark(self, variants: tuple[Sequence, ...]) -> tuple[Sequence, ...]:
        if self.peek() == "?":
            self.position += 1
            return (*variants, ())
        return variants

    def plain(self) -> Sequence:
        start = self.position
        while self.position < len(self.text) and self.text[self.position] not in _SPECIAL:
            self.position += 1
        return tuple(
            Word(Condition(forms=(token.form,)))
            for token in tokenize(self.text, start, self.position)
        )

    def braces(self) -> tuple[Sequence, ...]:
        start = self.position
        end = self.closing_brace(start)
        inner = self.text[start + 1 : end]
        self.position = end + 1
        gap = _GAP.match(inner)
        if gap:
            return ((self.gap(int(gap[1]), int(gap[2]), start),),)
        self.numbered += 1
        names = [str(self.numbered)]
        capture = _CAPTURE.match(inner)
        offset = start + 1
        if capture:
            names.append(capture[1])
            inner = inner[capture.end() :]
            offset += capture.end()
        kind = _stretch(inner, offset)
        item: Item = (
            Stretch(kind, tuple(names)) if kind else Word(what(inner, offset), tuple(names))
        )
        return self.with_question_mark(((item,),))

    def gap(self, low: int, high: int, start: int) -> Item:
        if not low <= high <= MOST_GAP or high == 0:
            raise PhraseError(
                start, f"пропуск {{{low}-{high}}} не годится", f"от 0-1 до 0-{MOST_GAP} слов"
            )
        return Gap(low, high)

    def closing_brace(self, start: int) -> int:
        depth = 0
        for index in range(start, len(self.text)):
            if self.text[index] == "{":
                depth += 1
            elif self.text[index] == "}":
                depth -= 1
                if not depth:
                    return index
        raise PhraseError(start, "скобка не закрыта, нужна «}»")

    def peek(self) -> str:
        return self.text[self.position : self.position + 1]

    def too_many(self, start: int) -> PhraseError:
        return PhraseError(
            start,
            f"фраза разворачивается больше чем в {MOST_EXPANSIONS} вариантов",
            "разбейте её на несколько",
        )


def _merge_forms(variants: tuple[Sequence, ...]) -> tuple[Sequence, ...]:
    """Join the alternatives that are one plain word each into a single condition."""
    forms: list[str] = []
    rest = []
    for sequence in variants:
        item = sequence[0] if len(sequence) == 1 else None
        if isinstance(item, Word) and item == Word(Condition(forms=item.condition.forms)):
            forms.extend(item.condition.forms)
        else:
            rest.append(sequence)
    if len(variants) - len(rest) < 2:
        return variants
    return ((Word(Condition(forms=tuple(dict.fromkeys(forms)))),), *rest)


def what(inner: str, offset: int) -> Condition:
    """Return the condition written between braces, without its capture name.

    Args:
        inner: the text, for example ``дорога|мост:gent`` or ``noun~ени[ея]$``.
        offset: where it stands in the phrase, for errors.

    Raises:
        PhraseError: at the first mistake.
    """
    head, tilde, regex = inner.partition("~")
    if tilde:
        return _shaped(head, regex, offset)
    head, colon, tail = inner.partition(":")
    grams = _grams(tail, offset + len(head) + 1) if colon else ()
    head_text = head.strip()
    if head_text.startswith("@"):
        name = head_text[1:]
        if not _LIST.match(name):
            raise PhraseError(offset, f"«{head_text}» — не имя списка", "например, @verbal-nouns")
        return Condition(lists=(name,), grams=grams)
    name = pos_name(head_text) or ""
    if name:
        return _of_pos(name, grams)
    lemmas = []
    for part in head.split("|"):
        word = part.strip()
        if not _LEMMA.match(word):
            names = [*POS, *TOKEN_KINDS, *STRETCHES, *POS_RUSSIAN]
            raise PhraseError(
                offset,
                f"«{word}» — не слово и не часть речи" if word else "пустые скобки",
                closest(word, names) or "слово в начальной форме, часть речи или @список",
            )
        lemmas.append(normalize_form(word))
        offset += len(part) + 1
    return Condition(lemmas=tuple(dict.fromkeys(lemmas)), grams=grams)


def _stretch(inner: str, offset: int) -> str:
    """Return the name of the stretch written between braces; empty where it is none."""
    head, *rest = re.split(r"[:~]", inner, maxsplit=1)
    name = stretch_name(head.strip()) or ""
    if name and rest:
        raise PhraseError(
            offset + len(head), f"у «{head.strip()}» нет признаков", f"напишите {{{head.strip()}}}"
        )
    return name


def _shaped(head: str, regex: str, offset: int) -> Condition:
    head, _, tail = head.partition(":")
    name = pos_name(head.strip() or "word")
    if name is None:
        raise PhraseError(offset, f"«{head}» — не часть речи", closest(head, POS))
    condition = _of_pos(name, _grams(tail, offset + len(head) + 1) if tail else ())
    check_regex(regex, offset + len(head) + 1)
    return Condition(pos=condition.pos, types=condition.types, grams=condition.grams, regex=regex)


def _of_pos(name: str, grams: tuple[str, ...]) -> Condition:
    if name == "latin":
        return Condition(types=("word",), regex="[a-z]")
    if name in TOKEN_KINDS:
        return Condition(types=TOKEN_KINDS[name], grams=grams)
    return Condition(pos=(name,), grams=grams)


def _grams(text: str, offset: int) -> tuple[str, ...]:
    names = []
    for part in text.split(","):
        word = part.strip()
        bare = word.removeprefix("!")
        name = grammeme_name(bare)
        if name is None:
            raise PhraseError(
                offset,
                f"«{bare}» — не грамматический признак",
                "признаки пишут один раз, после последнего слова"
                if "|" in bare
                else closest(bare, [*GRAMMEMES, *GRAMMEMES_RUSSIAN, *POS]),
            )
        names.append(word[: len(word) - len(bare)] + name)
        offset += len(part) + 1
    return tuple(names)
