"""Decisions of the trainer: kept apart from the works, applied on each run, shown with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from govpost_lint.course import form
from govpost_lint.course.gradebook import Column, Override
from govpost_lint.course.loading import read_file
from govpost_lint.course.roster import key_of
from govpost_lint.course.submissions import Submission
from govpost_lint.errors import ConfigErrors
from govpost_lint.ruleset.files import keys_of, parse_model
from govpost_lint.ruleset.vocabulary import closest

DEDUCTIONS = ("short", "few", "salad", "long", "many", "copying", "late")
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
    names = {key_of(one.name): one.name for one in submissions}
    names |= {one.id.casefold(): one.name for one in submissions if one.id}
    empty = {one.name for one in submissions if not one.works}
    most: Mapping[str, float] = {
        **{column.id: column.weight for column in columns},
        **dict.fromkeys((*DEDUCTIONS, TOTAL), 100.0),
    }
    found: dict[tuple[str, str], Override] = {}
    for number, one in enumerate(made.overrides):
        place = ("overrides", number)
        name = names.get(key_of(one.student)) or names.get(one.student.casefold(), "")
        if not name:
            hint = closest(key_of(one.student), names) or "имя пишите как в списке или архиве"
            file.report((*place, "student"), f"слушателя «{one.student}» нет", hint)
        if one.criterion not in most:
            hint = closest(one.criterion, most) or f"есть: {', '.join(most)}"
            file.report((*place, "criterion"), f"критерия «{one.criterion}» нет", hint)
        elif one.points > most[one.criterion]:
            hint = f"не больше {most[one.criterion]:g}"
            file.report((*place, "points"), f"столько «{one.criterion}» не стоит", hint)
        elif name in empty and one.criterion != TOTAL:
            hint = "оценить можно только criterion: total"
            file.report((*place, "student"), "этот слушатель ничего не сдал", hint)
        key = (name, one.criterion)
        if name and key in found:
            file.report(place, "такое решение уже есть", "оставьте одно")
        found[key] = Override(name, one.criterion, one.points, one.reason)
    if file.errors:
        raise ConfigErrors(file.errors)
    return tuple(sorted(found.values(), key=lambda one: (key_of(one.student), one.column)))
