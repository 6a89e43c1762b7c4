"""``check --annotate``: a Word file goes back to its author with comments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from govpost_lint.cli.output import complain, opened_bytes
from govpost_lint.errors import InputError
from govpost_lint.model import Report


def annotate_word(reports: Sequence[Report], output: str) -> None:
    """Write a copy of the one Word file that was checked, with a comment at each finding.

    Raises:
        InputError: not exactly one Word file, it cannot be found under its shown name, or the copy
            cannot be written.
    """
    words = [report for report in reports if report.document.path.lower().endswith(".docx")]
    if len(words) != 1:
        raise InputError("--annotate: нужен один файл .docx. Назовите его одного.")
    from govpost_lint.annotation import annotate
    from govpost_lint.opening import open_input
    from govpost_lint.reporters.privacy import hide

    [report] = words
    with open_input(Path(report.document.path)) as source:
        data = source.read()
    with opened_bytes(output) as stream:
        count = annotate(data, hide(report), stream)
    complain(f"{output}: примечаний {count}.")
