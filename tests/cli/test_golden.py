"""Console reports as files to read: tests/cli/golden. GOVPOST_UPDATE_GOLDEN=1 writes them anew."""

import os
from pathlib import Path

import pytest

HERE = Path(__file__).parent

REPORTS = {
    "plokhoy": ["drafts/plokhoy.md"],
    "khoroshiy": ["drafts/khoroshiy.txt"],
    "otvety": ["drafts/otvety.jsonl"],
    "kazhdyi-kratko": ["drafts", "--quiet"],
    "vrazhdebnyi": ["drafts/vrazhdebnyi.md"],
}


@pytest.mark.parametrize("name", REPORTS)
def test_console_report(run, name: str) -> None:
    shown = run("check", *REPORTS[name], cwd=HERE).stdout
    golden = HERE / "golden" / f"{name}.txt"
    if os.environ.get("GOVPOST_UPDATE_GOLDEN"):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


def test_golden_reports_are_all_in_use() -> None:
    assert {path.stem for path in (HERE / "golden").glob("*.txt")} == set(REPORTS)
