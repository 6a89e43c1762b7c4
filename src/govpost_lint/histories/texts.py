"""The map: one text → its row. Depends on the text, the minutes of publication and the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govpost_lint.checking import Checker
from govpost_lint.engine.linter import Linter
from govpost_lint.engine.run import DocumentRun
from govpost_lint.facts.computing import PRIVATE
from govpost_lint.facts.deeds import deeds_of
from govpost_lint.facts.duplicates import triples
from govpost_lint.facts.promises import PROMISE_RULES, deadlines_of
from govpost_lint.facts.rows import COMPLAINT, FindingRow, Row, mark
from govpost_lint.facts.topics import TopicIndex
from govpost_lint.histories.tasks import Task, clock_time
from govpost_lint.model import Document, Report
from govpost_lint.ruleset.plan import Plan, events_of
from govpost_lint.ruleset.vocabulary import FOUND, TOPIC
from govpost_lint.text.analysis import Analysis, analyze
from govpost_lint.text.reading import Reading
from govpost_lint.text.tokenizer import WORD_TYPES

_ASKED = {"post": {"question", "personal", "first_person"}, "comment": {COMPLAINT}}
"""Detectors that facts need of each kind of text; rules may ask for more."""

_ROLES = {"posts": "post", "replies": "reply", "comments": "comment", "questions": "comment"}


class Mapper:
    """Maps texts under one plan; keeps the caches of the linter.

    Args:
        checker: plan and configuration.
    """

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._readers = Linter(checker.plan.readers)
        self._detectors: dict[str, set[str]] = {"reply": set()}
        self._marks: dict[str, list[tuple[int, str, str]]] = {}
        self._detectors.update({role: set(names) for role, names in _ASKED.items()})
        for plan in (checker.plan, checker.plan.readers):
            self._ask(plan, of_readers=plan is not checker.plan)
        self._topics = TopicIndex(checker.plan.lists, checker.plan.set_phrases)

    def row(self, task: Task) -> Row:
        """Return the row of a text."""
        if task.role == "repost":
            return self._of_repost(task.text)
        document = Document(
            id="", text=task.text, kind=task.role, platform=task.platform,
            reply_to=task.reply_to, attachments=task.attachments if task.role == "post" else None,
        )  # fmt: skip
        if task.role == "comment":
            run = self._readers.run(document)
            topics = self._topics.topics_of(_common_words(run.analysis))
            return Row(traits=self._traits(run) | _named(topics), topics=topics)
        run = self._checker.linter.run(document)
        topics = self._topics.topics_of(_common_words(run.analysis))
        report = self._checker.report(run)
        traits = set(self._traits(run) | _named(topics))
        traits.update(FOUND + f.rule for f in report.findings if f.suppressed is None)
        if report.private:
            traits.add(PRIVATE)
        promised = [(f.span.start, f.span.end) for f in report.findings if f.rule in PROMISE_RULES]
        deeds, clauses = deeds_of(run.analysis, promised)
        return Row(
            words=report.words,
            total=report.score.total,
            lost=tuple((name, c.lost) for name, c in report.score.criteria.items()),
            findings=_findings(report),
            traits=frozenset(traits),
            triples=triples(_words(run.analysis)),
            topics=topics,
            deeds=deeds,
            deadlines={
                minute: deadlines_of(run.analysis, clauses, clock_time(minute))
                for minute in task.minutes
            }
            if deeds.promised
            else {},
        )

    def _of_repost(self, text: str) -> Row:
        """Return what is told of somebody else's text: its topics, and what it repeats."""
        analysis = analyze(text)
        topics = self._topics.topics_of(_common_words(analysis))
        found = triples(_words(analysis))
        return Row(analysis.words, traits=_named(topics), triples=found, topics=topics)

    def _ask(self, plan: Plan, of_readers: bool) -> None:
        """Note which detectors and patterns the rules about accounts need of each kind of text."""
        for number in plan.account_rules:
            rule = plan.rule(number)
            groups = ("when", "response") if "when" in rule.spec else ("",)
            for event, group in zip(events_of(rule.spec), groups, strict=True):
                role = _ROLES.get(event["of"], "")
                if not role or (role == "comment") != of_readers:
                    continue
                wanted = {name for _, some in event["where"] for name in some}
                self._detectors[role] |= wanted & set(plan.detectors)
                if event["match"]:
                    trait = mark(rule.id, group)
                    self._marks.setdefault(role, []).append((number, group, trait))

    def _traits(self, run: DocumentRun) -> frozenset[str]:
        role = run.document.kind
        found = {name for name in self._detectors[role] if run.has_tag(name)}
        found.update(
            trait for number, group, trait in self._marks.get(role, ()) if run.holds(number, group)
        )
        return frozenset(found)


def _common_words(analysis: Analysis) -> list[str]:
    """Return the words but names made of an adjective: «на Школьной» is a street, not a school."""
    opening: set[int] = set()
    found = []
    for index, token in enumerate(analysis.tokens):
        if token.type not in WORD_TYPES or token.mask == "code":
            continue
        if index and token.text.istitle() and _is_adjective(analysis.readings(index)):
            opening = opening or {sentence.first for sentence in analysis.sentences}
            if index not in opening:
                continue
        found.append(token.form)
    return found


def _is_adjective(readings: Sequence[Reading]) -> bool:
    return bool(readings) and readings[0].pos == "adj"


def _words(analysis: Analysis) -> list[str]:
    return [t.form for t in analysis.tokens if t.type in WORD_TYPES and t.mask != "code"]


def _named(topics: Iterable[str]) -> frozenset[str]:
    return frozenset(TOPIC + topic for topic in topics)


def _findings(report: Report) -> tuple[FindingRow, ...]:
    """Return the findings in short; what stands in a line with personal data is not quoted."""
    text = report.document.text
    lines = [
        (text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end) % (len(text) + 1))
        for span in report.private
    ]
    return tuple(
        (
            f.rule, f.span.start, f.span.end, f.severity, f.points,
            f.title + "." if any(f.span.start < end and start < f.span.end
                                 for start, end in lines) else f.message,
            f.suppressed is not None,
        )
        for f in report.findings
    )  # fmt: skip
