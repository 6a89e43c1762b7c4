"""Fuzzing with hypothesis: ``python tests/fuzz --seconds 120 [TARGET …]``.

Every target runs for the stated time and prints how many inputs it tried, how many were refused
with an error meant for people, and how many crashed or took too long; each different crash is
shown once, with its input. What is found becomes a test. Exit code 1 where anything was found.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.targets import REFUSALS, TARGETS, Target, pack

SLOW = 5.0
"""Seconds of processor time: no input of these sizes may take longer."""

_ROUND = 400


class Tally:
    """What one target met."""

    def __init__(self) -> None:
        self.inputs = 0
        self.refused = 0
        self.slowest = 0.0
        self.found: dict[str, str] = {}

    def note(self, name: str, shown: str) -> None:
        """Keep the first input of each different crash."""
        self.found.setdefault(name, shown)


def fuzz(target: Target, seconds: float, start: int) -> Tally:
    """Give ``target`` made-up inputs for ``seconds``."""
    tally = Tally()
    end = time.monotonic() + seconds

    def attempt(value: object) -> None:
        if time.monotonic() > end:
            return
        tally.inputs += 1
        begun = time.process_time()
        try:
            target.run(value)
        except REFUSALS:
            tally.refused += 1
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"
            tally.note(name, f"{error!r:.200}\n      {value!r:.2000}")
        spent = time.process_time() - begun
        tally.slowest = max(tally.slowest, spent)
        if spent > SLOW:
            tally.note(f"slow, {spent:.0f} s", f"{value!r:.2000}")

    number = start
    while time.monotonic() < end:
        number += 1
        search = given(target.inputs)(attempt)
        search = settings(
            max_examples=_ROUND, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )(search)  # fmt: skip
        seed(number)(search)()
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=60, help="for each target (60)")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6, help="to repeat a run")
    options = parser.parse_args()
    os.environ.setdefault("GOVPOST_CACHE", tempfile.mkdtemp(prefix="fuzz-"))
    print(f"seed {options.seed}, {options.seconds:.0f} s a target")
    print(f"{'target':<16}{'inputs':>9}{'refused':>9}{'slowest s':>11}{'crashes':>9}", flush=True)
    pack()  # loading the rules is no part of the first input
    crashes = 0
    for name in options.targets or TARGETS:
        tally = fuzz(TARGETS[name], options.seconds, options.seed)
        crashes += len(tally.found)
        print(
            f"{name:<16}{tally.inputs:>9}{tally.refused:>9}{tally.slowest:>11.2f}"
            f"{len(tally.found):>9}",
            flush=True,
        )
        for crash, shown in tally.found.items():
            print(f"  {crash}\n      {shown}", flush=True)
    return 1 if crashes else 0


if __name__ == "__main__":
    raise SystemExit(main())
