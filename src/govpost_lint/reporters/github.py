"""Annotations of GitHub Actions: one workflow command a finding, on standard output.

Escapes as in actions/toolkit: a post with «::», «%» or a new line stays one annotation. Control
and direction characters of posts, names and titles of rules become signs: the log is a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from govpost_lint.model import Report
from govpost_lint.reporters import Run, in_order
from govpost_lint.reporters.excerpt import tamed
from govpost_lint.reporters.location import has_lines, message_of, path_of
from govpost_lint.reporters.privacy import hide

_COMMANDS = {"error": "error", "warning": "warning", "advice": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(reports: Sequence[Report], run: Run, stream: TextIO) -> None:
    """Write the findings that count; suppressed and known ones are no news for a reviewer."""
    for report in map(hide, reports):
        for finding in in_order(report):
            if finding.settled:
                continue
            properties = {"file": path_of(report), "title": f"{finding.title} ({finding.rule})"}
            if has_lines(report, finding):
                properties |= {
                    "line": str(finding.line),
                    "endLine": str(finding.end_line),
                    "col": str(finding.column),
                    "endColumn": str(finding.end_column),
                }
            message = message_of(report, finding)
            pairs = ",".join(f"{k}={tamed(v).translate(_PROPERTY)}" for k, v in properties.items())
            command = _COMMANDS[finding.severity]
            stream.write(f"::{command} {pairs}::{tamed(message).translate(_DATA)}\n")
