"""A folder: Markdown posts with their date in front matter, or files of an export."""

from __future__ import annotations

import os
from pathlib import Path

from govpost_lint.account import Post
from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Document
from govpost_lint.opening import shown
from govpost_lint.sources import read_documents
from govpost_lint.sources.exports.gathered import Reading
from govpost_lint.sources.exports.values import LONGEST, clean, from_words, one_line

_TEXTS = (".md", ".markdown", ".txt")
_EXPORTS = (".json", ".jsonl", ".csv")
_WRONG = "черновики с ошибками, пропущены"


def files_of(folder: Path) -> list[Path]:
    """Return the files of an export in a folder; none where it holds Markdown posts.

    Raises:
        InputError: neither is in it.
    """
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        raise InputError(f"{shown(folder)}: папку не открыть ({error.strerror}).") from None
    if "result.json" in names:
        return [folder / "result.json"]
    if any(_is_text(name) for _, _, files in os.walk(folder) for name in files):
        return []
    exports = [folder / name for name in names if name.lower().endswith(_EXPORTS)]
    if exports:
        return exports
    if any(name.lower().endswith(".html") for name in names):
        raise InputError(
            f"{shown(folder)}: это выгрузка HTML, она не читается. В Telegram Desktop выберите "
            "формат «Машиночитаемый JSON»."
        )
    raise InputError(
        f"{shown(folder)}: в папке нет ни постов Markdown, ни выгрузки. Положите в неё "
        "result.json или посты .md со строкой «date: 2026-03-05T10:00» в шапке."
    )


def read_folder(folder: Path, reading: Reading) -> None:
    """Read the Markdown posts of a folder; the id of a post is its path in the folder.

    Raises:
        InputError: there is no post with a date in it.
    """
    before = len(reading.posts)
    for document in read_documents([str(folder)]):
        if isinstance(document, Document):
            _take(document, folder, reading)
        elif isinstance(document, ConfigErrors):
            first = document.errors[0]
            reading.tally.count(_WRONG, f"{first.path}:{first.line}, {first.message}")
        else:
            reading.tally.count(_WRONG, str(document))
    if len(reading.posts) == before:
        reasons = "; ".join(reading.tally.notes())
        raise InputError(
            f"{shown(folder)}: ни одного поста с датой ({reasons}). "
            "Пишите в шапке «date: 2026-03-05T10:00»."
        )


def _is_text(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith(_TEXTS) and not lowered.startswith((".", "readme"))


def _take(document: Document, folder: Path, reading: Reading) -> None:
    path = document.path or document.id
    moment = from_words(document.meta.get("date"), reading.zone)
    text = clean(document.text[document.body_start :])
    if document.kind == "reply":
        reading.tally.count("ответы на комментарии среди черновиков, пропущены", path)
    elif moment is None:
        reading.tally.count("черновики без даты или с невозможной датой, пропущены", path)
    elif len(text) > LONGEST:
        reading.tally.count("слишком длинные тексты, пропущены", path)
    else:
        account = document.meta.get("account")
        reading.named(one_line(account) if isinstance(account, str) else "", document.platform)
        reading.posts.append(
            Post(
                id=Path(path).relative_to(folder.as_posix()).as_posix(),
                moment=moment,
                text=text,
                attachments=document.attachments or (),
                live=document.kind == "live",
            )
        )
