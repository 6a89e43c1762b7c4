"""history, brief and promises of the invented account, as files to read: tests/cli/golden/account.

GOVPOST_UPDATE_GOLDEN=1 writes them anew.
"""

import csv
import io
import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules"
ACCOUNT = HERE.parents[1] / "examples" / "account"
GOLDEN = HERE / "golden" / "account"
EXPORT = ("result.json", "--comments", "discussion.json", "--as-of", "2026-08-31T09:00")

SHOWN = {
    "history.txt": ["history", *EXPORT],
    "brief.txt": ["brief", *EXPORT],
    "brief.md": ["brief", *EXPORT, "--format", "markdown"],
    "promises.txt": ["promises", *EXPORT],
    "promises.md": ["promises", *EXPORT, "--format", "markdown"],
    "promises.csv": ["promises", *EXPORT, "--format", "csv"],
}


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("account")
    for name in ("result.json", "discussion.json", "govpost.yaml"):
        shutil.copy(ACCOUNT / name, folder)
    return folder


@pytest.mark.parametrize("name", SHOWN)
def test_golden(run, account: Path, name: str) -> None:
    done = run(*SHOWN[name], "--rules", str(RULES), cwd=account)
    assert done.returncode == 0
    golden = GOLDEN / name
    if os.environ.get("GOVPOST_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(done.stdout, encoding="utf-8", newline="")
    assert done.stdout == golden.read_bytes().decode()


def test_golden_files_are_all_in_use() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(SHOWN)


@pytest.mark.parametrize("command", ["history", "brief", "promises"])
def test_console_keeps_its_width(run, account: Path, command: str) -> None:
    shown = run(command, *EXPORT, cwd=account, COLUMNS="60").stdout
    assert max(map(len, shown.splitlines())) <= 60
    golden = (GOLDEN / f"{command}.txt").read_text("utf-8")
    assert max(map(len, golden.splitlines())) <= 80


def test_coloured_report_has_the_same_words(run, account: Path) -> None:
    plain = run("history", *EXPORT, cwd=account).stdout
    coloured = run("history", *EXPORT, cwd=account, FORCE_COLOR="1", TERM="xterm-256color").stdout
    without = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in without.splitlines()] == plain.splitlines()


def test_ledger_opens_in_a_spreadsheet(run, account: Path) -> None:
    shown = run("promises", *EXPORT, "--format", "csv", cwd=account).stdout
    assert shown.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(shown.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert head[0] == "Состояние"
    assert rows
    assert all(len(row) == len(head) for row in rows)
    kept = [row for row in rows if row[0] == "выполнено"]
    assert kept
    assert all(row[4] and row[7] for row in kept)  # both quotations


def test_formulas_of_a_stranger_stay_text(run, tmp_path: Path) -> None:
    text = "=cmd|' /C calc'!A0 До 1 мая отремонтируем мост через реку."
    record = {"id": "=1+1", "date": "2026-03-02T10:00:00+03:00", "text": text}
    (tmp_path / "posts.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    shown = run("promises", "posts.jsonl", "--format", "csv").stdout
    rows = csv.reader(io.StringIO(shown.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_brief_as_a_word_document(run, account: Path, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    target = tmp_path / "brief.docx"
    done = run("brief", *EXPORT, "--format", "docx", "--output", str(target), cwd=account)
    assert done.returncode == 0
    page = docx.Document(str(target))
    text = "\n".join(paragraph.text for paragraph in page.paragraphs)
    console = run("brief", *EXPORT, cwd=account, COLUMNS="200").stdout
    asked = [line.strip()[2:] for line in console.splitlines() if line.startswith("    • ")]
    assert asked
    assert all(question in text for question in asked)
    assert text.count("Ответ: ___") == len(asked)


def test_word_document_needs_a_file(run, account: Path) -> None:
    done = run("brief", *EXPORT, "--format", "docx", cwd=account)
    assert done.returncode == 2
    assert "--output" in done.stderr


def test_since_parts_the_brief(run, account: Path) -> None:
    week = run("brief", *EXPORT, cwd=account).stdout
    month = run("brief", *EXPORT, "--since", "2026-08-01", cwd=account).stdout
    assert "Новое с 24 августа" in week
    assert "Новое с 1 августа" in month
    assert sorted(questions(week)) == sorted(questions(month))


def questions(shown: str) -> list[str]:
    return [line.split("№ ")[1] for line in shown.splitlines() if " · ждёт " in line]


# Nobody who wrote a comment can be told from any output

SECRETS = {
    "Надежда Малютина": ["Малютин", "Надежд"],
    "8 912 555-34-71": ["555-34-71", "5553471"],
    "masha.sineva@pochta.example": ["sineva", "pochta.example"],
    "@masha_sineva": ["masha_"],
    "Садовая, д. 14, кв. 38": ["д. 14", "кв. 38"],
    "[id771234567|Мария Синева]": ["771234567", "Синев"],
    "t.me/masha_sin": ["masha_sin"],
    "Крючкова Тамара Андреевна": ["Крючков", "Тамар", "Андреевн"],
}


def planted(folder: Path) -> list[str]:
    posts = [
        {"id": "p1", "date": "2026-03-02T10:00:00+03:00",
         "text": "До 20 марта заменим фонари на Садовой улице. Что ещё починить?"},
        {"id": "p2", "date": "2026-03-19T10:00:00+03:00",
         "text": "На Садовой улице заменили все фонари, как обещали."},
    ]  # fmt: skip
    comments, secrets = [], ["АвторЛичный", "user991177"]
    for number, (secret, traces) in enumerate(SECRETS.items()):
        secrets += traces
        day = f"2026-03-0{3 + number % 5}"
        comments.append({
            "id": f"q{number}", "post_id": "p1", "date": f"{day}T11:00:00+03:00",
            "author": "АвторЛичный user991177",
            "text": f"Когда уберут мусор на Садовой? Третий день не вывозят. Я {secret}.",
        })  # fmt: skip
        comments.append({
            "id": f"a{number}", "post_id": "p2", "date": f"{day}T12:00:00+03:00",
            "is_official": True, "author": "глава",
            "text": f"{secret}, мусор вывезем завтра. Ваше обращение принято к сведению.",
        })  # fmt: skip
    for name, records in (("posts", posts), ("comments", comments)):
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text("".join(lines), "utf-8")
    return secrets


OUTPUTS = [
    ("history", "console"), ("history", "json"), ("history", "html"), ("brief", "console"),
    ("brief", "markdown"), ("brief", "docx"), ("promises", "console"), ("promises", "csv"),
    ("promises", "markdown"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "form"), OUTPUTS)
def test_nobody_can_be_told(run, tmp_path: Path, command: str, form: str) -> None:
    secrets = planted(tmp_path)
    cache = tmp_path / "cache"
    done = run(
        command, "posts.jsonl", "--comments", "comments.jsonl", "--as-of", "2026-03-25",
        "--format", form, "--output", f"out.{form}", GOVPOST_CACHE=str(cache),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    written = (tmp_path / f"out.{form}").read_bytes()
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(written)) as parts:
            written = b"".join(parts.read(name) for name in parts.namelist())
    kept = b"".join(path.read_bytes() for path in cache.rglob("*") if path.is_file())
    told = written.decode("utf-8", "replace") + done.stdout + done.stderr
    assert [secret for secret in secrets if secret in told] == []
    assert [secret for secret in secrets if secret.encode() in kept] == []
