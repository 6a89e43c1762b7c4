"""Baseline: old debts do not block new work, and nothing else gets through."""

import json
from pathlib import Path

import pytest

FILE = "govpost-baseline.json"
OLD = "Служба осуществляет проверку труб."
MORE = "Отдел осуществляет проверку двора."


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(f"{OLD}\n", "utf-8")
    (tmp_path / "b.md").write_text("Меняем трубу!!!\n", "utf-8")
    return tmp_path


@pytest.fixture
def baseline(run, repository: Path):
    def call(command: str, *options: str):
        rules = str(Path(__file__).parent / "rules")
        return run("baseline", command, ".", "--rules", rules, *options)

    assert call("create").returncode == 0
    return call


def states(run, *options: str) -> dict[str, str]:
    options = ("--baseline", FILE, "--format", "json", "--fail-on", "warning", *options)
    done = run("check", ".", *options)
    documents = json.loads(done.stdout)["documents"]
    found = {d["path"]: " ".join(f["baseline"] for f in d["findings"]) for d in documents}
    return {**found, "code": str(done.returncode)}


def test_known_findings_neither_fail_nor_cost(run, repository, baseline) -> None:
    assert states(run) == {"a.md": "unchanged", "b.md": "unchanged", "code": "0"}
    shown = run("check", ".", "--baseline", FILE).stdout
    assert "осуществляет" not in shown
    assert "Известно по базе: 2." in shown
    assert "известно по базе" in run("check", ".", "--baseline", FILE, "--show-suppressed").stdout


def test_lines_may_move_and_neighbours_change(run, repository, baseline) -> None:
    (repository / "a.md").write_text(f"Мост готов.\n\n  {OLD.upper()}\nМост.\n", "utf-8")
    assert states(run)["a.md"] == "unchanged"


def test_what_is_new_fails(run, repository, baseline) -> None:
    (repository / "a.md").write_text(f"{OLD} {MORE}\n", "utf-8")
    assert states(run) == {"a.md": "unchanged new", "b.md": "unchanged", "code": "1"}


def test_the_same_sentence_once_more_is_new(run, repository, baseline) -> None:
    (repository / "a.md").write_text(f"{OLD}\n{OLD}\n", "utf-8")
    assert states(run)["a.md"] == "unchanged new"


def test_another_version_of_the_rule_looks_again(run, repository, baseline) -> None:
    data = json.loads((repository / FILE).read_text("utf-8"))
    for entry in data["entries"]:
        entry["version"] += 1
    (repository / FILE).write_text(json.dumps(data), "utf-8")
    assert states(run) == {"a.md": "new", "b.md": "new", "code": "1"}


def test_stale_entries_are_reported_and_pruned(run, repository, baseline) -> None:
    (repository / "b.md").write_text("Меняем трубу.\n", "utf-8")
    done = run("check", ".", "--baseline", FILE)
    assert f"{FILE}: исправлено записей 1." in done.stderr
    assert "Убрано записей: 1." in baseline("prune").stderr
    assert [e["path"] for e in json.loads((repository / FILE).read_text("utf-8"))["entries"]] == [
        "a.md"
    ]
    assert "исправлено" not in run("check", ".", "--baseline", FILE).stderr


def test_update_takes_new_and_drops_stale(run, repository, baseline) -> None:
    (repository / "a.md").write_text(f"{MORE}\n", "utf-8")
    before = (repository / FILE).read_text("utf-8")
    assert baseline("update").returncode == 0
    after = (repository / FILE).read_text("utf-8")
    assert before != after
    assert len(json.loads(after)["entries"]) == 2
    assert states(run)["code"] == "0"


def test_no_text_of_a_draft_stands_in_the_file(repository, baseline) -> None:
    assert "проверку" not in (repository / FILE).read_text("utf-8")


BROKEN = [
    ("", "база не читается"),
    ("[]", "это не база govpost-lint/baseline/1"),
    ('{"schema": "govpost-lint/baseline/1"}', "запись базы испорчена"),
    ('{"schema": "govpost-lint/baseline/1", "entries": [1]}', "запись базы испорчена"),
    ("[" * 100_000, "база не читается"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_baseline_is_said_in_one_line(run, repository, text, message) -> None:
    (repository / FILE).write_text(text, "utf-8")
    done = run("check", "a.md", "--baseline", FILE)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{FILE}: {message}")
    assert done.stderr.count("\n") == 1


def test_nothing_is_overwritten(run, repository, baseline) -> None:
    before = (repository / FILE).read_bytes()
    done = baseline("create")
    assert (done.returncode, done.stderr.split(":")[0]) == (2, FILE)
    assert (repository / FILE).read_bytes() == before
    assert run("check", "a.md", "--baseline", "none.json").returncode == 2
