"""The mappings of a long array of JSON, as records of one shape: hundreds decoded at once.

What is not in order, in a file of `stream.Events` and in a lot that the decoder refuses, is read
one by one: both ways give the same records, and pass over the same elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TypeVar

import msgspec

from govpost_lint.sources.exports.quick import QuickEvents
from govpost_lint.sources.exports.stream import Event, Events, TooBigError

Scalar = str | int | float | bool | None
_Level2 = Scalar | list[Scalar] | dict[str, Scalar]
_Level3 = Scalar | list[_Level2] | dict[str, _Level2]
_Level4 = Scalar | list[_Level3] | dict[str, _Level3]
Value = Scalar | list[_Level4] | dict[str, _Level4]
"""A value of common depth: of what is deeper the reader one by one tells whether it is too deep."""

Shape = TypeVar("Shape", bound=msgspec.Struct)


class Passed(Enum):
    """Why there is no record of an element."""

    NO_MAPPING = 0
    TOO_BIG = 1


def records(events: Events | QuickEvents, shape: type[Shape]) -> Iterator[Shape | Passed]:
    """Yield what each element of the array just begun holds.

    Args:
        shape: names the keys wanted; its fields are of the type ``Value`` and have defaults.
    """
    keys = frozenset(shape.__struct_fields__)

    def single(element: Event) -> Shape | Passed:
        if element[0] != "start_map":
            events.skip(element)
            return Passed.NO_MAPPING
        try:
            return shape(**events.record(keys))
        except TooBigError:
            return Passed.TOO_BIG

    if isinstance(events, Events):
        yield from map(single, events.elements())
        return
    decoder = msgspec.json.Decoder(list[shape])  # type: ignore[valid-type]

    def lot(text: bytes) -> list[Shape] | None:
        try:
            return decoder.decode(text)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return None

    for part in events.lots(lot):
        if isinstance(part, list):
            yield from part
        else:
            yield single(part)
