"""Makes findings of what rules match."""

from __future__ import annotations

from typing import NamedTuple

from govpost_lint.engine.run import DocumentRun
from govpost_lint.model import Finding, Span
from govpost_lint.ruleset.plan import Rule


class Found(NamedTuple):
    """A finding before suppression and scoring, beside its rule.

    ``finding.points`` is what it would take alone: minus the rule's ``each``, or its band.
    """

    finding: Finding
    rule: Rule


def make_found(
    run: DocumentRun,
    rule: Rule,
    message: str,
    span: Span,
    points: float,
    made: tuple[str, ...] = (),
    fix: str = "none",
    severity: str = "",
) -> Found:
    """Return the finding of ``rule`` at ``span``; an empty span means the whole document.

    A rule on trial advises, whatever its severity: nobody answers for it yet.
    """
    whole = span.start == span.end
    line, column = (1, 1) if whole else run.position(span.start)
    end_line, end_column = (1, 1) if whole else run.position(span.end)
    finding = Finding(
        rule=rule.id,
        version=rule.version,
        criterion=rule.criterion,
        title=rule.title,
        severity="advice" if rule.status == "preview" else severity or rule.severity,
        confidence=rule.confidence,
        message=message,
        why=rule.why,
        span=span,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        text="" if whole else run.document.text[span.start : span.end],
        suggestions=made,
        fix=fix if made else "none",
        points=points,
        basis=rule.basis,
        status=rule.status,
    )
    return Found(finding, rule)
