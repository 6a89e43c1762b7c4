"""Comments of a Telegram channel: the messages of its discussion group, linked to the posts.

Telegram forwards every post of the channel into the group; that forward is the root of its
thread. The export does not say which post a root is: it is found by text and time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta

from govpost_lint.account import Comment
from govpost_lint.sources.exports.gathered import Reading
from govpost_lint.sources.exports.telegram_album import merge_albums
from govpost_lint.sources.exports.telegram_message import Message

_NEAR = timedelta(seconds=60)
"""Between a post and its forward into the group; in practice a second or two."""


def comments_of(
    messages: Sequence[Message],
    posts: Sequence[Message],
    channel_key: str,
    channel: str,
    reading: Reading,
) -> list[Comment]:
    """Turn the messages of a group into comments.

    Args:
        messages: of the group, in the order of ids.
        posts: of the channel, albums merged.
        channel_key: hash of the channel as a writer.
        channel: the channel as a peer, ``channel123``.
        reading: takes remarks, and knows who is the account.
    """
    roots = _roots(messages, posts, channel_key)
    by_number = {message.id: message for message in messages}
    direct = {part: str(post.id) for post in posts for part in post.parts}
    # A thread of thousands is climbed once: what is known of a message is kept.
    threads: dict[int, str | None] = dict(roots)
    found = []
    for message in messages:
        if message.id in roots:
            continue
        parent = ""
        if message.reply_peer == channel:
            post = direct.get(message.reply)
        elif message.reply_peer:
            post = None
        else:
            if message.reply and message.reply in threads:  # as nearly all
                post = threads[message.id] = threads[message.reply]
            else:
                post = _climb(message, by_number, threads, channel, direct)
            if message.reply in by_number and message.reply not in roots:
                parent = str(message.reply)
        if post is None:
            reading.tally.count(
                "сообщения обсуждения не под постами, оставлены без поста",
                f"сообщение {message.id}",
            )
        found.append(
            Comment(
                str(message.id),
                post or "",
                parent,
                message.moment,
                message.text,
                reading.people.own(message.sender),
                message.sender,
                message.likes or 0,
            )
        )
    return found


def _climb(
    message: Message,
    by_number: dict[int, Message],
    threads: dict[int, str | None],
    channel: str,
    direct: dict[int, str],
) -> str | None:
    """Follow the answers up to a root; return its post, ``None`` where the chain leads nowhere."""
    passed: set[int] = set()
    number = message.id
    post: str | None = None
    while number not in passed:
        if number in threads:
            post = threads[number]
            break
        passed.add(number)
        current = by_number.get(number)
        if current is None or not current.reply:
            break
        if current.reply_peer:
            post = direct.get(current.reply) if current.reply_peer == channel else None
            break
        number = current.reply
    threads.update(dict.fromkeys(passed, post))
    return post


def _roots(
    messages: Sequence[Message], posts: Sequence[Message], channel_key: str
) -> dict[int, str | None]:
    """Return the post of every forward of the channel; ``None`` where it is not in the export."""
    candidates = merge_albums(
        message
        for message in messages
        if channel_key and message.sender == channel_key and not message.reply
    )
    in_time = sorted(posts, key=lambda post: post.moment)
    by_text: dict[str, list[Message]] = {}
    for one in in_time:
        by_text.setdefault(one.text, []).append(one)
    roots: dict[int, str | None] = {}
    for candidate in candidates:
        twins = by_text.get(candidate.text, ()) if candidate.text else ()
        post: Message | None = _nearest(candidate, twins)
        if post is None and candidate.forward is not None:
            post = _nearest(candidate, in_time, _NEAR)
        elif post is not None and candidate.forward is None:
            post = _nearest(candidate, twins, _NEAR)  # the channel may also quote itself later
        if post is not None or candidate.forward is not None:
            roots.update(dict.fromkeys(candidate.parts, str(post.id) if post else None))
    return roots


def _nearest(
    message: Message, posts: Sequence[Message], within: timedelta | None = None
) -> Message | None:
    """Return the post nearest in time, of ``posts`` in order of time."""
    place = bisect_left(posts, message.moment, key=lambda post: post.moment)
    near = min(
        posts[max(0, place - 1) : place + 1],
        key=lambda post: abs(post.moment - message.moment),
        default=None,
    )
    if near is None or (within is not None and abs(near.moment - message.moment) > within):
        return None
    return near
