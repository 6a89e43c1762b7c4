"""Refuses regular expressions that are broken, match nothing or can run away."""

from __future__ import annotations

import re

from govpost_lint.ruleset.phrase_error import PhraseError

_LARGEST_REGEX = 200_000
_WIDEST_AGAIN = 12
"""Characters of a group that a backreference may repeat: an emoji of several parts, a stem."""


def check_regex(regex: str, offset: int = 0) -> re.Pattern[str]:
    """Compile a regular expression; refuse one that is broken, matches nothing or can run away.

    Raises:
        PhraseError: with the place inside the expression where Python names one.
    """
    compiled = check_syntax(regex, offset)
    if compiled.match(""):
        raise PhraseError(
            offset, "регулярное выражение совпадает с пустым местом", "замените * на +"
        )
    if runs_away(regex):
        raise PhraseError(
            offset,
            "повтор внутри повтора может считаться бесконечно",
            "уберите вложенный + или *",
        )
    if repeats_long_group(regex):
        raise PhraseError(
            offset,
            "ссылка назад повторяет группу любой длины",
            f"ограничьте группу {_WIDEST_AGAIN} знаками, например {{1,{_WIDEST_AGAIN}}}",
        )
    if unrolled(regex) > _LARGEST_REGEX:
        raise PhraseError(offset, "регулярное выражение слишком велико", "уменьшите числа в { }")
    return compiled


def check_syntax(regex: str, offset: int = 0) -> re.Pattern[str]:
    """Compile a regular expression or a part of one.

    Raises:
        PhraseError: it is broken; with the place inside it where Python names one.
    """
    try:
        return re.compile(regex, re.IGNORECASE | re.MULTILINE)
    except (RecursionError, OverflowError, MemoryError) as error:
        raise PhraseError(
            offset, "регулярное выражение слишком сложное", "упростите его"
        ) from error
    except re.error as error:
        raise PhraseError(
            offset + (error.pos or 0), f"регулярное выражение не разобрано: {error.msg}"
        ) from error


def unrolled(regex: str) -> float:
    """Return how many items ``regex`` has when its counted repeats are written out.

    Engines write them out: ``(?:(?:а{50}){50}){50}`` takes their memory.
    """
    parser = re._parser  # type: ignore[attr-defined]
    constants = re._constants  # type: ignore[attr-defined]
    repeats = {constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT}

    def size(tree: object) -> float:
        if isinstance(tree, tuple) and len(tree) == 2 and tree[0] in repeats:
            low, high, body = tree[1]
            times = low if high == constants.MAXREPEAT else high
            return max(1.0, float(times)) * size(list(body))
        if isinstance(tree, (list, tuple, parser.SubPattern)):
            return 1.0 + sum(size(part) for part in tree)
        return 0.0

    return size(parser.parse(regex))


def runs_away(regex: str) -> bool:
    """Whether ``regex`` has an unbounded repeat inside an unbounded repeat.

    Such expressions can take exponential time; the test is cautious, not exact.
    """
    parser = re._parser  # type: ignore[attr-defined]
    constants = re._constants  # type: ignore[attr-defined]
    repeats = {constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT}

    def nested(tree: object, inside: bool) -> bool:
        if isinstance(tree, tuple) and len(tree) == 2 and tree[0] in repeats:
            _, high, body = tree[1]
            unbounded = high == constants.MAXREPEAT or high > 100
            return (inside and unbounded) or nested(list(body), inside or unbounded)
        if isinstance(tree, (list, tuple, parser.SubPattern)):
            return any(nested(part, inside) for part in tree)
        return False

    return nested(list(parser.parse(regex)), False)


def repeats_long_group(regex: str) -> bool:
    """Whether a backreference of ``regex`` names a group that may match a long text.

    To look for a long text again at every place takes the time of an unbounded repeat more.
    """
    parser = re._parser  # type: ignore[attr-defined]
    constants = re._constants  # type: ignore[attr-defined]
    widths: dict[int, int] = {}

    def long(tree: object) -> bool:
        if isinstance(tree, tuple) and tree and tree[0] is constants.GROUPREF:
            return widths.get(tree[1], _WIDEST_AGAIN + 1) > _WIDEST_AGAIN
        if isinstance(tree, tuple) and tree and tree[0] is constants.SUBPATTERN:
            number, *_, body = tree[1]
            widths[number] = body.getwidth()[1]
        if isinstance(tree, (list, tuple, parser.SubPattern)):
            return any(long(part) for part in tree)
        return False

    return long(list(parser.parse(regex)))
