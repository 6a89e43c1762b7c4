"""A small class: an assignment, and works made of text, files and archives."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from govpost_lint.course.assignment import Assignment
from govpost_lint.course.gradebook import Gradebook
from govpost_lint.course.grading import grade
from govpost_lint.course.loading import load_assignment
from govpost_lint.course.submissions import Submission, read_submissions

EXAMPLE = Path(__file__).with_name("example.yaml")
GOOD = (
    "С 14 по 20 апреля закроем мост через Светлую: доски сгнили, ездить по ним страшно. Ремонт "
    "стоит 12 млн рублей, деньги уже в районе. Автобус пойдёт через Заречье. Утром я сам постою "
    "на объезде и посмотрю, не опаздываете ли вы. Где ещё поставить знаки?"
)
"""A work without fault, under ``example.yaml``."""

Files = Mapping[str, str | bytes]


def assignment(folder: Path, *changes: tuple[str, str]) -> Assignment:
    """Return the example assignment with parts of its text replaced."""
    text = EXAMPLE.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "assignment.yaml"
    path.write_text(text, "utf-8")
    return load_assignment(path)


def folder_of(root: Path, files: Files) -> Path:
    """Write works into a folder."""
    works = root / "works"
    for name, content in files.items():
        path = works / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return works


def archive_of(root: Path, files: Files, name: str = "works.zip") -> Path:
    """Pack works as Moodle does: names in UTF-8, the date of handing in as date of the file."""
    path = root / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, content in files.items():
            info = zipfile.ZipInfo(inner, (2026, 4, 12, 9, 30, 0))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return path


def read(root: Path, files: Files, **settings: Path) -> dict[str, Submission]:
    """Return the submissions of a folder by name."""
    found = read_submissions(folder_of(root, files), load_assignment(EXAMPLE), **settings)
    return {one.name: one for one in found}


def graded(root: Path, files: Files, exercise: Assignment | None = None) -> Gradebook:
    """Return the gradebook of a folder of works."""
    exercise = exercise or load_assignment(EXAMPLE)
    return grade(exercise, read_submissions(folder_of(root, files), exercise))


def total(root: Path, text: str | bytes, name: str = "Иванова Анна.md") -> float:
    """Return the total of one work."""
    found = graded(root, {name: text}).students[0].total
    assert found is not None
    return found
