"""The rule pack itself: what every rule must have, and that every example of every rule holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from govpost_lint import Ruleset
from govpost_lint.ruleset.plan import Rule
from govpost_lint.selftest import run_examples
from govpost_lint.yaml_reader import read_yaml

RULES = Path(__file__).parent.parent / "rules"
NO_RULES = {"lists", "profiles", "detectors"}
IDS = sorted(
    path.relative_to(RULES).with_suffix("").as_posix()
    for path in RULES.glob("*/*.yaml")
    if path.parent.name not in NO_RULES
)
LISTS = sorted(
    path.stem
    for path in (RULES / "lists").glob("*.yaml")
    if not path.stem.startswith(("own-", "topic"))  # filled by govpost.yaml; for whole accounts
)
FIRST_PACK = ("living-language", "sincerity")


def data_of(rule_id: str) -> dict[str, Any]:
    file = read_yaml((RULES / f"{rule_id}.yaml").read_text(encoding="utf-8"), rule_id)
    assert not file.errors
    return dict(file.data)


@pytest.fixture(scope="module")
def rules(pack: Ruleset) -> dict[str, Rule]:
    return {rule.id: rule for rule in pack.rules}


@pytest.mark.parametrize("rule_id", IDS)
def test_examples_hold(rule_id: str, rules: dict[str, Rule], pack: Ruleset) -> None:
    results = list(run_examples(pack.linter, [rules[rule_id]]))
    assert [f"line {r.line}: {r.message} — {r.text}" for r in results if not r.ok] == []


@pytest.mark.parametrize("rule_id", IDS)
def test_examples_are_enough(rule_id: str) -> None:
    examples = data_of(rule_id)["examples"]
    bad = [example["bad"] for example in examples if "bad" in example]
    good = [example["good"] for example in examples if "good" in example]
    for example in examples:
        if "history" in example:
            silent = not example.get("findings") and not example.get("points")
            (good if silent else bad).append(" / ".join(example["history"]))
    assert len(set(bad)) >= 2, "at least two different bad examples"
    assert len(set(good)) >= 2, "at least two different good examples"


@pytest.mark.parametrize("rule_id", IDS)
def test_id_is_the_path_and_the_clause_exists(rule_id: str, rules: dict[str, Rule],
                                              pack: Ruleset) -> None:  # fmt: skip
    data = data_of(rule_id)
    assert data["id"] == rule_id
    assert rules[rule_id].criterion in pack.criteria
    assert set(rules[rule_id].clauses) <= set(pack.clauses)


@pytest.mark.parametrize("rule_id", IDS)
def test_message_and_reason_are_sentences(rule_id: str) -> None:
    data = data_of(rule_id)
    message = data["message"]
    assert message.endswith((".", "…»", "?", "!")), "a message ends with a full stop"
    assert len(message.split()) >= 3, "a message says what to do"
    assert data.get("why", "").endswith("."), "every rule says why it matters to the reader"
    assert "  " not in message + data["why"]
    assert len(data["title"]) <= 54, "a longer title loses its middle in a window of 80 columns"


def test_there_are_rules_for_every_criterion_that_judges_drafts(pack: Ruleset) -> None:
    with_rules = {rule.criterion for rule in pack.rules}
    assert {c.id for c in pack.criteria.values() if c.draft} <= with_rules


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_used(name: str) -> None:
    files = [*RULES.glob("*/*.yaml")]
    texts = [path.read_text(encoding="utf-8") for path in files if path.parent.name != "lists"]
    used = re.compile(rf"(?<![\w-]){name}(?![\w-])")
    assert any(used.search(text) for text in texts)


def entries(pack: Ruleset, rules: list[Rule]) -> int:
    """Number of patterns of ``rules`` and of entries of the lists that they name."""
    used = {
        name
        for rule in rules
        for pattern in (*rule.patterns, *rule.unless)
        for sequence in pattern.sequences
        for item in sequence
        for name in getattr(getattr(item, "condition", None), "lists", ())
    }
    used |= {
        slot.through
        for rule in rules
        for pattern in rule.patterns
        for template in pattern.suggest
        for slot in template
        if getattr(slot, "through", "")
    }
    return sum(len(rule.patterns) for rule in rules) + sum(
        len(pack.plan.lists[name]) for name in used
    )


def test_first_pack_is_large_enough(pack: Ruleset) -> None:
    ours = [rule for rule in pack.rules if rule.criterion in FIRST_PACK]
    assert sum(rule.kind == "match" for rule in ours) >= 30
    assert entries(pack, ours) >= 900


def test_pack_of_rules_about_accounts_is_large_enough(pack: Ruleset) -> None:
    ours = [pack.plan.rule(number) for number in pack.plan.account_rules]
    assert len(ours) >= 30
    assert {rule.kind for rule in ours} == {"history", "follow", "similar"}
    assert {rule.criterion for rule in ours} >= {
        "regularity", "interactivity", "personal", "audience", "feedback", "media", "emergency",
    }  # fmt: skip


def test_whole_pack_is_large_enough(pack: Ruleset) -> None:
    assert len(pack.rules) >= 130
    assert entries(pack, list(pack.rules)) >= 2500


@pytest.mark.parametrize("profile", ["governor", "agency", "reply-desk", "course", "strict"])
def test_every_profile_loads(profile: str) -> None:
    assert Ruleset.load(profile=profile).profile == profile


README = (RULES / "README.md").read_text(encoding="utf-8")


def test_readme_counts_the_rules(pack: Ruleset) -> None:
    account = {"history", "follow", "similar"}
    for name, criterion in pack.criteria.items():
        own = [rule for rule in pack.rules if rule.criterion == name]
        whole = sum(rule.kind in account for rule in own)
        assert f"| {criterion.title} | `{name}/` | {len(own)} | {whole} |" in README


def test_readme_says_why_a_clause_has_no_rule(pack: Ruleset) -> None:
    served = {clause for rule in pack.rules for clause in rule.clauses}
    part = README.partition("## Строки стандарта без правил")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| `([\w/-]+)`", part, re.MULTILINE))
    told = {clause for clause in pack.clauses if clause.startswith("norms/hist-")}
    assert named | told | {"norms/freq-06"} == set(pack.clauses) - served
