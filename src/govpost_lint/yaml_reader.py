"""Restricted YAML with positions: the only reader of files that people write.

YAML 1.1 turns ``off`` into False, ``22:00`` into 1320 and ``010`` into 8, and PyYAML silently keeps
the last of two equal keys. Here a plain scalar is a whole number, a decimal fraction, ``true``,
``false``, nothing, or text; equal keys, anchors, aliases and tags are mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from govpost_lint.errors import ConfigError

DEEPEST = 20
LARGEST = 2_000_000
"""Limits for files of strangers: levels of nesting, and characters."""

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_FRACTION = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[str | int, ...]
"""Way to a value: keys and list indices from the root."""


@dataclass(slots=True)
class YamlFile:
    """A file read: its ``data``, or ``errors``.

    Attributes:
        path: as shown in errors.
        text: the source.
        data: dicts, lists, text, numbers, booleans, ``None``.
        errors: mistakes found so far; further checks append to it.
    """

    path: str
    text: str
    data: Any = None
    errors: list[ConfigError] = field(default_factory=list)
    _lines: list[str] | None = None
    _keys: dict[Place, tuple[int, int]] = field(default_factory=dict)
    _values: dict[Place, tuple[int, int]] = field(default_factory=dict)

    def report(
        self, place: Place, message: str, hint: str = "", *, key: bool = False, offset: int = 0
    ) -> None:
        """Note a mistake at ``place``, or at its nearest known parent.

        Args:
            place: way to the value.
            message, hint: Russian, see ``ConfigError``.
            key: the mistake is in the key, not in the value.
            offset: characters from the start of the scalar's text.
        """
        table = self._keys if key else self._values
        known = place
        while known and known not in table:
            known, offset = known[:-1], 0
        line, column = table.get(known) or self._values.get(known, (1, 1))
        self.errors.append(self._error(line, column + offset, message, hint))

    def line_of(self, place: Place) -> int:
        """Return the line of the value at ``place``, from 1."""
        return self._values.get(place, (1, 1))[0]

    def _error(self, line: int, column: int, message: str, hint: str) -> ConfigError:
        if self._lines is None:  # a file of mistakes is not split at each of them
            self._lines = self.text.splitlines()
        lines = self._lines
        source = lines[line - 1] if 0 < line <= len(lines) else ""
        column = min(column, len(source) + 1)
        return ConfigError(self.path, line, column, message, hint, source)


def read_yaml(text: str, path: str) -> YamlFile:
    """Read one YAML document.

    Args:
        text: the source without byte-order mark.
        path: name of the file for errors.

    Returns:
        The file with ``data``, or with ``errors`` and the usable part of it. Never raises.
    """
    file = YamlFile(path, text)
    if len(text) > LARGEST:
        file.errors.append(
            ConfigError(path, 0, 0, "файл слишком велик", f"не больше {LARGEST:,} знаков")
        )
        return file
    try:
        events = yaml.parse(text, Loader=_Loader)
        file.data = _Composer(file, events).document()
    except _Refused:
        file.data = None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        _note_syntax_error(file, error)
    return file


class _Refused(Exception):
    """The mistake is already noted; the rest of the file cannot be read."""


class _Composer:
    """Builds data from YAML events and remembers where each key and value stands."""

    def __init__(self, file: YamlFile, events: Iterator[Any]) -> None:
        self.file = file
        self.events = events

    def document(self) -> Any:
        data = None
        seen = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self.refuse(event, "в файле больше одного документа", "уберите вторую «---»")
                seen = True
            elif isinstance(event, yaml.NodeEvent):
                data = self.value(event, (), 0)
        return data

    def value(self, event: Any, place: Place, depth: int) -> Any:
        self.file._values[place] = self.mark(event)
        if depth > DEEPEST:
            self.refuse(event, f"вложенность больше {DEEPEST} уровней", "упростите файл")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self.refuse(event, "якоря и ссылки YAML (& и *) запрещены", "повторите значение")
        if getattr(event, "tag", None) not in (None, "!"):
            self.refuse(event, f"тег {event.tag} запрещён", "уберите его")
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(place, depth)
        return self.mapping(place, depth)

    def scalar(self, event: Any, place: Place) -> Any:
        if event.style:
            line, column = self.file._values[place]
            if event.style in "'\"":
                self.file._values[place] = (line, column + 1)
            return event.value
        if event.value.lower() in _WORDS and event.value in (*_WORDS, "True", "False"):
            return _WORDS[event.value.lower()]
        if _INTEGER.match(event.value) and len(event.value) < 19:
            return int(event.value)
        if _FRACTION.match(event.value):
            return float(event.value)
        return event.value

    def sequence(self, place: Place, depth: int) -> list[Any]:
        found: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self.value(event, (*place, len(found)), depth + 1))
        return found

    def mapping(self, place: Place, depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(event, "ключ должен быть словом", "возьмите фразу в кавычки")
            key = event.value
            inner = (*place, key)
            self.file._keys.setdefault(inner, self.mark(event))
            repeated = key in found
            value = self.value(next(self.events), inner, depth + 1)
            if repeated:
                line, column = self.mark(event)
                self.file.errors.append(
                    self.file._error(line, column, f"ключ «{key}» повторён", "оставьте один")
                )
            else:
                found[key] = value
        return found

    def refuse(self, event: Any, message: str, hint: str) -> None:
        line, column = self.mark(event)
        self.file.errors.append(self.file._error(line, column, message, hint))
        raise _Refused

    @staticmethod
    def mark(event: Any) -> tuple[int, int]:
        return event.start_mark.line + 1, event.start_mark.column + 1


_SYNTAX = (
    ("cannot start any token", "значение не может так начинаться",
     "вместо табуляции ставьте пробелы, значение с @ % ` берите в кавычки"),
    ("mapping values are not allowed", "лишнее двоеточие", "возьмите значение в кавычки"),
    (
        "did not find expected key",
        "не разобрать, где кончается значение",
        "проверьте кавычки здесь и выше",
    ),
    (
        "could not find expected ':'",
        "не хватает двоеточия после ключа",
        "напишите «ключ: значение»",
    ),
    (
        "did not find expected ',' or",
        "не закрыта скобка { или [",
        "проверьте запятые и скобки здесь и выше",
    ),
    ("unexpected end of stream", "кавычка не закрыта", "закройте её"),
    ("unknown escape character", "обратная косая черта в двойных кавычках", "возьмите одинарные"),
    ("control characters", "недопустимый управляющий знак", "удалите его"),
    ("special characters", "недопустимый управляющий знак", "удалите его"),
)  # fmt: skip


def _note_syntax_error(file: YamlFile, error: Exception) -> None:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", "") or error)
    unknown = ("это не YAML", "проверьте отступы, кавычки и двоеточия")
    message, hint = next((rest for sign, *rest in _SYNTAX if sign in problem), unknown)
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    file.errors.append(file._error(line, column, message, hint))
