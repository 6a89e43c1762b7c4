"""What a student learns from a grade: marks in the text, reasons, better wording, what is first.

Personal data is hidden before anything else. Nothing here names another student.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govpost_lint.course.gradebook import Attempt, Gradebook, Passage, StudentGrade
from govpost_lint.course.overrides import TOTAL
from govpost_lint.facts.report import AccountFinding, AccountReport
from govpost_lint.model import Finding, Report
from govpost_lint.reporters import GRAVITY, in_order, is_whole, sentence_at, wording
from govpost_lint.reporters.account import fired
from govpost_lint.reporters.course import (
    decided,
    deduction,
    full,
    line,
    month_facts,
    points,
)
from govpost_lint.reporters.course.marks import MOST_TEXTS, marked_texts
from govpost_lint.reporters.course.told import Feedback, Lesson, Place, Row, Step
from govpost_lint.reporters.privacy import hide
from govpost_lint.text.sentences import sentence_spans

_FIRST = 3
"""How many things to do first are named."""

_ROOM = 320
"""Characters of a rewritten sentence."""

_TELLING = 5
"""Characters of a found part from which it speaks for itself."""

_SMALLEST_GAIN = 0.1
_MOST_SAID = 15
"""Findings of one rule about an account told one by one."""


def feedback(gradebook: Gradebook, student: StudentGrade) -> Feedback:
    """Return what to tell one student."""
    attempt = student.attempt
    if attempt is None:
        return Feedback(
            rows=_rows(gradebook, student), changes=tuple(_decisions(gradebook, student)),
            good=(), steps=(), texts=(), hidden=0, lessons=(), further=(),
            attempts=_attempts(student), notes=_last_notes(student),
        )  # fmt: skip
    reports = [hide(report) for report in attempt.reports]
    numbers = _numbers(reports)
    lessons = _lessons(gradebook, attempt, student, reports, numbers)
    return Feedback(
        rows=_rows(gradebook, student),
        changes=(*_deductions(student), *_decisions(gradebook, student)),
        good=tuple(_good(gradebook, student, attempt, reports)),
        steps=_steps(gradebook, student, attempt, lessons),
        texts=tuple(marked_texts(gradebook, attempt, reports, numbers)),
        hidden=max(0, len(reports) - MOST_TEXTS),
        lessons=tuple(one for one in lessons if one.cost > 0),
        further=tuple(one for one in lessons if one.cost <= 0),
        attempts=_attempts(student),
        notes=tuple(line(note) for note in (attempt.reason, *attempt.notes) if note),
        facts=tuple(month_facts.told(attempt.account)) if attempt.account else (),
    )


def _rows(gradebook: Gradebook, student: StudentGrade) -> tuple[Row, ...]:
    decisions = {one.column: one.reason for one in student.overrides}
    attempt = student.attempt
    rows = []
    for column in gradebook.columns:
        if column.id not in student.points:
            continue
        item = attempt.item(column.id) if attempt else None
        earned = student.points[column.id]
        decision = line(decisions.get(column.id, ""))
        reason = line(item.reason) if item and not full(column, earned) else ""
        rows.append(Row(line(column.title), earned, column.weight, reason, decision))
    return tuple(rows)


def _deductions(student: StudentGrade) -> Iterator[str]:
    for one in student.deductions:
        yield f"Снято {points(one.points)}: {deduction(one.id)} ({line(one.reason)})"


def _decisions(gradebook: Gradebook, student: StudentGrade) -> Iterator[str]:
    """Yield the decisions on the total and on deductions; those on a column stand in its row."""
    columns = {column.id for column in gradebook.columns}
    for one in student.overrides:
        if one.column not in columns or one.column == TOTAL:
            what = line(decided(gradebook, one.column))
            yield f"Решение преподавателя, {what}: {points(one.points)}. {line(one.reason)}"


def _attempts(student: StudentGrade) -> tuple[str, ...]:
    if len(student.attempts) < 2:
        return ()
    return tuple(
        f"№ {one.number}: {'без оценки' if one.total is None else wording.decimal(one.total)}"
        + (" — учтена" if one.number == student.taken else "")
        for one in student.attempts
    )


def _last_notes(student: StudentGrade) -> tuple[str, ...]:
    """Return the remarks on the last work handed in, where none could be graded."""
    if not student.attempts:
        return ()
    last = student.attempts[-1]
    return tuple(line(note) for note in (last.reason, *last.notes) if note)


# What was good


def _good(
    gradebook: Gradebook, student: StudentGrade, attempt: Attempt, reports: Sequence[Report]
) -> Iterator[str]:
    for column in gradebook.columns:
        earned = student.points.get(column.id, 0.0)
        item = attempt.item(column.id)
        if column.kind == "part":
            if item and item.found and earned >= item.earned:
                yield f"{line(column.title)}: есть — «{_quote(reports, item.found[0])}»"
        elif full(column, earned):
            name = "все баллы" if column.kind == "criterion" else "правило не нарушено"
            yield f"{line(column.title)}: {name}"
    totals = [one.total for one in student.attempts if one.total is not None]
    if len(totals) > 1 and attempt.total is not None and attempt.total - totals[0] >= 1:
        yield f"Работа № {attempt.number} лучше первой на {round(attempt.total - totals[0])} б."


def _quote(reports: Sequence[Report], place: Passage) -> str:
    """Return what was found; a word or two are shown in their sentence."""
    document, span = reports[place.document].document, place.span
    if span.end - span.start < _TELLING:
        for start, end in sentence_spans(document.text, document.body_start):
            if start <= span.start and span.end <= end <= start + _ROOM:
                return _cut(line(document.text[start:end]), 120)
    return _cut(line(document.text[span.start : span.end]), 120)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1].rsplit(" ", 1)[0] + "…"


# What to do first


def _steps(
    gradebook: Gradebook, student: StudentGrade, attempt: Attempt, lessons: Sequence[Lesson]
) -> tuple[Step, ...]:
    steps = []
    for column in gradebook.columns:
        lost = column.weight - student.points.get(column.id, column.weight)
        item = attempt.item(column.id)
        if column.kind == "part" and lost > 0 and not (item and item.found):
            steps.append(Step(f"Добавьте: {line(column.title)}", lost, ""))
    for lesson in lessons:
        hint = next((place.message for place in lesson.places), "")
        steps.append(Step(lesson.title, lesson.cost, hint))
    for one in student.deductions:
        if one.id != "late":  # what is past cannot be mended
            steps.append(
                Step(deduction(one.id).capitalize(), one.points, _opened(line(one.reason)))
            )
    worth = [step for step in steps if step.gain >= _SMALLEST_GAIN]
    return tuple(sorted(worth, key=lambda step: (-round(step.gain, 2), step.title))[:_FIRST])


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


# Marks and lessons


def _numbers(reports: Sequence[Report]) -> dict[tuple[int, int], int]:
    """Return a number for each finding with a place, by number of the text and identity."""
    numbers: dict[tuple[int, int], int] = {}
    for text, report in enumerate(reports):
        for finding in in_order(report):
            if not is_whole(finding):
                numbers[text, id(finding)] = len(numbers) + 1
    return numbers


def _lessons(
    gradebook: Gradebook,
    attempt: Attempt,
    student: StudentGrade,
    reports: Sequence[Report],
    numbers: dict[tuple[int, int], int],
) -> list[Lesson]:
    costs = _costs(gradebook, attempt, student)
    found = _in_texts(reports, numbers)
    if attempt.account is not None:
        for group in fired(attempt.account.findings):
            found[group.first.rule] = group.first, _of_account(attempt.account, group.first.rule)
    lessons = [
        Lesson(
            rule=rule,
            title=line(gravest.title),
            severity=gravest.severity,
            why=line(gravest.why),
            basis=gravest.basis,
            cost=costs.get(rule, 0.0),
            places=tuple(places),
        )
        for rule, (gravest, places) in found.items()
    ]
    return sorted(lessons, key=lambda one: (-round(one.cost, 2), -GRAVITY[one.severity], one.rule))


def _in_texts(
    reports: Sequence[Report], numbers: dict[tuple[int, int], int]
) -> dict[str, tuple[Finding | AccountFinding, list[Place]]]:
    """Return for each rule its first finding of the gravest severity, and all its places."""
    found: dict[str, tuple[Finding | AccountFinding, list[Place]]] = {}
    for text, report in enumerate(reports):
        source = report.document.text
        spans = sentence_spans(source, report.document.body_start)
        for finding in in_order(report):
            gravest, places = found.setdefault(finding.rule, (finding, []))
            number = numbers.get((text, id(finding)), 0)
            places.append(_place(finding, number, source, spans))
            if GRAVITY[finding.severity] > GRAVITY[gravest.severity]:
                found[finding.rule] = finding, places
    return found


def _costs(gradebook: Gradebook, attempt: Attempt, student: StudentGrade) -> dict[str, float]:
    """Return what each rule took of the 100: the lost points of a column, shared out to the rules
    in it as their findings took points of the criterion."""
    costs: dict[str, float] = {}
    for column in gradebook.columns:
        lost = column.weight - student.points.get(column.id, column.weight)
        if column.kind == "part" or lost <= 0:
            continue
        taken = attempt.taken(column)
        if column.kind == "rule":
            taken = {column.id: 1.0} if attempt.item(column.id) else {}
        whole = sum(taken.values())
        for rule, part in taken.items():
            costs[rule] = costs.get(rule, 0.0) + lost * part / whole
    return costs


def _of_account(account: AccountReport, rule: str) -> list[Place]:
    """Return what a rule says of the account; of very many findings the first ones."""
    found = [one for one in account.findings if one.rule == rule and one.suppressed is None]
    told = [month_facts.said(account, one) for one in found[:_MOST_SAID]]
    if len(found) > len(told):
        told.append(f"И ещё таких: {len(found) - len(told)}.")
    return [Place(0, "", message, (), "") for message in told]


def _place(finding: Finding, number: int, source: str, spans: Sequence[tuple[int, int]]) -> Place:
    better = tuple(dict.fromkeys(line(text) for text in finding.suggestions))
    message, quote = line(finding.message), line(finding.text)
    return Place(
        number=number,
        quote="" if quote in message else _cut(quote, 160),
        message=message,
        better=better,
        rewritten=_rewritten(finding, source, spans),
    )


def _rewritten(finding: Finding, source: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the sentence as it reads with the first suggestion; empty without one."""
    if not finding.fixes:
        return ""
    place = finding.span
    sentence = sentence_at(spans, place.start)
    if sentence is None or not place.start < place.end <= sentence.end:
        return ""
    before, after = source[sentence.start : place.start], source[place.end : sentence.end]
    rewritten = before + finding.suggestions[0] + after
    return line(rewritten) if len(rewritten) <= _ROOM else ""
