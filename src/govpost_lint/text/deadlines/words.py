"""Words of dates and terms: each token of a sentence becomes an item that says what it means.

Words are told by their dictionary form, so that case, number and «ё» do not matter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from govpost_lint.text.analysis import Analysis, Sentence
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.tokenizer import Token


class Item(NamedTuple):
    """One word (or number of several words) of a sentence.

    Attributes:
        kind: what it means, a name of the tables below; for other words ``other``, after an
            ordinal ``verb`` where they cannot be what is counted; the sign itself for
            punctuation between parts of a date, ``sign`` for other; empty after the end.
        value: number, unit, month … by kind.
        first, last: its tokens, the last excluded.
    """

    kind: str
    value: Any
    first: int
    last: int


_FORMS: dict[str, tuple[str, Any]] = {
    "до": ("to", 0), "к": ("by", 0), "ко": ("by", 0), "под": ("by", 0),
    "с": ("from", 0), "со": ("from", 0), "в": ("in", 0), "во": ("in", 0), "на": ("on", 0),
    "за": ("within", 0), "через": ("after", 0), "спустя": ("after", 0), "по": ("through", 0),
    "после": ("following", 0), "не": ("not", 0), "и": ("and", 0), "или": ("and", 0),
    "чем": ("than", 0), "раньше": ("earlier", 0), "ранее": ("earlier", 0),
    "позднее": ("later", 0), "позже": ("later", 0),
    "течение": ("course", 0), "течении": ("course", 0), "назад": ("ago", 0),
    "сегодня": ("relative", 0), "завтра": ("relative", 1), "послезавтра": ("relative", 2),
    "лет": ("unit", "year"), "г": ("unit", "year"), "гг": ("unit", "year"),
    "ч": ("unit", "hour"), "мин": ("unit", "minute"), "мес": ("unit", "month"),
    "дн": ("unit", "day"), "кв": ("unit", "quarter"),
    "утром": ("part", "morning"), "днем": ("part", "day"), "вечером": ("part", "evening"),
    "ночью": ("part", "night"),
    "весной": ("seasonal", 3), "летом": ("seasonal", 6), "осенью": ("seasonal", 9),
    "зимой": ("seasonal", 12), "весною": ("seasonal", 3), "зимою": ("seasonal", 12),
    "i": ("roman", 1), "ii": ("roman", 2), "iii": ("roman", 3), "iv": ("roman", 4),
    "полдня": ("half_unit", ("hour", 12)), "полгода": ("half_unit", ("month", 6)),
    "полугода": ("half_unit", ("month", 6)), "полчаса": ("half_unit", ("minute", 30)),
    "получаса": ("half_unit", ("minute", 30)), "полмесяца": ("half_unit", ("day", 15)),
}  # fmt: skip

_LEMMAS: dict[str, tuple[str, Any]] = {
    "минута": ("unit", "minute"), "час": ("unit", "hour"), "сутки": ("unit", "daynight"),
    "день": ("unit", "day"), "неделя": ("unit", "week"), "декада": ("unit", "decade"),
    "месяц": ("unit", "month"), "квартал": ("unit", "quarter"), "полугодие": ("unit", "half"),
    "год": ("unit", "year"), "полтора": ("number", 1.5), "пара": ("number", 2),
    "смена": ("unit", "shift"),
    "январь": ("month", 1), "февраль": ("month", 2), "март": ("month", 3),
    "апрель": ("month", 4), "май": ("month", 5), "июнь": ("month", 6), "июль": ("month", 7),
    "август": ("month", 8), "сентябрь": ("month", 9), "октябрь": ("month", 10),
    "ноябрь": ("month", 11), "декабрь": ("month", 12),
    "понедельник": ("weekday", 0), "вторник": ("weekday", 1), "среда": ("weekday", 2),
    "четверг": ("weekday", 3), "пятница": ("weekday", 4), "суббота": ("weekday", 5),
    "воскресение": ("weekday", 6), "воскресенье": ("weekday", 6),
    "весна": ("season", 3), "лето": ("season", 6), "осень": ("season", 9), "зима": ("season", 12),
    "утро": ("daypart", "morning"), "вечер": ("daypart", "evening"), "ночь": ("daypart", "night"),
    "обед": ("daypart", "day"), "полдень": ("daypart", "day"), "полночь": ("daypart", "evening"),
    "начало": ("begin", 0), "середина": ("middle", 0), "конец": ("end", 0), "исход": ("end", 0),
    "окончание": ("end", 0), "половина": ("half", 0), "число": ("count", 0),
    "этот": ("this", 0), "текущий": ("this", 0), "нынешний": ("this", 0), "сей": ("this", 0),
    "следующий": ("next", 0), "будущий": ("next", 0), "грядущий": ("next", 0),
    "ближний": ("near", 0), "близкий": ("near", 0), "ближайший": ("near", 0),
    "прошлый": ("past", 0), "минувший": ("past", 0), "предыдущий": ("past", 0),
    "позапрошлый": ("past", 0), "прошедший": ("past", 0), "пройти": ("past", 0),
    "последний": ("last", 0), "каждый": ("every", 0),
    "сегодняшний": ("relative_adj", 0), "завтрашний": ("relative_adj", 1),
    "рабочий": ("working", 0), "календарный": ("calendar", 0),
    "выходной": ("weekend", 0), "уикенд": ("weekend", 0), "срок": ("term", 0),
    "учебный": ("school", 0), "отопительный": ("heating", 0), "сезон": ("season_word", 0),
    "период": ("season_word", 0), "новый": ("new", 0), "новогодний": ("new_year", 0),
    "майский": ("may", 0), "праздник": ("holidays", 0), "каникулы": ("holidays", 0),
    "дать": ("grant", 0), "давать": ("grant", 0), "понадобиться": ("grant", 0),
    "потребоваться": ("grant", 0), "занять": ("grant", 0), "уйти": ("grant", 0),
    "отвести": ("grant", 0), "хватить": ("grant", 0), "максимум": ("grant", 0),
    "нужный": ("grant", 0), "нужно": ("grant", 0), "попросить": ("grant", 0),
    "квитанция": ("bill", 0), "платежка": ("bill", 0), "счет": ("bill", 0),
    "январский": ("month_adj", 1), "февральский": ("month_adj", 2), "мартовский": ("month_adj", 3),
    "апрельский": ("month_adj", 4), "июньский": ("month_adj", 6), "июльский": ("month_adj", 7),
    "августовский": ("month_adj", 8), "сентябрьский": ("month_adj", 9),
    "октябрьский": ("month_adj", 10), "ноябрьский": ("month_adj", 11),
    "декабрьский": ("month_adj", 12),
    "пасха": ("feast", "easter"), "троица": ("feast", "trinity"),
    "масленица": ("feast", "shrovetide"), "рождество": ("feast", (1, 7)),
    "первомай": ("feast", (5, 1)), "победа": ("feast_name", (5, 9)),
    "знание": ("feast_name", (9, 1)), "россия": ("feast_name", (6, 12)),
    "учитель": ("feast_name", (10, 5)), "защитник": ("feast_name", (2, 23)),
    "единство": ("feast_name", (11, 4)), "народный": ("feast_name", (11, 4)),
    "космонавтика": ("feast_name", (4, 12)), "флаг": ("feast_name", (8, 22)),
    "энергетик": ("feast_name", (12, 22)), "медработник": ("feast_name", (6, 3, 6)),
    "молодежь": ("feast_name", (6, -1, 5)), "рыбак": ("feast_name", (7, 2, 6)),
    "металлург": ("feast_name", (7, 3, 6)), "вмф": ("feast_name", (7, -1, 6)),
    "железнодорожник": ("feast_name", (8, 1, 6)), "строитель": ("feast_name", (8, 2, 6)),
    "шахтер": ("feast_name", (8, -1, 6)), "нефтяник": ("feast_name", (9, 1, 6)),
    "мать": ("feast_name", (11, -1, 6)), "крещение": ("feast", (1, 19)),
    "татьянин": ("feast_of", (1, 25)), "петров": ("feast_of", (7, 12)),
    "ильин": ("feast_of", (8, 2)),
    "юбилей": ("event", 0), "паводок": ("event", 0), "половодье": ("event", 0),
    "заморозок": ("event", 0), "мороз": ("event", 0), "холод": ("event", 0), "снег": ("event", 0),
    "навигация": ("event", 0), "годовщина": ("event", 0), "снегопад": ("event", 0),
    "открытие": ("event", 0), "наступление": ("event", 0),
    "фестиваль": ("event", 0), "ледостав": ("event", 0),
    "ледоход": ("event", 0), "купальный": ("bathing", 0), "туристический": ("bathing", 0),
    "дачный": ("bathing", 0), "пожароопасный": ("bathing", 0), "дорожный": ("bathing", 0),
    "зимний": ("bathing", 0), "летний": ("bathing", 0),
    "один": ("number", 1), "два": ("number", 2), "три": ("number", 3), "четыре": ("number", 4),
    "пять": ("number", 5), "шесть": ("number", 6), "семь": ("number", 7), "восемь": ("number", 8),
    "девять": ("number", 9), "десять": ("number", 10), "одиннадцать": ("number", 11),
    "двенадцать": ("number", 12), "тринадцать": ("number", 13), "четырнадцать": ("number", 14),
    "пятнадцать": ("number", 15), "шестнадцать": ("number", 16), "семнадцать": ("number", 17),
    "восемнадцать": ("number", 18), "девятнадцать": ("number", 19), "двадцать": ("number", 20),
    "тридцать": ("number", 30), "сорок": ("number", 40), "пятьдесят": ("number", 50),
    "шестьдесят": ("number", 60), "девяносто": ("number", 90), "сто": ("number", 100),
    "двое": ("number", 2), "трое": ("number", 3), "четверо": ("number", 4),
    "первый": ("ordinal", 1), "второй": ("ordinal", 2), "третий": ("ordinal", 3),
    "четвертый": ("ordinal", 4), "пятый": ("ordinal", 5), "шестой": ("ordinal", 6),
    "седьмой": ("ordinal", 7), "восьмой": ("ordinal", 8), "девятый": ("ordinal", 9),
    "десятый": ("ordinal", 10), "одиннадцатый": ("ordinal", 11), "двенадцатый": ("ordinal", 12),
    "тринадцатый": ("ordinal", 13), "четырнадцатый": ("ordinal", 14),
    "пятнадцатый": ("ordinal", 15), "шестнадцатый": ("ordinal", 16),
    "семнадцатый": ("ordinal", 17), "восемнадцатый": ("ordinal", 18),
    "девятнадцатый": ("ordinal", 19), "двадцатый": ("ordinal", 20), "тридцатый": ("ordinal", 30),
}  # fmt: skip

_TRIGGERS = frozenset(
    "relative unit half_unit month weekday season seasonal part daypart weekend feast event "
    "relative_adj month_adj may new_year holidays school heating season_word bathing "
    "number ordinal clock dot term_adj count"
    .split()
)  # fmt: skip
"""Kinds without one of which a sentence names no term."""

_START = 3
"""Letters by which a word is told before it is analysed."""

_STARTS = frozenset(lemma[:_START] for lemma in _LEMMAS) | frozenset(
    # dictionary forms whose cases begin otherwise: день, год, май, март, лёд, один, пара, утро
    "дня дне дни дню дён мая мае маю маи одн дву дво тре тро чет сем вос пят шес дев дес соро "
    "мор хол дал даё дае дам уше уйд зай эти эту эта".split()
)

_ORDINAL_DIGITS = re.compile(r"(\d{1,4})-?(?:го|е|й|му|м|ое|ого|ом|ому|ем|я|ю|ой|ую)\Z")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\Z")
_DOT = re.compile(r"(\d{1,2})[./](\d{2})(?:[./](\d{4}|\d{2}))?\Z")
_TERM = re.compile(
    r"(\d+-|полу|полутора|двух|трех|четырех|пяти|шести|семи|восьми|десяти|двенадцати|"
    r"пятнадцати|двадцати|тридцати)?(дневн|суточн|недельн|месячн|годичн|часов)[а-я]{2,3}\Z"
)
_TERM_NUMBERS = {
    "": 1, "полу": 0.5, "полутора": 1.5, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5,
    "шести": 6, "семи": 7, "восьми": 8, "десяти": 10, "двенадцати": 12, "пятнадцати": 15,
    "двадцати": 20, "тридцати": 30,
}  # fmt: skip
_TERM_UNITS = {
    "дневн": "day", "суточн": "day", "недельн": "week", "месячн": "month", "годичн": "year",
    "часов": "hour",
}  # fmt: skip
_JUBILEE = re.compile(r"(?:\d+-|[а-я]+)лети[еяюи]м?\Z")
_SIGNS = frozenset(",—:()")


def read_items(analysis: Analysis, sentence: Sentence) -> list[Item]:
    """Return the items of ``sentence``, or nothing where no word of it can belong to a date."""
    meanings = [_meaning(token) for token in analysis.tokens[sentence.first : sentence.last]]
    if not any(kind in _TRIGGERS for kind, _ in meanings):
        return []
    items: list[Item] = []
    before = ""
    for index, (kind, value) in enumerate(meanings, sentence.first):
        if kind == "other" and before == "ordinal":
            kind = _after_ordinal(analysis, index)
        items.append(Item(kind, value, index, index + 1))
        before = kind
    return _joined(items)


def may_date(token: Token) -> bool:
    """Whether a sentence with ``token``, outside quotation marks, may hold a deadline."""
    return _meaning_of(token.form, token.type)[0] in _TRIGGERS


def _after_ordinal(analysis: Analysis, index: int) -> str:
    """Tell «к двадцатому сделаем» from «к двадцатому дому»."""
    counted = any(r.pos in ("noun", "adj", "part") for r in analysis.readings(index))
    return "other" if counted or not analysis.readings(index) else "verb"


def _meaning(token: Token) -> tuple[str, Any]:
    if token.mask in ("quotes", "code"):
        return "other", 0
    return _meaning_of(token.form, token.type)


@lru_cache(maxsize=16_384)
def _meaning_of(form: str, type_: str) -> tuple[str, Any]:
    if type_ == "punctuation":
        return (form, 0) if form in _SIGNS else ("sign", 0)
    if type_ == "number":
        return _number(form)
    direct = _FORMS.get(form)
    if direct:
        return direct
    if type_ != "word":
        return "other", 0
    if form[0].isdigit():
        return _with_digits(form)
    if form[:_START] in _STARTS or form.endswith(_LONG_ENDINGS):
        return _by_lemma(form, get_morphology().readings(form))
    return "other", 0


_LONG_ENDINGS = tuple(
    "дневный дневного дневном недельный недельного недельном месячный месячного месячном "
    "суточный суточного суточном летию летия".split()
)


def _number(form: str) -> tuple[str, Any]:
    digits = form.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if digits.isdecimal():
        return ("number", int(digits)) if len(digits) < 5 else ("other", 0)
    clock = _CLOCK.match(form)
    if clock:
        return "clock", (int(clock[1]), int(clock[2]))
    dot = _DOT.match(form)
    if dot:
        return "dot", (int(dot[1]), int(dot[2]), int(dot[3]) if dot[3] else 0)
    return "other", 0


def _with_digits(form: str) -> tuple[str, Any]:
    ordinal = _ORDINAL_DIGITS.match(form)
    if ordinal:
        return "ordinal", int(ordinal[1])
    return _long_adjective(form)


@lru_cache(maxsize=4096)
def _long_adjective(form: str) -> tuple[str, Any]:
    term = _TERM.match(form)
    if term:
        many = term[1] or ""
        number = int(many[:-1]) if many[:1].isdigit() else _TERM_NUMBERS[many]
        return "term_adj", (_TERM_UNITS[term[2]], number)
    return ("event", 0) if _JUBILEE.match(form) else ("other", 0)


def _by_lemma(form: str, readings: Any) -> tuple[str, Any]:
    for reading in readings:
        found = _LEMMAS.get(reading.key)
        if found:
            return found
    if "-" in form:  # «двух-трёх», «неделю-две», «сегодня-завтра»: the later is meant
        return _double(form)
    return _long_adjective(form)


@lru_cache(maxsize=1024)
def _double(form: str) -> tuple[str, Any]:
    first, _, second = form.partition("-")
    meanings = []
    for part in (first, second):
        found = _FORMS.get(part) or next(
            (_LEMMAS[r.key] for r in get_morphology().readings(part) if r.key in _LEMMAS), None
        )
        meanings.append(found or (("number", 2) if part in ("другую", "другой") else ("", 0)))
    one, other = meanings
    if one[0] == other[0] and one[0] in ("number", "relative", "weekday", "month", "ordinal"):
        return other
    if one[0] == "unit" and other[0] == "number":
        return "half_unit", (one[1], other[1])
    return "other", 0


def _joined(items: list[Item]) -> list[Item]:
    """Join «двадцать пять» and «двадцать пятого»."""
    joined: list[Item] = []
    for item in items:
        before = joined[-1] if joined else None
        if (
            before
            and before.kind == "number"
            and item.kind in ("number", "ordinal")
            and before.value in (20, 30, 40, 50, 60, 90)
            and item.value < 10
            and before.last == item.first
        ):
            joined[-1] = Item(item.kind, before.value + item.value, before.first, item.last)
        else:
            joined.append(item)
    return joined
