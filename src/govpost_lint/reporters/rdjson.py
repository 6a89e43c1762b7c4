"""Reviewdog diagnostic format (rdjson): findings with suggestions as review comments.

Of https://github.com/reviewdog/reviewdog/tree/master/proto/rdf: columns count bytes of UTF-8.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from govpost_lint.model import Finding, Report
from govpost_lint.reporters import Run, in_order
from govpost_lint.reporters.json_parts import write_indented
from govpost_lint.reporters.location import has_lines, path_of
from govpost_lint.reporters.privacy import hide

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "advice": "INFO"}


def write(reports: Sequence[Report], run: Run, stream: TextIO) -> None:
    """Write the findings that count."""
    result = {
        "source": {"name": "govpost-lint"},
        "diagnostics": [
            _diagnostic(report, finding)
            for report in map(hide, reports)
            for finding in in_order(report)
            if not finding.settled
        ],
    }
    write_indented(result, stream)


def _diagnostic(report: Report, finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"path": path_of(report)}
    diagnostic: dict[str, Any] = {
        "message": finding.message,
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if has_lines(report, finding):
        location["range"] = _range(report.document.text, finding)
        diagnostic["suggestions"] = [
            {"range": location["range"], "text": text} for text in finding.suggestions
        ]
    return diagnostic


def _range(text: str, finding: Finding) -> dict[str, Any]:
    return {
        "start": {"line": finding.line, "column": _bytes_before(text, finding.span.start) + 1},
        "end": {"line": finding.end_line, "column": _bytes_before(text, finding.span.end) + 1},
    }


def _bytes_before(text: str, offset: int) -> int:
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return len(line.encode("utf-8", "surrogatepass"))
