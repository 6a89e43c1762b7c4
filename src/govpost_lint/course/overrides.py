"""Decisions of the trainer: kept apart from the works, applied on each run, shown with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from govpost_lint.course import form
from govpost_lint.course.deductions import DEDUCTIONS
from govpost_lint.course.gradebook import Column, Override
from govpost_lint.course.loading import read_file
from govpost_lint.course.roster import key_of
from govpost_lint.course.submissions import Submission
from govpost_lint.errors import ConfigErrors, closest
from govpost_lint.ruleset.files import keys_of, parse_model
from govpost_lint.yaml_reader import Place, YamlFile

TOTAL = "total"


def read_overrides(
    path: Path, columns: Sequence[Column], submissions: Sequence[Submission]
) -> tuple[Override, ...]:
    """Read an override file.

    Args:
        path: YAML: ``overrides``, a list of student, criterion, points and reason.
        columns: the lines of the rubric; beside them deductions and ``total`` may be named.
        submissions: the students, by name or id.

    Raises:
        ConfigErrors: with every mistake, unknown students and criteria too.
    """
    file = read_file(path)
    made = None
    if not file.errors:
        made = parse_model(form.OverridesForm, file, keys_of(form), "overrides")
    if made is None:
        raise ConfigErrors(file.errors)
    students = _Students(submissions)
    most: Mapping[str, float] = {
        **{column.id: column.weight for column in columns},
        **dict.fromkeys((*DEDUCTIONS, TOTAL), 100.0),
    }
    found: dict[tuple[str, str], Override] = {}
    for number, one in enumerate(made.overrides):
        place = ("overrides", number)
        name = students.named(one.student)
        if not name:
            hint = students.closest(one.student) or "имя пишите как в списке или архиве"
            file.report((*place, "student"), f"слушателя «{one.student}» нет", hint)
        _check_points(one, place, most, name in students.empty, file)
        if name and (name, one.criterion) in found:
            file.report(place, "такое решение уже есть", "оставьте одно")
        found[name, one.criterion] = Override(name, one.criterion, one.points, one.reason)
    if file.errors:
        raise ConfigErrors(file.errors)
    return tuple(sorted(found.values(), key=lambda one: (key_of(one.student), one.column)))


class _Students:
    """The students as a trainer may call them: by name or id.

    ``empty``: names of those who handed in nothing.
    """

    def __init__(self, submissions: Sequence[Submission]) -> None:
        self._names = {key_of(one.name): one.name for one in submissions}
        self._names |= {one.id.casefold(): one.name for one in submissions if one.id}
        self.empty = {one.name for one in submissions if not one.works}

    def named(self, name: str) -> str:
        """Return the full name; empty where there is no such student."""
        return self._names.get(key_of(name)) or self._names.get(name.casefold(), "")

    def closest(self, name: str) -> str:
        """Return a hint at the student whose name is nearest, or nothing."""
        return closest(key_of(name), self._names)


def _check_points(
    one: form.OverrideForm,
    place: Place,
    most: Mapping[str, float],
    is_empty: bool,
    file: YamlFile,
) -> None:
    """Note in ``file`` where nothing can have such points.

    Args:
        one: a decision, and its place in the file.
        most: the most points of each line of the rubric, deduction and the total.
        is_empty: whether its student handed in nothing.
    """
    if one.criterion not in most:
        hint = closest(one.criterion, most) or f"есть: {', '.join(most)}"
        file.report((*place, "criterion"), f"критерия «{one.criterion}» нет", hint)
    elif one.points > most[one.criterion]:
        hint = f"не больше {most[one.criterion]:g}"
        file.report((*place, "points"), f"столько «{one.criterion}» не стоит", hint)
    elif is_empty and one.criterion != TOTAL:
        hint = "оценить можно только criterion: total"
        file.report((*place, "student"), "этот слушатель ничего не сдал", hint)
