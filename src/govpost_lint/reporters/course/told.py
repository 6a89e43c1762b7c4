"""What a student is told, as plain records: the same for a page, a Word file and Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from govpost_lint.reporters import wording
from govpost_lint.reporters.course import points


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

    @property
    def worth(self) -> str:
        """«17,5 из 20»."""
        return f"{points(self.earned)} из {points(self.weight)}"

    @property
    def why(self) -> str:
        """Reason and decision in one cell of a table."""
        decision = f"решение преподавателя: {self.decision}" if self.decision else ""
        return "; ".join(part for part in (self.reason, decision) if part)


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

    @property
    def heading(self) -> str:
        """«Пустой глагол (−2,5 к итогу)»."""
        return f"{self.title} (−{points(self.cost)} к итогу)" if self.cost > 0 else self.title

    @property
    def ground(self) -> str:
        """«Основание: практика, living-language/empty-verb»."""
        return f"Основание: {wording.BASIS.get(self.basis, self.basis)}, {self.rule}"


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
        rows: the rubric.
        changes: what else made the total: deductions, decisions of the trainer, in sentences.
        good: what was good; steps: what to do first, best gain first.
        texts: with marks; hidden: further texts not shown.
        lessons: rules that cost points, dearest first; further: those that cost nothing.
        attempts: «№ 1: 71,5 — учтена» of each, where there are several.
        notes: remarks on the work.
        facts: of a month's history, title and value; empty for a text.
    """

    rows: tuple[Row, ...]
    changes: tuple[str, ...]
    good: tuple[str, ...]
    steps: tuple[Step, ...]
    texts: tuple[MarkedText, ...]
    hidden: int
    lessons: tuple[Lesson, ...]
    further: tuple[Lesson, ...]
    attempts: tuple[str, ...]
    notes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def texts_title(self) -> str:
        """The heading over the texts."""
        return f"{'Ваши тексты' if self.facts else 'Ваш текст'} с пометками"

    @property
    def rest(self) -> str:
        """What to say of further texts; empty where there are none."""
        return f"Ещё текстов: {self.hidden}, они не показаны." if self.hidden else ""

    @property
    def chapters(self) -> tuple[tuple[str, tuple[Lesson, ...]], ...]:
        """Heading and lessons of each list that has any."""
        lists = (
            ("Что исправить и почему это важно", self.lessons),
            ("На будущее: балла не стоило", self.further),
        )
        return tuple((title, lessons) for title, lessons in lists if lessons)
