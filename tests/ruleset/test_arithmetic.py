"""Bounds of formulas: no value within the ranges of the names lies outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.ruleset.arithmetic import Formula, bounds, evaluate
from govpost_lint.ruleset.formula import parse_formula

number = st.integers(-3, 6).map(float)
leaf = st.one_of(
    st.sampled_from("abc").map(lambda name: ("name", name)),
    number.map(lambda value: ("number", value)),
)
formula: st.SearchStrategy[Formula] = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["+", "-", "*", "/", "min", "max"]), inner, inner),
        st.tuples(st.sampled_from(["negative", "abs", "log", "sqrt"]), inner),
    ),
    max_leaves=8,
)


@given(formula=formula, low=st.tuples(number, number, number), data=st.data())
def test_no_value_lies_outside_its_bounds(
    formula: Formula, low: tuple[float, ...], data: st.DataObject
) -> None:
    widths = data.draw(st.tuples(*[st.integers(0, 4)] * 3))
    places = data.draw(st.tuples(*[st.floats(0, 1)] * 3))
    parts = list(zip("abc", low, widths, places, strict=True))
    ranges = {name: (start, start + width) for name, start, width, _ in parts}
    values = {name: start + width * place for name, start, width, place in parts}
    least, greatest = bounds(formula, ranges)
    assert least <= evaluate(formula, values) <= greatest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 * nouns / words", (0.0, 50.0)),
        ("min(1, nouns) + min(1, words)", (1.0, 2.0)),
        ("max(0, nouns - words)", (0.0, 0.0)),
        ("-nouns", (-5.0, 0.0)),
    ],
)
def test_bounds_of_counts(text: str, expected: tuple[float, float]) -> None:
    ranges = {"nouns": (0.0, 5.0), "words": (10.0, 10.0)}
    assert bounds(parse_formula(text), ranges) == expected
