"""The rows of texts: the same from disk, from any number of processes, from damaged files."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from govpost_lint import AccountReport, History, Ruleset, history
from govpost_lint.account import Comment, Post
from tests.history.planned import random_plan

START = datetime(2026, 3, 2, 7, tzinfo=UTC)
SECRET = "Мария Ильинична с Лесной 14, телефон 8 912 345-67-89: когда починят лифт?"


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Ruleset) -> Path:
    """An empty folder for the rows; the plan of the pack is loaded already."""
    monkeypatch.setenv("GOVPOST_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def account(posts: int = 40) -> History:
    made = tuple(
        Post(f"p{n}", START + timedelta(hours=9 * n), f"Починили мост № {n}, спасибо бригаде.")
        for n in range(posts)
    )
    asked = Comment("c1", "p0", "", START + timedelta(hours=1), SECRET, author="тайна")
    answer = Comment("c2", "p0", "c1", START + timedelta(hours=3), "Починим завтра к 12:00.", True)
    return History("Страница", "vk", made, (asked, answer))


def same(one: AccountReport, other: AccountReport) -> bool:
    return (one.facts, one.findings, one.score, one.documents, one.weeks) == (
        other.facts, other.findings, other.score, other.documents, other.weeks,
    )  # fmt: skip


def test_warm_equals_cold(rows: Path, pack: Ruleset) -> None:
    cold = history(account(), pack)
    (file,) = rows.glob("rows-*.bin")
    before = file.read_bytes()
    assert same(history(account(), pack), cold)
    assert file.read_bytes() == before


def test_new_posts_are_added(rows: Path, pack: Ruleset) -> None:
    history(account(30), pack)
    warm = history(account(33), pack)
    for file in rows.glob("rows-*.bin"):
        file.unlink()
    assert same(history(account(33), pack), warm)


@pytest.mark.parametrize("damage", [b"", b"\x00" * 900, b"govpost-lint plan\n" + b"x" * 90])
def test_damaged_file_is_made_anew(damage: bytes, rows: Path, pack: Ruleset) -> None:
    cold = history(account(), pack)
    (file,) = rows.glob("rows-*.bin")
    file.write_bytes(damage)
    assert same(history(account(), pack), cold)
    assert file.stat().st_size > len(damage)


def test_cut_file_is_made_anew(rows: Path, pack: Ruleset) -> None:
    cold = history(account(), pack)
    (file,) = rows.glob("rows-*.bin")
    file.write_bytes(file.read_bytes()[:-7])
    assert same(history(account(), pack), cold)


@pytest.mark.parametrize("seed", [3, 8])
def test_number_of_processes_changes_nothing(seed: int, rows: Path, pack: Ruleset) -> None:
    source = random_plan(seed).history
    many = History("", "vk", tuple(
        Post(f"{copy}-{p.id}", p.moment, f"{p.text} {copy}", p.repost, p.attachments)
        for copy in range(12) for p in source.posts
    ))  # fmt: skip
    reports = []
    for jobs in (1, 2, 3):
        for file in rows.glob("rows-*.bin"):
            file.unlink()
        reports.append(history(many, pack, jobs=jobs))
    assert same(reports[0], reports[1])
    assert same(reports[0], reports[2])


def test_two_runs_at_once(rows: Path) -> None:
    program = (
        "from tests.history.test_rows import account; from govpost_lint import Ruleset, history;"
        "print(history(account(), Ruleset.load(), jobs=1).score.total)"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE,
                         cwd=Path(__file__).parents[2])
        for _ in range(2)
    ]  # fmt: skip
    totals = [run.communicate(timeout=120)[0] for run in runs]
    assert totals[0] == totals[1] != b""
    assert len(list(rows.glob("rows-*.bin"))) == 1
    assert list(rows.glob(".rows-*")) == []


def test_cache_tells_nothing_of_citizens(rows: Path, pack: Ruleset) -> None:
    history(account(), pack)
    content = b"".join(file.read_bytes() for file in rows.iterdir())
    for word in ("Мария", "Ильинична", "Лесной", "345-67-89", "лифт", "тайна"):
        assert word.encode() not in content, word


def test_another_configuration_has_its_own_rows(rows: Path, pack: Ruleset) -> None:
    from govpost_lint.config import Config

    skipping = Ruleset(pack.plan, Config(path=Path("govpost.yaml"), skip=("media/*",)))
    whole, part = history(account(), pack), history(account(), skipping)
    rules = {one.rule for document in part.documents for one in document.findings}
    assert not any(rule.startswith("media/") for rule in rules)
    assert not any(finding.rule.startswith("media/") for finding in part.findings)
    assert same(history(account(), pack), whole)


def test_facts_are_plain_data(rows: Path, pack: Ruleset) -> None:
    report = history(account(), pack)
    data = report.facts.as_json(report.period.zone)
    assert json.loads(json.dumps(data)) == data
