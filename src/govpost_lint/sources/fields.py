"""What a document may say about itself, in front matter and in records alike."""

from __future__ import annotations

from datetime import datetime

from govpost_lint.errors import guess
from govpost_lint.model import KINDS, PLATFORMS
from govpost_lint.sources.attachments import attachment_mistake

KEYS = (
    "kind",
    "platform",
    "author",
    "account",
    "date",
    "reply_to",
    "attachments",
    "allow",
)
"""Keys of front matter. ``allow`` is read by suppressions."""

_CHOICES = {"kind": (KINDS, "вид текста"), "platform": (PLATFORMS, "площадка")}


def check_field(key: str, value: object) -> tuple[str, str] | None:
    """Check one value.

    Returns:
        What is wrong and the way out, in Russian; ``None`` where all is well.
    """
    if value is None:
        return None
    if key in _CHOICES:
        known, title = _CHOICES[key]
        if value in known:
            return None
        return f"{title}: неизвестное значение «{value}»", guess(str(value), known)
    if key == "date":
        return None if _is_date(value) else (f"дата «{value}» не разобрана", "пишите 2026-03-05")
    if key in ("reply_to", "author", "account") and isinstance(value, dict | list):
        return f"«{key}» должно быть текстом", "возьмите значение в кавычки"
    if key == "attachments":
        return attachment_mistake(value)
    if key == "allow" and not isinstance(value, dict):
        hint = "пишите allow: {критерий/правило: причина}"
        return "«allow» должно называть правила с причинами", hint
    return None


def _is_date(value: object) -> bool:
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return isinstance(value, str)
