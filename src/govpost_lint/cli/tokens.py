"""``govpost-lint tokens``: how the program reads a text, and so why a rule is silent."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from govpost_lint.cli.options import TABLE_OR_JSON
from govpost_lint.cli.output import complain, opened
from govpost_lint.cli.russian import Command
from govpost_lint.errors import ExitCode, InputError

if TYPE_CHECKING:
    from govpost_lint.text.analysis import Analysis, Sentence
    from govpost_lint.text.reading import Reading

_OTHERS = 4
"""Readings that the table shows beside the chosen one; JSON has all."""

_TYPES = {
    "number": "число",
    "abbreviation": "сокращение",
    "punctuation": "знак",
    "emoji": "эмодзи",
    "link": "ссылка",
    "email": "почта",
    "hashtag": "хештег",
    "mention": "упоминание",
    "phone": "телефон",
}


@click.command(cls=Command)
@click.argument("text", nargs=-1, required=True, metavar="ТЕКСТ|-")
@TABLE_OR_JSON
def tokens(text: tuple[str, ...], form: str) -> ExitCode:
    """Показать разбор слов текста; «-» читает стандартный ввод.

    Первая строка слова — разбор, выбранный по соседним словам; строки «или» — прочие. Имена
    признаков можно брать в образцы правил: {СУЩ:род}.
    """
    from govpost_lint.text.analysis import analyze

    analysis = analyze(_source(" ".join(text)))
    lines = _json_lines(analysis) if form == "json" else _table(analysis)
    with opened(None) as stream:
        for line in lines:
            stream.write(line + "\n")
    return ExitCode.CLEAN


def _source(argument: str) -> str:
    if argument != "-":
        return argument.encode("utf-8", "replace").decode("utf-8")
    from govpost_lint.sources.decoding import decode

    text, notes = decode(sys.stdin.buffer.read(), "-")
    for note in notes:
        complain(note)
    if not text.strip():
        raise InputError("-: текст пуст. Передайте предложение или целый пост.")
    return text


def _json_lines(analysis: Analysis) -> Iterator[str]:
    for sentence in analysis.sentences:
        tokens = [_token(analysis, i) for i in range(sentence.first, sentence.last)]
        text = analysis.text[sentence.start : sentence.end]
        yield json.dumps({"text": text, "tokens": tokens}, ensure_ascii=False)


def _token(analysis: Analysis, index: int) -> dict[str, Any]:
    token = analysis.tokens[index]
    chosen = analysis.chosen_reading(index)
    return {
        "text": token.text,
        "start": token.start,
        "end": token.end,
        "type": token.type,
        "known": analysis.known(index),
        "lemma": analysis.citation(index, chosen) if chosen else None,
        "pos": chosen.pos if chosen else None,
        "grammemes": _ordered(chosen.grammemes) if chosen else [],
        "readings": [
            {
                "lemma": analysis.citation(index, reading),
                "pos": reading.pos,
                "grammemes": _ordered(reading.grammemes),
                "score": round(reading.score, 6),
            }
            for reading in analysis.readings(index)
        ],
    }


def _table(analysis: Analysis) -> Iterator[str]:
    from govpost_lint.reporters.excerpt import visible

    for sentence in analysis.sentences:
        yield visible(analysis.text[sentence.start : sentence.end]).replace("\n", " ")
        rows = list(_rows(analysis, sentence))
        first = max(len(row[0]) for row in rows)
        second = max(len(row[1]) for row in rows)
        for word, lemma, about in rows:
            yield f"    {visible(word):<{first}}  {lemma:<{second}}  {about}".rstrip()
        yield ""


def _rows(analysis: Analysis, sentence: Sentence) -> Iterator[tuple[str, str, str]]:
    for index in range(sentence.first, sentence.last):
        token = analysis.tokens[index]
        chosen = analysis.chosen_reading(index)
        if chosen is None:
            yield token.text, "", _TYPES.get(token.type, "нет в словаре")
            continue
        unknown = "" if analysis.known(index) else " · нет в словаре"
        first = analysis.citation(index, chosen), _about(chosen)
        yield token.text, first[0], first[1] + unknown
        others = dict.fromkeys(
            (analysis.citation(index, r), _about(r)) for r in analysis.readings(index)
        )
        others.pop(first, None)
        for lemma, about in list(others)[:_OTHERS]:
            yield "", f"или {lemma}", about
        if len(others) > _OTHERS:
            yield "", f"… ещё {len(others) - _OTHERS}", ""


def _about(reading: Reading) -> str:
    """Return the reading as the rule language writes it: «СУЩ:вин,ед,жен»."""
    from govpost_lint.ruleset.vocabulary import GRAMMEMES_RUSSIAN, POS_RUSSIAN

    russian = {code: name for name, code in GRAMMEMES_RUSSIAN.items()}
    pos = {code: name for name, code in POS_RUSSIAN.items()}.get(reading.pos, reading.pos)
    grammemes = [russian[g] for g in _ordered(reading.grammemes) if g in russian]
    return f"{pos}:{','.join(grammemes)}" if grammemes else pos


def _ordered(grammemes: Iterable[str]) -> list[str]:
    """Sort as grammars do: case, number, gender, tense …; the rest by alphabet."""
    from govpost_lint.ruleset.vocabulary import GRAMMEMES_RUSSIAN

    order = {code: place for place, code in enumerate(GRAMMEMES_RUSSIAN.values())}
    return sorted(grammemes, key=lambda g: (order.get(g, len(order)), g))
