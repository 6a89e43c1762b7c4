"""The report on drafts for people: readable without colour and in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from govpost_lint.model import Document, Finding, Report
from govpost_lint.reporters import (
    Run,
    badness,
    in_order,
    is_whole,
    place_of,
    sentence_at,
    summarize,
    wording,
)
from govpost_lint.reporters.excerpt import cells, excerpt, shorten, visible
from govpost_lint.reporters.priorities import priorities
from govpost_lint.reporters.privacy import hide
from govpost_lint.reporters.terminal import (
    COLOUR,
    INDENT,
    ZONE_COLOUR,
    Line,
    first_lines,
    heading_line,
    score_lines,
    total_line,
    width_of,
    wrapped,
    write_lines,
)
from govpost_lint.text.sentences import sentence_spans

_WIDE_TABLE = 66
"""Columns from which the summary has room for warnings and advice."""

_TABLE_ROWS = 30
"""Worst documents that the summary names."""


def write(
    reports: Sequence[Report],
    run: Run,
    stream: TextIO,
    *,
    width: int = 0,
    quiet: bool = False,
    show_suppressed: bool = False,
) -> None:
    """Write the report.

    Args:
        reports: in the order of the input.
        run: with what they were made.
        stream: where to; colours only on a terminal, and none with NO_COLOR.
        width: columns; 0: those of the terminal, of COLUMNS, or 80.
        quiet: totals only.
        show_suppressed: show suppressed findings, too, not only their number.
    """
    lines = report_lines(reports, run, width or width_of(stream), quiet, show_suppressed)
    write_lines(lines, stream)


def report_lines(
    reports: Sequence[Report], run: Run, width: int, quiet: bool, show_suppressed: bool
) -> Iterator[Line]:
    """Yield the lines of the report, none wider than ``width`` cells."""
    page = _Page(run, width, show_suppressed)
    if not quiet:
        for report in reports:
            yield from page.document(report)
            yield ()
    elif len(reports) == 1:
        yield from page.score(reports[0])
    if len(reports) > 1:
        yield from page.table(reports)
        yield from page.summary(reports)


class _Page:
    """Makes lines of a given width."""

    def __init__(self, run: Run, width: int, show_suppressed: bool) -> None:
        self.run = run
        self.width = width
        self.show_suppressed = show_suppressed

    # One document

    def document(self, report: Report) -> Iterator[Line]:
        document = report.document
        spans = sentence_spans(document.text, document.body_start) if report.findings else []
        report = hide(report)
        yield self._heading(document, report.words)
        for note in document.notes:
            yield from self._wrapped(f"Заметка: {note}.", "dim")
        findings = [f for f in in_order(report) if self.show_suppressed or not f.settled]
        for finding in findings:
            yield ()
            yield from self._finding(finding, report.document.text, spans)
        yield ()
        yield from self.score(report)

    def _heading(self, document: Document, words: int) -> Line:
        about = (
            wording.KIND.get(document.kind, document.kind),
            wording.PLATFORM.get(document.platform, document.platform),
            wording.plural(words, wording.WORDS),
        )
        return heading_line(_name(document), about, self.width)

    def _finding(
        self, finding: Finding, text: str, spans: Sequence[tuple[int, int]]
    ) -> Iterator[Line]:
        place, severity = place_of(finding), wording.SEVERITY[finding.severity]
        room = max(10, self.width - cells(f"{place}  {severity}  "))
        yield (
            (f"{place}  ", "bold"),
            (f"{severity}  ", COLOUR[finding.severity]),
            (shorten(visible(finding.title), room), "bold"),
        )
        if not is_whole(finding):
            yield from self._quotation(finding, text, spans)
        yield from self._wrapped(finding.message)
        if finding.suggestions:
            better = " / ".join(f"«{suggestion}»" for suggestion in finding.suggestions)
            yield from self._wrapped(f"Лучше: {better}", "green")
        yield from self._wrapped(self._grounds(finding), "dim")

    def _quotation(
        self, finding: Finding, text: str, spans: Sequence[tuple[int, int]]
    ) -> Iterator[Line]:
        """Yield the sentence with the place marked in it and under it."""
        colour = COLOUR[finding.severity]
        sentence = sentence_at(spans, finding.span.start) or finding.span
        for piece in excerpt(text, sentence, finding.span, self.width - len(INDENT)):
            before, marked = piece.text[: piece.first], piece.text[piece.first : piece.last]
            yield (
                (INDENT + before, ""),
                (marked, f"underline {colour}"),
                (piece.text[piece.last :], ""),
            )
            if piece.marks:
                yield ((INDENT + piece.marks, colour),)

    def _grounds(self, finding: Finding) -> str:
        parts = [f"основание: {wording.BASIS.get(finding.basis, finding.basis)}"]
        if finding.confidence in wording.CONFIDENCE:
            parts.append(wording.CONFIDENCE[finding.confidence])
        if finding.suppressed is not None:
            parts.append(f"разрешено: {finding.suppressed}")
        elif finding.settled:
            parts.append("известно по базе")
        elif finding.status == "preview":
            parts.append("пробное, баллов не снимает")
        elif finding.points:
            title = self.run.criteria.get(finding.criterion, finding.criterion)
            parts.append(f"{title} {wording.short(finding.points)}")
        return " · ".join([*parts, finding.rule])

    # Scores

    def score(self, report: Report) -> Iterator[Line]:
        """Yield the bars of the criteria, the total, what to mend first and the counts."""
        yield from score_lines(report.score, self.run.criteria, self.width)
        if report.score.total is None:
            yield (("Оценки нет: в тексте нет слов.", "bold"),)
        else:
            yield total_line(report.score.total, report.score.zone)
        yield from first_lines(priorities(report), self.width)
        yield from self._wrapped(_counts([report]), indent="")

    # Many documents

    def table(self, reports: Sequence[Report]) -> Iterator[Line]:
        """Yield a row for each of the worst documents."""
        worst = sorted(reports, key=_rank)
        wide = self.width >= _WIDE_TABLE
        heads = f"{'Балл':>6}  {'Зона':<8}{'Ошибок':>8}"
        heads += f"{'Предупр.':>10}{'Советов':>9}" if wide else ""
        column = self.width - len(heads) - (3 if wide else 0)
        yield ((f"{'Текст':<{column}}" + heads, "bold"),)
        for report in worst[:_TABLE_ROWS]:
            total, counts = report.score.total, summarize([report]).findings
            name = shorten(_name(report.document), column - 1)
            score = "—" if total is None else wording.decimal(total)
            zone = wording.ZONE.get(report.score.zone, "—")
            numbers = f"{counts['error']:>8}"
            numbers += f"{counts['warning']:>10}{counts['advice']:>9}" if wide else ""
            yield (
                (name + " " * (column - cells(name)), ""),
                (f"{score:>6}  ", "bold"),
                (f"{zone:<8}", ZONE_COLOUR.get(report.score.zone, "")),
                (numbers, ""),
            )
        if len(worst) > _TABLE_ROWS:
            rest = wording.plural(len(worst) - _TABLE_ROWS, wording.TEXTS)
            yield ((f"… и ещё {rest} с лучшей оценкой", "dim"),)

    def summary(self, reports: Sequence[Report]) -> Iterator[Line]:
        """Yield the closing lines over all documents."""
        summary = summarize(reports)
        checked = wording.plural(summary.documents, wording.TEXTS)
        yield ()
        yield from self._wrapped(f"Проверено: {checked}. {_counts(reports)}", indent="")
        if summary.score is not None:
            ((text, style),) = total_line(summary.score, self.run.zone(summary.score))
            yield ((text.replace("Итог", "Средний итог"), style),)

    def _wrapped(self, text: str, style: str = "", indent: str = INDENT) -> Iterator[Line]:
        return wrapped(text, self.width, style, indent)


def _name(document: Document) -> str:
    """Name a document so that it can be found: a record by its file and its id."""
    if not document.path:
        return "стандартный ввод" if document.id in ("-", "") else visible(document.id)
    if document.id == document.path or document.id.startswith(f"{document.path}:"):
        return visible(document.id)
    return visible(f"{document.path} · {document.id}")


def _rank(report: Report) -> tuple[float, str]:
    """Order of the summary: lowest total first, texts without a total last."""
    return badness(report.score.total), report.document.id


def _counts(reports: Sequence[Report]) -> str:
    summary = summarize(reports)
    found = [wording.plural(n, wording.COUNTED[s]) for s, n in summary.findings.items() if n]
    text = f"Находки: {', '.join(found)}." if found else "Находок нет."
    if summary.suppressed:
        text += f" Разрешено: {summary.suppressed}."
    if summary.known:
        text += f" Известно по базе: {summary.known}."
    return text
