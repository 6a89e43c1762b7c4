"""Criteria and single rules of a rubric: what was found in texts and in the account → points."""

from __future__ import annotations

from collections.abc import Sequence

from govpost_lint.course.assignment import RuleWeight
from govpost_lint.course.gradebook import Item
from govpost_lint.course.rubric import ACCOUNT_RULES
from govpost_lint.facts.report import AccountFinding, AccountReport
from govpost_lint.model import Finding, Report
from govpost_lint.ruleset.plan import Rule

UNJUDGED = "судить не по чему: таких записей в выгрузке нет"
"""Why a line of the rubric gives nothing: a month without questions shows no answers to them."""


def criterion_item(
    name: str,
    weight: float,
    own: Sequence[str],
    reports: Sequence[Report],
    account: AccountReport | None,
) -> Item:
    """Earn the share that is left of the criterion's 100 points.

    It loses the mean of what its texts lose and what rules about the account take, as the score of
    an account does.

    Args:
        name: of the criterion; weight: its points.
        own: rules that are lines of the rubric themselves, so are not counted here.
        reports: on the texts; account: of a month's history.
    """
    if account is not None:
        if name not in account.score.criteria:
            return Item(name, 0.0, UNJUDGED)
        reports = [one for one in reports if name in one.score.criteria]

    def counts(finding: Finding | AccountFinding) -> bool:
        return finding.criterion == name and finding.rule not in own

    found = [[f for f in report.findings if counts(f)] for report in reports]
    lost = [min(100.0, -sum(f.points for f in findings)) for findings in found]
    of_account = [f for f in (account.findings if account else ()) if counts(f)]
    whole = (sum(lost) / len(lost) if lost else 0.0) - sum(f.points for f in of_account)
    earned = round(weight * (1 - min(100.0, whole) / 100), 2)
    costly = [f for findings in found for f in findings if f.points]
    return Item(name, earned, _because(costly, [f for f in of_account if f.points], weight, earned))


def rule_item(
    rule: Rule, weight: RuleWeight, reports: Sequence[Report], account: AccountReport | None
) -> Item:
    """Earn what the findings of one rule leave of its weight; in texts the mean over them."""
    if rule.kind in ACCOUNT_RULES:
        if account is None or rule.id not in account.judged:
            return Item(rule.id, 0.0, UNJUDGED)
        of_account = [f for f in account.findings if f.rule == rule.id]
        earned = round(weight.weight - min(weight.weight, weight.each * len(of_account)), 2)
        return Item(rule.id, earned, _because([], of_account, weight.weight, earned))
    kinds = rule.where.kind
    judged = [one for one in reports if not kinds or one.document.kind in kinds]
    if not judged:
        return Item(rule.id, 0.0, UNJUDGED)
    found = [[f for f in report.findings if f.rule == rule.id] for report in judged]
    lost = [min(weight.weight, weight.each * len(findings)) for findings in found]
    earned = round(weight.weight - sum(lost) / len(lost), 2)
    in_texts = [f for findings in found for f in findings]
    return Item(rule.id, earned, _because(in_texts, [], weight.weight, earned))


def _because(
    in_texts: Sequence[Finding], of_account: Sequence[AccountFinding], weight: float, earned: float
) -> str:
    if earned >= weight:
        return ""
    said = [f"замечаний: {len(in_texts)}"] if in_texts else []
    return "; ".join([*said, *dict.fromkeys(f.title for f in of_account)])
