"""Lines of a text file of any size, in the encodings that press offices really use."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from govpost_lint.sources.decoding import decode
from govpost_lint.sources.exports.stream import Export
from govpost_lint.sources.exports.tally import Tally
from govpost_lint.sources.opening import open_input

_SAMPLE = 1 << 20
_LONGEST = 1 << 22
"""Characters of one line; a longer one comes in pieces, none of which is a record."""


def text_lines(export: Export, tally: Tally) -> Iterator[str]:
    """Yield the lines with their ends.

    Raises:
        InputError: no text in a known encoding.
    """
    codec, notes = _encoding(export)
    for note in notes:
        tally.say(f"{export.name}: {note}")
    with open_input(export.path) as stream:
        text = io.TextIOWrapper(stream, codec, errors="replace", newline="")
        told = 0
        while line := text.readline(_LONGEST):
            yield line
            place = stream.tell()
            if place > told:
                export.advance(place - told)
                told = place


def _encoding(export: Export) -> tuple[str, tuple[str, ...]]:
    """Return the codec, and remarks; all of the file is looked at."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample = b""
    with open_input(export.path) as stream:
        while chunk := stream.read(_SAMPLE):
            sample = sample or chunk
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                # The rest of the sample after its last line end may be half a letter.
                whole = chunk[: chunk.rfind(b"\n") + 1] if len(chunk) == _SAMPLE else chunk
                notes = decode(sample if sample.startswith(_WIDE) else whole or chunk, export.name)[
                    1
                ]
                return ("utf-16" if sample.startswith(_WIDE) else "cp1251"), notes
    if sample.startswith(_WIDE):
        return "utf-16", decode(sample[:2], export.name)[1]
    return "utf-8-sig", ()


_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
