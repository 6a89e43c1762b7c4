"""The report on drafts as one HTML file: no script, no network, each text with its marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TextIO

from govpost_lint.model import Report
from govpost_lint.reporters import Run, badness, in_order, place_of, summarize, wording
from govpost_lint.reporters.html_parts import environment, opening, pieces
from govpost_lint.reporters.priorities import priorities
from govpost_lint.reporters.privacy import hide

_MOST_DOCUMENTS = 500
"""Drafts shown whole: of more those that lost most."""

_LONGEST = 100_000
"""Characters of a draft that are shown."""


class _Mark(NamedTuple):
    start: int
    end: int
    severity: str


def write(reports: Sequence[Report], run: Run, stream: TextIO) -> None:
    """Write the page."""
    summary = summarize(reports)
    worst = sorted(reports, key=lambda r: badness(r.score.total))
    shown = worst[:_MOST_DOCUMENTS]
    view = {
        "run": run,
        "wording": wording,
        "summary": summary,
        "zone": run.zone(summary.score),
        "titles": run.criteria,
        "documents": [_document(hide(report), run) for report in shown],
        "hidden": len(reports) - len(shown),
    }
    stream.write(environment().get_template("drafts.html").render(view))


def _document(report: Report, run: Run) -> dict[str, Any]:
    document = report.document
    text = document.text[document.body_start :][:_LONGEST]
    findings = in_order(report)
    marks = [
        _Mark(f.span.start - document.body_start, f.span.end - document.body_start, f.severity)
        for f in findings
        if not f.settled and f.span.start >= document.body_start
    ]
    record = document.path and not document.id.startswith(document.path)
    return {
        "name": f"{document.path} · {document.id}" if record else document.id,
        "kind": wording.KIND.get(document.kind, document.kind),
        "platform": wording.PLATFORM.get(document.platform, document.platform),
        "words": wording.plural(report.words, wording.WORDS),
        "total": report.score.total,
        "zone": report.score.zone,
        "notes": document.notes,
        "opening": opening(text[:500]),
        "pieces": list(pieces(text, marks)),
        "criteria": [
            (run.criteria.get(name, name), one.score, -one.cost)
            for name, one in report.score.criteria.items()
            if one.lost
        ],
        "first": priorities(report),
        "findings": [(f, place_of(f)) for f in findings],
    }
