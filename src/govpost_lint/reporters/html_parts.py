"""What the HTML pages share: templates with every text escaped, and texts with marks.

A page is one file without scripts; its policy forbids whatever it does not need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from govpost_lint.model import SEVERITIES
from govpost_lint.reporters import GRAVITY, wording
from govpost_lint.reporters.excerpt import visible

_PACKAGE = "govpost_lint.reporters"


class Placed(Protocol):
    """A finding with its place."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def severity(self) -> str: ...


class Piece(NamedTuple):
    """A stretch of a text and the severity of the gravest finding in it, or nothing."""

    text: str
    severity: str


class Bar(NamedTuple):
    """A bar of a chart in the units of its drawing, its number and what it is about."""

    x: float
    y: float
    width: float
    height: float
    number: int
    label: str


@cache
def environment(package: str = _PACKAGE) -> Environment:
    """Return the templates of a package, and those that all pages share.

    Args:
        package: where the folder ``templates`` lies.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(_PACKAGE)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        decimal=wording.decimal,
        short=lambda number: wording.short(round(number, 1)),
        seen=visible,
    )
    return made


def opening(text: str) -> str:
    """Return the beginning of a text in one line."""
    line = " ".join(visible(text).split())
    return line if len(line) <= 90 else line[:90].rsplit(" ", 1)[0] + "…"


def pieces(text: str, findings: Iterable[Placed]) -> Iterator[Piece]:
    """Cut a text where findings start and end."""
    changes: dict[int, list[tuple[str, int]]] = {0: [], len(text): []}
    for finding in findings:
        if finding.start < finding.end <= len(text):
            changes.setdefault(finding.start, []).append((finding.severity, 1))
            changes.setdefault(finding.end, []).append((finding.severity, -1))
    open_ = dict.fromkeys(SEVERITIES, 0)
    for start, end in pairwise(sorted(changes)):
        for severity, step in changes[start]:
            open_[severity] += step
        gravest = max((s for s in SEVERITIES if open_[s]), key=lambda s: GRAVITY[s], default="")
        yield Piece(visible(text[start:end]), gravest)
