"""What the tables share: cells that no spreadsheet takes for a formula, and the mark of UTF-8."""

from __future__ import annotations

from govpost_lint.reporters.excerpt import visible

BOM = "\ufeff"
"""Without it the Russian Excel takes UTF-8 for Windows-1251."""

_FORMULA = ("=", "+", "-", "@")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula."""
    return cell.startswith(_FORMULA)


def inert(text: str) -> str:
    """Return a text as a cell of CSV: visible, in one line, no formula."""
    flat = " ".join(visible(text).split())
    return f"'{flat}" if is_formula(flat) else flat
