"""Where commands write: standard output, a file made whole or not at all, errors to stderr."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import BinaryIO, TextIO

from govpost_lint.errors import InputError

_LONGEST = 1000
"""Characters of one line of a message."""


def prepare_streams() -> None:
    """Let any character pass: a report must not fail at an emoji, a pipe is always UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def say(text: str) -> None:
    """Write a line to standard output; who reads it may leave at any time."""
    with opened(None) as stream:
        stream.write(text + "\n")


def complain(text: str) -> None:
    """Write a message to standard error.

    Control characters in it are made visible; a line that quotes too much loses its middle.
    """
    from govpost_lint.reporters.excerpt import visible

    lines = (
        line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"
        for line in visible(text).split("\n")
    )
    with contextlib.suppress(OSError):
        print("\n".join(lines), file=sys.stderr)


def silence_stdout() -> None:
    """Send what is still buffered nowhere: the reader is gone, and Python flushes at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@contextlib.contextmanager
def opened(path: str | None) -> Iterator[TextIO]:
    """Open standard output (no ``path``) or a file that appears only when it is complete.

    Raises:
        InputError: the file cannot be written.
    """
    if path is None:
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            silence_stdout()
        return
    with opened_bytes(path) as raw:
        stream = TextIOWrapper(raw, encoding="utf-8", newline="\n", write_through=True)
        yield stream
        stream.detach()


@contextlib.contextmanager
def opened_bytes(path: str) -> Iterator[BinaryIO]:
    """Open a file of bytes that appears only when it is complete.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        if _is_special(path):
            with open(path, "wb") as stream:
                yield stream
        else:
            yield from _replaced(os.path.realpath(path))
    except OSError as error:
        raise InputError(
            f"{path}: не удалось записать ({error.strerror}). Проверьте папку и права."
        ) from None


def _is_special(path: str) -> bool:
    """Whether ``path`` is a device or a pipe, which cannot be replaced."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except FileNotFoundError:
        return False


def _replaced(path: str) -> Iterator[BinaryIO]:
    """Yield a file that takes the place of ``path`` when it is complete, in one step.

    Whatever happens before that step, even loss of power, leaves the old file.
    """
    import tempfile

    folder, name = os.path.split(path)
    handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
    try:
        with open(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(path: str) -> int:
    """Permissions of the file there is, or those that a new file gets."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def refuse_overwriting(outputs: Iterable[str | None], inputs: Iterable[str]) -> None:
    """Refuse to write a report over a draft.

    Raises:
        InputError: one of ``outputs`` is one of ``inputs``.
    """
    there = [output for output in outputs if output is not None and os.path.exists(output)]
    if not there:
        return
    for path in inputs:
        for output in there:
            with contextlib.suppress(OSError):
                if os.path.samefile(output, path):
                    raise InputError(f"{output}: это проверяемый файл. Назовите для отчёта другой.")
