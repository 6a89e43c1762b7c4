"""Identity of a finding that survives edits elsewhere: what was found, in which sentence.

Baselines and CI systems compare runs by it; line numbers would change with every edit above.
"""

from __future__ import annotations

from bisect import bisect_right
from hashlib import blake2b

from govpost_lint.model import Finding, Report
from govpost_lint.text.analysis import Analysis, analyze


def fingerprints(report: Report) -> list[str]:
    """Return the fingerprint of each finding of ``report``, in their order."""
    if not report.findings:
        return []
    analysis = analyze(report.document.text, report.document.body_start)
    return [fingerprint(finding, analysis) for finding in report.findings]


def fingerprint(finding: Finding, analysis: Analysis) -> str:
    """Return 16 hexadecimal digits of rule, text found and its sentence; case and blanks aside.

    A finding about the whole document has that of its rule. Equal findings have equal fingerprints.
    """
    parts = [finding.rule, finding.text, _sentence(finding, analysis)]
    data = "\0".join(" ".join(part.lower().split()) for part in parts)
    return blake2b(data.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _sentence(finding: Finding, analysis: Analysis) -> str:
    number = bisect_right(analysis.sentences, finding.span.start, key=lambda s: s.start) - 1
    if finding.span.start == finding.span.end or number < 0:
        return ""
    sentence = analysis.sentences[number]
    return analysis.text[sentence.start : sentence.end]
