"""Applies the rules of a plan to documents and makes findings of what they find."""

from __future__ import annotations

from dataclasses import replace

from govpost_lint.engine.document import measured, required
from govpost_lint.engine.findings import Found, make_found
from govpost_lint.engine.match import Match
from govpost_lint.engine.matcher import Matcher
from govpost_lint.engine.run import DocumentRun
from govpost_lint.engine.suggestions import suggestions
from govpost_lint.model import SEVERITIES, Document, Finding, Span
from govpost_lint.ruleset.plan import Plan, Rule
from govpost_lint.ruleset.template import fill_message

_APART = frozenset({"detector", "history", "follow", "similar"})
"""Kinds that find nothing in a document by themselves."""


class Linter:
    """The rules of a plan, ready for any number of documents.

    Args:
        plan: the compiled rule set.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._matcher = Matcher(plan)
        self._yielding = frozenset(c.id for c in plan.criteria.values() if c.yields)

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
            if rule.kind in _APART or (only and rule.id != only) or not run.admits(rule):
                continue
            # Most rules find nothing: tags, which run whole detectors, are asked for last.
            if rule.kind == "match":
                matches = run.group(number)
                if matches and run.tags_hold(rule):
                    found.extend(self._of_match(run, rule, match) for match in matches)
                continue
            made = required if rule.kind == "require" else measured
            some = list(made(run, rule, number))
            if some and run.tags_hold(rule):
                found.extend(some)
        found.sort(key=_reading_order)
        return found if only else _without_repeats(found, self._yielding)

    def _numbers(self, run: DocumentRun) -> list[int]:
        return sorted({*run.candidates(), *self.plan.document_rules})

    def _of_match(self, run: DocumentRun, rule: Rule, match: Match) -> Found:
        text = run.document.text[match.start : match.end]
        made = suggestions(match, run.analysis, self.plan.lists)
        values: dict[str, object] = {
            **dict.fromkeys(rule.captures, ""),
            **rule.params,
            "match": text,
            "suggestion": made[0] if made else "",
            **match.groups,
        }
        tokens = run.analysis.tokens
        for names, first, last, _ in match.bound:
            captured = run.document.text[tokens[first].start : tokens[last - 1].end]
            values.update(dict.fromkeys(names, captured))
        return make_found(
            run, rule, fill_message(rule.message, values), Span(match.start, match.end),
            -rule.each, made, match.pattern.fix or rule.fix,
        )  # fmt: skip


def _reading_order(found: Found) -> tuple[bool, int, int, str]:
    span = found.finding.span
    return (span.start == span.end, span.start, -span.end, found.finding.rule)


def _without_repeats(found: list[Found], yielding: frozenset[str]) -> list[Found]:
    """Say each thing once: a clumsy phrase is one remark.

    What lies inside a finding of the same criterion that weighs at least as much is left out:
    whoever mends the longer span mends the shorter with it. What lies inside such a finding of
    another criterion becomes advice, where its own criterion yields: officialese in a brush-off
    costs what it costs, but the brush-off is what to mend.
    Findings of ``measure`` and ``require`` are about amounts and neither cover nor are covered.

    Args:
        found: in reading order.
        yielding: criteria that yield to all others.
    """

    def order(item: Found) -> tuple[int, int, bool, tuple[bool, int, float, str]]:
        finding = item.finding
        yields = finding.criterion in yielding
        return finding.span.start, -finding.span.end, yields, _lightness(finding)

    reached: dict[tuple[str, Weight], int] = {}
    verdicts: dict[int, str] = {}
    for item in sorted((item for item in found if item.rule.kind == "match"), key=order):
        finding, own = item.finding, _weight(item.finding)
        covering = {
            criterion
            for (criterion, weight), end in reached.items()
            if end >= finding.span.end and weight >= own
        }
        if finding.criterion in covering:
            verdicts[id(item)] = "drop"
            continue
        if covering and finding.criterion in yielding:
            verdicts[id(item)] = "advise"
        key = (finding.criterion, own)
        reached[key] = max(reached.get(key, -1), finding.span.end)
    return [
        Found(replace(item.finding, severity="advice"), item.rule)
        if verdicts.get(id(item)) == "advise"
        else item
        for item in found
        if verdicts.get(id(item)) != "drop"
    ]


Weight = tuple[bool, int]
"""Whether a finding is stable, and its severity as a number."""


def _weight(finding: Finding) -> Weight:
    return finding.status == "stable", SEVERITIES.index(finding.severity)


def _lightness(finding: Finding) -> tuple[bool, int, float, str]:
    """Sorts the weightiest finding of one span first."""
    stable, severity = _weight(finding)
    return not stable, -severity, finding.points, finding.rule
