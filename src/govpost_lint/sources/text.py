"""Reader of plain text and Markdown: one file, or standard input, is one document."""

from __future__ import annotations

from pathlib import Path

from govpost_lint.errors import InputError
from govpost_lint.model import Document
from govpost_lint.sources.attachments import read_attachments
from govpost_lint.sources.decoding import decode
from govpost_lint.sources.frontmatter import read_front_matter

SUFFIXES = (".md", ".markdown", ".txt")

_INVISIBLE = " \t\r\n\f\v\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def read_text(data: bytes, name: str, path: str) -> Document:
    """Read one draft.

    Args:
        data: the whole file.
        name: id of the document, also its name in errors.
        path: the file; empty for standard input.

    Raises:
        InputError: not a text, or nothing to check in it.
        ConfigErrors: mistakes of the front matter.
    """
    text, notes = decode(data, name)
    matter = read_front_matter(text, name)
    if not text[matter.body_start :].strip(_INVISIBLE).strip():
        what = _what_is_empty(text, matter.body_start)
        raise InputError(f"{name}: {what}. Добавьте текст поста.")
    values = matter.values
    folder = Path(path).parent if path else None
    attachments, remarks = read_attachments(values.pop("attachments", None), folder)
    return Document(
        id=name,
        text=text,
        path=path,
        kind=str(values.pop("kind", "post")),
        platform=str(values.pop("platform", "")),
        reply_to=str(values.pop("reply_to", "")),
        body_start=matter.body_start,
        attachments=attachments,
        meta=values,
        notes=(*notes, *remarks),
    )


def _what_is_empty(text: str, body_start: int) -> str:
    if body_start:
        return "после шапки нет текста"
    return "в черновике одни пробелы" if text else "черновик пуст"
