"""Attachments named by a draft."""

import struct
import zlib
from pathlib import Path

import pytest

from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Attachment, Document
from govpost_lint.sources import read_documents
from govpost_lint.sources.attachments import read_attachments
from govpost_lint.sources.jsonl import read_jsonl
from govpost_lint.sources.text import read_text


def png(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    check = struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + check


def test_kind_is_told_by_the_suffix() -> None:
    listed = ["a.JPG", "b.mp4", "план.pdf", {"kind": "video", "name": "c"}, {"name": "d.webp"}]
    found, notes = read_attachments(listed, None)
    assert found is not None
    assert [one.kind for one in found] == ["image", "video", "file", "video", "image"]
    assert notes == ()


def test_nothing_said_is_not_nothing_attached() -> None:
    assert read_attachments(None, None) == (None, ())
    assert read_attachments([], None) == ((), ())


def test_size_of_a_picture_beside_the_draft(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "most.png").write_bytes(png(1280, 853))
    draft = tmp_path / "post.md"
    draft.write_text("---\nattachments: [photos/most.png]\n---\nМост открыт.", encoding="utf-8")
    [document] = read_documents([str(draft)])
    assert isinstance(document, Document)
    assert document.attachments == (Attachment("image", "photos/most.png", 1280, 853),)
    assert document.meta == {}
    assert document.notes == ()


def test_size_that_the_draft_states_is_believed() -> None:
    listed = [{"kind": "image", "name": "a.png", "width": 640, "height": 480}]
    assert read_attachments(listed, Path()) == ((Attachment("image", "a.png", 640, 480),), ())


@pytest.mark.parametrize("name", ["нет.png", "../secret.png", "/etc/hosts.png", "a\0b.png"])
def test_what_is_missing_or_outside_is_only_noted(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.png").write_bytes(png(9, 9))
    folder = tmp_path / "drafts"
    folder.mkdir()
    found, [note] = read_attachments([name], folder)
    assert found == (Attachment("image", name),)
    assert note == f"вложение {name} не найдено рядом с черновиком"


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n", b"<svg width='1' height='2'/>", b"\xff\xd8\xff\xe0" + b"\0" * 9],
)
def test_damaged_picture_has_no_size(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.png").write_bytes(content)
    assert read_attachments(["a.png"], tmp_path) == ((Attachment("image", "a.png"),), ())


def test_records_have_attachments_too() -> None:
    line = '{"text": "Мост.", "attachments": [{"kind": "image", "width": 5, "height": 4}]}'
    [document] = read_jsonl(line.encode(), "p.jsonl", "")
    assert isinstance(document, Document)
    assert document.attachments == (Attachment("image", "", 5, 4),)


MISTAKES = [
    ("foto.jpg", "вложения должны быть списком файлов"),
    ("[5]", "вложение «5» не разобрано"),
    ("[{kind: photo}]", "вид вложения «photo» неизвестен"),
    ("[{width: широкое}]", "width вложения должно быть числом точек"),
]


@pytest.mark.parametrize(("listed", "message"), MISTAKES)
def test_mistakes(listed: str, message: str) -> None:
    source = f"---\nattachments: {listed}\n---\nТекст."
    with pytest.raises(ConfigErrors, match=message):
        read_text(source.encode(), "a.md", "")


def test_mistake_in_a_record() -> None:
    [error] = read_jsonl(b'{"text": "a", "attachments": "b.png"}', "p", "")
    assert isinstance(error, InputError)
    assert "вложения должны быть списком файлов" in str(error)
