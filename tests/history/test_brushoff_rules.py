"""What an account's facts call a brush-off is what the rules that count in a reply call one."""

from fnmatch import fnmatchcase

from govpost_lint import Ruleset
from govpost_lint.facts.dialogue import BRUSHOFF_RULES
from govpost_lint.marked_texts import load_labels
from govpost_lint.ruleset.loading import default_folder


def test_facts_know_every_rule_that_finds_brushoffs_in_replies() -> None:
    patterns = load_labels(default_folder() / "labels.yaml")["brushoff"]
    counting = {
        rule.id
        for rule in Ruleset.load().rules
        if any(fnmatchcase(rule.id, pattern) for pattern in patterns)
        and rule.status == "stable"
        and rule.severity != "advice"
        and "reply" in rule.where.kind
    }
    assert counting == set(BRUSHOFF_RULES)
