"""Applies the rules of a plan to documents and makes findings of what they find."""

from __future__ import annotations

from collections.abc import Iterator

from govpost_lint.engine.document import measured, required
from govpost_lint.engine.findings import Found, make_found
from govpost_lint.engine.matcher import Match, Matcher
from govpost_lint.engine.run import DocumentRun
from govpost_lint.engine.suggestions import suggestions
from govpost_lint.model import SEVERITIES, Document, Finding, Span
from govpost_lint.ruleset.plan import Plan, Rule
from govpost_lint.ruleset.template import fill_message


class Linter:
    """The rules of a plan, ready for any number of documents.

    Args:
        plan: the compiled rule set.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._matcher = Matcher(plan)

    def run(self, document: Document) -> DocumentRun:
        """Return ``document`` analysed and scanned, for ``findings``."""
        return DocumentRun(document, self._matcher)

    def findings(self, run: DocumentRun, only: str = "") -> list[Found]:
        """Return everything the rules find, in the order of the text; whole-document ones last.

        Args:
            run: the document, from ``run``.
            only: id of the single rule to apply; all rules where empty.
        """
        found: list[Found] = []
        for number in self._numbers(run):
            rule = self.plan.rule(number)
            if rule.kind == "detector" or (only and rule.id != only) or not run.applies(rule):
                continue
            if rule.kind == "match":
                found.extend(self._of_match(run, rule, match) for match in run.groups(number)[""])
            elif rule.kind == "require":
                found.extend(required(run, rule, number))
            else:
                found.extend(measured(run, rule, number))
        found.sort(key=_reading_order)
        return found if only else list(_without_repeats(found))

    def _numbers(self, run: DocumentRun) -> list[int]:
        return sorted({*run.places, *self.plan.scanned, *self.plan.document_rules})

    def _of_match(self, run: DocumentRun, rule: Rule, match: Match) -> Found:
        text = run.document.text[match.start : match.end]
        made = suggestions(match, run.analysis, self.plan.lists)
        values: dict[str, object] = {
            **dict.fromkeys(self._names(rule), ""),
            **rule.params,
            "match": text,
            "suggestion": made[0] if made else "",
        }
        tokens = run.analysis.tokens
        for names, first, last in match.bound:
            captured = run.document.text[tokens[first].start : tokens[last - 1].end]
            values.update(dict.fromkeys(names, captured))
        return make_found(
            run, rule, fill_message(rule.message, values), Span(match.start, match.end),
            -rule.each, made, match.pattern.fix or rule.fix,
        )  # fmt: skip

    @staticmethod
    def _names(rule: Rule) -> set[str]:
        return {
            name
            for pattern in rule.patterns
            for sequence in pattern.sequences
            for item in sequence
            for name in getattr(item, "names", ())
        }


def _reading_order(found: Found) -> tuple[bool, int, int, str]:
    span = found.finding.span
    return (span.start == span.end, span.start, -span.end, found.finding.rule)


def _without_repeats(found: list[Found]) -> Iterator[Found]:
    """Leave out what lies inside a finding of the same criterion that weighs at least as much.

    One clumsy phrase is one remark: whoever mends the longer span mends the shorter with it.
    """
    for candidate in found:
        if candidate.rule.kind != "match" or not any(
            _covers(other, candidate)
            for other in found
            if other is not candidate and other.rule.kind == "match"
        ):
            yield candidate


def _covers(outer: Found, inner: Found) -> bool:
    a, b = outer.finding, inner.finding
    if a.criterion != b.criterion or a.span.start == a.span.end or b.span.start == b.span.end:
        return False
    if a.span.start > b.span.start or a.span.end < b.span.end:
        return False
    weight_a, weight_b = _weight(a), _weight(b)
    if a.span == b.span:
        return (weight_a, a.rule) > (weight_b, b.rule)
    return weight_a >= weight_b or (weight_a[:2] == weight_b[:2])


def _weight(finding: Finding) -> tuple[bool, int, float]:
    return finding.status == "stable", SEVERITIES.index(finding.severity), -finding.points
