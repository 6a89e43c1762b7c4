"""The example course: grades keep the order that a reader gave the works before any grading."""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from govpost_lint.course.gradebook import MISSING, PASSED, Gradebook, StudentGrade
from govpost_lint.course.grading import grade
from govpost_lint.course.loading import load_assignment
from govpost_lint.course.marking import columns_of
from govpost_lint.course.overrides import read_overrides
from govpost_lint.course.submissions import read_submissions

COURSE = Path(__file__).parents[2] / "examples" / "course"
TEXTS = ("rewrite", "reply", "emergency")
ASSIGNMENTS = (*TEXTS, "month")
WORKS = {**dict.fromkeys(TEXTS, 8), "month": 4}
LEAST_TAU = 0.8
_PLACE = re.compile(r"^(\d)\. (\w+ \w+) — \S.*$", re.MULTILINE)


@cache
def gradebook(name: str, overrides: bool = False) -> Gradebook:
    folder = COURSE / name
    assignment = load_assignment(folder / "assignment.yaml")
    works = read_submissions(folder / "submissions", assignment, COURSE / "class.csv")
    path = folder / "overrides.yaml"
    decisions = read_overrides(path, columns_of(assignment), works) if overrides else ()
    return grade(assignment, works, decisions)


def student(name: str, surname: str, overrides: bool = False) -> StudentGrade:
    students = gradebook(name, overrides).students
    return next(one for one in students if one.name.startswith(surname))


def ranking(name: str) -> list[str]:
    """Return the names from the best work to the worst, as the reader wrote them down."""
    text = (COURSE / name / "ranking.txt").read_text("utf-8")
    places = _PLACE.findall(text)
    assert [int(number) for number, _ in places] == list(range(1, WORKS[name] + 1))
    return [student for _, student in places]


def kendall_tau(order: list[str], grades: dict[str, float]) -> tuple[float, list[str]]:
    """Return Kendall's τ-b of a strict order and grades, and the pairs that lower it, by name.

    τ-b = (P − Q) / sqrt(n₀ (n₀ − T)): P pairs in the same order, Q in the other, n₀ all pairs,
    T those with equal grades (the order has no ties).
    """
    same = other = ties = 0
    wrong = []
    for better, worse in combinations(order, 2):
        if grades[better] > grades[worse]:
            same += 1
            continue
        if grades[better] == grades[worse]:
            ties += 1
            wrong.append(f"{better} = {worse}")
        else:
            other += 1
            wrong.append(f"{better} < {worse}")
    pairs = math.comb(len(order), 2)
    between = math.sqrt(pairs * (pairs - ties))
    return ((same - other) / between if between else 0.0), wrong


def test_tau_of_known_orders() -> None:
    order = list("abcd")
    assert kendall_tau(order, dict(zip(order, [4, 3, 2, 1], strict=True))) == (1, [])
    assert kendall_tau(order, dict(zip(order, [1, 2, 3, 4], strict=True)))[0] == -1
    one_swap = kendall_tau(order, dict(zip(order, [3, 4, 2, 1], strict=True)))
    assert one_swap == (pytest.approx(4 / 6), ["a < b"])
    tied = kendall_tau(order, dict(zip(order, [4, 3, 1, 1], strict=True)))
    assert tied == (pytest.approx(5 / math.sqrt(30)), ["c = d"])
    assert kendall_tau(order, dict.fromkeys(order, 1.0))[0] == 0


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_grades_keep_the_order_of_the_reader(name: str) -> None:
    order = ranking(name)
    handed_in = {one.name: one.total or 0.0 for one in gradebook(name).students if one.attempts}
    assert sorted(order) == sorted(handed_in)
    tau, wrong = kendall_tau(order, handed_in)
    assert tau >= LEAST_TAU, f"τ = {tau:.2f}: {'; '.join(wrong)}; {handed_in}"


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_best_pass_and_the_worst_do_not(name: str) -> None:
    statuses = {one.name: one.status for one in gradebook(name).students}
    order = ranking(name)
    assert {statuses[student] for student in order[:2]} == {PASSED}
    assert PASSED not in {statuses[student] for student in order[-WORKS[name] // 2 :]}


@pytest.mark.parametrize(
    ("name", "absent"), [("rewrite", "Абрамцева"), ("reply", "Ганиева"), ("emergency", "Зотова")]
)
def test_who_handed_in_nothing_is_in_the_gradebook(name: str, absent: str) -> None:
    assert len(gradebook(name).students) == 9
    assert (student(name, absent).status, student(name, absent).total) == (MISSING, None)


def test_an_empty_file_has_a_reason_and_no_grade() -> None:
    empty = student("reply", "Ефимцев")
    assert empty.total is None
    assert "пуст" in empty.reason


def test_the_last_attempt_is_taken_and_better() -> None:
    work = student("rewrite", "Белозёров")
    first, second = work.attempts
    assert work.taken == 2
    assert (first.total or 0) < (second.total or 0)


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("rewrite", {"Дорохов Илья", "Журавель Тамара"}),
        ("reply", {"Белозёров Павел", "Зотова Кира"}),
        ("emergency", {"Ганиева Алсу", "Лопухина Дарья"}),
    ],
)
def test_near_copies_are_named_and_cost_nothing(name: str, pair: set[str]) -> None:
    found = [one for one in gradebook(name).likenesses if one.kind == "student"]
    assert [{one.first, one.second} for one in found[:1]] == [pair]
    assert all(one.runs for one in found)
    for one in gradebook(name).students:
        if one.name in pair and one.attempt is not None:
            assert "copying" not in {deduction.id for deduction in one.attempt.deductions}


@pytest.mark.parametrize(
    ("name", "copier"), [("rewrite", "Каляев"), ("reply", "Дорохов"), ("emergency", "Каляев")]
)
def test_a_copied_source_costs_points(name: str, copier: str) -> None:
    attempt = student(name, copier).attempt
    assert attempt is not None
    assert "copying" in {deduction.id for deduction in attempt.deductions}


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("rewrite", "Дорохов"),
        ("reply", "Журавель"),
        ("emergency", "Абрамцева"),
        ("month", "Белозёров"),
    ],
)
def test_overrides_change_only_what_they_name(name: str, surname: str) -> None:
    changed = student(name, surname, overrides=True)
    [decision] = changed.overrides
    before = student(name, surname).points
    assert changed.points == {**before, decision.column: decision.points}
    others = [one for one in gradebook(name).students if one.name != changed.name]
    assert others == [one for one in gradebook(name, True).students if one.name != changed.name]
