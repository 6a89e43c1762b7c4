"""The score of an account, its weeks, and the documents behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from functools import cache

from govpost_lint.checking import Checker
from govpost_lint.engine.history import AccountRules
from govpost_lint.facts.report import AccountFinding, DocumentFinding, JudgedDocument, Week
from govpost_lint.facts.rows import Entry, FindingRow, Timeline
from govpost_lint.model import CONFIDENCES, CriterionScore, Score
from govpost_lint.ruleset.plan import Plan, Rule
from govpost_lint.score import zone


def account_findings(
    checker: Checker, timeline: Timeline, platform: str, today: date
) -> tuple[list[AccountFinding], set[str]]:
    """Return what the rules about accounts find, and the ids of those that could judge.

    The findings come in the order of the criteria, with the points that they really take.
    """
    plan, config = checker.plan, checker.config
    rules = AccountRules(timeline)
    found: list[AccountFinding] = []
    judged: set[str] = set()
    ignores = config.ignores("", today)
    for number in plan.account_rules:
        rule = plan.rule(number)
        platforms = rule.where.platform
        if (platforms and platform not in platforms) or not config.admits(
            (rule.id, *rule.replaces)
        ):
            continue
        findings = rules.findings(rule)
        if findings is None:
            continue
        judged.add(rule.id)
        reason = next((why for name, why in ignores if fnmatchcase(rule.id, name)), None)
        found += _priced([replace(one, suppressed=reason) for one in findings], rule, plan)
    order = {name: place for place, name in enumerate(plan.criteria)}
    found.sort(key=lambda one: (order.get(one.criterion, 99), one.rule))
    return found, judged


def _priced(findings: list[AccountFinding], rule: Rule, plan: Plan) -> list[AccountFinding]:
    """Give each finding the points that it really takes: at most the rule's ``cap`` in all."""
    least = CONFIDENCES.index(plan.min_confidence)
    left = rule.cap
    priced = []
    for finding in findings:
        free = (
            finding.suppressed is not None
            or rule.status != "stable"
            or CONFIDENCES.index(rule.confidence) < least
        )
        points = 0.0 if free else min(-finding.points, left)
        left -= points
        priced.append(replace(finding, points=-points if points else 0.0))
    return priced


def account_score(
    plan: Plan, entries: Iterable[Entry], findings: Iterable[AccountFinding], judged: Iterable[str]
) -> Score:
    """Return the score of an account.

    A criterion loses the mean of what its documents lose to the draft rules, and what the history
    rules take, at most 100; the total is 100 − Σ lost × weight / 100, as for drafts.

    Args:
        plan: criteria with weights, and zones.
        entries: the account's posts and replies.
        findings: of history rules, with the points that they really take.
        judged: ids of the history rules that had something to judge by.
    """
    sums: dict[str, float] = {}
    counts: dict[str, int] = {}
    for entry in entries:
        if entry.row.total is None:
            continue
        for name, lost in entry.row.lost:
            sums[name] = sums.get(name, 0.0) + lost
            counts[name] = counts.get(name, 0) + 1
    of_history: dict[str, float] = {}
    for finding in findings:
        taken = of_history.get(finding.criterion, 0.0) - finding.points
        of_history[finding.criterion] = taken
    known = {*counts, *(name.partition("/")[0] for name in judged), *of_history}
    criteria = {}
    for criterion in plan.criteria.values():
        if criterion.id not in known or criterion.weight <= 0:
            continue
        mean = sums.get(criterion.id, 0.0) / counts.get(criterion.id, 1)
        lost = round(min(100.0, mean + of_history.get(criterion.id, 0.0)), 2)
        criteria[criterion.id] = CriterionScore(round(100.0 - lost, 2), criterion.weight, lost)
    if not criteria:
        return Score(None, "", {})
    total = max(0.0, 100.0 - sum(one.lost * one.weight / 100.0 for one in criteria.values()))
    return Score(round(total, 1), zone(plan, total), criteria)


def weeks(timeline: Timeline) -> tuple[Week, ...]:
    """Return every ISO week from the first post to the last, with the mean total of its posts."""
    return tuple(
        Week(week, len(posts), _mean([p.row.total for p in posts if p.row.total is not None]))
        for week, posts in timeline.posts_by_week.items()
    )


def _mean(numbers: Sequence[float]) -> float | None:
    return round(sum(numbers) / len(numbers), 1) if numbers else None


def judged_documents(
    posts: Iterable[Entry], replies: Iterable[Entry]
) -> tuple[JudgedDocument, ...]:
    """Return posts and own replies in order of time, with what the draft rules found in them."""
    finding = cache(_finding)  # most are found in many documents
    found = [
        JudgedDocument(
            entry.id, entry.moment, kind, entry.row.words, entry.row.total,
            tuple(map(finding, entry.row.findings)), "repost" in entry.traits,
        )
        for kind, entries in (("post", posts), ("reply", replies))
        for entry in entries
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.moment, one.id)))


def _finding(row: FindingRow) -> DocumentFinding:
    rule, start, end, severity, points, message, suppressed = row
    return DocumentFinding(
        rule, severity, message, start, end, round(points, 2) + 0.0, suppressed
    )  # 0.0 makes 0.0 of −0.0
