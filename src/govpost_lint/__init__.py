"""govpost-lint: content-standard linter for posts of Russian public officials.

The public interface is ``Ruleset``, ``check_text``, ``check``, ``history``, ``Document``,
``Finding``, ``Report``, ``History`` and ``AccountReport``; it is loaded on first use, so that
``import govpost_lint`` stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from govpost_lint._version import __version__

if TYPE_CHECKING:
    from govpost_lint.account import History
    from govpost_lint.api import Ruleset, check, check_text, history
    from govpost_lint.facts.report import AccountReport
    from govpost_lint.model import Document, Finding, Report

__all__ = [
    "AccountReport", "Document", "Finding", "History", "Report", "Ruleset", "__version__",
    "check", "check_text", "history",
]  # fmt: skip

_HOMES = {
    "govpost_lint.account": ("History",),
    "govpost_lint.api": ("Ruleset", "check", "check_text", "history"),
    "govpost_lint.facts.report": ("AccountReport",),
    "govpost_lint.model": ("Document", "Finding", "Report"),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
