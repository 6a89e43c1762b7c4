"""Exports of an account → History. One reader a format; nobody else knows formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from govpost_lint.account import History
from govpost_lint.errors import InputError
from govpost_lint.sources.exports import detect, folder, table, telegram, vk
from govpost_lint.sources.exports.gathered import Reading
from govpost_lint.sources.exports.people import People
from govpost_lint.sources.exports.tally import Tally

DEFAULT_ZONE = "Europe/Moscow"

_TABLES = {
    detect.TABLE: table.read_csv,
    detect.LINES: table.read_lines,
    detect.RECORDS: table.read_records,
}


def read_history(
    paths: str | Path | Iterable[str | Path],
    comments: str | Path | Iterable[str | Path] = (),
    zone: str = DEFAULT_ZONE,
    own_ids: Iterable[str] = (),
    progress: Callable[[int, int], None] | None = None,
    chat: str = "",
) -> History:
    """Read all that is known of one account; formats are told from the content.

    Args:
        paths: files of an export, or folders: of Markdown posts, of JSON pages, or that in which
            Telegram Desktop put its result.json.
        comments: further files with nothing but comments.
        zone: IANA name of the account's time zone, for dates without an offset.
        own_ids: accounts that answer for the official: ``user123``, ``channel123``, ``123``,
            ``-456``, ``club456``.
        progress: told of bytes read and bytes in all, some hundred times.
        chat: name or id of the channel, where an archive holds several.

    Returns:
        The history, with Russian notes on everything passed over and how often.

    Raises:
        InputError: something cannot be read at all: where, and the way out.
    """
    main, further = _listed(paths), _listed(comments)
    files = [(path, False) for path in main] + [(path, True) for path in further]
    posts = [path for path, _ in files if path.is_dir() and not folder.files_of(path)]
    files = [
        (inner, only)
        for path, only in files
        if path not in posts
        for inner in (folder.files_of(path) if path.is_dir() else [path])
    ]
    if not (files or posts):
        raise InputError("не названо ни одного файла. Укажите выгрузку, например result.json.")
    reading = Reading(
        zone=_zone(zone),
        people=People(own_ids),
        tally=Tally(),
        advance=_advance([path for path, _ in files], progress),
        chat=chat,
    )
    for path in posts:
        folder.read_folder(path, reading)
    chats: list[Path] = []
    walls: list[tuple[Path, bool]] = []
    for path, only_comments in files:
        form = detect.format_of(path)
        if form == detect.TELEGRAM:
            chats.append(path)
        elif form == detect.VK:
            walls.append((path, only_comments))
        else:
            _TABLES[form](path, reading, only_comments)
    if chats:
        telegram.read_telegram(chats, reading)
    if walls:
        vk.read_vk(walls, reading)
    return reading.history()


def _listed(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    if isinstance(paths, str | Path):
        paths = [paths]
    return list(dict.fromkeys(Path(path) for path in paths))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InputError(f"часового пояса «{name}» нет. Например, Asia/Vladivostok.") from None


def _advance(
    files: Sequence[Path], progress: Callable[[int, int], None] | None
) -> Callable[[int], None]:
    if progress is None:
        return lambda size: None
    total = sum(path.stat().st_size for path in files if path.is_file())
    done = 0

    def advance(size: int) -> None:
        nonlocal done
        done = min(done + size, total)
        progress(done, total)

    return advance
