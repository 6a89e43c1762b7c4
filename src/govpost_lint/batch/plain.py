"""What is found in a draft as plain data: it travels between processes and into the cache."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from govpost_lint.checking import Judged
from govpost_lint.engine.findings import Found
from govpost_lint.model import Document, Finding, Span
from govpost_lint.ruleset.plan import Plan, Rule
from govpost_lint.suppress import OWN_RULES


def packed(judged: Judged) -> bytes:
    """Return a judgement without what its rules and its draft say again."""
    found = [
        (
            f.rule, f.severity, f.message, f.span.start, f.span.end, f.line, f.column, f.end_line,
            f.end_column, f.suggestions, f.fix, f.points, f.suppressed, f.suppressed_in,
        )
        for f, _ in judged.found
    ]  # fmt: skip
    private = [(span.start, span.end) for span in judged.private]
    return marshal.dumps((judged.words, found, private, list(judged.marks)))


class Unpacker:
    """Turns plain data back into judgements.

    Args:
        plan: the plan that it was made with.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        numbers = range(len(self._plan))
        return {rule.id: rule for rule in (*map(self._plan.rule, numbers), *OWN_RULES)}

    def judged(self, data: bytes, document: Document) -> Judged | None:
        """Return the judgement of ``document`` that was packed; ``None`` for what is none."""
        try:
            words, found, private, marks = marshal.loads(data)
            return Judged(
                words,
                list(self._found(found, document.text)),
                tuple(Span(start, end) for start, end in private),
                marks,
            )
        except (ValueError, TypeError, KeyError, EOFError):
            return None

    def _found(self, found: list[tuple[Any, ...]], text: str) -> Iterator[Found]:
        for row in found:
            rule, severity, message, start, end, line, column, end_line, end_column, *rest = row
            suggestions, fix, points, suppressed, suppressed_in = rest
            origin = self._rules[rule]
            finding = Finding(
                origin.id, origin.version, origin.criterion, origin.title, severity,
                origin.confidence, message, origin.why, Span(start, end), line, column,
                end_line, end_column, text[start:end], suggestions, fix, points, origin.basis,
                suppressed, suppressed_in, "", origin.status,
            )  # fmt: skip
            yield Found(finding, origin)
