"""Readings and forms of Russian words: the only module that knows pymorphy3.

pymorphy3 proposes every analysis of a word form; here they become plain `Reading`s with folded
grammeme names, merged with our own small dictionary (data/dictionary.txt). Which reading holds
in a sentence is decided by `tagger.Tagger`.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import pymorphy3_dicts_ru  # type: ignore[import-untyped,unused-ignore]

from govpost_lint.text.reading import CASES, POS_NAMES, Reading, normalize
from govpost_lint.text.user_dictionary import DICTIONARY_PATH, Entry, parse_dictionary

# The second genitive («чашка чаю») and locative («в лесу») are cases of form, not of meaning:
# a rule that asks for the genitive wants both.
_FOLDED = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc1": "accs",
           "acc2": "accs"}  # fmt: skip

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
_VERBAL = frozenset({"verb", "inf", "part", "gerund", "short"})

# Russian letters only: «cтол» with a Latin c, Ukrainian or Bashkir letters give guesses without
# value. Digits may open a compound («5-летний», «2-й»).
_WORD = re.compile(r"(?:[0-9]+-)?[а-яё]+(?:[-'’][а-яё]+)*\Z")

_CITATIONS = {
    ("деньга", "noun"): "деньги",
    ("счастие", "noun"): "счастье",
    ("должный", "short"): "должен",
}

_LEXEME_LIMIT = 2_000  # words whose forms are kept; building one takes a millisecond
_LONGEST_WORD = 60  # letters; what is longer is no word, and looking it up takes quadratic time

_SUPERLATIVE = re.compile(r"(.*ш)[а-яё]+\Z")

_CACHE_LIMIT = 30_000  # word forms: bounds memory on large histories


def _dictionary_version() -> str:
    digest = hashlib.sha256(DICTIONARY_PATH.read_bytes()).hexdigest()
    return f"{pymorphy3_dicts_ru.__version__}+{digest[:12]}"


#: Version of pymorphy3-dicts-ru and a hash of data/dictionary.txt, for fingerprints and cache keys.
dictionary_version: str = _dictionary_version()


class _Analysis(NamedTuple):
    """A reading and what is needed to inflect it."""

    reading: Reading
    parse: Any  # pymorphy3's raw parse; of the model word if `entry` is set; None if fixed
    entry: Entry | None


class _Word(NamedTuple):
    """Everything about one word form."""

    readings: tuple[Reading, ...]
    analyses: tuple[_Analysis, ...]  # parallel to readings
    known: bool


class Morphology:
    """pymorphy3 and the user dictionary behind plain data; use `get_morphology()`.

    One instance costs about 25 MB and 60 ms. Not safe for concurrent first use of the same form
    in the sense of doing work twice, otherwise reading it from several threads is harmless.
    """

    def __init__(self) -> None:
        self._analyzer = _build_analyzer()
        self._cache: dict[str, _Word] = {}
        self._lexemes: dict[Any, list[tuple[str, str, frozenset[str]]]] = {}
        self._tags: dict[Any, tuple[str, frozenset[str]]] = {}
        self._entries: dict[str, list[Entry]] = {}
        with DICTIONARY_PATH.open(encoding="utf-8") as lines:
            for entry in parse_dictionary(lines):
                self._entries.setdefault(entry.prefix, []).append(entry)

    # ---- analysis ----

    def readings(self, form: str) -> tuple[Reading, ...]:
        """Return every reading of a word form, best first.

        Args:
            form: one token in any letter case; е may stand for ё.

        Returns:
            Readings by falling score; empty for numbers, Latin, emoji, hashtags and words with
            letters that are not Russian.
        """
        return self._analyse(form).readings

    def known(self, form: str) -> bool:
        """Tell whether this form stands in pymorphy3's dictionary or in the user dictionary.

        A compound adjective («контрольно-надзорный») is known where its last part is and the
        part before ends in о or е.
        """
        return self._analyse(form).known

    def word(self, form: str) -> tuple[tuple[Reading, ...], bool]:
        """Return what ``readings`` and ``known`` do, by one look."""
        found = self._analyse(form)
        return found.readings, found.known

    def is_lemma(self, word: str) -> bool:
        """Tell whether a known word is a dictionary form («цель» is, «целях» is not)."""
        key = normalize(word)
        return self.known(word) and any(r.key == key for r in self.readings(word))

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Return the possible lemmas of a known form, likeliest first; () for unknown words."""
        if not self.known(form):
            return ()
        return tuple(dict.fromkeys(reading.lemma for reading in self.readings(form)))

    def citation(self, form: str, reading: Reading) -> str:
        """Return the form under which a dictionary for people lists the word.

        It differs from ``reading.lemma`` where pymorphy3 names words in a way of its own: «деньги»
        (деньга), «лучший» (хороший), «Иванова» (иванов), «во» (в), «должен» (должный).

        Args:
            form: the word as it stands in the text.
            reading: one of its readings.
        """
        lower = form.lower()
        named = _CITATIONS.get((reading.key, reading.pos))
        if named:
            return named
        if reading.pos == "prep":
            return lower
        grammemes = reading.grammemes
        if "supr" in grammemes and reading.pos == "adj":
            return _SUPERLATIVE.sub(r"\1ий", lower)
        if {"femn", "sing"} <= grammemes and grammemes & {"surn", "patr"}:
            return self.inflect(lower, reading, {"nomn"}) or reading.lemma
        return reading.lemma

    # ---- forms ----

    def inflect(self, form: str, reading: Reading, grammemes: Collection[str]) -> str | None:
        """Put a word into another form.

        Args:
            form: the word as written; its capitals are kept.
            reading: which of the readings of `form` is meant.
            grammemes: what to change (case, number, gender, tense, person, mood); the rest stays.
                The accusative of adjectives and participles in the masculine singular and in the
                plural needs `anim` or `inan`.

        Returns:
            The form, or None: there is none, it is undetermined (accusative without animacy), or
            it does not read back as the same lemma with the asked grammemes.
        """
        analysis = self._find(form, reading)
        if analysis is None:
            return None
        wanted = frozenset(_FOLDED.get(g, g) for g in grammemes)
        found = _pick(self._lexeme(analysis), analysis.reading, wanted)
        if found is None or not self._reads_back(found, analysis.reading, wanted):
            return None
        return _copy_case(form, found)

    def inflect_lemma(self, lemma: str, pos: str, grammemes: Collection[str]) -> str | None:
        """Return a form of a known lemma, for example («проверять», "verb", {past, femn, sing}).

        Args:
            lemma: dictionary form of a known word.
            pos: part of speech of the wanted form; verb, inf, part, gerund and short are all
                reached from the infinitive.
            grammemes: of the wanted form, as in `inflect`.

        Returns:
            The form, or None under the conditions of `inflect` or if the lemma is not known.
        """
        key = normalize(lemma)
        family = _VERBAL | {"adj"} if pos in _VERBAL else {pos}
        wanted = frozenset(_FOLDED.get(g, g) for g in grammemes)
        analyses = [
            a
            for a in self._known_analyses(lemma)
            if a.reading.key == key and a.reading.pos in family
        ]
        # «пальто» reads as any case: what is not asked for comes from the nominative singular
        analyses.sort(key=lambda a: not {"nomn", "sing"} <= a.reading.grammemes)
        for analysis in analyses:
            reading = analysis.reading
            found = _pick(self._lexeme(analysis), replace(reading, pos=pos), wanted)
            if found is not None and self._reads_back(found, replace(reading, pos=pos), wanted):
                return _copy_case(lemma, found)
        return None

    def forms(self, lemma: str, pos: str | None = None) -> frozenset[str]:
        """Return all normalised forms of a known lemma.

        Args:
            lemma: dictionary form; ё and letter case do not matter.
            pos: keep only the forms of this part of speech (the participles of a verb: "part").

        Returns:
            Forms as `normalize` writes them; empty if the lemma is not known.
        """
        key = normalize(lemma)
        return frozenset(
            normalize(word)
            for analysis in self._known_analyses(lemma)
            if analysis.reading.key == key
            for word, form_pos, _ in self._lexeme(analysis)
            if pos is None or form_pos == pos
        )

    # ---- inside ----

    def _analyse(self, form: str) -> _Word:
        found = self._cache.get(form)
        if found is not None:  # most forms come in lower case
            return found
        lower = form.lower()
        found = self._cache.get(lower)
        if found is None:
            is_word = len(lower) <= _LONGEST_WORD and _WORD.match(lower)
            found = self._compute(lower) if is_word else _Word((), (), False)
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            self._cache[lower] = found
        return found

    def _compute(self, lower: str) -> _Word:
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
        return _Word(readings, tuple(analyses), known)

    def _is_compound_adjective(self, lower: str) -> bool:
        first, _, last = lower.rpartition("-")
        return (
            len(first) > 3
            and first.endswith(("о", "е"))
            and self._in_dictionary(last)
            and any(reading.pos == "adj" for reading in self.readings(last)[:1])
        )

    def _parse(self, lower: str) -> list[_Analysis]:
        result = []
        for parse in self._analyzer.parse(lower):
            pos, grammemes = self._read_tag(parse.tag)
            if pos:
                lemma = parse.normal_form
                reading = Reading(lemma, pos, grammemes, parse.score, lemma.replace("ё", "е"))
                result.append(_Analysis(reading, parse, None))
        return result

    def _user_analyses(self, lower: str) -> list[_Analysis]:
        lower = normalize(lower)
        result: list[_Analysis] = []
        for length in range(1, len(lower) + 1):
            for entry in self._entries.get(lower[:length], ()):
                if entry.fixed:
                    if length == len(lower):
                        result += [_Analysis(reading, None, entry) for reading in entry.fixed]
                else:
                    result += self._modelled(entry, lower[length:])
        return result

    def _modelled(self, entry: Entry, rest: str) -> list[_Analysis]:
        """Read model_prefix + rest and keep what is a form of the model word."""
        form = entry.model_prefix + rest
        if not rest or not self._in_dictionary(form):
            return []
        parses = [a for a in self._parse(form) if a.reading.lemma == entry.model]
        total = sum(a.reading.score for a in parses) or 1.0
        return [
            _Analysis(
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
            found = POS_NAMES.get(pos, ""), frozenset(_FOLDED.get(g, g) for g in names)
            self._tags[tag] = found
        return found

    def _find(self, form: str, reading: Reading) -> _Analysis | None:
        for analysis in self._analyse(form).analyses:
            other = analysis.reading
            if (other.lemma, other.pos, other.grammemes) == (
                reading.lemma, reading.pos, reading.grammemes,
            ):  # fmt: skip
                return analysis
        return None

    def _known_analyses(self, form: str) -> tuple[_Analysis, ...]:
        word = self._analyse(form)
        return word.analyses if word.known else ()

    def _lexeme(self, analysis: _Analysis) -> list[tuple[str, str, frozenset[str]]]:
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

    def _reads_back(self, form: str, reading: Reading, wanted: frozenset[str]) -> bool:
        return any(
            r.lemma == reading.lemma and wanted <= _implied(r.grammemes, wanted)
            for r in self.readings(form)
        )


def _merge(analyses: Iterable[_Analysis]) -> list[_Analysis]:
    """Join readings that differ only in folded grammemes, adding their scores; best first."""
    merged: dict[tuple[str, str, frozenset[str]], _Analysis] = {}
    for analysis in analyses:
        reading = analysis.reading
        identity = (reading.lemma, reading.pos, reading.grammemes)
        first = merged.get(identity)
        if first is not None:
            score = first.reading.score + reading.score
            analysis = first._replace(reading=replace(first.reading, score=score))
        merged[identity] = analysis
    return sorted(merged.values(), key=lambda a: -a.reading.score)


def _implied(grammemes: frozenset[str], wanted: frozenset[str]) -> frozenset[str]:
    """Add what a form leaves open: gender in the plural, animacy where forms coincide."""
    extra: set[str] = set()
    if "plur" in grammemes:
        extra |= wanted & {"masc", "femn", "neut"}
    if not grammemes & {"anim", "inan"}:
        extra |= wanted & {"anim", "inan"}
    return grammemes | extra


def _pick(
    lexeme: list[tuple[str, str, frozenset[str]]], reading: Reading, wanted: frozenset[str]
) -> str | None:
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
        if wanted <= _implied(grammemes, wanted)
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


def _copy_case(model: str, word: str) -> str:
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


@lru_cache(maxsize=1)
def get_morphology() -> Morphology:
    """Return the one analyzer of this process, built at the first call."""
    return Morphology()
