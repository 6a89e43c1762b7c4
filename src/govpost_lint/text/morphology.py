"""Readings and forms of Russian words.

`dictionaries` proposes every analysis of a word form. Which reading holds in a sentence is decided
by `tagger.Tagger`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from govpost_lint.text.dictionaries import FOLDED, Analysis, Dictionaries, Word, dictionary_version
from govpost_lint.text.forms import copy_case, implied, pick_form
from govpost_lint.text.reading import Reading, normalize

__all__ = ["Morphology", "dictionary_version", "get_morphology"]

_VERBAL = frozenset({"verb", "inf", "part", "gerund", "short"})

# Russian letters only: «cтол» with a Latin c, Ukrainian or Bashkir letters give guesses without
# value. Digits may open a compound («5-летний», «2-й»).
_WORD = re.compile(r"(?:[0-9]+-)?[а-яё]+(?:[-'’][а-яё]+)*\Z")

_CITATIONS = {
    ("деньга", "noun"): "деньги",
    ("счастие", "noun"): "счастье",
    ("должный", "short"): "должен",
}

_LONGEST_WORD = 60  # letters; what is longer is no word, and looking it up takes quadratic time

_SUPERLATIVE = re.compile(r"(.*ш)[а-яё]+\Z")

_CACHE_LIMIT = 30_000  # word forms: bounds memory on large histories


class Morphology:
    """The dictionaries behind plain data; use `get_morphology()`.

    Not safe for concurrent first use of the same form
    in the sense of doing work twice, otherwise reading it from several threads is harmless.
    """

    def __init__(self) -> None:
        self._dictionaries = Dictionaries()
        self._cache: dict[str, Word] = {}

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
        wanted = frozenset(FOLDED.get(g, g) for g in grammemes)
        found = pick_form(self._dictionaries.lexeme(analysis), analysis.reading, wanted)
        if found is None or not self._reads_back(found, analysis.reading, wanted):
            return None
        return copy_case(form, found)

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
        wanted = frozenset(FOLDED.get(g, g) for g in grammemes)
        analyses = [
            a
            for a in self._known_analyses(lemma)
            if a.reading.key == key and a.reading.pos in family
        ]
        # «пальто» reads as any case: what is not asked for comes from the nominative singular
        analyses.sort(key=lambda a: not {"nomn", "sing"} <= a.reading.grammemes)
        for analysis in analyses:
            reading = analysis.reading
            found = pick_form(
                self._dictionaries.lexeme(analysis), replace(reading, pos=pos), wanted
            )
            if found is not None and self._reads_back(found, replace(reading, pos=pos), wanted):
                return copy_case(lemma, found)
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
            for word, form_pos, _ in self._dictionaries.lexeme(analysis)
            if pos is None or form_pos == pos
        )

    # ---- inside ----

    def _analyse(self, form: str) -> Word:
        found = self._cache.get(form)
        if found is not None:  # most forms come in lower case
            return found
        lower = form.lower()
        found = self._cache.get(lower)
        if found is None:
            is_word = len(lower) <= _LONGEST_WORD and _WORD.match(lower)
            found = self._dictionaries.analyse(lower) if is_word else Word((), (), False)
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            self._cache[lower] = found
        return found

    def _find(self, form: str, reading: Reading) -> Analysis | None:
        for analysis in self._analyse(form).analyses:
            other = analysis.reading
            if (other.lemma, other.pos, other.grammemes) == (
                reading.lemma, reading.pos, reading.grammemes,
            ):  # fmt: skip
                return analysis
        return None

    def _known_analyses(self, form: str) -> tuple[Analysis, ...]:
        word = self._analyse(form)
        return word.analyses if word.known else ()

    def _reads_back(self, form: str, reading: Reading, wanted: frozenset[str]) -> bool:
        return any(
            r.lemma == reading.lemma and wanted <= implied(r.grammemes, wanted)
            for r in self.readings(form)
        )


@lru_cache(maxsize=1)
def get_morphology() -> Morphology:
    """Return the one analyzer of this process, built at the first call."""
    return Morphology()
