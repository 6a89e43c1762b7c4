"""A class of invented students, graded: the example, and one with hostile names and texts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from govpost_lint.cli.grade import FEEDBACK, FORMATS
from govpost_lint.cli.gradebooks import write_files
from govpost_lint.cli.output import opened
from govpost_lint.course.gradebook import Gradebook
from govpost_lint.course.grading import grade
from govpost_lint.course.loading import load_assignment
from govpost_lint.course.marking import columns_of
from govpost_lint.course.overrides import read_overrides
from govpost_lint.course.submissions import read_submissions
from govpost_lint.reporters.course import class_report
from tests.browser import HOSTILE

EXAMPLES = Path(__file__).parents[3] / "examples" / "course"

ASSIGNMENT = """\
title: "=Пост <b>о ремонте</b>"
task: Расскажите о ремонте дороги.
kind: interactive
required:
  срок: {points: 1, patterns: ["до пятницы"]}
  телефон: {points: 1, patterns: [{regex: '\\b112\\b'}]}
limits: {min_words: 5}
rubric:
  criteria: {living-language: 60, sincerity: 20}
  parts: 20
scale: 100
pass_mark: 60
"""
GOOD = "Мы чиним дорогу до пятницы. Увидели яму — звоните 112. А как у вас во дворе?\n"
BAD = "Администрация осуществляет проверку дорог. В целях порядка ведутся работы.\n"
NAMES = ("=cmd", "+7 900", "-2", "@SUM", "<script>", "Иванов Иван", "Петрова Анна")


def graded(folder: Path, jobs: int = 1, overrides: Path | None = None) -> Gradebook:
    """Grade a folder with ``assignment.yaml``, ``submissions`` and ``class.csv``."""
    assignment = load_assignment(folder / "assignment.yaml")
    listed = next(p for p in (folder / "class.csv", folder.parent / "class.csv") if p.is_file())
    works = read_submissions(folder / "submissions", assignment, listed)
    decided = read_overrides(overrides, columns_of(assignment), works) if overrides else ()
    return grade(assignment, works, decided, jobs=jobs)


@pytest.fixture(scope="session")
def example(own_cache: Path) -> Gradebook:
    """The example with two attempts, near-copies and a decision of the trainer."""
    folder = EXAMPLES / "rewrite"
    return graded(folder, overrides=folder / "overrides.yaml")


@pytest.fixture(scope="session")
def hostile_folder(own_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "submissions").mkdir()
    (folder / "assignment.yaml").write_text(ASSIGNMENT, "utf-8")
    rows = ["name;id;e-mail", *(f"{name};Participant {n};={n}@x" for n, name in enumerate(NAMES))]
    (folder / "class.csv").write_text("\n".join(rows) + "\n", "utf-8")
    for number, name in enumerate(NAMES[:-1]):
        text = (BAD, GOOD)[number % 2] + "\n" + HOSTILE[number].format(port=9)
        stem = name.replace("<", "").replace(">", "")
        file = f"{name}_{number}_assignsubmission_file_{stem}.md" if stem != name else f"{name}.md"
        (folder / "submissions" / file).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def hostile(hostile_folder: Path) -> Gradebook:
    return graded(hostile_folder)


@pytest.fixture(scope="session")
def written(example: Gradebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return everything(example, tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def hostile_written(hostile: Gradebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return everything(hostile, tmp_path_factory.mktemp("written"))


def everything(gradebook: Gradebook, folder: Path) -> Path:
    write_files(gradebook, folder, FORMATS, FEEDBACK)
    with opened(str(folder / "class.html")) as stream:
        class_report.write(gradebook, stream)
    return folder


@pytest.fixture(scope="session")
def write_all() -> Callable[[Gradebook, Path], Path]:
    return everything


@pytest.fixture(scope="session")
def grade_folder() -> Callable[..., Gradebook]:
    return graded
