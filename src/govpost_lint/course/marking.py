"""One work → points, each lost one with its reason: a finding, a missing part or a deduction."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from govpost_lint.course.assignment import Assignment
from govpost_lint.course.earning import UNJUDGED, criterion_item, rule_item
from govpost_lint.course.gradebook import Attempt, Column, Deduction, Item, Passage
from govpost_lint.course.month import judged, own_texts, repeated
from govpost_lint.course.own_words import (
    all_heaped,
    copied_share,
    foreign_reason,
    heaped_reason,
    written_words,
)
from govpost_lint.course.prose import (
    Place,
    Prose,
    copied_runs,
    forms_of,
    only_listed,
    prose_of,
    triples_in,
)
from govpost_lint.course.submissions import Work
from govpost_lint.facts.report import AccountReport
from govpost_lint.model import Report, Span
from govpost_lint.text.analysis import Analysis

_MOST_FOR_LENGTH = 50.0
_DAY = timedelta(days=1)
_FOR_COPYING = 0.4
"""Share of the points that a whole copy loses, beside the parts in it: its officialese has been
judged by the rules, too."""

_PASSAGE = 8
"""Words in a row that were given: a copied passage, not a date or a name."""


class Marker:
    """Marks works of one assignment.

    Args:
        assignment: with its rules and required parts.
    """

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self._rules = {rule.id: rule for rule in assignment.ruleset.rules}
        self._given = triples_in([assignment.task, assignment.source, assignment.facts])

    def mark(self, work: Work) -> Attempt:
        """Return the points of one work. The same for the same bytes."""
        late = self._late_days(work)
        empty = Attempt(
            number=work.number, name=work.name, submitted=work.submitted, late_days=late,
            reports=(), items=(), deductions=(), total=None, words=0, reason=work.reason,
            notes=work.notes,
        )  # fmt: skip
        account = judged(work.history, self.assignment) if work.history else None
        documents = own_texts(account) if account else work.documents
        if not documents:
            return replace(empty, reason=work.reason or "в заданные дни своих постов нет")
        rules = self.assignment.ruleset
        reports = tuple(rules.check(one, permissions=False) for one in documents)
        read = [self.assignment.matcher.find(document) for document in documents]
        analyses = [run.analysis for run, _ in read]
        prose = [prose_of(analysis) for analysis in analyses]
        posts = None
        if account is not None:
            again = repeated(account)
            prose = [all_heaped(text) if one.id in again else text
                     for one, text in zip(documents, prose, strict=True)]  # fmt: skip
            posts = sum(one.kind == "post" and one.id not in again for one in documents)
        places = [
            {name: [(m.start, m.end) for m in matches] for name, matches in parts.items()}
            for _, parts in read
        ]
        copied = copied_share(analyses, self._given)
        passages = self._passages(analyses, copied)
        own = sum(one.own for one in prose)
        written = written_words(analyses, prose, places, passages)
        refused = foreign_reason(prose) or self._too_short(own) or self._too_few(posts)
        reason = "; ".join(filter(None, [heaped_reason(prose), refused]))
        if refused:
            return replace(empty, reports=reports, account=account, words=own, reason=reason)
        items = (*self._judged(reports, account), *self._parts(places, prose, passages))
        reason = "; ".join(filter(None, [reason, self._unjudged(items)]))
        earned = round(sum(item.earned for item in items), 2)
        counted = written if 2 * written >= self.assignment.limits.min_words else own
        deductions = _within(earned, self._deductions(earned, prose, counted, posts, copied, late))
        total = round(earned - sum(one.points for one in deductions), 1)
        return replace(
            empty, reports=reports, account=account, items=items, deductions=deductions,
            total=max(0.0, total), words=own, reason=reason,
            notes=(*work.notes, *self._remarks(work, late)),
        )  # fmt: skip

    def _judged(self, reports: Sequence[Report], account: AccountReport | None) -> Iterable[Item]:
        """Yield the criteria and the single rules of the rubric."""
        assignment = self.assignment
        for name, weight in assignment.criteria.items():
            yield criterion_item(name, weight, [*assignment.rules], reports, account)
        for name, one in assignment.rules.items():
            yield rule_item(self._rules[name], one, reports, account)

    def _unjudged(self, items: Iterable[Item]) -> str:
        """Return which lines could not be judged: a person must say what they are worth."""
        titles = {column.id: column.title for column in columns_of(self.assignment)}
        names = [titles[item.column] for item in items if item.reason == UNJUDGED]
        return f"судить не по чему: {', '.join(names)}" if names else ""

    def _parts(
        self,
        places: Sequence[dict[str, list[Place]]],
        prose: Sequence[Prose],
        copied: Sequence[Sequence[tuple[int, int]]],
    ) -> Iterable[Item]:
        """Yield the required parts; each counts once, and only where a sentence says it.

        What stands in the copied passages of a work that copies too much is not said by it: else
        a student would paste the source below his text and have every part of it.
        """
        found = places
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
        self,
        earned: float,
        prose: Sequence[Prose],
        written: int,
        posts: int | None,
        copied: float,
        late: int,
    ) -> Iterable[Deduction]:
        """Yield what the whole work loses.

        Args:
            earned: points of all lines; prose: of each text; written: words that are the student's.
            posts: of a month's history, without repeats; ``None`` for a text.
            copied: share of word triples that were given; late: days.
        """
        limits, lateness = self.assignment.limits, self.assignment.late
        own = sum(one.own for one in prose)
        words = sum(one.words for one in prose)
        if written < limits.min_words:
            points = earned * (1 - written / limits.min_words)
            reason = f"своих слов {written}, нужно {limits.min_words}: баллы за долю написанного"
            yield Deduction("short", points, reason)
        if posts is not None and posts < limits.min_posts:
            points = earned * (1 - posts / limits.min_posts)
            reason = f"своих постов {posts}, нужно {limits.min_posts}: баллы за долю написанного"
            yield Deduction("few", points, reason)
        if posts is not None and limits.max_posts is not None and posts > limits.max_posts:
            over = 100 * (posts / limits.max_posts - 1)
            reason = f"постов {posts}, можно {limits.max_posts}: балл за лишний процент"
            yield Deduction("many", min(over, _MOST_FOR_LENGTH), reason)
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

    def _too_few(self, posts: int | None) -> str:
        least = self.assignment.limits.min_posts
        few = posts is not None and 2 * posts < least
        return f"слишком мало: своих постов {posts}, нужно {least}" if few else ""

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
