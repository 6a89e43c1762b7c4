"""Applies the rules of a plan to documents and makes findings of what they find."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate

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

    def findings(self, run: DocumentRun, only: Callable[[Rule], bool] | None = None) -> list[Found]:
        """Return everything the rules find, in the order of the text; whole-document ones last.

        Args:
            run: the document, from ``run``.
            only: which rules to apply, each by itself; ``None``: all, and each thing is said once.
        """
        found: list[Found] = []
        for number in self._numbers(run):
            rule = self.plan.rule(number)
            if rule.kind in _APART or (only and not only(rule)) or not run.admits(rule):
                continue
            # Tags run whole detectors. Most rules find nothing, so tags are asked for last, but for
            # a genre that a rule is about: it is rare.
            if rule.where.wanted_tags and not run.tags_hold(rule):
                continue
            if rule.kind == "match":
                matches = run.group(number)
                if matches and run.tags_hold(rule):
                    if rule.spec["once"]:
                        matches = run.first_of_each(matches)
                    found.extend(self._of_match(run, rule, match) for match in matches)
                continue
            made = required if rule.kind == "require" else measured
            found.extend(made(run, rule, number))
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
    whoever mends the longer span mends the shorter with it. What lies at least half inside such a
    finding of another criterion becomes advice, where its own criterion yields: officialese in a
    brush-off costs what it costs, but the brush-off is what to mend.
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
    dropped: set[int] = set()
    covers: list[Finding] = []
    for item in sorted((item for item in found if item.rule.kind == "match"), key=order):
        finding, own = item.finding, _weight(item.finding)
        if any(
            criterion == finding.criterion and weight >= own and end >= finding.span.end
            for (criterion, weight), end in reached.items()
        ):
            dropped.add(id(item))
            continue
        key = (finding.criterion, own)
        reached[key] = max(reached.get(key, -1), finding.span.end)
        if finding.criterion not in yielding:
            covers.append(finding)
    spoken_for = _SpokenFor(covers)
    return [
        Found(replace(item.finding, severity="advice"), item.rule)
        if item.rule.kind == "match"
        and item.finding.criterion in yielding
        and spoken_for.mostly(item.finding)
        else item
        for item in found
        if id(item) not in dropped
    ]


class _SpokenFor:
    """The places that other findings already speak of.

    Args:
        findings: in the order of their starts.
    """

    def __init__(self, findings: list[Finding]) -> None:
        self._findings = findings
        self._starts = [finding.span.start for finding in findings]
        # How far the findings up to each one reach: a search backwards may stop by it.
        self._reach = list(accumulate((finding.span.end for finding in findings), max))

    def mostly(self, finding: Finding) -> bool:
        """Whether one finding that weighs at least as much holds half of this one or more."""
        span, own = finding.span, _weight(finding)
        for number in range(bisect_left(self._starts, span.end) - 1, -1, -1):
            if self._reach[number] <= span.start:
                return False
            other = self._findings[number]
            shared = min(span.end, other.span.end) - max(span.start, other.span.start)
            if 2 * shared >= span.end - span.start > 0 and _weight(other) >= own:
                return True
        return False


Weight = tuple[bool, int]
"""Whether a finding is stable, and its severity as a number."""


def _weight(finding: Finding) -> Weight:
    return finding.status == "stable", SEVERITIES.index(finding.severity)


def _lightness(finding: Finding) -> tuple[bool, int, float, str]:
    """Sorts the weightiest finding of one span first."""
    stable, severity = _weight(finding)
    return not stable, -severity, finding.points, finding.rule
