"""Rules about the whole document: what must be present (``require``), how much (``measure``)."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

from govpost_lint.engine.findings import Found, make_found
from govpost_lint.engine.match import Match
from govpost_lint.engine.run import DocumentRun
from govpost_lint.engine.scope import part_of
from govpost_lint.model import Span
from govpost_lint.ruleset.arithmetic import ANYTHING, Range, bounds, evaluate
from govpost_lint.ruleset.plan import Rule
from govpost_lint.ruleset.template import fill_message, message_names
from govpost_lint.text.statistics import Parts, Statistics

WHOLE = Span(0, 0)
Bands = tuple[tuple[str, float, float, str], ...]
"""``to``, ``below`` or ``rest``, the limit, points and severity, by rising limits."""


def required(run: DocumentRun, rule: Rule, number: int) -> Iterator[Found]:
    """Yield one finding where fewer parts are present than ``rule`` requires.

    Args:
        run: the document; rule: of kind ``require``; number: its number in the plan.
    """
    spec = rule.spec
    if spec["when"] and not run.holds(number, " when"):
        return
    if run.vetoed_anywhere(number):
        return
    least = spec["at_least"] if spec["parts"] == ("",) else 1
    present = [name for name in spec["parts"] if _present(run, number, name, spec["in"], least)]
    missing = [name for name in spec["parts"] if name not in present]
    if not missing or not run.tags_hold(rule):
        return
    values: dict[str, object] = {
        **rule.params, "missing": ", ".join(missing), "found": ", ".join(present),
        "match": "", "suggestion": "",
    }  # fmt: skip
    points = -rule.each * len(missing)
    yield make_found(run, rule, fill_message(rule.message, values), WHOLE, points)


def _present(run: DocumentRun, number: int, name: str, part: str, least: int) -> bool:
    if part == "body":
        return run.holds(number, name, least)
    start, end = part_of(run.analysis, part)
    found = run.group(number, name)
    return sum(start <= match.start and match.end <= end for match in found) >= least


def measured(run: DocumentRun, rule: Rule, number: int) -> Iterator[Found]:
    """Yield a finding for each unit whose value lies in a band that costs points.

    Args:
        run: the document; rule: of kind ``measure``; number: its number in the plan.
    """
    spec = rule.spec
    for span, values in _units(run, rule, number):
        value = evaluate(spec["value"], values)
        points, severity = band_of(spec["bands"], value)
        if not points and not severity:
            continue
        if not run.tags_hold(rule):  # runs whole detectors: most units have been free
            return
        shown: dict[str, object] = {"value": value, "match": "", "suggestion": "", **rule.params}
        for name in message_names(rule.message) - shown.keys():
            shown[name] = values[name]
        message = fill_message(rule.message, shown)
        yield make_found(run, rule, message, span, points, severity=severity)


def _counts(run: DocumentRun, rule: Rule, number: int) -> dict[str, float] | None:
    """Count what ``rule`` counts in the whole document.

    A count lies between 0 and the number of places to try. One after the other is counted, until
    the bounds of the value decide.

    Returns:
        The counts; ``None`` where whatever is not counted yet costs no points.
    """
    most = run.most(rule, number)
    counts = {name: 0.0 for name in most if not most[name]}
    uncounted = [name for name in most if most[name]]
    if uncounted:
        ranges = _Ranges(rule, run.statistics)
        ranges.update({name: (0.0, most[name]) for name in most})
    while uncounted:
        if ranges.are_free():
            return None
        name = uncounted.pop(0)
        count = counts[name] = float(len(run.group(number, name)))
        ranges[name] = count, count
    return counts


def _free_between(bands: Bands, low: float, high: float) -> bool:
    """Whether all bands that hold a value from ``low`` to ``high`` are free."""
    for kind, limit, points, severity in bands:
        above_low = kind == "rest" or (low <= limit if kind == "to" else low < limit)
        if above_low and (points or severity):
            return False
        if kind == "rest" or (high <= limit if kind == "to" else high < limit):
            return True
    return True


def band_of(bands: Bands, value: float) -> tuple[float, str]:
    """Return points and severity of the first band that holds ``value``."""
    for kind, limit, points, severity in bands:
        if kind == "rest" or (value <= limit if kind == "to" else value < limit):
            return points, severity
    return 0.0, ""


class _Values(dict[str, float]):
    """Values of a formula: params and counts of the rule, then statistics."""

    def __init__(self, rule: Rule, counts: Mapping[str, float], statistics: Statistics) -> None:
        super().__init__({**counts, **rule.params})
        self._statistics = statistics

    def __missing__(self, name: str) -> float:
        return self._statistics[name]


class _Ranges(dict[str, Range]):
    """Ranges of the values of a formula.

    Args:
        rule: whose formula it is.
        statistics: of the document, where each value is its own range; or its parts.
    """

    def __init__(self, rule: Rule, statistics: Statistics | Parts) -> None:
        super().__init__({name: (value, value) for name, value in rule.params.items()})
        self._rule = rule
        self._statistics = statistics

    def __missing__(self, name: str) -> Range:
        if isinstance(self._statistics, Parts):
            most = self._statistics.most(name)
            return ANYTHING if math.isinf(most) else (0.0, most)
        value = self._statistics[name]
        return value, value

    def are_free(self) -> bool:
        """Whether no value of the formula that is possible costs points."""
        return _free_between(self._rule.spec["bands"], *bounds(self._rule.spec["value"], self))


def _units(run: DocumentRun, rule: Rule, number: int) -> Iterator[tuple[Span, _Values]]:
    """Yield the span (empty: the whole document) and the values of each unit measured."""
    each = rule.spec["each"]
    if each == "image":
        for attachment in run.attachments:
            width, height = float(attachment.width), float(attachment.height)
            if attachment.kind == "image" and width and height:
                sides = {"width": width, "height": height, "ratio": width / height}
                yield WHOLE, _Values(rule, sides, run.statistics)
        return
    if each == "post":
        counts = _counts(run, rule, number) if rule.groups else {}
        if counts is not None:
            yield WHOLE, _Values(rule, counts, run.statistics)
        return
    groups = {name: run.group(number, name) for name in rule.groups}
    if each == "link":
        for token in run.analysis.tokens:
            if token.type == "link":
                span = Span(token.start, token.end)
                yield span, _Values(rule, _inside(groups, span), run.statistics)
        return
    parts = run.paragraphs if each == "paragraph" else run.sentences
    if groups or not _Ranges(rule, parts).are_free():
        for span, statistics in parts.values:
            yield span, _Values(rule, _inside(groups, span), statistics)


def _inside(groups: Mapping[str, list[Match]], span: Span) -> dict[str, float]:
    """Count the matches inside ``span``; they come in order and do not overlap."""
    counts = {}
    for name, found in groups.items():
        first = bisect_left(found, span.start, key=lambda match: match.start)
        last = bisect_right(found, span.end, key=lambda match: match.end)
        counts[name] = float(max(0, last - first))
    return counts
