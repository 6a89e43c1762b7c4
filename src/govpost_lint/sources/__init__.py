"""Paths and standard input → documents. One reader a format; readers do not know each other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Document
from govpost_lint.opening import open_input, shown
from govpost_lint.sources import docx, jsonl, text

STDIN = "-"
LARGEST = 256 * 1024 * 1024
"""Bytes of one input; more is no file of posts."""

Reading = Document | InputError | ConfigErrors
"""A document, or why there is none: the caller reports it and goes on."""


def _read_one(data: bytes, name: str, path: str) -> Iterator[Reading]:
    yield text.read_text(data, name, path)


def _read_docx(data: bytes, name: str, path: str) -> Iterator[Reading]:
    yield docx.read_docx(data, name, path)


_READERS: dict[str, Callable[[bytes, str, str], Iterator[Reading]]] = {
    **dict.fromkeys(text.SUFFIXES, _read_one),
    **dict.fromkeys(jsonl.SUFFIXES, jsonl.read_jsonl),
    **dict.fromkeys(docx.SUFFIXES, _read_docx),
}


def read_documents(paths: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[Reading]:
    """Read drafts one after another.

    Args:
        paths: files, folders (searched to the bottom in sorted order; hidden files, README and
            what is no draft are passed over, links out of the folder are not followed), and
            ``-`` for standard input. A file named twice is read once.
        stdin: where ``-`` reads from.

    Yields:
        Documents, and errors in place of those that cannot be read. Never raises for bad input.
    """
    seen: set[str] = set()
    for path in paths:
        if path == STDIN:
            if stdin is not None:
                yield from _guarded(partial(_read_stdin, stdin))
            continue
        try:
            files = list(_drafts_in(Path(path))) if os.path.isdir(path) else [Path(path)]
        except InputError as error:
            yield error
            continue
        for file in files:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield from _guarded(partial(_read_file, file))


def _guarded(read: Callable[[], Iterator[Reading]]) -> Iterator[Reading]:
    try:
        yield from read()
    except (InputError, ConfigErrors) as error:
        yield error


def _read_stdin(stream: BinaryIO) -> Iterator[Reading]:
    return _read_one(_limited(stream, STDIN), STDIN, "")


def _read_file(path: Path) -> Iterator[Reading]:
    name = shown(path)
    # A path without suffix is a pipe or a draft somebody named so: text.
    reader = _READERS.get(path.suffix.lower()) if path.suffix else _read_one
    if reader is None and os.path.exists(path):
        known = ", ".join(_READERS)
        raise InputError(f"{name}: такой формат не читается. Подойдут файлы {known}.")
    with open_input(path) as stream:
        data = _limited(stream, name)
    assert reader is not None  # an unknown suffix of a missing file was reported above
    return reader(data, name, name)


def _limited(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{name}: больше {LARGEST >> 20} МБ. Разделите файл на части.")
    return data


def _drafts_in(root: Path) -> Iterator[Path]:
    """Yield the drafts of a folder, sorted by path, all of them inside the folder."""
    real_root = os.path.realpath(root)
    found = False
    for folder, folders, files in os.walk(root, onerror=_cannot_list):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if is_draft(path) and _is_inside(path, real_root):
                found = True
                yield path
    if not found:
        known = ", ".join(_READERS)
        raise InputError(f"{shown(root)}: в папке нет черновиков. Подойдут файлы {known}.")


def is_draft(path: str | Path) -> bool:
    """Whether a folder that holds this file is checked with it: by its name alone."""
    name = Path(path).name.lower()
    return Path(name).suffix in _READERS and not name.startswith((".", "readme"))


def _is_inside(path: Path, real_root: str) -> bool:
    real = os.path.realpath(path)
    return os.path.commonpath((real, real_root)) == real_root and os.path.isfile(real)


def _cannot_list(error: OSError) -> None:
    raise InputError(f"{shown(Path(error.filename))}: папку не открыть. Проверьте права доступа.")
