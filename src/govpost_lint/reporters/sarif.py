"""SARIF 2.1.0, for code scanning: rules with their help, places, fixes, suppressions, baseline.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Columns count code points from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from govpost_lint.fingerprints import fingerprints
from govpost_lint.model import Finding, Report
from govpost_lint.reporters import Run, is_whole, rounded
from govpost_lint.reporters.json_parts import write_indented
from govpost_lint.reporters.location import has_lines, record_of, uri_of
from govpost_lint.reporters.privacy import hide

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
_FINGERPRINT = "govpostSentence/v1"


def write(reports: Sequence[Report], run: Run, stream: TextIO) -> None:
    """Write one SARIF log with one run."""
    rules: dict[str, dict[str, Any]] = {}
    for report in reports:
        for finding in report.findings:
            rules.setdefault(finding.rule, _rule(finding, run))
    ids = sorted(rules)
    numbers = {name: number for number, name in enumerate(ids)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "govpost-lint",
                        "version": run.version,
                        "language": "ru",
                        "rules": [rules[name] for name in ids],
                        "properties": {"ruleset": run.ruleset, "profile": run.profile},
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [result for report in reports for result in _results(report, numbers)],
            }
        ],
    }
    write_indented(log, stream)


def _rule(finding: Finding, run: Run) -> dict[str, Any]:
    criterion = run.criteria.get(finding.criterion, finding.criterion)
    return {
        "id": finding.rule,
        "name": finding.title,
        "shortDescription": {"text": finding.title},
        "fullDescription": {"text": finding.why or finding.title},
        "help": {"text": finding.why or finding.title},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"version": finding.version, "criterion": criterion, "basis": finding.basis},
    }


def _results(report: Report, numbers: dict[str, int]) -> list[dict[str, Any]]:
    marks = fingerprints(report)
    shown = hide(report)
    return [
        _result(shown, finding, numbers[finding.rule], mark)
        for finding, mark in zip(shown.findings, marks, strict=True)
    ]


def _result(report: Report, finding: Finding, number: int, mark: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(report, finding)],
        "partialFingerprints": {_FINGERPRINT: mark},
        "properties": {"points": rounded(finding.points), "confidence": finding.confidence},
    }
    if finding.baseline:
        result["baselineState"] = finding.baseline
    if finding.suppressed is not None:
        kind = "inSource" if finding.suppressed_in == "text" else "external"
        result["suppressions"] = [{"kind": kind, "justification": finding.suppressed}]
    if finding.suggestions and has_lines(report, finding):
        result["fixes"] = [_fix(report, finding, text) for text in finding.suggestions]
    return result


def _location(report: Report, finding: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri_of(report)}}
    if has_lines(report, finding):
        physical["region"] = {**_region(finding), "snippet": {"text": finding.text}}
    location: dict[str, Any] = {"physicalLocation": physical}
    record = record_of(report)
    if record:
        location["logicalLocations"] = [{"name": record}]
    if record and not is_whole(finding):
        location["message"] = {"text": f"«{finding.text}»"}
    return location


def _region(finding: Finding) -> dict[str, Any]:
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "charOffset": finding.span.start,
        "charLength": finding.span.end - finding.span.start,
    }


def _fix(report: Report, finding: Finding, text: str) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(finding), "insertedContent": {"text": text}}
    change = {
        "artifactLocation": {"uri": uri_of(report)},
        "replacements": [replacement],
    }
    return {"description": {"text": f"Заменить на «{text}»"}, "artifactChanges": [change]}
