"""Personal data of citizens never appears in a report: it is hidden before any renderer sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from govpost_lint.model import Finding, Report

HIDDEN = "•"
"""Stands for a hidden character."""

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NAME_OR_NUMBER = re.compile(r"\b(?:[А-ЯЁA-Z][^\W\d_]+|\d+)")
_SENTENCE_END = re.compile(r"[!?…]\Z|\w{4}\.\Z")
"""A full stop after a short word is that of an abbreviation: «ул. Мельничная»."""

_NAME_FOLLOWS = re.compile(r"\s+[А-ЯЁA-Z][^\W\d_]+")
"""After the first word of a sentence: then that word is a name, too."""

_WORD_PART = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_PIECE = re.compile(r"[^\s,;:()«»\"]{2,}")


def hide(report: Report) -> Report:
    """Return the report with personal data replaced by «•», one sign for one: offsets stay true.

    What private rules marked goes, and with it the names and numbers in the same lines: a rule
    may mark the number of a flat and leave the name before it. The rest of a line stays, so that
    the author finds the place.
    """
    spans = sorted({(span.start, span.end) for span in report.private if span.start < span.end})
    if not spans:
        return report
    source = report.document.text
    text = changed_within(source, spans, mask)
    lines = sorted({(_line_start(text, start), _line_end(text, end)) for start, end in spans})
    masked = changed_within(text, lines, _without_names)
    return replace(
        report,
        document=replace(report.document, text=masked),
        findings=tuple(_hide_in_finding(f, source, masked) for f in report.findings),
    )


def changed_within(
    text: str, spans: Iterable[tuple[int, int]], change: Callable[[str], str]
) -> str:
    """Return ``text`` with each span replaced by what ``change`` makes of it.

    Args:
        text: the whole text.
        spans: start and end in ascending order; where two overlap, the second begins after the
            first.
        change: returns a text of the same length.
    """
    parts, done = [], 0
    for start, end in spans:
        if end > done:
            start = max(start, done)
            parts += [text[done:start], change(text[start:end])]
            done = end
    return "".join(parts) + text[done:]


def mask(secret: str) -> str:
    """Return ``secret`` with all letters and digits hidden but the first: «8 ••• •••-••-••»."""
    first = _LETTER_OR_DIGIT.search(secret)
    shown = first.end() if first else 0
    return secret[:shown] + _LETTER_OR_DIGIT.sub(HIDDEN, secret[shown:])


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _without_names(line: str) -> str:
    """Mask numbers and capitalised words, but not the first word of a sentence."""

    def masked(match: re.Match[str]) -> str:
        before = line[max(0, match.start() - 12) : match.start()].rstrip(' «"(—-')
        opens = match.group()[0].isalpha() and (not before or _SENTENCE_END.search(before))
        if opens and not _NAME_FOLLOWS.match(line, match.end()):
            return match.group()
        return mask(match.group())

    return _NAME_OR_NUMBER.sub(masked, line)


def _hide_in_finding(finding: Finding, source: str, masked: str) -> Finding:
    """Hide in what a finding says, too: it may quote its own span, in whole or in part."""
    start, end = finding.span.start, finding.span.end
    if source[start:end] == masked[start:end]:
        return finding
    plain, hidden = source[start:end], masked[start:end]
    said = [finding.message, finding.suppressed or "", *finding.suggestions]
    said = [text.replace(plain, hidden) for text in said]
    for secret in _differences(plain, hidden):
        said = [text.replace(secret, mask(secret)) for text in said]
    return replace(
        finding,
        text=hidden,
        message=said[0],
        suppressed=None if finding.suppressed is None else said[1],
        suggestions=tuple(said[2:]),
    )


def _differences(plain: str, hidden: str) -> list[str]:
    """Return the words and numbers of ``plain`` that ``hidden`` does not show, longest first."""
    found = {
        piece
        for match in _PIECE.finditer(plain)
        if hidden[match.start() : match.end()] != match.group()
        for piece in (match.group(), *_WORD_PART.findall(match.group()))
        if _tells(piece)
    }
    return sorted(found, key=len, reverse=True)


def _tells(part: str) -> bool:
    return part[0].isupper() or "@" in part or any(char.isdigit() for char in part)
