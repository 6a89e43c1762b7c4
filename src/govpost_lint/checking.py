"""One document from rules to report: what is found, what is permitted, what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from govpost_lint.config import Config
from govpost_lint.engine.findings import Found
from govpost_lint.engine.linter import Linter
from govpost_lint.engine.run import DocumentRun
from govpost_lint.fingerprints import fingerprint
from govpost_lint.model import Document, Report, Span
from govpost_lint.ruleset.plan import Plan
from govpost_lint.score import apply_points, score
from govpost_lint.suppress import suppress

if TYPE_CHECKING:
    from govpost_lint.baseline import Baseline


@dataclass(frozen=True, slots=True)
class Judged:
    """What a document depends on by itself, before a baseline and the points.

    Attributes:
        words: its length.
        found: findings, the permitted ones marked.
        private: as in ``model.Report``.
        marks: fingerprint of each finding, where a baseline asks for them; else empty.
    """

    words: int
    found: Sequence[Found]
    private: tuple[Span, ...]
    marks: Sequence[str] = ()


class Checker:
    """A plan and a configuration, ready for any number of documents.

    Args:
        plan: the compiled rule set; config: the settings of the account.
        linter: of this plan, where there is one already: it keeps caches.
    """

    def __init__(self, plan: Plan, config: Config, linter: Linter | None = None) -> None:
        self.plan = plan
        self.config = config
        self.linter = linter or Linter(plan)

    def check(
        self,
        document: Document,
        today: date | None = None,
        baseline: Baseline | None = None,
        *,
        permissions: bool = True,
    ) -> Report:
        """Return what the rules find in ``document``, with its score; see ``Ruleset.check``."""
        return self.report(self.linter.run(document), today, baseline, permissions=permissions)

    def report(
        self,
        run: DocumentRun,
        today: date | None = None,
        baseline: Baseline | None = None,
        *,
        permissions: bool = True,
    ) -> Report:
        """Return the report on a document that is analysed already."""
        judged = self.judged(run, today, baseline is not None, permissions=permissions)
        return self.priced(run.document, judged, baseline)

    def judged(
        self,
        run: DocumentRun,
        today: date | None = None,
        with_marks: bool = False,
        *,
        permissions: bool = True,
    ) -> Judged:
        """Return what is found in a document and what is permitted in it.

        Args:
            run: the document, analysed.
            today: as in ``Ruleset.check``.
            with_marks: whether a baseline will ask for fingerprints.
            permissions: whether suppressions hold.
        """
        document = run.document
        found = [item for item in self.linter.findings(run) if not self._is_own_contact(item)]
        private = tuple(item.finding.span for item in found if item.rule.private)
        found = [item for item in found if self._admits(item)]
        if permissions:
            ignores = self.config.ignores(document.path or document.id, today or date.today())
            found = suppress(run, found, ignores)
        marks = [fingerprint(item.finding, run.analysis) for item in found] if with_marks else ()
        return Judged(run.words, found, private, marks)

    def private(self, document: Document) -> tuple[Span, ...]:
        """Return the places of personal data in ``document``; no other rule is asked."""
        found = self.linter.findings(self.linter.run(document), only=lambda rule: rule.private)
        return tuple(item.finding.span for item in found if not self._is_own_contact(item))

    def priced(
        self, document: Document, judged: Judged, baseline: Baseline | None = None
    ) -> Report:
        """Return the report: known debts marked, points taken."""
        found = judged.found
        if baseline is not None:
            found = baseline.mark(found, document, judged.marks)
        findings, lost = apply_points(found, self.plan, document.kind, judged.words)
        result = score(self.plan, document.kind, judged.words, lost)
        return Report(document, judged.words, tuple(findings), result, judged.private)

    def _is_own_contact(self, item: Found) -> bool:
        return "own-contacts" in item.rule.where.except_ and self.config.account.owns(
            item.finding.text
        )

    def _admits(self, item: Found) -> bool:
        return self.config.admits((item.rule.id, *item.rule.replaces))
