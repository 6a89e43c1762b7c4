"""The report on a class as one HTML file; names stand only in its last part, on near-copies."""

from __future__ import annotations

from typing import TextIO

from govpost_lint.course.gradebook import Gradebook
from govpost_lint.reporters import wording
from govpost_lint.reporters.course import line, points, share
from govpost_lint.reporters.course.class_figures import BINS, Progress, counted, figures
from govpost_lint.reporters.course.near_copies import pairs
from govpost_lint.reporters.html_parts import Bar, environment

_HIGH = 120
_WIDE = 440
_LEFT = 10


def write(gradebook: Gradebook, stream: TextIO) -> None:
    """Write the page."""
    template = environment("govpost_lint.reporters.course").get_template("class.html")
    found = figures(gradebook)
    page = template.render(
        assignment=gradebook.assignment,
        title=line(gradebook.assignment.title),
        students=counted(len(gradebook.students)),
        fingerprint=gradebook.fingerprint,
        figures=found,
        bars=_bars(found.bins),
        pass_at=_LEFT + gradebook.assignment.pass_mark / 100 * _WIDE,
        width=_WIDE + 2 * _LEFT,
        high=_HIGH,
        slopes=_slopes(found.progress),
        pairs=pairs(gradebook),
        points=points,
        share=share,
        counted=counted,
        wording=wording,
    )
    stream.write(page)


def _bars(bins: tuple[int, ...]) -> list[Bar]:
    step, most = _WIDE / BINS, max(bins) or 1
    bars = []
    for number, count in enumerate(bins):
        height = count / most * _HIGH
        label = f"{number * 100 // BINS}–{(number + 1) * 100 // BINS}"
        x = _LEFT + number * step
        bars.append(Bar(x + 2, 14 + _HIGH - height, step - 4, height, count, label))
    return bars


def _slopes(progress: Progress) -> list[tuple[float, float, str, str]]:
    """Return height at the left and at the right, class and label of a line a student."""
    return [
        (
            14 + (100 - first) / 100 * _HIGH,
            14 + (100 - later) / 100 * _HIGH,
            "rose" if later >= first else "fell",
            f"{wording.decimal(first)} → {wording.decimal(later)}",
        )
        for first, later in progress.pairs
    ]
