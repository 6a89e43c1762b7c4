"""The gradebook as JSON, schema ``govpost-lint/gradebook/1``: a student a line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TextIO

from govpost_lint.course.gradebook import Attempt, Gradebook, Item, Likeness, Override, StudentGrade
from govpost_lint.facts.report import AccountReport
from govpost_lint.model import Finding, Report
from govpost_lint.reporters import in_order, rounded
from govpost_lint.reporters.account import STATUS
from govpost_lint.reporters.json_parts import dumped, local_time, write_records
from govpost_lint.reporters.privacy import hide

SCHEMA = "govpost-lint/gradebook/1"


def write(gradebook: Gradebook, stream: TextIO) -> None:
    """Write the whole gradebook; keys and their order are the contract."""
    assignment = gradebook.assignment
    head = {
        "schema": SCHEMA,
        "fingerprint": {"short": gradebook.fingerprint.short, **asdict(gradebook.fingerprint)},
        "assignment": {
            "title": assignment.title,
            "kind": assignment.kind,
            "scale": assignment.scale,
            "pass_mark": assignment.pass_mark,
            "deadline": assignment.deadline.isoformat() if assignment.deadline else None,
            "profile": assignment.profile,
        },
        "columns": [asdict(column) for column in gradebook.columns],
    }
    stream.write(dumped(head)[:-1] + ', "students": ')
    write_records(map(_student, gradebook.students), stream)
    stream.write(',\n"likenesses": ')
    write_records(map(_likeness, gradebook.likenesses), stream)
    stream.write("}\n")


def _student(student: StudentGrade) -> dict[str, Any]:
    return {
        "name": student.name,
        "id": student.id,
        "email": student.email,
        "status": student.status,
        "reason": student.reason,
        "total": rounded(student.total),
        "mark": student.mark,
        "taken": student.taken,
        "points": {name: rounded(value) for name, value in student.points.items()},
        "overrides": [_override(one) for one in student.overrides],
        "unapplied": [_override(one) for one in student.unapplied],
        "notes": list(student.notes),
        "attempts": [_attempt(attempt) for attempt in student.attempts],
    }


def _override(one: Override) -> dict[str, Any]:
    return {"column": one.column, "points": rounded(one.points), "reason": one.reason}


def _attempt(attempt: Attempt) -> dict[str, Any]:
    reports = [hide(report) for report in attempt.reports]
    return {
        "number": attempt.number,
        "name": attempt.name,
        "submitted": attempt.submitted.isoformat() if attempt.submitted else None,
        "late_days": attempt.late_days,
        "total": rounded(attempt.total),
        "words": attempt.words,
        "reason": attempt.reason,
        "notes": list(attempt.notes),
        "items": [_item(item, reports) for item in attempt.items],
        "deductions": [
            {"id": one.id, "points": rounded(one.points), "reason": one.reason}
            for one in attempt.deductions
        ],
        "findings": [
            _finding(number, finding)
            for number, report in enumerate(reports)
            for finding in in_order(report)
        ],
        "account": None if attempt.account is None else _account(attempt.account),
    }


def _account(account: AccountReport) -> dict[str, Any]:
    """Return a month's history; the promises are counted, as their words may name a citizen."""
    zone = account.period.zone
    facts = account.facts.as_json(zone)
    states = [one.status for one in account.facts.promises]
    facts["promises"] = {name: states.count(name) for name in STATUS}
    return {
        "timezone": zone.key,
        "since": local_time(account.period.since, zone),
        "as_of": local_time(account.period.as_of, zone),
        "score": rounded(account.score.total),
        "criteria": {name: rounded(one.score) for name, one in account.score.criteria.items()},
        "facts": facts,
        "findings": [
            {
                "rule": one.rule,
                "version": one.version,
                "severity": one.severity,
                "message": one.message,
                "points": rounded(one.points),
                "documents": list(one.documents),
            }
            for one in account.findings
        ],
        "documents": [
            {"id": one.id, "kind": one.kind, "date": local_time(one.moment, zone)}
            for one in account.documents
            if not one.repost
        ],
    }


def _item(item: Item, reports: list[Report]) -> dict[str, Any]:
    return {
        "column": item.column,
        "earned": rounded(item.earned),
        "reason": item.reason,
        "found": [
            {
                "document": place.document,
                "start": place.span.start,
                "end": place.span.end,
                "text": reports[place.document].document.text[place.span.start : place.span.end],
            }
            for place in item.found
        ],
    }


def _finding(document: int, finding: Finding) -> dict[str, Any]:
    return {
        "document": document,
        "rule": finding.rule,
        "version": finding.version,
        "severity": finding.severity,
        "message": finding.message,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "suggestions": list(finding.suggestions),
        "points": rounded(finding.points),
    }


def _likeness(likeness: Likeness) -> dict[str, Any]:
    return {
        "kind": likeness.kind,
        "first": likeness.first,
        "second": likeness.second,
        "share": round(likeness.share, 4),
        "runs": [
            {
                "first": [run.first.start, run.first.end],
                "second": [run.second.start, run.second.end],
                "words": run.words,
            }
            for run in likeness.runs
        ],
    }
