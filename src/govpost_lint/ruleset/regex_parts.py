"""Named parts of the regular expressions of one file: ``(?&street)`` stands for part ``street``.

A long expression is read and mended part by part, and what several of them share is written once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from govpost_lint.errors import closest
from govpost_lint.ruleset.phrase_error import PhraseError
from govpost_lint.ruleset.regex_checks import check_regex, check_syntax
from govpost_lint.yaml_reader import YamlFile

_NAME = re.compile(r"[a-z_][a-z0-9_]*")
_USE = re.compile(r"(?<!\\)\(\?&(\w*)\)")
_LONGEST = 20_000
"""Characters of an expression whose parts are put together."""

_NEVER = "(?!)"
"""Stands for a part with a mistake: what uses it is not blamed, too."""


class RegexParts:
    """The parts of one rule or detector; their mistakes are noted in its file.

    Args:
        parts: expressions by name; one may use those before it, so none can use itself.
        file: where they stand, under ``parts``.
    """

    def __init__(self, parts: Mapping[str, str], file: YamlFile) -> None:
        self._file = file
        self._texts: dict[str, str] = {}
        self._unused = set(parts)
        for name, text in parts.items():
            self._texts[name] = self._part(name, text)

    def checked(self, regex: str) -> str:
        """Return ``regex`` with the parts in place of their names.

        Raises:
            PhraseError: there is no such part, or the whole is refused (see ``check_regex``).
        """
        return self._whole(regex, check_regex)

    def report_unused(self) -> None:
        """Note the parts that no expression has used."""
        for name in sorted(self._unused):
            self._file.report(("parts", name), f"часть «{name}» не используется", key=True)

    def _part(self, name: str, text: str) -> str:
        place = ("parts", name)
        if not _NAME.fullmatch(name):
            self._unused.discard(name)
            hint = "годятся строчные латинские буквы, цифры и _"
            self._file.report(place, f"«{name}» — не имя части", hint, key=True)
        try:
            return self._whole(text, check_syntax)
        except PhraseError as error:
            self._unused.clear()  # what it would have used cannot be told
            self._file.report(place, error.message, error.hint, offset=error.offset)
            return _NEVER

    def _whole(self, regex: str, check: Callable[[str], object]) -> str:
        whole = _USE.sub(self._used, regex)
        if len(whole) > _LONGEST:  # parts of parts of parts
            raise PhraseError(0, "регулярное выражение слишком велико", "уберите лишние части")
        try:
            check(whole)
        except PhraseError as error:
            # A place in the whole says nothing where the whole is not what was written.
            place = error.offset if whole == regex else 0
            raise PhraseError(place, error.message, error.hint) from error
        return whole

    def _used(self, use: re.Match[str]) -> str:
        name = use[1]
        if name not in self._texts:
            hint = closest(name, self._texts) or "объявите её в parts выше"
            raise PhraseError(use.start(), f"части «{name}» нет", hint)
        self._unused.discard(name)
        return f"(?:{self._texts[name]})"
