"""What a whole work loses: too short or too long, heaps of words, copied passages, days late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from govpost_lint.course.assignment import Assignment, Limits
from govpost_lint.course.gradebook import Deduction

DEDUCTIONS = ("short", "few", "salad", "long", "many", "copying", "late")
"""Ids of all deductions; a trainer may decide on each."""

_MOST_FOR_LENGTH = 50.0
_FOR_COPYING = 0.4
"""Share of the points that a whole copy loses, beside the parts in it: its officialese has been
judged by the rules, too."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What of a work decides its deductions.

    Attributes:
        earned: points of all lines of the rubric.
        words: all words; own: without heaps and repeats; written: those that are the student's.
        posts: of a month's history, without repeats; ``None`` for a text.
        copied: share of word triples that were given, 0 … 1.
        late: whole days after the deadline.
    """

    earned: float
    words: int
    own: int
    written: int
    posts: int | None
    copied: float
    late: int


def deductions(work: Measured, assignment: Assignment) -> tuple[Deduction, ...]:
    """Return what the whole work loses: never more than it has earned."""
    limits = assignment.limits
    found = [*_for_length(work, limits), *_for_copying(work, limits)]
    if work.late and assignment.late is not None:
        points = min(assignment.late.per_day * work.late, assignment.late.most)
        found.append(Deduction("late", points, f"дней опоздания: {work.late}"))
    return _within(work.earned, found)


def _for_length(work: Measured, limits: Limits) -> Iterator[Deduction]:
    if work.written < limits.min_words:
        yield _below("short", "своих слов", work.written, limits.min_words, work.earned)
    if work.posts is not None and work.posts < limits.min_posts:
        yield _below("few", "своих постов", work.posts, limits.min_posts, work.earned)
    if work.posts is not None and limits.max_posts is not None and work.posts > limits.max_posts:
        yield _above("many", "постов", work.posts, limits.max_posts)
    if work.words > work.own:
        heaped = work.words - work.own
        reason = f"слов в повторах и наборах без связи {heaped} из {work.words}"
        yield Deduction("salad", 100 * (1 - work.own / work.words), reason)
    if limits.max_words is not None and work.words > limits.max_words:
        yield _above("long", "слов", work.words, limits.max_words)


def _below(name: str, what: str, count: int, least: int, earned: float) -> Deduction:
    reason = f"{what} {count}, нужно {least}: баллы за долю написанного"
    return Deduction(name, earned * (1 - count / least), reason)


def _above(name: str, what: str, count: int, most: int) -> Deduction:
    reason = f"{what} {count}, можно {most}: балл за лишний процент"
    return Deduction(name, min(100 * (count / most - 1), _MOST_FOR_LENGTH), reason)


def _for_copying(work: Measured, limits: Limits) -> Iterator[Deduction]:
    if limits.copying is not None and work.copied > limits.copying:
        above = (work.copied - limits.copying) / (1 - limits.copying)
        whole = f"за целиком списанное — {_FOR_COPYING:.0%} баллов"
        reason = f"списано {work.copied:.0%}, можно {limits.copying:.0%}; {whole}"
        yield Deduction("copying", _FOR_COPYING * work.earned * above, reason)


def _within(earned: float, found: Iterable[Deduction]) -> tuple[Deduction, ...]:
    """Round the deductions, and let them take no more than there is."""
    left, taken = earned, []
    for one in found:
        points = round(min(one.points, left), 2)
        if points > 0:
            taken.append(replace(one, points=points))
            left = round(left - points, 2)
    return tuple(taken)
