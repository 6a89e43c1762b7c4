"""Runs the real command line, with its own plan cache and without the terminal of whoever tests."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import govpost_lint

HERE = Path(__file__).parent
RULES = HERE / "rules"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    source = Path(govpost_lint.__file__).resolve().parent.parent
    paths = [str(source), *filter(None, map(os.path.abspath, _python_path()))]
    dropped = {"COLUMNS", "NO_COLOR", "FORCE_COLOR", "GOVPOST_DEBUG"}
    return {
        **{key: value for key, value in os.environ.items() if key not in dropped},
        "PYTHONPATH": os.pathsep.join(paths),
        "GOVPOST_CACHE": str(tmp_path_factory.mktemp("cache")),
    }


def _python_path() -> list[str]:
    return [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path) -> Run:
    """Run ``govpost-lint`` in an empty folder; ``check`` gets the small rules of this folder."""

    def call(
        *args: str,
        stdin: bytes = b"",
        cwd: Path = tmp_path,
        program: str = "govpost_lint",
        **extra: str,
    ) -> subprocess.CompletedProcess[str]:
        if args[:1] == ("check",) and "--rules" not in args:
            args = ("check", "--rules", str(RULES), *args[1:])
        done = subprocess.run(
            [sys.executable, "-m", program, *args],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env={**environment, **extra},
            timeout=120,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return call
