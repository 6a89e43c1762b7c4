"""XLSX and docx in LibreOffice, which reads them as Word and Excel would."""

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from govpost_lint.course.gradebook import Gradebook

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(
    OFFICE is None and not os.environ.get("GOVPOST_NEEDS_OFFICE"),
    reason="LibreOffice is not installed",
)


def converted(folder: Path, form: str, *paths: Path) -> list[Path]:
    assert OFFICE is not None, "GOVPOST_NEEDS_OFFICE is set, and there is no LibreOffice"
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", form, "--outdir", str(folder), *map(str, paths)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    suffix = form.split(":")[0]
    return [folder / f"{path.stem}.{suffix}" for path in paths]


def test_calc_opens_the_gradebook(
    tmp_path: Path, written: Path, hostile_written: Path, example: Gradebook
) -> None:
    second = tmp_path / "hostile.xlsx"
    second.write_bytes((hostile_written / "gradebook.xlsx").read_bytes())
    # comma, double quotes, UTF-8, from line 1, all cells as shown
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    usual, strange = converted(tmp_path, form, written / "gradebook.xlsx", second)
    with usual.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    assert head[:6] == ["студент", "номер", "почта", "статус", "оценка", "итог, из 100"]
    assert [row[0] for row in rows] == [student.name for student in example.students]
    for row, student in zip(rows, example.students, strict=True):
        assert row[3] == student.status
        shown = row[5].replace(",", ".")
        assert (float(shown) if shown else None) == student.total
    names = [line.split(",")[0] for line in strange.read_text("utf-8").splitlines()]
    assert "=cmd" in names  # text, not the error of a formula


def test_writer_opens_the_feedback(tmp_path: Path, written: Path, hostile_written: Path) -> None:
    strange = tmp_path / "hostile.docx"
    strange.write_bytes((hostile_written / "feedback" / "=cmd.docx").read_bytes())
    usual = written / "feedback" / "Дорохов Илья.docx"
    first, second = converted(tmp_path, "txt:Text (encoded):UTF8", usual, strange)
    text = first.read_text("utf-8-sig")
    for part in ("Дорохов Илья", "Оценка: ", "С чего начать", "Что удалось", "Баллы",
                 "Ваш текст с пометками", "Что исправить и почему это важно",
                 "Как могло бы читаться: ", "решение преподавателя: ",
                 "отпечаток оценки"):  # fmt: skip
        assert part in text, part
    assert second.read_text("utf-8-sig").startswith("=cmd\n=Пост <b>о ремонте</b>\n")
