"""Long lines of a rule file are folded at places where YAML joins them again unchanged."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

WIDTH = 120
"""Characters a line of a rule file may hold."""

_DEEPER = 6
"""Blanks by which a folded line stands deeper than the line it continues."""
_EARLIEST = 40
"""A fold at a blank before this column would leave a stub; better one inside a word list."""

_BLANK = re.compile(r"(?<=[^\s\\]) (?=[^\s\\])")
_AFTER_BAR = re.compile(r"(?<=[^\s\\][|,])(?=[^\s\"])")
_JOINT = re.compile(r"\\\n *| *(\n) *")
"""Where a text was folded: after a backslash nothing stands for it, else a blank."""
_LIKE_YAML = re.compile(r"[-?:#&*!|>%@`\"'{}\[\],]|[^\s]*:(?:\s|$)")
"""A plain text may not go on so at the start of a line."""


@dataclass(frozen=True, slots=True)
class _Fold:
    """A place to fold: ``drop`` blanks go, and ``mark`` closes the line."""

    place: int
    drop: int
    mark: str = ""


def fold_lines(text: str) -> str:
    """Return the YAML ``text`` with lines of at most ``WIDTH`` characters where that can be done.

    A line is broken between the items of a flow collection, at single blanks of a text, and, with
    a backslash, after ``|`` or ``,`` of a text in double quotes. Comments, and texts in which no
    such place is found, stay as long as they are.
    """
    if all(len(line) <= WIDTH for line in text.split("\n")):
        return text
    text = _unfolded(text)
    folds, inside = _folds(text)
    made: list[str] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        made.extend(_folded(text, start, end, [f for f in folds if start < f.place < end],
                            continued=any(a < start <= b for a, b in inside)))  # fmt: skip
        start = end + 1
    return "\n".join(made)


def _unfolded(text: str) -> str:
    """Put texts with a line that is too long on one line each: they are folded anew as a whole."""
    for token in reversed(list(yaml.scan(text))):
        start, end = token.start_mark.index, token.end_mark.index
        if not isinstance(token, yaml.ScalarToken) or token.style in ("|", ">"):
            continue
        whole = text[text.rfind("\n", 0, start) + 1 : end]
        if (
            "\n" in text[start:end]
            and "\n\n" not in whole
            and max(map(len, whole.split("\n"))) > WIDTH
        ):
            joined = _JOINT.sub(lambda joint: " " if joint[1] else "", text[start:end])
            text = text[:start] + joined + text[end:]
    return text


def _folded(text: str, start: int, end: int, folds: list[_Fold], *, continued: bool) -> list[str]:
    """Return the lines that the line from ``start`` to ``end`` becomes."""
    line = text[start:end]
    if len(line) <= WIDTH:
        return [line]
    indent = len(line) - len(line.lstrip(" "))
    deeper = " " * (indent if continued else indent + _DEEPER)
    lines: list[str] = []
    head = ""
    while len(head) + end - start > WIDTH:
        room = [
            fold
            for fold in folds
            if start < fold.place and len(head) + fold.place - start + len(fold.mark) <= WIDTH
        ]
        soft = [f for f in room if not f.mark and len(head) + f.place - start >= _EARLIEST]
        if not room:
            break
        fold = max(soft or room, key=lambda one: one.place)
        lines.append(head + text[start : fold.place] + fold.mark)
        start, head = fold.place + fold.drop, deeper
    return [*lines, head + text[start:end]]


def _folds(text: str) -> tuple[list[_Fold], list[tuple[int, int]]]:
    """Return the places to fold, in order, and the stretches that texts cover."""
    folds: list[_Fold] = []
    inside: list[tuple[int, int]] = []
    depth = 0
    for token in yaml.scan(text):
        start, end = token.start_mark.index, token.end_mark.index
        if isinstance(token, yaml.FlowMappingStartToken | yaml.FlowSequenceStartToken):
            depth += 1
        elif isinstance(token, yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken):
            depth -= 1
        elif isinstance(token, yaml.FlowEntryToken) and text[end : end + 1] == " ":
            folds.append(_Fold(end, 1))
        elif isinstance(token, yaml.ScalarToken):
            inside.append((start, end))
            folds.extend(_folds_of_text(text, start, end, token, flow=depth > 0))
    return sorted(folds, key=lambda fold: fold.place), inside


def _folds_of_text(
    text: str, start: int, end: int, token: yaml.ScalarToken, *, flow: bool
) -> list[_Fold]:
    blanks = [_Fold(m.start(), 1) for m in _BLANK.finditer(text, start + 1, end - 1)]
    if token.style == '"':
        bars = [_Fold(m.start(), 0, "\\") for m in _AFTER_BAR.finditer(text, start + 1, end - 1)]
        return blanks + bars
    if token.style == "'":
        return blanks
    if not token.plain or flow:
        return []
    return [fold for fold in blanks if not _LIKE_YAML.match(text, fold.place + 1)]
