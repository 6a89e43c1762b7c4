"""GitLab code quality: a JSON list as https://docs.gitlab.com/ci/testing/code_quality/ asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, TextIO

from govpost_lint.fingerprints import fingerprints
from govpost_lint.model import Report
from govpost_lint.reporters import Run
from govpost_lint.reporters.json_parts import write_indented
from govpost_lint.reporters.location import has_lines, message_of, path_of, record_of
from govpost_lint.reporters.privacy import hide

_SEVERITIES = {"error": "major", "warning": "minor", "advice": "info"}


def write(reports: Sequence[Report], run: Run, stream: TextIO) -> None:
    """Write the findings that count; known debts stay, GitLab itself compares branches."""
    issues = [issue for report in reports for issue in _issues(report)]
    write_indented(issues, stream)


def _issues(report: Report) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    shown = hide(report)
    issues = []
    for finding, mark in zip(shown.findings, fingerprints(report), strict=True):
        if finding.suppressed is not None:
            continue
        lines = (finding.line, finding.end_line) if has_lines(report, finding) else (1, 1)
        issues.append(
            {
                "type": "issue",
                "categories": ["Style"],  # not shown by GitLab, asked for by others
                "description": message_of(report, finding),
                "check_name": finding.rule,
                "fingerprint": _unique(report, mark, seen[mark]),
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": path_of(report),
                    "lines": {"begin": lines[0], "end": lines[1]},
                },
            }
        )
        seen[mark] += 1
    return issues


def _unique(report: Report, mark: str, number: int) -> str:
    """GitLab shows one issue a fingerprint: the second equal finding of a file needs its own."""
    identity = f"{path_of(report)}\0{record_of(report)}\0{mark}\0{number}"
    return blake2b(identity.encode(), digest_size=16).hexdigest()
