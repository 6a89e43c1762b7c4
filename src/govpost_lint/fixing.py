"""Mends drafts: applies the suggestions of findings until nothing more is to mend.

``safe`` fixes keep the meaning for sure; ``unsafe`` ones want a look. A finding without a fix is
left alone, and so is a suppressed one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from govpost_lint.batch import FEW
from govpost_lint.checking import Checker
from govpost_lint.model import Document, Edit, Finding, Fix, Report
from govpost_lint.parallel import Work, available, in_order

SAFE = frozenset({"safe"})
UNSAFE = frozenset({"safe", "unsafe"})
PASSES = 5
"""A mended phrase may show the next one; more rounds than this mean rules that undo each other."""


_CHUNK = 25
"""Drafts handed to a process at once."""


class Fixed(NamedTuple):
    """A mended draft: its text, and how many places were mended."""

    text: str
    edits: int


def fix_all(
    documents: Sequence[Document], checker: Checker, safeties: frozenset[str], jobs: int = 0
) -> Iterator[Fixed]:
    """Yield what ``fix`` makes of each draft, in order.

    Args:
        documents: the drafts; checker: plan and configuration; safeties: as for ``fix``.
        jobs: processes; 0: as many as there are processors. Few drafts are mended in this one.
    """
    chunks = ((None, documents[n : n + _CHUNK]) for n in range(0, len(documents), _CHUNK))
    processes = (jobs or available()) if len(documents) >= FEW else 1
    for _, fixed in in_order(chunks, _worker, (checker, safeties), processes):
        yield from fixed


def _worker(given: tuple[Checker, frozenset[str]]) -> Work[Document, Fixed]:
    checker, safeties = given

    def work(documents: Sequence[Document]) -> list[Fixed]:
        return [fix(document, checker.check, safeties) for document in documents]

    return work


def fix(document: Document, check: Callable[[Document], Report], safeties: frozenset[str]) -> Fixed:
    """Mend one draft.

    Args:
        document: the draft; its front matter stays as it is.
        check: makes the report of a draft.
        safeties: ``SAFE`` or ``UNSAFE``.
    """
    report = check(document)
    count = 0
    for _ in range(PASSES):
        edits = planned(report, safeties)
        if not edits:
            break
        text = Fix(edits, "unsafe").apply(document.text)
        if text == document.text:
            break
        count += len(edits)
        document = replace(document, text=text)
        report = check(document)
    return Fixed(document.text, count)


def planned(report: Report, safeties: frozenset[str]) -> tuple[Edit, ...]:
    """Return the edits of one pass, in order of the text; of two that overlap the first."""
    edits: list[Edit] = []
    for finding in sorted(report.findings, key=lambda f: (f.span.start, -f.span.end)):
        if _may_be_fixed(finding, safeties):
            edit = finding.fixes[0].edits[0]
            if not edits or edit.span.start >= edits[-1].span.end:
                edits.append(edit)
    return tuple(edits)


def _may_be_fixed(finding: Finding, safeties: frozenset[str]) -> bool:
    if finding.settled or finding.fix not in safeties or not finding.fixes:
        return False
    return finding.fix != "safe" or len(finding.suggestions) == 1
