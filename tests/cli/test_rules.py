"""``rules``: list, explain, test, check, new, fmt, schema."""

import json
import shutil
from pathlib import Path

import pytest

RULES = Path(__file__).parent / "rules"
FOLDER = ("--rules", str(RULES))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RULES, tmp_path / "rules")
    return tmp_path / "rules"


def test_list(run) -> None:
    shown = run("rules", "list", *FOLDER, "--criterion", "living-language").stdout
    assert (
        shown
        == """\
Живой язык (living-language)
    living-language/empty-verb  предупреждение
        Пустой глагол с отглагольным существительным
    living-language/heavy-word  предупреждение · пробное
        Тяжёлое слово
    living-language/set-phrase  совет
        Казённая связка
Всего правил: 3
"""
    )


def test_list_for_programs(run) -> None:
    done = run("rules", "list", *FOLDER, "--status", "preview", "--format", "json")
    assert json.loads(done.stdout) == [
        {
            "id": "living-language/heavy-word",
            "version": 1,
            "title": "Тяжёлое слово",
            "criterion": "living-language",
            "status": "preview",
            "severity": "warning",
            "confidence": "medium",
            "basis": "heuristic",
        }
    ]


def test_unknown_criterion(run) -> None:
    done = run("rules", "list", *FOLDER, "--criterion", "sincerety")
    assert (done.returncode, done.stderr) == (
        2,
        "Нет критерия «sincerety»; возможно, «sincerity».\n",
    )


def test_explain(run) -> None:
    shown = run("rules", "explain", "living-language/empty-verb", *FOLDER).stdout
    for line in (
        "living-language/empty-verb (версия 2)",
        "Живой язык · предупреждение",
        "Баллы критерия: 10 за находку, не больше 30 за текст",
        "    test/language: Живой язык — «использовать в коммуникации живой язык»",
        "        производить ремонт обуви",
        "    плохо:  Служба [[проводит уборку]] снега.",
    ):
        assert line in shown.splitlines()


def test_explain_tokens(run) -> None:
    shown = run("rules", "explain", "living-language/empty-verb", *FOLDER, "--tokens").stdout
    assert (
        """
    1. tokens:
        - lemma: осуществлять|производить|проводить, as: act
        - gap: 0-2
        - list: deeds, gram: accs, as: deed
"""
        in shown
    )


def test_explain_a_rule_about_the_whole_text(run) -> None:
    shown = run("rules", "explain", "feedback/no-deadline", *FOLDER).stdout
    assert "    any:\n        до {number}\n        (завтра|сегодня)\n" in shown


def test_explain_unknown_rule(run) -> None:
    done = run("rules", "explain", "sincerity/shoutin", *FOLDER)
    assert done.returncode == 2
    assert done.stderr == "Нет правила «sincerity/shoutin»; возможно, «sincerity/shouting».\n"


def test_rules_are_tested_on_their_examples(run, folder: Path) -> None:
    done = run("rules", "test", "rules")
    assert (done.returncode, done.stdout) == (0, "Правил: 6, примеров: 24, не сошлось: 0\n")
    rule = folder / "sincerity" / "shouting.yaml"
    text = rule.read_text("utf-8").replace('good: "Ура!"', 'good: "Ура!!"')
    rule.write_text(text, "utf-8")
    done = run("rules", "test", "rules/sincerity/shouting.yaml")
    assert (done.returncode, done.stdout) == (1, "Правил: 1, примеров: 4, не сошлось: 1\n")
    assert done.stderr.startswith("sincerity/shouting, пример 3, строка 16:\n    Ура!!\n")


def test_rules_check(run, folder: Path) -> None:
    done = run("rules", "check", "rules")
    assert (done.returncode, done.stdout) == (0, "Ошибок нет. Правил: 6\n")
    assert run("rules", "check", "rules/sincerity/shouting.yaml").stdout == (
        "Ошибок нет. Правил: 1\n"
    )
    done = run("rules", "check", "rules.zip")
    assert (done.returncode, done.stderr.split(":")[0]) == (2, "rules.zip")


def test_rules_that_come_with_the_program(run) -> None:
    done = run("rules", "list")
    assert done.returncode == 0
    assert int(done.stdout.rpartition(": ")[2]) >= 30


def test_new_fmt_and_schema(run, folder: Path) -> None:
    done = run("rules", "new", "sincerity/flattery")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "Создано: rules/sincerity/flattery.yaml",
            "Проверка: govpost-lint rules test rules/sincerity/flattery.yaml",
        ],
    )
    done = run("rules", "new", "sincerity/flattery")
    assert done.returncode == 2
    assert "уже есть" in done.stderr
    assert run("rules", "new", "Лесть").returncode == 2

    run("rules", "fmt")
    done = run("rules", "fmt", "--check")
    assert (done.returncode, done.stdout) == (0, "Файлов: 7. Изменились бы: 0\n")
    done = run("rules", "fmt", "--check", "rules/sincerity")
    assert (done.returncode, done.stdout) == (0, "Файлов: 2. Изменились бы: 0\n")

    schema = json.loads(run("rules", "schema").stdout)
    assert {"id", "version", "title", "message"} <= schema["properties"].keys()


def test_a_rule_file_in_the_wrong_place_is_named(run, folder: Path) -> None:
    shutil.copy(folder / "sincerity" / "shouting.yaml", folder.parent / "shouting.yaml")
    done = run("rules", "test", "shouting.yaml")
    assert done.returncode == 2
    assert done.stderr.startswith("shouting.yaml: id «sincerity/shouting», а по месту файла")


def test_one_criterion_of_a_folder(run, tmp_path: Path) -> None:
    # two rules that share no pattern, in two criteria of one folder of their own
    for criterion, word in (("living-language", "плохой"), ("sincerity", "лёгкий")):
        run("rules", "new", f"{criterion}/own", "--folder", str(tmp_path))
        file = tmp_path / criterion / "own.yaml"
        text = file.read_text("utf-8")
        file.write_text(text.replace("плохой", word).replace("плохих", word[:-2] + "их"), "utf-8")
    done = run("rules", "test", str(tmp_path / "sincerity"))
    assert done.stdout == "Правил: 1, примеров: 4, не сошлось: 0\n"
    assert done.returncode == 0
