"""``fold_lines``: long lines come apart where YAML joins them again unchanged."""

from pathlib import Path

import pytest

from govpost_lint.ruleset.folding import WIDTH, fold_lines
from govpost_lint.ruleset.formatting import format_rule
from govpost_lint.yaml_reader import read_yaml

RULES = Path(__file__).parents[2] / "rules"

WORDS = "|".join(["администрация"] * 12)
TALE = "Жители пришли на сход и долго говорили о дороге. " * 3

LONG = {
    "at a blank of a text in double quotes": f'- "{TALE}"',
    "after a bar, with a backslash": f'- "{{{WORDS}}}"',
    "between the items of a flow collection": f"- {{bad: '{TALE[:90]}', fixed: '{TALE[:60]}'}}",
    "at a blank of a plain text": f"why: {TALE}",
    "in a continued line": f'- "первая строка\n      {TALE}"',
    "with a comment beside": f'- "{TALE}"   # зачем',
}


def data(text: str) -> object:
    file = read_yaml(text, "проба")
    assert not file.errors
    return file.data


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_folded_text_says_the_same_in_short_lines(text: str) -> None:
    made = fold_lines(text)
    assert data(made) == data(text)
    assert max(len(line) for line in made.split("\n")) <= WIDTH
    assert fold_lines(made) == made


@pytest.mark.parametrize(
    "text",
    ["a: 1\n", f"# {TALE}\na: 1\n", f"regex: '{WORDS}'\n", f'a: "{TALE[:80]}"\n'],
    ids=["short", "comment", "no place to fold", "short enough"],
)
def test_what_cannot_or_need_not_be_folded_stays(text: str) -> None:
    assert fold_lines(text) == text


def test_a_plain_text_is_not_cut_before_what_yaml_would_read() -> None:
    text = "why: " + "слово " * 18 + "- тире {скобка} [вторая] & третья * " + "слово " * 8
    assert data(fold_lines(text)) == data(text)


@pytest.mark.parametrize("folder", ["living-language", "legal", "media"])
def test_rules_of_the_pack_are_folded(folder: str) -> None:
    for path in sorted((RULES / folder).glob("*.yaml")):
        text = path.read_text("utf-8")
        assert format_rule(text) == text, path.name
