"""The class list: who should hand in. A CSV of any program, or Moodle's own grading worksheet."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from govpost_lint.errors import InputError
from govpost_lint.opening import read_input
from govpost_lint.sources.decoding import decode

_TITLES = {
    "name": ("фио", "ф.и.о.", "студент", "слушатель", "участник", "полное имя", "имя и фамилия",
             "фамилия имя", "фамилия и имя", "имя / фамилия", "name", "full name", "student"),
    "surname": ("фамилия", "surname", "last name"),
    "first": ("имя", "first name"),
    "id": ("id", "идентификатор", "номер", "индивидуальный номер", "identifier", "id number"),
    "email": ("e-mail", "email", "почта", "адрес электронной почты", "email address"),
    "submitted": ("сдано", "submitted", "последнее изменение (ответ)",
                  "последнее изменение (представление)", "last modified (submission)"),
}  # fmt: skip
_MONTHS = (
    "январ|jan", "феврал|feb", "март|mar", "апрел|apr", "ма[йя]|may", "июн|jun", "июл|jul",
    "август|aug", "сентябр|sep", "октябр|oct", "ноябр|nov", "декабр|dec",
)  # fmt: skip
_LONG_DATE = re.compile(
    r"(\d{1,2}) ([A-Za-zА-Яа-я]+)\.? (\d{4}),? +(\d{1,2}):(\d{2})\s*([AaPp][Mm])?"
)
_PARTICIPANT = re.compile(r"(?:participant|участник)\s*([0-9]{1,18})", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}),? +(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Student:
    """One line of the class list; what is not known is empty."""

    name: str
    id: str = ""
    email: str = ""
    submitted: datetime | None = None


def key_of(name: str) -> str:
    """Return a name as names are compared: letter case, ё and blanks aside."""
    plain = unicodedata.normalize("NFC", name).replace("_", " ").casefold().replace("ё", "е")
    return " ".join(plain.split())


def participant(name: str) -> str:
    """Return the number in «Participant 12345» or «Участник12345»; empty where there is none.

    So Moodle names students in its grading worksheet: the string ``hiddenuser`` of mod/assign and
    the number, by mod/assign/gradingtable.php. The Russian one has no blank at its end. A bare
    number is none of Moodle's: it would give a grade to somebody else.
    """
    found = _PARTICIPANT.fullmatch(" ".join(name.split()))
    return found[1] if found else ""


def read_roster(path: Path, zone: tzinfo | None = None) -> tuple[Student, ...]:
    """Read a class list.

    Args:
        path: CSV with ``;``, ``,`` or tabs: name, then id and e-mail, or columns with titles.
        zone: of the times of handing in that have none.

    Raises:
        InputError: it cannot be read, or a student stands in it twice.
    """
    shown = path.as_posix()
    rows = _rows(decode(read_input(path), shown)[0])
    columns = _columns(rows[0][1]) if rows else {}
    rows = rows[1:] if columns else rows
    columns = columns or {"name": 0, "id": 1, "email": 2}
    students: dict[str, Student] = {}
    for number, row in rows:
        student = _student(row, columns, zone)
        if not student.name:
            raise InputError(f"{shown}:{number}: нет имени. Впишите его или удалите строку.")
        key = key_of(student.name)
        if key in students:
            raise InputError(
                f"{shown}:{number}: «{student.name}» уже есть. Дополните имя, например отчеством."
            )
        students[key] = student
    if not students:
        raise InputError(f"{shown}: список группы пуст. Пишите по строке на человека.")
    return tuple(students.values())


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that hold anything, each with its number."""
    lines = text.splitlines()
    separator = max(";,\t", key=(lines[0] if lines else "").count)
    rows = enumerate(csv.reader(lines, delimiter=separator), 1)
    return [(number, row) for number, row in rows if any(cell.strip() for cell in row)]


def _columns(row: list[str]) -> dict[str, int]:
    """Return the number of each known column; nothing where the first line has no titles."""
    cells = [" ".join(cell.casefold().split()) for cell in row]
    found = {}
    for name, titles in _TITLES.items():
        number = next((n for n, cell in enumerate(cells) if cell in titles), None)
        if number is not None:
            found[name] = number
    if "name" not in found and "surname" not in found and "first" in found:
        found["name"] = found.pop("first")
    nameless = {"id", "submitted"} <= found.keys()  # Moodle's worksheet under blind marking
    return found if nameless or "name" in found or "surname" in found else {}


def _student(row: list[str], columns: dict[str, int], zone: tzinfo | None) -> Student:
    def cell(name: str) -> str:
        number = columns.get(name)
        return " ".join(row[number].split()) if number is not None and number < len(row) else ""

    name = cell("name") or " ".join(part for part in (cell("surname"), cell("first")) if part)
    if not {"name", "surname"} & columns.keys():  # blind marking
        name = cell("id")
    return Student(name, cell("id"), cell("email"), moment_of(cell("submitted"), zone))


def moment_of(text: str, zone: tzinfo | None) -> datetime | None:
    """Return a moment as programs and Moodle write it; ``None`` where there is none to read."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        found = _long(text) or _short(text)
        if found is None:
            return None
        moment = found
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _long(text: str) -> datetime | None:
    match = _LONG_DATE.search(text)
    if match is None:
        return None
    day, word, year, hour, minute, half = match.groups()
    month = next((n for n, name in enumerate(_MONTHS, 1) if re.match(name, word.lower())), 0)
    hours = int(hour) % 12 + 12 * (half.lower() == "pm") if half else int(hour)
    return _made(int(year), month, int(day), hours, int(minute))


def _short(text: str) -> datetime | None:
    match = _SHORT_DATE.search(text)
    if match is None:
        return None
    day, month, year, hour, minute = map(int, match.groups())
    return _made(year, month, day, hour, minute)


def _made(year: int, month: int, day: int, hour: int, minute: int) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None
