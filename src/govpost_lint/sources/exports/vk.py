"""Answers of VK's wall.get, wall.getById and wall.getComments, old and new, wrapped or bare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import structs

from govpost_lint.account import Comment
from govpost_lint.errors import InputError
from govpost_lint.sources.exports.gathered import NO_POST, UNTOLD_POST, Reading, where_broken
from govpost_lint.sources.exports.quick import QuickEvents, UnusualError
from govpost_lint.sources.exports.stream import BrokenJsonError, Event, Events, TooBigError
from govpost_lint.sources.exports.values import one_line, whole
from govpost_lint.sources.exports.vk_item import (
    COMMENT_KEYS,
    OLD_KEYS,
    POST_KEYS,
    SkippedError,
    VkComment,
    VkPost,
    is_comment,
    is_item,
    read_comments,
    read_post,
)

_WRAPPERS = frozenset(("response", "items", "wall"))
_KEEP = POST_KEYS | COMMENT_KEYS | OLD_KEYS
_ANSWERS = _WRAPPERS | {"groups", "error"}
_FIRST_OF_RECORD = _KEEP | {"inner_type"}
_DEEPEST = 6
"""Wrappers in wrappers: a list of pages in an answer of ``execute`` has four."""

_ASK_AGAIN = "Запросите страницу заново"


def read_vk(files: Iterable[tuple[Path, bool]], reading: Reading) -> None:
    """Read pages of a wall and of its comments.

    Args:
        files: each with whether the user named it as a file of comments.
        reading: takes what is found.

    Raises:
        InputError: a file is broken before its first record, or is VK's answer of an error.
    """
    posts: list[VkPost] = []
    comments: list[VkComment] = []
    groups: dict[int, str] = {}
    for path, only_comments in files:
        export = reading.open(path)
        page = _Page(QuickEvents(export, several=True), reading.trial(), export.name, only_comments)
        try:
            try:
                page.read()
                reading.tally.add(page.reading.tally)
            except UnusualError:
                page = _Page(Events(export, several=True), reading, export.name, only_comments)
                page.read()
        except BrokenJsonError as error:
            kept = len(page.posts) + len(page.comments)
            if not kept:
                raise InputError(f"{export.name}: {where_broken(error)}. {_ASK_AGAIN}.") from None
            reading.broke_off(export, error, kept)
        if page.others and not (page.posts or page.comments):
            reading.tally.count("ответы VK без записей и комментариев, пропущены", export.name)
        posts += page.posts
        comments += page.comments
        groups.update(page.groups)
    walls = Counter(one.owner for one in posts) or Counter(one.owner for one in comments)
    owner = walls.most_common(1)[0][0] if walls else 0
    if owner:
        reading.people.add_own(str(owner))
    reading.named(groups.get(-owner, ""), "vk")
    for found in posts:
        where = f"id {found.post.id}"
        if found.owner != owner:
            reading.tally.count("записи с другой стены, пропущены", where)
        elif not reading.people.own(found.writer):
            reading.tally.count("записи других людей на стене, пропущены", where)
        else:
            reading.posts.append(found.post)
    reading.comments += [_finished(one, owner, reading) for one in comments]


def _finished(found: VkComment, owner: int, reading: Reading) -> Comment:
    comment = found.comment
    if found.owner and owner and found.owner != owner and comment.post:
        reading.tally.count(NO_POST, f"id {comment.id}")
        comment = structs.replace(comment, post="")
    elif not comment.post:
        reading.tally.count(UNTOLD_POST, f"id {comment.id}")
    if not comment.by_account and reading.people.own(comment.author):
        comment = structs.replace(comment, by_account=True)
    return comment


class _Page:
    """Walks one file; what it has read stays here if the file breaks off."""

    def __init__(
        self, events: Events | QuickEvents, reading: Reading, place: str, only_comments: bool
    ) -> None:
        self.events = events
        self.reading = reading
        self.place = place
        self.only_comments = only_comments
        self.posts: list[VkPost] = []
        self.comments: list[VkComment] = []
        self.groups: dict[int, str] = {}
        self.others = False

    def read(self) -> None:
        while (event := self.events.next())[0] != "end":
            self.value(event, 0)
        self.others = True

    def value(self, event: Event, depth: int) -> None:
        """Take a page, a list of pages or of records, or a record."""
        if depth > _DEEPEST:
            self.events.skip(event)
        elif event[0] == "start_array":
            for element in self.events.elements():
                self.value(element, depth + 1)
        elif event[0] == "start_map":
            if self.events.opens_with(_FIRST_OF_RECORD):
                self.record()
            else:
                self.mapping(depth)

    def record(self) -> None:
        """Take a mapping that looks like a record all at once: several times as fast as by keys."""
        try:
            record = self.events.record(_KEEP | _ANSWERS)
        except TooBigError:
            self.too_big()
            return
        if any(isinstance(record.pop(key, None), list | dict) for key in _ANSWERS & record.keys()):
            raise UnusualError
        if is_item(record):
            self.take(record)

    def mapping(self, depth: int) -> None:
        record: dict[str, Any] = {}
        too_big = False
        for key in self.events.members():
            event = self.events.next()
            try:
                if key in _WRAPPERS and event[0] in ("start_map", "start_array"):
                    self.value(event, depth + 1)
                elif key == "groups" and event[0] == "start_array":
                    self.communities()
                elif key == "error" and event[0] == "start_map" and not depth:
                    self.refuse(self.events.build(event))
                elif key in _KEEP:
                    record[key] = self.events.build(event)
                else:
                    self.events.skip(event)
            except TooBigError:
                too_big = True
        if too_big:
            self.too_big()
        elif is_item(record):
            self.take(record)

    def too_big(self) -> None:
        self.reading.tally.count("слишком большие записи, пропущены", self.place)

    def communities(self) -> None:
        for element in self.events.elements():
            if element[0] != "start_map":
                self.events.skip(element)
                continue
            group = self.events.record(("id", "gid", "name"))
            number, name = whole(group.get("id", group.get("gid"))), group.get("name")
            if number and isinstance(name, str):
                self.groups[number] = one_line(name)

    def refuse(self, error: dict[str, Any]) -> None:
        code = whole(error.get("error_code"))
        raise InputError(
            f"{self.place}: VK ответил ошибкой {code if code is not None else ''}".rstrip()
            + f", записей в файле нет. {_ASK_AGAIN}."
        )

    def take(self, record: dict[str, Any]) -> None:
        tally, people = self.reading.tally, self.reading.people
        number = whole(record.get("id", record.get("cid")))
        where = self.place if number is None else f"{self.place}, id {number}"
        if is_comment(record) or (self.only_comments and "post_type" not in record):
            for found in read_comments(record, people):
                if isinstance(found, SkippedError):
                    tally.count(str(found), where)
                else:
                    self.comments.append(found)
            return
        try:
            self.posts.append(read_post(record, people))
        except SkippedError as reason:
            tally.count(str(reason), where)
