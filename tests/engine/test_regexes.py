"""Expressions of foreign rules stop after a time; those of the program need no other engine."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from govpost_lint import Ruleset
from govpost_lint.engine import regexes
from govpost_lint.errors import ConfigErrors, RuleError
from govpost_lint.text.analysis import analyze
from tests import small

SLOW = "(?:а|аа){1,90}б"
"""Passes the check at load, which looks for unbounded repeats inside each other."""


@pytest.mark.parametrize(
    "form",
    [
        small.match_rule({"regex": SLOW}),
        small.match_rule({"tokens": [{"regex": SLOW}]}),
        small.match_rule("мост", unless=[{"regex": SLOW}]),
    ],
)
def test_a_slow_expression_is_one_line_with_rule_and_file(
    form: small.Plain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regexes, "LIMIT", 0.1)
    ruleset = small.load(form)
    with pytest.raises(RuleError) as error:
        small.find(ruleset, "Это мост. " + "а" * 80 + "в бор.")
    message = str(error.value)
    assert "living-language/word.yaml" in message
    assert "правила living-language/word работает дольше" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "regex",
    [r"\bмост\w*", r"(?i)МОСТ", r"(?<=а )мост", r"^мост|мост$", "[^а-я ]", r"м(?!а)", "ё|е"],
)
def test_both_engines_find_the_same(regex: str) -> None:
    text = "Мост у дома. Малый мост,\nМОСТЫ и мост\nа мост ещё старый. Мёд."
    rule = small.load(small.match_rule("мост")).rules[0]
    flags = regexes.re.IGNORECASE | regexes.re.MULTILINE
    own, limited = (regexes.compiled(regex, flags, one) for one in (None, rule))
    assert own.matches(text) == limited.matches(text)
    assert own.found_in(text) == limited.found_in(text)


def test_only_rules_of_the_program_are_trusted(pack: Ruleset, tmp_path: Path) -> None:
    assert not any(regexes.is_foreign(rule) for rule in pack.rules)
    assert regexes.is_foreign(small.load(small.match_rule("мост")).rules[0])
    rule = pack.rules[0]
    for path in ("rules/a.yaml", f"{Path(rule.path).parent}/../../b.yaml", f"{tmp_path}/c.yaml"):
        assert regexes.is_foreign(replace(rule, path=path))


def test_the_pack_needs_no_other_engine(pack: Ruleset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "regex", None)
    text = "Тел. 8 912 345-67-89, ул. Лесная, д. 5! ВНИМАНИЕ!!! http://a.example #тег 50% руб."
    assert Ruleset(pack.plan).check(small.Document("a", text)).words
    assert analyze(text).words


@pytest.mark.parametrize("regex", ["(?:(?:(?:а{50}){50}){50}){50}", "(?:" * 60 + "а" + "){2}" * 60])
def test_expressions_that_would_fill_the_memory_are_refused(regex: str) -> None:
    with pytest.raises(ConfigErrors, match="слишком велико"):
        small.load(small.match_rule({"regex": regex}))
