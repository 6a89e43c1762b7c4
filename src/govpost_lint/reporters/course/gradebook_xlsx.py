"""The gradebook as an Excel file: marks, decisions of the trainer, near-copies, how it was graded.

Needs the extra ``xlsx`` (XlsxWriter); imported only when such a file is written. The bytes are the
same on every run: the file has a fixed date.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from govpost_lint.course import gradebook as records
from govpost_lint.course.gradebook import Gradebook
from govpost_lint.errors import InputError
from govpost_lint.reporters.course import decided, line, other, share
from govpost_lint.reporters.course.rows import FIRST, Cell, head, rows
from govpost_lint.reporters.spreadsheet import is_formula

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2000, 1, 1)
_ROOM = 32_000
"""Characters of a cell: Excel takes no more than 32,767."""

_WIDTHS = {"студент": 26.0, "почта": 22.0, "статус": 15.0, "примечания": 50.0}
_WIDE = ("решения преподавателя", "похожие работы")
_COLOURS = {
    records.PASSED: "#DFF2E0",
    records.FAILED: "#FBE1E1",
    records.REVIEW: "#FDF0D8",
    records.UNREADABLE: "#FDF0D8",
    records.MISSING: "#ECEEF2",
}
_KINDS = {"criterion": "критерий", "rule": "правило", "part": "обязательная часть"}


def write(gradebook: Gradebook, stream: BinaryIO) -> None:
    """Write the workbook.

    Raises:
        InputError: XlsxWriter is not installed.
    """
    try:
        from xlsxwriter.workbook import Workbook
    except ImportError:
        raise InputError(
            "Для ведомости Excel нужна XlsxWriter: pip install 'govpost-lint[xlsx]'."
        ) from None
    made = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(made, options) as book:
        book.set_properties({"title": line(gradebook.assignment.title), "created": _CREATED})
        sheets = _Sheets(book)
        _marks(sheets, gradebook)
        _rubric(sheets, gradebook)
        if any(student.overrides for student in gradebook.students):
            _overrides(sheets, gradebook)
        if gradebook.likenesses:
            _likenesses(sheets, gradebook)
    stream.write(made.getvalue())


class _Sheets:
    """Fills sheets with inert cells."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.number = book.add_format({"num_format": "0.##", "valign": "top"})
        self.whole = book.add_format({"num_format": "0", "valign": "top"})

    def add(self, name: str, titles: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, self.head)
        count = 0
        for count, row in enumerate(lines, 1):
            for column, cell in enumerate(row):
                self._cell(sheet, count, column, cell)
        sheet.autofilter(0, 0, count, len(titles) - 1)
        return sheet

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            form = self.quoted if is_formula(cell) else self.text
            sheet.write_string(row, column, cell[:_ROOM], form)
        else:
            sheet.write_number(row, column, cell, self.whole if cell == int(cell) else self.number)


def _marks(sheets: _Sheets, gradebook: Gradebook) -> None:
    titles = head(gradebook)
    sheet = sheets.add("Ведомость", titles, rows(gradebook))
    for column, title in enumerate(titles):
        width = 30.0 if title in _WIDE else _WIDTHS.get(title, 12.0)
        sheet.set_column(column, column, width)
    status = FIRST.index("статус")
    for name, colour in _COLOURS.items():
        paint = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{name}"',
            "format": sheets.book.add_format({"bg_color": colour}),
        }
        sheet.conditional_format(1, status, max(1, len(gradebook.students)), status, paint)


def _rubric(sheets: _Sheets, gradebook: Gradebook) -> None:
    assignment, mark = gradebook.assignment, gradebook.fingerprint
    lines: list[Sequence[Cell]] = [
        (line(column.title), _KINDS.get(column.kind, column.kind), column.weight)
        for column in gradebook.columns
    ]
    lines += [
        ("проходной балл", "", assignment.pass_mark),
        ("задание", line(assignment.title), None),
        ("шкала", "зачёт" if assignment.scale == "pass" else assignment.scale, None),
        ("профиль правил", line(assignment.profile), None),
        ("отпечаток", mark.short, None),
        ("отпечаток правил", mark.rules, None),
        ("отпечаток задания", mark.assignment, None),
        ("отпечаток решений и списков", mark.overrides, None),
        ("словарь", mark.dictionary, None),
        ("govpost-lint", mark.version, None),
    ]
    sheet = sheets.add("Как оценено", ("за что", "что это", "баллов"), lines)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)


def _overrides(sheets: _Sheets, gradebook: Gradebook) -> None:
    lines = [
        (line(student.name), line(decided(gradebook, one.column)), one.points, line(one.reason))
        for student in gradebook.students
        for one in student.overrides
    ]
    titles = ("студент", "что изменено", "баллов", "почему")
    sheets.add("Решения преподавателя", titles, lines).set_column(0, 3, 30)


def _likenesses(sheets: _Sheets, gradebook: Gradebook) -> None:
    lines = [
        (
            line(one.first),
            other(one),
            share(one.share),
            float(len(one.runs)),
            float(one.longest),
        )
        for one in gradebook.likenesses
    ]
    titles = ("студент", "на что похоже", "общего", "общих мест", "самое длинное, слов")
    sheets.add("Похожие работы", titles, lines).set_column(0, 4, 24)
