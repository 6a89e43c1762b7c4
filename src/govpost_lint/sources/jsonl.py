"""Reader of JSON Lines: one record a line, ``{"id", "kind", "platform", "text", "reply_to"}``.

Further keys of a record (date, author, attachments …) travel in ``Document.meta``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from govpost_lint.errors import InputError
from govpost_lint.model import Document
from govpost_lint.sources.attachments import read_attachments
from govpost_lint.sources.decoding import decode
from govpost_lint.sources.fields import check_field

SUFFIXES = (".jsonl",)

_OWN = ("id", "kind", "platform", "text", "reply_to", "attachments")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_jsonl(data: bytes, name: str, path: str) -> Iterator[Document | InputError]:
    """Read every record; a broken line gives an error and does not stop the rest.

    Args:
        data: the whole file.
        name: name of the file in errors and in the ids of records without one.
        path: the file.

    Raises:
        InputError: not a text file, or no record in it.
    """
    text, notes = decode(data, name)
    empty = True
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        empty = False
        place = f"{name}:{number}"
        try:
            yield _document(_record(line, place), place, path, notes)
        except InputError as error:
            yield error
    if empty:
        raise InputError(f'{name}: нет ни одной записи. Пишите по строке {{"text": "…"}} на текст.')


def _record(line: str, place: str) -> dict[str, object]:
    try:
        record = json.loads(line, strict=False)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{place}:{error.colno}: строка не разобрана как JSON. Исправьте или удалите её."
        ) from None
    except (RecursionError, ValueError):
        raise InputError(f"{place}: слишком сложная запись JSON. Упростите её.") from None
    if not isinstance(record, dict):
        raise InputError(f'{place}: нужна запись вида {{"text": "…"}}.')
    return record


def _document(record: dict[str, object], place: str, path: str, notes: tuple[str, ...]) -> Document:
    text = record.get("text")
    if not isinstance(text, str):
        what = "нет ключа «text»" if "text" not in record else "«text» должно быть строкой"
        raise InputError(f'{place}: {what}. Пишите {{"text": "…"}}.')
    for key in ("kind", "platform", "reply_to", "attachments"):
        value = record.get(key)
        wrong = check_field(key, value or None)
        text_wanted = value is not None and key != "attachments"
        if wrong is None and text_wanted and not isinstance(value, str):
            wrong = f"«{key}» должно быть строкой", "возьмите значение в кавычки"
        if wrong:
            raise InputError(f"{place}: {wrong[0]} ({wrong[1]}).")
    identity = record.get("id")
    folder = Path(path).parent if path else None
    attachments, remarks = read_attachments(record.get("attachments"), folder)
    return Document(
        id=_clean(str(identity)) if isinstance(identity, str | int) else place,
        text=_clean(text),
        path=path,
        kind=str(record.get("kind") or "post"),
        platform=str(record.get("platform") or ""),
        reply_to=_clean(str(record.get("reply_to") or "")),
        attachments=attachments,
        meta={key: value for key, value in record.items() if key not in _OWN},
        notes=(*notes, *remarks),
    )


def _clean(text: str) -> str:
    r"""Replace lone surrogates (``"\ud800"`` in JSON), which no output can hold, one for one."""
    return _SURROGATE.sub("\ufffd", text)
