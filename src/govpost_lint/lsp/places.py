"""Offsets of a text ↔ positions of the protocol: lines from 0, characters in the client's units."""

from __future__ import annotations

import re
from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

_LINE_END = re.compile(r"\r\n|\n|\r")


class Places:
    """Positions in one text.

    Args:
        text: the whole text.
        encoding: units of a character within its line; the protocol's default is UTF-16.
    """

    def __init__(self, text: str, encoding: PositionEncodingKind | str | None) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._encoding = encoding or PositionEncodingKind.Utf16

    def range(self, start: int, end: int) -> Range:
        """Return the range of code points ``start`` to ``end``."""
        return Range(self.position(start), self.position(end))

    def position(self, offset: int) -> Position:
        """Return the position before code point ``offset``."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units(self._text[self._starts[line] : offset]))

    def line_end(self, line: int) -> Position:
        """Return the position at the end of ``line``, before its line break."""
        start = self._starts[line]
        found = _LINE_END.search(self._text, start)
        end = found.start() if found else len(self._text)
        return Position(line, self._units(self._text[start:end]))

    def _units(self, text: str) -> int:
        if self._encoding == PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        if self._encoding == PositionEncodingKind.Utf32:
            return len(text)
        return len(text) + sum(char > "\uffff" for char in text)


def holds(outer: Range, inner: Range) -> bool:
    """Whether two ranges touch: a cursor at the edge of a finding belongs to it."""
    return _key(inner.start) <= _key(outer.end) and _key(outer.start) <= _key(inner.end)


def _key(position: Position) -> tuple[int, int]:
    return position.line, position.character
