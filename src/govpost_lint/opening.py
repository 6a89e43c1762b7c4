"""Opening a file that the user named, or one clear line on why it cannot be."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from govpost_lint.errors import InputError, closest

_OPEN_ALREADY = ("/dev/fd", "/proc/self/fd")


@contextmanager
def open_input(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading bytes.

    Raises:
        InputError: it cannot be opened, is no file, or breaks off while it is read.
    """
    name = shown(path)
    try:
        if _waits_for_ever(path):
            raise InputError(f"{name}: это не файл. Укажите файл, папку или «-».")
        stream = path.open("rb")
    except FileNotFoundError:
        raise InputError(f"{name}: такого файла или папки нет{_near(path)}.") from None
    except IsADirectoryError:
        raise InputError(f"{name}: это папка, а нужен файл. Укажите файл.") from None
    except PermissionError:
        raise InputError(f"{name}: нет прав на чтение. Проверьте права доступа.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unreadable(name, error) from None
    with stream:
        try:
            yield stream
        except OSError as error:
            raise _unreadable(name, error) from None


def read_input(path: Path) -> bytes:
    """Return the content of a file, or raise as ``open_input`` does."""
    with open_input(path) as stream:
        return stream.read()


def read_input_text(path: Path) -> str:
    """Return the content of a file in UTF-8, without a byte order mark.

    Raises:
        InputError: as ``open_input``; it is in another encoding.
    """
    try:
        return read_input(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{shown(path)}: файл не в UTF-8. Сохраните его в UTF-8.") from None


def _waits_for_ever(path: Path) -> bool:
    """Whether it is a pipe, a device or a socket, but for what the shell itself has opened.

    «check <(git show HEAD:post.md)» hands over an open pipe as /dev/fd/63: that one ends.
    """
    if path.parent.as_posix() in _OPEN_ALREADY or path.as_posix() == "/dev/stdin":
        return False
    mode = path.stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _unreadable(name: str, error: OSError | ValueError) -> InputError:
    reason = getattr(error, "strerror", None) or "неверное имя"
    return InputError(f"{name}: файл не прочитан ({reason}). Проверьте путь.")


def shown(path: Path) -> str:
    """Return the path as text that any output can hold, with forward slashes."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _near(path: Path) -> str:
    try:
        names = os.listdir(path.parent)
    except OSError:
        return ""
    hint = closest(path.name, names)
    return f"; {hint}" if hint else ""
