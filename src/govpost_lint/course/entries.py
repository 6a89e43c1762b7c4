"""Files of the works, from a folder or a zip archive; an archive is read, never unpacked to disk.

Archives come from strangers: what leads out of them, what is too big for works of students and
what pretends to be small is refused with one clear line.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from govpost_lint.errors import InputError

LARGEST = 20 * 1024 * 1024
"""Bytes of one file; a text for a post is a thousandth of it."""

_MOST_FILES = 5000
_MOST_BYTES = 1024 * 1024 * 1024
_MOST_RATIO = 200
"""Limits of an archive: files, bytes unpacked, and bytes unpacked for each packed one."""

_SMALL = 1024 * 1024
"""Below so many bytes any ratio is harmless: a text of one letter packs a thousandfold."""

_ADVICE = "Скачайте архив с работами заново."
_SPLIT = "Разделите работы на части."
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_UTF8 = 0x800
_ENCRYPTED = 0x1
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".bz2", ".xz", ".tgz")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file.

    Attributes:
        path: its names from the top of the folder or archive.
        data: its bytes; empty where there is a ``problem``.
        moment: when it was handed in, without zone; ``None`` where the source does not say.
        problem: why it cannot be read, in Russian; empty where it can.
    """

    path: tuple[str, ...]
    data: bytes
    moment: datetime | None = None
    problem: str = ""

    @property
    def name(self) -> str:
        """The path with slashes."""
        return "/".join(self.path)

    @property
    def suffix(self) -> str:
        """«.md»: the ending of its name in small letters; empty without one."""
        return PurePosixPath(self.path[-1]).suffix.lower()


def read_entries(path: Path) -> list[Entry]:
    """Return all files of a folder or archive, sorted by path; hidden ones are left out.

    Raises:
        InputError: nothing there, no archive, or one that should not be opened.
    """
    shown = path.as_posix()
    if path.is_dir():
        entries = list(_of_folder(path))
    elif not path.exists():
        raise InputError(f"{shown}: такой папки или архива нет. Проверьте путь.")
    else:
        entries = _of_archive(path, shown)
    entries = [entry for entry in entries if not _is_passed_over(entry.path)]
    if not entries:
        raise InputError(
            f"{shown}: работ нет. Нужна папка или архив, где у каждого файл или папка."
        )
    return sorted(entries, key=lambda entry: entry.path)


def _is_passed_over(path: tuple[str, ...]) -> bool:
    """Whether a file is one that systems and editors leave behind, or a README."""
    name = path[-1].lower()
    left_behind = any(part.startswith(".") or part == "__MACOSX" for part in path)
    return left_behind or name.startswith(("~$", "readme")) or name in ("thumbs.db", "desktop.ini")


def _of_folder(root: Path) -> Iterator[Entry]:
    count = 0
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            path = Path(folder, name)
            parts = tuple(_composed(part) for part in path.relative_to(root).parts)
            if _is_passed_over(parts):
                continue
            count += 1
            if count > _MOST_FILES:
                raise InputError(f"{root.as_posix()}: больше {_MOST_FILES} файлов. {_SPLIT}")
            if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
                yield Entry(parts, b"", problem="ссылка ведёт из папки с работами")
                continue
            try:
                with path.open("rb") as stream:
                    data = stream.read(LARGEST + 1)
            except OSError:
                yield Entry(parts, b"", problem="файл не читается, проверьте права доступа")
                continue
            yield _checked(parts, data, None)


def _checked(parts: tuple[str, ...], data: bytes, moment: datetime | None) -> Entry:
    entry = Entry(parts, data, moment)
    if entry.suffix in _ARCHIVES:
        return replace(entry, data=b"", problem="архив внутри работ не распаковывается")
    if len(data) > LARGEST:
        return replace(entry, data=b"", problem=f"файл больше {LARGEST >> 20} МБ")
    return entry


def _of_archive(path: Path, shown: str) -> list[Entry]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _refuse_bombs(infos, path.stat().st_size, shown)
            entries = [_of_member(archive, info, shown) for info in infos]
    except zipfile.BadZipFile:
        raise InputError(f"{shown}: это не архив zip или он повреждён. {_ADVICE}") from None
    except OSError:
        raise InputError(f"{shown}: архив не читается. Проверьте права доступа.") from None
    names = [entry.name for entry in entries]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"{shown}: файл «{twice}» в архиве дважды. {_ADVICE}")
    return _without_common_folder(entries, path.stem)


def _refuse_bombs(infos: list[zipfile.ZipInfo], packed: int, shown: str) -> None:
    if len(infos) > _MOST_FILES:
        raise InputError(f"{shown}: в архиве больше {_MOST_FILES} файлов. {_SPLIT}")
    size = sum(info.file_size for info in infos)
    if size > _MOST_BYTES:
        raise InputError(f"{shown}: распакованный архив больше {_MOST_BYTES >> 20} МБ. {_SPLIT}")
    if size > _SMALL and size > packed * _MOST_RATIO:
        raise InputError(
            f"{shown}: архив распаковывается в {size // max(packed, 1)} раз больше себя, "
            f"так бывает у «бомб». {_ADVICE}"
        )


def _of_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str) -> Entry:
    name = _name_of(info)
    parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))
    leads_out = name.startswith(("/", "\\")) or ".." in parts or bool(_DRIVE.match(name))
    if leads_out or not parts:
        raise InputError(f"{shown}: путь «{name}» ведёт из архива, такой не открываем. {_ADVICE}")
    moment = _moment(info)
    if stat.S_ISLNK(info.external_attr >> 16):
        return Entry(parts, b"", moment, "в архиве ссылка вместо файла")
    if info.flag_bits & _ENCRYPTED:
        return Entry(parts, b"", moment, "файл в архиве закрыт паролем")
    try:
        with archive.open(info) as stream:
            data = stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return Entry(parts, b"", moment, "файл в архиве повреждён")
    return _checked(parts, data, moment)


def _name_of(info: zipfile.ZipInfo) -> str:
    """Return the name in UTF-8, or in the code pages that Russian archivers use.

    Without the mark of UTF-8 zipfile reads a name as CP437. CP866 keeps its letters below 0xB0 and
    at 0xE0–0xF1, CP1251 has small letters up to 0xFF and capital ones at 0xC0–0xDF.
    """
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return _composed(info.filename)
    raw = info.filename.encode("cp437", "replace")
    try:
        return _composed(raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    high = [byte for byte in raw if byte >= 0x80]
    fits = sum(byte < 0xB0 or 0xE0 <= byte <= 0xF1 or byte == 0xFC for byte in high)
    only_high = all(byte >= 0xE0 for byte in high)
    dos = fits == len(high) and not (only_high and max(high) > 0xF1)
    return _composed(raw.decode("cp866" if dos else "cp1251", "replace"))


def _composed(name: str) -> str:
    """Return the name as people type it: «й» is one character, also where a Mac made it two."""
    clean = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", clean)


def _moment(info: zipfile.ZipInfo) -> datetime | None:
    try:
        moment = datetime(*info.date_time)
    except ValueError:
        return None
    return moment if moment.year > 1980 else None  # 1980 is how zip says «unknown»


def _without_common_folder(entries: list[Entry], stem: str) -> list[Entry]:
    """Drop the folder that an archiver puts around everything: it has the name of the archive."""
    tops = {entry.path[0] for entry in entries}
    if tops != {_composed(stem)} or any(len(entry.path) == 1 for entry in entries):
        return entries
    return [replace(entry, path=entry.path[1:]) for entry in entries]
