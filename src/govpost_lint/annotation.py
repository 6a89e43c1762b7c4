"""A copy of a Word file with a comment at each finding, the way an assistant passes a text back."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, BinaryIO

from govpost_lint.model import Finding, Report
from govpost_lint.sources.docx import open_docx, paragraphs

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

AUTHOR = "govpost-lint"
_INITIALS = "ГЛ"
_TEXT_PARTS = ("rPr", "t", "tab", "br", "cr", "noBreakHyphen", "lastRenderedPageBreak")


def annotate(data: bytes, report: Report, stream: BinaryIO) -> int:
    """Write the file with its comments and return their number.

    Args:
        data: the Word file that ``report`` is about.
        report: what was found in it; settled findings get no comment, those about the whole text
            stand at its first words.
        stream: where the copy goes.
    """
    file = open_docx(data, report.document.id)
    lines = list(paragraphs(file))
    count = 0
    for finding in report.findings:
        runs = [] if finding.settled else _runs_at(finding, lines)
        if runs:
            file.add_comment(runs, _text(finding), AUTHOR, _INITIALS)
            count += 1
    file.save(stream)
    return count


def _text(finding: Finding) -> str:
    better = " / ".join(f"«{suggestion}»" for suggestion in finding.suggestions)
    parts = [finding.message, f"Лучше: {better}" if better else "", finding.why, finding.rule]
    return "\n".join(part for part in parts if part)


def _runs_at(finding: Finding, lines: Sequence[Paragraph]) -> list[Run]:
    """Return the runs under the finding, cut so that they hold exactly its text."""
    if finding.span.start == finding.span.end:
        return next((runs for line in lines if (runs := _runs(line))), [])
    first, last = lines[finding.line - 1], lines[finding.end_line - 1]
    if finding.line == finding.end_line:
        return _cut(first, finding.column - 1, finding.end_column - 1)
    ends = _cut(last, 0, finding.end_column - 1)
    return [*_cut(first, finding.column - 1, len(first.text)), *ends]


def _cut(paragraph: Paragraph, start: int, end: int) -> list[Run]:
    for border in (start, end):
        _split(paragraph, border)
    found, place = [], 0
    for run in _runs(paragraph):
        after = place + len(run.text)
        if place < end and after > start:
            found.append(run)
        place = after
    return found


def _split(paragraph: Paragraph, border: int) -> None:
    """Cut the run that ``border`` falls into; one with a picture or field in it stays whole."""
    place = 0
    for run in _runs(paragraph):
        after = place + len(run.text)
        if place < border < after:
            if all(part.tag.rpartition("}")[2] in _TEXT_PARTS for part in run._r):
                rest = deepcopy(run._r)
                run._r.addnext(rest)
                text = run.text
                run.text = text[: border - place]
                type(run)(rest, run._parent).text = text[border - place :]
            return
        place = after


def _runs(paragraph: Paragraph) -> list[Run]:
    """Return the runs of a paragraph in order, those of links included."""
    from docx.text.hyperlink import Hyperlink

    found = []
    for part in paragraph.iter_inner_content():
        found.extend(part.runs if isinstance(part, Hyperlink) else [part])
    return found
