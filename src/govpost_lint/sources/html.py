"""Reader of HTML that a learning platform saves as «online text»: what a reader sees of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from govpost_lint.errors import InputError
from govpost_lint.model import Document
from govpost_lint.sources.decoding import decode

SUFFIXES = (".html", ".htm")
_BLOCKS = frozenset(
    "address article blockquote body br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section table td th tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNSEEN = frozenset("head script style template title noscript textarea select".split())
_STYLE = re.compile(
    r"display:none|visibility:hidden|opacity:0(?![.\d]*[1-9])|font-size:[01](?:\.\d+)?(?:px|pt|em|%|;|$)"
    r"|(?<![-\w])color:(?:white|transparent|#fff(?:fff)?\b|rgba?\(255,255,255)"
)
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")


def read_html(data: bytes, name: str, path: str) -> Document:
    """Read one page as text: a block of it is a line, hidden elements are left out.

    Args:
        data: the whole file.
        name: id of the document, also its name in errors.
        path: the file.

    Raises:
        InputError: no text, or nothing to see in it.
    """
    source, notes = decode(data, name)
    text, hidden = visible_text(source)
    if not text:
        raise InputError(f"{name}: на странице нет текста. Добавьте текст поста.")
    if hidden:
        notes = (*notes, "на странице был скрытый текст")
    return Document(id=name, text=text, path=path, notes=notes)


def visible_text(source: str) -> tuple[str, bool]:
    """Return what a reader sees of HTML, and whether something was hidden from him."""
    page = _Page()
    page.feed(source)
    page.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(page.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), page.hidden


def is_hidden(tag: str, attributes: list[tuple[str, str | None]]) -> bool:
    """Whether an element with these attributes shows nothing."""
    values = {name: (value or "").lower() for name, value in attributes}
    style = re.sub(r"\s+", "", values.get("style", ""))
    white = tag == "font" and values.get("color", "").strip() in ("white", "#fff", "#ffffff")
    return tag in _UNSEEN or "hidden" in values or white or bool(_STYLE.search(style))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = False
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag not in _VOID:
            below = bool(self._open) and self._open[-1][1]
            self._open.append((tag, below or is_hidden(tag, attrs)))

    def handle_endtag(self, tag: str) -> None:
        places = [number for number, (name, _) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1]:
            names = {tag for tag, _ in self._open}
            self.hidden = self.hidden or (bool(data.strip()) and not names & _UNSEEN)
        else:
            self.parts.append(data.replace("\n", " "))
