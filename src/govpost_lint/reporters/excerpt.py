"""A stretch of a draft for the terminal: harmless, wrapped, with a place marked under it.

Drafts are untrusted: a terminal escape in a post must not move the cursor of who reads the report,
and a right-to-left override must not turn its words round.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from govpost_lint.model import Span

_MARK = "^"
_LONGEST = 300
"""Characters of a stretch shown whole; a longer one is cut around its marked place."""

_AROUND = 120
_ODD = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Control, direction and invisible characters; the line feed is none of them."""

_COMMAND = re.compile("::|##(?=\\[|vso)")
"""What CI systems obey in the log of a job: «::error::», «##[error]», «##vso[…]»."""

_WIDE = re.compile("[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u2116]")
"""Characters that may take another place than one cell."""


class Excerpt(NamedTuple):
    """One line of the terminal: text, and where in it the marked place lies (may be empty)."""

    text: str
    first: int
    last: int

    @property
    def marks(self) -> str:
        """The line of marks that goes under the text."""
        if self.first == self.last:
            return ""
        before = " " * cells(self.text[: self.first])
        return before + _MARK * max(1, cells(self.text[self.first : self.last]))


def tamed(text: str) -> str:
    """Replace control and invisible characters by signs that can be seen: «␛», «⟨U+202E⟩»."""
    return _ODD.sub(_sign, text)


def visible(text: str) -> str:
    """Make ``text`` harmless for the log of a job, too.

    As ``tamed``; marks of commands to CI systems become look-alikes of the same width.
    """
    text = tamed(text)
    return _COMMAND.sub(_harmless, text) if "::" in text or "##" in text else text


def _harmless(match: re.Match[str]) -> str:
    return "∶∶" if match.group() == "::" else "♯♯"


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code in (0x09, 0x0D):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def cells(text: str) -> int:
    """Return how many cells of a terminal ``text`` takes."""
    if not _WIDE.search(text):
        return len(text)
    return sum(map(_char_cells, text))


def _char_cells(char: str) -> int:
    if unicodedata.combining(char) or char in "\ufe0e\ufe0f\u200c\u200d":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def shorten(text: str, room: int) -> str:
    """Cut the middle out of a name that does not fit into ``room`` cells."""
    if cells(text) <= room:
        return text
    tail = max(1, room * 2 // 3)
    head = max(1, room - tail - 1)
    first = _reach(text, 0, len(text), head)
    last = len(text) - _reach(text[::-1], 0, len(text), tail)
    return text[:first] + "…" + text[last:]


def fold(text: str, width: int) -> list[tuple[int, int]]:
    """Cut ``text`` into lines of at most ``width`` cells, at blanks where there are any.

    Returns:
        Start and end of each line; blanks at a cut belong to no line.
    """
    lines = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while start < end:
            limit = _reach(text, start, end, width)
            cut = limit
            if limit < end:
                blank = text.rfind(" ", start + 1, limit + 1)
                cut = blank if blank > start else limit
            lines.append((start, cut))
            start = cut
            while start < end and text[start] == " ":
                start += 1
        start = end + 1
    return lines


def _reach(text: str, start: int, end: int, width: int) -> int:
    """Return the furthest end of a line from ``start``."""
    limit = min(end, start + width)
    if not _WIDE.search(text, start, limit):
        return limit
    used = 0
    for index in range(start, limit):
        used += _char_cells(text[index])
        if used > width:
            return max(index, start + 1)
    return limit


def excerpt(text: str, stretch: Span, place: Span, width: int) -> list[Excerpt]:
    """Show ``stretch`` of ``text`` with ``place`` marked.

    Args:
        text: the source.
        stretch: what to show, usually a sentence; widened where it does not hold ``place``.
        place: what to mark.
        width: cells of a line.
    """
    start, end = min(stretch.start, place.start), max(stretch.end, place.end)
    before, marked = text[start : place.start], text[place.start : place.end]
    after = text[place.end : end]
    if end - start > _LONGEST:
        before = before if len(before) <= _AROUND else "…" + before[-_AROUND:]
        after = after if len(after) <= _AROUND else after[:_AROUND] + "…"
        if len(marked) > 2 * _AROUND:
            marked = marked[:_AROUND] + " … " + marked[-_AROUND // 2 :]
    before, marked, after = visible(before).lstrip(), visible(marked), visible(after)
    first, last = len(before), len(before) + len(marked)
    shown = before + marked + after
    return [
        Excerpt(shown[a:b], max(a, min(first, b)) - a, max(a, min(last, b)) - a)
        for a, b in fold(shown, width)
    ]
