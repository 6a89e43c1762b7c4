"""One post or comment of VK's API, of any version, as a record of a history.

The names are those of the API's JSON schema 5.199, and beside them those of versions before 5.0
and 5.77.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from govpost_lint.account import Comment, Post
from govpost_lint.model import Attachment
from govpost_lint.sources.exports.people import READER, People
from govpost_lint.sources.exports.values import LONGEST, clean, from_unix, natural, whole

POST_KEYS = frozenset(
    "id owner_id from_id date text post_type attachments copy_history comments likes reposts views "
    "marked_as_ads post_source is_deleted deleted_reason to_id".split()
)
COMMENT_KEYS = frozenset(
    "id owner_id from_id date text post_id parents_stack reply_to_comment likes thread deleted "
    "is_from_post_author".split()
)
OLD_KEYS = frozenset("cid uid reply_to_cid attachment copy_owner_id copy_text".split())
"""Of versions before 5.0."""

PICTURES = frozenset(("photo", "posted_photo", "graffiti", "photos_list"))
VIDEOS = frozenset(("video", "clip"))
FILES = frozenset(("audio", "podcast", "audio_playlist"))
"""Types of attachments; beside them ``doc``, by its ending."""

_POST_MARKS = POST_KEYS - COMMENT_KEYS - {"attachments"} | {"copy_owner_id"}
_COMMENT_MARKS = COMMENT_KEYS - POST_KEYS | {"cid", "reply_to_cid"}
NOT_POSTS = {
    "reply": "комментарии среди записей VK, пропущены",
    "suggest": "предложенные записи VK, пропущены",
    "postpone": "отложенные записи VK, пропущены",
}
_NO_DATE = "записи VK без даты или с невозможной датой, пропущены"

_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_MENTION = re.compile(r"\[(id|club|public|event)\d+(?::[^|\]\n]*)?\|([^\]\n]*)\]")
_STARRED = re.compile(r"[@*](id|club|public|event)\d+ \(([^)\n]*)\)")
_MARKUP = re.compile(r"[\[@*]")
_LINK = re.compile(r"\[https?://[^|\]\s]*\|([^\]\n]*)\]")
_IMAGE_FILES = frozenset(("gif", "jpg", "jpeg", "png", "webp", "bmp", "heic"))
_VIDEO_FILES = frozenset(("mp4", "mov", "avi", "mkv", "webm"))
_OLD_PHOTO = re.compile(r"photo_(\d+)\Z")


class SkippedError(Exception):
    """A record is left out; the argument says why, in Russian."""


@dataclass(slots=True)
class VkPost:
    """A post, the wall it stands on, and the hash of its writer."""

    owner: int
    writer: str
    post: Post


@dataclass(slots=True)
class VkComment:
    """A comment and the wall it stands on; 0 where the record does not say."""

    owner: int
    comment: Comment


def is_comment(record: Mapping[str, Any]) -> bool:
    """Whether a record is a comment rather than a post."""
    if _POST_MARKS & record.keys():
        return False
    return bool(_COMMENT_MARKS & record.keys()) or "owner_id" not in record


def is_item(record: Mapping[str, Any]) -> bool:
    """Whether a record is a post or a comment at all; VK has many other answers."""
    return bool(
        {"date", "deleted", "post_type"} & record.keys() or {"text", "from_id"} <= set(record)
    )


def read_post(record: Mapping[str, Any], people: People) -> VkPost:
    """Turn a record into a post.

    Raises:
        SkippedError: it is none of the wall's, or a broken one.
    """
    kind = str(record.get("post_type") or "post")
    if kind in NOT_POSTS:
        raise SkippedError(NOT_POSTS[kind])
    if record.get("is_deleted") or record.get("deleted_reason"):
        raise SkippedError("удалённые записи VK, пропущены")
    number = whole(record.get("id"))
    writer = whole(record.get("from_id"))
    owner = whole(record.get("owner_id", record.get("to_id", writer)))
    if number is None or owner is None:
        raise SkippedError("записи VK без id или владельца стены, пропущены")
    moment = from_unix(record.get("date"))
    if moment is None:
        raise SkippedError(_NO_DATE)
    copies = [one for one in _list(record.get("copy_history")) if isinstance(one, dict)]
    old_copy = kind == "copy" or "copy_owner_id" in record  # a repost as before version 5.0
    attached = list(_attached(record))
    if copies and not attached:
        attached = list(_attached(copies[0]))
    polls = [body for kind_, body in attached if kind_ == "poll"]
    questions = (plain(poll.get("question")) for poll in polls)
    text = "\n".join(filter(None, (_said(record, copies, old_copy), *questions)))
    if len(text) > LONGEST:
        raise SkippedError("слишком длинные тексты, пропущены")
    post = Post(
        id=str(number),
        moment=moment,
        text=text,
        repost=bool(copies) or old_copy,
        attachments=tuple(found for one in attached if (found := _attachment(*one))),
        poll=bool(polls),
        live=any(kind_ == "video" and _is_live(body) for kind_, body in attached),
        comments_open=_comments_open(record.get("comments")),
        likes=_count(record.get("likes")),
        views=_count(record.get("views")),
    )
    return VkPost(owner, people.key(str(owner if writer is None else writer)), post)


def _said(record: Mapping[str, Any], copies: list[dict[str, Any]], old_copy: bool) -> str:
    """Return the words of a post; of a repost without words of its own those of the original."""
    own = plain(record.get("text"))
    if copies:
        return own or plain(copies[0].get("text"))
    return (plain(record.get("copy_text")) if old_copy else "") or own


def _comments_open(comments: object) -> bool | None:
    """Whether readers may comment; ``None`` where the record does not say."""
    can_post = whole(comments.get("can_post")) if isinstance(comments, dict) else None
    return None if can_post is None else can_post != 0


def read_comments(
    record: Mapping[str, Any],
    people: People,
    inherited: VkComment | None = None,
) -> Iterator[VkComment | SkippedError]:
    """Turn a record into a comment and those of its thread.

    Args:
        record: as the API gives it.
        people: hashes the writer.
        inherited: of an answer in a thread the comment above, which tells wall and post.

    Yields:
        Comments, and errors in place of deleted and broken ones, whose threads stay.
    """
    number = whole(record.get("id", record.get("cid")))
    above = inherited.comment if inherited else None
    owner = whole(record.get("owner_id")) or (inherited.owner if inherited else 0)
    post = natural(record.get("post_id"))
    answered = _answered(record) or (int(above.id) if above else 0)
    moment = from_unix(record.get("date"))
    writer = whole(record.get("from_id", record.get("uid")))
    text = plain(record.get("text"), reader=True)
    head: VkComment | None = inherited
    if number is None:
        yield SkippedError("комментарии VK без id, пропущены")
    elif record.get("deleted") and "text" not in record:
        yield SkippedError("удалённые комментарии VK, пропущены")
    elif moment is None:
        yield SkippedError("комментарии VK без даты или с невозможной датой, пропущены")
    elif len(text) > LONGEST:
        yield SkippedError("слишком длинные тексты, пропущены")
    else:
        comment = Comment(
            id=str(number),
            post=str(post) if post else (above.post if above else ""),
            parent=str(answered) if answered else "",
            moment=moment,
            text=text,
            by_account=bool(record.get("is_from_post_author")),
            author=people.key(str(writer)) if writer else "",
            likes=_count(record.get("likes")) or 0,
        )
        head = VkComment(owner, comment)
        yield head
    yield from _thread(record.get("thread"), people, head)


def _answered(record: Mapping[str, Any]) -> int:
    """Return the number of the comment that this one says it answers; 0 where it says none."""
    named = natural(record.get("reply_to_comment", record.get("reply_to_cid")))
    stack = [one for one in _list(record.get("parents_stack")) if whole(one)]
    return named or (natural(stack[-1]) if stack else 0)


def _thread(
    thread: object, people: People, head: VkComment | None
) -> Iterator[VkComment | SkippedError]:
    """Turn the answers below a comment into comments."""
    for item in _list(thread.get("items")) if isinstance(thread, dict) else ():
        # Deeper threads do not exist; whoever writes them by hand gets them as answers here.
        if isinstance(item, dict):
            answer = {key: value for key, value in item.items() if key != "thread"}
            yield from read_comments(answer, people, head)
        else:
            yield SkippedError("комментарии VK не того вида, пропущены")


def plain(text: object, reader: bool = False) -> str:
    """Return the text without markup.

    Args:
        text: with ``<br>`` and ``&amp;`` of old versions, ``[id1|Имя]`` and ``[https://…|текст]``.
        reader: whether readers wrote it, so that mentioned people are not to be named.
    """
    if not isinstance(text, str):
        return ""
    text = _BREAK.sub("\n", text) if "<" in text else text
    text = _ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text
    if not _MARKUP.search(text):
        return clean(text)

    def named(match: re.Match[str]) -> str:
        return READER if reader and match[1] == "id" else match[2]

    text = _STARRED.sub(named, _MENTION.sub(named, text))
    return clean(_LINK.sub(r"\1", text))


def _attached(record: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    listed = _list(record.get("attachments")) or [record.get("attachment")]
    for one in listed:
        if isinstance(one, dict):
            kind = str(one.get("type") or "")
            body = one.get(kind)
            yield kind, body if isinstance(body, dict) else {}


def _attachment(kind: str, body: Mapping[str, Any]) -> Attachment | None:
    if kind in PICTURES:
        return Attachment("image", "", *_size(body))
    if kind in VIDEOS:
        return Attachment("video", "", natural(body.get("width")), natural(body.get("height")))
    if kind == "doc":
        ending = str(body.get("ext") or "").lower()
        name = plain(body.get("title"))
        if ending in _IMAGE_FILES:
            return Attachment("image", name)  # VK tells the size of its preview alone
        return Attachment("video" if ending in _VIDEO_FILES else "file", name)
    if kind in FILES:
        return Attachment("file")
    return None  # links, polls, pages: neither picture nor file


def _size(photo: Mapping[str, Any]) -> tuple[int, int]:
    """Return width and height of the largest size, in pixels; zeros where VK does not say."""
    sizes = [
        (natural(one.get("width")), natural(one.get("height")))
        for one in (photo, photo.get("orig_photo"), *_list(photo.get("sizes")))
        if isinstance(one, dict)
    ]
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    if width * height:
        return width, height
    # Before 5.77: photo_604 is at most 604 pixels on either side.
    old = [int(match[1]) for key in photo if (match := _OLD_PHOTO.match(key))]
    return (max(old), max(old)) if old else (0, 0)


def _is_live(video: Mapping[str, Any]) -> bool:
    return bool(whole(video.get("live"))) and not whole(video.get("upcoming"))


def _count(counter: object) -> int | None:
    return whole(counter.get("count")) if isinstance(counter, dict) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
