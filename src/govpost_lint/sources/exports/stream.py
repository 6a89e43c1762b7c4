"""JSON of any size as a stream of events: the only importer of ijson.

Nothing but the records that a reader asks for is ever held, and of them no more than
``MOST_VALUES``, whatever a file nests or repeats.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

import ijson

from govpost_lint.opening import open_input, shown

Event = tuple[str, Any]
Advance = Callable[[int], None]
"""Told how many bytes more have been read."""

MOST_VALUES = 50_000
"""Values of one record; a message has dozens, a VK post with ten pictures hundreds."""
DEEPEST = 24
"""Levels of one record."""
LONGEST_TOKEN = 1 << 26
"""Bytes of one string; longer ones are no export."""

_FAULTS = (ijson.JSONError, ValueError, OverflowError)
"""What ijson raises; ValueError for bytes that are no UTF-8."""

_CHUNK = 1 << 16
_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_CUT_ESCAPE = re.compile(rb"(\\+)(?:x[0-9A-Fa-f]?)?\Z")
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class BrokenJsonError(Exception):
    """The JSON ends or goes wrong.

    Args:
        cut: whether the file simply ends too early.
        byte: how many bytes were well-formed.
        line: where that is, from 1.
    """

    def __init__(self, cut: bool, byte: int, line: int) -> None:
        self.cut, self.byte, self.line = cut, byte, line
        super().__init__(f"byte {byte}, line {line}")


class TooBigError(Exception):
    """One record holds more than any real one."""


class Export:
    """One file of an export.

    Args:
        path: the file.
        advance: told of every chunk read.
    """

    def __init__(self, path: Path, advance: Advance = lambda size: None) -> None:
        self.path = path
        self.name = shown(path)
        self.advance = advance

    def chunks(self) -> Iterator[bytes]:
        r"""Yield the file as UTF-8 without a mark, with Telegram's invalid ``\xNN`` repaired."""
        held = b""
        for chunk in self._decoded():
            chunk = held + chunk
            cut = _CUT_ESCAPE.search(chunk) if b"\\" in chunk[-3:] else None
            # An even run of backslashes is whole; of an odd one the last begins an escape.
            held = chunk[cut.end(1) - 1 :] if cut and len(cut[1]) % 2 else b""
            chunk = chunk[: len(chunk) - len(held)]
            yield _ESCAPE.sub(_valid_escape, chunk) if b"\\x" in chunk else chunk
        if held:
            yield held

    def _decoded(self) -> Iterator[bytes]:
        with open_input(self.path) as stream:
            first = stream.read(_CHUNK)
            self.advance(len(first))
            codec = next((name for mark, name in _WIDE if first.startswith(mark)), "")
            decoder = codecs.getincrementaldecoder(codec)("replace") if codec else None
            chunk = first.removeprefix(codecs.BOM_UTF8)
            while chunk:
                yield decoder.decode(chunk).encode("utf-8", "replace") if decoder else chunk
                chunk = stream.read(_CHUNK)
                self.advance(len(chunk))


def _valid_escape(match: re.Match[bytes]) -> bytes:
    return b"\\u00" + match[1] if match[1] else match[0]


class Events:
    """The values of one JSON file, one after another.

    Args:
        export: the file.
        several: whether further values may follow the first, as in JSON Lines.
    """

    def __init__(self, export: Export, several: bool = False) -> None:
        self._export = export
        self._several = several
        self._stream = self._read()

    def _read(self) -> Iterator[Event]:
        feeder = _Feeder(self._several)
        place, line, batch = 0, 1, b""
        try:
            for batch in feeder.batches(self._export):
                yield from feeder.send(batch)
                place += len(batch)
                line += batch.count(b"\n")
            batch = b""
            feeder.close()
        except _FAULTS:
            yield from feeder.found
        else:
            yield from feeder.found  # a number at the end of the file
            return
        if not batch:
            raise BrokenJsonError(True, place, line)
        # A byte at a time only where it is near, and never inside a text of megabytes.
        found = place
        for step in (256, 1) if len(batch) <= 2 * _CHUNK else ():
            found = self._failing(found, step)
        raise BrokenJsonError(False, found, line + batch[: found - place].count(b"\n"))

    def _failing(self, start: int, step: int) -> int:
        """Parse again, from ``start`` on in pieces; return where that begins which fails."""
        feeder = _Feeder(self._several)
        place = 0
        try:
            for batch in feeder.batches(Export(self._export.path)):
                before = min(max(0, start - place), len(batch))
                rest = (batch[at : at + step] for at in range(before, len(batch), step))
                for piece in filter(None, (batch[:before], *rest)):  # empty: the end, to ijson
                    feeder.send(piece)
                    place += len(piece)
        except _FAULTS:
            pass
        return place

    def next(self) -> Event:
        """Return the next event; ``("end", None)`` after the last."""
        return next(self._stream, ("end", None))

    def finish(self) -> None:
        """Read on to the end of the file, where nothing should follow."""
        for _ in self._stream:
            pass

    def members(self) -> Iterator[str]:
        """Yield the keys of the mapping just begun; its caller takes each value in between."""
        while (event := self.next())[0] == "map_key":
            yield event[1]

    def opens_with(self, keys: Container[str]) -> bool:
        """Whether the mapping just begun is known to begin with one of ``keys``: never here."""
        return False

    def elements(self) -> Iterator[Event]:
        """Yield the first event of each element of the array just begun; take the rest between."""
        while (event := self.next())[0] not in ("end_array", "end"):
            yield event

    def skip(self, event: Event) -> None:
        """Pass over the rest of the value that ``event`` began."""
        if event[0] not in ("start_map", "start_array"):
            return
        depth = 1
        for kind, _ in self._stream:
            if kind == "start_map" or kind == "start_array":
                depth += 1
            elif kind == "end_map" or kind == "end_array":
                depth -= 1
                if not depth:
                    return

    def record(self, keep: Container[str]) -> dict[str, Any]:
        """Build the mapping just begun from the wanted keys; the last of equal keys counts.

        Raises:
            TooBigError: after the end of the record, which is passed over.
        """
        record: dict[str, Any] = {}
        too_big = False
        for key in self.members():
            event = self.next()
            if key in keep:
                try:
                    record[key] = self.build(event)
                except TooBigError:
                    too_big = True
            else:
                self.skip(event)
        if too_big:
            raise TooBigError
        return record

    def build(self, event: Event) -> Any:
        """Return the value that ``event`` began.

        Raises:
            TooBigError: after its end: it is deeper than ``DEEPEST`` or larger than
                ``MOST_VALUES``.
        """
        if event[0] not in ("start_map", "start_array"):
            return event[1]
        root: Any = {} if event[0] == "start_map" else []
        stack: list[tuple[Any, str]] = []
        current, key, left = root, "", MOST_VALUES
        for kind, value in self._stream:
            if kind == "map_key":
                key = value
                continue
            if kind == "end_map" or kind == "end_array":
                if not stack:
                    return root
                current, key = stack.pop()
                continue
            opens = kind == "start_map" or kind == "start_array"
            left -= 1
            if not left or (opens and len(stack) == DEEPEST):
                self._leave(len(stack) + 1 + opens)
                raise TooBigError
            one: Any = ({} if kind == "start_map" else []) if opens else value
            if type(current) is dict:
                current[key] = one
            else:
                current.append(one)
            if opens:
                stack.append((current, key))
                current = one
        return root

    def _leave(self, depth: int) -> None:
        for _ in range(depth):
            self.skip(("start_map", None))


class _Feeder:
    """Sends bytes to the parser and gives the events back.

    The parser looks again at all of a text that has not ended: long ones are sent in batches that
    double, or they would take time by the square of their length.
    """

    def __init__(self, several: bool) -> None:
        self.found: list[Event] = ijson.sendable_list()
        # Without use_float an integer of 5,000 digits makes the C backend yield a null pointer.
        self._parser = ijson.basic_parse_coro(self.found, multiple_values=several, use_float=True)
        self._quiet = 0

    def batches(self, export: Export) -> Iterator[bytes]:
        held: list[bytes] = []
        size = 0
        for chunk in export.chunks():
            held.append(chunk)
            size += len(chunk)
            if size >= self._quiet:
                yield held[0] if len(held) == 1 else b"".join(held)
                held, size = [], 0
        if held:
            yield b"".join(held)

    def send(self, batch: bytes) -> list[Event]:
        """Return the events of a batch, which a later call forgets."""
        del self.found[:]
        self._parser.send(batch)
        self._quiet = 0 if self.found else self._quiet + len(batch)
        if self._quiet > LONGEST_TOKEN:
            raise ValueError("a text without end")
        return self.found

    def close(self) -> None:
        """Tell the parser that nothing follows; what it held back is in ``found``."""
        del self.found[:]
        self._parser.close()
