"""Runs the regular expressions of rules: those of strangers under a time limit.

Rules that come with the program are searched with ``re``. Expressions of other rules may be slow by
malice or mistake, and the check at load cannot find every such one: they run in the ``regex``
package, which gives up after a time. It is imported only where such a rule may fire.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, Protocol

from govpost_lint.errors import RuleError
from govpost_lint.ruleset.loading import default_folder
from govpost_lint.ruleset.plan import Rule

LIMIT = 1.0
"""Seconds of processor time (of the clock on Windows) for one expression in one text."""

_SHOWN = 60


class Hit(NamedTuple):
    """A match: start, end, and the texts of its named groups."""

    start: int
    end: int
    groups: Mapping[str, str]


class Regex(Protocol):
    """A compiled regular expression of a rule."""

    def matches(self, text: str) -> list[Hit]:
        """Return every match in ``text``."""

    def found_in(self, text: str) -> bool:
        """Whether there is a match in ``text``."""


def is_foreign(rule: Rule) -> bool:
    """Whether ``rule`` does not come with the program."""
    return ".." in rule.path or not rule.path.startswith(_own_folder())


@cache
def _own_folder() -> str:
    return f"{default_folder()}{os.sep}"


def compiled(text: str, flags: re.RegexFlag, rule: Rule | None) -> Regex:
    """Return an expression ready to run.

    Args:
        text: the expression, valid for ``re``; flags: of ``re``.
        rule: the foreign rule that it belongs to; ``None`` for one that comes with the program.
    """
    return _Limited(text, flags, rule) if rule else _Own(text, flags)


class _Own:
    def __init__(self, text: str, flags: re.RegexFlag) -> None:
        self._compiled = re.compile(text, flags)

    def matches(self, text: str) -> list[Hit]:
        return [Hit(*f.span(), f.groupdict("")) for f in self._compiled.finditer(text)]

    def found_in(self, text: str) -> bool:
        return self._compiled.search(text) is not None


class _Limited:
    def __init__(self, text: str, flags: re.RegexFlag, rule: Rule) -> None:
        import regex  # 30 ms

        self._text, self._rule = text, rule
        try:
            self._compiled = regex.compile(text, int(flags) | regex.VERSION0)
        except (regex.error, RecursionError, OverflowError):
            raise self._mistake("не разобрано. Запишите его проще") from None

    def matches(self, text: str) -> list[Hit]:
        try:
            found = self._compiled.finditer(text, timeout=LIMIT)
            return [Hit(*f.span(), f.groupdict("")) for f in found]
        except TimeoutError:
            raise self._slow() from None

    def found_in(self, text: str) -> bool:
        try:
            return self._compiled.search(text, timeout=LIMIT) is not None
        except TimeoutError:
            raise self._slow() from None

    def _slow(self) -> RuleError:
        return self._mistake(
            f"работает дольше {LIMIT:.0f} с. Уберите повторы, которые могут разделить одно и то же"
        )

    def _mistake(self, what: str) -> RuleError:
        shown = self._text if len(self._text) <= _SHOWN else self._text[:_SHOWN] + "…"
        rule = self._rule
        return RuleError(
            f"{rule.path}: регулярное выражение «{' '.join(shown.split())}» правила {rule.id} "
            f"{what}."
        )
