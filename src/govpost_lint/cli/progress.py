"""A line «Проверено: 1200» on a terminal when the work takes long."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_PATIENCE = 1.0
"""Seconds before anything is shown."""

_PERIOD = 0.2


class Progress:
    """Counts documents; shows nothing where standard error is no terminal."""

    def __init__(self) -> None:
        self._shown = False
        self._done = 0
        self._enabled = sys.stderr.isatty()
        self._next = time.monotonic() + _PATIENCE

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def step(self, done: int = 1) -> None:
        """Note that ``done`` more documents are done."""
        self._done += done
        if self._enabled and time.monotonic() >= self._next:
            self._next = time.monotonic() + _PERIOD
            self._shown = True
            print(f"\rПроверено: {self._done}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away, so that a message can be written."""
        if self._shown:
            self._shown = False
            print("\r" + " " * 30 + "\r", end="", file=sys.stderr, flush=True)
