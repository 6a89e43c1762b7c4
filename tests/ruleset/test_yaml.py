"""The restricted YAML: what PyYAML would silently change stays what the author wrote."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.yaml_reader import DEEPEST, LARGEST, read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("off", "off"), ("on", "on"), ("yes", "yes"), ("no", "no"), ("y", "y"),
        ("22:00", "22:00"), ("010", "010"), ("0x1F", "0x1F"), ("0b1", "0b1"), ("1_000", "1_000"),
        ("2026-03-01", "2026-03-01"), ("1e3", "1e3"), (".5", ".5"), (".inf", ".inf"),
        ("1.2.3", "1.2.3"), ("5", 5), ("-5", -5), ("0", 0), ("0.5", 0.5), ("-1.25", -1.25),
        ("true", True), ("false", False), ("True", True), ("TRUE", "TRUE"), ("null", None),
        ("~", None), ("", None), ("'5'", "5"), ('"true"', "true"), ("'010'", "010"),
        ("99999999999999999999", "99999999999999999999"), ("=", "="), ("<<", "<<"),
    ],
)  # fmt: skip
def test_scalars(text: str, value: Any) -> None:
    file = read_yaml(f"key: {text}\n", "f.yaml")
    assert file.errors == []
    assert file.data == {"key": value}
    assert type(file.data["key"]) is type(value)


def test_keys_stay_text() -> None:
    assert read_yaml("1: a\ntrue: b\nof: c\n", "f").data == {"1": "a", "true": "b", "of": "c"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2", "ключ «a» повторён"),
        ("a: {b: 1, b: 2}", "ключ «b» повторён"),
        ("a: &x 1", "якоря и ссылки YAML (& и *) запрещены"),
        ("a: &x [1]\nb: *x", "якоря и ссылки YAML (& и *) запрещены"),
        ("a: !!str 1", "тег tag:yaml.org,2002:str запрещён"),
        ("a: !own 1", "тег !own запрещён"),
        ("a: 1\n---\nb: 2", "в файле больше одного документа"),
        ("[a]: 1", "ключ должен быть словом"),
        ("a: " + "[" * 30 + "]" * 30, f"вложенность больше {DEEPEST} уровней"),
        ("a: 1\n b: 2", "лишнее двоеточие"),
        ("a: 'x", "кавычка не закрыта"),
        ("a: \"\\d\"", "обратная косая черта в двойных кавычках"),
        ("x" * (LARGEST + 1), "файл слишком велик"),
    ],
)  # fmt: skip
def test_refused(text: str, message: str) -> None:
    assert [error.message for error in read_yaml(text, "f.yaml").errors] == [message]


def test_place_of_a_value_counts_from_one_and_skips_the_quote() -> None:
    file = read_yaml('a:\n  - "дом {мост"\n', "f.yaml")
    file.report(("a", 0), "ошибка", offset=4)
    assert (file.errors[0].line, file.errors[0].column) == (2, 10)


def test_caret_stands_under_the_mistake() -> None:
    file = read_yaml("a: 1\nдом: 2\n", "f.yaml")
    file.report(("дом",), "не то", "так")
    assert str(file.errors[0]) == "f.yaml:2:6: не то\n    дом: 2\n         ^\n  → так"


@given(st.text(max_size=200))
def test_any_text_gives_data_or_errors(text: str) -> None:
    file = read_yaml(text, "f.yaml")
    assert file.errors or file.data is None or isinstance(file.data, (dict, list, str, int, float))


@given(st.text(alphabet="ab:-[]{},&*!|>'\"%@`#\n \t?~1", max_size=60))
def test_any_row_of_yaml_signs_gives_data_or_errors(text: str) -> None:
    for error in read_yaml(text, "f.yaml").errors:
        assert str(error).startswith("f.yaml")
