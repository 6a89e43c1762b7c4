"""One work → points, each lost one with its reason: a finding, a missing part or a deduction."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from govpost_lint.course.assignment import Assignment
from govpost_lint.course.deductions import Measured, deductions
from govpost_lint.course.earning import UNJUDGED, criterion_item, rule_item
from govpost_lint.course.gradebook import Attempt, Column, Item, Passage
from govpost_lint.course.month import judged, own_texts, repeated
from govpost_lint.course.own_words import (
    all_heaped,
    copied_passages,
    copied_share,
    foreign_reason,
    heaped_reason,
    own_lengths,
    written_words,
)
from govpost_lint.course.prose import (
    Place,
    Prose,
    around,
    only_listed,
    prose_of,
    triples_in,
)
from govpost_lint.course.submissions import Work
from govpost_lint.facts.report import AccountReport
from govpost_lint.model import Document, Report, Span
from govpost_lint.text.analysis import Analysis

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of a work as the program reads them, one after another.

    Attributes:
        reports: findings in each; analyses: their words.
        prose: what each is made of.
        places: of each required part in each.
        posts: own posts of a month's history, without repeats; ``None`` for a text.
    """

    reports: tuple[Report, ...]
    analyses: list[Analysis]
    prose: list[Prose]
    places: list[dict[str, list[Place]]]
    posts: int | None


class Marker:
    """Marks works of one assignment.

    Args:
        assignment: with its rules and required parts.
    """

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self._rules = {rule.id: rule for rule in assignment.ruleset.rules}
        self._task = triples_in([assignment.task])
        self._given = triples_in([assignment.task, assignment.source, assignment.facts])

    def mark(self, work: Work) -> Attempt:
        """Return the points of one work. The same for the same bytes."""
        empty = Attempt(
            number=work.number, name=work.name, submitted=work.submitted,
            late_days=self._late_days(work), reports=(), items=(), deductions=(), total=None,
            words=0, reason=work.reason, notes=work.notes,
        )  # fmt: skip
        account = judged(work.history, self.assignment) if work.history else None
        documents = own_texts(account) if account else work.documents
        if not documents:
            return replace(empty, reason=work.reason or "в заданные дни своих постов нет")
        texts = self._read(documents, account)
        own = sum(one.own for one in texts.prose)
        heaped = heaped_reason(texts.prose)
        attempt = replace(empty, reports=texts.reports, account=account, words=own, reason=heaped)
        refused = foreign_reason(texts.prose) or self._too_short(own) or self._too_few(texts.posts)
        if refused:
            return replace(attempt, reason=_reasons(heaped, refused))
        return self._graded(attempt, texts)

    def _graded(self, attempt: Attempt, texts: _Texts) -> Attempt:
        """Return the attempt with its points."""
        limits, own = self.assignment.limits, attempt.words
        copied = copied_share(texts.analyses, self._given)
        passages = copied_passages(texts.analyses, self._given, copied, limits.copying)
        items = (*self._judged(texts.reports, attempt.account), *self._parts(texts, passages))
        written = written_words(texts.analyses, texts.prose, texts.places, passages)
        measured = Measured(
            earned=round(sum(item.earned for item in items), 2),
            words=sum(one.words for one in texts.prose),
            own=own,
            written=written if 2 * written >= limits.min_words else own,
            posts=texts.posts,
            copied=copied,
            late=attempt.late_days,
        )
        taken = deductions(measured, self.assignment)
        total = round(measured.earned - sum(one.points for one in taken), 1)
        return replace(
            attempt, items=items, deductions=taken, total=max(0.0, total),
            reason=_reasons(attempt.reason, self._unjudged(items)),
            notes=(*attempt.notes, *self._remarks(attempt)),
        )  # fmt: skip

    def _read(self, documents: Sequence[Document], account: AccountReport | None) -> _Texts:
        """Judge and analyse the texts; of a month's posts that say the same only the first counts.

        No permission of a text is heeded: a student must not excuse his own mistakes.
        """
        found = [self.assignment.matcher.find(document) for document in documents]
        analyses = [run.analysis for run, _ in found]
        prose = [prose_of(analysis) for analysis in analyses]
        posts = None
        if account is not None:
            again = repeated(account)
            prose = [all_heaped(text) if one.id in again else text
                     for one, text in zip(documents, prose, strict=True)]  # fmt: skip
            posts = sum(one.kind == "post" and one.id not in again for one in documents)
        lengths = own_lengths(analyses, prose, self._task)
        return _Texts(
            reports=tuple(map(self._report, documents, lengths)),
            analyses=analyses,
            prose=prose,
            places=[
                {name: [(m.start, m.end) for m in matches] for name, matches in parts.items()}
                for _, parts in found
            ],
            posts=posts,
        )

    def _report(self, document: Document, words: int) -> Report:
        """Check a text whose points count for ``words`` words: filling it up must not pay."""
        checker = self.assignment.ruleset.checker
        found = checker.judged(checker.linter.run(document), permissions=False)
        return checker.priced(document, replace(found, words=words))

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

    def _parts(self, texts: _Texts, copied: Sequence[Sequence[Place]]) -> Iterable[Item]:
        """Yield the required parts; each counts once, and only where a sentence says it.

        What stands in the copied passages of a work that copies too much is not said by it: else
        a student would paste the source below his text and have every part of it.
        """
        read = zip(texts.places, texts.prose, strict=True)
        listed = [only_listed(prose, own) for own, prose in read]
        places = [
            {name: [p for p in some if around(p, runs) is None] for name, some in own.items()}
            for own, runs in zip(texts.places, copied, strict=True)
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
            elif any(parts[name] for parts in texts.places):
                yield Item(name, 0.0, "есть только в списанном отрывке: скажите своими словами")
            else:
                yield Item(name, 0.0, "не найдено")

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

    def _remarks(self, attempt: Attempt) -> Iterable[str]:
        if self.assignment.deadline is not None and attempt.submitted is None:
            yield "время сдачи неизвестно, срок не проверен"
        if attempt.late_days:
            yield f"сдано с опозданием, дней: {attempt.late_days}"


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


def _reasons(*said: str) -> str:
    return "; ".join(filter(None, said))
