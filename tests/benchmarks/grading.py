"""Speed of grading a class, as one table:  python tests/benchmarks/grading.py [STUDENTS]

A class of made-up works under the assignment of examples/course/rewrite, some of them near-copies,
some handed in twice. Whole runs of the command line with all gradebooks, feedback in each form and
the report on the class. The project asks for 200 works with feedback in 60 seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.posts import posts
from tests.benchmarks.speed import once

ASSIGNMENT = Path(__file__).resolve().parents[2] / "examples" / "course" / "rewrite"
BUDGET = 60.0
_SURNAMES = "Абрикосов Берёзкин Ветров Грачёв Дубов Ершов Жуков Зимин Ильин Клёнов".split()
_NAMES = "Анна Борис Вера Глеб Дарья Егор Жанна Захар Инна Кирилл".split()
_PATRONYMICS = "Алексеевич Борисович Викторович Глебович".split()


def write_class(folder: Path, students: int) -> Path:
    """Write the works of a class: each of about 130 words, every tenth a copy with a new end."""
    works = folder / "works"
    works.mkdir()
    texts = list(posts(students * 3))
    lines = ["name;id;e-mail"]
    for number in range(students):
        text = "\n\n".join(texts[number * 3 : number * 3 + 3])
        if number % 10 == 9:
            text = "\n\n".join([*texts[number * 3 - 3 : number * 3 - 1], texts[number * 3]])
        name = " ".join((
            _SURNAMES[number % 10], _NAMES[number // 10 % 10], _PATRONYMICS[number // 100 % 4],
        ))  # fmt: skip
        lines.append(f"{name};Participant {number};")
        if number % 7 == 3:
            (works / f"{name}.1.md").write_text(texts[number], "utf-8")
            (works / f"{name}.2.md").write_text(text, "utf-8")
        else:
            (works / f"{name}.md").write_text(text, "utf-8")
    (folder / "class.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return works


def command(folder: Path, works: Path, *options: str) -> list[str]:
    """Return the command line that grades the class."""
    return [
        sys.executable, "-m", "govpost_lint", "grade", str(ASSIGNMENT / "assignment.yaml"),
        str(works), "--class", str(folder / "class.csv"), "--output", str(folder / "out"), *options,
    ]  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("students", nargs="?", type=int, default=200)
    students = parser.parse_args().students
    cases = {
        "gradebook CSV": ("--format", "csv"),
        "all four gradebooks": forms("--format", "csv", "xlsx", "json", "moodle"),
        "CSV, feedback HTML": ("--feedback", "html"),
        "CSV, feedback Markdown": ("--feedback", "md"),
        "CSV, feedback Word": ("--feedback", "docx"),
        "everything, class report": (
            *forms("--format", "csv", "xlsx", "json", "moodle"),
            *forms("--feedback", "html", "docx", "md"), "--report", "class.html",
        ),
    }  # fmt: skip
    print(f"{students} works, {os.cpu_count()} processors, budget {BUDGET:.0f} s")
    print(f"{'':28}{'jobs':>6}{'seconds':>10}{'processor':>11}{'MB':>7}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        works = write_class(folder, students)
        os.chdir(folder)
        start = time.perf_counter()
        for jobs in (1, 0):
            chosen = ["--jobs", str(jobs)] if jobs else []
            for title, options in cases.items():
                cost = once(command(folder, works, *options, *chosen))
                shown = f"{cost.clock:10.1f}{cost.processor:11.1f}{cost.memory:7.0f}"
                print(f"{title:28}{jobs or 'all':>6}{shown}", flush=True)
        print(f"measured in {time.perf_counter() - start:.0f} s")


def forms(option: str, *values: str) -> tuple[str, ...]:
    """Return an option given several times."""
    return tuple(part for value in values for part in (option, value))


if __name__ == "__main__":
    main()
