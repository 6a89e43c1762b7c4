"""Paths → documents: folders, records, and what cannot be read."""

import io
import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.errors import InputError
from govpost_lint.model import Document
from govpost_lint.sources import Reading, read_documents
from govpost_lint.sources.jsonl import read_jsonl


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: Path, text: str = "Починили лифт.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def ids(readings: Iterable[Reading]) -> list[str]:
    return [r.id if isinstance(r, Document) else f"! {r}" for r in readings]


def test_folder_is_read_to_the_bottom_in_sorted_order(folder: Path) -> None:
    for name in (
        "b.md",
        "a/z.txt",
        "a/c/x.md",
        ".hidden.md",
        ".git/y.md",
        "README.md",
        "photo.png",
    ):
        put(folder / "drafts" / name)
    put(folder / "drafts" / "d.jsonl", '{"id": "7", "text": "Починили лифт."}\n')
    assert ids(read_documents(["drafts"])) == [
        "drafts/b.md",
        "7",
        "drafts/a/z.txt",
        "drafts/a/c/x.md",
    ]


def test_links_out_of_the_folder_are_not_followed(folder: Path) -> None:
    outside = put(folder / "secret" / "passwords.txt")
    put(folder / "drafts" / "a.md")
    (folder / "drafts" / "link.txt").symlink_to(outside)
    (folder / "drafts" / "up").symlink_to(folder / "secret")
    assert ids(read_documents(["drafts"])) == ["drafts/a.md"]
    assert ids(read_documents(["drafts/link.txt"])) == ["drafts/link.txt"]  # named by the user


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    put(folder / "a.md")
    assert ids(read_documents(["a.md", "./a.md", str(folder / "a.md"), "."])) == ["a.md"]


def test_standard_input(folder: Path) -> None:
    stream = io.BytesIO("---\nkind: reply\n---\nДобрый день!".encode())
    [document] = read_documents(["-"], stream)
    assert isinstance(document, Document)
    assert (document.id, document.path, document.kind) == ("-", "", "reply")


UNREADABLE = [
    ("нет.md", "нет.md: такого файла или папки нет."),
    ("draft.mdd", "draft.mdd: такого файла или папки нет; возможно, «draft.md»."),
    ("empty", "empty: в папке нет черновиков. Подойдут файлы .md, .markdown, .txt, .jsonl, .docx."),
    ("table.csv", "table.csv: такой формат не читается. Подойдут файлы .md, .markdown"),
    ("zero.md", "zero.md: черновик пуст. Добавьте текст поста."),
    ("bom.md", "bom.md: черновик пуст."),
    ("blank.md", "blank.md: в черновике одни пробелы."),
    ("head.md", "head.md: после шапки нет текста."),
    ("none.jsonl", "none.jsonl: нет ни одной записи."),
]


@pytest.mark.parametrize(("path", "message"), UNREADABLE)
def test_unreadable_inputs_are_named_and_the_rest_is_read(
    folder: Path, path: str, message: str
) -> None:
    put(folder / "draft.md")
    put(folder / "empty" / "photo.png")
    put(folder / "table.csv", "a;b")
    put(folder / "zero.md", "")
    (folder / "bom.md").write_bytes(b"\xef\xbb\xbf")
    put(folder / "blank.md", " \n\u00a0\u200b\t\n")
    put(folder / "head.md", "---\nkind: post\n---\n\n")
    put(folder / "none.jsonl", "\n\n")
    error, document = read_documents([path, "draft.md"])
    assert isinstance(error, InputError)
    assert str(error).startswith(message)
    assert isinstance(document, Document)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_is_refused_for_nobody_may_ever_write_into_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "draft.md")
    [error] = read_documents([str(tmp_path / "draft.md")])
    assert str(error).endswith("draft.md: это не файл. Укажите файл, папку или «-».")


@pytest.mark.skipif(os.name == "nt", reason="pipes by name")
def test_a_pipe_is_read_as_text() -> None:
    read, write = os.pipe()
    os.write(write, "Починили лифт.".encode())
    os.close(write)
    [document] = read_documents([f"/dev/fd/{read}"])
    os.close(read)
    assert isinstance(document, Document)
    assert document.text == "Починили лифт."


def test_records_carry_their_fields() -> None:
    line = {
        "id": 7,
        "kind": "reply",
        "platform": "ok",
        "text": "Едет.\n",
        "reply_to": "Где?",
        "date": "2026-01-01",
    }
    [document] = read_jsonl(json.dumps(line).encode(), "posts.jsonl", "posts.jsonl")
    assert document == Document(
        id="7",
        text="Едет.\n",
        path="posts.jsonl",
        kind="reply",
        platform="ok",
        reply_to="Где?",
        meta={"date": "2026-01-01"},
    )


BROKEN_RECORDS = [
    ('{"text": "а"', "2:14: строка не разобрана как JSON."),
    ('["а"]', '2: нужна запись вида {"text": "…"}.'),
    ('{"txt": "а"}', "2: нет ключа «text»."),
    ('{"text": 5}', "2: «text» должно быть строкой."),
    ('{"text": "а", "kind": "repl"}', "2: вид текста: неизвестное значение «repl»"),
    ('{"text": "а", "platform": "fb"}', "2: площадка: неизвестное значение «fb»"),
    ('{"text": "а", "reply_to": 5}', "2: «reply_to» должно быть строкой"),
    ("[" * 100_000, "2"),
    ('{"text": "а", "id": ' + "9" * 5000 + "}", "2"),
]


@pytest.mark.parametrize(("line", "message"), BROKEN_RECORDS)
def test_a_broken_record_is_named_and_the_rest_is_read(line: str, message: str) -> None:
    data = f'{{"text": "первый"}}\r\n{line}\r\n\n{{"text": "второй", "kind": null}}'.encode()
    first, error, last = read_jsonl(data, "p.jsonl", "p.jsonl")
    assert isinstance(first, Document)
    assert first.id == "p.jsonl:1"
    assert isinstance(error, InputError)
    assert str(error).startswith(f"p.jsonl:{message}")
    assert isinstance(last, Document)
    assert last.id == "p.jsonl:4"


def test_lone_surrogates_do_not_reach_the_output() -> None:
    [document] = read_jsonl(rb'{"text": "\ud83d \ud83d\ude00", "id": "\udc00"}', "p", "p")
    assert isinstance(document, Document)
    assert (document.text, document.id) == ("\ufffd 😀", "\ufffd")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for reading in read_documents(["-"], io.BytesIO(data)):
        assert isinstance(reading, Document | Exception)
