"""Every analysis of a word form: pymorphy3 and the words of our own small dictionary.

The only module that knows pymorphy3; here its analyses become plain `Reading`s with folded
grammeme names.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

import pymorphy3_dicts_ru  # type: ignore[import-untyped,unused-ignore]

from govpost_lint.text.forms import Form
from govpost_lint.text.reading import POS_NAMES, Reading, normalize
from govpost_lint.text.user_dictionary import DICTIONARY_PATH, Entry, parse_dictionary

# The second genitive («чашка чаю») and locative («в лесу») are cases of form, not of meaning:
# a rule that asks for the genitive wants both.
FOLDED = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc1": "accs",
           "acc2": "accs"}  # fmt: skip

_LEXEME_LIMIT = 2_000  # words whose forms are kept; building one takes a millisecond


def _dictionary_version() -> str:
    digest = hashlib.sha256(DICTIONARY_PATH.read_bytes()).hexdigest()
    return f"{pymorphy3_dicts_ru.__version__}+{digest[:12]}"


#: Version of pymorphy3-dicts-ru and a hash of data/dictionary.txt, for fingerprints and cache keys.
dictionary_version: str = _dictionary_version()


class Analysis(NamedTuple):
    """A reading and what is needed to inflect it."""

    reading: Reading
    parse: Any  # pymorphy3's raw parse; of the model word if `entry` is set; None if fixed
    entry: Entry | None


class Word(NamedTuple):
    """Everything about one word form; `known`: a dictionary holds it."""

    readings: tuple[Reading, ...]
    analyses: tuple[Analysis, ...]  # parallel to readings
    known: bool


class Dictionaries:
    """pymorphy3 and the user dictionary (data/dictionary.txt).

    One instance costs about 25 MB and 60 ms.
    """

    def __init__(self) -> None:
        self._analyzer = _build_analyzer()
        self._lexemes: dict[Any, list[Form]] = {}
        self._tags: dict[Any, tuple[str, frozenset[str]]] = {}
        self._entries: dict[str, list[Entry]] = {}
        with DICTIONARY_PATH.open(encoding="utf-8") as lines:
            for entry in parse_dictionary(lines):
                self._entries.setdefault(entry.prefix, []).append(entry)

    def analyse(self, lower: str) -> Word:
        """Return everything about a word form in lower case."""
        own = self._user_analyses(lower)
        in_dictionary = self._in_dictionary(lower)
        if own and not in_dictionary:
            analyses = own  # ours replaces a guess
        elif own:  # both are possible, neither is likelier
            analyses = [
                a._replace(reading=replace(a.reading, score=a.reading.score / 2))
                for a in own + self._parse(lower)
            ]
        else:
            analyses = self._parse(lower)
        analyses = _merge(analyses)
        readings = tuple(analysis.reading for analysis in analyses)
        known = bool(own) or in_dictionary or self._is_compound_adjective(lower)
        return Word(readings, tuple(analyses), known)

    def _is_compound_adjective(self, lower: str) -> bool:
        first, _, last = lower.rpartition("-")
        return (
            len(first) > 3
            and first.endswith(("о", "е"))
            and self._in_dictionary(last)
            and any(reading.pos == "adj" for reading in self.analyse(last).readings[:1])
        )

    def _parse(self, lower: str) -> list[Analysis]:
        result = []
        for parse in self._analyzer.parse(lower):
            pos, grammemes = self._read_tag(parse.tag)
            if pos:
                lemma = parse.normal_form
                reading = Reading(lemma, pos, grammemes, parse.score, lemma.replace("ё", "е"))
                result.append(Analysis(reading, parse, None))
        return result

    def _user_analyses(self, lower: str) -> list[Analysis]:
        lower = normalize(lower)
        result: list[Analysis] = []
        for length in range(1, len(lower) + 1):
            for entry in self._entries.get(lower[:length], ()):
                if entry.fixed:
                    if length == len(lower):
                        result += [Analysis(reading, None, entry) for reading in entry.fixed]
                else:
                    result += self._modelled(entry, lower[length:])
        return result

    def _modelled(self, entry: Entry, rest: str) -> list[Analysis]:
        """Read model_prefix + rest and keep what is a form of the model word."""
        form = entry.model_prefix + rest
        if not rest or not self._in_dictionary(form):
            return []
        parses = [a for a in self._parse(form) if a.reading.lemma == entry.model]
        total = sum(a.reading.score for a in parses) or 1.0
        return [
            Analysis(
                replace(
                    a.reading,
                    lemma=entry.lemma,
                    key=normalize(entry.lemma),
                    score=a.reading.score / total,
                ),
                a.parse,
                entry,
            )
            for a in parses
        ]

    def _in_dictionary(self, lower: str) -> bool:
        analyzer = self._analyzer
        return bool(analyzer.dictionary.word_is_known(lower, analyzer.char_substitutes))

    def _read_tag(self, tag: Any) -> tuple[str, frozenset[str]]:
        """Return part of speech ("" if there is none) and folded grammemes of a pymorphy3 tag."""
        found = self._tags.get(tag)
        if found is None:
            pos = str(tag.POS or "")
            names = {str(g).lower() for g in tag.grammemes if str(g) != pos}
            if pos == "PRTS":
                names.add("prts")  # tells «построен» (a participle) from «красив»
            found = POS_NAMES.get(pos, ""), frozenset(FOLDED.get(g, g) for g in names)
            self._tags[tag] = found
        return found

    def lexeme(self, analysis: Analysis) -> list[Form]:
        """Return every form of the word with its part of speech and grammemes."""
        entry = analysis.entry
        if analysis.parse is None:
            return [(entry.lemma, r.pos, r.grammemes) for r in entry.fixed] if entry else []
        key = (analysis.parse.word, analysis.parse.tag, entry and entry.lemma)
        known = self._lexemes.get(key)
        if known is not None:
            return known
        if len(self._lexemes) >= _LEXEME_LIMIT:
            self._lexemes.clear()
        result = self._lexemes[key] = []
        for parse in self._analyzer.get_lexeme(analysis.parse):
            word, tag = parse[0], parse[1]  # some units of pymorphy3 return bare tuples
            if entry is not None:
                if not word.startswith(entry.model_prefix):
                    continue
                word = entry.prefix + word[len(entry.model_prefix) :]
            result.append((word, *self._read_tag(tag)))
        return result


def _merge(analyses: Iterable[Analysis]) -> list[Analysis]:
    """Join readings that differ only in folded grammemes, adding their scores; best first."""
    merged: dict[tuple[str, str, frozenset[str]], Analysis] = {}
    for analysis in analyses:
        reading = analysis.reading
        identity = (reading.lemma, reading.pos, reading.grammemes)
        first = merged.get(identity)
        if first is not None:
            score = first.reading.score + reading.score
            analysis = first._replace(reading=replace(first.reading, score=score))
        merged[identity] = analysis
    return sorted(merged.values(), key=lambda a: -a.reading.score)


def _build_analyzer() -> Any:
    import pymorphy3  # type: ignore[import-untyped,unused-ignore]  # 80 ms: only when needed

    enabled = gc.isenabled()
    gc.disable()  # the dictionary is a million long-lived objects to the collector
    try:
        # path= skips a 35 ms scan of the installed packages for dictionaries.
        return pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path(), result_type=None)
    finally:
        if enabled:
            gc.enable()
