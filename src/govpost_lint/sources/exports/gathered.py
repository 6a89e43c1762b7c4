"""What the readers of exports hand over, and how it becomes one History."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import structs

from govpost_lint.account import Comment, History, Post, Stream
from govpost_lint.sources.exports.people import People
from govpost_lint.sources.exports.stream import Advance, BrokenJsonError, Export
from govpost_lint.sources.exports.tally import Tally

NO_POST = "комментарии к постам, которых нет в выгрузке, оставлены без поста"
UNTOLD_POST = "комментарии, о которых выгрузка не говорит, к какому они посту"

Dated = TypeVar("Dated", Post, Comment, Stream)


@dataclass(slots=True)
class Reading:
    """What one run reads into.

    Attributes:
        zone: of dates without an offset.
        people: hashes the writers.
        tally: counts what is passed over.
        advance: told of bytes read.
        chat: name or number of the channel of an archive with several; empty: the only one.
        posts, comments, streams: found so far, in any order.
        title, platform: of the account; the first found counts.
    """

    zone: ZoneInfo
    people: People
    tally: Tally
    advance: Advance
    chat: str = ""
    posts: list[Post] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)
    title: str = ""
    platform: str = ""

    def open(self, path: Path) -> Export:
        """Return a file whose reading is told to the progress."""
        return Export(path, self.advance)

    def trial(self) -> Reading:
        """Return a reading with remarks of its own, which come to nothing if it is given up."""
        return replace(self, tally=Tally())

    def named(self, title: str, platform: str) -> None:
        """Take name and platform of the account, unless they are known."""
        self.title = self.title or title
        self.platform = self.platform or platform

    def broke_off(self, export: Export, error: BrokenJsonError, kept: int) -> None:
        """Note that a file is damaged of which ``kept`` records have been read."""
        self.tally.say(
            f"{export.name}: {where_broken(error)}; записей до этого места: {kept}, они учтены. "
            "Выгрузите файл заново"
        )

    def history(self) -> History:
        """Put all in order: equal ids once, comments to the posts that are there."""
        posts = _once(self.posts, "посты с повторным id, взят первый", self.tally)
        comments = _once(self.comments, "комментарии с повторным id, взят первый", self.tally)
        for own in self.people.unseen({comment.author for comment in comments}):
            self.tally.say(f"own_ids: «{own}» не встретился среди авторов комментариев")
        if not posts:
            self.tally.say("в выгрузке нет ни одного поста")
        linked = _told_apart(self._linked(comments, {post.id for post in posts}), posts)
        return History(
            title=self.title,
            platform=self.platform,
            posts=tuple(_in_order(posts)),
            comments=tuple(_in_order(linked)),
            notes=self.tally.notes(),
            streams=tuple(_in_order(_once(self.streams, "повторы прямых эфиров", self.tally))),
        )

    def _linked(self, comments: Sequence[Comment], posts: set[str]) -> list[Comment]:
        known = {comment.id for comment in comments}
        linked = []
        for comment in comments:
            if comment.post and comment.post not in posts:
                self.tally.count(NO_POST, f"id {comment.id}")
                comment = structs.replace(comment, post="")
            if comment.parent and comment.parent not in known:
                comment = structs.replace(comment, parent="")
            linked.append(comment)
        return linked


def _told_apart(comments: list[Comment], posts: Sequence[Post]) -> list[Comment]:
    """Put ``c`` before the ids of comments where some of them are ids of posts as well.

    A Telegram channel and its group number their messages each for itself; findings name both.
    """
    numbers = {post.id for post in posts}
    if not any(comment.id in numbers for comment in comments):
        return comments
    return [
        Comment(
            "c" + one.id, one.post, one.parent and "c" + one.parent, one.moment, one.text,
            one.by_account, one.author, one.likes,
        )
        for one in comments
    ]  # fmt: skip


def where_broken(error: BrokenJsonError) -> str:
    """Say in Russian what is wrong with a JSON and where."""
    if error.cut:
        return f"файл обрывается на байте {error.byte} (строка {error.line})"
    return f"ошибка JSON на байте {error.byte} (строка {error.line})"


def _once(records: Iterable[Dated], what: str, tally: Tally) -> list[Dated]:
    first: dict[str, Dated] = {}
    for record in records:
        if first.setdefault(record.id, record) is not record:
            tally.count(what, f"id {record.id}")
    return list(first.values())


def _in_order(records: Iterable[Dated]) -> list[Dated]:
    """Sort by time, then by id: shorter first, so that 9 comes before 10."""
    return sorted(records, key=lambda record: (record.moment, len(record.id), record.id))
