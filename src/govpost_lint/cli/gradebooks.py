"""Where ``grade`` writes: gradebooks, feedback for each student, the report on a class."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govpost_lint.cli.output import complain, opened, opened_bytes
from govpost_lint.errors import InputError

if TYPE_CHECKING:
    from govpost_lint.course.gradebook import Gradebook, StudentGrade


class _Renderer(NamedTuple):
    """Module of a renderer, the end of its file's name, whether it writes bytes."""

    module: str
    suffix: str
    binary: bool


GRADEBOOKS = {
    "csv": _Renderer("gradebook_csv", ".csv", False),
    "xlsx": _Renderer("gradebook_xlsx", ".xlsx", True),
    "json": _Renderer("gradebook_json", ".json", False),
    "moodle": _Renderer("moodle", "-moodle.csv", False),
}
FEEDBACK = {
    "html": _Renderer("feedback_page", ".html", False),
    "docx": _Renderer("feedback_docx", ".docx", True),
    "md": _Renderer("feedback_markdown", ".md", False),
}
NAME = "gradebook"
FOLDER = "feedback"
_LONGEST = 80
"""Characters of a file name: each may take two bytes, and some file systems take 255."""

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def write(
    gradebook: Gradebook,
    folder: str,
    forms: Sequence[str],
    feedback: Sequence[str] = (),
    report: str | None = None,
    step: Callable[[], None] = lambda: None,
) -> list[str]:
    """Write everything asked for and return the paths, feedback as its folder.

    Args:
        gradebook: to show.
        folder: where gradebooks and feedback go; made where there is none.
        forms: of the gradebook, of ``GRADEBOOKS``; feedback: of ``FEEDBACK``.
        report: file for the report on the class.
        step: called after each file of feedback.

    Raises:
        InputError: something cannot be written, or a library for it is missing.
    """
    _make(folder)
    written = []
    for form in dict.fromkeys(forms):
        renderer = GRADEBOOKS[form]
        path = os.path.join(folder, NAME + renderer.suffix)
        _write(renderer, path, gradebook)
        written.append(path)
    if "moodle" in forms:
        _warn_of_unknown(gradebook)
    if feedback:
        inside = os.path.join(folder, FOLDER)
        _make(inside)
        for student, name in file_names(gradebook):
            for form in dict.fromkeys(feedback):
                renderer = FEEDBACK[form]
                _write(renderer, os.path.join(inside, name + renderer.suffix), gradebook, student)
                step()
        written.append(inside + os.sep)
    if report is not None:
        _write(_Renderer("class_report", ".html", False), report, gradebook)
        written.append(report)
    return written


def _write(renderer: _Renderer, path: str, *shown: Gradebook | StudentGrade) -> None:
    module = import_module(f"govpost_lint.reporters.course.{renderer.module}")
    if renderer.binary:
        with opened_bytes(path) as stream:
            module.write(*shown, stream)
    else:
        with opened(path) as text:
            module.write(*shown, text)


def _make(folder: str) -> None:
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder}: не удалось создать папку ({error.strerror}). Назовите другую в --output."
        ) from None


def _warn_of_unknown(gradebook: Gradebook) -> None:
    from govpost_lint.reporters.course import moodle

    unknown = moodle.unknown(gradebook)
    if unknown:
        names = ", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")
        complain(
            f"Ведомость Moodle: нет номера участника ({len(unknown)}): {names}. Эти строки Moodle "
            "пропустит. Номер есть в архиве работ из Moodle, в списке группы он пишется "
            "«Participant 12345»."
        )


def file_names(gradebook: Gradebook) -> Iterator[tuple[StudentGrade, str]]:
    """Yield each student with a name for a file, without suffix: safe anywhere, and unique."""
    used: set[str] = set()
    for student in gradebook.students:
        name = " ".join(_UNFIT.sub("_", student.name).split())[:_LONGEST].strip(" .")
        if not name or _RESERVED.match(name):
            name = f"_{name}"
        unique, number = name, 1
        while unique.casefold() in used:
            number += 1
            unique = f"{name} ({number})"
        used.add(unique.casefold())
        yield student, unique
