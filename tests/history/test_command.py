"""``govpost-lint history``: the period, the time zone, and options that mean nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from govpost_lint.cli import main

POSTS = [
    ("a", "2026-03-01T23:30:00+03:00", "Залили каток на Лесной."),
    ("b", "2026-03-05T10:00:00+03:00", "Починили мост через Каменку."),
    ("c", "2026-03-12T10:00:00+03:00", "Спилили сухой тополь у школы."),
    ("d", "2026-03-20T10:00:00+03:00", "Открыли библиотеку в Ольховке."),
]
COMMENTS = [
    {"id": "q1", "post_id": "b", "date": "2026-03-05T11:00:00+03:00", "text": "Где вода?"},
    {"id": "r1", "post_id": "b", "date": "2026-03-13T11:00:00+03:00", "text": "Дадим к 18:00.",
     "is_official": True, "reply_to": "q1"},
    {"id": "q2", "post_id": "c", "date": "2026-03-12T12:00:00+03:00", "text": "Почему темно?"},
]  # fmt: skip


@pytest.fixture
def export(tmp_path: Path) -> Path:
    posts = [{"id": name, "date": moment, "text": text} for name, moment, text in POSTS]
    for name, records in (("posts", posts), ("comments", COMMENTS)):
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


@pytest.fixture
def account(export: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*options: str) -> dict[str, Any]:
        args = ["history", str(export / "posts.jsonl"), "--format", "json",
                "--comments", str(export / "comments.jsonl"), *options]  # fmt: skip
        assert main(args) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)["account"]
        return found

    return call


@pytest.mark.parametrize(
    ("options", "posts"),
    [
        ([], 4),
        (["--since", "2026-03-02"], 3),
        (["--since", "2026-03-02", "--timezone", "Asia/Vladivostok"], 4),  # there the 2nd already
        (["--since", "2026-03-05", "--until", "2026-03-12"], 2),
        (["--since", "2026-03-05T10:01"], 2),
        (["--until", "2026-03-12T10:00"], 2),
        (["--as-of", "2026-03-12"], 3),
        (["--since", "2026-04-01"], 0),
    ],
)
def test_period(options: list[str], posts: int, account: Any) -> None:
    assert account(*options)["facts"]["posts"] == posts


def test_answers_are_known_by_the_day_of_judgement(account: Any) -> None:
    assert account("--as-of", "2026-03-12")["facts"]["questions"]["unanswered"] == ["q1", "q2"]
    assert account("--as-of", "2026-03-13")["facts"]["questions"]["unanswered"] == ["q2"]
    late = account("--until", "2026-03-12", "--as-of", "2026-03-20")
    assert late["facts"]["questions"]["unanswered"] == ["q2"]
    assert late["facts"]["posts"] == 3


def test_working_hours_and_holidays(account: Any, export: Path) -> None:
    hours = account()["facts"]["first_reply_working_hours"]["p50"]
    # Thursday from 11 to 18, Friday, Tuesday to Thursday (Monday the 9th is off), two on Friday
    assert hours == 7 + 9 + 3 * 9 + 2
    counted = account("--count-holidays")["facts"]["first_reply_working_hours"]["p50"]
    assert counted == hours + 9
    config = export / "govpost.yaml"
    config.write_text("account: {working_hours: 10-17, holidays_count: true}", encoding="utf-8")
    shorter = account("--config", str(config))["facts"]["first_reply_working_hours"]["p50"]
    assert shorter == 6 + 7 + 4 * 7 + 1


def test_silence_is_judged_on_the_day_asked_for(account: Any) -> None:
    rules = {finding["rule"] for finding in account()["findings"]}
    assert "regularity/silent-now" not in rules
    rules = {finding["rule"] for finding in account("--as-of", "2026-04-10")["findings"]}
    assert "regularity/silent-now" in rules


def test_no_words_of_readers_in_the_report(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["history", str(export / "posts.jsonl"), "--format", "json",
          "--comments", str(export / "comments.jsonl")])  # fmt: skip
    out = capsys.readouterr().out
    assert "Где вода" not in out
    assert "Почему темно" not in out


BAD = {
    "no export": ([], "Не указано, что читать"),
    "no such file": (["nothing.json"], "nothing.json"),
    "day": (["posts.jsonl", "--since", "вчера"], "пишите 2026-03-01"),
    "impossible day": (["posts.jsonl", "--until", "2026-02-30"], "пишите 2026-03-01"),
    "order": (["posts.jsonl", "--since", "2026-03-02", "--until", "2026-03-01"], "--until раньше"),
    "zone": (["posts.jsonl", "--timezone", "Mars/Base"], "Asia/Vladivostok"),
    "format": (["posts.jsonl", "--format", "htm"], "возможно, «html»"),
    "jobs": (["posts.jsonl", "--jobs", "-1"], "--jobs"),
    "profile": (["posts.jsonl", "--profile", "governer"], "governor"),
    "corrections": (["posts.jsonl", "--corrections", "no.yaml"], "no.yaml"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_options(
    name: str, export: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    args, told = BAD[name]
    monkeypatch.chdir(export)
    assert main(["history", *args]) == 2
    assert told in capsys.readouterr().err
