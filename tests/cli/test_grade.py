"""``govpost-lint grade`` as its user meets it: files, same bytes, verification, one-line errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from govpost_lint.cli import main
from tests.course.small import EXAMPLE, GOOD, archive_of, folder_of

FILES = {
    "Иванова Анна.md": GOOD,
    "Ким Борис.txt": "Мост будет отремонтирован в целях обеспечения безопасности. О сроках "
    "проинформируем дополнительно, приносим извинения за неудобства. Движение автобусов "
    "осуществляется по временной схеме.",
    "Пустой.md": "",
    "=СУММ(А1).md": GOOD,
    "Ким Борис..md": GOOD,
}


def run(*args: object) -> int:
    return main(["grade", str(EXAMPLE), *map(str, args)])


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


ALL = (
    "--format", "csv", "--format", "json", "--format", "xlsx", "--format", "moodle",
    "--feedback", "html", "--feedback", "docx", "--feedback", "md",
)  # fmt: skip


def test_grades_on_the_console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder_of(tmp_path, {"Иванова Анна.md": GOOD, "Пустой.md": ""})) == 0
    assert capsys.readouterr().out == (
        "Иванова Анна        5  зачтено\n"
        "Пустой              —  не читается: Пустой.md: файл пуст\n"
    )  # fmt: skip


def test_same_bytes_on_every_run_and_for_any_number_of_processes(tmp_path: Path) -> None:
    works = folder_of(tmp_path, FILES)
    for number in (1, 2, 3):
        folder = tmp_path / str(number)
        report = tmp_path / str(number) / "report.html"
        folder.mkdir()
        assert run(works, "--output", folder, *ALL, "--report", report, "--jobs", number) == 0
    first = files_of(tmp_path / "1")
    assert first == files_of(tmp_path / "2") == files_of(tmp_path / "3")
    assert {"gradebook.csv", "gradebook.json", "gradebook.xlsx", "moodle.csv"} < {*first}
    assert len([name for name in first if name.startswith("feedback/")]) == 3 * len(FILES)


def test_gradebook_is_confirmed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    works = folder_of(tmp_path, FILES)
    out = tmp_path / "out"
    run(works, "--output", out, *ALL[:8])
    books = sorted(out.iterdir())
    assert len(books) == 4
    for book in books:
        assert run(works, "--verify", book) == 0
        assert "Ведомость подтверждена: строк 5" in capsys.readouterr().out


def test_changed_gradebook_is_not_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    works = folder_of(tmp_path, FILES)
    out = tmp_path / "out"
    run(works, "--output", out, "--format", "json", "--format", "csv")
    book = out / "gradebook.json"
    data = json.loads(book.read_text("utf-8"))
    one = next(one for one in data["students"] if one["name"] == "Ким Борис")
    one["total"], one["mark"], one["status"] = 99.0, "5", "зачтено"
    book.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    assert run(works, "--verify", book) == 1
    said = capsys.readouterr().out
    assert "Не совпало: Ким Борис: в ведомости 5 (99.0), зачтено, пересчёт даёт 2" in said
    table = out / "gradebook.csv"
    table.write_bytes(table.read_bytes().replace("Ким Борис;;;не зачтено;2".encode(),
                                                 "Ким Борис;;;зачтено;4".encode()))  # fmt: skip
    assert run(works, "--verify", table) == 1
    assert "оценка — было 4, пересчёт даёт 2" in capsys.readouterr().out


def test_gradebook_of_other_rules_tells_what_is_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    works = folder_of(tmp_path, FILES)
    out = tmp_path / "out"
    run(works, "--output", out, "--format", "json")
    changed = tmp_path / "changed.yaml"
    changed.write_text(EXAMPLE.read_text("utf-8").replace("max_words: 120", "max_words: 121"))
    verify = ["grade", str(changed), str(works), "--verify", str(out / "gradebook.json")]
    assert main(verify) == 1
    assert capsys.readouterr().out == "Не совпало: задание — другой отпечаток\n"


def test_names_of_strangers_stay_inside_the_folder(tmp_path: Path) -> None:
    path = archive_of(
        tmp_path,
        {
            "CON_1_assignsubmission_file_/a.md": GOOD,
            "A:B?_2_assignsubmission_file_/a.md": GOOD,
            f"{'Я' * 90}_3_assignsubmission_file_/a.md": GOOD,
        },
    )
    out = tmp_path / "out"
    assert run(path, "--output", out, "--feedback", "md") == 0
    names = [file.name for file in (out / "feedback").iterdir()]
    assert sorted(names) == ["A_B_.md", "_CON.md", f"{'Я' * 60}.md"]


BAD = {
    "no works": (["нет"], "такой папки или архива нет"),
    "no class list": (["works", "--class", "нет.csv"], "нет.csv: такого файла или папки нет"),
    "no overrides": (["works", "--overrides", "нет.yaml"], "такого файла или папки нет"),
    "no earlier years": (["works", "--earlier", "нет"], "такой папки или архива нет"),
    "no gradebook": (["works", "--verify", "нет.json"], "нет.json: такого файла или папки нет"),
    "gradebook of another program": (["works", "--verify", "other.json"], "не ведомость govpost"),
    "gradebook of no known format": (
        ["works", "--verify", "works/Иванова Анна.md"],
        "не ведомость",
    ),
    "output among the works": (["works", "--output", "works/out"], "внутри папки с работами"),
    "format without output": (["works", "--format", "json"], "назовите папку в --output"),
    "unknown format": (["works", "--format", "ods"], "неизвестное значение «ods»"),
}


@pytest.mark.parametrize("case", BAD)
def test_mistake_of_the_command_is_one_clear_line(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    args, message = BAD[case]
    folder_of(tmp_path, FILES)
    (tmp_path / "other.json").write_text('{"students": []}', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(*args) == 2
    said = capsys.readouterr().err.strip()
    assert message in said
    assert said.count("\n") <= 2
