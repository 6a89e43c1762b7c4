"""The invented account: every fact is what its author planned, counted apart from the program."""

import runpy
import sys
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from govpost_lint import Ruleset, history
from govpost_lint.config_file import load_config

ACCOUNT = Path(__file__).parents[2] / "examples" / "account"
PLAN = yaml.load((ACCOUNT / "expected.yaml").read_text("utf-8"), yaml.BaseLoader)
VK_PLAN = yaml.safe_load((ACCOUNT / "vk" / "expected.yaml").read_text("utf-8"))


def facts_of(posts: str, comments: str, as_of: str) -> dict:
    ruleset = Ruleset.load(config=load_config(ACCOUNT / "govpost.yaml"))
    report = history(
        ACCOUNT / posts, ruleset, comments=[ACCOUNT / comments], as_of=datetime.fromisoformat(as_of)
    )
    return report.facts.as_json(report.period.zone)


@pytest.fixture(scope="module")
def facts() -> dict:
    return facts_of("result.json", "discussion.json", PLAN["as_of"])


@pytest.mark.parametrize("name", PLAN["facts"])
def test_fact_is_as_planned(facts: dict, name: str) -> None:
    planned = yaml.safe_load((ACCOUNT / "expected.yaml").read_text("utf-8"))["facts"][name]
    found = facts[name]
    if name == "promises":  # what else the ledger tells is how it found the report
        found = [{key: one[key] for key in planned[0]} for one in found]
    assert found == planned


def test_every_fact_is_planned(facts: dict) -> None:
    assert set(facts) == set(PLAN["facts"])


def test_exports_are_those_of_the_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ACCOUNT / "source"))
    runpy.run_path(str(ACCOUNT / "source" / "make.py"))["main"](tmp_path)
    for name in ("story", "export", "plan"):
        sys.modules.pop(name, None)
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert made == {name: (ACCOUNT / name).read_text("utf-8") for name in made}
    assert set(made) == {"result.json", "discussion.json", "expected.yaml"}


def test_posts_of_vk_are_as_counted_by_hand() -> None:
    facts = facts_of("vk/wall.json", "vk/comments.json", VK_PLAN["as_of"])
    assert {name: facts[name] for name in VK_PLAN["facts"]} == VK_PLAN["facts"]
