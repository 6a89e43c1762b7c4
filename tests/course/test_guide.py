"""The trainer's guide in README.ru.md, walked through as a trainer would: its files, its commands.

A fence after «Файл `имя`» is that file; a fence of ``govpost-lint`` lines is run; a plain fence is
what the last of these commands prints; other YAML is a part of the example course.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import govpost_lint

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "examples" / "course"
_FENCE = re.compile(r"([^\n]*)\n*^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"[Фф]айл `([^`]+)`:$")


@dataclass(frozen=True)
class Step:
    """One fence: ``kind`` is file, run, output or yaml; ``name`` that of the file."""

    kind: str
    name: str
    body: str


def steps() -> list[Step]:
    text = (ROOT / "README.ru.md").read_text("utf-8")
    guide = re.search(r"^## Преподавателю$(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    assert guide is not None
    found = []
    for before, language, body in _FENCE.findall(guide.group(1)):
        file = _FILE.search(before)
        if file:
            found.append(Step("file", file.group(1), body))
        elif body.startswith("govpost-lint "):
            found.append(Step("run", "", body))
        else:
            found.append(Step("yaml" if language == "yaml" else "output", "", body))
    return found


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program, *words = shlex.split(line)
    assert program == "govpost-lint"
    source = Path(govpost_lint.__file__).resolve().parent.parent
    inherited = filter(None, map(os.path.abspath, os.environ.get("PYTHONPATH", "").split(":")))
    path = os.pathsep.join([str(source), *inherited])
    return subprocess.run(
        [sys.executable, "-m", "govpost_lint", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_every_command_works_and_prints_what_the_guide_shows(tmp_path: Path) -> None:
    shutil.copytree(COURSE, tmp_path / "examples" / "course")
    printed = ""
    for step in steps():
        if step.kind == "file":
            path = tmp_path / step.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.body, "utf-8")
        elif step.kind == "run":
            printed = ""
            for line in step.body.splitlines():
                done = run(line, tmp_path)
                assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
                printed += done.stdout
        elif step.kind == "output":
            shown = {line.strip() for line in step.body.splitlines()} - {"", "…"}
            assert shown <= {line.strip() for line in printed.splitlines()}


def test_the_rule_of_the_lesson_finds_what_the_pack_misses(tmp_path: Path) -> None:
    for step in steps():
        if step.kind == "file":
            path = tmp_path / step.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.body, "utf-8")
    without = run("govpost-lint rules evaluate teksty.txt --summary", tmp_path).stdout
    own = "govpost-lint rules evaluate teksty.txt --summary --rules nashi-pravila"
    assert re.search(r"officialese +0/2", without)
    assert re.search(r"officialese +2/2 = 1.00 +2/2", run(own, tmp_path).stdout)


@pytest.mark.parametrize("step", [step for step in steps() if step.kind == "yaml"])
def test_assignments_and_overrides_are_quoted_as_they_are(step: Step) -> None:
    files = [file.read_text("utf-8").splitlines() for file in COURSE.glob("*/*.yaml")]
    assert any(set(step.body.splitlines()) <= set(lines) for lines in files)


def test_the_guide_has_the_commands_of_a_lesson() -> None:
    commands = "".join(step.body for step in steps() if step.kind == "run")
    for name in ("tokens", "rules new", "rules check", "rules test", "rules evaluate", "grade"):
        assert f"govpost-lint {name} " in commands
