"""Rules about the whole document: what must be present (``require``), how much (``measure``)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping
from typing import cast

from govpost_lint.engine.findings import Found, make_found
from govpost_lint.engine.matcher import Match
from govpost_lint.engine.run import DocumentRun
from govpost_lint.engine.scope import part_of
from govpost_lint.model import Span
from govpost_lint.ruleset.formula import evaluate
from govpost_lint.ruleset.plan import Rule
from govpost_lint.ruleset.template import fill_message
from govpost_lint.text.statistics import Statistics
from govpost_lint.text.tokenizer import WORD_TYPES

WHOLE = Span(0, 0)
Values = Mapping[str, float]
"""Counts of the rule over the numbers of pictures over those of the text."""


def required(run: DocumentRun, rule: Rule, number: int) -> Iterator[Found]:
    """Yield one finding where fewer parts are present than ``rule`` requires.

    Args:
        run: the document; rule: of kind ``require``; number: its number in the plan.
    """
    groups = run.groups(number)
    spec = rule.spec
    if spec["when"] and not groups[" when"]:
        return
    if any(run.found_anywhere(rule, pattern) for pattern in rule.unless):
        return
    start, end = part_of(run.analysis, spec["in"])
    present = [
        name
        for name in spec["parts"]
        if any(start <= match.start and match.end <= end for match in groups[name])
    ]
    missing = [name for name in spec["parts"] if name not in present]
    single = spec["parts"] == ("",)
    count = sum(start <= m.start and m.end <= end for m in groups[""]) if single else len(present)
    if count >= spec["at_least"] if single else not missing:
        return
    values: dict[str, object] = {
        **rule.params, "missing": ", ".join(missing), "found": ", ".join(present),
        "match": "", "suggestion": "",
    }  # fmt: skip
    points = -rule.each * (1 if single else len(missing))
    yield make_found(run, rule, fill_message(rule.message, values), WHOLE, points)


def measured(run: DocumentRun, rule: Rule, number: int) -> Iterator[Found]:
    """Yield a finding for each unit whose value lies in a band that costs points.

    Args:
        run: the document; rule: of kind ``measure``; number: its number in the plan.
    """
    groups = run.groups(number) if rule.groups else {}
    for span, values in _units(run, rule.spec["each"], groups):
        value = evaluate(
            rule.spec["value"], ChainMap({**rule.params}, cast(MutableMapping[str, float], values))
        )
        points, severity = band_of(rule.spec["bands"], value)
        if not points and not severity:
            continue
        named: dict[str, object] = {"value": value, "match": "", "suggestion": "", **rule.params}
        shown = ChainMap(named, cast(MutableMapping[str, object], values))
        message = fill_message(rule.message, shown)
        yield make_found(run, rule, message, span, points, severity=severity)


def band_of(bands: tuple[tuple[str, float, float, str], ...], value: float) -> tuple[float, str]:
    """Return points and severity of the first band that holds ``value``."""
    for kind, limit, points, severity in bands:
        if kind == "rest" or (value <= limit if kind == "to" else value < limit):
            return points, severity
    return 0.0, ""


def _units(
    run: DocumentRun, each: str, groups: Mapping[str, list[Match]]
) -> Iterator[tuple[Span, Values]]:
    """Yield the span (empty: the whole document) and the values of each unit measured."""
    sentences = run.analysis.sentences
    if each == "image":
        yield from _images(run)
    elif each == "post":
        counts = {name: float(len(found)) for name, found in groups.items()}
        yield WHOLE, _layered(counts, run, run.statistics)
    elif each == "link":
        for token in run.analysis.tokens:
            if token.type == "link":
                span = Span(token.start, token.end)
                yield span, _layered(_inside(groups, span), run, run.statistics)
    else:
        ranges = [(s.first, s.last) for s in sentences]
        if each == "paragraph":
            by_number: dict[int, tuple[int, int]] = {}
            for s in sentences:
                first = by_number.get(s.paragraph, (s.first, 0))[0]
                by_number[s.paragraph] = (first, s.last)
            ranges = list(by_number.values())
        tokens = run.analysis.tokens
        for first, last in ranges:
            if sum(token.type in WORD_TYPES for token in tokens[first:last]) == 0:
                continue
            span = Span(tokens[first].start, tokens[last - 1].end)
            own = Statistics(run.analysis, first, last)
            yield span, _layered(_inside(groups, span), run, own)


def _layered(counts: dict[str, float], run: DocumentRun, values: Statistics) -> Values:
    return ChainMap(counts, run.images(), cast(MutableMapping[str, float], values))


def _inside(groups: Mapping[str, list[Match]], span: Span) -> dict[str, float]:
    """Count the matches inside ``span``; they come in order and do not overlap."""
    counts = {}
    for name, found in groups.items():
        first = bisect_left(found, span.start, key=lambda match: match.start)
        last = bisect_right(found, span.end, key=lambda match: match.end)
        counts[name] = float(max(0, last - first))
    return counts


def _images(run: DocumentRun) -> Iterator[tuple[Span, Values]]:
    for attachment in run.attachments:
        width, height = float(attachment.width), float(attachment.height)
        if attachment.kind == "image" and width and height:
            sides = {"width": width, "height": height, "ratio": width / height}
            yield WHOLE, _layered(sides, run, run.statistics)
