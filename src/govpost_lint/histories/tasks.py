"""What is mapped of a history: each different text once, however often it was published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple
from zoneinfo import ZoneInfo

from govpost_lint.account import Comment, History, Post
from govpost_lint.model import Attachment


class Task(NamedTuple):
    """A text to map.

    Attributes:
        role: ``post``, ``reply``, ``repost`` or ``comment`` (of a reader).
        text: what is judged; reply_to: the comment that a reply answers, where a rule asks for it.
        attachments: of a post; platform: as in ``model.Document``.
        moments: when the account published it, in its time zone, ISO: deadlines rest on them.
    """

    role: str
    text: str
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    platform: str = ""
    moments: tuple[str, ...] = ()

    @property
    def key(self) -> bytes:
        """Hash of all that the row depends on but rules and moments; no way leads back."""
        role, text, reply_to, attachments, platform, _ = self
        sizes = repr([(a.kind, a.width, a.height) for a in attachments]) if attachments else ""
        text = (
            f"{len(role)}:{role}\0{len(platform)}:{platform}\0{len(sizes)}:{sizes}\0"
            f"{len(reply_to)}:{reply_to}\0{len(text)}:{text}"
        )
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def local_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return ``moment`` as the clock of the account shows it, ISO without the zone."""
    return moment.astimezone(zone).replace(tzinfo=None).isoformat()


class Tasks:
    """The different texts of a history.

    Args:
        history: all of it: what an own reply answers may lie outside the period.
        zone: of the account.
        with_answered: whether a rule about replies asks what they answer.

    Attributes:
        posts, comments: key of the task by id of the record, which may be the same for a post
            and a comment.
    """

    def __init__(self, history: History, zone: ZoneInfo, with_answered: bool) -> None:
        self._tasks: dict[bytes, Task] = {}
        self._moments: dict[bytes, list[str]] = {}
        self.posts: dict[str, bytes] = {}
        self.comments: dict[str, bytes] = {}
        self._platform = history.platform
        self._zone = zone
        self._texts = {one.id: one.text for one in history.comments} if with_answered else {}

    def add_posts(self, posts: Iterable[Post]) -> None:
        """Add the texts of posts; a repost is asked for its topics and repeats only."""
        for post in posts:
            if post.repost:
                key = self._add(Task("repost", post.text))
            else:
                task = Task("post", post.text, "", post.attachments, self._platform)
                key = self._add(task, post.moment)
            self.posts[post.id] = key

    def add_comments(self, comments: Iterable[Comment]) -> None:
        """Add the texts of readers' comments and of own replies."""
        for one in comments:
            if one.by_account:
                answered = self._texts.get(one.parent, "")
                task = Task("reply", one.text, answered, (), self._platform)
                key = self._add(task, one.moment)
            else:
                key = self._add(Task("comment", one.text))
            self.comments[one.id] = key

    def all(self) -> dict[bytes, Task]:
        """Give the tasks by key, each with all the moments of its text; asked once."""
        for key, moments in self._moments.items():
            self._tasks[key] = self._tasks[key]._replace(moments=tuple(moments))
        self._moments.clear()
        return self._tasks

    def _add(self, task: Task, moment: datetime | None = None) -> bytes:
        key = task.key
        self._tasks.setdefault(key, task)
        if moment is not None:
            self._moments.setdefault(key, []).append(local_time(moment, self._zone))
        return key
