"""The form of assignment and override files, as pydantic models (see ``ruleset.models``)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from govpost_lint.ruleset.models import Platform
from govpost_lint.ruleset.pattern_models import Pattern, Strict


class SourceForm(Strict):
    """The given text: here, or in a file beside the assignment."""

    text: str = ""
    file: str = ""


class PartForm(Strict):
    """One part that a work must have; ``points`` is its share of ``rubric.parts``."""

    patterns: list[Pattern] = Field(min_length=1)
    points: float = Field(1, gt=0, le=100)


class LimitsForm(Strict):
    """Bounds of a work."""

    min_words: int = Field(20, ge=1, le=10_000)
    max_words: int | None = Field(None, ge=1, le=100_000)
    copying: float | None = Field(None, ge=0, le=1)
    min_posts: int = Field(4, ge=1, le=1000)
    max_posts: int | None = Field(None, ge=1, le=10_000)


class AccountForm(Strict):
    """The page that a month's history is of: its days, its clock, what is its own."""

    since: str = ""
    until: str = ""
    timezone: str = "Europe/Moscow"
    own_ids: list[str] = Field(default_factory=list)
    places: list[str] = Field(default_factory=list)
    contacts: list[str] = Field(default_factory=list)


class RuleWeightForm(Strict):
    """A single rule as a line of the rubric."""

    weight: float = Field(gt=0, le=100)
    each: float | None = Field(None, gt=0, le=100)


class RubricForm(Strict):
    """Weights; they sum to 100."""

    criteria: dict[str, float] = Field(default_factory=dict)
    rules: dict[str, float | RuleWeightForm] = Field(default_factory=dict)
    parts: float = Field(0, ge=0, le=100)


class AttemptsForm(Strict):
    """How many attempts are looked at, and which of them counts."""

    most: int | None = Field(None, ge=1, le=100)
    take: Literal["best", "last"] = "best"


class LateForm(Strict):
    """Points for each day begun after the deadline, and the most of them."""

    per_day: float = Field(gt=0, le=100)
    most: float = Field(100, gt=0, le=100)


class AssignmentForm(Strict):
    """One assignment."""

    title: str = Field(min_length=3)
    task: str = Field(min_length=3)
    kind: Literal["rewrite", "reply", "emergency", "interactive", "history"]
    platform: Platform | None = None
    source: SourceForm | None = None
    facts: str = ""
    required: dict[str, PartForm] = Field(default_factory=dict)
    limits: LimitsForm = LimitsForm()
    account: AccountForm | None = None
    rubric: RubricForm
    pass_mark: float = Field(60, ge=0, le=100)
    scale: Literal[100, 5, "pass"] = 100
    marks: dict[str, float] = Field(default_factory=dict)
    deadline: str = ""
    attempts: AttemptsForm = AttemptsForm()
    late: LateForm | None = None
    profile: str = "course"
    rules: list[str] = Field(default_factory=list)


class OverrideForm(Strict):
    """One decision of the trainer."""

    student: str = Field(min_length=1)
    criterion: str = Field(min_length=1)
    points: float = Field(ge=0, le=100)
    reason: str = Field(min_length=3)


class OverridesForm(Strict):
    """The override file."""

    overrides: list[OverrideForm]
