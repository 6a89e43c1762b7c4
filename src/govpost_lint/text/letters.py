"""Letters that look the same in the Russian and in the Latin alphabet."""

from __future__ import annotations

_CYRILLIC = str.maketrans("aceopxyABCEHKMOPTXY", "асеорхуАВСЕНКМОРТХУ")


def in_cyrillic(text: str) -> str:
    """Return ``text`` with the Latin letters that look Russian replaced by the Russian ones."""
    return text.translate(_CYRILLIC)
