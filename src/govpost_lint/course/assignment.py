"""The assignment: what a student must do, and what each part of it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govpost_lint.api import Ruleset
    from govpost_lint.course.parts import PartMatcher

HISTORY = "history"
KINDS = {
    "rewrite": ("post",),
    "reply": ("reply",),
    "emergency": ("emergency",),
    "interactive": ("post",),
    HISTORY: ("post", "reply"),
}
"""Kinds of the documents that an assignment of each kind asks for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a work.

    Attributes:
        min_words: a shorter text earns points in proportion to its length; under half it is
            not graded.
        max_words: a longer one loses a point a percent above; ``None``: no bound.
        copying: share of the work's word triples that may stand in the task or its source, 0 … 1;
            ``None``: no bound.
        min_posts, max_posts: of a month's history, in the same way as of words.
    """

    min_words: int
    max_words: int | None
    copying: float | None
    min_posts: int = 1
    max_posts: int | None = None


@dataclass(frozen=True, slots=True)
class RuleWeight:
    """A rule as a line of the rubric: each finding takes ``each`` of its ``weight`` points."""

    weight: float
    each: float


@dataclass(frozen=True, slots=True)
class Late:
    """Points for each day begun after the deadline, and the most of them."""

    per_day: float
    most: float


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment, checked.

    Attributes:
        path: the file; digest: SHA-256 of everything in it and in its source.
        title, task: for people; kind: one of ``KINDS``; platform: of the post, or empty.
        source: the given text (press release, complaint), or empty; facts: likewise.
        parts: points of each required part, by name, in order.
        criteria, rules: weights by id, in order. Those and the parts sum to 100.
        pass_mark: the least total that passes.
        scale: ``100``, ``5`` or ``pass``; marks: the least total of «5» and «4» in the scale 5.
        deadline: with its zone; ``None`` without one. late: ``None``: late work loses nothing.
        most_attempts: further ones are not looked at; ``None``: all are. take: best or last.
        since, until: first and last day of a month's history; ``None``: of its first and last
            record.
        profile: of the rules. ruleset, matcher: rules and required parts, ready to use.
    """

    path: str
    digest: str
    title: str
    task: str
    kind: str
    platform: str
    source: str
    facts: str
    parts: Mapping[str, float]
    limits: Limits
    criteria: Mapping[str, float]
    rules: Mapping[str, RuleWeight]
    pass_mark: float
    scale: str
    marks: Mapping[str, float]
    deadline: datetime | None
    late: Late | None
    most_attempts: int | None
    take: str
    since: date | None
    until: date | None
    profile: str
    ruleset: Ruleset = field(repr=False, compare=False)
    matcher: PartMatcher = field(repr=False, compare=False)

    @property
    def zone(self) -> tzinfo | None:
        """Time zone of the deadline; ``None`` without one."""
        return self.deadline.tzinfo if self.deadline else None

    @property
    def document_kinds(self) -> tuple[str, ...]:
        """Kinds of the texts that students hand in, whatever they call them."""
        return KINDS[self.kind]

    @property
    def of_account(self) -> bool:
        """Whether a work is the history of an account, not a text."""
        return self.kind == HISTORY

    def mark(self, total: float) -> str:
        """Return ``total`` (0 … 100) in the scale of the assignment."""
        passed = total >= self.pass_mark
        if self.scale == "pass":
            return "зачёт" if passed else "незачёт"
        if self.scale == "100":
            return f"{total:.1f}".rstrip("0").rstrip(".").replace(".", ",")
        if not passed:
            return "2"
        return next((mark for mark in ("5", "4") if total >= self.marks[mark]), "3")
