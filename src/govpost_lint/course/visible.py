"""What a reader of a post sees: only that is graded, so hidden text and letters gain nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from govpost_lint.model import Document
from govpost_lint.sources.html import is_hidden
from govpost_lint.text.letters import in_cyrillic

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MARKDOWN_COMMENT = re.compile(r"^[ \t]*\[[^\]\n]*\]:[ \t]*(?:#|<>)[ \t]*[(\"'].*$", re.MULTILINE)
_OPENING = re.compile(r"<([a-z][a-z0-9]*)\b([^<>]*)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]*\b[^<>\n]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?", re.IGNORECASE
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
    r"|(?<=\w)\u200d|\u200d(?=\w)"
)
_BLANK = str.maketrans({"\u2800": " ", "\u3164": " "})
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[А-Яа-яЁё])[A-Za-zА-Яа-яЁё]+\b")
_LATIN = re.compile("[A-Za-z]")
_QUOTES = re.compile(r"«[^«»]*»|“[^“”„]*”|„[^“”„]*[“”]|\"[^\"\n]*\"")
_LONG_QUOTE = 8
_MUCH_QUOTED = 0.3
"""Rules pass over quotations: a longer one in words, or more of the text in such, is own text."""

_CODE = re.compile(r"`+")
_HASHTAG = re.compile(r"(?<!\w)#(?=[^\W_])")
_TAG_WORD = re.compile(r"#[\w-]{3,}\Z")


def visible(document: Document) -> tuple[Document, tuple[str, ...]]:
    """Return the text of a work as its readers see it, and remarks on what was left out.

    Front matter goes with all that it says, so no work tells its own kind, genre or permissions.
    Latin letters inside Russian words become the Russian ones that they look like: a word spoiled
    so is read by people, and must be read by the rules.
    """
    text = document.text[document.body_start :]
    notes = []
    text, hidden = _without_hidden_elements(text)
    for pattern in (_COMMENT, _MARKDOWN_COMMENT):
        text, count = pattern.subn("", text)
        hidden += count
    text = _TAG.sub("", text)
    text, invisible = _INVISIBLE.subn("", text)
    text = text.translate(_BLANK)
    text, spoiled = _with_russian_letters(text)
    text, tagged = _without_inner_hashtags(text)
    text, quoted = _without_long_quotes(_CODE.sub("", text))
    if hidden:
        notes.append(f"скрытого текста: {hidden}; его не видит читатель, и он не оценивается")
    if invisible:
        notes.append(f"невидимых знаков: {invisible}; убраны")
    if spoiled:
        notes.append(f"слов с латинскими буквами среди русских: {spoiled}; прочитаны как русские")
    if tagged:
        notes.append(f"хэштегов внутри фраз: {tagged}; прочитаны как слова")
    if quoted:
        notes.append(f"цитат длинных и не с прописной буквы: {quoted}; оценены как свой текст")
    return replace(document, text=text.strip("\n"), body_start=0, meta={}), tuple(notes)


def _without_hidden_elements(text: str) -> tuple[str, int]:
    """Cut HTML elements that show nothing, with everything up to their closing tag."""
    count, start = 0, 0
    while opening := _OPENING.search(text, start):
        tag = opening[1].lower()
        attributes = [(a[1].lower(), a[2] or a[3] or a[4]) for a in _ATTRIBUTE.finditer(opening[2])]
        if not is_hidden(tag, list(attributes)):
            start = opening.end()
            continue
        closing = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(text, opening.end())
        end = closing.end() if closing else len(text)
        text = text[: opening.start()] + text[end:]
        start = opening.start()
        count += 1
    return text, count


def _with_russian_letters(text: str) -> tuple[str, int]:
    count = 0

    def russian(match: re.Match[str]) -> str:
        nonlocal count
        word = in_cyrillic(match.group())
        if _LATIN.search(word):
            return match.group()
        count += 1
        return word

    return _MIXED.sub(russian, text), count


def _without_inner_hashtags(text: str) -> tuple[str, int]:
    """Make words of the hashtags that stand in a phrase: rules pass over hashtags.

    Those at the end of a line are what hashtags are for, and stay.
    """
    lines, total = [], 0
    for line in text.split("\n"):
        words = line.split(" ")
        inner = len(words)
        while inner and (not words[inner - 1] or _TAG_WORD.match(words[inner - 1])):
            inner -= 1
        if inner:
            phrase, count = _HASHTAG.subn("", " ".join(words[:inner]))
            line = " ".join([phrase, *words[inner:]])
            total += count
        lines.append(line)
    return "\n".join(lines), total


def _without_long_quotes(text: str) -> tuple[str, int]:
    """Take the marks off quotations that a text could hide behind; names in quotes keep them.

    A name or a quoted sentence begins with a capital: «целях», «осуществлена» are neither.
    """
    found = list(_QUOTES.finditer(text))
    lengths = [len(match.group().split()) for match in found]
    much = sum(lengths) > _MUCH_QUOTED * len(text.split()) and sum(lengths) > _LONG_QUOTE
    long = [
        match
        for match, length in zip(found, lengths, strict=True)
        if much or length > _LONG_QUOTE or match.group()[1:].lstrip()[:1].islower()
    ]
    for match in reversed(long):
        text = text[: match.start()] + match.group()[1:-1] + text[match.end() :]
    return text, len(long)
