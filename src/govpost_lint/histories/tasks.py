"""What is mapped of a history: each different text once, however often it was published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from msgspec import Struct

from govpost_lint.account import Comment, History, Post
from govpost_lint.model import Attachment


class Task(Struct, gc=False):
    """A text to map.

    Attributes:
        role: ``post``, ``reply``, ``repost`` or ``comment`` (of a reader).
        text: what is judged; reply_to: the comment that a reply answers, where a rule asks for it.
        attachments: of a post; platform: as in ``model.Document``.
        minutes: when the account published it, see ``clock_minute``: deadlines rest on them.
    """

    role: str
    text: str
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    platform: str = ""
    minutes: Sequence[int] = ()

    @property
    def key(self) -> bytes:
        """Hash of all that the row depends on but rules and minutes; no way leads back."""
        sizes = [(a.kind, a.width, a.height) for a in self.attachments] if self.attachments else ""
        answered = self.reply_to
        text = f"{self.role}\0{self.platform}\0{sizes}\0{len(answered)}\0{answered}{self.text}"
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def clock_minute(moment: datetime, zone: ZoneInfo) -> int:
    """Return the minute that the clock of the account shows, counted as the days' ordinals are."""
    local = moment.astimezone(zone)
    return (local.toordinal() * 24 + local.hour) * 60 + local.minute


def clock_time(minute: int) -> datetime:
    """Return the time, without a zone, of a ``clock_minute``."""
    days, rest = divmod(minute, 24 * 60)
    return datetime.fromordinal(days) + timedelta(minutes=rest)


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
        self._minutes: dict[bytes, list[int]] = {}
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
        """Return the tasks by key, each with all the minutes of its text."""
        for key, minutes in self._minutes.items():
            self._tasks[key].minutes = minutes
        return self._tasks

    def _add(self, task: Task, moment: datetime | None = None) -> bytes:
        key = task.key
        self._tasks.setdefault(key, task)
        if moment is not None:
            self._minutes.setdefault(key, []).append(clock_minute(moment, self._zone))
        return key
