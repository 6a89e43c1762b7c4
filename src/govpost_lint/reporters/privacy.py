"""Personal data of citizens never appears in a report: it is hidden before any renderer sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from govpost_lint.model import Finding, Report

PRIVATE_RULES = ("legal/citizen-", "legal/document-number")
"""Ids of rules, or their beginnings, whose spans hold personal data of citizens."""

_HIDDEN = "•"
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NAME_OR_NUMBER = re.compile(r"\b(?:[А-ЯЁA-Z][^\W\d_]+|\d+)")
_SENTENCE_END = re.compile(r"[!?…]\Z|\w{4}\.\Z")
"""A full stop after a short word is that of an abbreviation: «ул. Мельничная»."""

_PIECE = re.compile(r"[^\s,;:()«»\"]{3,}")


def hide(report: Report) -> Report:
    """Return the report with personal data replaced by «•», one sign for one: offsets stay true.

    Findings lose what private rules marked. The text of the document, which excerpts are cut
    from, also loses the names and numbers that stand in the same lines: a rule may mark the
    number of a flat and leave the name before it.
    """
    spans = [f.span for f in report.findings if f.rule.startswith(PRIVATE_RULES)]
    spans = [span for span in spans if span.start < span.end]
    if not spans:
        return report
    source = report.document.text
    text, secrets = source, set[str]()
    for span in spans:
        secret = source[span.start : span.end]
        secrets.update(_telling_parts(secret))
        text = text[: span.start] + mask(secret) + text[span.end :]
    ordered = sorted(secrets, key=len, reverse=True)
    lines = {(_line_start(text, span.start), _line_end(text, span.end)) for span in spans}
    shown = text
    for start, end in lines:
        shown = shown[:start] + _without_names(shown[start:end]) + shown[end:]
    return replace(
        report,
        document=replace(report.document, text=shown),
        findings=tuple(_hide_in_finding(f, text, ordered) for f in report.findings),
    )


def mask(secret: str) -> str:
    """Return ``secret`` with all letters and digits hidden but the first: «8 ••• •••-••-••»."""
    first = _LETTER_OR_DIGIT.search(secret)
    shown = first.end() if first else 0
    return secret[:shown] + _LETTER_OR_DIGIT.sub(_HIDDEN, secret[shown:])


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _without_names(line: str) -> str:
    """Mask numbers and capitalised words, but not the first word of a sentence."""

    def masked(match: re.Match[str]) -> str:
        before = line[max(0, match.start() - 12) : match.start()].rstrip(' «"(—-')
        opens = not before or _SENTENCE_END.search(before)
        return match.group() if opens and match.group()[0].isalpha() else mask(match.group())

    return _NAME_OR_NUMBER.sub(masked, line)


def _hide_in_finding(finding: Finding, text: str, secrets: Iterable[str]) -> Finding:
    message, suggestions = finding.message, finding.suggestions
    for secret in secrets:
        message = message.replace(secret, mask(secret))
        suggestions = tuple(s.replace(secret, mask(secret)) for s in suggestions)
    return replace(
        finding,
        text=text[finding.span.start : finding.span.end],
        message=message,
        suggestions=suggestions,
    )


def _telling_parts(secret: str) -> list[str]:
    """The whole, and each part that tells something by itself: a number, a name, an address."""
    parts = [part for part in _PIECE.findall(secret) if _tells(part)]
    return [secret, *parts]


def _tells(part: str) -> bool:
    return part[0].isupper() or "@" in part or any(char.isdigit() for char in part)
