"""The gradebook as a table: the same lines for CSV and XLSX."""

from __future__ import annotations

from collections.abc import Iterator

from govpost_lint.course.gradebook import Attempt, Gradebook, StudentGrade
from govpost_lint.reporters import rounded
from govpost_lint.reporters.account import percent
from govpost_lint.reporters.course import (
    decided,
    deduction,
    handed_in,
    likenesses,
    line,
    month_facts,
    number_of,
    points,
    unapplied,
)

Cell = str | float | None
"""Text, a number, or nothing."""

FIRST = ("студент", "номер", "почта", "статус", "оценка", "итог, из 100")
LAST = (
    "снято с работы", "попыток", "учтена попытка", "сдано", "опоздание, дней", "слов",
    "решения преподавателя", "примечания", "похожие работы", "отпечаток",
)  # fmt: skip


def head(gradebook: Gradebook) -> list[str]:
    """Return the titles; those of the rubric with the most points they give."""
    rubric = [f"{line(c.title)} (до {points(c.weight)})" for c in gradebook.columns]
    month = [figure.title for figure in month_facts.FIGURES] + ["замечания о странице"]
    month = month if gradebook.assignment.of_account else []
    return [*FIRST, *rubric, *month, *LAST]


def rows(gradebook: Gradebook) -> Iterator[list[Cell]]:
    """Yield a line a student."""
    for student in gradebook.students:
        yield _row(gradebook, student)


def _row(gradebook: Gradebook, student: StudentGrade) -> list[Cell]:
    attempt = student.attempt
    return [
        line(student.name),
        line(student.id),
        line(student.email),
        student.status,
        _mark(gradebook, student),
        rounded(student.total),
        *(rounded(student.points.get(column.id)) for column in gradebook.columns),
        *_month(gradebook, attempt),
        rounded(sum(one.points for one in student.deductions)) if student.points else None,
        float(len(student.attempts)),
        float(student.taken) if student.taken else None,
        _moment(gradebook, attempt),
        float(attempt.late_days) if attempt else None,
        float(attempt.words) if attempt else None,
        "; ".join(
            f"{decided(gradebook, one.column)}: {points(one.points)} — {line(one.reason)}"
            for one in student.overrides
        ),
        "; ".join(remarks(gradebook, student)),
        "; ".join(likenesses(gradebook, student)),
        gradebook.fingerprint.short,
    ]


def _month(gradebook: Gradebook, attempt: Attempt | None) -> Iterator[Cell]:
    """Yield the facts of a month's history, shares in percent, and what rules found in it."""
    if not gradebook.assignment.of_account:
        return
    account = attempt.account if attempt else None
    for figure in month_facts.FIGURES:
        value = figure.of(account.facts) if account else None
        is_share = figure.shown is percent
        yield rounded(value if value is None or not is_share else 100 * value)
    found = account.findings if account else ()
    yield "; ".join(dict.fromkeys(line(one.title) for one in found if one.suppressed is None))


def _mark(gradebook: Gradebook, student: StudentGrade) -> Cell:
    """Return the mark: a number in the scales 100 and 5, a word in the scale of a pass."""
    number = number_of(gradebook, student)
    return (student.mark or None) if number is None else number


def _moment(gradebook: Gradebook, attempt: Attempt | None) -> str:
    when = handed_in(gradebook, attempt)
    return f"{when:%d.%m.%Y %H:%M}" if when else ""


def remarks(gradebook: Gradebook, student: StudentGrade) -> list[str]:
    """Return all that a trainer should know of a line, each once."""
    attempt = student.attempt
    found = [student.reason, *unapplied(gradebook, student), *student.notes]
    if attempt is not None:
        found += [attempt.reason, *attempt.notes]
    for one in student.deductions:
        found.append(f"{deduction(one.id)}: −{points(one.points)} ({one.reason})")
    return list(dict.fromkeys(line(one) for one in found if one))
