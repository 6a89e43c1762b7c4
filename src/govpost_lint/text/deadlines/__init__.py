"""Deadline phrases of Russian and their last day, seen from the day of the post.

«до конца недели», «к 1 сентября», «в III квартале», «за три дня», «завтра до 18:00» …
Knows nothing of rules. A text without any word of time costs a look at each token.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from govpost_lint.text.analysis import Analysis, Sentence
from govpost_lint.text.deadlines.reader import Phrases
from govpost_lint.text.deadlines.tense import tells_of_past
from govpost_lint.text.deadlines.words import Item, may_date, read_items

__all__ = ["Deadline", "deadline_ends", "deadlines", "may_date"]

_MORNING = time(9, 0)
"""When a post was published of which only the day is known."""


_ANY_DAY = datetime(2000, 1, 1, 9, 0)
"""Before every year that a text may name: what is a deadline must not depend on the day."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A phrase of a text that says by when.

    Attributes:
        start, end: its place, code points of the text.
        last: the last day that is in time, never before the day of the post; ``None`` where
            nobody can know it from the text («ко Дню города»).
        timed: whether an hour is named.
        basis: on what norm the day rests («отопительный сезон»), Russian; empty else.
    """

    start: int
    end: int
    last: date | None
    timed: bool = False
    basis: str = ""


def deadlines(
    analysis: Analysis, day: date | datetime, sentences: Iterable[Sentence] | None = None
) -> tuple[Deadline, ...]:
    """Return the deadline phrases of a text in order, not overlapping.

    A date without a year is the next such date; «в пятницу» the next Friday, on a Friday that of
    the next week; «до пятницы» and «до 1 июня» include the day named, «до июня» ends with May.
    Phrases of the past («открыли 1 сентября», «в прошлом году») are none. Text in quotation
    marks is not looked at. Terms in working days count Monday to Friday; public holidays are the
    caller's business.

    Args:
        analysis: the text.
        day: when the post was published, in the time zone of the account; a plain day counts as
            its morning.
        sentences: some of the text; ``None``: all.
    """
    moment = day if isinstance(day, datetime) else datetime.combine(day, _MORNING)
    found = []
    for sentence in analysis.sentences if sentences is None else sentences:
        items = _items(analysis, analysis.sentence_of[sentence.first])
        if not items:
            continue
        for phrase in Phrases(items, moment).all():
            first, last = items[phrase.first].first, items[phrase.end - 1].last
            if tells_of_past(analysis, sentence, first, last):
                continue
            tokens = analysis.tokens
            found.append(
                Deadline(tokens[first].start, tokens[last - 1].end, phrase.last, phrase.timed,
                         phrase.basis)
            )  # fmt: skip
    return tuple(found)


def deadline_ends(analysis: Analysis, number: int) -> dict[int, int]:
    """Return the deadline phrases of sentence ``number``: first token → token after the last.

    Whatever the day and whatever tense the verb has: the caller looks at the words around. Found
    once for each sentence.
    """
    found = analysis.deadline_ends.get(number)
    if found is None:
        items = _items(analysis, number)
        phrases = Phrases(items, _ANY_DAY).all() if items else []
        found = {items[one.first].first: items[one.end - 1].last for one in phrases}
        analysis.deadline_ends[number] = found
    return found


def _items(analysis: Analysis, number: int) -> list[Item]:
    items = analysis.deadline_items.get(number)
    if items is None:
        items = analysis.deadline_items[number] = read_items(analysis, analysis.sentences[number])
    return items
