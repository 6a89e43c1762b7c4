"""Values of an export as they should be: whole numbers, clean text, moments, yes and no."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LONGEST = 100_000
"""Characters of one text; Telegram takes 4,096, VK 16,384."""

_EARLIEST = datetime(2005, 1, 1, tzinfo=UTC)
_LATEST = datetime(2037, 12, 31, tzinfo=UTC)
"""Nothing was posted before; 1970 and 2038 are zero and the largest 32-bit time of broken data."""

_FIRST_SECOND, _LAST_SECOND = int(_EARLIEST.timestamp()), int(_LATEST.timestamp())

_NUMBER = re.compile(r"-?\d{1,18}\Z")
_FLOAT = re.compile(r"-?\d{1,12}(?:[.,]\d{1,9})?\Z")
_RUSSIAN_DATE = re.compile(
    r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:\s*г\.?)?"
    r"(?:,?\s+(?:в\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?)?\Z"
)
_BAD = re.compile("[^\t\n\r -\ud7ff\ue000-\U0010ffff]")  # control characters, lone surrogates
_YES = frozenset(("1", "true", "yes", "y", "да", "истина", "+", "х", "x", "есть", "д"))


def whole(value: object) -> int | None:
    """Return a whole number, also one written as text; ``None`` where there is none."""
    if type(value) is str and len(value) < 19 and value.isascii() and value.isdecimal():
        return int(value)  # as nearly all moments
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value if abs(value) < 1 << 63 else None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1 << 53 else None
    if isinstance(value, str):
        return int(value) if _NUMBER.match(value.strip()) else None
    return None


def natural(value: object) -> int:
    """Return a whole number from 0; 0 where there is none."""
    if type(value) is int:  # as nearly all are
        return value if 0 < value < 1 << 63 else 0
    return 0 if value is None else max(0, whole(value) or 0)


def yes(value: object) -> bool:
    """Whether a flag is set, in JSON or as people write it in a table."""
    if isinstance(value, str):
        return value.strip().lower() in _YES
    return bool(value)


def clean(text: str) -> str:
    """Return the text without what no output can hold, lines ended by ``\\n``, edges stripped."""
    if not text.isprintable():
        text = _BAD.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip()


def one_line(text: str) -> str:
    """Return a name for a line of output: spaces in place of line ends, at most 100 characters."""
    return " ".join(clean(text).split())[:100]


def from_unix(value: object) -> datetime | None:
    """Return the moment of a Unix time in seconds; ``None`` where it cannot be a post's."""
    seconds = whole(value)
    if seconds is None or not _FIRST_SECOND <= seconds <= _LAST_SECOND:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def from_words(value: object, zone: ZoneInfo) -> datetime | None:
    """Return the moment of a written date, Russian or ISO, or of a number.

    Args:
        value: ``2026-03-05T10:00+03:00``, ``05.03.2026 10:00``, Unix seconds or milliseconds, or
            the day count of Excel.
        zone: of dates without an offset.
    """
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    if not text or isinstance(value, bool):
        return None
    try:
        if _FLOAT.match(text) and not (len(text) == 8 and text.isdigit()):
            return _from_number(float(text.replace(",", ".")), zone)
        if _NUMBER.match(text) and len(text) == 13:
            return from_unix(int(text) // 1000)
        if match := _RUSSIAN_DATE.match(text):
            day, month, year, hour, minute, second = (int(part or 0) for part in match.groups())
            moment = datetime(year + 2000 * (year < 100), month, day, hour, minute, second)
        else:
            moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return _plausible(moment.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _from_number(number: float, zone: ZoneInfo) -> datetime | None:
    if number < 100_000:  # days since 30 December 1899, as Excel shows an unformatted date
        moment = datetime(1899, 12, 30) + timedelta(seconds=round(number * 86_400))
        return _plausible(moment.replace(tzinfo=zone).astimezone(UTC))
    return from_unix(int(number))


def _plausible(moment: datetime) -> datetime | None:
    return moment if _EARLIEST <= moment <= _LATEST else None
