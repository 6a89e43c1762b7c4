"""Reads texts that an editor has marked.

The format: a header line ``=== id: … | kind: … | platform: … | level: 0–3 | question: yes …``,
then the text, with marks ``[[exact text|label]]``. Which rules answer for which label is data:
``labels.yaml`` in the rule folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import KINDS, PLATFORMS, Document, Span
from govpost_lint.opening import read_input_text
from govpost_lint.yaml_reader import read_yaml

_HEADER = re.compile(r"^=== (?P<fields>.*)$", re.MULTILINE)
_MARK = re.compile(r"\[\[(?P<text>.*?)\|(?P<label>[a-z]+)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place marked by the editor."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """One text without its marks; ``fields`` are those of its header."""

    document: Document
    marks: tuple[Mark, ...]
    fields: Mapping[str, str]


def read_marked(text: str, name: str) -> Iterator[MarkedText]:
    """Yield the texts of a marked file.

    Raises:
        InputError: where the file holds no header line, or an unknown word in one.
    """
    headers = list(_HEADER.finditer(text))
    if not headers:
        raise InputError(
            f"{name}: нет ни одной строки «=== id: … | kind: …». Посмотрите описание разметки."
        )
    for number, header in enumerate(headers):
        end = headers[number + 1].start() if number + 1 < len(headers) else len(text)
        pairs = (part.partition(":") for part in header["fields"].split("|"))
        fields = {key.strip(): value.strip() for key, _, value in pairs}
        line = text.count("\n", 0, header.start()) + 1
        _check_header(fields, f"{name}:{line}")
        plain, marks = _without_marks(text[header.end() + 1 : end].rstrip("\n"))
        document = Document(
            id=fields.get("id", str(number + 1)),
            text=plain,
            kind=fields.get("kind", "post"),
            platform=fields.get("platform", ""),
        )
        yield MarkedText(document, tuple(marks), fields)


def _check_header(fields: Mapping[str, str], place: str) -> None:
    for key, known in (("kind", KINDS), ("platform", PLATFORMS), ("level", ("0", "1", "2", "3"))):
        value = fields.get(key, "")
        if value and value not in known:
            allowed = ", ".join(known)
            raise InputError(f"{place}: {key} «{value}» неизвестно. Бывает: {allowed}.")


def _without_marks(text: str) -> tuple[str, list[Mark]]:
    marks = []
    parts: list[str] = []
    length = end = 0
    for mark in _MARK.finditer(text):
        before = text[end : mark.start()]
        parts += [before, mark["text"]]
        start = length + len(before)
        length = start + len(mark["text"])
        marks.append(Mark(Span(start, length), mark["label"]))
        end = mark.end()
    return "".join(parts) + text[end:], marks


def load_labels(path: Path) -> dict[str, tuple[str, ...]]:
    """Return label → patterns of rule ids from a ``labels.yaml``.

    Raises:
        InputError: it cannot be read; ConfigErrors: where it is no map of lists.
    """
    file = read_yaml(read_input_text(path), str(path))
    data = file.data if isinstance(file.data, dict) else {}
    if not file.errors:
        for label, rules in data.items():
            if not isinstance(rules, list) or not all(isinstance(rule, str) for rule in rules):
                file.report((label,), "нужен список имён правил", "например, [living-language/*]")
    if file.errors:
        raise ConfigErrors(file.errors)
    return {label: tuple(rules) for label, rules in data.items()}
