"""Where a finding stands, as tools want it: a path from the root of the checkout, a region."""

from __future__ import annotations

import os
from urllib.parse import quote

from govpost_lint.model import Finding, Report
from govpost_lint.reporters import is_whole


def path_of(report: Report) -> str:
    """Return the path of the draft from the working folder, with forward slashes.

    A draft outside the working folder keeps only its name: absolute paths of somebody's machine
    have no place in a shared report. Standard input is called ``stdin``.
    """
    path = report.document.path
    if not path:
        return "stdin"
    relative = os.path.relpath(path)
    if os.path.isabs(relative) or relative.split(os.sep)[0] == os.pardir:
        relative = os.path.basename(path)
    return relative.replace(os.sep, "/")


def uri_of(report: Report) -> str:
    """Return ``path_of`` as a relative URI."""
    return quote(path_of(report), safe="/")


def has_lines(report: Report, finding: Finding) -> bool:
    """Whether line and column of ``finding`` are those of its file.

    They are not for records of a .jsonl file, nor for findings about the whole document.
    """
    document = report.document
    return not is_whole(finding) and document.path in ("", document.id)


def message_of(report: Report, finding: Finding) -> str:
    """Return what a finding says, after the id of the record where there is one."""
    record = record_of(report)
    return f"{record}: {finding.message}" if record else finding.message


def record_of(report: Report) -> str:
    """Return the id of a record of a larger file; empty where the file is the draft."""
    document = report.document
    return document.id if document.path and document.id != document.path else ""
