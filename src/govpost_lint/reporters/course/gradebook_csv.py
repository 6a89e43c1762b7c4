"""The gradebook as CSV that Excel opens rightly in Russian: UTF-8 with a mark, «;», «87,5»."""

from __future__ import annotations

import csv
from typing import TextIO

from govpost_lint.course.gradebook import Gradebook
from govpost_lint.reporters.course import points
from govpost_lint.reporters.course.rows import Cell, head, rows
from govpost_lint.reporters.spreadsheet import BOM, inert


def write(gradebook: Gradebook, stream: TextIO) -> None:
    """Write the table, a student a line; no cell can be taken for a formula."""
    stream.write(BOM)
    lines = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    lines.writerow([inert(title) for title in head(gradebook)])
    for row in rows(gradebook):
        lines.writerow([_shown(cell) for cell in row])


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return inert(cell) if isinstance(cell, str) else points(cell)
