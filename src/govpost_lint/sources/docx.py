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
    from docx.text.run import Run

SUFFIXES = (".docx",)
_LARGEST = 64 * 1024 * 1024
"""Bytes of the unpacked parts; a text for a post is a thousandth of it, a zip bomb is more."""

_MOST_PARTS = 5000
_WHITE = "FFFFFF"
_TINY = 2
"""Points: nobody reads letters of this size."""

_BREAKS = str.maketrans({"\n": " ", "\r": " ", "\v": " ", "\f": " "})
"""A line break inside a paragraph must not make a second line: lines are paragraphs."""


def read_docx(data: bytes, name: str, path: str, *, visible: bool = False) -> Document:
    """Read one Word file.

    Args:
        data: the whole file.
        name: id of the document, also its name in errors.
        path: the file.
        visible: leave out what a reader of the file cannot see: hidden, white or tiny text.

    Raises:
        InputError: no Word file, or nothing to check in it.
    """
    read = visible_text_of if visible else text_of
    text = "\n".join(read(paragraph) for paragraph in paragraphs(open_docx(data, name)))
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


def visible_text_of(paragraph: Paragraph) -> str:
    """Return the text of a paragraph without the runs that nobody sees."""
    from docx.text.hyperlink import Hyperlink

    runs: list[Run] = []
    for part in paragraph.iter_inner_content():
        runs.extend(part.runs if isinstance(part, Hyperlink) else [part])
    return "".join(run.text for run in runs if not _unseen(run)).translate(_BREAKS)


def _unseen(run: Run) -> bool:
    styles = [run.style, run._parent.style if hasattr(run._parent, "style") else None]
    fonts = [run.font, *(style.font for style in styles if style is not None)]
    size = next((font.size for font in fonts if font.size is not None), None)
    color = next((rgb for font in fonts if (rgb := font.color.rgb) is not None), None)
    hidden = next((font.hidden for font in fonts if font.hidden is not None), False)
    return bool(hidden) or str(color) == _WHITE or (size is not None and size.pt <= _TINY)
