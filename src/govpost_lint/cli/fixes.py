"""``check --fix`` and ``--diff``: mended drafts are written back, or shown as a patch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from govpost_lint.checking import Checker
from govpost_lint.cli.output import complain, opened_bytes
from govpost_lint.errors import InputError
from govpost_lint.fixing import Fixed, fix_all
from govpost_lint.model import Document
from govpost_lint.opening import open_input
from govpost_lint.sources import Reading
from govpost_lint.sources.text import SUFFIXES


def mended(
    readings: Iterable[Reading],
    checker: Checker,
    safeties: frozenset[str],
    jobs: int,
    patches: list[str] | None,
) -> Iterator[Reading]:
    """Mend text files, and yield every draft as it stands afterwards.

    Args:
        readings: what ``sources.read_documents`` yields; errors are passed on.
        checker: plan and configuration.
        safeties: of which fixes; jobs: in how many processes; see ``fixing.fix_all``.
        patches: takes what would change; ``None``: the files are changed.
    """
    readings = list(readings)
    drafts = [r for r in readings if isinstance(r, Document) and is_file(r)]
    results = fix_all(drafts, checker, safeties, jobs)
    for reading in readings:
        if isinstance(reading, Document) and is_file(reading):
            fixed = next(results)
            if patches is not None:
                patches.append(patch(reading, fixed))
            elif fixed.edits:
                try:
                    write_back(reading, fixed)
                except InputError as error:
                    yield error
                    continue
                reading = replace(reading, text=fixed.text)
        yield reading


def is_file(document: Document) -> bool:
    """Whether the document is a whole text file: exports and standard input are never changed."""
    return document.path.lower().endswith(SUFFIXES) and document.id == document.path


def write_back(document: Document, fixed: Fixed) -> None:
    """Put the mended text in place of the file, in its encoding, whole or not at all.

    Raises:
        InputError: the file has changed since it was read, cannot be found under its shown name,
            or cannot hold the new text.
    """
    from govpost_lint.sources.decoding import decode, encode_like

    with open_input(Path(document.path)) as source:  # a name that is no UTF-8 is not found again
        data = source.read()
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
        _quoted(f"a/{name}"),
        _quoted(f"b/{name}"),
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _quoted(name: str) -> str:
    """Return a name as git writes it: one with odd characters in quotes, byte by byte."""
    from govpost_lint.reporters.excerpt import visible

    if visible(name) == name and not {*name} & {*'"\\\n'}:
        return name
    plain = b"".join(
        bytes([byte]) if 0x20 <= byte < 0x7F and byte not in b'"\\' else b"\\%03o" % byte
        for byte in name.encode("utf-8", "surrogateescape")
    )
    return f'"{plain.decode("ascii")}"'
