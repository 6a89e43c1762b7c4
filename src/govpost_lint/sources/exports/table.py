"""The general form: CSV, JSON Lines or a JSON array of records, posts and comments."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from govpost_lint.account import Comment, Post
from govpost_lint.errors import InputError
from govpost_lint.model import Attachment
from govpost_lint.sources.exports.columns import canonical
from govpost_lint.sources.exports.gathered import UNTOLD_POST, Reading, where_broken
from govpost_lint.sources.exports.lines import text_lines
from govpost_lint.sources.exports.stream import BrokenJsonError, Events, TooBigError
from govpost_lint.sources.exports.values import (
    LONGEST,
    clean,
    from_words,
    natural,
    one_line,
    whole,
    yes,
)

_DELIMITERS = (",", ";", "\t")
_COLUMNS = "Нужны столбцы id, date, text; для комментариев ещё post_id"
_NO_DATE = "записи без даты или с невозможной датой, пропущены"
_IMAGES = frozenset("image images photo picture фото фотография картинка изображение".split())
_VIDEOS = frozenset("video clip видео ролик клип".split())
_LIVES = frozenset("live stream эфир трансляция".split())

Record = Mapping[str, Any]


def read_csv(path: Path, reading: Reading, comments: bool) -> None:
    """Read a table with a line of headings.

    Args:
        path: the file: UTF-8, CP1251 or UTF-16, columns divided by comma, semicolon or tab.
        reading: takes what is found.
        comments: whether the user named it as the file of comments.

    Raises:
        InputError: no table in it, or no column of dates.
    """
    export = reading.open(path)
    place = export.name
    lines = text_lines(export, reading.tally)
    above, delimiter = 1, ""
    while not (heading := next(lines, "\0")).strip():
        above += 1
    if heading.lower().startswith("sep="):  # a line for Excel
        above, delimiter, heading = above + 1, heading.strip()[4:5], next(lines, "")
    delimiter = delimiter or max(_DELIMITERS, key=lambda one: len(set(_names(heading, one))))
    names = _names(heading, delimiter)
    if "date" not in names or not {"text", "media_count", "media_types"} & set(names):
        raise InputError(f"{place}: в таблице нет столбцов с датой и текстом. {_COLUMNS}.")
    kept = _Records(reading, place, comments or {"id", "post_id"} <= set(names))
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    for row, number in _rows(rows, above, place, reading):
        line = f"строка {number}"
        if any(cell.strip() for cell in row[len(names) :]):
            reading.tally.count("строки с лишними столбцами, пропущены", f"{place}, {line}")
        elif any(cell.strip() for cell in row):
            kept.add({name: cell for name, cell in zip(names, row, strict=False) if name}, line)


def _rows(rows: Any, above: int, place: str, reading: Reading) -> Iterator[tuple[list[str], int]]:
    """Yield rows with their last line in the file, counting those that are broken.

    Args:
        rows: reader of the ``csv`` module.
        above: lines above, the heading among them.
        place: the file.
        reading: takes remarks.
    """
    while True:
        start = rows.line_num + above + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:  # a quote not closed takes the lines below with it
            end = rows.line_num + above
            reading.tally.count(
                "строки таблицы с ошибкой в кавычках, пропущены",
                f"{place}, строки {start}–{end}" if end > start else f"{place}, строка {end}",
                max(1, end - start + 1),
            )
        else:
            yield row, rows.line_num + above


def _names(heading: str, delimiter: str) -> list[str]:
    """Return the canonical names of the columns, empty for unknown ones."""
    try:
        return [canonical(name) for name in next(csv.reader([heading], delimiter=delimiter), [])]
    except csv.Error:
        return []


def read_lines(path: Path, reading: Reading, comments: bool) -> None:
    """Read JSON Lines; a record with ``post_id`` is a comment, any other a post."""
    export = reading.open(path)
    kept = _Records(reading, export.name, comments)
    broken = 0
    for number, line in enumerate(text_lines(export, reading.tally), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line, strict=False)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict):
            kept.add_json(record, f"строка {number}")
        else:
            broken = broken or number
            reading.tally.count(
                "строки, которые не разобраны как JSON, пропущены",
                f"{export.name}, строка {number}",
            )
    if broken and not kept.number:
        raise InputError(
            f"{export.name}: строка {broken} не разобрана как JSON, ни одной записи не прочитано. "
            'Пишите по строке {"id": "…", "date": "…", "text": "…"} на запись.'
        )


def read_records(path: Path, reading: Reading, comments: bool) -> None:
    """Read a JSON array of records.

    Raises:
        InputError: the file is broken before its first record ends.
    """
    export = reading.open(path)
    events = Events(export)
    kept = _Records(reading, export.name, comments)
    number = 0
    try:
        events.next()
        for number, element in enumerate(events.elements(), 1):
            place = f"запись {number}"
            if element[0] != "start_map":
                events.skip(element)
                reading.tally.count("записи не того вида, пропущены", f"{export.name}, {place}")
                continue
            try:
                record = events.build(element)
            except TooBigError:
                reading.tally.count("слишком большие записи, пропущены", f"{export.name}, {place}")
                continue
            kept.add_json(record, place)
        events.finish()
    except BrokenJsonError as error:
        if not kept.number:
            raise InputError(f"{export.name}: {where_broken(error)}. Исправьте файл.") from None
        reading.broke_off(export, error, kept.number)


class _Records:
    """Turns records of one file into posts and comments.

    Args:
        reading: takes them.
        place: the file.
        comments: whether all are comments; else those with ``post_id`` are.
    """

    def __init__(self, reading: Reading, place: str, comments: bool) -> None:
        self.reading = reading
        self.place = place
        self.comments = comments
        self.number = 0

    def add_json(self, record: Mapping[str, Any], place: str) -> None:
        """Take a record with its keys as they are, and comments nested in it."""
        nested = record.get("comments")
        self.add({canonical(key): value for key, value in record.items()}, place)
        if isinstance(nested, list):
            for one in nested:
                if isinstance(one, dict):
                    comment = {canonical(key): value for key, value in one.items()}
                    self.add({"post_id": record.get("id"), **comment}, f"{place}, комментарий")

    def add(self, record: Record, place: str) -> None:
        """Take a record by canonical names of columns."""
        is_comment = self.comments or _filled(record.get("post_id"))
        tally, where = self.reading.tally, f"{self.place}, {place}"
        moment = from_words(_date(record), self.reading.zone)
        text = record.get("text")
        if moment is None:
            tally.count(_NO_DATE, where)
            return
        if text is not None and not isinstance(text, str):
            tally.count("записи, где текст не строка, пропущены", where)
            return
        text = clean(text or "")
        if len(text) > LONGEST:
            tally.count("слишком длинные тексты, пропущены", where)
            return
        self.number += 1
        identity = _identity(record.get("id")) or f"{self.place}:{place}"
        if is_comment:
            self.reading.comments.append(self._comment(record, identity, moment, text))
        else:
            account = record.get("account")
            platform = one_line(str(record.get("platform") or "")).lower()
            self.reading.named(one_line(account) if isinstance(account, str) else "", platform)
            self.reading.posts.append(_post(record, identity, moment, text))

    def _comment(self, record: Record, identity: str, moment: Any, text: str) -> Comment:
        people = self.reading.people
        author = people.key(_identity(record.get("author")))
        post = _identity(record.get("post_id"))
        if not post:
            self.reading.tally.count(UNTOLD_POST, f"id {identity}")
        return Comment(
            id=identity,
            post=post,
            parent=_identity(record.get("reply_to")),
            moment=moment,
            text=text,
            by_account=yes(record.get("is_official")) or people.own(author),
            author=author,
            likes=natural(record.get("likes")),
        )


def _post(record: Record, identity: str, moment: Any, text: str) -> Post:
    attachments, live = _attachments(record)
    opened = record.get("comments_open")
    return Post(
        id=identity,
        moment=moment,
        text=text,
        repost=yes(record.get("repost")),
        attachments=attachments,
        poll=yes(record.get("poll")),
        live=live or yes(record.get("live")),
        comments_open=yes(opened) if _filled(opened) else None,
        likes=whole(record.get("likes")),
        views=whole(record.get("views")),
    )


def _date(record: Record) -> object:
    """Return the date, with the time where that has a column of its own."""
    day, time = record.get("date"), record.get("time")
    if isinstance(day, str) and isinstance(time, str) and time.strip() and ":" not in day:
        return f"{day.strip()} {time.strip()}"
    return day


def _identity(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return one_line(str(value))


def _filled(value: object) -> bool:
    return value is not None and value != "" and not (isinstance(value, str) and value.isspace())


def _attachments(record: Record) -> tuple[tuple[Attachment, ...], bool]:
    """Return what the record says of media: kinds by name, the rest of the count as pictures."""
    listed = record.get("media_types")
    if isinstance(listed, str):
        listed = listed.replace(";", ",").split(",")
    words = [word for word in listed if isinstance(word, str)] if isinstance(listed, list) else []
    width, height = natural(record.get("width")), natural(record.get("height"))
    found, live = [], False
    for word in words[:100]:
        kind = word.strip().lower()
        if kind in _LIVES:
            live = True
        elif kind in _VIDEOS:
            found.append(Attachment("video"))
        elif kind:
            found.append(
                Attachment("image", "", width, height) if kind in _IMAGES else Attachment("file")
            )
    more = min(natural(record.get("media_count")), 100) - len(found)
    if more > 0 and not live:
        found += [found[-1] if found else Attachment("image", "", width, height)] * more
    return tuple(found), live
