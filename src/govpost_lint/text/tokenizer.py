"""Typed tokens with offsets into the original text, by one regular expression."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from govpost_lint.text.markup import TYPE_MASKS

WORD_TYPES = frozenset({"word", "number", "abbreviation"})
"""What counts as a word for gaps in phrases and for the length of a text."""

_STRESS_AND_SOFT_HYPHEN = "\u0300\u0301\u00ad\u200b\u2060"
_INSIDE = _STRESS_AND_SOFT_HYPHEN + "\u0306\u0308"
"""Marks that belong to the word they stand in: also breve and dots of a decomposed «й», «ё»."""

_ABBREVIATIONS = (
    "ул|пр|просп|пер|пл|наб|бул|б-р|ш|д|корп|стр|кв|каб|оф|пом|эт|под|"
    "г|гг|р|пос|пгт|дер|с|х|обл|респ|окр|р-н|мкр|мкрн|км|тыс|млн|млрд|руб|коп|"
    "тел|моб|доб|им|св|ст|ч|п|пп|см|напр|др|чел|ок|проц|экз|мин|сек|"
    "гос|муниц|зам|нач|зав|гл|акад|проф|доц"
)
_EMOJI = (
    r"(?:[\U0001F1E6-\U0001F1FF]{2}"
    r"|[0-9#*]\uFE0F?\u20E3"
    r"|(?:[\u203C\u2049\u2139\u2194-\u21AA\u231A-\u23FF\u24C2\u25AA-\u25FE\u2600-\u27BF"
    r"\u2934\u2935\u2B05-\u2B55\u3030\u303D\u3297\u3299]|[\U0001F000-\U0001FAFF])"
    r"[\uFE0E\uFE0F]?[\U0001F3FB-\U0001F3FF]?"
    r"(?:\u200D[\u2600-\u27BF\U0001F000-\U0001FAFF]\uFE0F?[\U0001F3FB-\U0001F3FF]?)*)"
)
_LETTER = rf"[^\W\d_]+(?:[{_INSIDE}]+[^\W\d_]+)*[{_INSIDE}]*"

# Lengths of names are bounded, so that a long run of «a.a.a.» costs no more than other text.
_MARKED = (
    r"(?P<link>(?:https?://|www\.)[^\s<>«»\"]*[^\s<>«»\".,;:!?)\]]"
    r"|(?<![\w@.])(?:t\.me|vk\.com|vk\.cc|ok\.ru|clck\.ru|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}"
    r"\.(?:ru|com|org|net|info|gov))(?![\w@])(?:/[^\s<>«»\"]*[^\s<>«»\".,;:!?)\]])?"
    r"|(?<![\w@.])[а-яё0-9-]{1,63}(?:\.[а-яё0-9-]{1,63}){0,5}\.рф(?!\w)(?:/[^\s<>«»\"]*[^\s<>«»\".,;:!?)\]])?)",
    r"(?P<email>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)",
    r"(?P<mention>(?<!\w)@\w+(?:\.\w+)*|\[(?:id|club|public)\d+\|[^\[\]\n]*\])",
    rf"(?P<hashtag>(?<!\w)#[^\W_][\w{_INSIDE}-]*(?:@\w+)?)",
)
_PLAIN = (
    rf"(?P<emoji>{_EMOJI})",
    r"(?P<phone>(?<![\d-])(?:\+7|8)[ \u00a0\-–(]{0,2}\d{3,5}[ \u00a0\-–)]{0,2}"
    r"\d{1,3}[ \u00a0\-–]?\d{2}[ \u00a0\-–]?\d{2}(?![\d-]))",
    r"(?P<abbreviation>(?<![\w-])(?=[^\W\d_]{1,5}(?:-[^\W\d_])?\.)"  # a quick look first
    rf"(?:(?:{_ABBREVIATIONS})\.|т\. ?[дпек]\.|и\. ?о\.))",
    rf"(?P<word>{_LETTER}(?:[-‑'’]{_LETTER})*|\d+[-‑]{_LETTER})",
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,:/]\d+)*%?)",
    r"(?P<punctuation>[!?]+|\.{2,}|\S)",
)
_TOKEN = re.compile("|".join(_MARKED + _PLAIN), re.IGNORECASE)
_PLAIN_TOKEN = re.compile("|".join(_PLAIN), re.IGNORECASE)
_LINE = re.compile("[^\n]+")
# Without one of these a line holds no link, address, mention or hashtag; to look for them at
# every word would take half the time.
_MARK = re.compile(r"[@#\[]|://|www\.|\.[^\W\d_]", re.IGNORECASE)
_CLEAN = re.compile(f"[{_STRESS_AND_SOFT_HYPHEN}]")
_DASHES = {"-": "—", "–": "—", "―": "—", "‑": "—"}


class Token(NamedTuple):
    """A stretch of text of one type.

    ``type`` is one of word, number, abbreviation, punctuation, emoji, link, email, hashtag,
    mention, phone. ``form`` is what rules compare: lower case, ё as е, composed (NFC), without
    stress marks, soft hyphens and the dot of an abbreviation; all dashes are «—».
    ``mask`` names the masked span the token lies in (see ``markup``), or is empty.
    """

    text: str
    start: int
    end: int
    type: str
    form: str
    mask: str = ""


def normalize_form(text: str) -> str:
    """Return ``text`` as rules compare it: NFC, lower case, ё as е, no stress, no soft hyphen.

    Stress marks go first: composed with their letter («ѐ») they could not be told from it.
    """
    return _folded(text if text.isascii() else unicodedata.normalize("NFC", _CLEAN.sub("", text)))


@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    return text.replace("‑", "-").lower().replace("ё", "е")


def tokenize(text: str, start: int = 0, end: int | None = None, mask: str = "") -> list[Token]:
    """Split ``text[start:end]`` into tokens; offsets count code points of the whole ``text``.

    Never raises; every character that is not white space belongs to exactly one token.

    Args:
        text: the whole text; start, end: the part to split.
        mask: of the span that the part is; empty: links and the like are masked by their type.
    """
    tokens = []
    # Parts of a text without marks, in normal form, are in normal form too.
    part = text[start:end]
    tidy = unicodedata.is_normalized("NFC", part) and not _CLEAN.search(part)
    form_of = _folded if tidy else normalize_form
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        first, last = line.span()
        expression = _TOKEN if _MARK.search(text, first, last) else _PLAIN_TOKEN
        for match in expression.finditer(text, first, last):
            kind = match.lastgroup or "punctuation"
            found = match[0]
            if kind == "punctuation":
                form = _DASHES.get(found, found)
            elif kind == "abbreviation":
                form = form_of(found.rstrip("."))
            else:
                form = form_of(found)
            first, last = match.span()
            tokens.append(Token(found, first, last, kind, form, mask or TYPE_MASKS.get(kind, "")))
    return tokens
