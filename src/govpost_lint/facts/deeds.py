"""What a sentence promises or reports, in words that two posts can share.

Depends on the text alone, so it can be kept beside a row; by it `promises` links a promise with
the report on it. Only dictionary look-ups, no choice of readings: it is run over every own text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from govpost_lint.facts.others import is_others
from govpost_lint.facts.things import thing, things_of
from govpost_lint.facts.verbs import GENERAL, REFRAIN, STATES, family
from govpost_lint.text.analysis import Analysis, Sentence, joined_spans
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import Reading

_CUTS = frozenset(", ; : — ( )".split())
_NEWS = frozenset("сообщение сводка обновление".split())
_FURTHER_NEWS = _NEWS | frozenset("информация новость данные".split())
_FURTHER = ("следующ", "очередн", "дальнейш", "нов", "свеж")
"""«Следующее сообщение в 11:00» and «новые данные дам к 18:00» are a matter of the emergency rules,
not of the ledger."""

_DEEDS = frozenset(
    "ремонт строительство замена открытие запуск благоустройство реконструкция капремонт установка "
    "сдача ввод пуск завершение окончание поставка".split()
)
"""Nouns that promise as verbs do: «сдача — июнь», «ремонт запланирован»."""

_AHEAD = frozenset(
    "будет будут запланирован запланирована запланировано запланированы намечен намечена намечено "
    "намечены поручено".split()
)
"""Beside one of them a passive participle tells of what is to come."""


class Deed(NamedTuple):
    """A promise or a report.

    Attributes:
        start, end: the sentence, code points of the text.
        verbs: families of its verbs of deeds, see `verbs.family`; words: keys of its objects,
            with their numbers («школа#3»); places: keys of its names, those that may be none
            (the first word of a sentence) after a question mark.
        head: key of what the deed is done to, the first object without a preposition; or empty.
    """

    start: int
    end: int
    verbs: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]
    head: str = ""


class Deeds(NamedTuple):
    """The deeds of a text.

    Attributes:
        promised: promises of the account itself; reported: sentences that tell of things done.
        places: keys of all names of the text.
    """

    promised: tuple[Deed, ...]
    reported: tuple[Deed, ...]
    places: frozenset[str]


NO_DEEDS = Deeds((), (), frozenset())


Clause = tuple[int, int]
"""First token of the clause of a promise, and the token after its last."""


def deeds_of(
    analysis: Analysis, promised: Iterable[tuple[int, int]]
) -> tuple[Deeds, tuple[Clause, ...]]:
    """Return what a text promises and reports, and the clause of each promise.

    Args:
        analysis: an own post or reply.
        promised: spans of the findings of promise rules in it.
    """
    spans = joined_spans(promised)
    texts = [_read(analysis, sentence) for sentence in analysis.sentences]
    places = frozenset().union(*(one.places for one in texts)) if texts else frozenset()
    promises: list[Deed] = []
    clauses: list[Clause] = []
    for start, end in spans:
        number = _sentence_at(analysis, start)
        if number is not None and not is_others(analysis, number):
            clause = _clause(analysis, number, start, end)
            deed = _promise(analysis, number, clause, texts) if clause else None
            if clause and deed:
                promises.append(deed)
                clauses.append(clause)
    taken = {_sentence_at(analysis, start) for start, _ in spans}
    reports = [
        one._replace(places=one.places or (texts[number - 1].places if number else frozenset()))
        for number, one in enumerate(texts)
        if one.verbs and number not in taken
    ]
    return Deeds(tuple(promises), tuple(reports), places), tuple(clauses)


def _sentence_at(analysis: Analysis, offset: int) -> int | None:
    for number, sentence in enumerate(analysis.sentences):
        if sentence.start <= offset < sentence.end:
            return number
    return None


def _clause(analysis: Analysis, number: int, start: int, end: int) -> Clause | None:
    """Return the clause around a span; ``None`` where that only says when there will be news."""
    sentence = analysis.sentences[number]
    tokens = analysis.tokens
    inside = [i for i in range(sentence.first, sentence.last) if start <= tokens[i].start < end]
    if not inside or _announces_news(analysis, inside):
        return None
    first, last = inside[0], inside[-1] + 1
    while first > sentence.first and not _cuts(analysis, first - 1):
        first -= 1
    while last < sentence.last and not _cuts(analysis, last):
        last += 1
    return first, last


def _promise(analysis: Analysis, number: int, clause: Clause, texts: Sequence[Deed]) -> Deed | None:
    """Return what a clause promises; where it names nothing, its neighbourhood does.

    Places that stand before it in the sentence are its own, those after it are not.
    """
    sentence = analysis.sentences[number]
    first, last = clause
    verbs = _to_do(analysis, first, last)
    if not verbs:
        return None
    words, places = things_of(analysis, sentence, first, last)
    if not words:
        words = texts[number].words
        before = texts[number - 1] if number else texts[number]
        words, places = words | before.words, places or before.places
    places = places or things_of(analysis, sentence, sentence.first, last)[1]
    head = _head(analysis, first, last)
    return Deed(sentence.start, sentence.end, verbs, words, places, head)


def _announces_news(analysis: Analysis, inside: Sequence[int]) -> bool:
    """Whether a span only says when there will be the next message."""
    tokens = analysis.tokens
    if any(tokens[index].form in _NEWS for index in inside):
        return True
    return any(
        tokens[index - 1].form.startswith(_FURTHER)
        and any(reading.key in _FURTHER_NEWS for reading in analysis.readings(index))
        for index in inside
        if index
    )


def _cuts(analysis: Analysis, index: int) -> bool:
    """Whether a clause ends here; «на Садовой, 14» is one."""
    following = analysis.tokens[index + 1 : index + 2]
    house = following and following[0].type == "number"
    return analysis.tokens[index].form in _CUTS and not house


def _head(analysis: Analysis, first: int, last: int) -> str:
    governed = False
    for index in range(first, last):
        token = analysis.tokens[index]
        readings = analysis.readings(index) if token.type == "word" else ()
        if readings and readings[0].pos == "prep":
            governed = True
            continue
        kind, key = thing(token.form, token.text) if readings else ("", "")
        direct = any(r.grammemes & {"accs", "nomn"} for r in readings)
        if kind == "word" and direct and not governed:
            return key
        if not readings or readings[0].pos in ("noun", "verb", "inf"):
            governed = False
    return ""


def _read(analysis: Analysis, sentence: Sentence) -> Deed:
    words, places = things_of(analysis, sentence, sentence.first, sentence.last)
    return Deed(sentence.start, sentence.end, _done(analysis, sentence), words, places)


# ---- verbs ----


def _to_do(analysis: Analysis, first: int, last: int) -> frozenset[str]:
    """Return the families of verbs by which a clause says what will be done.

    Where it only says what will not («больше не закроем», «не дадим закрыть»), `verbs.REFRAIN`.
    """
    forms = {token.form for token in analysis.tokens[first:last]}
    passive = bool(forms & _AHEAD)
    found: set[str] = set()
    refrains = False
    for index in range(first, last):
        families = {
            family(reading.key)
            for reading in analysis.readings(index)
            if (reading.pos == "verb" and {"futr", "indc"} <= reading.grammemes)
            or (reading.pos == "inf" and "perf" in reading.grammemes and not refrains)
            or (passive and "prts" in reading.grammemes and "perf" in reading.grammemes)
            or (reading.pos == "noun" and reading.key in _DEEDS)
        }
        if families and index > first and analysis.tokens[index - 1].form == "не":
            refrains = True
        else:
            found |= families
    return frozenset(found or ({REFRAIN} if refrains else ()))


def _done(analysis: Analysis, sentence: Sentence) -> frozenset[str]:
    """Return the families of verbs by which the sentence says that something is done."""
    tokens = analysis.tokens
    if tokens[sentence.last - 1].form.endswith("?"):
        return frozenset()
    found: set[str] = set()
    for index in range(sentence.first, sentence.last):
        if tokens[index].type != "word":
            continue
        for reading in done_readings(tokens[index].form):
            if not _denied(analysis, sentence, index, reading):
                found.add(family(reading.key))
    return frozenset(found)


@lru_cache(maxsize=20_000)
def done_readings(form: str) -> tuple[Reading, ...]:
    """Return the readings under which a word form says that something is done."""
    return tuple(filter(_is_done, get_morphology().readings(form)))


def _is_done(reading: Reading) -> bool:
    grammemes = reading.grammemes
    if reading.pos == "verb":
        return {"past", "perf"} <= grammemes or (reading.key in STATES and "pres" in grammemes)
    return ("prts" in grammemes and "perf" in grammemes) or (
        reading.pos == "short" and reading.key in GENERAL
    )


def _denied(analysis: Analysis, sentence: Sentence, index: int, reading: Reading) -> bool:
    around = [t.form for t in analysis.tokens[max(sentence.first, index - 3) : index]]
    if "не" in around[-2:] or "бы" in around or "если" in around or "чтобы" in around:
        return True
    if reading.pos != "short":
        return False
    around += [t.form for t in analysis.tokens[index + 1 : min(sentence.last, index + 3)]]
    return any(form in ("будет", "будут", "быть") for form in around)
