"""Profiles and several rule folders: what a later one sets wins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from govpost_lint import Ruleset
from tests.small import find, load, marked, match_rule, rule, write_folder

MEASURE: dict[str, Any] = rule(
    "living-language/long",
    match=None,
    params={"most": 3},
    measure={"value": "words", "bands": [{"to": "$most", "points": 0}, {"points": -7}]},
    message="Слов {words:.0f}, нужно не больше {most:.0f}.",
)


def test_child_overrides_parent() -> None:
    profiles = {
        "base": {"weights": {"sincerity": 1, "living-language": 2}, "min_confidence": "high"},
        "governor": {"extends": "base", "weights": {"sincerity": 5}},
    }
    ruleset = load(match_rule("мост"), profiles=profiles)
    weights = {name: criterion.weight for name, criterion in ruleset.criteria.items()}
    assert weights == {"living-language": 2, "sincerity": 5}
    assert ruleset.plan.min_confidence == "high"


def test_profile_sets_params_of_a_rule() -> None:
    profiles = {"strict": {"params": {"living-language/long": {"most": 1}}}}
    text = "Мы чиним мост."
    assert not find(load(MEASURE, profiles=profiles), text).findings
    (finding,) = find(load(MEASURE, profiles=profiles, profile="strict"), text).findings
    assert finding.message == "Слов 3, нужно не больше 1."


def test_profile_sets_severity_and_skips() -> None:
    rules = [match_rule("мост"), match_rule("дом", id="living-language/home")]
    profiles = {"strict": {"severity": {"living-language/word": "error"},
                           "skip": ["living-language/home"]}}  # fmt: skip
    report = find(load(*rules, profiles=profiles, profile="strict"), "Мост и дом.")
    assert [(f.text, f.severity) for f in report.findings] == [("Мост", "error")]


def test_later_folder_adds_rules_and_replaces_lists(tmp_path: Path) -> None:
    first = write_folder(tmp_path / "a", [match_rule("{@things}")], lists={"things": ["мост"]})
    second = tmp_path / "b"
    write_folder(second, [match_rule("река", id="sincerity/river")], lists={"things": ["дом"]})
    (second / "standard.yaml").unlink()
    report = find(Ruleset.load([first, second]), "Мост, дом, река.")
    assert marked(report) == "Мост, [[дом]], [[река]]."


@pytest.mark.parametrize("name", [".hidden.yaml", ".git/x.yaml"])
def test_hidden_files_are_no_rules(name: str, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, [match_rule("мост")])
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("это не правило: [")
    assert len(Ruleset.load(folder).rules) == 1


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "rules", [match_rule("мост")])
    outside = tmp_path / "outside.yaml"
    outside.write_text("это не правило: [")
    (folder / "living-language" / "link.yaml").symlink_to(outside)
    assert len(Ruleset.load(folder).rules) == 1


def test_rules_come_in_the_order_of_the_criteria() -> None:
    names = ["sincerity/a", "living-language/b", "living-language/a"]
    words = ["дом", "мост", "река"]
    ruleset = load(*(match_rule(word, id=name) for name, word in zip(names, words, strict=True)))
    assert [r.id for r in ruleset.rules] == sorted(names)
