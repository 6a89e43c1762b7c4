"""Bytes of a file or of standard input → text, in the encodings that press offices really use."""

from __future__ import annotations

import codecs

from govpost_lint.errors import InputError

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)
_SAVE_AS_TEXT = "Сохраните черновик как обычный текст (.md или .txt) в UTF-8."


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode UTF-8 with or without byte-order mark, UTF-16 and UTF-32 with one, or CP1251.

    Args:
        data: the whole input.
        name: what to call the input in errors.

    Returns:
        The text after a byte-order mark, and remarks for the user (none for UTF-8).

    Raises:
        InputError: no text in a known encoding.
    """
    for mark, codec, title in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(codec), (f"прочитано как {title}",)
            except UnicodeDecodeError:
                raise InputError(f"{name}: файл {title} повреждён. {_SAVE_AS_TEXT}") from None
    if b"\0" in data:
        raise InputError(f"{name}: это не текстовый файл. {_SAVE_AS_TEXT}")
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        bad = error.start
    text = _decode_cp1251(data)
    if text is None:
        line = data.count(b"\n", 0, bad) + 1
        raise InputError(f"{name}: кодировка не распознана, строка {line}. {_SAVE_AS_TEXT}")
    return text, ("прочитано как CP1251; лучше сохранить файл в UTF-8",)


def encode_like(data: bytes, text: str, name: str) -> bytes:
    """Encode ``text`` as ``data`` is encoded: mark, codec and byte order stay.

    Args:
        data: bytes that ``decode`` has read.
        text: what takes their place.
        name: what to call the input in errors.

    Raises:
        InputError: the encoding lacks a character of ``text``.
    """
    for mark, codec in _ENCODINGS:
        if data.startswith(mark):
            return mark + text.encode(codec)
    try:
        data.decode("utf-8")
        return text.encode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return text.encode("cp1251")
    except UnicodeEncodeError:
        raise InputError(f"{name}: замену не записать в CP1251. {_SAVE_AS_TEXT}") from None


def _decode_cp1251(data: bytes) -> str | None:
    """Return the text if it looks Russian in CP1251, else ``None``."""
    high = sum(byte >= 0x80 for byte in data)
    # Two lead bytes, D0 and D1, begin every Russian letter of UTF-8. In CP1251 they are the rare
    # capitals «Р» and «С», so many of them mean damaged UTF-8, not CP1251.
    if data.count(0xD0) + data.count(0xD1) > high * 0.3:
        return None
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError:
        return None
    letters = sum(char.isalpha() for char in text if ord(char) >= 0x80)
    controls = sum(ord(char) < 32 and char not in "\t\n\r\f\v" for char in text)
    return text if letters >= high * 0.8 and not controls else None
