"""Feedback for one student as a Word file; the bytes are the same on every run.

Needs the extra ``docx`` (python-docx); imported only when such a file is written.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from govpost_lint.course.gradebook import Gradebook, StudentGrade
from govpost_lint.errors import InputError
from govpost_lint.reporters.course import line, points
from govpost_lint.reporters.course.headline import Headline, headline
from govpost_lint.reporters.course.lessons import feedback
from govpost_lint.reporters.course.told import Feedback, Lesson, MarkedText

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph

_CREATED = datetime(2000, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_SHADES = {"error": "FDE3E3", "warning": "FDF0D8", "advice": "E3EFFC", "part": "DFF2E0"}


def write(gradebook: Gradebook, student: StudentGrade, stream: BinaryIO) -> None:
    """Write the file.

    Raises:
        InputError: python-docx is not installed.
    """
    file = _blank()
    for block in file.element.body.xpath("./*[not(self::w:sectPr)]"):
        block.getparent().remove(block)
    _fill(file, gradebook, student)
    properties = file.core_properties
    properties.author = properties.last_modified_by = "govpost-lint"
    properties.title = line(gradebook.assignment.title)
    properties.comments = ""
    properties.created = properties.modified = _CREATED
    made = io.BytesIO()
    file.save(made)
    _rewrite(made, stream)


@cache
def _blank() -> WordFile:
    """Return the file that is filled anew for each student: opening one takes longer than that,
    and hundreds of them would fill the memory before Python notices."""
    try:
        import docx
    except ImportError:
        raise InputError(
            "Для отзывов Word нужна python-docx: pip install 'govpost-lint[docx]'."
        ) from None
    return docx.Document()


def _add(file: WordFile, text: str = "", style: str = "") -> Paragraph:
    """Add a paragraph; ``style`` is an id, as the search for a name takes longer than all else."""
    paragraph = file.add_paragraph(text)
    if style:
        paragraph._p.style = style
    return paragraph


def _rewrite(made: BinaryIO, stream: BinaryIO) -> None:
    """Pack the parts anew with a fixed date: python-docx writes the present moment."""
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(part))
    stream.write(packed.getvalue())


def _fill(file: WordFile, gradebook: Gradebook, student: StudentGrade) -> None:
    told = feedback(gradebook, student)
    _add(file, line(student.name), "Title")
    _add(file, line(gradebook.assignment.title))
    _head(file, headline(gradebook, student), told)
    _steps(file, told)
    _list(file, "Что удалось", told.good)
    _points(file, told)
    _list(file, "Месяц страницы", [f"{name.capitalize()}: {value}" for name, value in told.facts])
    if told.texts:
        _add(file, told.texts_title, "Heading1")
    for text in told.texts:
        _text(file, text)
    if told.rest:
        _add(file, told.rest)
    for title, lessons in told.chapters:
        _add(file, title, "Heading1")
        for lesson in lessons:
            _lesson(file, lesson)
    mark = gradebook.fingerprint
    _add(file, f"govpost-lint {mark.version}, отпечаток оценки {mark.short}")


def _head(file: WordFile, top: Headline, told: Feedback) -> None:
    first = _add(file)
    first.add_run(f"Оценка: {top.mark}").bold = True
    first.add_run(f" ({top.scale}), {top.status}." if top.scale else f", {top.status}.")
    for said in (top.reason, top.advice, *told.notes):
        if said:
            _add(file, said)


def _steps(file: WordFile, told: Feedback) -> None:
    if told.steps:
        _add(file, "С чего начать", "Heading1")
    for step in told.steps:
        paragraph = _add(file, style="ListNumber")
        paragraph.add_run(step.title).bold = True
        paragraph.add_run(f" (до +{points(step.gain)} к итогу)")
        if step.hint:
            paragraph.add_run(f". {step.hint}")


def _list(file: WordFile, title: str, lines: Sequence[str]) -> None:
    if lines:
        _add(file, title, "Heading1")
    for one in lines:
        _add(file, one, style="ListBullet")


def _points(file: WordFile, told: Feedback) -> None:
    if told.rows:
        _add(file, "Баллы", "Heading1")
        table = file.add_table(rows=len(told.rows) + 1, cols=3, style="Table Grid")
        cells = table._cells  # the list anew for each cell would cost the square of the rows
        lines = [("за что", "баллы", "почему")]
        lines += [(row.title, row.worth, row.why) for row in told.rows]
        for cell, text in zip(cells, (text for one in lines for text in one), strict=True):
            cell.text = text
    for change in told.changes:
        _add(file, change)
    for attempt in told.attempts:
        _add(file, f"Попытка {attempt}", style="ListBullet")


def _text(file: WordFile, text: MarkedText) -> None:
    if text.title:
        _add(file, text.title, "Heading2")
    paragraph = _add(file)
    for piece in text.pieces:
        for number, stretch in enumerate(piece.text.split("\n")):
            if number:
                paragraph = _add(file)
            if stretch:
                shade = piece.severity or ("part" if piece.part else "")
                _shaded(paragraph.add_run(stretch), shade)
        for found in piece.numbers:
            paragraph.add_run(f"[{found}]").font.superscript = True


def _shaded(run: object, name: str) -> None:
    """Paint the ground of a run: shading, as highlights know a dozen loud colours only."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.text.run import Run

    if name and isinstance(run, Run):
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:color"), "auto")
        shade.set(qn("w:fill"), _SHADES[name])
        run._r.get_or_add_rPr().append(shade)


def _lesson(file: WordFile, lesson: Lesson) -> None:
    _add(file, lesson.heading, "Heading2")
    if lesson.why:
        _add(file, lesson.why)
    for place in lesson.places:
        paragraph = _add(file, place.label + place.message, style="ListBullet")
        if place.better:
            paragraph.add_run("\nЛучше: ")
            paragraph.add_run(", ".join(f"«{one}»" for one in place.better)).bold = True
        if place.rewritten:
            paragraph.add_run("\nКак могло бы читаться: ")
            paragraph.add_run(place.rewritten).italic = True
    _add(file, lesson.ground)
