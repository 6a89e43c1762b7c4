"""Figures of a class: who broke what, how marks are spread, what later attempts brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median

from govpost_lint.course.gradebook import STATUSES, Attempt, Gradebook
from govpost_lint.course.rubric import ACCOUNT_RULES
from govpost_lint.reporters import wording
from govpost_lint.reporters.course import full, line, month_facts
from govpost_lint.reporters.course.class_mistakes import Mistake, mistakes
from govpost_lint.ruleset.plan import Rule

BINS = 10
"""Bars of the distribution: 0–10, 10–20 … 90–100."""

_MENDED = 5
"""Rules named among those that later attempts kept."""


@dataclass(frozen=True, slots=True)
class Progress:
    """First and counted attempts of those who handed in several.

    Attributes:
        pairs: total of the first attempt and of the best later one, a student each, sorted.
        mended: titles of rules broken at first and no more in the last, with how many students.
    """

    pairs: tuple[tuple[float, float], ...]
    mended: tuple[tuple[str, int], ...]

    @property
    def gain(self) -> float:
        """Mean change of the total."""
        return mean(later - first for first, later in self.pairs) if self.pairs else 0.0


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """Everything that the report on a class shows, but for near-copies.

    Attributes:
        statuses: how many students have each status.
        totals: of those who have one, ascending. bins: how many of them fall into each ten.
        mean, median: of the totals; ``None`` without any.
        columns: title, mean share of its points, students with all points.
        mistakes: commonest first. everybody, nobody: rules that all or none of those graded broke,
            by criterion.
        progress: between attempts.
        months: of histories: title, least, middle and most of each figure.
    """

    statuses: tuple[tuple[str, int], ...]
    totals: tuple[float, ...]
    bins: tuple[int, ...]
    mean: float | None
    median: float | None
    columns: tuple[tuple[str, float, int], ...]
    mistakes: tuple[Mistake, ...]
    everybody: tuple[str, ...]
    nobody: tuple[tuple[str, tuple[str, ...]], ...]
    progress: Progress
    months: tuple[tuple[str, str, str, str], ...]


def figures(gradebook: Gradebook) -> ClassFigures:
    """Count a class."""
    totals = sorted(s.total for s in gradebook.students if s.total is not None)
    counts = Counter(student.status for student in gradebook.students)
    graded = [s for s in gradebook.students if s.attempt is not None and s.attempt.reports]
    broken = {student.name: _broken(student.attempt) for student in graded}
    students = Counter(rule for found in broken.values() for rule in found)
    rules = [rule for rule in gradebook.assignment.ruleset.rules if _applies(rule, gradebook)]
    return ClassFigures(
        statuses=tuple((name, counts[name]) for name in STATUSES if counts[name]),
        totals=tuple(totals),
        bins=_bins(totals),
        mean=mean(totals) if totals else None,
        median=median(totals) if totals else None,
        columns=tuple(_columns(gradebook)),
        mistakes=tuple(mistakes(gradebook, graded, students)),
        everybody=tuple(_everybody(rules, students, len(graded))),
        nobody=tuple(_nobody(gradebook, rules, students)) if graded else (),
        progress=_progress(gradebook, rules),
        months=tuple(month_facts.compared([s.attempt for s in graded if s.attempt])),
    )


def _bins(totals: Sequence[float]) -> tuple[int, ...]:
    counts = Counter(min(BINS - 1, int(total * BINS // 100)) for total in totals)
    return tuple(counts[number] for number in range(BINS))


def _columns(gradebook: Gradebook) -> Iterator[tuple[str, float, int]]:
    for column in gradebook.columns:
        earned = [s.points[column.id] for s in gradebook.students if column.id in s.points]
        if earned and column.weight:
            whole = sum(full(column, points) for points in earned)
            yield line(column.title), mean(earned) / column.weight, whole


def _applies(rule: Rule, gradebook: Gradebook) -> bool:
    """Whether a rule judges works of the kind that the assignment asks for."""
    where, assignment = rule.where, gradebook.assignment
    return (
        (assignment.of_account or rule.kind not in ACCOUNT_RULES)
        and rule.status == "stable"
        and (not where.kind or bool({*assignment.document_kinds} & {*where.kind}))
        and (not where.platform or assignment.platform in where.platform)
    )


def _broken(attempt: Attempt | None) -> set[str]:
    if attempt is None:
        return set()
    of_account = attempt.account.findings if attempt.account else ()
    return {
        *(
            finding.rule
            for report in attempt.reports
            for finding in report.findings
            if finding.points or finding.severity != "advice"  # else it is but a remark
        ),
        *(finding.rule for finding in of_account if finding.suppressed is None),
    }


def _everybody(rules: Sequence[Rule], students: Mapping[str, int], graded: int) -> Iterator[str]:
    for rule in rules:
        if graded > 1 and students.get(rule.id) == graded:
            yield line(rule.title)


def _nobody(
    gradebook: Gradebook, rules: Sequence[Rule], students: Mapping[str, int]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for criterion, title in gradebook.criteria.items():
        kept = tuple(
            line(rule.title)
            for rule in rules
            if rule.criterion == criterion and not students.get(rule.id)
        )
        if kept:
            yield line(title), kept


# Attempts


def _progress(gradebook: Gradebook, rules: Sequence[Rule]) -> Progress:
    pairs, mended = [], Counter[str]()
    for student in gradebook.students:
        graded = [(one.total, one) for one in student.attempts if one.total is not None]
        if len(graded) < 2:
            continue
        totals, attempts = zip(*graded, strict=True)
        pairs.append((totals[0], max(totals[1:])))
        mended.update(_broken(attempts[0]) - _broken(attempts[-1]))
    titles = {rule.id: line(rule.title) for rule in rules}
    best = sorted(mended.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = [(titles[rule], count) for rule, count in best if rule in titles]
    return Progress(tuple(sorted(pairs)), tuple(listed[:_MENDED]))


def counted(number: int) -> str:
    """Return «5 студентов»."""
    return wording.plural(number, ("студент", "студента", "студентов"))
