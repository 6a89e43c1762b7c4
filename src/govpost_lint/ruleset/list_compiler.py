"""List files → words by their lemma and patterns ready to be named; mistakes go into the files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from typing import Any

from govpost_lint.ruleset import models
from govpost_lint.ruleset.files import Sources
from govpost_lint.ruleset.lexical import canonical_lemma, lemma_mistake
from govpost_lint.ruleset.lists import Lists
from govpost_lint.ruleset.pattern import Condition, Word
from govpost_lint.ruleset.pattern_compiler import PatternCompiler, as_list
from govpost_lint.ruleset.phrase import parse_phrase
from govpost_lint.ruleset.phrase_error import PhraseError
from govpost_lint.text.tokenizer import normalize_form
from govpost_lint.yaml_reader import YamlFile

_WORD = re.compile(r"[А-Яа-яЁё-]+\Z")


class ListCompiler:
    """Checks and compiles the lists of a rule set.

    Args:
        sources: the files read.
    """

    def __init__(self, sources: Sources) -> None:
        self._lists = sources.lists

    def words(self, own_lists: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, Any]]:
        """Return name → lemma key → ``None`` or (replacements, government) of each list of words.

        Args:
            own_lists: words for the lists marked ``own``. They need not be in the dictionary: names
                and villages rarely are.
        """
        lists: dict[str, dict[str, Any]] = {}
        for name, (form, file) in self._lists.items():
            _check_form(form, file)
            if form.patterns:
                continue
            words = _words(form, file)
            if form.own:
                words.update(dict.fromkeys(map(normalize_form, own_lists.get(name, ()))))
            lists[name] = words
        return lists

    def known(self) -> Lists:
        """Return the lists as patterns may name them.

        Patterns with a mistake are left out: it is told in the file of the list, not again in every
        rule that names the list.
        """
        words = {
            name: isinstance(form.items, dict)
            for name, (form, _) in self._lists.items()
            if not form.patterns
        }
        named = Lists(words, {name: () for name, (form, _) in self._lists.items() if form.patterns})
        return Lists(
            words, {name: _sound_patterns(*self._lists[name], named) for name in named.patterns}
        )

    def shared(self) -> dict[str, Any]:
        """Return name → patterns as written of each list of patterns."""
        return {
            name: file.data["patterns"]
            for name, (form, file) in self._lists.items()
            if form.patterns
        }

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the patterns of a list as pairs of word forms; any other pattern is a mistake.

        Args:
            name: of a list of patterns; where there is none, there are no pairs.
        """
        if name not in self._lists:
            return ()
        form, file = self._lists[name]
        found: list[tuple[str, str]] = []
        for number, pattern in enumerate(form.patterns):
            made = _pairs(pattern) if isinstance(pattern, str) else None
            if made is None:
                message = "здесь годятся только два слова подряд, как они пишутся в тексте"
                file.report(("patterns", number), message, "например, леса (стоят|сняли)")
            found += made or ()
        return tuple(found)


def _check_form(form: models.ListFile, file: YamlFile) -> None:
    if form.items and form.patterns:
        file.report(("patterns",), "нужно одно из двух: items или patterns", "заведите два списка")
    elif form.own and form.patterns:
        file.report(("own",), "own бывает только у списка слов", "уберите own")
    elif not (form.items or form.patterns or form.own):
        place = "patterns" if "patterns" in form.model_fields_set else "items"
        file.report((place,), "список пуст", "впишите слова в items или образцы в patterns")


def _words(form: models.ListFile, file: YamlFile) -> dict[str, Any]:
    items = form.items
    words: dict[str, Any] = {}
    for number, word in enumerate(items):
        place = ("items", word if isinstance(items, dict) else number)
        key = isinstance(items, dict)
        lemma = canonical_lemma(normalize_form(word))
        mistake = (
            lemma_mistake(lemma)
            if _WORD.match(word)
            else (f"«{word}» — не одно слово", "фразы пишите в patterns: в правиле или в списке")
        )
        if mistake:
            file.report(place, *mistake, key=key)
        elif lemma in words:
            file.report(place, f"слово «{word}» повторено", "оставьте одно", key=key)
        words[lemma] = _entry(items[word]) if isinstance(items, dict) else None
    return words


def _entry(value: models.ListEntry) -> tuple[tuple[str, ...], str]:
    if isinstance(value, models.MappedWord):
        return as_list(value.to), value.government
    return as_list(value), "accs"


def _sound_patterns(form: models.ListFile, file: YamlFile, named: Lists) -> list[Any]:
    """Return the patterns of a list that have no mistake.

    Args:
        form: the list; file: where it stands, takes the mistakes.
        named: the lists of words, and the names of those of patterns.
    """
    compiler = PatternCompiler(file, named)
    sound = []
    for number, pattern in enumerate(form.patterns):
        place = ("patterns", number)
        other = named.shared_by(pattern)
        if other:
            message = f"«{other}» — тоже список образцов, а список в список не вкладывают"
            file.report(place, message, "назовите оба списка в правиле")
            continue
        before = len(file.errors)
        if compiler.compile_one(pattern, place) and len(file.errors) == before:
            sound.append(pattern)
    return sound


def _pairs(phrase: str) -> list[tuple[str, str]] | None:
    try:
        sequences = parse_phrase(phrase)
    except PhraseError:
        return []  # told where the patterns of all lists are checked
    pairs: list[tuple[str, str]] = []
    for sequence in sequences:
        forms = [
            item.condition.forms
            for item in sequence
            if isinstance(item, Word) and item == Word(Condition(forms=item.condition.forms))
        ]
        if len(sequence) != 2 or len(forms) != 2:
            return None
        pairs += product(forms[0], forms[1])
    return pairs
