"""Feedback for one student as an HTML file."""

from __future__ import annotations

from typing import TextIO

from govpost_lint.course.gradebook import Gradebook, StudentGrade
from govpost_lint.reporters import wording
from govpost_lint.reporters.course import clean, line, points
from govpost_lint.reporters.course.headline import headline
from govpost_lint.reporters.course.lessons import feedback
from govpost_lint.reporters.html_parts import environment


def write(gradebook: Gradebook, student: StudentGrade, stream: TextIO) -> None:
    """Write the page."""
    template = environment("govpost_lint.reporters.course").get_template("feedback.html")
    page = template.render(
        assignment=line(gradebook.assignment.title),
        task=clean(gradebook.assignment.task).strip(),
        name=line(student.name),
        headline=headline(gradebook, student),
        student=student,
        told=feedback(gradebook, student),
        fingerprint=gradebook.fingerprint,
        points=points,
        wording=wording,
    )
    stream.write(page)
