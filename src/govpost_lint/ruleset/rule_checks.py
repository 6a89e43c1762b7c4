"""Checks of a rule file that need no compiling: the names it refers to, its examples."""

from __future__ import annotations

from collections.abc import Sequence

from govpost_lint.errors import closest
from govpost_lint.ruleset import models
from govpost_lint.ruleset.files import Sources
from govpost_lint.ruleset.pattern_compiler import as_list
from govpost_lint.text.ngram_model import LEARNED
from govpost_lint.yaml_reader import Place, YamlFile

_FREE_TAGS = ("attachments", "comment")
"""Tags that no detector gives."""


def check_references(rule: models.RuleFile, file: YamlFile, sources: Sources) -> None:
    """Report tags, clauses, criteria and former names that do not fit the rest of the rules."""
    standard = sources.standard
    clauses = standard[0].clauses if standard else {}
    _check_tags(rule.where.tags, ("where", "tags"), file, sources)
    for clause in as_list(rule.source.clause):
        if clause not in clauses:
            hint = closest(clause, clauses) or "пункты перечислены в standard.yaml"
            file.report(("source", "clause"), f"пункта «{clause}» в стандарте нет", hint)
    criteria = [criterion.id for criterion in standard[0].criteria] if standard else []
    criterion = rule.id.split("/")[0]
    if criterion not in criteria:
        hint = closest(criterion, criteria) or "критерии перечислены в standard.yaml"
        file.report(("id",), f"критерия «{criterion}» нет", hint)
    for number, name in enumerate(rule.replaces):
        if name in sources.rules:
            hint = "replaces называет прежнее имя этого правила"
            file.report(("replaces", number), f"правило «{name}» ещё существует", hint)


def check_detector(detector: models.DetectorFile, file: YamlFile, sources: Sources) -> None:
    """Report detectors that do not exist, and one that needs its own answer to find it.

    A detector has patterns, or weights that answer in their place.
    """
    patterns = bool(detector.any_ or detector.unless)
    if bool(detector.learned) == patterns:
        file.report(("id",), "нужно одно из двух: any (с unless) или learned")
    elif detector.learned and detector.learned not in LEARNED:
        hint = closest(detector.learned, LEARNED) or "есть: " + ", ".join(LEARNED)
        file.report(("learned",), f"весов «{detector.learned}» нет", hint)
    _check_tags(detector.where.tags, ("where", "tags"), file, sources)
    _check_tags(detector.also, ("also",), file, sources)
    name = detector.id.removeprefix("detectors/")
    asked: set[str] = set()
    new = set(detector.asks)
    while new:
        asked |= new
        forms = [sources.detectors[one][0] for one in new if one in sources.detectors]
        new = {tag for form in forms for tag in form.asks} - asked
    if name in asked:
        file.report(("id",), f"признак «{name}» спрашивает о себе самом", "разорвите круг")


def _check_tags(tags: Sequence[str], place: Place, file: YamlFile, sources: Sources) -> None:
    for number, tag in enumerate(tags):
        name = tag.removeprefix("!").removeprefix("comment:")
        if name not in sources.detectors and name not in _FREE_TAGS:
            hint = closest(name, sources.detectors) or "есть: " + ", ".join(
                sorted(sources.detectors)
            )
            file.report((*place, number), f"признака «{name}» нет", hint)


def check_examples(rule: models.RuleFile, file: YamlFile) -> None:
    """Report examples that prove nothing."""
    if rule.fix == "safe" and any(
        example.bad and example.fixed is None for example in rule.examples
    ):
        file.report(("fix",), "fix: safe без fixed в каждом плохом примере", "допишите fixed")
    whole = any(getattr(rule, kind) is not None for kind in models.ACCOUNT_KINDS)
    wanted = ("history",) if whole else ("bad", "good")
    for number, example in enumerate(rule.examples):
        if sum(getattr(example, key) is not None for key in wanted) != 1:
            text = "нужен history" if whole else "нужно одно из двух: bad или good"
            file.report(("examples", number), f"в примере {text}")
        if whole and (not example.today or (example.findings, example.points) == (None, None)):
            hint = "например, today: 2026-03-13, findings: 1"
            file.report(("examples", number), "нужны today и findings или points", hint)
