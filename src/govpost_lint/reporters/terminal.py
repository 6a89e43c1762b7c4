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
from govpost_lint.reporters.excerpt import cells, fold, visible

DEFAULT_WIDTH = 80
INDENT = "    "
_NARROWEST = 40
_WIDEST = 100
_BAR = 20
_FIGURES = 23
"""Cells of the figures beside a bar."""

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
        return DEFAULT_WIDTH


def _has_colour(stream: TextIO) -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def wrapped(text: str, width: int, style: str = "", indent: str = INDENT) -> Iterator[Line]:
    """Yield ``text`` in lines of at most ``width`` cells, each after ``indent``."""
    shown = visible(text)
    for start, end in fold(shown, width - len(indent)):
        yield ((indent + shown[start:end], style),)


def bar(part: float, room: int, colour: str = "green") -> Line:
    """Return a bar of ``room`` cells, ``part`` (0..1) of it full."""
    filled = min(room, max(0, round(part * room)))
    return (("█" * filled, colour), ("░" * (room - filled), "dim"))


def score_lines(score: Score, titles: Mapping[str, str], width: int) -> Iterator[Line]:
    """Yield a bar for each criterion that lost something, and the names of the others."""
    criteria = score.criteria
    lossless = [titles.get(name, name) for name, one in criteria.items() if one.lost < 0.05]
    column = max((cells(titles.get(name, name)) for name in criteria), default=0) + 2
    room = max(0, min(_BAR, width - len(INDENT) - column - _FIGURES))
    if len(lossless) < len(criteria):
        yield ((INDENT + " " * (column + room) + "    балл   вес  с итога", "dim"),)
    for name, criterion in criteria.items():
        title = titles.get(name, name)
        if criterion.lost < 0.05:
            continue
        taken = -criterion.lost * criterion.weight / 100
        yield (
            (INDENT + title + " " * (column - cells(title)), ""),
            *bar(criterion.score / 100, room),
            (f"  {wording.decimal(criterion.score):>6}", "bold"),
            (f"  {wording.short(criterion.weight):>4}  {wording.decimal(taken):>7}", ""),
        )
    if lossless and len(lossless) < len(criteria):
        yield from wrapped(f"Без потерь: {', '.join(lossless)}", width, "dim")


def total_line(total: float, zone: str) -> Line:
    """Return «Итог: 71,5 из 100, зелёная зона»."""
    text = f"Итог: {wording.decimal(total)} из 100, {wording.zone(zone)}"
    return ((text, ZONE_COLOUR.get(zone, "bold")),)


def first_lines(found: Iterable[tuple[str, str]], width: int) -> Iterator[Line]:
    """Yield what to mend first: each a name and what it gives, «+6,2 к итогу»."""
    for number, (name, gain) in enumerate(found, 1):
        if number == 1:
            yield (("Исправить в первую очередь:", "bold"),)
        yield from wrapped(f"{number}. {name}: {gain}", width)
