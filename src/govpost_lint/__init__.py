"""govpost-lint: content-standard linter for posts of Russian public officials.

The public interface is ``Ruleset``, ``check_text``, ``check``, ``Document``, ``Finding`` and
``Report``; it is loaded on first use, so that ``import govpost_lint`` stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpost_lint._version import __version__

if TYPE_CHECKING:
    from govpost_lint.api import Ruleset, check, check_text
    from govpost_lint.model import Document, Finding, Report

__all__ = ["Document", "Finding", "Report", "Ruleset", "__version__", "check", "check_text"]


def __getattr__(name: str) -> object:
    if name in ("Ruleset", "check", "check_text"):
        from govpost_lint import api

        return getattr(api, name)
    if name in ("Document", "Finding", "Report"):
        from govpost_lint import model

        return getattr(model, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
