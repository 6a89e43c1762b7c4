"""The records that travel through the program: document, finding, score, report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SEVERITIES = ("advice", "warning", "error")
"""From the mildest to the gravest."""

CONFIDENCES = ("low", "medium", "high")
KINDS = ("post", "reply", "announcement", "emergency", "live", "story")
PLATFORMS = ("vk", "ok", "telegram", "max", "site")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document: code points ``start`` (included) to ``end`` (excluded)."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two stretches share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, video or file of a post.

    Attributes:
        kind: ``image``, ``video`` or ``file``.
        name: as written by the author.
        width, height: pixels; 0 where unknown.
    """

    kind: str
    name: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One draft, post or reply.

    Attributes:
        id: name of the document in reports: the path of a file, the id of a record.
        text: the decoded source text, front matter included, after a byte-order mark;
            every offset of the program counts code points of this string.
        path: the file it came from; empty for standard input and for records of a string.
        kind: one of ``KINDS``.
        platform: one of ``PLATFORMS``, or empty where nobody said.
        reply_to: text of the comment that a reply answers; empty where unknown.
        body_start: where the body begins, after front matter.
        attachments: pictures and videos; ``None`` where the source does not say.
        meta: further keys of the front matter or record (author, account, date …).
        notes: remarks on reading for the user, in Russian («прочитано как CP1251»).
    """

    id: str
    text: str
    path: str = ""
    kind: str = "post"
    platform: str = ""
    reply_to: str = ""
    body_start: int = 0
    attachments: tuple[Attachment, ...] | None = None
    meta: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of ``span`` by ``text``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a finding.

    Attributes:
        edits: replacements that do not overlap.
        safety: ``safe`` where the meaning surely stays, else ``unsafe``.
    """

    edits: tuple[Edit, ...]
    safety: str

    def apply(self, text: str) -> str:
        """Return ``text`` with the edits made, from right to left so that offsets stay true."""
        for edit in sorted(self.edits, key=lambda e: e.span.start, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        return text


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a document departs from the standard.

    Attributes:
        rule, version, criterion, title: the rule that found it.
        severity: one of ``SEVERITIES``; confidence: one of ``CONFIDENCES``.
        message: what to do here; why: why it matters to the reader of the post.
        span: where; empty (0, 0) for a finding about the whole document.
        line, column, end_line, end_column: the same place for people, from 1.
        text: the text of the span.
        suggestions: replacements for the span, best first.
        fix: ``safe``, ``unsafe`` or ``none``.
        points: what it takes from its criterion, 0 or negative, of 100.
        basis: ``norm``, ``practice`` or ``heuristic``.
        suppressed: the reason given for a suppression, else ``None``.
        suppressed_in: where that reason stands: ``text`` or ``config``; empty without one.
        baseline: ``unchanged`` for a known debt, ``new`` beside such; empty without a baseline.
        status: ``stable``, ``preview`` or ``deprecated``.
    """

    rule: str
    version: int
    criterion: str
    title: str
    severity: str
    confidence: str
    message: str
    why: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    suggestions: tuple[str, ...] = ()
    fix: str = "none"
    points: float = 0.0
    basis: str = "heuristic"
    suppressed: str | None = None
    suppressed_in: str = ""
    baseline: str = ""
    status: str = "stable"

    @property
    def settled(self) -> bool:
        """Whether somebody has dealt with it: it is suppressed, or a known debt."""
        return self.suppressed is not None or self.baseline == "unchanged"

    @property
    def counts(self) -> bool:
        """Whether it may fail a run: neither settled nor on trial."""
        return not self.settled and self.status != "preview"

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """One fix for each suggestion; none where the finding has no place in the text."""
        if self.span.start == self.span.end:
            return ()
        safety = self.fix if self.fix != "none" else "unsafe"
        return tuple(Fix((Edit(self.span, text),), safety) for text in self.suggestions)


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """Result of one criterion: ``score`` = 100 − ``lost``, both 0..100.

    ``weight``: the most points that the criterion can take from the total, 0..100.
    """

    score: float
    weight: float
    lost: float

    @property
    def cost(self) -> float:
        """Points that the criterion takes from the total."""
        return self.lost * self.weight / 100


@dataclass(frozen=True, slots=True)
class Score:
    """Result of a document.

    Attributes:
        total: 100 less lost × weight / 100 of each applicable criterion, 0..100; ``None`` for a
            text without words.
        zone: ``red``, ``yellow``, ``green`` or ``top``; empty where there is no total.
        criteria: the applicable criteria in the order of the report.
    """

    total: float | None
    zone: str
    criteria: Mapping[str, CriterionScore]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one document.

    ``private``: where personal data of citizens stands, whatever the findings are that remain.
    """

    document: Document
    words: int
    findings: tuple[Finding, ...]
    score: Score
    private: tuple[Span, ...] = ()
