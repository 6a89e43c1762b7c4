"""Applies the rules of a plan to documents and makes findings of what they find."""

from __future__ import annotations

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
        return found if only else _without_repeats(found)

    def _numbers(self, run: DocumentRun) -> list[int]:
        return sorted({*run.places, *run.scanned, *self.plan.document_rules})

    def _of_match(self, run: DocumentRun, rule: Rule, match: Match) -> Found:
        text = run.document.text[match.start : match.end]
        made = suggestions(match, run.analysis, self.plan.lists)
        values: dict[str, object] = {
            **dict.fromkeys(rule.captures, ""),
            **rule.params,
            "match": text,
            "suggestion": made[0] if made else "",
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


def _without_repeats(found: list[Found]) -> list[Found]:
    """Leave out what lies inside a finding of the same criterion that weighs at least as much.

    One clumsy phrase is one remark: whoever mends the longer span mends the shorter with it.
    Findings of ``measure`` and ``require`` are about amounts and neither cover nor are covered.

    Args:
        found: in reading order.
    """
    places = [item for item in found if item.rule.kind == "match"]
    places.sort(key=lambda f: (f.finding.span.start, -f.finding.span.end, _lightness(f.finding)))
    reached: dict[tuple[str, Weight], int] = {}
    covered: set[int] = set()
    for item in places:
        finding = item.finding
        own = _weight(finding)
        for weight in (w for w in _WEIGHTS if w >= own):
            if reached.get((finding.criterion, weight), -1) >= finding.span.end:
                covered.add(id(item))
                break
        else:
            key = (finding.criterion, own)
            reached[key] = max(reached.get(key, -1), finding.span.end)
    return [item for item in found if id(item) not in covered]


Weight = tuple[bool, int]
"""Whether a finding is stable, and its severity as a number."""

_WEIGHTS = [(stable, severity) for stable in (False, True) for severity in range(len(SEVERITIES))]


def _weight(finding: Finding) -> Weight:
    return finding.status == "stable", SEVERITIES.index(finding.severity)


def _lightness(finding: Finding) -> tuple[bool, int, float, str]:
    """Sorts the weightiest finding of one span first."""
    stable, severity = _weight(finding)
    return not stable, -severity, finding.points, finding.rule
