"""The JSON report on an account: schema ``govpost-lint/report/1`` with the key ``account``."""

from __future__ import annotations

from functools import cache
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import msgspec

from govpost_lint.facts.report import AccountFinding, AccountReport, JudgedDocument
from govpost_lint.model import SEVERITIES
from govpost_lint.reporters import rounded
from govpost_lint.reporters.account import AccountRun
from govpost_lint.reporters.json_parts import (
    local_time,
    report_head,
    score_data,
    write_lines,
)


def write(report: AccountReport, run: AccountRun, stream: TextIO) -> None:
    """Write the whole report, a document a line; no text of a citizen is in it."""
    stream.write(report_head(run) + ',\n"account": ')
    stream.write(_dumped(_account(report, run)))  # tens of megabytes: not joined with anything
    stream.write(', "documents": ')
    zone = report.period.zone
    write_lines((_dumped(_document(document, zone)) for document in report.documents), stream)
    stream.write(',\n"summary": ' + _dumped(_summary(report)) + "}\n")


def _dumped(value: object) -> str:
    """Return what ``json_parts.dumped`` does, in half the time; objects are dumped as mappings."""
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()


def _account(report: AccountReport, run: AccountRun) -> dict[str, Any]:
    period, zone = report.period, report.period.zone
    return {
        "title": report.history.title,
        "platform": report.history.platform,
        "period": {
            "since": local_time(period.since, zone),
            "until": local_time(period.until, zone),
            "as_of": local_time(period.as_of, zone),
            "timezone": zone.key,
        },
        "score": score_data(report.score),
        "facts": _facts(report, run),
        "findings": [_account_finding(finding) for finding in report.findings],
        "weeks": [
            {"week": week.week, "posts": week.posts, "score": week.score} for week in report.weeks
        ],
        "notes": list(report.notes),
    }


def _facts(report: AccountReport, run: AccountRun) -> dict[str, Any]:
    facts = report.facts.as_json(report.period.zone)
    mask = cache(run.mask)  # one report may be the proof of many promises
    for promise in facts["promises"]:  # the account's own words may name a citizen
        promise["quote"], promise["proof"] = mask(promise["quote"]), mask(promise["proof"])
    return facts


def _account_finding(finding: AccountFinding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "version": finding.version,
        "criterion": finding.criterion,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "points": rounded(finding.points),
        "basis": finding.basis,
        "suppressed": finding.suppressed,
        "documents": list(finding.documents),
        "evidence": dict(finding.evidence),
    }


def _document(document: JudgedDocument, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": document.id,
        "date": local_time(document.moment, zone),
        "kind": document.kind,
        "repost": document.repost,
        "words": document.words,
        "score": {"total": document.total},
        "findings": document.findings,
    }


def _summary(report: AccountReport) -> dict[str, Any]:
    counts = dict.fromkeys(reversed(SEVERITIES), 0)
    for finding in report.findings:
        if finding.suppressed is None:
            counts[finding.severity] += 1
    for document in report.documents:
        for one in document.findings:
            if not one.suppressed:
                counts[one.severity] += 1
    return {
        "documents": len(report.documents),
        "findings": counts,
        "score": report.score.total,
        "zone": report.score.zone or None,
    }
