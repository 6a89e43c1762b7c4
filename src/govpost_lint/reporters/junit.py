"""JUnit XML: a suite for each draft, a failed case for each finding that fails the run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO
from xml.etree import ElementTree

from govpost_lint.model import Finding, Report
from govpost_lint.reporters import Run, in_order, place_of
from govpost_lint.reporters.location import path_of, record_of
from govpost_lint.reporters.privacy import hide
from govpost_lint.reporters.wording import SEVERITY

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(reports: Sequence[Report], run: Run, stream: TextIO) -> None:
    """Write the suites. Advice and what costs nothing on purpose is skipped, not failed."""
    root = ElementTree.Element("testsuites", name="govpost-lint")
    for report in map(hide, reports):
        suite = ElementTree.SubElement(root, "testsuite", name=_name(report))
        cases = [_case(suite, report, finding) for finding in in_order(report)]
        if not cases:
            ElementTree.SubElement(suite, "testcase", name="без находок", classname=_name(report))
        suite.set("tests", str(max(1, len(cases))))
        suite.set("failures", str(cases.count("failure")))
        suite.set("skipped", str(cases.count("skipped")))
        suite.set("errors", "0")
    ElementTree.indent(root)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(ElementTree.tostring(root, encoding="unicode") + "\n")


def _case(suite: ElementTree.Element, report: Report, finding: Finding) -> str:
    name = _clean(f"{finding.rule} ({place_of(finding)})")
    case = ElementTree.SubElement(suite, "testcase", name=name, classname=_name(report))
    if finding.suppressed is not None:
        outcome, text = "skipped", f"разрешено: {finding.suppressed}"
    elif finding.baseline == "unchanged":
        outcome, text = "skipped", "известно по базе"
    elif finding.severity == "advice" or finding.status == "preview":
        outcome, text = "skipped", f"совет: {finding.message}"
    else:
        outcome, text = "failure", finding.message
    result = ElementTree.SubElement(case, outcome, message=_clean(text))
    if outcome == "failure":
        result.set("type", SEVERITY[finding.severity])
        result.text = _clean("\n".join(filter(None, (finding.text, finding.why))))
    return outcome


def _name(report: Report) -> str:
    record = record_of(report)
    return _clean(f"{path_of(report)}: {record}" if record else path_of(report))


def _clean(text: str) -> str:
    """Drop what XML cannot hold in any form: control characters and lone surrogates."""
    return _NOT_XML.sub("�", text)
