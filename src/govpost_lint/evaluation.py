"""Measures a rule set on texts that an editor has marked (``rules evaluate``).

A mark is found when a finding of a fitting rule shares at least one word with it, or overlaps it at
all where one of the two holds no word (a pile of emoji, a row of exclamation marks). Findings about
the whole document, advice, preview and suppressed ones do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from govpost_lint.errors import InputError
from govpost_lint.marked_texts import MarkedText
from govpost_lint.model import Finding, Span

if TYPE_CHECKING:
    from govpost_lint.api import Ruleset

FLAGS = ("question", "first_person", "personal", "place")
"""Yes-or-no properties of a text, each judged by the detector of that name."""

_PROMISE = "promise"
"""Label of what is noted, not corrected."""

_WORD = re.compile(r"\w+")
_CONTEXT = 40


@dataclass(slots=True)
class Counts:
    """Hits and misses; ``missed`` and ``false`` quote them in context."""

    found: int = 0
    marked: int = 0
    right: int = 0
    fired: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float | None:
        """Share of marks found, 0..1; ``None`` without marks."""
        return self.found / self.marked if self.marked else None

    @property
    def precision(self) -> float | None:
        """Share of findings that overlap a fitting mark, 0..1; ``None`` without findings."""
        return self.right / self.fired if self.fired else None


@dataclass(slots=True)
class Evaluation:
    """Result of an evaluation.

    Attributes:
        labels, rules, flags: counts by label, rule and yes-or-no property.
        anywhere: marks of any label but promise that any finding meets, and findings that meet any
            mark: editors differ more in the label of a place than in the place.
        levels: level of officialese and living-language score of each text that has both.
        totals: level and total of each text.
        clean_texts, clean_findings: texts without marks (but promises), and the findings of
            severity warning or error in them.
    """

    labels: dict[str, Counts] = field(default_factory=dict)
    rules: dict[str, Counts] = field(default_factory=dict)
    flags: dict[str, Counts] = field(default_factory=dict)
    anywhere: Counts = field(default_factory=Counts)
    levels: list[tuple[int, float]] = field(default_factory=list)
    totals: list[tuple[int, float]] = field(default_factory=list)
    clean_texts: int = 0
    clean_findings: int = 0


def evaluate(
    ruleset: Ruleset, texts: Iterable[MarkedText], labels: Mapping[str, tuple[str, ...]]
) -> Evaluation:
    """Return how well the rules find what the editor marked.

    Args:
        ruleset: the rules.
        texts, labels: read by ``marked_texts``.

    Raises:
        InputError: for a mark whose label is not in ``labels``.
    """
    result = Evaluation(labels={label: Counts() for label in labels})
    for text in texts:
        for mark in text.marks:
            if mark.label not in labels:
                allowed = ", ".join(labels)
                raise InputError(
                    f"{text.document.id}: метки «{mark.label}» нет. Бывает: {allowed}."
                )
        report = ruleset.check(text.document)
        findings = [finding for finding in report.findings if _counts(finding)]
        _count_marks(result, text, findings, labels)
        _count_anywhere(result.anywhere, text, findings)
        _count_flags(result, text, ruleset)
        if all(mark.label == _PROMISE for mark in text.marks):
            result.clean_texts += 1
            result.clean_findings += sum(
                finding.severity != "advice" and finding.status == "stable"
                for finding in report.findings
            )
        level = text.fields.get("level", "")
        if level.isdigit():
            living = report.score.criteria.get("living-language")
            if living is not None:
                result.levels.append((int(level), living.score))
            if report.score.total is not None:
                result.totals.append((int(level), report.score.total))
    return result


def _counts(finding: Finding) -> bool:
    if finding.span.start == finding.span.end or finding.status != "stable":
        return False
    return finding.suppressed is None and (
        finding.severity != "advice" or finding.rule == "promises/promise"
    )


def _count_marks(
    result: Evaluation,
    text: MarkedText,
    findings: list[Finding],
    labels: Mapping[str, tuple[str, ...]],
) -> None:
    source = text.document.text
    for label, rules in labels.items():
        marks = [mark.span for mark in text.marks if mark.label == label]
        fitting = [f for f in findings if _fits(f.rule, rules)]
        _count_meetings(result.labels[label], text, marks, fitting)
    for finding in findings:
        # Once for each rule, however many labels it answers for.
        fitting_labels = {label for label, rules in labels.items() if _fits(finding.rule, rules)}
        if fitting_labels:
            right = any(
                mark.label in fitting_labels and _meet(source, mark.span, finding.span)
                for mark in text.marks
            )
            counts = result.rules.setdefault(finding.rule, Counts())
            _count_finding(counts, finding, right, text)


def _count_anywhere(counts: Counts, text: MarkedText, findings: list[Finding]) -> None:
    marks = [mark.span for mark in text.marks if mark.label != _PROMISE]
    # An advice that counts is a promise found.
    _count_meetings(counts, text, marks, [f for f in findings if f.severity != "advice"])


def _count_meetings(
    counts: Counts, text: MarkedText, marks: list[Span], findings: list[Finding]
) -> None:
    source = text.document.text
    for span in marks:
        counts.marked += 1
        if any(_meet(source, span, finding.span) for finding in findings):
            counts.found += 1
        else:
            counts.missed.append(_quote(text, span))
    for finding in findings:
        right = any(_meet(source, span, finding.span) for span in marks)
        _count_finding(counts, finding, right, text)


def _fits(rule: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(rule, pattern) for pattern in patterns)


def _count_finding(counts: Counts, finding: Finding, right: bool, text: MarkedText) -> None:
    counts.fired += 1
    counts.right += right
    if not right:
        counts.false.append(f"{finding.rule}: {_quote(text, finding.span)}")


def _count_flags(result: Evaluation, text: MarkedText, ruleset: Ruleset) -> None:
    named = [flag for flag in FLAGS if flag in text.fields]
    traits = ruleset.traits(text.document, named)
    for flag, detected in traits.items():
        counts = result.flags.setdefault(flag, Counts())
        wanted = text.fields[flag] == "yes"
        counts.marked += wanted
        counts.fired += detected
        counts.found += wanted and detected
        counts.right += wanted and detected
        if wanted and not detected:
            counts.missed.append(text.document.id)
        elif detected and not wanted:
            counts.false.append(text.document.id)


def _meet(source: str, one: Span, other: Span) -> bool:
    """Return whether two spans share a word; where either holds none, whether they overlap."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    if start >= end:
        return False
    if all(_WORD.search(source, span.start, span.end) for span in (one, other)):
        return _WORD.search(source, start, end) is not None
    return True


def _quote(text: MarkedText, span: Span) -> str:
    source = text.document.text
    before = source[max(0, span.start - _CONTEXT) : span.start]
    after = source[span.end : span.end + _CONTEXT]
    quoted = f"{before}[[{source[span.start : span.end]}]]{after}".replace("\n", " ")
    return f"{text.document.id}: …{quoted}…"


def spearman(pairs: list[tuple[int, float]]) -> float | None:
    """Return Spearman's rank correlation (ties share their mean rank); ``None`` below 3 pairs."""
    if len(pairs) < 3:
        return None
    xs, ys = _ranks([pair[0] for pair in pairs]), _ranks([pair[1] for pair in pairs])
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    covariance = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    spread = (sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys)) ** 0.5
    return covariance / spread if spread else None


def _ranks(values: list[int] | list[float]) -> list[float]:
    order = sorted(values)
    first: dict[float, int] = {}
    for rank, value in enumerate(order):
        first.setdefault(value, rank)
    return [first[value] + (order.count(value) - 1) / 2 for value in values]


def separation(low: list[float], high: list[float]) -> float | None:
    """Return the AUC: how often a value of ``high`` exceeds one of ``low``, ties half."""
    if not low or not high:
        return None
    wins = sum((b > a) + 0.5 * (a == b) for a in low for b in high)
    return wins / (len(low) * len(high))
