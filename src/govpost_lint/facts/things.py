"""Objects and names of a text as keys that all forms of a word share: «мост», «школа#3»."""

from __future__ import annotations

import re

from govpost_lint.text.analysis import Analysis, Sentence
from govpost_lint.text.morphology import get_morphology

_GENERIC = frozenset(
    "год месяц день срок работа человек житель район город время неделя вопрос проблема раз рубль "
    "километр метр процент глава округ область село поселок улица квартал лето осень зима весна "
    "утро вечер ночь час минута сутки число начало конец середина половина друг сосед земляк "
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь понедельник "
    "вторник среда четверг пятница суббота воскресение воскресенье подрядчик обещание план сторона "
    "место фото пост часть тысяча миллион администрация помощь комментарий ответ спасибо сегодня "
    "завтра вчера слово дело итог порядок случай вид деньга бюджет бригада рабочий штука м км г ул"
    .split()
)  # fmt: skip
"""Nouns that every second post shares: they link nothing."""

_BESIDE = frozenset(("у", "около", "возле", "напротив"))
LANDMARK = "у"
"""What keys of landmarks begin with, whichever preposition names them."""

_PEOPLE = frozenset({"name", "surn", "patr"})
_NUMBER = re.compile(r"\d{1,4}[а-я]?\Z")


def things_of(
    analysis: Analysis, sentence: Sentence, first: int, last: int
) -> tuple[frozenset[str], frozenset[str]]:
    """Return keys of objects and of names among tokens ``first`` to ``last`` (excluded).

    An object that says where another is («лестница у рынка») gives a second key, «у#рынок»: as of
    two numbers of one thing, two landmarks are not the same.
    """
    words: set[str] = set()
    places: set[str] = set()
    before = ""
    for index in range(first, last):
        token = analysis.tokens[index]
        if token.type in ("word", "number") and _NUMBER.match(token.form) and before:
            words.add(f"{before}#{token.form}")
            before = ""
            continue
        if token.type != "word":
            if token.form not in ("№", ",", "дом", "д"):
                before = ""
            continue
        opens = index == sentence.first
        kind, key = thing(token.form, token.text.lower() if opens else token.text)
        if opens and kind != "place" and token.text[0].isupper() and len(token.form) > 3:
            maybe = thing(token.form, token.text)
            if maybe[0] == "place":
                places.add("?" + maybe[1])
        if kind == "word":
            words.add(key)
            if index > first and analysis.tokens[index - 1].form in _BESIDE:
                words.add(f"{LANDMARK}#{key}")
        elif kind == "place":
            places.add(key)
        before = key if kind else ("" if token.form not in ("номер", "дом") else before)
    return frozenset(words), frozenset(places)


_known: dict[tuple[str, str], tuple[str, str]] = {}


def thing(form: str, text: str) -> tuple[str, str]:
    """Return ``word`` or ``place`` with a key that all forms of the word share; or nothing.

    Args:
        form: normalised; text: as written, because capitals make names.
    """
    shape = "AA" if len(text) > 1 and text.isupper() else "A" if text[:1].isupper() else ""
    found = _known.get((form, shape))
    if found is None:
        if len(_known) > 50_000:
            _known.clear()
        found = _known[form, shape] = _named(form, shape)
    return found


def _named(form: str, shape: str) -> tuple[str, str]:
    readings = get_morphology().readings(form)
    if not readings or len(form) < 3:
        return "", ""
    first = readings[0]
    if first.grammemes & _PEOPLE:
        return "", ""
    if shape == "AA":
        return "word", form
    if shape or "geox" in first.grammemes:
        named = next((r for r in readings if r.pos in ("noun", "adj")), None)
        return ("place", _stem(named.key)) if named else ("", "")
    if first.pos != "noun" or first.key in _GENERIC or "apro" in first.grammemes:
        return "", ""
    return "word", first.key


def _stem(lemma: str) -> str:
    """Cut endings, so that «Каменка» and «Каменку» agree whatever lemma is guessed."""
    return lemma[: max(3, len(lemma) - 2)]
