"""The form of rule files, lists, profiles and the standard, as pydantic models.

The same models check a file and give the JSON Schema for editors (``rules schema``).
Imported only where rules are compiled: a run with a warm plan cache needs none of it.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from govpost_lint.ruleset.pattern_models import Pattern, Readings, Strict, Texts

Severity = Literal["error", "warning", "advice"]
Confidence = Literal["high", "medium", "low"]
Kind = Literal["post", "reply", "announcement", "emergency", "live", "story"]
Platform = Literal["vk", "ok", "telegram", "max", "site"]
Part = Literal["opening", "ending", "title", "body"]
Inside = Literal["quotes", "links", "hashtags", "mentions", "code"]


class Points(Strict):
    """Points of the criterion's 100 for one finding, and the most a document loses to the rule."""

    each: float = Field(ge=0, le=100)
    cap: float | None = Field(None, ge=0, le=100)


class Where(Strict):
    """Which documents, which part of them."""

    kind: list[Kind] = []
    platform: list[Platform] = []
    part: Part = "body"
    inside: list[Inside] = []
    except_: list[Literal["own-contacts"]] = Field([], alias="except")
    min_words: int = Field(0, ge=0)
    tags: list[str] = []


class Match(Strict):
    """Where does this occur? ``once``: the same words are told at their first place alone."""

    patterns: list[Pattern] = Field(min_length=1)
    unless: list[Pattern] = []
    readings: Readings = "chosen"
    once: bool = False


class Require(Strict):
    """Is at least one present?"""

    any_: list[Pattern] | None = Field(None, alias="any", min_length=1)
    all_: dict[str, list[Pattern]] | None = Field(None, alias="all", min_length=1)
    in_: Part = Field("body", alias="in")
    at_least: int = Field(1, ge=1)
    when: list[Pattern] = []
    unless: list[Pattern] = []


class Band(Strict):
    """Points for a range of values; tried in order."""

    to: float | str | None = None
    below: float | str | None = None
    points: float = Field(le=0, ge=-100)
    severity: Severity | None = None


class Measure(Strict):
    """How much, against thresholds?"""

    each: Literal["post", "paragraph", "sentence", "link", "image"] = "post"
    count: dict[str, list[Pattern]] = {}
    value: str
    bands: list[Band] = Field(min_length=1)
    show: str = ""


Of = Literal["posts", "replies", "comments", "questions", "promises", "lives"]


class HistoryForm(Strict):
    """One number over a window of the account."""

    window: str = "all"
    of: Of
    where: list[str] = []
    match: list[Pattern] = []
    min_count: int = Field(1, ge=0)
    min_days: int = Field(0, ge=0)
    value: str
    bands: list[Band] = Field(min_length=1)
    show: Literal["with", "without", "all"] = "with"


class Event(Strict):
    """Documents of one kind, narrowed by their traits and by patterns."""

    of: Of
    by: Literal["readers", "account"] | None = None
    where: list[str] = []
    match: list[Pattern] = []


class Response(Event):
    """What has to come, or must not come, and where: below the event, or anywhere."""

    same: Literal["thread", "account"] = "thread"


class Follow(Strict):
    """Was event A followed by B in time?"""

    when: Event
    expect: Response | None = None
    forbid: Response | None = None
    within: str
    window: str = "all"
    finds: list[Literal["late", "missing"]] = Field(["late", "missing"], min_length=1)


class Similar(Strict):
    """Near-duplicate of an earlier one?"""

    of: Literal["posts", "replies"]
    where: list[str] = []
    match: list[Pattern] = []
    window: str = "all"
    above: float | str
    at_least: int = Field(2, ge=2)
    min_words: int = Field(3, ge=3)


class Source(Strict):
    """The clause that a rule serves, and on what ground."""

    clause: Texts
    basis: Literal["norm", "practice", "heuristic"]
    note: str = ""
    url: str = ""


class Example(Strict):
    """A text with the findings of this rule marked as ``[[…]]``."""

    bad: str | None = None
    good: str | None = None
    history: list[str] | None = None
    fixed: str | None = None
    points: float | None = None
    findings: int | None = None
    kind: Kind | None = None
    platform: Platform | None = None
    reply_to: str | None = None
    attachments: list[dict[str, int | str]] | None = None
    tags: list[str] = []
    today: str = ""


class RuleFile(Strict):
    """One rule; ``parts``: named parts of its regular expressions, used as ``(?&name)``."""

    id: str
    version: int = Field(ge=1)
    title: str = Field(min_length=3)
    status: Literal["preview", "stable", "deprecated"] = "stable"
    replaces: list[str] = []
    private: bool = False
    severity: Severity
    confidence: Confidence = "high"
    score: Points | None = None
    where: Where = Where()
    params: dict[str, float] = {}
    parts: dict[str, str] = {}
    match: Match | None = None
    require: Require | None = None
    measure: Measure | None = None
    history: HistoryForm | None = None
    follow: Follow | None = None
    similar: Similar | None = None
    suggest: Texts = []
    fix: Literal["safe", "unsafe", "none"] = "none"
    message: str = Field(min_length=3)
    why: str = ""
    source: Source
    examples: list[Example] = Field(min_length=2)


RULE_KINDS = ("match", "require", "measure", "history", "follow", "similar")
ACCOUNT_KINDS = ("history", "follow", "similar")
"""Kinds that judge a whole account, not a document."""


class MappedWord(Strict):
    """Replacement with the case that it demands of what follows."""

    to: Texts
    government: str = "accs"


ListEntry = str | list[str] | MappedWord


class ListFile(Strict):
    """Words of one kind, a map word → replacement, or patterns that several rules share."""

    id: str
    title: str = Field(min_length=3)
    note: str = ""
    checked: str = ""
    own: bool = False
    items: list[str] | dict[str, ListEntry] = []
    patterns: list[Pattern] = []


class DetectorFile(Strict):
    """A named question to a whole document: does it hold one of these?

    ``also``: other detectors any of which is a yes, too, where this one looks at all.
    ``learned``: name of weights learned from marked texts, which answer in place of patterns.
    ``parts``: as in a rule.
    """

    id: str
    title: str
    note: str = ""
    where: Where = Where()
    parts: dict[str, str] = {}
    also: list[str] = []
    learned: str = ""
    any_: list[Pattern] = Field([], alias="any")
    unless: list[Pattern] = []
    at_least: int = Field(1, ge=1)

    @property
    def asks(self) -> list[str]:
        """The tags whose answers this one needs, some of them names of detectors."""
        return [*self.also, *(tag.removeprefix("!") for tag in self.where.tags)]


class CriterionForm(Strict):
    """One criterion of the standard."""

    id: str
    title: str
    asks: str
    weight: float = Field(ge=0)
    per_words: int = Field(0, ge=0)
    least_words: int | None = Field(None, ge=1)
    draft: bool = True
    yields: bool = False
    kinds: list[Kind] = []


class ClauseForm(Strict):
    """One clause: what the standard asks, and where that is written."""

    title: str
    quote: str = ""
    source: str = ""


class ZoneForm(Strict):
    """A zone of the total, from ``from`` points on."""

    id: Literal["red", "yellow", "green", "top"]
    title: str
    from_: float = Field(alias="from")


class StandardFile(Strict):
    """Criteria, zones and clauses."""

    title: str
    criteria: list[CriterionForm] = Field(min_length=1)
    zones: list[ZoneForm] = Field(min_length=1)
    clauses: dict[str, ClauseForm]


class ProfileFile(Strict):
    """Settings for one kind of account; everything not named comes from the parent."""

    id: str
    title: str
    extends: str | None = None
    min_confidence: Confidence | None = None
    weights: dict[str, float] = {}
    params: dict[str, dict[str, float]] = {}
    severity: dict[str, Severity] = {}
    skip: list[str] = []
