"""Draws the report of a real run: ``python examples/export_picture.py`` writes examples/report.svg.

It starts the command line as a user does, with colours, and turns what the terminal would show into
an SVG picture with rich, which the program needs anyway.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
WIDTH = 84

_REMOTE_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""The picture must not load anything: without the font a viewer takes its own monospace."""


def picture(draft: Path) -> str:
    """Return the report on ``draft`` as SVG.

    Raises:
        RuntimeError: where the command made no report.
    """
    command = [sys.executable, "-m", "govpost_lint", "check", draft.name, "--fail-on", "never"]
    colours = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "PYTHONIOENCODING": "utf-8"}
    colours.pop("NO_COLOR", None)
    done = subprocess.run(
        command, env=colours, cwd=draft.parent, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(done.stderr or f"код выхода {done.returncode}")
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(done.stdout.rstrip("\n")), soft_wrap=True)
    # A fixed id keeps the file the same where the report is the same.
    svg = console.export_svg(title=f"govpost-lint check {draft.name}", unique_id="report")
    return _REMOTE_FONT.sub("", svg)


def main() -> None:
    """Write the picture and say where."""
    parser = argparse.ArgumentParser(description="Снимок отчёта: SVG из настоящего запуска check.")
    parser.add_argument(
        "draft", nargs="?", type=Path, default=HERE / "drafts" / "mixed-bus-route.md"
    )
    parser.add_argument("--output", type=Path, default=HERE / "report.svg")
    arguments = parser.parse_args()
    arguments.output.write_text(picture(arguments.draft.resolve()), encoding="utf-8")
    print(f"Записано: {arguments.output}")


if __name__ == "__main__":
    main()
