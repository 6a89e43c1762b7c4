"""A class under one assignment → gradebook, in as many processes as asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from govpost_lint._version import __version__
from govpost_lint.course.assignment import Assignment
from govpost_lint.course.deductions import DEDUCTIONS
from govpost_lint.course.gradebook import (
    FAILED,
    MISSING,
    PASSED,
    REVIEW,
    UNREADABLE,
    Attempt,
    Column,
    Deduction,
    Fingerprint,
    Gradebook,
    Override,
    StudentGrade,
)
from govpost_lint.course.loading import load_assignment
from govpost_lint.course.marking import Marker, columns_of
from govpost_lint.course.overrides import TOTAL
from govpost_lint.course.similarity import likenesses
from govpost_lint.course.submissions import Submission, Work
from govpost_lint.text.morphology import dictionary_version

_marker: Marker | None = None
"""Of a worker process, which marks many works of one assignment."""


def grade(
    assignment: Assignment,
    submissions: Sequence[Submission],
    overrides: Sequence[Override] = (),
    earlier: Mapping[str, str] | None = None,
    jobs: int = 1,
    step: Callable[[], None] = lambda: None,
) -> Gradebook:
    """Grade a class.

    Args:
        assignment: from ``load_assignment``; submissions: from ``read_submissions``.
        overrides: from ``read_overrides``; they change the grade, not what was found.
        earlier: texts of earlier years by file, to compare with.
        jobs: processes; the gradebook is the same for any number.
        step: called after each work.
    """
    earlier = earlier or {}
    considered = [_considered(one, assignment) for one in submissions]
    works = [work for some in considered for work in some]
    marked = iter(_marked(assignment, works, jobs, step))
    columns = columns_of(assignment)
    students = tuple(
        _student(one, tuple(next(marked) for _ in some), assignment, columns, overrides)
        for one, some in zip(submissions, considered, strict=True)
    )
    texts = {one.name: one.attempt.text for one in students if one.attempt is not None}
    given = [assignment.task, assignment.facts, assignment.source]
    return Gradebook(
        assignment=assignment,
        fingerprint=_fingerprint(assignment, overrides, earlier),
        columns=columns,
        students=students,
        likenesses=likenesses(
            {name: text for name, text in texts.items() if text}, given, assignment.source, earlier
        ),
        criteria={name: one.title for name, one in assignment.ruleset.criteria.items()},
    )


def _considered(submission: Submission, assignment: Assignment) -> tuple[Work, ...]:
    return submission.works[: assignment.most_attempts]


def _marked(
    assignment: Assignment, works: Sequence[Work], jobs: int, step: Callable[[], None]
) -> list[Attempt]:
    found: list[Attempt] = []
    if jobs <= 1 or len(works) < 2 * jobs:
        marker = Marker(assignment)
        for work in works:
            found.append(marker.mark(work))
            step()
        return found
    import multiprocessing

    # Not forked: a process that has started threads must not be copied.
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, _start, (assignment.path,)) as pool:
        for attempt in pool.imap(_mark, works, chunksize=4):
            found.append(attempt)
            step()
    return found


def _start(path: str) -> None:
    global _marker
    _marker = Marker(load_assignment(path))


def _mark(work: Work) -> Attempt:
    assert _marker is not None
    return _marker.mark(work)


def _student(
    submission: Submission,
    attempts: tuple[Attempt, ...],
    assignment: Assignment,
    columns: Sequence[Column],
    overrides: Sequence[Override],
) -> StudentGrade:
    own = tuple(one for one in overrides if one.student == submission.name)
    taken = _taken(attempts, assignment.take)
    graded = taken is not None and taken.total is not None
    applied = tuple(one for one in own if graded or one.column == TOTAL)
    decided = {one.column: one for one in applied}
    points = _points(taken, columns, decided)
    deductions = _deductions(taken, decided) if graded else ()
    total = _total(points, deductions, decided) if graded or TOTAL in decided else None
    status, reason = _status(taken, total, assignment, TOTAL in decided)
    notes = list(submission.notes)
    if len(submission.works) > len(attempts):
        notes.append(f"попыток {len(submission.works)}, рассмотрены первые {len(attempts)}")
    return StudentGrade(
        name=submission.name,
        id=submission.id,
        email=submission.email,
        attempts=attempts,
        taken=taken.number if taken else 0,
        points=points,
        total=total,
        mark="" if total is None else assignment.mark(total),
        status=status,
        reason=reason,
        overrides=applied,
        unapplied=tuple(one for one in own if one not in applied),
        deductions=deductions,
        notes=tuple(dict.fromkeys([*notes, *(taken.notes if taken else ())])),
    )


def _points(
    attempt: Attempt | None, columns: Sequence[Column], decided: Mapping[str, Override]
) -> dict[str, float]:
    """Return the points of each column, as the trainer has decided; none of ungraded work."""
    if attempt is None or not attempt.items:
        return {}
    earned = {item.column: item.earned for item in attempt.items}
    earned |= {name: one.points for name, one in decided.items() if name in earned}
    return {column.id: earned[column.id] for column in columns}


def _total(
    points: Mapping[str, float], deductions: Sequence[Deduction], decided: Mapping[str, Override]
) -> float:
    if TOTAL in decided:
        return decided[TOTAL].points
    lost = sum(one.points for one in deductions)
    return max(0.0, round(round(sum(points.values()), 2) - lost, 1))


def _taken(attempts: Sequence[Attempt], take: str) -> Attempt | None:
    """Return the attempt that counts; one that could be graded before one that could not."""
    graded = [one for one in attempts if one.total is not None]
    if not graded:
        return attempts[-1] if attempts else None
    if take == "last":
        return graded[-1]
    return max(graded, key=lambda one: (one.total or 0.0, -one.number))


def _deductions(attempt: Attempt | None, decided: Mapping[str, Override]) -> tuple[Deduction, ...]:
    """Return what a work loses as a whole; the trainer may know of more than the program does."""
    found = {one.id: one for one in attempt.deductions} if attempt else {}
    for name in DEDUCTIONS:
        if name in decided and (name in found or decided[name].points):
            known = found.get(name)
            reason = known.reason if known else decided[name].reason
            found[name] = Deduction(name, decided[name].points, reason)
    return tuple(found.values())


def _status(
    attempt: Attempt | None, total: float | None, assignment: Assignment, decided: bool
) -> tuple[str, str]:
    if total is not None and (decided or attempt is None or not attempt.reason):
        return (PASSED if total >= assignment.pass_mark else FAILED), ""
    if attempt is None:
        return MISSING, "работы нет"
    if attempt.reports:
        return REVIEW, attempt.reason
    return UNREADABLE, attempt.reason


def _fingerprint(
    assignment: Assignment, overrides: Sequence[Override], earlier: Mapping[str, str]
) -> Fingerprint:
    decided = repr([(one.student, one.column, one.points, one.reason) for one in overrides])
    beside = repr((decided, sorted(earlier.items()))) if overrides or earlier else ""
    return Fingerprint(
        rules=assignment.ruleset.fingerprint,
        assignment=assignment.digest,
        overrides=sha256(beside.encode()).hexdigest() if beside else "",
        dictionary=dictionary_version,
        version=__version__,
    )
