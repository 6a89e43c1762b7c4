"""The JSON report, schema ``govpost-lint/report/1``: a document a line, for programs and diffs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from govpost_lint.model import Finding, Report
from govpost_lint.reporters import Run, in_order, rounded, summarize
from govpost_lint.reporters.json_parts import (
    dumped,
    report_head,
    score_data,
    write_records,
)
from govpost_lint.reporters.privacy import hide


def write(reports: Sequence[Report], run: Run, stream: TextIO) -> None:
    """Write the whole report; keys and their order are the contract."""
    stream.write(report_head(run) + ', "documents": ')
    write_records((_document(hide(report)) for report in reports), stream)
    stream.write(',\n"summary": ' + dumped(_summary(reports, run)) + "}\n")


def _document(report: Report) -> dict[str, Any]:
    document = report.document
    return {
        "id": document.id,
        "path": document.path,
        "kind": document.kind,
        "platform": document.platform,
        "words": report.words,
        "score": score_data(report.score),
        "findings": [_finding(finding) for finding in in_order(report)],
    }


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
        "points": rounded(finding.points),
        "basis": finding.basis,
        "suppressed": finding.suppressed,
        "baseline": finding.baseline or None,
    }


def _summary(reports: Sequence[Report], run: Run) -> dict[str, Any]:
    summary = summarize(reports)
    return {
        "documents": summary.documents,
        "findings": dict(summary.findings),
        "score": rounded(summary.score, 1),
        "zone": run.zone(summary.score) or None,
    }
