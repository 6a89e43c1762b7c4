"""Arithmetic of ``measure``: white-listed expressions, checked at load, no names but counts."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from govpost_lint.ruleset.phrase import PhraseError
from govpost_lint.ruleset.vocabulary import closest

BUILT_IN = (
    "words sentences paragraphs chars letters syllables links hashtags mentions emoji "
    "questions exclamations numbers caps images videos complex_words verbs nouns names "
    "longest_run flesch_kincaid coleman_liau smog dale_chall ari reading_grade rhythm "
    "most_repeated_emoji width height ratio"
).split()
"""Names that every formula may use; see ``text.statistics``."""

ACCOUNT_NAMES = (
    "count total share days distinct_days per_week max_gap_days median_gap_days since_last_days "
    "most_per_day most_per_hour p50_hours p90_hours p50_working_hours p90_working_hours "
    "question_topics shared_topics"
).split()
"""Names that formulas over a history may use; see ``engine.window_values``."""

_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: a / b if b else 0.0,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "log": lambda x: math.log(x) if x > 0 else 0.0,
    "sqrt": lambda x: math.sqrt(x) if x > 0 else 0.0,
}
_LONGEST = 300


def check_formula(
    text: str, names: Iterable[str], built_in: Iterable[str] = BUILT_IN
) -> frozenset[str]:
    """Check a formula and return the names it uses.

    Args:
        text: the formula.
        names: counted names of the rule and its params.
        built_in: the names that the kind of rule offers.

    Raises:
        PhraseError: for anything but numbers, known names, + − * / and min max abs log sqrt.
    """
    if len(text) > _LONGEST:
        raise PhraseError(0, "формула слишком длинна", f"не больше {_LONGEST} знаков")
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        offset = (getattr(error, "offset", None) or 1) - 1
        raise PhraseError(
            offset, "формула не разобрана", "например, 100 * nouns / words"
        ) from error
    known = {*names, *built_in}
    used = set()
    for node in ast.walk(tree):
        offset = getattr(node, "col_offset", 0)
        if isinstance(node, ast.Name):
            if node.id not in known and node.id not in _FUNCTIONS:
                hint = closest(node.id, known) or "имя из count или встроенное"
                raise PhraseError(offset, f"неизвестное имя «{node.id}»", hint)
            used.add(node.id)
        elif isinstance(node, ast.Constant):
            if not isinstance(node.value, (int, float)) or isinstance(node.value, bool):
                raise PhraseError(offset, "в формуле бывают только числа")
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            if name not in _FUNCTIONS or node.keywords or not node.args:
                raise PhraseError(offset, "такой функции нет", f"есть {', '.join(_FUNCTIONS)}")
        elif not isinstance(
            node,
            (ast.Expression, ast.BinOp, ast.UnaryOp, ast.USub, ast.Load, *_BINARY),
        ):
            raise PhraseError(offset, "в формуле бывают только числа, имена и + - * /")
    return frozenset(used - set(_FUNCTIONS))


def evaluate(text: str, value_of: Mapping[str, float]) -> float:
    """Return the value of a checked formula; a division by zero gives 0."""
    return _compiled(text)(value_of)


_Values = Mapping[str, float]


@lru_cache(maxsize=500)
def _compiled(text: str) -> Callable[[_Values], float]:
    """Nested functions for the nodes of a formula: no code is generated or executed."""
    return _function(ast.parse(text, mode="eval").body)


def _function(node: ast.expr) -> Callable[[_Values], float]:
    if isinstance(node, ast.Constant):
        number = float(node.value)  # type: ignore[arg-type]
        return lambda values: number
    if isinstance(node, ast.Name):
        name = node.id
        return lambda values: float(values[name])
    if isinstance(node, ast.UnaryOp):
        operand = _function(node.operand)
        return lambda values: -operand(values)
    if isinstance(node, ast.BinOp):
        operation = _BINARY[type(node.op)]
        left, right = _function(node.left), _function(node.right)
        return lambda values: operation(left(values), right(values))
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    function = _FUNCTIONS[node.func.id]
    arguments = [_function(argument) for argument in node.args]
    return lambda values: function(*(argument(values) for argument in arguments))
