"""The quick reader of JSON says what the stream of events says, or that it cannot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.sources.exports import quick
from govpost_lint.sources.exports.quick import QuickEvents, UnusualError
from govpost_lint.sources.exports.stream import (
    DEEPEST,
    MOST_VALUES,
    BrokenJsonError,
    Event,
    Events,
    Export,
    TooBigError,
)

Reader = QuickEvents | Events
KEEP = ("id", "текст", "inner")

SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
)  # fmt: skip
KEYS = st.sampled_from([*KEEP, "ключ", 'a"b', "\\", ""]) | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=30,
)
SPACED = st.sampled_from([None, 0, 1, 4])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quick") / "export.json"


def written(file: Path, *values: Any, indent: int | None = None) -> Export:
    texts = [json.dumps(value, ensure_ascii=False, indent=indent) for value in values]
    file.write_text("\n".join(texts), encoding="utf-8")
    return Export(file)


def walked(events: Reader) -> list[Any]:
    """Go through a file step by step: into mappings and arrays, past every third value."""
    seen: list[Any] = []

    def value(event: Event, depth: int) -> None:
        seen.append(event if event[0] != "number" else ("number", float(event[1])))
        number = len(seen)
        if event[0] not in ("start_map", "start_array"):
            return
        if number % 3 == 0:
            events.skip(event)
        elif number % 5 == 0 or depth > 3:
            seen.append(events.build(event))
        elif event[0] == "start_array":
            for element in events.elements():
                value(element, depth + 1)
        elif number % 2:
            seen.append(events.record(KEEP))
        else:
            for key in events.members():
                seen.append(key)
                value(events.next(), depth + 1)

    while (event := events.next())[0] != "end":
        value(event, 0)
    return seen


@given(values=st.lists(VALUES, min_size=1, max_size=4), indent=SPACED)
def test_both_readers_say_the_same(file: Path, values: list[Any], indent: int | None) -> None:
    export = written(file, *values, indent=indent)
    assert walked(QuickEvents(export, several=True)) == walked(Events(export, several=True))


@given(values=st.lists(VALUES, min_size=3, max_size=9), portion=st.integers(1, 40))
def test_borders_of_portions_are_not_seen(file: Path, values: list[Any], portion: int) -> None:
    export = written(file, values)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "_AHEAD", 30)
        patch.setattr(quick, "_PORTION", 30 + portion)
        patch.setattr("govpost_lint.sources.exports.stream._CHUNK", 7)
        found = walked(QuickEvents(export))
    assert found == walked(Events(export))


@given(value=st.dictionaries(KEYS, VALUES, min_size=1, max_size=6), data=st.data())
def test_a_cut_file_is_never_taken_for_a_whole_one(file: Path, value: Any, data: Any) -> None:
    whole = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    size = data.draw(st.integers(0, len(whole) - 1))
    file.write_bytes(whole[:size])
    events = QuickEvents(Export(file))
    if not size:
        assert events.next() == ("end", None)
        return
    with pytest.raises(UnusualError):
        walked(events)


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": 1,}', b'{"a" 1}', b'{a: 1}', b"{'a': 1}", b"[1, ]", b"[1 2]", b'{"a": 1]', b"[1}",
        b'["\n"]', b'["\\x41z"', b'["\xff"]', b"[NaN]", b"[Infinity]", b"[-]", b"[01]", b"[tru]",
        b'{"a": 1} {', b'{"a": 1}}', b"[" * 5000, b'{"a":' * 5000, b"\x00", b"[1]x", b'"',
        b"[" + b"9" * 5000 + b"]",
    ],
)  # fmt: skip
def test_what_is_not_well_formed_is_left_to_the_other(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(UnusualError):
        walked(QuickEvents(Export(file), several=True))


def test_a_second_value_is_refused_where_one_is_expected(file: Path) -> None:
    export = written(file, {"id": 1}, {"id": 2})
    with pytest.raises(UnusualError):
        walked(QuickEvents(export))
    with pytest.raises(BrokenJsonError):
        walked(Events(export))
    several = [walked(reader(export, several=True)) for reader in (QuickEvents, Events)]
    assert several[0] == several[1]


def test_finish_sees_what_follows(file: Path) -> None:
    events = QuickEvents(written(file, [1], "rest"))
    events.skip(events.next())
    with pytest.raises(UnusualError):
        events.finish()
    events = QuickEvents(written(file, [1]))
    events.skip(events.next())
    events.finish()


def nested(depth: int, inner: Any) -> Any:
    for number in range(depth):
        inner = [inner] if number % 2 else {"k": inner}
    return inner


SIZES = [
    ("small", {"id": [1, 2], "текст": {"a": []}}, False),
    ("as deep as can be", {"id": nested(DEEPEST, [])}, False),
    ("too deep", {"id": nested(DEEPEST + 2, [])}, True),
    ("wide", {"id": [0] * (MOST_VALUES - 10)}, False),
    ("too wide", {"id": [0] * MOST_VALUES}, True),
    ("wide in brackets", {"id": [[]] * 30_000, "inner": 1}, False),
    ("too wide, not wanted", {"other": [0] * MOST_VALUES, "id": 1}, False),
    ("too deep, not wanted", {"other": nested(60, []), "id": 1}, False),
    ("brackets in words", {"id": ["[{" * 500], "inner": {"a": "]" * 500}}, False),
    ("a long word", {"id": "ы" * 400_000}, False),
]


@pytest.mark.parametrize(("case", "record", "too_big"), SIZES, ids=[one[0] for one in SIZES])
@pytest.mark.parametrize("reader", [QuickEvents, Events])
def test_sizes_of_records(
    file: Path, reader: type[Reader], case: str, record: dict[str, Any], too_big: bool
) -> None:
    events = reader(written(file, [record, {"id": "after"}]))
    events.next()
    elements = events.elements()
    next(elements)
    if too_big:
        with pytest.raises(TooBigError):
            events.record(KEEP)
    else:
        assert events.record(KEEP) == {key: record[key] for key in KEEP if key in record}
    assert next(elements) == ("start_map", None)  # the next one is read all the same
    assert events.record(KEEP) == {"id": "after"}
    assert [*elements] == []


def test_a_record_of_megabytes_is_left_to_the_other(file: Path) -> None:
    record = {"id": 1, "текст": "ы" * quick._MOST_HELD}
    events = QuickEvents(written(file, [record]))
    events.next()
    with pytest.raises(UnusualError):
        [events.record(KEEP) for _ in events.elements()]


def test_the_first_key_is_told_without_being_passed(file: Path) -> None:
    export = written(file, [{"id": 1}, {"other": 2, "id": 3}, {}, {"i\nd": 4}], indent=2)
    for reader, told in ((QuickEvents, [True, False, False, False]), (Events, [False] * 4)):
        events: Reader = reader(export)
        events.next()
        found = []
        for _ in events.elements():
            found.append(events.opens_with(KEEP))
            events.record(KEEP)
        assert found == told


def test_marks_and_telegram_escapes_are_repaired(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbf["\\x41\\\\x41"]')
    events = QuickEvents(Export(file))
    assert events.build(events.next()) == ["A\\x41"]
    file.write_text('["ы"]', encoding="utf-16")
    events = QuickEvents(Export(file))
    assert events.build(events.next()) == ["ы"]
