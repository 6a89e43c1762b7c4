"""The grading worksheet that Moodle imports («Upload grading worksheet»).

What Moodle's own source says (mod/assign/feedback/offline: importgradeslib.php, locallib.php;
titles of the columns in their order: mod/assign/gradingtable.php):

- It finds «Identifier», «Grade» and «Last modified (grade)», without which it refuses the file, and
  «Feedback comments» by titles in the language of whoever uploads; the others are not read. So
  these are English, and the trainer switches the language for the upload.
- It cuts the number out of «Participant 12345» by the length of that word in the same language.
  Whom it does not know it leaves alone.
- Encoding UTF-8 and commas are what its form offers first.
- A grade is a number with a point, or exactly a word of the scale. An empty one changes nothing, so
  work that nobody could grade is never a zero; one above the most of the assignment is passed over.
- A row whose date of the last grade is older than Moodle's own by more than a minute is passed over
  unless the trainer ticks «Allow updating records that have been modified more recently». The dash
  is such a date: marks given by hand are safe.
"""

from __future__ import annotations

import csv
from html import escape
from typing import TextIO

from govpost_lint.course.gradebook import REVIEW, Attempt, Gradebook, StudentGrade
from govpost_lint.course.roster import participant
from govpost_lint.reporters.course import (
    decided,
    deduction,
    full,
    handed_in,
    line,
    number_of,
    points,
)
from govpost_lint.reporters.course.month_facts import told
from govpost_lint.reporters.spreadsheet import inert

_HEAD = (
    "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade",
    "Grade can be changed", "Last modified (submission)", "Last modified (grade)",
    "Feedback comments",
)  # fmt: skip
_SCALE = "Scale"
"""In the place of «Maximum Grade» where the mark is a word of a scale."""

_MOST = {"100": "100.00", "5": "5.00", "pass": "незачёт, зачёт"}
"""The highest mark of each scale; of words all of them."""

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def write(gradebook: Gradebook, stream: TextIO) -> None:
    """Write the worksheet: commas, UTF-8 without a mark, as Moodle's own export."""
    passing = gradebook.assignment.scale == "pass"
    lines = csv.writer(stream, lineterminator="\r\n")
    lines.writerow([_SCALE if passing and name == "Maximum Grade" else name for name in _HEAD])
    for student in gradebook.students:
        lines.writerow(_row(gradebook, student))


def unknown(gradebook: Gradebook) -> list[str]:
    """Return the names of graded students whose number in Moodle is not known."""
    return [
        student.name
        for student in gradebook.students
        if student.mark and not participant(student.id)
    ]


def _row(gradebook: Gradebook, student: StudentGrade) -> list[str]:
    known = participant(student.id)
    attempt = student.attempt
    return [
        f"Participant {known}" if known else "",
        inert(student.name),
        inert(student.email),
        _status(student),
        _grade(gradebook, student),
        _MOST[gradebook.assignment.scale],
        "Yes",
        _moment(gradebook, attempt),
        "-",
        _comment(gradebook, student),
    ]


def _status(student: StudentGrade) -> str:
    if not student.attempts:
        return "No submission"
    graded = bool(student.mark) and student.status != REVIEW
    return "Submitted for grading - Graded" if graded else "Submitted for grading"


def _grade(gradebook: Gradebook, student: StudentGrade) -> str:
    """Return the grade as Moodle reads it in any language, with a point; empty: none yet."""
    if not student.mark or student.status == REVIEW:
        return ""
    number = number_of(gradebook, student)
    return student.mark if number is None else f"{number:.2f}"


def _moment(gradebook: Gradebook, attempt: Attempt | None) -> str:
    when = handed_in(gradebook, attempt)
    if when is None:
        return "-"
    hour = when.hour % 12 or 12
    half = "AM" if when.hour < 12 else "PM"
    day = f"{_DAYS[when.weekday()]}, {when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"{day}, {hour}:{when.minute:02} {half}"


def _comment(gradebook: Gradebook, student: StudentGrade) -> str:
    """Return the comment as HTML in one line; every text in it is escaped."""
    head = ": ".join(part for part in (student.status.capitalize(), line(student.reason)) if part)
    paragraphs = [f"<p>{_text(head)}</p>"]
    rubric = [
        f"<li>{_text(column.title)}: {points(student.points[column.id])} "
        f"из {points(column.weight)}{_why(student, column.id, full(column, earned))}</li>"
        for column in gradebook.columns
        if (earned := student.points.get(column.id)) is not None
    ]
    rubric += [
        f"<li>{_text(deduction(one.id))}: −{points(one.points)}, {_text(one.reason)}</li>"
        for one in student.deductions
    ]
    if rubric:
        paragraphs.append(f"<ul>{''.join(rubric)}</ul>")
    if student.attempt and student.attempt.account:
        facts = "; ".join(f"{name}: {value}" for name, value in told(student.attempt.account))
        paragraphs.append(f"<p>{_text(facts)}</p>")
    paragraphs += [
        f"<p>Решение преподавателя, {_text(decided(gradebook, one.column))}: "
        f"{points(one.points)}. {_text(one.reason)}</p>"
        for one in student.overrides
    ]
    paragraphs.append(f"<p>Отпечаток оценки: {gradebook.fingerprint.short}</p>")
    return "".join(paragraphs)


def _why(student: StudentGrade, column: str, is_full: bool) -> str:
    item = student.attempt.item(column) if student.attempt else None
    return f" ({_text(item.reason)})" if item and item.reason and not is_full else ""


def _text(text: str) -> str:
    return escape(line(text))
