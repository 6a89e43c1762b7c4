"""govpost.yaml on the real command line: found, refused with its place, stronger and weaker."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import RULES

TEXT = "Ура!!! Служба осуществляет проверку труб."


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.md").write_text(TEXT, "utf-8")
    return tmp_path


def rules_found(run, *args: str) -> list[str]:
    done = run("check", *args, "--format", "json")
    assert done.returncode in (0, 1), done.stderr
    [document] = json.loads(done.stdout)["documents"]
    return [f["rule"].partition("/")[2] for f in document["findings"] if f["suppressed"] is None]


SETTINGS = [
    ("", ["shouting", "empty-verb"]),
    ("skip: [sincerity/*]", ["empty-verb"]),
    ("select: [sincerity/*]", ["shouting"]),
    ("ignore: [{rule: sincerity/*, reason: праздник, until: 2099-01-01}]", ["empty-verb"]),
    (
        'ignore: [{rule: sincerity/*, path: "archive/*", reason: архив, until: 2099-01-01}]',
        ["shouting", "empty-verb"],
    ),
    (
        'ignore: [{rule: sincerity/*, path: "posts/*", reason: старое, until: 2099-01-01}]',
        ["empty-verb"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SETTINGS)
def test_settings(run, place: Path, text: str, expected: list[str]) -> None:
    (place / "govpost.yaml").write_text(text, "utf-8")
    assert rules_found(run, "posts/a.md") == expected
    assert rules_found(run, "posts") == expected


def test_an_ignored_finding_stands_in_json_with_its_reason(run, place: Path) -> None:
    entry = "{rule: sincerity/*, reason: праздник, until: 2099-01-01}"
    (place / "govpost.yaml").write_text(f"ignore: [{entry}]", "utf-8")
    done = run("check", "posts/a.md", "--format", "json")
    [document] = json.loads(done.stdout)["documents"]
    [finding] = [f for f in document["findings"] if f["suppressed"]]
    assert (finding["rule"], finding["suppressed"]) == ("sincerity/shouting", "праздник")
    assert finding["points"] == 0
    assert done.returncode == 0


def test_profile_of_the_command_line_wins(run, place: Path) -> None:
    (place / "govpost.yaml").write_text("profile: strict", "utf-8")
    for args, profile in (((), "strict"), (("--profile", "governor"), "governor")):
        done = run("check", "posts", *args, "--format", "json")
        assert json.loads(done.stdout)["profile"] == profile


def test_standard_input_takes_the_file_of_the_working_folder(run, place: Path) -> None:
    (place / "govpost.yaml").write_text("skip: [sincerity/*]", "utf-8")
    done = run("check", "-", stdin=b"!!!", cwd=place / "posts")
    assert done.returncode == 0


def test_rule_folders(run, place: Path) -> None:
    rule = (RULES / "sincerity" / "shouting.yaml").read_text("utf-8")
    rule = rule.replace("sincerity/shouting", "sincerity/asking").replace("!", "~")
    (place / "own" / "sincerity").mkdir(parents=True)
    (place / "own" / "sincerity" / "asking.yaml").write_text(rule, "utf-8")
    (place / "govpost.yaml").write_text("rules: [own]", "utf-8")
    (place / "posts" / "a.md").write_text("Ура~~ и ура!!", "utf-8")
    assert rules_found(run, "posts/a.md") == ["asking", "shouting"]


MISTAKES = [
    ("profil: x", "govpost.yaml:1:1: неизвестный ключ «profil»", "возможно, «profile»"),
    ("profile: strikt", "govpost.yaml:1:10: профиля «strikt» нет", "возможно, «strict»"),
    ("rules: [..]", "govpost.yaml:1:9: папка правил вне хранилища", "рядом с govpost.yaml"),
    (
        "skip: [sincerity/shoutin]",
        "govpost.yaml:1:8: ни одного правила «sincerity/shoutin» нет",
        "возможно, «sincerity/shouting»",
    ),
    ("account: {timezone: Луна}", "govpost.yaml:1:21: часового пояса «Луна» нет", "например"),
    ("\tprofile: x", "govpost.yaml:1:1: ", "пробелы"),
]


@pytest.mark.parametrize(("text", "message", "way_out"), MISTAKES)
def test_mistakes(run, place: Path, text: str, message: str, way_out: str) -> None:
    (place / "govpost.yaml").write_text(text, "utf-8")
    done = run("check", "posts")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "^\n" in done.stderr
    assert way_out in done.stderr
    assert done.stderr.endswith("Ошибок: 1\n")


def test_a_rule_folder_behind_a_link_is_outside(run, place: Path, tmp_path_factory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    shutil.copytree(RULES / "sincerity", outside / "sincerity")
    (place / "own").symlink_to(outside)
    (place / "govpost.yaml").write_text("rules: [own]", "utf-8")
    done = run("check", "posts")
    assert done.returncode == 2
    assert "папка правил вне хранилища" in done.stderr


def test_named_file(run, place: Path) -> None:
    (place / "govpost.yaml").write_text("skip: [sincerity/*]", "utf-8")
    (place / "other.yaml").write_text("skip: [living-language/*]", "utf-8")
    assert rules_found(run, "posts", "--config", "other.yaml") == ["shouting"]
    done = run("check", "posts", "--config", "posts")
    assert (done.returncode, done.stdout) == (2, "")
    assert "posts: это папка, а нужен файл." in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
@pytest.mark.parametrize("option", ["--config", "--baseline"])
def test_a_named_pipe_is_not_waited_for(run, place: Path, option: str) -> None:
    os.mkfifo(place / "pipe.yaml")
    done = run("check", "posts", option, "pipe.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("pipe.yaml: это не файл.")
