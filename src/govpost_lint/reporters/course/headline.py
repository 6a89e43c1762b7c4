"""The first lines of any feedback: mark, what is needed, why there is none."""

from __future__ import annotations

from typing import NamedTuple

from govpost_lint.course.gradebook import (
    FAILED,
    MISSING,
    PASSED,
    REVIEW,
    UNREADABLE,
    Gradebook,
    StudentGrade,
)
from govpost_lint.reporters import wording
from govpost_lint.reporters.course import line, points

_ADVICE = {
    MISSING: "Работы нет. Сдайте её или спросите преподавателя о сроке.",
    UNREADABLE: "Файл не удалось прочитать. Сдайте работу заново: .docx, .md или .txt.",
    REVIEW: "Оценку поставит преподаватель, когда посмотрит работу сам.",
}
_COLOURS = {PASSED: "green", FAILED: "red"}


class Headline(NamedTuple):
    """Mark, what it is a mark of, the status, why, what to do; and a colour for the mark."""

    mark: str
    scale: str
    status: str
    reason: str
    advice: str
    colour: str


def headline(gradebook: Gradebook, student: StudentGrade) -> Headline:
    """Return what stands above everything."""
    return Headline(
        mark=student.mark or "—",
        scale=_scale(gradebook, student),
        status=student.status,
        reason=line(student.reason),
        advice=_ADVICE.get(student.status, ""),
        colour=_COLOURS.get(student.status, "yellow"),
    )


def _scale(gradebook: Gradebook, student: StudentGrade) -> str:
    assignment = gradebook.assignment
    if student.total is None:
        return ""
    needed = f"для зачёта нужно {points(assignment.pass_mark)}"
    if assignment.scale == "100":
        return f"из 100, {needed}"
    return f"{wording.decimal(student.total)} балла из 100, {needed}"
