"""Works that are a month of posts: exports of networks, read by the readers of accounts."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath

from govpost_lint.course.entries import Entry
from govpost_lint.errors import InputError
from govpost_lint.model import Document
from govpost_lint.sources.exports import read_history

HISTORIES = (".json", ".csv", ".jsonl")


def read_posts(entry: Entry) -> list[Document]:
    """Return the posts of an export in order of time.

    Raises:
        InputError: this is no export, or it holds no post with a text.
    """
    suffix = PurePosixPath(entry.path[-1]).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="govpost-") as folder:
        path = Path(folder, f"export{suffix}")
        path.write_bytes(entry.data)
        try:
            history = read_history(path)
        except InputError as error:
            message = str(error).replace(path.as_posix(), entry.name)
            raise InputError(message) from None
    posts = [post for post in history.posts if post.text.strip() and not post.repost]
    if not posts:
        raise InputError(f"{entry.name}: в выгрузке нет постов с текстом")
    return [
        Document(
            id=f"{entry.name}:{post.id}",
            text=post.text,
            attachments=post.attachments,
            notes=history.notes if number == 0 else (),
        )
        for number, post in enumerate(posts)
    ]
