"""Small exports written by tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NOON = 1_772_442_000
"""2 March 2026, 12:00 in Moscow, a Monday, in Unix seconds."""

CHANNEL, GROUP = 77, 88


def message(number: int, after: int, text: Any = "", **more: Any) -> dict[str, Any]:
    """A message of Telegram Desktop, ``after`` seconds past noon; the channel's unless told."""
    return {
        "id": number,
        "type": "message",
        "date": "2026-03-02T12:00:00",
        "date_unixtime": str(NOON + after),
        "from": "Глава",
        "from_id": f"channel{CHANNEL}",
        "text": text,
        "text_entities": [],
        **more,
    }


def forward(number: int, after: int, text: Any = "", **more: Any) -> dict[str, Any]:
    """What Telegram puts into the discussion group for a post of the channel."""
    return message(number, after, text, forwarded_from="Глава", **more)


def channel(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The export of a channel."""
    return _chat("Глава", "public_channel", CHANNEL, messages) | more


def group(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The export of its discussion group."""
    return _chat("Обсуждение", "private_supergroup", GROUP, messages) | more


def _chat(name: str, kind: str, number: int, messages: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "id": number, "messages": list(messages)}


def wall_post(number: int, text: str = "", **more: Any) -> dict[str, Any]:
    """A post of community 5 on its own wall."""
    own = {"owner_id": -5, "from_id": -5, "date": NOON + number, "post_type": "post"}
    return {"id": number, **own, "text": text, **more}


def wall_comment(number: int, post: int, text: str = "", **more: Any) -> dict[str, Any]:
    """A comment of user 300 under a post of community 5."""
    about = {"owner_id": -5, "post_id": post, "from_id": 300, "date": NOON + number}
    return {"id": number, **about, "parents_stack": [], "text": text, **more}


def page(*items: Any) -> dict[str, Any]:
    """An answer of VK's API."""
    return {"response": {"count": len(items), "items": list(items)}}


def save(path: Path, data: Any, **how: Any) -> Path:
    """Write JSON, or text and bytes as they are."""
    if isinstance(data, bytes):
        path.write_bytes(data)
    elif isinstance(data, str):
        path.write_text(data, encoding="utf-8", newline="")
    else:
        path.write_text(json.dumps(data, ensure_ascii=False, **how), encoding="utf-8")
    return path
