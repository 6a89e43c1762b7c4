"""Reader of Word files: a paragraph of the file is a line of the document, table cells included.

Needs the extra ``docx`` (python-docx); imported only when such a file is read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from govpost_lint.errors import InputError
from govpost_lint.model import Document

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph

SUFFIXES = (".docx",)
_LARGEST = 64 * 1024 * 1024
"""Bytes of the unpacked parts; a text for a post is a thousandth of it, a zip bomb is more."""

_MOST_PARTS = 5000
_BREAKS = str.maketrans({"\n": " ", "\r": " ", "\v": " ", "\f": " "})
"""A line break inside a paragraph must not make a second line: lines are paragraphs."""


def read_docx(data: bytes, name: str, path: str) -> Document:
    """Read one Word file.

    Args:
        data: the whole file.
        name: id of the document, also its name in errors.
        path: the file.

    Raises:
        InputError: no Word file, or nothing to check in it.
    """
    text = "\n".join(text_of(paragraph) for paragraph in paragraphs(open_docx(data, name)))
    if not text.strip():
        raise InputError(f"{name}: в файле нет текста. Добавьте текст поста.")
    return Document(id=name, text=text, path=path, notes=("номер строки — это номер абзаца",))


def open_docx(data: bytes, name: str) -> WordFile:
    """Return the file opened by python-docx.

    Raises:
        InputError: python-docx is not installed, or this is no Word file.
    """
    try:
        import docx
    except ImportError:
        raise InputError(
            f"{name}: для файлов Word нужна python-docx: pip install 'govpost-lint[docx]'."
        ) from None
    import zipfile

    advice = "Сохраните текст заново в .docx, .md или .txt."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST:
                raise InputError(f"{name}: файл Word слишком велик. {advice}")
        return docx.Document(io.BytesIO(data))
    except InputError:
        raise
    except Exception:  # zipfile, lxml and python-docx raise dozens of kinds at damaged files
        raise InputError(f"{name}: это не файл Word или он повреждён. {advice}") from None


def paragraphs(file: WordFile) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body in reading order, those of tables cell by cell."""
    yield from _paragraphs_in(file)


def _paragraphs_in(container: Any) -> Iterator[Paragraph]:
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            seen = set()
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:  # a merged cell is met once for each column
                        seen.add(cell._tc)
                        yield from _paragraphs_in(cell)
        else:
            yield block


def text_of(paragraph: Paragraph) -> str:
    """Return the text of a paragraph as one line, links included."""
    return paragraph.text.translate(_BREAKS)
