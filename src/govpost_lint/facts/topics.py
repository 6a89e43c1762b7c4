"""What a text is about: the lists ``topic-*`` whose words it uses, the strongest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from functools import cache, lru_cache

from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import normalize

PREFIX = "topic-"
"""Beginning of the names of topic lists."""

_MOST = 3
"""Topics of one text."""

_WORDS_PER_HIT = 60
"""A long text speaks of what it names again: one word in so many, at least one."""

_LANDMARK = frozenset(
    ("у", "около", "возле", "напротив", "близ", "мимо", "вдоль", "к", "ко", "до", "от", "за", "со")
)
"""After these a word mostly says where: «яма у школы» is about the road."""

_AND = frozenset(("и", "или"))
"""«К школам и больнице» is where, both."""

_SEVERAL_MEANINGS = "topics-several-meanings"
"""The list of words that tell nothing beside a word that is sure: a wood, or scaffolding."""

_STRONG, _WEAK = 2, 1
"""What a word of a topic weighs, and what one that only describes or says where."""


class TopicIndex:
    """Topics of texts by the dictionary forms of their words.

    Args:
        lists: word lists by name → lemma keys; those that begin with ``PREFIX`` are topics.
        set_phrases: two word forms of which neither names a topic, when they stand together.
    """

    def __init__(
        self,
        lists: Mapping[str, Container[str]],
        set_phrases: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        self._lists = {
            name.removeprefix(PREFIX): words
            for name, words in lists.items()
            if name.startswith(PREFIX)
        }
        self._set_phrases = set_phrases
        self._several_meanings = lists.get(_SEVERAL_MEANINGS, ())
        self._known: dict[str, tuple[str, ...]] = {}

    def topics_of(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return ids of topics, at most three, the strongest first; none where no word tells.

        A topic counts by its different words; of equal ones the earlier named comes first. An
        adjective («школьный автобус»), a landmark («у школы») and a word of several meanings weigh
        half, and tell nothing beside a topic named outright. In a long text one chance word does
        not make a topic, nor do half as many as the strongest has.

        Args:
            words: word forms of the text in order, any letter case.
        """
        hits: Counter[str] = Counter()
        seen: set[str] = set()
        forms = list(map(_form, words))
        known, count = self._known, len(forms)
        where = False
        for before, form, after in zip(["", *forms], forms, [*forms[1:], ""], strict=False):
            joined = before in _AND or form in _AND
            if not joined and not (where and _is_adjective(before)):
                where = before in _LANDMARK
            topics = known.get(form)
            if topics is None:
                topics = self._look_up(form)
            if not topics or form in seen or {(before, form), (form, after)} & self._set_phrases:
                continue
            seen.add(form)
            weak = where or _is_adjective(form) or self._is_ambiguous(form)
            hits.update(dict.fromkeys(topics, _WEAK if weak else _STRONG))
        if not hits:
            return ()
        ranked = hits.most_common(_MOST)  # equal ones in the order of their first word
        strongest = ranked[0][1]
        least = max(min(_STRONG, strongest), _STRONG * (count // _WORDS_PER_HIT), strongest // 2)
        return tuple(name for name, number in ranked if number >= least)

    def _look_up(self, form: str) -> tuple[str, ...]:
        morphology = get_morphology()
        known = morphology.known(form)
        lemmas = {reading.key for reading in morphology.readings(form)} if known else set()
        found = tuple(
            name for name, words in self._lists.items() if any(key in words for key in lemmas)
        )
        self._known[form] = found
        return found

    def _is_ambiguous(self, form: str) -> bool:
        words = self._several_meanings
        return any(reading.key in words for reading in get_morphology().readings(form))


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    return normalize(word).removesuffix("-то")  # «и автобуса-то нет»


@cache
def _is_adjective(form: str) -> bool:
    readings = get_morphology().readings(form)
    return bool(readings) and readings[0].pos == "adj"
