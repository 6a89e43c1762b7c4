"""The block between two lines ``---`` at the top of a draft: kind, platform, author, date …"""

from __future__ import annotations

import re
from typing import NamedTuple

from govpost_lint.errors import ConfigError, ConfigErrors, guess
from govpost_lint.sources.fields import KEYS, check_field

_NEWLINE = r"(?:\r\n|\n|\r)"
_OPENING = re.compile(rf"---[ \t]*{_NEWLINE}")
_CLOSING = re.compile(rf"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:{_NEWLINE}|\Z)")


class FrontMatter(NamedTuple):
    """What was read: the keys with values, and where the body begins."""

    values: dict[str, object]
    body_start: int


def read_front_matter(text: str, path: str) -> FrontMatter:
    """Read the front matter of a draft, if there is one.

    Args:
        text: the decoded source.
        path: name of the file for errors.

    Raises:
        ConfigErrors: every mistake of the block, with line and column of the file.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter({}, 0)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        hint = "закройте её второй строкой «---» или уберите первую"
        raise ConfigErrors([ConfigError(path, 1, 1, "шапка не закрыта", hint, "---")])
    return FrontMatter(_read_block(text[: closing.start()], path), closing.end())


def _read_block(block: str, path: str) -> dict[str, object]:
    from govpost_lint.yaml_reader import read_yaml  # PyYAML costs 25 ms, many drafts have no block

    # The opening «---» stays: to YAML it is the start of a document, and lines keep their numbers.
    file = read_yaml(block, path)
    values: dict[str, object] = {}
    if isinstance(file.data, dict):
        for key, value in file.data.items():
            if key not in KEYS:
                file.report((key,), f"неизвестный ключ «{key}»", guess(key, KEYS), key=True)
            elif wrong := check_field(key, value):
                file.report((key,), *wrong)
            elif value is not None:
                values[key] = value
    elif file.data is not None:
        file.report((), "шапка должна состоять из строк «ключ: значение»", "например, kind: post")
    if file.errors:
        raise ConfigErrors(file.errors)
    return values
