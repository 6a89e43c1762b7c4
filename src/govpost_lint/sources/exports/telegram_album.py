"""Albums of Telegram: several messages that readers see as one post; the export does not say so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from govpost_lint.sources.exports.telegram_message import Message

_APART = timedelta(seconds=2)


def merge_albums(messages: Iterable[Message]) -> list[Message]:
    """Join neighbouring photos and videos at most 2 seconds apart, at most one of them with text.

    Args:
        messages: of one chat in the order of ids.

    Returns:
        Messages; an album has the id of its part with the text, else of the first part, the
        moment of the first part, and the attachments and ids of all.
    """
    merged: list[Message] = []
    first: Message | None = None  # of the album that may still grow: fixes how far it reaches
    for message in messages:
        if first is not None and _continues(merged[-1], first, message):
            merged[-1] = _joined(merged[-1], message)
        else:
            merged.append(message)
            first = message if _can_be_part(message) else None
    return merged


def _can_be_part(message: Message) -> bool:
    return any(one.kind in ("image", "video") for one in message.attachments) and not (
        message.poll or message.stream
    )


def _continues(album: Message, first: Message, message: Message) -> bool:
    return (
        _can_be_part(message)
        and abs(message.moment - first.moment) <= _APART
        and not (album.text and message.text)
        and (message.forward, message.sender, message.reply)
        == (first.forward, first.sender, first.reply)
    )


def _joined(album: Message, part: Message) -> Message:
    likes = [one for one in (album.likes, part.likes) if one is not None]
    return Message(
        id=part.id if part.text else album.id,
        moment=album.moment,
        sender=album.sender,
        text=album.text or part.text,
        forward=album.forward,
        attachments=album.attachments + part.attachments,
        poll=False,
        reply=album.reply,
        reply_peer=album.reply_peer,
        likes=sum(likes) if likes else None,
        parts=album.parts + part.parts,
    )
