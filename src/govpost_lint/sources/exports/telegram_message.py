"""One message of Telegram Desktop's result.json, of any version, as a light record.

Field names as written by Telegram Desktop 2019–2025; the keys read are ``KEYS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from govpost_lint.model import Attachment
from govpost_lint.sources.exports.people import READER, People, telegram_peer
from govpost_lint.sources.exports.values import LONGEST, clean, from_unix, from_words, natural

KEYS = frozenset(
    "id type date date_unixtime from_id actor_id action duration text photo width height file "
    "file_name media_type mime_type forwarded_from reply_to_message_id reply_to_peer_id poll "
    "reactions".split()
)


_VIDEO = frozenset(("video_file", "video_message", "animation"))
_NO_FILE = "(File"
"""In place of a path: «(File not included. …)», «(File exceeds maximum size …)»."""


class SkippedError(Exception):
    """A message is left out; the argument says why, in Russian."""


@dataclass(slots=True)
class Message:
    """What histories need of a message.

    Attributes:
        id: its number in the chat.
        moment: when, in UTC.
        sender: hash of the writer; for a service message of its actor.
        text: joined of its entities, with the question of a poll.
        forward: name of the origin; ``None`` where it is no forward, empty where unknown.
        attachments: at most one; of an album all.
        poll: whether it asks a poll.
        reply: id of the message answered; 0 for none.
        reply_peer: the other chat of the message answered; empty for this chat.
        likes: reactions but 👎; ``None`` in versions without them.
        stream: whether it is the service message of a finished live stream.
        parts: ids of all messages of the album, its own among them.
    """

    id: int
    moment: datetime
    sender: str
    text: str
    forward: str | None
    attachments: tuple[Attachment, ...]
    poll: bool
    reply: int
    reply_peer: str
    likes: int | None
    stream: bool = False
    parts: tuple[int, ...] = ()


def read_message(record: Mapping[str, Any], zone: ZoneInfo, people: People, group: bool) -> Message:
    """Turn a record into a message.

    Args:
        record: of one element of ``messages``.
        zone: of dates in versions without ``date_unixtime``: local time of the exporting machine.
        people: hashes the writer.
        group: whether readers write here, so that mentioned people are not to be named.

    Raises:
        SkippedError: it is no message, or a broken one.
    """
    kind = record.get("type", "message")
    if kind == "unsupported":
        raise SkippedError("неподдерживаемые сообщения Telegram, пропущены")
    stream = kind == "service" and record.get("action") == "group_call"
    if kind == "service" and not (stream and natural(record.get("duration"))):
        raise SkippedError("служебные сообщения, пропущены")
    if kind not in ("message", "service"):
        raise SkippedError("сообщения неизвестного вида, пропущены")
    number = record.get("id")
    if not isinstance(number, int) or isinstance(number, bool):
        raise SkippedError("сообщения без id, пропущены")
    moment = from_unix(record.get("date_unixtime")) or from_words(record.get("date"), zone)
    if moment is None:
        raise SkippedError("сообщения без даты или с невозможной датой, пропущены")
    text = _plain(record.get("text"), group)
    poll = record.get("poll")
    if isinstance(poll, dict):
        text = f"{text}\n{_plain(poll.get('question'), group)}".strip()
    if len(text) > LONGEST:
        raise SkippedError("слишком длинные тексты, пропущены")
    reply_peer = record.get("reply_to_peer_id")
    return Message(  # by place: named arguments take four times as long
        number,
        moment,
        people.key(telegram_peer(record.get("from_id", record.get("actor_id")))),
        text,
        _origin(record["forwarded_from"]) if "forwarded_from" in record else None,
        _attachments(record),
        isinstance(poll, dict),
        natural(record.get("reply_to_message_id")),
        telegram_peer(reply_peer) if reply_peer is not None else "",
        _likes(record.get("reactions")),
        stream,
        (number,),
    )


def _origin(name: object) -> str:
    return name if isinstance(name, str) else ""


def _plain(text: object, group: bool) -> str:
    """Join a string, or a list of strings and entities."""
    if isinstance(text, str):
        return clean(text)
    if not isinstance(text, list):
        return ""
    pieces = []
    for piece in text:
        if isinstance(piece, str):
            pieces.append(piece)
        elif isinstance(piece, dict) and isinstance(piece.get("text"), str):
            named = group and piece.get("type") == "mention_name"
            pieces.append(READER if named else piece["text"])
    return clean("".join(pieces))


def _attachments(record: Mapping[str, Any]) -> tuple[Attachment, ...]:
    if record.get("photo"):
        return (Attachment("image", _name(record["photo"]), *_sides(record)),)
    media, mime = record.get("media_type"), record.get("mime_type")
    if media == "sticker" or not (media or mime or record.get("file")):
        return ()
    mime = str(mime or "")
    name = _name(record.get("file_name") or record.get("file"))
    if media in _VIDEO or (not media and mime.startswith("video/")):
        return (Attachment("video", name, *_sides(record)),)
    if not media and mime.startswith("image/"):
        return (Attachment("image", name, *_sides(record)),)
    return (Attachment("file", name),)


def _sides(record: Mapping[str, Any]) -> tuple[int, int]:
    return natural(record.get("width")), natural(record.get("height"))


def _name(value: object) -> str:
    return clean(value) if isinstance(value, str) and not value.startswith(_NO_FILE) else ""


def _likes(reactions: object) -> int | None:
    if not isinstance(reactions, list):
        return None
    likes = 0
    for one in reactions:
        if isinstance(one, dict) and one.get("emoji") != "👎":
            likes += natural(one.get("count"))
    return likes
