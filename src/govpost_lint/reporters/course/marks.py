"""A student's text with its marks: findings by severity and number, required parts found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from govpost_lint.course.gradebook import Attempt, Gradebook
from govpost_lint.model import Report
from govpost_lint.reporters import GRAVITY, in_order, is_whole
from govpost_lint.reporters.account import day
from govpost_lint.reporters.course import clean, line
from govpost_lint.reporters.course.told import MarkedText, Piece

MOST_TEXTS = 60
"""Texts of one work shown whole; a month's history seldom has more."""


def marked_texts(
    gradebook: Gradebook,
    attempt: Attempt,
    reports: Sequence[Report],
    numbers: dict[tuple[int, int], int],
) -> Iterator[MarkedText]:
    """Yield each text of a work, cut where findings and found parts start and end.

    Args:
        gradebook: for the names of the parts.
        attempt: for the parts found.
        reports: on its texts, without personal data.
        numbers: of findings, by number of the text and identity.
    """
    titles = {column.id: line(column.title) for column in gradebook.columns}
    for number, report in enumerate(reports[:MOST_TEXTS]):
        parts = [
            (place.span.start, place.span.end, titles.get(item.column, ""))
            for item in attempt.items
            for place in item.found
            if place.document == number
        ]
        placed = [
            (f.span.start, f.span.end, f.severity, numbers[number, id(f)])
            for f in in_order(report)
            if not is_whole(f)
        ]
        title = _title(attempt, report) if attempt.account or len(reports) > 1 else ""
        yield MarkedText(title, tuple(_pieces(report, placed, parts)))


def _title(attempt: Attempt, report: Report) -> str:
    """Return «3 сентября, пост № 12» in a month's history, else the name of the text."""
    name = line(report.document.id)
    account = attempt.account
    moments = {one.id: one.moment for one in account.documents} if account else {}
    if account is None or report.document.id not in moments:
        return name
    kind = "ответ" if report.document.kind == "reply" else "пост"
    return f"{day(moments[report.document.id], account.period.zone)}, {kind} № {name}"


def _pieces(
    report: Report,
    placed: Sequence[tuple[int, int, str, int]],
    parts: Sequence[tuple[int, int, str]],
) -> Iterator[Piece]:
    """Cut a text where findings and found parts start and end."""
    text, start_of_body = report.document.text, report.document.body_start
    borders = {start_of_body, len(text)}
    borders.update(border for start, end, *_ in placed for border in (start, end))
    borders.update(border for start, end, _ in parts for border in (start, end))
    cuts = sorted(cut for cut in borders if start_of_body <= cut <= len(text))
    for start, end in pairwise(cuts):
        over = [severity for a, b, severity, _ in placed if a < end and start < b]
        part = next((name for a, b, name in parts if a < end and start < b), "")
        ended = tuple(number for _, b, _, number in placed if b == end)
        severity = max(over, key=lambda name: GRAVITY[name], default="")
        yield Piece(clean(text[start:end]), severity, part, ended)
