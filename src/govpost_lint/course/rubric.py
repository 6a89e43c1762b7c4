"""Checks the rubric of an assignment: weights that sum to 100, and lines that can judge its works.

A line that could never take a point would be a gift to everybody, so it is an error.
"""

from __future__ import annotations

from collections.abc import Mapping

from govpost_lint.api import Ruleset
from govpost_lint.course import form
from govpost_lint.course.assignment import HISTORY, KINDS, RuleWeight
from govpost_lint.errors import closest
from govpost_lint.ruleset.plan import Criterion, Rule
from govpost_lint.yaml_reader import YamlFile

ACCOUNT_RULES = ("history", "follow", "similar")
"""Kinds of rules that judge an account, not a single text."""

_TOLERANCE = 0.005
"""How far a sum of weights may be from 100."""

_MANY = ("match", "follow", "similar")
"""Kinds of rules that may find several places: each takes half of the weight by default."""


def check_weights(made: form.AssignmentForm, file: YamlFile) -> None:
    """Note in ``file`` what is wrong with the weights by themselves."""
    rubric = made.rubric
    if rubric.parts and not made.required:
        file.report(("rubric", "parts"), "баллы за части есть, а частей в required нет")
    if made.required and not rubric.parts:
        hint = "добавьте в rubric, например, parts: 30"
        file.report(("rubric",), "части в required есть, а баллов за них нет", hint)
    weights = {
        **{("criteria", name): weight for name, weight in rubric.criteria.items()},
        **{("rules", name): _weight(given) for name, given in rubric.rules.items()},
    }
    for place, weight in weights.items():
        if not 0 < weight <= 100:
            file.report(("rubric", *place), "вес должен быть больше 0 и не больше 100")
    total = sum(weights.values()) + rubric.parts
    if abs(total - 100) > _TOLERANCE:
        hint = "исправьте веса criteria, rules и parts, чтобы вместе было 100"
        file.report(("rubric",), f"сумма весов {total:g}, нужна 100", hint, key=True)
    for name in sorted({*rubric.criteria, *rubric.rules} & {*made.required}):
        hint = "назовите часть иначе"
        file.report(("required", name), "так уже зовётся критерий", hint, key=True)


def check_criteria(made: form.AssignmentForm, file: YamlFile, ruleset: Ruleset) -> None:
    """Note in ``file`` the criteria that do not exist or judge no such works."""
    of_account = {rule.criterion for rule in ruleset.rules if rule.kind in ACCOUNT_RULES}
    judging = [
        name
        for name, one in ruleset.criteria.items()
        if _judges(one, made.kind) or (made.kind == HISTORY and one.weight and name in of_account)
    ]
    for name in made.rubric.criteria:
        place = ("rubric", "criteria", name)
        if name not in ruleset.criteria:
            hint = closest(name, ruleset.criteria) or f"есть: {', '.join(judging)}"
            file.report(place, f"критерия «{name}» нет", hint, key=True)
        elif name not in judging:
            message = f"критерий «{name}» такие тексты не судит"
            file.report(place, message, f"подойдут: {', '.join(judging)}", key=True)


def rule_weights(
    made: form.AssignmentForm, file: YamlFile, ruleset: Ruleset
) -> dict[str, RuleWeight]:
    """Return the single rules of the rubric; those that judge no such works are noted."""
    known = {rule.id: rule for rule in ruleset.rules}
    found = {}
    for name, given in made.rubric.rules.items():
        place = ("rubric", "rules", name)
        if name not in known:
            hint = closest(name, known) or "список: govpost-lint rules list"
            file.report(place, f"правила «{name}» нет", hint, key=True)
            continue
        if hint := _unfit(known[name], made.kind):
            file.report(place, f"правило «{name}» такие тексты не судит", hint, key=True)
        elif made.kind != HISTORY and known[name].where.min_words > made.limits.min_words:
            least = known[name].where.min_words
            message = f"правило «{name}» судит тексты от {least} слов: короткому баллы даром"
            file.report(place, message, f"поставьте limits: {{min_words: {least}}}", key=True)
        weight = _weight(given)
        each = given.each if isinstance(given, form.RuleWeightForm) else None
        if each is None:
            each = weight / 2 if known[name].kind in _MANY else weight
        found[name] = RuleWeight(weight, each)
    return found


def part_weights(made: form.AssignmentForm) -> dict[str, float]:
    """Share out the points of the parts; unrounded, so that equal parts are worth the same."""
    whole = sum(part.points for part in made.required.values())
    return {
        name: round(made.rubric.parts * part.points / whole, 6)
        for name, part in made.required.items()
    }


def default_marks(given: Mapping[str, float], pass_mark: float) -> dict[str, float]:
    """Return the borders of «5» and «4»: by default 70 and 35 % of the way from pass to 100."""
    above = 100 - pass_mark
    return {
        "5": round(pass_mark + 0.7 * above, 1),
        "4": round(pass_mark + 0.35 * above, 1),
        **given,
    }


def _weight(given: float | form.RuleWeightForm) -> float:
    return given.weight if isinstance(given, form.RuleWeightForm) else float(given)


def _judges(criterion: Criterion, kind: str) -> bool:
    judged = not criterion.kinds or bool({*KINDS[kind]} & {*criterion.kinds})
    return criterion.draft and criterion.weight > 0 and judged


def _unfit(rule: Rule, kind: str) -> str:
    """Return what a rule judges instead of such works; empty where it fits."""
    if rule.kind in ACCOUNT_RULES:
        return "" if kind == HISTORY else "оно судит страницу за месяц: kind: history"
    kinds = rule.where.kind
    return "" if not kinds or {*kinds} & {*KINDS[kind]} else f"оно судит: {', '.join(kinds)}"
