"""Works that are a month of an account: exports of networks or a folder of posts.

They are read by the readers of accounts, the same as for ``govpost-lint history``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec import structs

from govpost_lint.account import Comment, History, Post
from govpost_lint.course.assignment import Assignment
from govpost_lint.course.entries import Entry
from govpost_lint.course.visible import visible
from govpost_lint.errors import InputError
from govpost_lint.model import Document
from govpost_lint.sources.exports import read_history

EXPORTS = (".json", ".csv", ".jsonl")
_POSTS = (".md", ".markdown", ".txt")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
_DISCUSSIONS = ("comment", "discussion", "коммент", "обсужд")
"""What the name of a file of comments holds: Telegram and VK export them apart."""

_MOST = 5000
"""Posts, or comments, of one work: a month has some dozens."""

_READABLE = f"подойдут выгрузка {', '.join(EXPORTS)} или папка постов .md с датами"


def read_month(entries: Sequence[Entry], assignment: Assignment) -> tuple[History, list[str]]:
    """Return a history as its readers see it, and remarks on what was left out.

    Raises:
        InputError: this is no export, or there is no post in it.
    """
    account = assignment.ruleset.config.account
    notes = [f"{one.name}: {one.problem or 'файл пуст'}" for one in entries if not one.data]
    entries = [one for one in entries if one.data]
    if not entries:
        raise InputError("; ".join(notes))
    with tempfile.TemporaryDirectory(prefix="govpost-") as folder:
        prefix = f"{Path(folder).as_posix()}/"
        posts, comments, others = _written(entries, Path(folder))
        notes += [f"{name}: такой формат не читается, {_READABLE}" for name in others]
        try:
            if not posts:
                raise InputError("; ".join(notes))
            history = read_history(posts, comments, account.timezone, account.own_ids)
        except InputError as error:
            raise InputError(_without(prefix, str(error))) from None
    for records, what in ((history.posts, "постов"), (history.comments, "комментариев")):
        if len(records) > _MOST:
            raise InputError(f"{what} {len(records)}, это больше месяца: читаем до {_MOST}")
    history = _named(history, prefix)
    history, hidden = _seen(history)
    if not any(post.text.strip() and not post.repost for post in history.posts):
        raise InputError("в выгрузке нет своих постов с текстом")
    platform = assignment.platform or history.platform
    return replace(history, platform=platform, notes=()), [*notes, *history.notes, *hidden]


def _written(entries: Iterable[Entry], folder: Path) -> tuple[list[Path], list[Path], list[str]]:
    """Write the files for the readers; return those to read, files of comments, names of others."""
    entries = list(entries)
    common = _common([one.path[:-1] for one in entries])
    exports: list[Path] = []
    comments: list[Path] = []
    others: list[str] = []
    texts = False
    for entry in entries:
        if entry.suffix not in (*EXPORTS, *_POSTS, *_PICTURES):
            others.append(entry.name)
            continue
        path = folder.joinpath(*entry.path[common:])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(entry.data)
        except OSError:
            others.append(entry.name)
            continue
        texts = texts or entry.suffix in _POSTS
        if entry.suffix in EXPORTS:
            apart = any(word in path.stem.lower() for word in _DISCUSSIONS)
            (comments if apart else exports).append(path)
    posts = [*([folder] if texts else []), *exports]
    return (posts, comments, others) if posts else (comments, [], others)


def _common(folders: Sequence[tuple[str, ...]]) -> int:
    """Return how many folders from the top are the same for all files."""
    first = folders[0]
    return next(
        (n for n in range(len(first)) if any(one[: n + 1] != first[: n + 1] for one in folders)),
        len(first),
    )


def _without(prefix: str, text: str) -> str:
    return text.replace(prefix, "").replace(prefix.rstrip("/"), "папка")


def _named(history: History, prefix: str) -> History:
    """Take out what is another on every run: the folder of the readers, hashes of the writers."""
    writers: dict[str, str] = {"": ""}

    def plain(one: Any) -> Any:
        names = ("id", "post", "parent") if isinstance(one, Comment) else ("id",)
        changed = {name: _without(prefix, getattr(one, name)) for name in names}
        if isinstance(one, Comment):
            changed["author"] = writers.setdefault(one.author, str(len(writers)))
        return structs.replace(one, **changed)

    return replace(
        history,
        posts=tuple(map(plain, history.posts)),
        comments=tuple(map(plain, history.comments)),
        notes=tuple(_without(prefix, note) for note in history.notes),
    )


def _seen(history: History) -> tuple[History, list[str]]:
    """Return the history with its own texts as readers see them, and what was left out."""
    hidden: dict[str, None] = {}

    def shown(one: Any) -> Any:
        document, notes = visible(Document(id=one.id, text=one.text))
        hidden.update(dict.fromkeys(notes))
        return structs.replace(one, text=document.text)

    posts: tuple[Post, ...] = tuple(map(shown, history.posts))
    comments = tuple(shown(one) if one.by_account else one for one in history.comments)
    return replace(history, posts=posts, comments=comments), list(hidden)
