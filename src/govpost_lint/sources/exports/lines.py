"""Lines of a text file of any size, in the encodings that press offices really use."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from govpost_lint.opening import open_input
from govpost_lint.sources.decoding import decode
from govpost_lint.sources.exports.stream import Export
from govpost_lint.sources.exports.tally import Tally

_SAMPLE = 1 << 20
"""Bytes by which the encoding is told."""

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
        told = number = 0
        while line := text.readline(_LONGEST):
            number += 1
            if "\ufffd" in line:
                tally.count("строки с повреждёнными знаками", f"{export.name}, строка {number}")
            yield line
            place = stream.tell()
            if place > told:
                export.advance(place - told)
                told = place


def _encoding(export: Export) -> tuple[str, tuple[str, ...]]:
    """Return the codec, and remarks."""
    with open_input(export.path) as stream:
        sample = stream.read(_SAMPLE)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ()
    try:
        # Not final: the sample may end in the middle of a letter.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        whole_lines = sample[: sample.rfind(b"\n") + 1] if len(sample) == _SAMPLE else sample
        return "cp1251", decode(whole_lines or sample, export.name)[1]
    return "utf-8-sig", ()
