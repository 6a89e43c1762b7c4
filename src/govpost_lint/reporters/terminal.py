"""Writing for people: styled lines, readable without colour.

Lines are made of styled pieces; where the stream shows no colour they are written as they are, and
rich, 60 ms of start-up, is never imported.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TextIO

from govpost_lint.model import Score
from govpost_lint.reporters import wording
from govpost_lint.reporters.excerpt import cells, fold, shorten, visible
from govpost_lint.reporters.priorities import Priority

_DEFAULT_WIDTH = 80
INDENT = "    "
_NARROWEST = 40
_WIDEST = 100
BAR = 20
"""Cells of a bar where there is room."""

_FIGURES = 23
"""Cells of the figures beside a bar."""

_LEAST_LOST = 0.05
"""Points of a criterion; less is shown as nothing."""

_LINES_AT_ONCE = 1000

Line = tuple[tuple[str, str], ...]
"""Pieces of a line: text, and a style of rich or nothing."""

COLOUR = {"error": "bold red", "warning": "yellow", "advice": "cyan"}
ZONE_COLOUR = {
    "red": "bold red",
    "yellow": "bold yellow",
    "green": "bold green",
    "top": "bold green",
}


def write_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """Write the lines; colours only on a terminal, and none with NO_COLOR."""
    if not _has_colour(stream):
        plain = ("".join(text for text, _ in line).rstrip() + "\n" for line in lines)
        while part := "".join(islice(plain, _LINES_AT_ONCE)):
            stream.write(part)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, width=10_000, highlight=False, markup=False, emoji=False)
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)


def width_of(stream: TextIO) -> int:
    """Return the columns of COLUMNS, of the terminal, or 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return max(_NARROWEST, min(int(columns), 200))
    try:
        return max(_NARROWEST, min(os.get_terminal_size(stream.fileno()).columns, _WIDEST))
    except (OSError, ValueError):
        return _DEFAULT_WIDTH


def _has_colour(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def wrapped(text: str, width: int, style: str = "", indent: str = INDENT) -> Iterator[Line]:
    """Yield ``text`` in lines of at most ``width`` cells, each after ``indent``."""
    shown = visible(text)
    for start, end in fold(shown, width - len(indent)):
        yield ((indent + shown[start:end], style),)


def heading_line(name: str, about: Iterable[str], width: int) -> Line:
    """Return «── name ── post · VK ────»; a name that does not fit loses its middle.

    Args:
        name: of what is reported on, made visible.
        about: what is said of it; empty parts are left out.
        width: cells of the line.
    """
    tail = " · ".join(part for part in about if part)
    shown = shorten(name, max(10, width - cells(tail) - 8))
    rule = "─" * max(0, width - cells(shown) - cells(tail) - 8)
    return (("── ", "dim"), (shown, "bold"), (f" ── {tail} ", ""), (rule, "dim"))


def bar(part: float, room: int, colour: str = "green") -> Line:
    """Return a bar of ``room`` cells, ``part`` (0..1) of it full."""
    filled = min(room, max(0, round(part * room)))
    return (("█" * filled, colour), ("░" * (room - filled), "dim"))


def score_lines(score: Score, titles: Mapping[str, str], width: int) -> Iterator[Line]:
    """Yield a bar for each criterion that lost something, and the names of the others."""
    criteria = [(titles.get(name, name), one) for name, one in score.criteria.items()]
    lossless = [title for title, one in criteria if one.lost < _LEAST_LOST]
    column = max((cells(title) for title, _ in criteria), default=0) + 2
    room = max(0, min(BAR, width - len(INDENT) - column - _FIGURES))
    if len(lossless) < len(criteria):
        yield ((INDENT + " " * (column + room) + "    балл   вес  с итога", "dim"),)
    for title, criterion in criteria:
        if criterion.lost < _LEAST_LOST:
            continue
        yield (
            (INDENT + title + " " * (column - cells(title)), ""),
            *bar(criterion.score / 100, room),
            (f"  {wording.decimal(criterion.score):>6}", "bold"),
            (f"  {wording.short(criterion.weight):>4}  {wording.decimal(-criterion.cost):>7}", ""),
        )
    if lossless and len(lossless) < len(criteria):
        yield from wrapped(f"Без потерь: {', '.join(lossless)}", width, "dim")


def total_line(total: float, zone: str) -> Line:
    """Return «Итог: 71,5 из 100, зелёная зона»."""
    text = f"Итог: {wording.decimal(total)} из 100, {wording.zone(zone)}"
    return ((text, ZONE_COLOUR.get(zone, "bold")),)


def first_lines(found: Iterable[Priority], width: int) -> Iterator[Line]:
    """Yield what to mend first: each rule and what it gives, «+6,2 к итогу»."""
    for number, one in enumerate(found, 1):
        if number == 1:
            yield (("Исправить в первую очередь:", "bold"),)
        yield from wrapped(f"{number}. {one.named}: {one.gained}", width)
