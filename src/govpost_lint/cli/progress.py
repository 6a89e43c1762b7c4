"""A line «Проверено: 1200», or a bar while reading, on a terminal when the work takes long."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_PATIENCE = 1.0
"""Seconds before anything is shown."""

_PERIOD = 0.2
_WIDTH = 20
_LINE = 36
"""Characters of the bar, and of the line that it stands in."""


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
        self._show(f"Проверено: {self._done}")

    def read(self, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` bytes of an export are read."""
        share = done / total if total else 1.0
        bar = "█" * round(share * _WIDTH)
        self._show(f"Читаю {bar:░<{_WIDTH}} {share:4.0%}")

    def _show(self, text: str) -> None:
        if self._enabled and time.monotonic() >= self._next:
            self._next = time.monotonic() + _PERIOD
            self._shown = True
            print(f"\r{text:<{_LINE}}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away, so that a message can be written."""
        if self._shown:
            self._shown = False
            print("\r" + " " * _LINE + "\r", end="", file=sys.stderr, flush=True)
