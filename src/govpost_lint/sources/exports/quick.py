"""JSON of any size read record by record with the parser of the standard library.

Several times faster than a stream of events, but only for what is well-formed and of common size:
of anything else it says nothing more than ``UnusualError``, and `stream.Events` reads the file
again from its beginning.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Container, Generator, Iterator
from typing import Any, NoReturn, TypeVar

from govpost_lint.sources.exports.stream import (
    DEEPEST,
    MOST_VALUES,
    Event,
    Export,
    TooBigError,
)

_AHEAD = 1 << 16
"""Characters that are always held from the place on: no number or word of JSON is longer."""
_PORTION = 1 << 17
"""Characters held at once."""
_MOST_HELD = 1 << 22
"""A longer record is not common."""
_LOT = 2 * MOST_VALUES
"""Bytes decoded at once at most: a value takes two at least, so none in them is too big."""
_SPACE = re.compile(r"[ \t\r\n]*")
_INDENT = re.compile(r"[ \t\r\n]*?(\r?\n[ \t]*)\{")
_KINDS = {"{": "start_map", "[": "start_array", '"': "string"}
_LITERALS = {"t": "boolean", "f": "boolean", "n": "null"}

T = TypeVar("T")


class UnusualError(Exception):
    """The file is damaged or out of the common run: `stream.Events` can say more."""


class QuickEvents:
    """The values of one JSON file, with the methods of `stream.Events` that readers use.

    Args:
        export: the file.
        several: whether further values may follow the first.

    Each method raises UnusualError for what it cannot read.
    """

    def __init__(self, export: Export, several: bool = False) -> None:
        self._chunks = export.chunks()
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._scan = json.JSONDecoder(parse_constant=_refuse).raw_decode
        self._several = several
        self._text = ""
        self._place = 0
        self._start = 0  # of the value passed last
        self._small = False  # whether that value is surely of common size
        self._whole = False
        self._depth = 0
        self._values = 0

    def next(self) -> Event:
        """Return the event that begins the next value; ``("end", None)`` after the last."""
        char = self._char()
        if not char:
            if self._depth:
                raise UnusualError
            return "end", None
        if not self._depth:
            self._values += 1
            if self._values > 1 and not self._several:
                raise UnusualError
        kind = _KINDS.get(char, "number")
        if char in "{[":
            self._place += 1
            self._depth += 1
            return kind, None
        value = self._value()
        return _LITERALS.get(char, kind), value

    def finish(self) -> None:
        """See that nothing follows."""
        if self._char():
            raise UnusualError

    def members(self) -> Iterator[str]:
        """Yield the keys of the mapping just begun; its caller takes each value in between."""
        for _ in self._parts("}"):
            if self._char() != '"':
                raise UnusualError
            key = self._value()
            if self._char() != ":":
                raise UnusualError
            self._place += 1
            yield key

    def opens_with(self, keys: Container[str]) -> bool:
        """Whether the first key of the mapping just begun is one of ``keys``; nothing is passed."""
        found = _SPACE.match(self._text, self._place)  # so much is always held
        assert found is not None
        start = found.end() + 1
        quoted = self._text[found.end() : start] == '"'
        return quoted and self._text[start : self._text.find('"', start)] in keys

    def elements(self) -> Iterator[Event]:
        """Yield the first event of each element of the array just begun; take the rest between."""
        for _ in self._parts("]"):
            yield self.next()

    def lots(self, decode: Callable[[bytes], list[T] | None]) -> Iterator[list[T] | Event]:
        """Yield the elements of the array just begun: many mappings at once, or the first event.

        Mappings that begin on lines of their own with one indent are cut where such a line begins:
        no string of JSON holds a line end, and an inner mapping with that indent leaves brackets
        open, which ``decode`` refuses; what it does not want it need not look at. After an event
        its caller takes the rest of the element.

        Args:
            decode: gives the values of a JSON array; ``None`` where one is out of the common run.
        """
        found = _INDENT.match(self._text, self._place)  # so much is always held
        indent = found[1].encode() if found else b""
        singly = 0
        for _ in self._parts("]"):
            self._char()
            if found and not singly:
                any_lot, singly = yield from self._lots_in_a_row(indent, decode)
                if any_lot:
                    continue
            singly -= 1
            yield self.next()

    def _lots_in_a_row(
        self, indent: bytes, decode: Callable[[bytes], list[T] | None]
    ) -> Generator[list[T], None, tuple[bool, int]]:
        """Yield lots while there are; return whether there was one, the place is then after it.

        They are cut from the bytes of the file: text is made only of what is wanted. Returned is
        as well how many elements are to come one by one: those of a refused lot; and where there
        is none it is not looked for soon.
        """
        border = indent + b"}," + indent + b"{"
        raw, start = self._text[self._place :].encode() + self._decoder.getstate()[0], 0
        comma = 0  # between two lots
        while True:
            while len(raw) - start < _LOT and not self._whole:
                raw, start = raw[start:] + self._chunk(), 0
            last = raw.rfind(border, start, start + _LOT)
            end = last + len(indent) + 1
            lot = decode(b"[" + raw[start + comma : end] + b"]") if last >= 0 else None
            if lot is None:
                break
            yield lot
            start, comma = end, 1
        self._decoder.reset()
        self._text, self._place = self._decoded(raw[start:]), 0
        return bool(comma), max(100, raw.count(border, start, end))

    def skip(self, event: Event) -> None:
        """Pass over the rest of the value that ``event`` began: a long one part by part."""
        if event[0] == "start_array":
            for element in self.elements():
                self._drop(element)
        elif event[0] == "start_map":
            for _ in self.members():
                self._drop(self.next())

    def record(self, keep: Container[str]) -> dict[str, Any]:
        """Build the mapping just begun from the wanted keys.

        Raises:
            TooBigError: after the end of the record.
        """
        whole = self._begun()
        record = {key: value for key, value in whole.items() if key in keep}
        if not self._small:
            for value in record.values():
                if isinstance(value, list | dict):
                    _check_size(value)
        return record

    def build(self, event: Event) -> Any:
        """Return the value that ``event`` began.

        Raises:
            TooBigError: after its end: see `stream.Events.build`.
        """
        if event[0] not in ("start_map", "start_array"):
            return event[1]
        value = self._begun()
        if not self._small:
            _check_size(value)
        return value

    def _drop(self, event: Event) -> None:
        if event[0] in ("start_map", "start_array"):
            self._begun()

    def _begun(self) -> Any:
        """Return the mapping or array whose first character has been passed; see its size."""
        self._place -= 1
        self._depth -= 1
        value = self._value()
        text, start, end = self._text, self._start, self._place
        # As many values as characters, as many levels as brackets: that is the most there can be.
        self._small = (
            end - start < MOST_VALUES
            and text.count("[", start, end) + text.count("{", start, end) <= DEEPEST
        )
        return value

    def _parts(self, closing: str) -> Iterator[None]:
        """Stop at each part of the mapping or array just begun, and pass its end."""
        char = self._char()
        if char != closing:
            while True:
                yield
                char = self._char()
                if char != ",":
                    break
                self._place += 1
        if char != closing:
            raise UnusualError
        self._place += 1
        self._depth -= 1

    def _char(self) -> str:
        """Return the next character that is no space, without passing it; empty at the end."""
        while True:
            found = _SPACE.match(self._text, self._place)
            assert found is not None
            self._place = found.end()
            if self._whole or len(self._text) - self._place >= _AHEAD:
                return self._text[self._place : self._place + 1]
            self._fill(_PORTION)

    def _value(self) -> Any:
        """Return the value at the place, and pass it."""
        wanted = _PORTION
        while True:
            try:
                self._start = self._place
                value, self._place = self._scan(self._text, self._start)
            except json.JSONDecodeError:
                # Cut off by the end of what is held, or wrong: more of the file will tell.
                if self._whole or wanted >= _MOST_HELD:
                    raise UnusualError from None
                wanted *= 2
                self._fill(wanted)
            except (ValueError, RecursionError):
                raise UnusualError from None
            else:
                return value

    def _fill(self, wanted: int) -> None:
        """Hold ``wanted`` characters from the place on, or all to the end."""
        parts = [self._text[self._place :]]
        size = len(parts[0])
        while size < wanted and not self._whole:
            parts.append(self._decoded(self._chunk()))
            size += len(parts[-1])
        self._text, self._place = "".join(parts), 0

    def _chunk(self) -> bytes:
        """Return the next bytes of the file; none at its end."""
        chunk = next(self._chunks, None)
        self._whole = chunk is None
        return chunk or b""

    def _decoded(self, raw: bytes) -> str:
        try:
            return self._decoder.decode(raw, self._whole)
        except UnicodeDecodeError:
            raise UnusualError from None


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _check_size(value: Any) -> None:
    """Raise TooBigError where a value is deeper or larger than any real one."""
    level, count, depth = [value], 0, 0
    while level:
        depth += 1
        inner = []
        for one in level:
            parts = one.values() if isinstance(one, dict) else one
            count += len(one)
            inner += [part for part in parts if isinstance(part, list | dict)]
        if depth > DEEPEST + 1 or count >= MOST_VALUES:
            raise TooBigError
        level = inner
