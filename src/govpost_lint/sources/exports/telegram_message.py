"""One message of Telegram Desktop's result.json, of any version, as a light record.

Field names as written by Telegram Desktop 2019–2025; those read are the fields of ``Record``.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import UNSET, Struct, UnsetType

from govpost_lint.model import Attachment
from govpost_lint.sources.exports.people import READER, People, telegram_peer
from govpost_lint.sources.exports.records import Value
from govpost_lint.sources.exports.values import LONGEST, clean, from_unix, from_words, natural


class Record(Struct, gc=False):
    """One element of ``messages``: what stands under these keys, whatever it is."""

    id: Value = None
    type: Value = "message"
    date: Value = None
    date_unixtime: Value = None
    from_id: Value | UnsetType = UNSET
    actor_id: Value = None
    action: Value = None
    duration: Value = None
    text: Value = None
    photo: Value = None
    width: Value = None
    height: Value = None
    file: Value = None
    file_name: Value = None
    media_type: Value = None
    mime_type: Value = None
    forwarded_from: Value | UnsetType = UNSET
    reply_to_message_id: Value = None
    reply_to_peer_id: Value = None
    poll: Value = None
    reactions: Value = None


_VIDEO = ("video_file", "video_message", "animation")
_NO_FILE = "(File"
"""In place of a path: «(File not included. …)», «(File exceeds maximum size …)»."""


class SkippedError(Exception):
    """A message is left out; the argument says why, in Russian."""


class Message(Struct, gc=False):
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


def read_message(record: Record, zone: ZoneInfo, people: People, group: bool) -> Message:
    """Turn a record into a message.

    Args:
        record: of one element of ``messages``.
        zone: of dates in versions without ``date_unixtime``: local time of the exporting machine.
        people: hashes the writer.
        group: whether readers write here, so that mentioned people are not to be named.

    Raises:
        SkippedError: it is no message, or a broken one.
    """
    kind = record.type
    if kind == "unsupported":
        raise SkippedError("неподдерживаемые сообщения Telegram, пропущены")
    stream = kind == "service" and record.action == "group_call"
    if kind == "service" and not (stream and natural(record.duration)):
        raise SkippedError("служебные сообщения, пропущены")
    if kind not in ("message", "service"):
        raise SkippedError("сообщения неизвестного вида, пропущены")
    number = record.id
    if not isinstance(number, int) or isinstance(number, bool):
        raise SkippedError("сообщения без id, пропущены")
    moment = from_unix(record.date_unixtime) or from_words(record.date, zone)
    if moment is None:
        raise SkippedError("сообщения без даты или с невозможной датой, пропущены")
    text = _plain(record.text, group)
    poll = record.poll
    if isinstance(poll, dict):
        text = f"{text}\n{_plain(poll.get('question'), group)}".strip()
    if len(text) > LONGEST:
        raise SkippedError("слишком длинные тексты, пропущены")
    reply_peer = record.reply_to_peer_id
    return Message(  # by place: named arguments take four times as long
        number,
        moment,
        people.key(telegram_peer(record.actor_id if record.from_id is UNSET else record.from_id)),
        text,
        None if record.forwarded_from is UNSET else _origin(record.forwarded_from),
        _attachments(record),
        isinstance(poll, dict),
        natural(record.reply_to_message_id),
        telegram_peer(reply_peer) if reply_peer is not None else "",
        _likes(record.reactions),
        stream,
        (number,),
    )


def _origin(name: object) -> str:
    return name if isinstance(name, str) else ""


def _plain(text: object, group: bool) -> str:
    """Join a string, or a list of strings and entities."""
    if isinstance(text, str):
        # A copy: the string of the decoder lies in a block of twice its size, or between holes.
        return clean((text + " ")[:-1])
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


def _attachments(record: Record) -> tuple[Attachment, ...]:
    if record.photo:
        return (Attachment("image", _name(record.photo), *_sides(record)),)
    media, mime = record.media_type, record.mime_type
    if media == "sticker" or not (media or mime or record.file):
        return ()
    mime = str(mime or "")
    name = _name(record.file_name or record.file)
    if media in _VIDEO or (not media and mime.startswith("video/")):
        return (Attachment("video", name, *_sides(record)),)
    if not media and mime.startswith("image/"):
        return (Attachment("image", name, *_sides(record)),)
    return (Attachment("file", name),)


def _sides(record: Record) -> tuple[int, int]:
    return natural(record.width), natural(record.height)


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
