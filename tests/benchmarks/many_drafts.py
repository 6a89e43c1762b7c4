"""A folder of drafts with two jobs, with one, and again unchanged.

Run ``python tests/benchmarks/many_drafts.py``.

Whole processes, the JSON report written to a file. Nothing here is asserted: figures of a busy
machine are no test.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.posts import posts
from tests.benchmarks.speed import Cost, check, once


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drafts", type=int, default=10_000, help="how many drafts (10000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "drafts")
        for number, text in enumerate(posts(options.drafts)):
            path = folder / f"{number // 100:03}" / f"{number:05}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        os.environ["GOVPOST_CACHE"] = str(Path(name, "cache"))
        once(check(path))  # warms the plan cache

        def timed(label: str, *more: str) -> tuple[Cost, bytes]:
            report = Path(name, "report.json")
            command = check(folder, "--output", str(report), *more)
            cost = once(command)
            print(f"{label:<34}{cost.clock:>9.2f}{cost.processor:>9.2f}{cost.memory:>9.1f}")
            return cost, report.read_bytes()

        print(f"{f'{options.drafts} drafts, JSON report':<34}{'s':>9}{'cpu s':>9}{'MB':>9}")
        double, second = timed("--jobs 2, empty cache", "--jobs", "2")
        for file in Path(name, "cache").glob("drafts-*"):
            file.unlink()
        single, first = timed("--jobs 1, empty cache", "--jobs", "1")
        again, third = timed("--jobs 1, nothing changed", "--jobs", "1")
        print(f"two jobs are {single.clock / double.clock:.2f} times as fast as one")
        print(f"an unchanged run takes {again.clock / single.clock:.1%} of the first")
        same = first == second == third
        print(f"reports are {'the same' if same else 'NOT THE SAME'}")
        size = sum(file.stat().st_size for file in Path(name, "cache").glob("drafts-*"))
        print(f"cache: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
