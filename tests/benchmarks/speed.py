"""Speed of the whole program, as one table:  python tests/benchmarks/speed.py

Whole processes are started several times and the median is shown, with the greatest memory of
the process; the breakdown of many posts is measured inside one process. Nothing here is asserted:
figures of a busy machine are no test.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.posts import draft, posts

RULES = Path(__file__).resolve().parents[2] / "rules"


class Cost(NamedTuple):
    """Medians of a process: seconds on the clock, seconds of processor, megabytes at most."""

    clock: float
    processor: float
    memory: float


def processes(commands: list[list[str]], times: int) -> list[Cost]:
    """Run the commands in turn, ``times`` times each, after one run that warms the caches.

    In turn, because a machine that grows slower meanwhile is to slow all of them.
    """
    rounds = [list(map(once, commands)) for _ in range(times + 1)][1:]
    return [
        Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))
        for costs in zip(*rounds, strict=True)
    ]


def once(command: list[str]) -> Cost:
    """Run ``command`` once, with byte code as an installed program has it."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment
    )
    assert child.stderr is not None
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    clock = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise SystemExit(errors.decode()[:2000])
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def check(path: Path, *options: str) -> list[str]:
    """Return the command line that checks ``path``."""
    return [sys.executable, "-m", "govpost_lint", "check", str(path), "--format", "json", *options]


class Stages:
    """Seconds spent in each stage, without those of the stages inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._open: list[list[float]] = []

    def wrap(self, owner: Any, name: str, stage: str) -> None:
        """Count the time of ``owner.name`` for ``stage``."""
        inner = getattr(owner, name)

        def timed(*args: Any, **options: Any) -> Any:
            start = time.perf_counter()
            self._open.append([0.0])
            try:
                return inner(*args, **options)
            finally:
                spent = time.perf_counter() - start
                inside = self._open.pop()[0]
                self.seconds[stage] = self.seconds.get(stage, 0.0) + spent - inside
                if self._open:
                    self._open[-1][0] += spent

        setattr(owner, name, timed)


@contextmanager
def stages() -> Iterator[Stages]:
    """Time the stages of a check while the block runs."""
    from govpost_lint import checking
    from govpost_lint.engine import linter, run
    from govpost_lint.engine.expressions import Expressions
    from govpost_lint.engine.matcher import Matcher
    from govpost_lint.engine.veto import Vetoes
    from govpost_lint.text.analysis import Analysis
    from govpost_lint.text.tagger import Tagging

    timed = Stages()
    places: list[tuple[Any, str, str]] = [
        (run, "analyze", "tokens and sentences"),
        (Matcher, "scan", "scan by the index"),
        (Matcher, "matches", "match at the places found"),
        (Vetoes, "vetoed", "unless"),
        (Expressions, "scan", "test of the expressions"),
        (Analysis, "_choose", "readings of the words"),
        (Tagging, "choice", "tagger"),
        (linter, "required", "require"),
        (linter, "measured", "measure"),
        (linter, "suggestions", "suggestions"),
        (linter, "make_found", "findings"),
        (checking, "apply_points", "score"),
        (checking, "score", "score"),
    ]
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in places]
    for place in places:
        timed.wrap(*place)
    try:
        yield timed
    finally:
        for owner, name, function in before:
            setattr(owner, name, function)


def rate(function: Callable[[], object], count: int) -> float:
    """Return how many of ``count`` things a second of processor time ``function`` does."""
    start = time.process_time()
    function()
    return count / (time.process_time() - start)


def cold(folder: Path, rules: Path, times: int) -> None:
    """Print the cost of one draft of 150 words, with the rules and with ten times as many.

    These are compared with a mere copy of the rules: expressions of another folder than the
    program's own run in another engine, under a limit of time.
    """
    path = folder / "draft.md"
    path.write_text(draft(), encoding="utf-8")
    same, copied = folder / "same", folder / "rules"
    shutil.copytree(rules, same)
    # In a process of its own: a child counts the memory of the process that started it as its own.
    script = Path(__file__).with_name("many_rules.py")
    copying = [sys.executable, str(script), str(rules), str(copied), "9"]
    number = int(subprocess.run(copying, check=True, capture_output=True, text=True).stdout)
    print(f"\n{'one draft of 150 words, warm plan cache':<48}{'s':>8}{'cpu s':>8}{'MB':>8}")
    rows = [
        ("python -c pass", [sys.executable, "-c", "pass"]),
        ("govpost-lint check", check(path, "--rules", str(rules))),
        ("govpost-lint check, the rules in another folder", check(path, "--rules", str(same))),
        (f"govpost-lint check, {number} rules", check(path, "--rules", str(copied))),
    ]
    costs = processes([command for _, command in rows], times)
    for (name, _), cost in zip(rows, costs, strict=True):
        print(f"{name:<48}{cost.clock:>8.3f}{cost.processor:>8.3f}{cost.memory:>8.1f}")
    print(f"{'ten times the rules cost':<48}{costs[3].clock / costs[2].clock:>8.2f} times")


def many(folder: Path, rules: Path, count: int) -> None:
    """Print the speed on many different posts, as a process and inside one."""
    texts = list(posts(count))
    path = folder / "posts.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            record = {"id": str(number), "platform": "vk", "text": text}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    words = sum(len(text.split()) for text in texts) / count
    print(f"\n{count} different posts of {words:.0f} words")
    options = ["--rules", str(rules), "--output", str(folder / "report.json")]
    first = folder / "first.md"
    first.write_text(texts[0], encoding="utf-8")
    once(check(first, "--rules", str(rules)))  # warms the plan cache
    whole = once(check(path, *options))
    print(f"{'whole process: posts a second of processor':<48}{count / whole.processor:>8.0f}")
    inside(texts, rules)


def inside(texts: list[str], rules: Path) -> None:
    """Print the speed inside one process, and what the time is spent on."""
    from govpost_lint import Document, Ruleset

    ruleset = Ruleset.load(rules)
    documents = [
        Document(id=str(number), text=text, platform="vk") for number, text in enumerate(texts)
    ]
    half = len(documents) // 2

    def run(part: list[Document]) -> None:
        for document in part:
            ruleset.check(document)

    print(f"{'first half':<48}{rate(lambda: run(documents[:half]), half):>8.0f}")
    print(f"{'second half':<48}{rate(lambda: run(documents[half:]), half):>8.0f}")
    print(f"{'second half again':<48}{rate(lambda: run(documents[half:]), half):>8.0f}")
    with stages() as timed:
        start = time.perf_counter()
        run(documents[half:])
        total = time.perf_counter() - start
    print(f"\n{'where the time goes':<48}{'ms/post':>8}{'share':>8}")
    rest = {"everything else": total - sum(timed.seconds.values())}
    for stage, seconds in sorted({**timed.seconds, **rest}.items(), key=lambda item: -item[1]):
        print(f"{stage:<48}{1000 * seconds / half:>8.3f}{seconds / total:>8.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=5000, help="how many posts (5000)")
    parser.add_argument("--times", type=int, default=7, help="runs of a process (7)")
    parser.add_argument("--only", choices=["cold", "many", "inside"], help="one part of the table")
    parser.add_argument("--rules", type=Path, default=RULES, help="another rule folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["GOVPOST_CACHE"] = str(folder / "plans")
        if options.only in (None, "cold"):
            cold(folder, options.rules, options.times)
        if options.only in (None, "many"):
            many(folder, options.rules, options.posts)
        if options.only == "inside":
            inside(list(posts(options.posts)), options.rules)


if __name__ == "__main__":
    main()
