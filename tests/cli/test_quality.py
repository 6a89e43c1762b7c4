"""``rules evaluate`` and ``rules list --coverage`` on the real command line."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import RULES

FOLDER = ("--rules", str(RULES))
LABELS = "officialese: [living-language/*]\nformat: [sincerity/*]\n"
MARKED = """\
=== id: a | kind: post | level: 2
Служба [[осуществляет проверку|officialese]] труб. Ура[[!!!|format]]
=== id: b | kind: post | level: 1
Тут [[важный вопрос|officialese]]. Зря!!
=== id: c | kind: post | level: 0
Завтра меняем трубу.
=== id: d | kind: post | level: 0
Сегодня тоже.
"""

TABLE = """\
Метки                                             полнота          точность
  format                                       1/1 = 1.00        1/2 = 0.50
  officialese                                  1/2 = 0.50        1/1 = 1.00
  любая, кроме promise                         2/3 = 0.67        2/3 = 0.67

Правила                                           полнота          точность
  living-language/empty-verb                                     1/1 = 1.00
  sincerity/shouting                                             1/2 = 0.50

  текстов без пометок: 2
  предупреждений и ошибок на текст без пометок: 0
  связь «Живого языка» с уровнем редактора (Спирмен): -0.82
  отделяет уровни 2–3 от 0–1 (AUC): 1
  медиана итога, уровень 0: 100
  медиана итога, уровень 1: 96
  медиана итога, уровень 2: 92
"""
QUOTES = """
Пропущено: officialese
  b: …Тут [[важный вопрос]]. Зря!!…

Пропущено: любая, кроме promise
  b: …Тут [[важный вопрос]]. Зря!!…

Ложные находки: format
  sincerity/shouting: b: …Тут важный вопрос. Зря[[!!]]…

Ложные находки: любая, кроме promise
  sincerity/shouting: b: …Тут важный вопрос. Зря[[!!]]…
"""


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    (tmp_path / "labels.yaml").write_text(LABELS, "utf-8")
    path = tmp_path / "marked.txt"
    path.write_text(MARKED, "utf-8")
    return path


def test_evaluate(run, marked: Path) -> None:
    args = ("rules", "evaluate", "marked.txt", *FOLDER, "--labels", "labels.yaml")
    assert run(*args, "--summary").stdout == TABLE
    done = run(*args)
    assert (done.returncode, done.stdout, done.stderr) == (0, TABLE + QUOTES, "")


def test_evaluate_for_programs(run, marked: Path) -> None:
    args = ("rules", "evaluate", "marked.txt", *FOLDER, "--labels", "labels.yaml")
    data = json.loads(run(*args, "--format", "json").stdout)
    assert data["labels"]["officialese"] == {
        "marked": 2, "found": 1, "recall": 0.5, "fired": 1, "right": 1, "precision": 1.0,
        "missed": ["b: …Тут [[важный вопрос]]. Зря!!…"], "false": [],
    }  # fmt: skip
    assert data["summary"]["clean_texts"] == 2
    assert data["summary"]["median_total_level_3"] is None


def test_a_folder_without_map_of_labels_takes_that_of_the_program(run, marked: Path) -> None:
    done = run("rules", "evaluate", "marked.txt", *FOLDER, "--summary")
    assert done.returncode == 0
    assert "  brushoff " in done.stdout


BAD = [
    ("нет.txt", "нет.txt: такого файла или папки нет."),
    ("plain.txt", "plain.txt: нет ни одной строки «=== id: … | kind: …»."),
    ("cp1251.txt", "cp1251.txt: файл не в UTF-8."),
    ("label.txt", "a: метки «oficialese» нет. Бывает: officialese, format."),
    ("kind.txt", "kind.txt:1: kind «pots» неизвестно."),
    ("marked.txt --labels нет.yaml", "нет.yaml: такого файла или папки нет; возможно, «bad.yaml»."),
    ("marked.txt --labels bad.yaml", "bad.yaml:1:9: нужен список имён правил"),
    ("marked.txt --rules nowhere", "nowhere: папки с правилами нет"),
]


@pytest.mark.parametrize(("args", "message"), BAD)
def test_bad_files(run, marked: Path, tmp_path: Path, args: str, message: str) -> None:
    (tmp_path / "plain.txt").write_text("Текст.", "utf-8")
    (tmp_path / "cp1251.txt").write_bytes("=== id: a\nТекст.".encode("cp1251"))
    (tmp_path / "label.txt").write_text("=== id: a\n[[Да|oficialese]].", "utf-8")
    (tmp_path / "kind.txt").write_text("=== id: a | kind: pots\nДа.", "utf-8")
    (tmp_path / "bad.yaml").write_text("format: sincerity/*", "utf-8")
    default = () if "--rules" in args else FOLDER
    labels = () if "--labels" in args else ("--labels", "labels.yaml")
    done = run("rules", "evaluate", *args.split(), *default, *labels)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)


def test_quotes_cannot_touch_the_terminal(run, marked: Path) -> None:
    marked.write_text("=== id: a\n[[\x1b[2J|format]] ::error::\n", "utf-8")
    done = run("rules", "evaluate", "marked.txt", *FOLDER, "--labels", "labels.yaml")
    assert "␛[2J" in done.stdout
    assert "\x1b" not in done.stdout
    assert "::" not in done.stdout


def test_coverage(run) -> None:
    assert run("rules", "list", *FOLDER, "--coverage").stdout == (
        "test/language  Живой язык\n"
        "    living-language/empty-verb\n"
        "    living-language/heavy-word (пробное)\n"
        "    living-language/set-phrase\n"
        "test/respect  Уважение\n"
        "    feedback/no-deadline\n"
        "    legal/citizen-phone\n"
        "    living-language/set-phrase\n"
        "    sincerity/shouting\n"
        "Пунктов: 2, с правилами: 2\n"
    )


def test_coverage_names_clauses_without_rules(run, tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    with (tmp_path / "rules" / "standard.yaml").open("a", encoding="utf-8") as file:
        file.write("  test/rhythm: {title: Ритм}\n")
    lines = run("rules", "list", "--rules", "rules", "--coverage").stdout.splitlines()
    assert lines[-3:] == [
        "test/rhythm  Ритм",
        "    — правила нет, причина в rules/README.md",
        "Пунктов: 3, с правилами: 2",
    ]


def test_a_foreign_rule_cannot_touch_the_terminal(run, tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    rule = tmp_path / "rules" / "sincerity" / "shouting.yaml"
    rule.write_text(rule.read_text("utf-8").replace("Крик\n", r'"\e[2J::error::"' + "\n"), "utf-8")
    for args in (("list",), ("explain", "sincerity/shouting")):
        shown = run("rules", *args, "--rules", "rules").stdout
        assert "␛[2J∶∶error∶∶" in shown
        assert "\x1b" not in shown
