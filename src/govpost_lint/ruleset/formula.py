"""Arithmetic of ``measure``: white-listed expressions, checked at load, no names but counts."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from govpost_lint.errors import closest
from govpost_lint.ruleset.arithmetic import Formula
from govpost_lint.ruleset.phrase_error import PhraseError

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

_BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_FUNCTIONS = ("min", "max", "abs", "log", "sqrt")
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


def parse_formula(text: str) -> Formula:
    """Return a checked formula as the plain data that ``arithmetic`` works on."""
    return _plain(ast.parse(text, mode="eval").body)


def _plain(node: ast.expr) -> Formula:
    if isinstance(node, ast.Constant):
        return "number", float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        return "name", node.id
    if isinstance(node, ast.UnaryOp):
        return "negative", _plain(node.operand)
    if isinstance(node, ast.BinOp):
        return _BINARY[type(node.op)], _plain(node.left), _plain(node.right)
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    return node.func.id, *map(_plain, node.args)
