"""CSV for Excel: a finding a line, in Russian, UTF-8 with a mark, semicolons, inert cells."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TextIO

from govpost_lint.model import Report
from govpost_lint.reporters import Run, in_order, is_whole
from govpost_lint.reporters.privacy import hide
from govpost_lint.reporters.spreadsheet import BOM, inert
from govpost_lint.reporters.wording import BASIS, SEVERITY

_HEAD = (
    "черновик", "итог", "строка", "столбец", "вес", "критерий", "правило", "место", "что сделать",
    "замена", "баллы", "основание", "разрешено",
)  # fmt: skip


def write(reports: Sequence[Report], run: Run, stream: TextIO) -> None:
    """Write the table; a draft without findings has one line with its total."""
    stream.write(BOM)
    lines = csv.writer(stream, delimiter=";", lineterminator="\n")
    lines.writerow(_HEAD)
    for report in map(hide, reports):
        total = report.score.total
        head = [inert(report.document.id), "" if total is None else _number(total)]
        findings = in_order(report)
        if not findings:
            lines.writerow([*head, *[""] * (len(_HEAD) - len(head))])
        for finding in findings:
            place = ("", "") if is_whole(finding) else (finding.line, finding.column)
            texts = (
                SEVERITY[finding.severity],
                run.criteria.get(finding.criterion, finding.criterion),
                finding.rule,
                finding.text,
                finding.message,
                finding.suggestions[0] if finding.suggestions else "",
            )
            rest = (BASIS[finding.basis], finding.suppressed or "")
            row = [*head, *place, *map(inert, texts), _number(finding.points), *map(inert, rest)]
            lines.writerow(row)


def _number(value: float) -> str:
    return f"{value + 0.0:.2f}".rstrip("0").rstrip(".").replace(".", ",")
