"""Whose promise a sentence tells of: the account's, or somebody's it does not answer for."""

from __future__ import annotations

import re

from govpost_lint.text.analysis import Analysis

_SPEECH = frozenset(
    "обещать пообещать заверить заверять заявить сообщить сообщать уверять пояснить рассказать "
    "ответить планировать намереваться рассчитывать"
    .split()
)  # fmt: skip
_OTHERS = frozenset(
    "россети ржд газпром ростелеком росавтодор сбербанк сбер втб мегафон билайн мтс росреестр "
    "минтранс минстрой минздрав минпросвещения компания застройщик инвестор банк оператор "
    "энергокомпания энергетик правительство".split()
)
"""Organisations that an official does not answer for; contractors of his own are not among them."""
_SOURCE = re.compile(r"\b(?:по словам|по данным|по информации|как сообщ|как заявил)", re.I)


def is_others(analysis: Analysis, number: int) -> bool:
    """Whether a sentence gives the promise of somebody the account does not answer for."""
    sentence = analysis.sentences[number]
    if _SOURCE.search(analysis.text[sentence.start : sentence.end]):
        return True
    speaks, subject, own = False, False, False
    for index in range(sentence.first, sentence.last):
        form = analysis.tokens[index].form
        own = own or form in ("я", "мы")
        if form in _OTHERS and _acts(analysis, index + 1, sentence.last):
            return not own  # «Россети заменят»: no dictionary knows the name
        for reading in analysis.readings(index)[:2]:
            grammemes = reading.grammemes
            if reading.pos == "noun" and "nomn" in grammemes:
                if reading.key in _OTHERS:
                    return not own
                subject = subject or bool(grammemes & {"anim", "orgn"}) or form == reading.key
            if reading.pos == "verb" and reading.key in _SPEECH:
                if "3per" in grammemes:
                    return not own
                speaks = speaks or ("past" in grammemes and "1per" not in grammemes)
    return speaks and subject and not own


def _acts(analysis: Analysis, index: int, last: int) -> bool:
    """Whether the token at ``index`` is a verb of somebody spoken about."""
    return index < last and any(
        reading.pos == "verb" and "3per" in reading.grammemes
        for reading in analysis.readings(index)
    )
