"""Decisions of the trainer: applied and shown, never forgotten, never about nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from govpost_lint.course.gradebook import Gradebook
from govpost_lint.course.grading import grade
from govpost_lint.course.loading import load_assignment
from govpost_lint.course.marking import columns_of
from govpost_lint.course.overrides import read_overrides
from govpost_lint.course.submissions import read_submissions
from govpost_lint.errors import ConfigErrors
from govpost_lint.reporters.course import rows
from tests.course.small import EXAMPLE, GOOD, Files, folder_of


def decided(root: Path, text: str, more: Files | None = None) -> Gradebook:
    exercise = load_assignment(EXAMPLE)
    roster = root / "class.csv"
    roster.write_text("Анна\nБорис\n", "utf-8")
    anna = {"Анна.md": GOOD + " Ждём вас на объезде. Подскажем и проводим."}
    works = folder_of(root, {**anna, **(more or {})})
    submissions = read_submissions(works, exercise, roster)
    path = root / "overrides.yaml"
    path.write_text(text, "utf-8")
    overrides = read_overrides(path, columns_of(exercise), submissions)
    return grade(exercise, submissions, overrides)


def test_decision_changes_the_grade_and_is_shown(tmp_path: Path) -> None:
    before = decided(tmp_path, "overrides: []\n")
    after = decided(
        tmp_path,
        "overrides:\n"
        "  - {student: анна, criterion: когда, points: 5, reason: Дата чужая.}\n"
        "  - {student: Борис, criterion: total, points: 70, reason: Отвечал устно.}\n",
    )
    anna, boris = after.students
    assert anna.total == (before.students[0].total or 0) - 10
    assert anna.points["когда"] == 5
    assert anna.attempt is not None
    assert anna.attempt.items == (before.students[0].attempt or anna.attempt).items
    assert [one.reason for one in anna.overrides] == ["Дата чужая."]
    assert (boris.total, boris.mark, boris.status) == (70.0, "3", "зачтено")
    assert after.fingerprint.short != before.fingerprint.short


MISTAKES = {
    "unknown student": ("{student: Анка, criterion: когда, points: 5, reason: так}",
                        "слушателя «Анка» нет", "возможно, «анна»"),
    "unknown criterion": ("{student: Анна, criterion: кода, points: 5, reason: так}",
                          "критерия «кода» нет", "возможно, «когда»"),
    "too many points": ("{student: Анна, criterion: когда, points: 50, reason: так}",
                        "столько «когда» не стоит", "не больше 15"),
    "nothing to judge": ("{student: Борис, criterion: когда, points: 5, reason: так}",
                         "этот слушатель ничего не сдал", "criterion: total"),
    "without reason": ("{student: Анна, criterion: когда, points: 5}",
                       "нет обязательного ключа «reason»", "добавьте «reason: …»"),
    "twice": ("{student: Анна, criterion: когда, points: 5, reason: так}\n"
              "  - {student: Анна, criterion: когда, points: 6, reason: так}",
              "такое решение уже есть", "оставьте одно"),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_mistake_has_its_place(case: str, tmp_path: Path) -> None:
    entry, message, hint = MISTAKES[case]
    with pytest.raises(ConfigErrors) as caught:
        decided(tmp_path, f"overrides:\n  - {entry}\n")
    assert message in str(caught.value)
    assert hint in str(caught.value)
    assert "overrides.yaml:" in str(caught.value)


UNGRADED = {"Вера.md": "", "Глеб.md": "The bridge is closed for repairs, drivers beware of signs."}


def test_decision_on_ungraded_work_is_named_as_not_applied(tmp_path: Path) -> None:
    entries = [
        f"  - {{student: {name}, criterion: {what}, points: 5, reason: Видел черновик.}}\n"
        for name in ("Вера", "Глеб")
        for what in ("когда", "late")
    ]
    book = decided(tmp_path, "overrides:\n" + "".join(entries), UNGRADED)
    for student in book.students:
        if student.name in ("Вера", "Глеб"):
            assert (student.total, student.overrides, len(student.unapplied)) == (None, (), 2)
            said = "; ".join(rows.remarks(book, student))
            assert "решение «когда: 5» не применено: работа не оценена; поставьте итог" in said
            assert "решение «опоздание: 5» не применено" in said


def test_decision_on_the_total_grades_what_the_program_could_not(tmp_path: Path) -> None:
    text = "overrides: [{student: Вера, criterion: total, points: 70, reason: Читала вслух.}]\n"
    vera = next(one for one in decided(tmp_path, text, UNGRADED).students if one.name == "Вера")
    assert (vera.total, vera.mark, vera.status, vera.unapplied) == (70.0, "3", "зачтено", ())


def test_trainer_takes_points_for_what_the_program_does_not_know(tmp_path: Path) -> None:
    text = "overrides: [{student: Анна, criterion: late, points: 15, reason: Сдала на бумаге.}]\n"
    before, after = (decided(tmp_path, one).students[0] for one in ("overrides: []\n", text))
    assert after.total == (before.total or 0) - 15
    assert [(one.id, one.reason) for one in after.deductions][-1] == ("late", "Сдала на бумаге.")
