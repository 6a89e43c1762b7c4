"""Arithmetic of ``measure`` over parsed formulas: values, and the bounds of values.

A parsed formula is plain data, nested tuples that ``formula.parse_formula`` makes: no code is
generated or executed, and a run with a cached plan parses nothing.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

Formula = tuple[Any, ...]
"""``("number", 3.0)``, ``("name", "words")`` or the name of an operation and its operands."""

Range = tuple[float, float]
"""The least and the greatest value that something can have."""

OPERATIONS: dict[str, Callable[..., float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda a, b: a / b if b else 0.0,
    "negative": operator.neg,
    "min": min,
    "max": max,
    "abs": abs,
    "log": lambda x: math.log(x) if x > 0 else 0.0,
    "sqrt": lambda x: math.sqrt(x) if x > 0 else 0.0,
}
_RISING = ("min", "max", "sqrt")
"""Operations that never fall when an operand rises: their bounds are those of the operands."""

_ANYTHING: Range = (-math.inf, math.inf)
_Values = Mapping[str, float]
_Ranges = Mapping[str, Range]


def evaluate(formula: Formula, value_of: _Values) -> float:
    """Return the value of ``formula``; a division by zero gives 0."""
    return _function(formula)(value_of)


def bounds(formula: Formula, range_of: _Ranges) -> Range:
    """Return limits between which the value of ``formula`` surely lies.

    Args:
        formula: a parsed formula.
        range_of: the least and the greatest value of each name.
    """
    kind, *parts = formula
    if kind == "number":
        return parts[0], parts[0]
    if kind == "name":
        return range_of[parts[0]]
    ranges = [bounds(part, range_of) for part in parts]
    operation = OPERATIONS[kind]
    if kind in _RISING:
        return operation(*(low for low, _ in ranges)), operation(*(high for _, high in ranges))
    if kind == "negative":
        return -ranges[0][1], -ranges[0][0]
    if len(ranges) == 1:  # log, abs
        return _ANYTHING
    (a, b), (c, d) = ranges
    if kind == "/" and c <= 0.0 <= d and c != d:
        return _ANYTHING
    ends = (operation(a, c), operation(a, d), operation(b, c), operation(b, d))
    if any(map(math.isnan, ends)):  # 0 · ∞
        return _ANYTHING
    return min(ends), max(ends)


@lru_cache(maxsize=500)
def _function(formula: Formula) -> Callable[[_Values], float]:
    """Return ``formula`` as nested functions."""
    kind, *parts = formula
    if kind == "number":
        number: float = parts[0]
        return lambda values: number
    if kind == "name":
        name: str = parts[0]
        return lambda values: float(values[name])
    operation = OPERATIONS[kind]
    operands = [_function(part) for part in parts]
    if len(operands) == 2:
        left, right = operands
        return lambda values: operation(left(values), right(values))
    return lambda values: operation(*[operand(values) for operand in operands])
