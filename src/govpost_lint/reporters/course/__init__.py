"""A gradebook → tables, feedback for each student, a report on the class.

Here is what several renderers share: how points, moments and strangers' texts are shown.
"""

from __future__ import annotations

import re
from datetime import datetime

from govpost_lint.course.gradebook import Attempt, Column, Gradebook, Likeness, StudentGrade
from govpost_lint.course.overrides import TOTAL
from govpost_lint.reporters import wording
from govpost_lint.reporters.excerpt import visible

_NO_CHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
"""Not allowed in XML, and of no use in any text."""

_DEDUCTIONS = {
    "late": "опоздание",
    "short": "короче нужного",
    "long": "длиннее нужного",
    "few": "мало постов",
    "many": "слишком много постов",
    "copying": "переписано из исходного текста",
    "salad": "набор слов вместо текста",
}


def clean(text: str) -> str:
    """Return a stranger's text harmless for a page, a Word file or a sheet; lines stay."""
    return _NO_CHARACTER.sub("\ufffd", visible(text.replace("\r\n", "\n")))


def line(text: str) -> str:
    """Return a stranger's text harmless and in one line."""
    return " ".join(clean(text).split())


def points(value: float) -> str:
    """Return «17,5»; zero is never «−0»."""
    return wording.short(round(value, 2) + 0.0)


def number_of(gradebook: Gradebook, student: StudentGrade) -> float | None:
    """Return the mark of the scales 100 and 5 as a number; ``None`` without one."""
    if not student.mark or gradebook.assignment.scale == "pass":
        return None
    return float(student.mark.replace(",", "."))


def handed_in(gradebook: Gradebook, attempt: Attempt | None) -> datetime | None:
    """Return when a work was handed in, in the zone of the deadline; ``None``: nobody knows."""
    when = attempt.submitted if attempt else None
    zone = gradebook.assignment.zone
    return when.astimezone(zone) if when and when.tzinfo and zone else when


def deduction(name: str) -> str:
    """Return the Russian name of a deduction."""
    return _DEDUCTIONS.get(name, name)


def decided(gradebook: Gradebook, name: str) -> str:
    """Return the Russian name of what an override is about: a column, a deduction or the total."""
    if name == TOTAL:
        return "итог"
    titles = {column.id: column.title for column in gradebook.columns}
    return titles.get(name) or deduction(name)


def unapplied(gradebook: Gradebook, student: StudentGrade) -> list[str]:
    """Return which decisions of the trainer changed nothing, why, and the way out."""
    return [
        f"решение «{decided(gradebook, one.column)}: {points(one.points)}» не применено: работа не "
        "оценена; поставьте итог, criterion: total"
        for one in student.unapplied
    ]


def full(column: Column, earned: float) -> bool:
    """Whether a column has all its points."""
    return column.weight > 0 and earned >= column.weight - 0.005


def share(part: float) -> str:
    """Return «63 %»."""
    return f"{round(100 * part)} %"


def likenesses(gradebook: Gradebook, student: StudentGrade) -> list[str]:
    """Return «Иванов Иван 63 %», «исходный текст 40 %» …, in the order of the gradebook."""
    found = []
    for one in gradebook.likenesses:
        if one.first == student.name:
            found.append(f"{other(one)} {share(one.share)}")
        elif one.kind == "student" and one.second == student.name:
            found.append(f"{line(one.first)} {share(one.share)}")
    return list(dict.fromkeys(found))


def other(likeness: Likeness) -> str:
    """Return what the first text is like: a student, the source, a work of earlier years."""
    if likeness.kind == "source":
        return "исходный текст"
    name = line(likeness.second)
    return f"прошлые годы: {name}" if likeness.kind == "earlier" else name
