"""One work → points, each lost one with its reason: a finding, a missing part or a deduction."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from govpost_lint.course.assignment import Assignment
from govpost_lint.course.gradebook import Attempt, Column, Deduction, Item, Passage
from govpost_lint.course.prose import (
    Prose,
    Triple,
    copied_runs,
    forms_of,
    only_listed,
    prose_of,
    triples_in,
    triples_of,
)
from govpost_lint.course.submissions import Work
from govpost_lint.engine.match import Match
from govpost_lint.model import Finding, Report, Span
from govpost_lint.text.analysis import Analysis

_MOST_FOR_LENGTH = 50.0
_DAY = timedelta(days=1)
_FOR_COPYING = 0.4
"""Share of the points that a whole copy loses, beside the parts in it: its officialese has been
judged by the rules, too."""

_PASSAGE = 8
"""Words in a row that were given: a copied passage, not a date or a name."""

_HEAPED = 0.15
"""Above this share of heaped words a person must look at the work."""


class Marker:
    """Marks works of one assignment.

    Args:
        assignment: with its rules and required parts.
    """

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self._given = triples_in([assignment.task, assignment.source, assignment.facts])

    def mark(self, work: Work) -> Attempt:
        """Return the points of one work. The same for the same bytes."""
        late = self._late_days(work)
        empty = Attempt(
            number=work.number, name=work.name, submitted=work.submitted, late_days=late,
            reports=(), items=(), deductions=(), total=None, words=0, reason=work.reason,
            notes=work.notes,
        )  # fmt: skip
        if not work.documents:
            return empty
        rules = self.assignment.ruleset
        reports = tuple(rules.check(one, permissions=False) for one in work.documents)
        read = [self.assignment.matcher.find(document) for document in work.documents]
        analyses = [run.analysis for run, _ in read]
        prose = [prose_of(analysis) for analysis in analyses]
        own = sum(one.own for one in prose)
        foreign = next((one.foreign for one in prose if one.foreign), "")
        refused = foreign or self._too_short(own)
        reason = "; ".join(filter(None, [_heaped(prose), refused]))
        if refused:
            return replace(empty, reports=reports, words=own, reason=reason)
        copied = _copied(analyses, self._given)
        items = (
            *(self._criterion(name, weight, reports) for name, weight in self._criteria()),
            *(self._rule(name, reports) for name in self.assignment.rules),
            *self._parts([parts for _, parts in read], prose, self._passages(analyses, copied)),
        )
        earned = round(sum(item.earned for item in items), 2)
        deductions = _within(earned, self._deductions(earned, prose, copied, late))
        total = round(earned - sum(one.points for one in deductions), 1)
        return replace(
            empty, reports=reports, items=items, deductions=deductions, total=max(0.0, total),
            words=own, reason=reason, notes=(*work.notes, *self._remarks(work, late)),
        )  # fmt: skip

    def _criteria(self) -> Iterable[tuple[str, float]]:
        return self.assignment.criteria.items()

    def _criterion(self, name: str, weight: float, reports: Sequence[Report]) -> Item:
        """Earn the share of the criterion's 100 points that is left, on the mean over the texts."""
        own = self.assignment.rules
        found = [
            [f for f in report.findings if f.criterion == name and f.rule not in own]
            for report in reports
        ]
        lost = [min(100.0, -sum(f.points for f in findings)) for findings in found]
        share = sum(lost) / len(lost) / 100
        costly = [f for findings in found for f in findings if f.points]
        earned = round(weight * (1 - share), 2)
        return Item(name, earned, _because(costly, weight - earned))

    def _rule(self, name: str, reports: Sequence[Report]) -> Item:
        weight = self.assignment.rules[name]
        found = [[f for f in report.findings if f.rule == name] for report in reports]
        lost = [min(weight.weight, weight.each * len(findings)) for findings in found]
        earned = round(weight.weight - sum(lost) / len(lost), 2)
        costly = [f for findings in found for f in findings]
        return Item(name, earned, _because(costly, weight.weight - earned))

    def _parts(
        self,
        found: Sequence[dict[str, list[Match]]],
        prose: Sequence[Prose],
        copied: Sequence[Sequence[tuple[int, int]]],
    ) -> Iterable[Item]:
        """Yield the required parts; each counts once, and only where a sentence says it.

        What stands in the copied passages of a work that copies too much is not said by it: else
        a student would paste the source below his text and have every part of it.
        """
        places = [
            {name: [(m.start, m.end) for m in matches] for name, matches in parts.items()}
            for parts in found
        ]
        listed = [only_listed(text, own) for own, text in zip(places, prose, strict=True)]
        places = [
            {name: [p for p in some if not _inside(p, runs)] for name, some in own.items()}
            for own, runs in zip(places, copied, strict=True)
        ]
        for name, weight in self.assignment.parts.items():
            passages = tuple(
                Passage(number, Span(*own[name][0]))
                for number, own in enumerate(places)
                if own[name] and name not in listed[number]
            )
            if passages:
                yield Item(name, weight, "", passages)
            elif any(name in names for names in listed):
                yield Item(name, 0.0, "слова есть, но в перечне без связи: скажите предложением")
            elif any(parts[name] for parts in found):
                yield Item(name, 0.0, "есть только в списанном отрывке: скажите своими словами")
            else:
                yield Item(name, 0.0, "не найдено")

    def _passages(self, analyses: Sequence[Analysis], copied: float) -> list[list[tuple[int, int]]]:
        """Return the passages of each text that a work should not have copied."""
        most = self.assignment.limits.copying
        if most is None or copied <= most:
            return [[] for _ in analyses]
        return [
            [
                (start, end)
                for start, end, words in copied_runs(forms_of(analysis), self._given)
                if words >= _PASSAGE
            ]
            for analysis in analyses
        ]

    def _deductions(
        self, earned: float, prose: Sequence[Prose], copied: float, late: int
    ) -> Iterable[Deduction]:
        limits, lateness = self.assignment.limits, self.assignment.late
        own = sum(one.own for one in prose)
        words = sum(one.words for one in prose)
        if own < limits.min_words:
            points = earned * (1 - own / limits.min_words)
            reason = f"своих слов {own}, нужно {limits.min_words}: баллы за долю написанного"
            yield Deduction("short", points, reason)
        if words > own:
            reason = f"слов в повторах и наборах без связи {words - own} из {words}"
            yield Deduction("salad", 100 * (1 - own / words), reason)
        if limits.max_words is not None and words > limits.max_words:
            over = 100 * (words / limits.max_words - 1)
            reason = f"слов {words}, можно {limits.max_words}: балл за лишний процент"
            yield Deduction("long", min(over, _MOST_FOR_LENGTH), reason)
        if limits.copying is not None and copied > limits.copying:
            points = _FOR_COPYING * earned * (copied - limits.copying) / (1 - limits.copying)
            whole = f"за целиком списанное — {_FOR_COPYING:.0%} баллов"
            reason = f"списано {copied:.0%}, можно {limits.copying:.0%}; {whole}"
            yield Deduction("copying", points, reason)
        if late and lateness is not None:
            points = min(lateness.per_day * late, lateness.most)
            yield Deduction("late", points, f"дней опоздания: {late}")

    def _too_short(self, own: int) -> str:
        least = self.assignment.limits.min_words
        return f"слишком коротко: своих слов {own}, нужно {least}" if 2 * own < least else ""

    def _late_days(self, work: Work) -> int:
        deadline = self.assignment.deadline
        if deadline is None or work.submitted is None or work.submitted.tzinfo is None:
            return 0
        return max(0, math.ceil((work.submitted - deadline) / _DAY))

    def _remarks(self, work: Work, late: int) -> Iterable[str]:
        if self.assignment.deadline is not None and work.submitted is None:
            yield "время сдачи неизвестно, срок не проверен"
        if late:
            yield f"сдано с опозданием, дней: {late}"


def columns_of(assignment: Assignment) -> tuple[Column, ...]:
    """Return the lines of the rubric in the order of ``Attempt.items``."""
    rules = {rule.id: rule.title for rule in assignment.ruleset.rules}
    criteria = assignment.ruleset.criteria
    return (
        *(
            Column(name, criteria[name].title, "criterion", weight)
            for name, weight in assignment.criteria.items()
        ),
        *(Column(name, rules[name], "rule", one.weight) for name, one in assignment.rules.items()),
        *(Column(name, name, "part", weight) for name, weight in assignment.parts.items()),
    )


def _because(costly: Sequence[Finding], lost: float) -> str:
    return f"замечаний: {len(costly)}" if costly and lost > 0 else ""


def _copied(analyses: Sequence[Analysis], given: frozenset[Triple]) -> float:
    """Return the share of word triples that stand in what was given, 0 … 1."""
    triples = [triple for analysis in analyses for triple in triples_of(forms_of(analysis))]
    return sum(triple in given for triple in triples) / len(triples) if triples else 0.0


def _heaped(prose: Sequence[Prose]) -> str:
    words, heaped = sum(one.words for one in prose), sum(one.heaped for one in prose)
    if heaped <= _HEAPED * words:
        return ""
    return f"набор слов: {heaped} из {words} не складываются в предложения или повторяются"


def _inside(place: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in spans)


def _within(earned: float, deductions: Iterable[Deduction]) -> tuple[Deduction, ...]:
    """Round the deductions, and let them take no more than there is."""
    left, taken = earned, []
    for one in deductions:
        points = round(min(one.points, left), 2)
        if points > 0:
            taken.append(replace(one, points=points))
            left = round(left - points, 2)
    return tuple(taken)
