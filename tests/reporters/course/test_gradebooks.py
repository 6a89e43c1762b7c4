"""Gradebooks as tables: what Excel, LibreOffice and Moodle get."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from govpost_lint.cli.gradebooks import _file_names
from govpost_lint.course.gradebook import PASSED, REVIEW, Gradebook
from govpost_lint.reporters.course import moodle

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def test_csv_is_what_russian_excel_expects(written: Path, example: Gradebook) -> None:
    data = (written / "gradebook.csv").read_bytes()
    assert data.startswith("\ufeffстудент;номер;почта;статус;оценка;".encode())
    head, *rows = table(written / "gradebook.csv")
    assert [row[0] for row in rows] == [student.name for student in example.students]
    assert {len(row) for row in rows} == {len(head)}
    totals = {row[0]: row[head.index("итог, из 100")] for row in rows}
    for student in example.students:
        shown = "" if student.total is None else f"{student.total:g}".replace(".", ",")
        assert totals[student.name] == shown
    assert {row[-1] for row in rows} == {example.fingerprint.short}


def test_every_column_of_the_rubric_is_there_and_sums_up(written: Path, example: Gradebook) -> None:
    head, *rows = table(written / "gradebook.csv")
    first, taken = head.index("итог, из 100") + 1, head.index("снято с работы")
    assert taken - first == len(example.columns)
    for row in rows:
        if row[first]:
            points = [float(cell.replace(",", ".")) for cell in row[first : taken + 1]]
            total = float(row[first - 1].replace(",", "."))
            assert total == pytest.approx(sum(points[:-1]) - points[-1], abs=0.06)


def test_missing_work_has_a_reason_and_no_zero(written: Path) -> None:
    head, *rows = table(written / "gradebook.csv")
    missing = next(row for row in rows if row[3] == "не сдано")
    assert missing[head.index("итог, из 100")] == missing[head.index("оценка")] == ""
    assert missing[head.index("примечания")]


@pytest.mark.parametrize("name", ["gradebook.csv", "moodle.csv"])
def test_no_cell_is_a_formula(hostile_written: Path, name: str) -> None:
    delimiter = ";" if name == "gradebook.csv" else ","
    with (hostile_written / name).open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream, delimiter=delimiter) for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA) and cell != "-"] == []
    assert "'=cmd" in cells
    assert not [cell for cell in cells if "\n" in cell]


def test_xlsx_has_strings_and_no_formulas(hostile_written: Path) -> None:
    with zipfile.ZipFile(hostile_written / "gradebook.xlsx") as book:
        sheets = [book.read(n).decode() for n in book.namelist() if "/worksheets/sheet" in n]
        strings = book.read("xl/sharedStrings.xml").decode()
    assert sheets
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    assert not any("hyperlink" in sheet for sheet in sheets)
    assert "=cmd" in strings
    assert "<script>" not in strings


def test_json_is_the_whole_gradebook(written: Path, example: Gradebook) -> None:
    data = json.loads((written / "gradebook.json").read_text("utf-8"))
    assert data["schema"] == "govpost-lint/gradebook/1"
    assert data["fingerprint"]["short"] == example.fingerprint.short
    assert sum(column["weight"] for column in data["columns"]) == pytest.approx(100, abs=0.01)
    assert [one["total"] for one in data["students"]] == [s.total for s in example.students]
    assert data["likenesses"]
    assert any(one["overrides"] for one in data["students"])
    assert max(len(one["attempts"]) for one in data["students"]) == 2


# Moodle


def imported(path: Path, most: float) -> dict[int, tuple[float, str]]:
    """Read a worksheet as mod/assign/feedback/offline does: number → grade and comment."""
    with path.open(encoding="utf-8", newline="") as stream:
        columns, *records = csv.reader(stream)
    number, grade = columns.index("Identifier"), columns.index("Grade")
    assert "Last modified (grade)" in columns
    comment = columns.index("Feedback comments")
    found = {}
    for record in records:
        participant = record[number][len("Participant ") :]
        if participant.isdigit() and record[grade] != "":
            value = float(record[grade])
            assert 0 <= value <= most
            found[int(participant)] = value, record[comment]
    return found


def test_worksheet_has_the_layout_that_moodle_documents(hostile_written: Path) -> None:
    with (hostile_written / "moodle.csv").open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    assert head == [
        "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade",
        "Grade can be changed", "Last modified (submission)", "Last modified (grade)",
        "Feedback comments",
    ]  # fmt: skip
    assert {row[5] for row in rows} == {"100.00"}
    assert {row[6] for row in rows} == {"Yes"}
    assert not (hostile_written / "moodle.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_moodle_takes_the_grades(hostile_written: Path, hostile: Gradebook) -> None:
    taken = imported(hostile_written / "moodle.csv", 100)
    expected = {
        int(student.id.split()[1]): student.total
        for student in hostile.students
        if student.total is not None and student.status != REVIEW
    }
    assert expected
    assert {number: grade for number, (grade, _) in taken.items()} == expected
    for _, comment in taken.values():
        assert "<script" not in comment
        assert comment.startswith("<p>")


@pytest.mark.parametrize(
    ("scale", "mark", "column", "most", "shown"),
    [
        ("100", "87,5", "Maximum Grade", "100.00", "87.50"),
        ("5", "4", "Maximum Grade", "5.00", "4.00"),
        ("pass", "зачёт", "Scale", "незачёт, зачёт", "зачёт"),
    ],
)
def test_worksheet_in_each_scale(
    hostile: Gradebook, scale: str, mark: str, column: str, most: str, shown: str
) -> None:
    student = next(one for one in hostile.students if one.status == PASSED)
    book = replace(
        hostile,
        assignment=replace(hostile.assignment, scale=scale),
        students=(replace(student, mark=mark), replace(student, mark=mark, status=REVIEW)),
    )
    stream = io.StringIO()
    moodle.write(book, stream)
    head, graded, doubtful = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert head[5] == column
    assert graded[4:6] == [shown, most]
    assert graded[8] == "-"
    assert doubtful[4] == ""  # Moodle passes over a line without a grade


def test_a_bare_number_of_the_class_list_is_no_participant(
    written: Path, example: Gradebook
) -> None:
    assert {student.id[:2] for student in example.students} == {"26"}
    assert imported(written / "moodle.csv", 5) == {}
    graded = {student.name for student in example.students if student.mark}
    assert set(moodle.unknown(example)) == graded


# Bytes


def test_same_bytes_twice_and_for_any_jobs(
    hostile_folder: Path, hostile_written: Path, tmp_path: Path, grade_folder, write_all
) -> None:
    again = write_all(grade_folder(hostile_folder, jobs=2), tmp_path)
    first = {p.relative_to(hostile_written): p.read_bytes() for p in files(hostile_written)}
    second = {p.relative_to(again): p.read_bytes() for p in files(again)}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_file_names_are_safe_and_unique(hostile: Gradebook) -> None:
    names = ("a/b", "A_B", "con", "..", "", "ё" * 300, "x\u202ey", 'q"<>|?*:')
    students = tuple(replace(hostile.students[0], name=name) for name in names)
    made = list(_file_names(replace(hostile, students=students)))
    assert made == [
        "a_b", "A_B (2)", "_con", "без имени", "без имени (2)", "ё" * 60, "x_y", "q_______",
    ]  # fmt: skip
