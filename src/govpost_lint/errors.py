"""Errors that a user can mend, and the exit codes of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    CLEAN = 0
    FINDINGS = 1
    """Findings at or above ``--fail-on``, or a score below ``--min-score``."""
    UNUSABLE = 2
    """Unusable input, options or rules."""
    INTERNAL = 3
    """A fault of ours."""


_AROUND = 100
"""Characters of a file's line shown on either side of a mistake."""


@dataclass(frozen=True, slots=True)
class ConfigError:
    """One mistake in a file that people write: a rule, a list, a profile, a draft's front matter.

    Attributes:
        path: the file as the user named it, or its place inside the rule folder.
        line: line of the mistake, from 1; 0 where the whole file is meant.
        column: column in code points, from 1; 0 where the whole line is meant.
        message: what is wrong, in Russian, without a full stop.
        hint: the way out, in Russian; empty where there is none.
        source: the line of the file, shown above the caret.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    source: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        lines = [f"{place}: {self.message}"]
        if self.source.strip():
            shown, before = self._excerpt()
            lines.append(f"    {shown}")
            if self.column:
                lines.append("    " + " " * before + "^")
        if self.hint:
            lines.append(f"  → {self.hint}")
        return "\n".join(lines)

    def _excerpt(self) -> tuple[str, int]:
        """Return what is shown of the line, and how many characters stand before the mistake."""
        line, before = self.source.rstrip(), max(0, self.column - 1)
        start = before - _AROUND if before > _AROUND else 0
        end = before + _AROUND
        head, tail = "…" if start else "", "…" if end < len(line) else ""
        return head + line[start:end] + tail, len(head) + before - start


class GovpostError(Exception):
    """Base of everything that this package raises on purpose."""


class InputError(GovpostError):
    """Input that cannot be read. The message is Russian: what, where, and the way out."""


class RuleError(GovpostError):
    """A rule that cannot be applied, found out only by trying. Russian, with rule and file."""


class ConfigErrors(GovpostError):
    """All mistakes of a rule set or a configuration at once.

    Args:
        errors: at least one mistake; kept in order of path, line and column.
    """

    def __init__(self, errors: Iterable[ConfigError]) -> None:
        self.errors = sorted(errors, key=lambda e: (e.path, e.line, e.column))
        super().__init__("\n".join(str(error) for error in self.errors))


def closest(word: str, words: Iterable[str]) -> str:
    """Return «возможно, …» with the most similar of ``words``, or an empty string."""
    import difflib  # 5 ms, and only where somebody has erred

    found = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f"возможно, «{found[0]}»" if found else ""


def guess(word: str, known: Iterable[str]) -> str:
    """Return «возможно, …» with the nearest known word, or all known words."""
    known = tuple(known)
    return closest(word.lower(), known) or f"бывает: {', '.join(known)}"
