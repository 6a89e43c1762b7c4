"""Arithmetic of ``measure`` over parsed formulas: values, and the bounds of values.

A parsed formula is plain data, nested tuples that ``formula.parse_formula`` makes: no code is
generated or executed, and a run with a cached plan parses nothing.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
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

ANYTHING: Range = (-math.inf, math.inf)
"""The range of which nothing is known."""

_Values = Mapping[str, float]
_Ranges = Mapping[str, Range]


def evaluate(formula: Formula, value_of: _Values) -> float:
    """Return the value of ``formula``; a division by zero gives 0."""
    return _functions(formula)[0](value_of)


def bounds(formula: Formula, range_of: _Ranges) -> Range:
    """Return limits between which the value of ``formula`` surely lies.

    Args:
        formula: a parsed formula.
        range_of: the least and the greatest value of each name.
    """
    return _functions(formula)[1](range_of)


_MOST_FORMULAS = 1000
_RangeOf = Callable[[_Ranges], Range]
_Functions = tuple[Callable[[_Values], float], _RangeOf]
_made: dict[int, tuple[Formula, _Functions]] = {}


def _functions(formula: Formula) -> _Functions:
    """Return what computes the value and the bounds of ``formula``, as nested functions.

    They are kept by the identity of the formula (which is kept with them, so that no other takes
    its number): to hash nested tuples would cost more than to compute with them.
    """
    found = _made.get(id(formula))
    if found is None:
        if len(_made) >= _MOST_FORMULAS:
            _made.clear()
        found = _made[id(formula)] = formula, (_value(formula), _range(formula))
    return found[1]


def _value(formula: Formula) -> Callable[[_Values], float]:
    kind, *parts = formula
    if kind == "number":
        number: float = parts[0]
        return lambda values: number
    if kind == "name":
        name: str = parts[0]
        return lambda values: float(values[name])
    operation = OPERATIONS[kind]
    operands = [_value(part) for part in parts]
    if len(operands) == 2:
        left, right = operands
        return lambda values: operation(left(values), right(values))
    return lambda values: operation(*[operand(values) for operand in operands])


def _range(formula: Formula) -> _RangeOf:
    kind, *parts = formula
    if kind == "number":
        number: Range = (parts[0], parts[0])
        return lambda ranges: number
    if kind == "name":
        name: str = parts[0]
        return lambda ranges: ranges[name]
    operands = [_range(part) for part in parts]
    operation = OPERATIONS[kind]
    if len(operands) == 2:
        return _range_of_two(kind, *operands)
    if kind in _RISING:
        return lambda ranges: _of_rising(operation, [operand(ranges) for operand in operands])
    if kind == "negative":
        return lambda ranges: _of_rising(operation, [operands[0](ranges)[::-1]])
    return lambda ranges: ANYTHING  # log, abs


def _of_rising(operation: Callable[..., float], ranges: list[Range]) -> Range:
    lows, highs = zip(*ranges, strict=True)
    return operation(*lows), operation(*highs)


def _range_of_two(kind: str, left: _RangeOf, right: _RangeOf) -> _RangeOf:
    operation = OPERATIONS[kind]

    def of_rising(ranges: _Ranges) -> Range:
        (a, b), (c, d) = left(ranges), right(ranges)
        return operation(a, c), operation(b, d)

    def of_sum(ranges: _Ranges) -> Range:
        (a, b), (c, d) = left(ranges), right(ranges)
        low, high = (a + c, b + d) if kind == "+" else (a - d, b - c)
        return (low, high) if low <= high else ANYTHING  # ∞ − ∞

    def of_product(ranges: _Ranges) -> Range:
        (a, b), (c, d) = left(ranges), right(ranges)
        if kind == "/" and c <= 0.0 <= d and c != d:
            return ANYTHING
        ends = (operation(a, c), operation(a, d), operation(b, c), operation(b, d))
        if any(map(math.isnan, ends)):  # 0 · ∞
            return ANYTHING
        return min(ends), max(ends)

    return of_rising if kind in _RISING else of_sum if kind in "+-" else of_product
