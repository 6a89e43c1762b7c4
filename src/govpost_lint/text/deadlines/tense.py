"""Whether the words around a date tell of the past: «к 1 мая открыли» names no deadline."""

from __future__ import annotations

from govpost_lint.text.analysis import Analysis, Sentence

_PROSPECTIVE = frozenset(
    "обещать пообещать дать давать поручить попросить просить назначить перенести продлить "
    "запланировать наметить отложить установить определить договориться согласовать отвести "
    "решить потребовать требовать обязать взять поставить рассчитать сдвинуть заключить "
    "планировать назвать сказать сообщить заявить заверить ответить подтвердить подписать "
    "запросить предписать гарантировать обязаться пригласить зависеть утвердить выделить"
    .split()
)  # fmt: skip
"""Verbs that in the past, too, speak of what is to come: «обещали до мая», «срок перенесли»."""

_NOUNS = frozenset("срок дедлайн задача поручение план обещание предписание".split())
_BREAKS = frozenset(", ; : — ( )".split())


def tells_of_past(analysis: Analysis, sentence: Sentence, first: int, last: int) -> bool:
    """Whether what governs tokens ``first`` to ``last`` (excluded) is past and done.

    The clause between commas decides; where it has no verb, the whole sentence.
    """
    start, end = first, last
    while start > sentence.first and analysis.tokens[start - 1].form not in _BREAKS:
        start -= 1
    while end < sentence.last and analysis.tokens[end].form not in _BREAKS:
        end += 1
    verdict = _verdict(analysis, start, end)
    if verdict is None:
        verdict = _verdict(analysis, sentence.first, sentence.last)
    return bool(verdict)


def _verdict(analysis: Analysis, first: int, last: int) -> bool | None:
    """Past, not past, or nothing to tell by."""
    past = False
    for index in range(first, last):
        reading = analysis.chosen_reading(index)
        if reading is None:
            continue
        grammemes = reading.grammemes
        if reading.key in _NOUNS or reading.key in _PROSPECTIVE:
            return False
        if reading.pos == "inf" or (reading.pos == "verb" and "past" not in grammemes):
            return False
        if reading.pos == "verb" or (reading.pos == "short" and "prts" in grammemes):
            past = True
    return True if past else None
