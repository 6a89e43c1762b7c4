"""Patterns of rule files → plain compiled patterns, with every mistake noted at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import astuple
from typing import Any

from govpost_lint.errors import closest
from govpost_lint.ruleset import pattern_models
from govpost_lint.ruleset.lexical import canonical, sequence_mistakes
from govpost_lint.ruleset.lists import Lists
from govpost_lint.ruleset.literals import Needs, needs_of
from govpost_lint.ruleset.pattern import (
    MOST_EXPANSIONS,
    MOST_GAP,
    MOST_REPEATS,
    Condition,
    Gap,
    Item,
    Sequence,
    Stretch,
    Word,
    captures,
    to_plain,
)
from govpost_lint.ruleset.phrase import parse_phrase
from govpost_lint.ruleset.phrase_error import PhraseError
from govpost_lint.ruleset.regex_checks import check_regex
from govpost_lint.ruleset.regex_parts import RegexParts
from govpost_lint.ruleset.template import Slot, parse_template, template_names
from govpost_lint.ruleset.vocabulary import grammeme_name, pos_name
from govpost_lint.text.tokenizer import normalize_form
from govpost_lint.yaml_reader import Place, YamlFile

_COUNT = re.compile(r"(\d+)-(\d+)\Z")
_TYPES = ("word", "number", "abbreviation", "punctuation", "emoji", "link", "email", "hashtag",
          "mention", "phone")  # fmt: skip


class PatternCompiler:
    """Compiles the patterns of one file and remembers what they capture and use.

    Args:
        file: takes the mistakes.
        lists: the lists that exist.
        readings: how readings are judged where a pattern does not say.
        suggest: replacement templates of patterns that have none.
        parts: named parts of the regular expressions of the file.
    """

    def __init__(
        self,
        file: YamlFile,
        lists: Lists,
        readings: str = "chosen",
        suggest: Iterable[str] = (),
        parts: RegexParts | None = None,
    ) -> None:
        self.file = file
        self.lists = lists
        self.readings = readings
        self.suggest = tuple(suggest)
        self.parts = parts or RegexParts({}, file)
        self.captured: dict[str, Place] = {}
        self.used: set[str] = set()

    def compile(self, patterns: Iterable[Any], place: Place) -> list[tuple[Any, ...]]:
        """Return the plain patterns; what has a mistake is noted and left out."""
        compiled = []
        for number, pattern in enumerate(patterns):
            for one in self.lists.unfolded(pattern):
                made = self.compile_one(one, (*place, number))
                if made is not None:
                    compiled.append(made)
        return compiled

    def compile_one(self, pattern: Any, place: Place) -> tuple[Any, ...] | None:
        """Return one plain pattern, ``None`` where no sequence of it is possible."""
        if isinstance(pattern, str):
            pattern = pattern_models.PhrasePattern(phrase=pattern)
            where = place
        else:
            where = (*place, _main_key(pattern))
        kind, text, broken = "tokens", "", False
        sequences: tuple[Sequence, ...] = ()
        if isinstance(pattern, pattern_models.PhrasePattern):
            sequences = self._guard(where, parse_phrase, pattern.phrase) or ()
        elif isinstance(pattern, pattern_models.TokensPattern):
            sequences = self._tokens(pattern.tokens, where)
        elif isinstance(pattern, pattern_models.RegexPattern):
            kind, text = "regex", self._guard(where, self.parts.checked, pattern.regex) or ""
            broken = not text
        else:
            kind, text = "ends_with", pattern.ends_with
        groups = tuple(re.compile(text).groupindex) if kind == "regex" and not broken else ()
        for name in groups:
            self.captured.setdefault(name, where)
        sequences = tuple(canonical(sequence) for sequence in sequences)
        if kind == "tokens" and (not sequences or not self._possible(sequences, where)):
            return None
        return (
            kind,
            tuple(to_plain(sequence) for sequence in sequences),
            text,
            tuple(needs_of(text) if kind == "regex" and not broken else Needs()),
            self._templates(pattern, sequences, groups, place),
            pattern.fix or "",
            pattern.readings or self.readings,
            self._pairs(pattern.agree, sequences, (*place, "agree")),
            self._pairs(pattern.disagree, sequences, (*place, "disagree")),
            pattern.within or "",
        )

    def _guard(self, place: Place, function: Callable[[str], Any], text: str) -> Any:
        try:
            return function(text)
        except PhraseError as error:
            self.file.report(place, error.message, error.hint, offset=error.offset)
            return None

    def _possible(self, sequences: tuple[Sequence, ...], place: Place) -> bool:
        told: set[str] = set()
        for sequence in sequences:
            for name in captures(sequence):
                self.captured.setdefault(name, place)
            for condition, (message, hint) in sequence_mistakes(sequence, self.lists):
                if message not in told:
                    told.add(message)
                    self.file.report(place, message, hint, offset=self._offset(place, condition))
        return not told

    def _offset(self, place: Place, condition: Condition) -> int:
        """Where a lemma or list of ``condition`` stands in the phrase, as near as can be told."""
        value: Any = self.file.data
        for part in place:
            value = value[part]
        if isinstance(value, str):
            text = normalize_form(value)
            for word in (*condition.lemmas, *condition.lists):
                if word in text:
                    return text.index(word)
        return 0

    def _templates(
        self,
        pattern: Any,
        sequences: tuple[Sequence, ...],
        groups: Iterable[str],
        place: Place,
    ) -> tuple[Any, ...]:
        own = as_list(pattern.suggest)
        known = frozenset().union(*(captures(sequence) for sequence in sequences)) | set(groups)
        plain = []
        for number, text in enumerate(own or self.suggest):
            where = (*place, "suggest") if own else ("suggest",)
            if isinstance(pattern.suggest if own else self.file.data.get("suggest"), list):
                where = (*where, number)
            template = self._guard(where, parse_template, text)
            if template is None:
                continue
            names = template_names(template)
            self.used.update(names)
            if not names <= known:
                if own:
                    name = min(names - known)
                    self.file.report(where, f"захвата «{name}» в образце нет", closest(name, known))
                continue
            if groups and any(isinstance(part, Slot) and part.inflected for part in template):
                hint = "пишите {имя} или {имя in cyrillic}"
                self.file.report(where, "текст выражения нельзя просклонять", hint)
                continue
            self._check_lists(template, where)
            plain.append(
                tuple(part if isinstance(part, str) else astuple(part) for part in template)
            )
        return tuple(plain)

    def _check_lists(self, template: Iterable[Any], place: Place) -> None:
        for part in template:
            name = "" if isinstance(part, str) else part.through
            if name and not self.lists.words.get(name):
                message = f"списка «{name}» нет" if name not in self.lists else (
                    f"список «{name}» не переводит слова в слова"
                )  # fmt: skip
                self.file.report(place, message, closest(name, self.lists.words))

    def _pairs(
        self, pairs: list[list[str]], sequences: tuple[Sequence, ...], place: Place
    ) -> tuple[tuple[str, str], ...]:
        known = frozenset().union(*(captures(sequence) for sequence in sequences))
        found = []
        for pair in pairs:
            self.used.update(pair)
            if len(pair) != 2 or not set(pair) <= known:
                self.file.report(place, "нужны пары захватов образца", "например, [[a, b]]")
            else:
                found.append((pair[0], pair[1]))
        return tuple(found)

    def _tokens(self, tokens: list[pattern_models.TokenForm], place: Place) -> tuple[Sequence, ...]:
        sequences: list[tuple[Item, ...]] = [()]
        for number, form in enumerate(tokens):
            item = self._item(form, (*place, number))
            if item is None:
                return ()
            longer = [(*head, item) for head in sequences]
            sequences = [*longer, *sequences] if form.optional else longer
        if len(sequences) > MOST_EXPANSIONS:
            self.file.report(place, f"больше {MOST_EXPANSIONS} вариантов", "разбейте образец")
            return ()
        return tuple(sequences)

    def _item(self, form: pattern_models.TokenForm, place: Place) -> Item | None:
        if form.gap:
            match = _COUNT.match(form.gap)
            if not match or not int(match[1]) <= int(match[2]) <= MOST_GAP:
                self.file.report((*place, "gap"), "нужен промежуток вида 0-2")
                return None
            return Gap(int(match[1]), int(match[2]))
        if form.stretch:
            others = sorted(form.model_fields_set - {"stretch", "as_", "optional"})
            if others:
                name = others[0].rstrip("_")
                self.file.report((*place, name), f"«{name}» не бывает рядом со stretch")
                return None
            return Stretch(form.stretch, (form.as_,) if form.as_ else ())
        low, high = self._count(form, place)
        skip = form.skip if isinstance(form.skip, list) else [form.skip] if form.skip else []
        return Word(
            self._condition(form, place),
            (form.as_,) if form.as_ else (),
            low,
            high,
            tuple(self._condition(part, (*place, "skip")) for part in skip),
        )

    def _count(self, form: pattern_models.TokenForm, place: Place) -> tuple[int, int]:
        if isinstance(form.count, int):
            low = high = form.count
        else:
            match = _COUNT.match(form.count)
            low, high = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 1 <= low <= high <= MOST_REPEATS:
            self.file.report((*place, "count"), f"нужно число или 2-{MOST_REPEATS}")
            return 1, 1
        return low, high

    def _condition(self, form: pattern_models.TokenForm, place: Place) -> Condition:
        pos, types = [], list(as_list(form.type))
        regex = form.regex
        for name in as_list(form.pos):
            canonical = pos_name(name)
            if canonical is None:
                self.file.report((*place, "pos"), f"«{name}» — не часть речи")
            elif canonical in ("number", "word"):
                types.append(canonical)
            elif canonical == "latin":
                regex = regex or "[a-z]"
            else:
                pos.append(canonical)
        for name in types:
            if name not in _TYPES:
                self.file.report((*place, "type"), f"«{name}» — не тип", closest(name, _TYPES))
        grams = []
        for name in as_list(form.gram):
            gram = grammeme_name(name.removeprefix("!"))
            if gram is None:
                self.file.report((*place, "gram"), f"«{name}» — не грамматический признак")
            else:
                grams.append(("!" if name.startswith("!") else "") + gram)
        if regex:
            self._guard((*place, "regex"), check_regex, regex)
        return Condition(
            forms=tuple(normalize_form(text) for text in as_list(form.form)),
            lemmas=tuple(normalize_form(text) for text in as_list(form.lemma)),
            lists=as_list(form.list_),
            pos=tuple(pos),
            grams=tuple(grams),
            regex=regex,
            types=tuple(types),
            case=form.case,
            known=form.known,
            exclude=self._condition(form.not_, (*place, "not")) if form.not_ else None,
        )


def as_list(value: str | list[str]) -> tuple[str, ...]:
    """Return ``value`` as a tuple; a single text counts as a list of one."""
    return (value,) if isinstance(value, str) else tuple(value)


def _main_key(pattern: Any) -> str:
    for key in ("phrase", "tokens", "regex"):
        if hasattr(pattern, key):
            return key
    return "ends_with"
