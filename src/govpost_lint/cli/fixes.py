"""``check --fix`` and ``--diff``: mended drafts are written back, or shown as a patch."""

from __future__ import annotations

from pathlib import Path

from govpost_lint.cli.output import complain, opened_bytes
from govpost_lint.errors import InputError
from govpost_lint.fixing import Fixed
from govpost_lint.model import Document
from govpost_lint.sources.text import SUFFIXES


def is_file(document: Document) -> bool:
    """Whether the document is a whole text file: exports and standard input are never changed."""
    return document.path.lower().endswith(SUFFIXES) and document.id == document.path


def write_back(document: Document, fixed: Fixed) -> None:
    """Put the mended text in place of the file, in its encoding, whole or not at all.

    Raises:
        InputError: the file has changed since it was read, or cannot hold the new text.
    """
    from govpost_lint.sources.decoding import decode, encode_like

    data = Path(document.path).read_bytes()
    if decode(data, document.path)[0] != document.text:
        raise InputError(f"{document.path}: файл изменился во время проверки. Повторите команду.")
    with opened_bytes(document.path) as stream:
        stream.write(encode_like(data, fixed.text, document.path))
    complain(f"{document.path}: исправлено мест {fixed.edits}.")


def patch(document: Document, fixed: Fixed) -> str:
    """Return what would change, in the form that ``git apply`` takes."""
    from difflib import unified_diff

    name = Path(document.path).as_posix()
    lines = unified_diff(
        document.text.splitlines(keepends=True),
        fixed.text.splitlines(keepends=True),
        f"a/{name}",
        f"b/{name}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
