"""What a cold ``check`` of one draft imports: nothing that it does not need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "concurrent.futures", "docx", "holidays", "hypothesis", "ijson", "imagesize", "jinja2", "lxml",
    "msgspec", "multiprocessing", "pydantic", "pygls", "regex", "rich", "xml.etree",
    "yaml", "zoneinfo",
)  # fmt: skip
SCRIPT = """
import sys
from govpost_lint.cli import main
code = main(sys.argv[1:])
print("\\n".join(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def modules_after(folder: Path, *args: str) -> set[str]:
    """Return the modules that a process holds after a command; the plan is in the cache."""
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *args],
            cwd=folder,
            env=os.environ,
            capture_output=True,
            check=False,
            timeout=300,
        )
        assert done.returncode in (0, 1), done.stderr.decode()
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("form", ["console", "json", "sarif", "github", "csv"])
def test_a_cold_check_imports_no_heavy_extras(tmp_path: Path, form: str) -> None:
    (tmp_path / "a.md").write_text("Служба осуществляет проверку дорог.\n", "utf-8")
    loaded = modules_after(tmp_path, "check", "a.md", "--format", form)
    assert "govpost_lint.engine.matcher" in loaded
    assert not {name for name in loaded for heavy in HEAVY if f"{name}.".startswith(f"{heavy}.")}


def test_what_front_matter_needs_is_imported_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nkind: reply\n---\nЗавтра починим.\n", "utf-8")
    loaded = modules_after(tmp_path, "check", "a.md")
    assert "yaml" in loaded
    assert not loaded & {"jinja2", "pydantic", "rich", "docx", "regex"}
