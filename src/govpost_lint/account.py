"""The records of a history: posts of an account, comments under them, and whose they are.

There are hundreds of thousands of them: a ``Struct`` is made in a sixth of the time of a dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct

from govpost_lint.model import Attachment


class Post(Struct, frozen=True, gc=False):
    """What the account itself published; an album is one post.

    Attributes:
        id: as in the export; of an album that of the part with the text, else of the first part.
        moment: when it was published, aware, in UTC.
        text: without markup; empty for a post of pictures alone.
        repost: whether it is a forward or a repost of somebody else's text.
        attachments: pictures, videos and files.
        poll: whether it asks a poll.
        live: whether it was a live stream.
        comments_open: whether readers may comment; ``None`` where the export does not say.
        likes, views: ``None`` where the export does not say.
    """

    id: str
    moment: datetime
    text: str
    repost: bool = False
    attachments: tuple[Attachment, ...] = ()
    poll: bool = False
    live: bool = False
    comments_open: bool | None = None
    likes: int | None = None
    views: int | None = None


class Comment(Struct, frozen=True, gc=False):
    """A message of a reader or of the account under a post.

    Attributes:
        id: unique in the history: as in the export, all with ``c`` before it where a post has
            the same id as some comment, as in Telegram.
        post: id of the post; empty where it is not in the export.
        parent: id of the comment that this one answers; empty for an answer to the post.
        moment: aware, in UTC.
        text: without markup.
        by_account: whether the account wrote it (itself or through one of its own ids).
        author: keyed hash of the writer, good within one run only; empty where unknown.
        likes: how many readers support it.
    """

    id: str
    post: str
    parent: str
    moment: datetime
    text: str
    by_account: bool = False
    author: str = ""
    likes: int = 0


class Stream(Struct, frozen=True, gc=False):
    """A live stream that is no post of its own: a Telegram ``group_call`` with a duration.

    Attributes:
        id: of the service message.
        moment: when it ended, aware, in UTC.
    """

    id: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class History:
    """All that an export tells of one account, posts and comments in order of time.

    Attributes:
        title: name of the account or chat.
        platform: ``telegram``, ``vk`` … or empty.
        posts, comments: sorted by moment, then by id.
        streams: live streams beside the posts with ``live`` (Telegram tells of them apart).
        notes: remarks on reading for the user, in Russian, each with its count («пропущено 3 …»).
    """

    title: str
    platform: str
    posts: tuple[Post, ...]
    comments: tuple[Comment, ...] = ()
    notes: tuple[str, ...] = ()
    streams: tuple[Stream, ...] = ()
