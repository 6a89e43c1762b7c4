"""``new_rule``: the new file loads, its examples hold, nothing is overwritten."""

from pathlib import Path

import pytest

from govpost_lint import Ruleset
from govpost_lint.ruleset.formatting import format_rule
from govpost_lint.ruleset.scaffold import new_rule
from govpost_lint.selftest import run_examples
from tests.small import STANDARD, write_folder

CLAUSES = {"governors/living-language": {"title": "Живой язык"}}


@pytest.mark.parametrize("rule_id", ["living-language/new-word", "sincerity/a1", "sincerity/x"])
def test_a_new_rule_loads_and_its_examples_hold(tmp_path: Path, rule_id: str) -> None:
    folder = write_folder(tmp_path / "rules", standard={**STANDARD, "clauses": CLAUSES})
    path = new_rule(rule_id, folder)
    assert path == folder / f"{rule_id}.yaml"
    ruleset = Ruleset.load(folder)
    [rule] = ruleset.rules
    assert (rule.id, rule.status) == (rule_id, "preview")
    results = list(run_examples(ruleset.linter, [rule]))
    assert [result.message for result in results] == [""] * 4


def test_a_new_rule_is_in_canonical_form(tmp_path: Path) -> None:
    text = new_rule("sincerity/x", tmp_path).read_text("utf-8")
    assert format_rule(text) == text


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "sincerity" / "x.yaml"
    path.parent.mkdir()
    path.write_text("моё", "utf-8")
    with pytest.raises(FileExistsError):
        new_rule("sincerity/x", tmp_path)
    assert path.read_text("utf-8") == "моё"


def test_folders_are_made(tmp_path: Path) -> None:
    assert new_rule("sincerity/x", tmp_path / "a" / "b").is_file()


BAD = ["", "x", "sincerity/", "/x", "a/b/c", "../x/y", "a/../b", "Sincerity/x", "sincerity/лесть",
       "a b/c", "a/b.yaml", "a/-b", "a/b-", "a/b--c", "a/b\n", "a\\b/c", "a/b_c"]  # fmt: skip


@pytest.mark.parametrize("rule_id", BAD)
def test_bad_ids(tmp_path: Path, rule_id: str) -> None:
    with pytest.raises(ValueError, match="критерий/что-не-так"):
        new_rule(rule_id, tmp_path / "rules")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "rules").write_text("", "utf-8")
    with pytest.raises(NotADirectoryError):
        new_rule("sincerity/x", tmp_path / "rules")
