"""What grading gives: one record a student, with every point earned or lost and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from govpost_lint.course.assignment import Assignment
from govpost_lint.facts.report import AccountFinding, AccountReport
from govpost_lint.model import Finding, Report, Span

PASSED, FAILED = "зачтено", "не зачтено"
MISSING, UNREADABLE, REVIEW = "не сдано", "не читается", "нужна проверка"
STATUSES = (PASSED, FAILED, REVIEW, UNREADABLE, MISSING)
"""All values of ``StudentGrade.status``. «нужна проверка»: a person must look before it counts."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Everything that decides a grade: equal fingerprints and equal works give equal grades.

    Attributes:
        rules: of rules, lists and profile; assignment: of the assignment file and its source;
            overrides: of the override file, the class list and the earlier years; empty without.
        dictionary: version of the morphological dictionary; version: of this program.
    """

    rules: str
    assignment: str
    overrides: str
    dictionary: str
    version: str

    @property
    def short(self) -> str:
        """All of it as 16 hexadecimal digits, for a cell of a table."""
        from hashlib import sha256

        parts = (self.rules, self.assignment, self.overrides, self.dictionary, self.version)
        return sha256("\0".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Column:
    """One line of the rubric, one column of the gradebook.

    Attributes:
        id: of the criterion or rule, or the name of the part; unique in a gradebook.
        title: Russian.
        kind: ``criterion``, ``rule`` or ``part``.
        weight: the most points that it gives; the weights of a gradebook sum to 100.
    """

    id: str
    title: str
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in one of the texts of an attempt: ``document`` is its number in ``reports``."""

    document: int
    span: Span


@dataclass(frozen=True, slots=True)
class Item:
    """Points for one column, before a trainer's override.

    Attributes:
        column: id of the column.
        earned: 0 … weight.
        reason: why points are missing, in Russian; empty where none is. The findings say more:
            ``Attempt.findings(column)``.
        found: where a part was found (the first place of each text); empty for a missing part.
    """

    column: str
    earned: float
    reason: str = ""
    found: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points taken from the whole work.

    Attributes:
        id: ``late``, ``short``, ``long``, ``few`` or ``many`` posts, ``copying`` or ``salad``.
        points: above 0; reason: Russian, with the figures.
    """

    id: str
    points: float
    reason: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One work handed in, graded.

    Attributes:
        number: from 1, in the order of handing in; name: its file, as the student named it.
        submitted: when, where that is known; late_days: whole days after the deadline, 0 in time.
        reports: findings in the text (several texts for a history); empty where it was not read.
            Offsets count in ``report.document.text``: the text without what was hidden in it.
            Renderers show it through ``reporters.privacy.hide`` only.
        account: facts and findings of a month's history; ``None`` for a text.
        items: one a column of the gradebook, in their order; empty where it was not read.
        deductions: what the whole work loses.
        total: 0 … 100 before overrides; ``None`` where there is nothing to grade.
        words: own words (long quotations and repeats left out).
        reason: why it was not graded, or must be looked at; empty where all is well.
        notes: further remarks for trainer and student, Russian.
    """

    number: int
    name: str
    submitted: datetime | None
    late_days: int
    reports: tuple[Report, ...]
    items: tuple[Item, ...]
    deductions: tuple[Deduction, ...]
    total: float | None
    words: int
    reason: str = ""
    notes: tuple[str, ...] = ()
    account: AccountReport | None = None

    def item(self, column: str) -> Item | None:
        """Return the points of a column; ``None`` where the attempt was not graded."""
        return next((item for item in self.items if item.column == column), None)

    def findings(self, column: Column) -> tuple[Finding, ...]:
        """Return the findings that took points of ``column``, or stand in it for nothing.

        A rule that is a column of its own is not counted in its criterion a second time.
        """
        everything = (finding for report in self.reports for finding in report.findings)
        return tuple(finding for finding in everything if self._belongs(finding, column))

    def account_findings(self, column: Column) -> tuple[AccountFinding, ...]:
        """Return the same of the account."""
        found = self.account.findings if self.account else ()
        return tuple(finding for finding in found if self._belongs(finding, column))

    def taken(self, column: Column) -> dict[str, float]:
        """Return what each rule took of a criterion: of texts the mean over those judged by it."""
        texts = sum(column.id in report.score.criteria for report in self.reports) or 1
        taken: dict[str, float] = {}
        for finding in self.findings(column):
            taken[finding.rule] = taken.get(finding.rule, 0.0) - finding.points / texts
        for one in self.account_findings(column):
            taken[one.rule] = taken.get(one.rule, 0.0) - one.points
        return {rule: points for rule, points in taken.items() if points > 0}

    def _belongs(self, finding: Finding | AccountFinding, column: Column) -> bool:
        if column.kind == "rule":
            return finding.rule == column.id
        named = {item.column for item in self.items}
        return finding.criterion == column.id and finding.rule not in named

    @property
    def text(self) -> str:
        """All texts of the attempt, as they are compared with those of others."""
        return joined(self.reports)


def joined(reports: Iterable[Report]) -> str:
    """Return the texts of reports in one, a blank line between them."""
    return "\n\n".join(report.document.text for report in reports)


@dataclass(frozen=True, slots=True)
class Override:
    """A trainer's decision: ``column`` (or a deduction, or ``total``) of ``student`` is ``points``.

    ``reason`` is shown in the gradebook and to the student.
    """

    student: str
    column: str
    points: float
    reason: str


@dataclass(frozen=True, slots=True)
class StudentGrade:
    """One line of the gradebook.

    Attributes:
        name: as in the class list, else as in the names of the files; unique.
        id: of the class list or of Moodle («Participant 12345» there); email: from the class list.
        attempts: all that were handed in, in order; taken: number of the attempt that counts,
            0 without one.
        points: points a column after overrides; empty where nothing is graded.
        total: 0 … 100 after overrides; ``None`` where there is no grade.
        mark: in the scale of the assignment («87», «4», «зачёт»); empty without a grade.
        status: one of ``STATUSES``; reason: why, where it is none of passed and failed.
        overrides: decisions of the trainer on this student that were applied.
        unapplied: those that could not be: there are no points to change in ungraded work.
        deductions: what the counted work loses as a whole, as the trainer has decided.
        notes: remarks, Russian.
    """

    name: str
    id: str
    email: str
    attempts: tuple[Attempt, ...]
    taken: int
    points: Mapping[str, float]
    total: float | None
    mark: str
    status: str
    reason: str = ""
    overrides: tuple[Override, ...] = ()
    unapplied: tuple[Override, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def attempt(self) -> Attempt | None:
        """The attempt that counts."""
        return next((one for one in self.attempts if one.number == self.taken), None)


@dataclass(frozen=True, slots=True)
class SharedRun:
    """A passage that two texts share: the same words in the same order.

    Attributes:
        first: where it stands in ``Attempt.text`` of the first student's taken attempt.
        second: where it stands in the other text (of the second student, of the source …).
        words: how many words it has.
    """

    first: Span
    second: Span
    words: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts that share much. It is shown, never punished: that is for the trainer to judge.

    Attributes:
        kind: ``student`` (another student of this class), ``source`` or ``earlier``.
        first: name of the student; second: name of the other student or file.
        share: word triples of the first text that stand in the second, 0 … 1.
        runs: shared passages, in the order of the first text.
    """

    kind: str
    first: str
    second: str
    share: float
    runs: tuple[SharedRun, ...]

    @property
    def longest(self) -> int:
        """Words of the longest shared passage."""
        return max((run.words for run in self.runs), default=0)


@dataclass(frozen=True, slots=True)
class Gradebook:
    """The whole class under one assignment. The same for the same input, to the byte.

    Attributes:
        columns: lines of the rubric, in the order of the assignment.
        students: by name, ё as е, letter case aside.
        likenesses: near-copies, the nearest first.
        criteria: Russian title of each criterion of the rules.
    """

    assignment: Assignment
    fingerprint: Fingerprint
    columns: tuple[Column, ...]
    students: tuple[StudentGrade, ...]
    likenesses: tuple[Likeness, ...]
    criteria: Mapping[str, str]
