"""Text of others in Markdown: nothing of it becomes markup, HTML or a link."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$@^]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)


def escape(text: str) -> str:
    """Return the text so that Markdown shows it as it is; addresses become no links."""
    return _LINE_START.sub(_inert, _SPECIAL.sub(r"\\\g<0>", text))


def _inert(found: re.Match[str]) -> str:
    """Escape what would begin a list or underline a heading."""
    blank, sign, number, stop = found.groups(default="")
    return f"{blank}{number}\\{sign or stop}"
