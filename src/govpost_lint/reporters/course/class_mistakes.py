"""Mistakes of a class with examples of nobody in particular."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govpost_lint.course.gradebook import Gradebook, StudentGrade
from govpost_lint.facts.report import AccountFinding
from govpost_lint.model import Finding, Report
from govpost_lint.reporters import is_whole, sentence_at
from govpost_lint.reporters.course import clean, line
from govpost_lint.reporters.privacy import hide, mask
from govpost_lint.text.sentences import sentence_spans

_MISTAKES = 12
"""Mistakes that the report tells."""

_LONGEST = 300
"""Characters of a sentence that may stand as an example."""

_FIT = 90
"""The length of example that shows a mistake best."""

_NAME_PART = re.compile(r"[^\W\d_]{3,}")
_ENDING = 2
"""Letters of a name that its cases change."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of nobody in particular: before, the mistake, after; and better wording."""

    before: str
    marked: str
    after: str
    better: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A rule, how many students broke it, the share of those graded, why it matters.

    ``said``: of a rule about accounts, what it says in one of the works. ``costs``: whether the
    rubric counts it.
    """

    rule: str
    title: str
    why: str
    students: int
    share: float
    example: Example | None
    said: str = ""
    costs: bool = True


def mistakes(
    gradebook: Gradebook, graded: Sequence[StudentGrade], students: Mapping[str, int]
) -> Iterator[Mistake]:
    """Yield the commonest mistakes, those that the rubric counts first.

    Args:
        gradebook: of the class; graded: who has a work with findings.
        students: rule → how many broke it.
    """
    rubric = _counted(gradebook)
    commonest = sorted(students, key=lambda rule: (rule not in rubric, -students[rule], rule))
    shown = commonest[:_MISTAKES]
    attempts = [one.attempt for one in graded if one.attempt is not None]
    reports = [hide(report) for attempt in attempts for report in attempt.reports]
    of_account = [
        one for attempt in attempts if attempt.account for one in attempt.account.findings
    ]
    found: list[Finding | AccountFinding] = [f for report in reports for f in report.findings]
    first = {one.rule: one for one in reversed([*found, *of_account])}
    said = {one.rule: one.message for one in reversed(of_account)}
    names = _names(gradebook)
    examples = _examples(reports, shown, names)
    for rule in shown:
        yield Mistake(
            rule=rule,
            title=line(first[rule].title),
            why=line(first[rule].why),
            students=students[rule],
            share=students[rule] / len(graded),
            example=min(examples[rule], key=_rank, default=None),
            said=_anonymous(line(said.get(rule, "")), names),
            costs=rule in rubric,
        )


def _counted(gradebook: Gradebook) -> set[str]:
    """Return the rules that the rubric counts, by themselves or in a criterion."""
    columns = {column.id for column in gradebook.columns}
    rules = gradebook.assignment.ruleset.rules
    return {rule.id for rule in rules if rule.id in columns or rule.criterion in columns}


def _examples(
    reports: Iterable[Report], rules: Iterable[str], names: re.Pattern[str] | None
) -> dict[str, list[Example]]:
    """Return the sentences in which each of the rules is broken."""
    examples: dict[str, list[Example]] = {rule: [] for rule in rules}
    for report in reports:
        spans = sentence_spans(report.document.text, report.document.body_start)
        for finding in report.findings:
            if finding.rule in examples:
                example = _example(report, finding, spans, names)
                examples[finding.rule] += [example] if example else []
    return examples


def _rank(example: Example) -> tuple[bool, int, str]:
    text = example.before + example.marked + example.after
    return not example.better, abs(len(text) - _FIT), text


def _example(
    report: Report,
    finding: Finding,
    spans: Sequence[tuple[int, int]],
    names: re.Pattern[str] | None,
) -> Example | None:
    if is_whole(finding):
        return None
    text, place = report.document.text, finding.span
    sentence = sentence_at(spans, place.start)
    if sentence is None or place.end > sentence.end or sentence.end - sentence.start > _LONGEST:
        return None
    better = finding.suggestions[0] if finding.suggestions else ""
    pieces = (
        text[sentence.start : place.start],
        text[place.start : place.end],
        text[place.end : sentence.end],
    )
    before, marked, after = (_anonymous(clean(piece), names) for piece in pieces)
    return Example(before, marked, after, _anonymous(line(better), names))


def _names(gradebook: Gradebook) -> re.Pattern[str] | None:
    """Return what finds the names of the students, in any case."""
    stems = {
        part[: max(3, len(part) - _ENDING)]
        for student in gradebook.students
        for part in _NAME_PART.findall(student.name)
    }
    if not stems:
        return None
    listed = "|".join(re.escape(stem) for stem in sorted(stems, key=lambda s: (-len(s), s)))
    return re.compile(rf"\b(?:{listed})\w{{0,4}}\b")


def _anonymous(text: str, names: re.Pattern[str] | None) -> str:
    """Return the text without the names of students, however they are inflected."""
    return names.sub(lambda found: mask(found.group()), text) if names else text
