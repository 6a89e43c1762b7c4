"""Records decoded many at once are those that are read one by one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.sources.exports import quick
from govpost_lint.sources.exports.quick import QuickEvents
from govpost_lint.sources.exports.records import Passed, Value, records
from govpost_lint.sources.exports.stream import DEEPEST, MOST_VALUES, Events, Export

SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
)  # fmt: skip
KEYS = st.sampled_from(["id", "text", "inner", "ключ", "", 'a"b'])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
MESSAGES = st.dictionaries(KEYS, VALUES, max_size=5) | VALUES


class Shape(msgspec.Struct):
    """What is wanted of a record."""

    id: Value = None
    text: Value = "none"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("records") / "export.json"


def read(events: Events | QuickEvents) -> list[Any]:
    """Return all records of a file that is one array, and its end."""
    events.next()
    found = [one if isinstance(one, Passed) else (one.id, one.text)
             for one in records(events, Shape)]  # fmt: skip
    return [*found, events.next()]


def both(export: Export) -> list[Any]:
    found = read(QuickEvents(export))
    assert found == read(Events(export))
    return found


@given(
    values=st.lists(MESSAGES, max_size=9),
    indent=st.sampled_from([None, 0, 1, 4]),
    line=st.sampled_from(["\n", "\r\n"]),
    lot=st.integers(1, 400),
)
def test_both_readers_give_the_same_records(
    file: Path, values: list[Any], indent: int | None, line: str, lot: int
) -> None:
    text = json.dumps(values, ensure_ascii=False, indent=indent)
    file.write_bytes(text.replace("\n", line).encode("utf-8", "replace"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "_LOT", lot)
        both(Export(file))


def written(file: Path, values: list[Any]) -> Export:
    file.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    return Export(file)


def test_a_common_array_is_decoded_at_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = written(file, [{"id": number, "text": ["a", {"b": "c"}]} for number in range(2000)])
    singly: list[Any] = []
    one_by_one = QuickEvents.record

    def record(events: QuickEvents, keep: Any) -> Any:
        singly.append(one_by_one(events, keep))
        return singly[-1]

    monkeypatch.setattr(QuickEvents, "record", record)
    assert len(read(QuickEvents(export))) == 2001
    assert len(singly) < 100


def test_what_is_too_big_is_passed_over_among_others(file: Path) -> None:
    deep: Any = 1
    for _ in range(DEEPEST + 3):
        deep = [deep]
    values = [{"id": 1}, {"id": deep}, {"id": 2}, {"id": [0] * (MOST_VALUES + 1)}, {"id": 3}]
    found = both(written(file, values * 40))
    assert found[:5] == [
        (1, "none"), Passed.TOO_BIG, (2, "none"), Passed.TOO_BIG, (3, "none"),
    ]  # fmt: skip


@pytest.mark.parametrize("odd", ["[]", "7", '"x"', "null", '{"id": 1e400}', '{"id": "\\ud800"}'])
def test_an_odd_element_does_not_hide_its_neighbours(file: Path, odd: str) -> None:
    common = [f'{{"id": {number}}}' for number in range(300)]
    file.write_text("[\n" + ",\n".join([*common, odd, *common]) + "\n]", encoding="utf-8")
    found = read(QuickEvents(Export(file)))
    assert [one[0] for one in found[:300]] == [one[0] for one in found[301:601]]
    assert len(found) == 602
