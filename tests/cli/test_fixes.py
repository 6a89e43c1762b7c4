"""``--fix``: what changes, what never does, and what a power cut leaves."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govpost_lint import Document
from govpost_lint.fixing import SAFE, UNSAFE, fix
from tests.small import load, match_rule, write_folder

NOW = match_rule(
    {"phrase": "на сегодняшний день", "suggest": ["сейчас"], "fix": "safe"},
    name="living-language/now",
    examples=[
        {"bad": "Мост [[на сегодняшний день]] готов.", "fixed": "Мост сейчас готов."},
        {"good": "Мост сейчас готов."},
    ],
)
TWICE = match_rule(
    {"phrase": "сейчас сейчас", "suggest": ["сейчас"], "fix": "safe"}, name="living-language/twice"
)
HOUSE = match_rule(
    {"phrase": "{объект}", "suggest": ["дом", "здание"], "fix": "unsafe"},
    name="living-language/house",
)
SHOWN = match_rule(
    {"phrase": "данный", "suggest": ["этот"], "fix": "none"}, name="living-language/shown"
)
RULES = [NOW, TWICE, HOUSE, SHOWN]


@pytest.fixture
def mend(run, tmp_path: Path):
    pack = write_folder(tmp_path / "pack", RULES)

    def call(*options: str):
        return run("check", "--rules", str(pack), *options)

    return call


def test_safe_fixes_only_where_asked(mend, tmp_path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("На сегодняшний день данный объект готов.\n", "utf-8")
    assert mend("a.md").returncode == 0
    assert draft.read_text("utf-8").startswith("На сегодняшний")
    assert "a.md: исправлено мест 1." in mend("a.md", "--fix").stderr
    assert draft.read_text("utf-8") == "Сейчас данный объект готов.\n"
    mend("a.md", "--unsafe-fixes")
    assert draft.read_text("utf-8") == "Сейчас данный дом готов.\n"


ENCODINGS = ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-32", "utf-16-be with mark"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_everything_outside_the_edits_stays(mend, tmp_path, encoding, end) -> None:
    before = f"---\nkind: post\n---\n  Мост\t на сегодняшний день  готов. {end}{end}Ждём!  "
    after = before.replace("на сегодняшний день", "сейчас")

    def encoded(text: str) -> bytes:
        if encoding == "utf-16-be with mark":
            return b"\xfe\xff" + text.encode("utf-16-be")
        return text.encode(encoding)

    draft = tmp_path / "a.md"
    draft.write_bytes(encoded(before))
    draft.chmod(0o640)
    mend("a.md", "--fix")
    assert draft.read_bytes() == encoded(after)
    assert draft.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.glob("*.md*")] == ["a.md"]


def test_a_patch_changes_nothing_and_applies(mend, tmp_path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("Мост.\n\nНа сегодняшний день готов.", "utf-8")
    done = mend("a.md", "--fix", "--diff")
    assert done.returncode == 1
    assert draft.read_text("utf-8") == "Мост.\n\nНа сегодняшний день готов."
    subprocess.run(["git", "apply"], input=done.stdout.encode(), cwd=tmp_path, check=True)
    assert draft.read_text("utf-8") == "Мост.\n\nСейчас готов."
    done = mend("a.md", "--fix", "--diff")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_patch_applies_to_a_file_with_an_odd_name(mend, tmp_path) -> None:
    draft = tmp_path / '\u202e\n"мост\\.md'
    draft.write_text("На сегодняшний день готов.", "utf-8")
    done = mend(".", "--diff")
    assert "\u202e" not in done.stdout
    subprocess.run(["git", "apply"], input=done.stdout.encode(), cwd=tmp_path, check=True)
    assert draft.read_text("utf-8") == "Сейчас готов."


def test_exports_and_standard_input_are_never_changed(mend, tmp_path) -> None:
    records = tmp_path / "a.jsonl"
    records.write_text('{"id": "1", "text": "На сегодняшний день готов."}\n', "utf-8")
    before = records.read_bytes()
    assert mend("a.jsonl", "--fix").returncode == 0
    assert records.read_bytes() == before
    assert mend("a.jsonl", "--fix", "--diff").stdout == ""


def test_what_is_allowed_stays(mend, tmp_path) -> None:
    text = "Мост на сегодняшний день готов. <!-- allow living-language/now: название акции -->\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    mend("a.md", "--fix")
    assert (tmp_path / "a.md").read_text("utf-8") == text


CUT = """
import os, sys
def cut(*args): os._exit(137)
os.{call} = cut
from govpost_lint.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize("call", ["replace", "fsync", "chmod"])
def test_a_power_cut_leaves_the_old_file(tmp_path, environment, call) -> None:
    pack = write_folder(tmp_path / "pack", RULES)
    draft = tmp_path / "a.md"
    draft.write_text("На сегодняшний день готов.\n", "utf-8")
    program = [sys.executable, "-c", CUT.format(call=call)]
    warm = [sys.executable, "-m", "govpost_lint", "check", "a.md", "--rules", str(pack)]
    subprocess.run(warm, cwd=tmp_path, env=environment, check=True, capture_output=True)
    command = [*program, "check", "a.md", "--rules", str(pack), "--fix"]
    assert subprocess.run(command, cwd=tmp_path, env=environment).returncode == 137
    assert draft.read_text("utf-8") == "На сегодняшний день готов.\n"


WORDS = ["на", "сегодняшний", "день", "сейчас", "объект", "данный", ".", "\n", "«", "»", "Мост"]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_second_run_finds_nothing_to_mend(text: str) -> None:
    ruleset = load(*RULES)
    for safeties in (SAFE, UNSAFE):
        fixed = fix(Document(id="a", text=text), ruleset.check, safeties)
        again = fix(Document(id="a", text=fixed.text), ruleset.check, safeties)
        assert (again.text, again.edits) == (fixed.text, 0)
        assert fixed.text.count("\n") == text.count("\n")


def test_rules_that_undo_each_other_stop() -> None:
    here = match_rule({"phrase": "мост", "suggest": ["пост"], "fix": "safe"}, name="sincerity/a")
    back = match_rule({"phrase": "пост", "suggest": ["мост"], "fix": "safe"}, name="sincerity/b")
    assert fix(Document(id="a", text="мост"), load(here, back).check, SAFE).edits == 5
