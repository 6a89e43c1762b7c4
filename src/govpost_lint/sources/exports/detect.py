"""What a file is, told from its first bytes and keys, never from its name."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from govpost_lint.errors import InputError
from govpost_lint.opening import open_input, shown
from govpost_lint.sources.exports.columns import canonical
from govpost_lint.sources.exports.gathered import where_broken
from govpost_lint.sources.exports.stream import BrokenJsonError, Event, Events, Export
from govpost_lint.sources.exports.values import one_line

TELEGRAM, VK, RECORDS, LINES, TABLE = "telegram", "vk", "records", "lines", "table"
"""Telegram Desktop · VK API · JSON array of records · JSON Lines · CSV."""

_HEAD = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_VK_KEYS = frozenset("response items owner_id post_type to_id uid cid copy_history".split())
_RECORD_KEYS = frozenset(("date", "text", "post_id"))
_FORMATS = (
    "Подойдут result.json из Telegram Desktop, ответы VK wall.get и wall.getComments, "
    "CSV или JSONL с полями id, date, text, папка постов Markdown"
)
_HTML = re.compile(rb"\s*<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE)
_PACKED = {
    b"PK\x03\x04": "это книга Excel или архив. Книгу сохраните как CSV, архив распакуйте",
    b"\xd0\xcf\x11\xe0": "это книга Excel старого вида. Сохраните её как CSV",
    b"\x1f\x8b": "это архив gzip. Распакуйте его",
}


def format_of(path: Path) -> str:
    """Return the format of a file.

    Raises:
        InputError: none that is known, with the way out.
    """
    name = shown(path)
    with open_input(path) as stream:
        head = stream.read(_HEAD)
    for magic, what in _PACKED.items():
        if head.startswith(magic):
            raise InputError(f"{name}: {what}.")
    if _HTML.match(head.removeprefix(codecs.BOM_UTF8)):
        raise InputError(
            f"{name}: это выгрузка HTML, она не читается. В Telegram Desktop выберите формат "
            "«Машиночитаемый JSON» и укажите файл result.json."
        )
    wide = head.startswith(_MARKS[1:])
    if b"\0" in head and not wide:
        raise InputError(f"{name}: это не текстовый файл. {_FORMATS}.")
    start = head.decode("utf-16" if wide else "utf-8-sig", "ignore").lstrip()
    if not start:
        raise InputError(f"{name}: файл пуст. {_FORMATS}.")
    return _json_format(path, name) if start[0] in "{[" else TABLE


def _json_format(path: Path, name: str) -> str:
    events = Events(Export(path), several=True)
    keys: list[str] = []
    try:
        first = events.next()
        kind = _of_array(events, keys) if first[0] == "start_array" else _of_map(events, keys)
    except BrokenJsonError as error:
        kind = _by_keys(keys, first=bool(keys))
        if kind in (None, TELEGRAM):
            raise InputError(f"{name}: {where_broken(error)}. Выгрузите файл заново.") from None
    if kind is None:
        found = ", ".join(map(one_line, keys[:5])) or "пусто"
        raise InputError(
            f"{name}: это JSON, но не выгрузка постов (на верхнем уровне: {found}). {_FORMATS}."
        )
    return kind


def _of_map(events: Events, keys: list[str]) -> str | None:
    for key in events.members():
        keys.append(key)
        event = events.next()
        if kind := _decisive(key, event):
            return kind
        events.skip(event)
    return _by_keys(keys, first=True)


def _decisive(key: str, event: Event) -> str | None:
    if key == "messages" and event[0] == "start_array":
        return TELEGRAM
    if key in ("chats", "left_chats") and event[0] == "start_map":
        return TELEGRAM
    if key in ("response", "items", "error") and event[0] in ("start_map", "start_array"):
        return VK
    return None


def _of_array(events: Events, keys: list[str]) -> str | None:
    for event in events.elements():
        if event[0] == "number":
            return VK  # before 5.77: the count, then the posts
        if event[0] != "start_map":
            return None
        for key in events.members():
            keys.append(key)
            events.skip(events.next())
        return _by_keys(keys, first=False)
    return RECORDS  # an empty list


def _by_keys(keys: list[str], first: bool) -> str | None:
    """Tell by the keys of a record, which stands ``first`` in the file or in an array."""
    known = {canonical(key) for key in keys}
    if "date_unixtime" in keys:
        return None  # messages torn out of a result.json
    if _VK_KEYS & set(keys) or {"from_id", "text"} <= set(keys):
        return VK
    if _RECORD_KEYS & known:
        return LINES if first else RECORDS
    return None
