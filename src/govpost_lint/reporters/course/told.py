"""What a student is told, as plain records: the same for a page, a Word file and Markdown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Points for a line of the rubric.

    Attributes:
        title: of the criterion, rule or part. earned, weight: points and the most of them.
        reason: why points are missing; decision: the trainer's reason, where he set the points.
    """

    title: str
    earned: float
    weight: float
    reason: str
    decision: str


@dataclass(frozen=True, slots=True)
class Place:
    """One finding: its number in the text (0: the whole text), and how the place could read.

    ``quote``: the place; empty where the message quotes it.
    """

    number: int
    quote: str
    message: str
    better: tuple[str, ...]
    rewritten: str

    @property
    def label(self) -> str:
        """«[3] «важный шаг». », for files without links."""
        quote = f"«{self.quote}». " if self.quote else ""
        return f"[{self.number}] {quote}" if self.number else quote


@dataclass(frozen=True, slots=True)
class Lesson:
    """All findings of one rule: why it matters, what it costs of the 100, where it is broken."""

    rule: str
    title: str
    severity: str
    why: str
    basis: str
    cost: float
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do first: what, and by how many points the total rises."""

    title: str
    gain: float
    hint: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text.

    Attributes:
        text: as written, harmless.
        severity: of the gravest finding over it; empty without one.
        part: name of the required part found in it; empty without one.
        numbers: of the findings that end with it.
    """

    text: str
    severity: str
    part: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """One text of the work; title: empty where it is the only one."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """All that one student is told.

    Attributes:
        rows: the rubric; deductions: name, points and reason; decisions: of the trainer on the
            total or a deduction: what, points, why.
        good: what was good; steps: what to do first, best gain first.
        texts: with marks; hidden: further texts not shown.
        lessons: rules that cost points, dearest first; further: those that cost nothing.
        attempts: number, total and whether it counts, where there are several.
        notes: remarks on the work.
        facts: of a month's history, title and value; empty for a text.
    """

    rows: tuple[Row, ...]
    deductions: tuple[tuple[str, float, str], ...]
    decisions: tuple[tuple[str, float, str], ...]
    good: tuple[str, ...]
    steps: tuple[Step, ...]
    texts: tuple[MarkedText, ...]
    hidden: int
    lessons: tuple[Lesson, ...]
    further: tuple[Lesson, ...]
    attempts: tuple[tuple[int, float | None, bool], ...]
    notes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
