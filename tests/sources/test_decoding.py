"""Encodings that press offices really use, and what is no text at all."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.errors import InputError
from govpost_lint.sources.decoding import decode

TEXT = "Завтра ремонтируем мост на Речной улице.\nОбъезд — по Садовой."

READ = {
    "UTF-8": (TEXT.encode(), ()),
    "UTF-8 with BOM": (codecs.BOM_UTF8 + TEXT.encode(), ()),
    "UTF-16": (TEXT.encode("utf-16"), ("прочитано как UTF-16",)),
    "UTF-16 big-endian": (
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        ("прочитано как UTF-16",),
    ),
    "UTF-32": (TEXT.encode("utf-32"), ("прочитано как UTF-32",)),
    "CP1251": (TEXT.encode("cp1251"), ("прочитано как CP1251; лучше сохранить файл в UTF-8",)),
}


@pytest.mark.parametrize("name", READ)
def test_known_encodings_give_the_same_text(name: str) -> None:
    data, notes = READ[name]
    assert decode(data, "черновик.txt") == (TEXT, notes)


REFUSED = {
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "это не текстовый файл"),
    "UTF-16 without BOM": (TEXT.encode("utf-16-le"), "это не текстовый файл"),
    "half of a UTF-16 character": (codecs.BOM_UTF16_LE + b"a\0b", "файл UTF-16 повреждён"),
    "damaged UTF-8": (TEXT.encode() + b"\n\xd0", "кодировка не распознана, строка 3"),
    "noise": (bytes(range(1, 256)), "кодировка не распознана"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused_with_a_way_out(name: str) -> None:
    data, message = REFUSED[name]
    with pytest.raises(InputError) as error:
        decode(data, "черновик.txt")
    assert str(error.value).startswith(f"черновик.txt: {message}")
    assert str(error.value).endswith("Сохраните черновик как обычный текст (.md или .txt) в UTF-8.")


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data, "-")
    except InputError:
        return
    text.encode("utf-8")
