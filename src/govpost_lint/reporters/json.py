"""The JSON report, schema ``govpost-lint/report/1``: a document a line, for programs and diffs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from govpost_lint.model import Finding, Report, Score
from govpost_lint.reporters import Run, in_order, summarize
from govpost_lint.reporters.privacy import hide

SCHEMA = "govpost-lint/report/1"


def write(reports: Sequence[Report], run: Run, stream: TextIO) -> None:
    """Write the whole report; keys and their order are the contract."""
    tool = {"version": run.version, "ruleset": run.ruleset, "dictionary": run.dictionary}
    head = _dump({"schema": SCHEMA, "tool": tool, "profile": run.profile})
    stream.write(head[:-1] + ', "documents": [')
    for number, report in enumerate(reports):
        stream.write(",\n" if number else "\n")
        stream.write(_dump(_document(hide(report))))
    stream.write('],\n"summary": ' + _dump(_summary(reports, run)) + "}\n")


def _document(report: Report) -> dict[str, Any]:
    document = report.document
    return {
        "id": document.id,
        "path": document.path,
        "kind": document.kind,
        "platform": document.platform,
        "words": report.words,
        "score": _score(report.score),
        "findings": [_finding(finding) for finding in in_order(report)],
    }


def _score(score: Score) -> dict[str, Any]:
    criteria = {
        name: {"score": _tenth(c.score), "weight": c.weight, "lost": _tenth(c.lost)}
        for name, c in score.criteria.items()
    }
    return {"total": _tenth(score.total), "zone": score.zone or None, "criteria": criteria}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "version": finding.version,
        "criterion": finding.criterion,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "start": finding.span.start,
        "end": finding.span.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "text": finding.text,
        "suggestions": list(finding.suggestions),
        "fix": finding.fix,
        "points": round(finding.points, 2) + 0.0,  # + 0.0 turns −0.0 into 0.0
        "basis": finding.basis,
        "suppressed": finding.suppressed,
        "baseline": finding.baseline or None,
    }


def _summary(reports: Sequence[Report], run: Run) -> dict[str, Any]:
    summary = summarize(reports)
    return {
        "documents": summary.documents,
        "findings": dict(summary.findings),
        "score": _tenth(summary.score),
        "zone": run.zone(summary.score) or None,
    }


def _tenth(number: float | None) -> float | None:
    return None if number is None else round(number, 1) + 0.0


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
