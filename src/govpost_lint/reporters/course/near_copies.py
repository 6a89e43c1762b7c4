"""Near-copies side by side: two texts with the shared passages marked. It is no accusation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govpost_lint.course.gradebook import Gradebook, Likeness, StudentGrade, joined
from govpost_lint.model import Span
from govpost_lint.reporters.course import clean, line, other, share
from govpost_lint.reporters.privacy import hide

_MOST = 60
_ROOM = 20_000
"""Characters of a text shown."""

Side = tuple[tuple[str, bool], ...]
"""Stretches of a text, and whether the other text has them, too."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts: whose they are, how much they share, words of the longest passage.

    Attributes:
        second: empty where the other text is not at hand; ``first`` shows what they share.
    """

    kind: str
    title: str
    other: str
    share: str
    words: int
    first: Side
    second: Side


def pairs(gradebook: Gradebook) -> tuple[Pair, ...]:
    """Return the near-copies, the nearest first."""
    students = {student.name: student for student in gradebook.students}
    return tuple(_pair(one, students) for one in gradebook.likenesses[:_MOST])


def _pair(likeness: Likeness, students: dict[str, StudentGrade]) -> Pair:
    second: Side = ()
    if likeness.kind == "student":
        text = _text(students.get(likeness.second))
        second = tuple(_side(text, (run.second for run in likeness.runs)))
    text = _text(students.get(likeness.first))
    return Pair(
        kind=likeness.kind,
        title=line(likeness.first),
        other=other(likeness),
        share=share(likeness.share),
        words=likeness.longest,
        first=tuple(_side(text, (run.first for run in likeness.runs))),
        second=second,
    )


def _text(student: StudentGrade | None) -> str:
    """Return the text of the counted work, without personal data."""
    attempt = student.attempt if student else None
    return joined(map(hide, attempt.reports)) if attempt else ""


def _side(text: str, runs: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    done = 0
    for run in sorted(runs, key=lambda span: (span.start, span.end)):
        start, end = max(done, run.start), min(run.end, _ROOM)
        if start < end:
            yield clean(text[done:start]), False
            yield clean(text[start:end]), True
            done = end
    yield clean(text[done:_ROOM]) + ("…" if len(text) > _ROOM else ""), False
