"""Words of readers without what tells who they are, and the places they speak of.

Whoever reads a brief needs to know what is wrong and in which street, not who wrote it: names,
phones, addresses, mail, links and numbers of houses and flats go, whatever their form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from govpost_lint.model import Document, Span
from govpost_lint.reporters.account.masks import Masks, Places
from govpost_lint.reporters.excerpt import visible
from govpost_lint.reporters.privacy import HIDDEN, changed_within
from govpost_lint.text.analysis import Analysis, analyze
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import CASES, Reading

_ROOM = 160
"""Characters of a shortened quotation."""

_PERSONAL = frozenset({"name", "surn", "patr"})
_DOUBT = 0.2
"""Score of a reading as a name from which a capitalised word is taken for one."""

_SURE = 0.6
"""The same for a word in small letters."""

_SECRETS = re.compile(
    r"""
      \[[^\[\]|]*\|[^\[\]]*\]                    # [id1|Имя], [https://…|текст]
    | \S+@\S+ | (?<!\w)@\w+                      # mail, mentions
    | (?:https?://|www\.|t\.me/|vk\.com/|wa\.me/)\S+
    | (?:\b[\w-]+\.)+(?:ru|com|org|net|рф|su|io|me|example)\b\S*
    | (?:\+7|\b[78])?[\s(-]*\d{3}[\s)-]*\d{2,3}[\s-]*\d{2}[\s-]*\d{2}\b
    | \b\d[\d\s-]{4,}\d\b                        # any longer number
    | \bменя\s+зовут\s+\w+(?:\s+\w+)? | \bзовут\s+меня\s+\w+(?:\s+\w+)?
    | \bс\s+уважением\b.*
    | \b(?:д|дом\w{0,3}|кв|квартир\w{0,3}|корп|корпус\w{0,2}|стр|строение)\b
      \.?\s*(?:№\s*)?\d+\s?[а-я]?\b
    | \b\d+(?:-?[йяемую]{1,3})?\s+(?:дом|квартир)\w{0,3}\b
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_MARKUP = re.compile(r"\[([^\[\]\n]+)\]\([^()\s]*\)|\*\*|__|~~")
"""Markdown of exports: of a link its text is read, of emphasis nothing."""

_RUN = re.compile(rf"{HIDDEN}(?:[{HIDDEN}\s.,:/?=&%#_-]*{HIDDEN})?")
_DOTS = re.compile(HIDDEN + "+")
_NO_NAME = frozenset("дом центр фонд совет школа сад парк".split())
"""Nouns that open the name of an institution: «Дом культуры»."""

_BEFORE_PLACE = frozenset("улица ул посёлок поселок пос село деревня переулок пер площадь".split())

Private = Callable[[Document], Iterable[Span]]


class Quoter:
    """Hides who speaks and finds what place is spoken of.

    Args:
        private: finds the personal data that the rules know of.
        places: names of places of the account, as govpost.yaml has them.
        masks: what is known to be hidden; made with the same rules and places.
    """

    def __init__(
        self, private: Private, places: Iterable[str] = (), masks: Masks | None = None
    ) -> None:
        self._private = private
        self._places = [(tuple(_lemmas(word) for word in name.split()), name) for name in places]
        self._masks = masks or Masks()

    def masked(self, text: str) -> str:
        """Return ``text`` with «•» for every character of what is personal; offsets stay true."""
        places = self._masks.of(text, self._hidden)
        spans = zip(places[::2], places[1::2], strict=True)
        return changed_within(text, spans, lambda secret: HIDDEN * len(secret))

    def quote(self, text: str, room: int = _ROOM) -> str:
        """Return ``text`` masked, on one line, at most ``room`` characters and «…»."""
        plain = _MARKUP.sub(r"\1", self.masked(text))
        shown = " ".join(visible(_RUN.sub(HIDDEN * 3, plain)).split())
        if len(shown) <= room:
            return shown
        cut = shown.rfind(" ", room // 2, room)
        return shown[: cut if cut > 0 else room].rstrip(" ,.;:—–-") + "…"

    def places(self, text: str) -> tuple[str, ...]:
        """Return the places named in ``text``: those of the account, then streets, in order."""
        analysis = analyze(text)
        found = {name: None for _, _, name in self._own_places(analysis)}
        found.update((name, None) for _, name in _streets(analysis))
        return tuple(found)

    def _hidden(self, text: str) -> Places:
        """Return start and end of each run of characters that are hidden."""
        private = self._private(Document(id="", text=text, kind="reply"))
        shown = changed_within(text, sorted((one.start, one.end) for one in private), _dots)
        shown = _SECRETS.sub(lambda match: _dots(match.group()), shown)
        analysis = analyze(text)
        own = list(self._own_places(analysis))
        safe = {number for first, last, _ in own for number in range(first, last)}
        houses = _houses(analysis, {last - 1 for _, last, _ in own})
        personal = (
            (token.start, token.end)
            for index, token in enumerate(analysis.tokens)
            if index in houses or (index not in safe and _is_name(analysis, index))
        )
        masked = changed_within(shown, personal, _dots)
        return tuple(place for run in _DOTS.finditer(masked) for place in run.span())

    def _own_places(self, analysis: Analysis) -> Iterator[tuple[int, int, str]]:
        keys = [{r.key for r in analysis.readings(n)} for n in range(len(analysis.tokens))]
        for first, token in enumerate(analysis.tokens):
            for words, name in self._places:
                last = first + len(words)
                fits = token.text[:1].isupper() and last <= len(keys)
                if fits and all(keys[first + n] & word for n, word in enumerate(words)):
                    yield first, last, name


def _houses(analysis: Analysis, places: set[int]) -> set[int]:
    """Return the tokens that are numbers of houses: «Садовая, 12», «на Школьной 5»."""
    found = set()
    for place in places | {index for index, _ in _streets(analysis)}:
        after = place + 1
        if after < len(analysis.tokens) and analysis.tokens[after].text == ",":
            after += 1
        if after < len(analysis.tokens) and analysis.tokens[after].text[0].isdigit():
            found.add(after)
    return found


def _lemmas(word: str) -> frozenset[str]:
    return frozenset(reading.key for reading in get_morphology().readings(word))


def _dots(secret: str) -> str:
    return re.sub(r"[^\W_]", HIDDEN, secret)


def _is_name(analysis: Analysis, index: int) -> bool:
    """Whether a word may name a person: rather one word too many than one too few."""
    token = analysis.tokens[index]
    readings = analysis.readings(index)
    if token.mask in ("mentions", "links"):
        return True
    if not readings or not token.text[0].isalpha():
        return False
    personal = max((r.score for r in readings if r.grammemes & _PERSONAL), default=0.0)
    if not token.text[0].isupper():
        return bool(readings[0].grammemes & _PERSONAL) and personal >= _SURE
    if (
        _is_place(readings)
        or readings[0].key in _NO_NAME
        or (token.text.isupper() and len(token.text) > 1)
    ):
        return token.text.isupper() and personal >= _SURE
    if _after_place_noun(analysis, index):
        return False
    if _opens_sentence(analysis, index):
        called = index + 1 < len(analysis.tokens) and analysis.tokens[index + 1].text == ","
        return personal >= _DOUBT or (called and personal > 0) or _is_full_name(analysis, index)
    if any(r.grammemes & _PERSONAL for r in readings):
        return True
    return token.mask != "quotes" and not _is_adjective(readings)


def _is_full_name(analysis: Analysis, index: int) -> bool:
    following = analysis.readings(index + 1) if index + 1 < len(analysis.tokens) else ()
    capital = bool(following) and analysis.tokens[index + 1].text[0].isupper()
    return capital and any(r.grammemes & _PERSONAL for r in following)


def _opens_sentence(analysis: Analysis, index: int) -> bool:
    first = analysis.sentences[analysis.sentence_of[index]].first
    return all(not analysis.readings(n) for n in range(first, index))


def _is_place(readings: Iterable[Reading]) -> bool:
    return any("geox" in r.grammemes for r in readings)


def _is_adjective(readings: Iterable[Reading]) -> bool:
    return any(r.pos in ("adj", "part", "pron", "num") for r in readings)


def _after_place_noun(analysis: Analysis, index: int) -> bool:
    before = index - 1
    while before >= 0 and analysis.tokens[before].text == ".":
        before -= 1
    keys = {r.key for r in analysis.readings(before)} if before >= 0 else set()
    word = analysis.tokens[before].text.lower() if before >= 0 else ""
    return bool((keys | {word}) & _BEFORE_PLACE)


def _streets(analysis: Analysis) -> Iterator[tuple[int, str]]:
    """Yield streets named by an adjective («на Садовой») or after a word for a street."""
    for index, token in enumerate(analysis.tokens):
        if not token.text[:1].isupper() or token.mask:
            continue
        reading = analysis.chosen_reading(index)
        if reading is None or any(r.grammemes & _PERSONAL for r in analysis.readings(index)):
            continue
        after = analysis.chosen_reading(index + 1) if index + 1 < len(analysis.tokens) else None
        alone = after is None or not _agree(reading, after)
        named = alone and reading.pos == "adj" and "femn" in reading.grammemes
        if named or _after_place_noun(analysis, index):
            yield index, _nominative(token.text, analysis.readings(index))


def _agree(adjective: Reading, after: Reading) -> bool:
    """Whether an adjective belongs to the word after it: «Новая школа», not «на Садовой столб»."""
    if after.pos not in ("noun", "adj"):
        return False
    shared = adjective.grammemes & after.grammemes
    return bool(shared & set(CASES)) and "sing" in shared and "femn" in shared


def _nominative(word: str, readings: Iterable[Reading]) -> str:
    for reading in readings:
        if reading.pos == "adj" and "femn" in reading.grammemes:
            found = get_morphology().inflect(word, reading, {"nomn", "sing", "femn"})
            if found:
                return found[0].upper() + found[1:]
    return word
