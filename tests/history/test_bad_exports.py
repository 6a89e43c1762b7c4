"""Bad exports: what is said, and with which exit code; and that nothing else ever happens."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.account import History
from govpost_lint.cli import main
from govpost_lint.cli.progress import Progress
from govpost_lint.errors import InputError
from govpost_lint.sources.exports import read_history
from tests.history.export_files import (
    NOON,
    channel,
    forward,
    group,
    message,
    page,
    save,
    wall_comment,
    wall_post,
)


def bytes_in(text: str) -> int:
    return len(text.encode())


POST = message(1, 0, "Починили свет на Садовой")
WHOLE = json.dumps(channel(POST, message(2, 60, "Второй")), ensure_ascii=False)
RECORD = '{"id": 1, "date": "2026-03-05", "text": "Пост"}'

# what it is, the file, how the message begins after the name of the file; all end with code 2
REFUSED = [
    ("empty", "", "файл пуст. Подойдут result.json"),
    ("spaces", " \n\n ", "файл пуст."),
    ("binary", b"\x89PNG\r\n\x1a\n\0\0", "это не текстовый файл. Подойдут"),
    ("workbook", b"PK\x03\x04....", "это книга Excel или архив. Книгу сохраните как CSV"),
    ("gzip", b"\x1f\x8b\x08", "это архив gzip. Распакуйте его."),
    ("HTML", "\ufeff<!DOCTYPE html><html>", "это выгрузка HTML, она не читается. В Telegram"),
    ("HTML without a head", "<html>", "это выгрузка HTML"),
    ("cut before messages", '{"name": "Глава", "ty', "файл обрывается на байте 26 (строка 1)."),
    ("cut in the first", WHOLE[:90], f"файл обрывается на байте {bytes_in(WHOLE[:90])} "),
    ("wrong root", '{"version": 3, "data": []}', "это JSON, но не выгрузка постов (на верхнем"),
    ("number", "[[1]]", "это JSON, но не выгрузка постов"),
    ("empty mapping", "{}", "это JSON, но не выгрузка постов (на верхнем уровне: пусто)."),
    ("torn messages", json.dumps([POST]), "это JSON, но не выгрузка постов"),
    ("only a group", json.dumps(group(POST)), "в выгрузке нет канала, только чаты."),
    ("no chats", '{"chats": {"list": []}}', "в выгрузке нет канала, только чаты."),
    ("text", "Дорогие друзья!\nСегодня…", "в таблице нет столбцов с датой и текстом. Нужны"),
    ("table without dates", "id;text\n1;Пост\n", "в таблице нет столбцов с датой и текстом."),
    ("broken lines", '{"id": 1, "text": "…"\nнет\n', "строка 1 не разобрана как JSON, ни"),
    ("broken encoding", '{"messages": [{"id": 1, "text": "Пост"}]}'.encode("cp1251"),
     "ошибка JSON на байте"),
    ("CP866", "id;Дата;Текст\n1;05.03.2026;Пост".encode("cp866"), "кодировка не распознана"),
    ("error of VK", '{"error": {"error_code": 5}}', "VK ответил ошибкой 5, записей в файле нет."),
    ("NaN after two lines", '{"messages":\n[\n{"id": NaN}]}',
     "ошибка JSON на байте 22 (строка 3)."),
    ("NaN", '{"messages": [{"id": NaN}]}', "ошибка JSON на байте 21 (строка 1)."),
    ("huge number", '{"messages": [{"id": ' + "9" * 9999 + "}]}", "ошибка JSON на байте"),
    ("deep", "[" * 100_000, "это JSON, но не выгрузка постов"),
    ("deep messages", '{"messages":' + "[" * 100_000, "файл обрывается на байте 100012"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "content", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read(
    what: str,
    content: Any,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "export", content)
    with pytest.raises(InputError) as refused:
        read_history("export")
    told = str(refused.value)
    assert told.startswith(f"export: {said}")
    assert told.endswith(".")
    assert "\n" not in told
    assert main(["history", "export"]) == 2
    assert capsys.readouterr().err == f"{told}\n"


def test_names_of_files_that_are_not_there(tmp_path: Path) -> None:
    save(tmp_path / "result.json", WHOLE)
    with pytest.raises(InputError, match=r"нет; возможно, «result\.json»\.$"):
        read_history(tmp_path / "resalt.json")
    with pytest.raises(InputError, match="файл не прочитан"):
        read_history("a\0b")
    with pytest.raises(InputError, match="не названо ни одного файла"):
        read_history([])
    with pytest.raises(InputError, match="часового пояса «Луна» нет"):
        read_history(tmp_path / "result.json", zone="Луна")


DEEP = '{"a":' * 5_000 + "1" + "}" * 5_000
BIG = "[" + ",".join(["1"] * 60_000) + "]"
MANY = ",".join(json.dumps(message(n, n, "слово " * 900)) for n in range(3, 2_000))

# what it is, the file, posts, a note
ACCEPTED = [
    ("whole", WHOLE, 2, ""),
    ("empty channel", json.dumps(channel()), 0, "в выгрузке нет ни одного поста"),
    ("empty wall", json.dumps(page()), 0, "в выгрузке нет ни одного поста"),
    ("empty list", "[]", 0, "в выгрузке нет ни одного поста"),
    ("cut", WHOLE[:-60], 1,
     f"export: файл обрывается на байте {bytes_in(WHOLE[:-60])} (строка 1); "
     "записей до этого места: 1, они учтены. Выгрузите файл заново"),
    ("broken inside", WHOLE.replace('"id": 2', '"id": oh'), 1, "export: ошибка JSON на байте"),
    ("two roots", WHOLE + WHOLE, 2, "export: ошибка JSON на байте"),
    ("cut wall", json.dumps(page(wall_post(1), wall_post(2)))[:-90], 1, "export: файл обрывается"),
    ("cut array", f"[{RECORD}, {{", 1, "export: файл обрывается"),
    ("broken line", f"{RECORD}\n{{oh\n", 1, "строки, которые не разобраны как JSON, пропущены: 1"),
    ("NaN in a line", RECORD[:-1] + ', "likes": NaN}\n', 1, ""),
    ("deep line", f"{RECORD}\n{DEEP}\n", 1, "пропущены: 1"),
    ("deep message", f'{{"messages": [{json.dumps(POST)}, {{"id": 2, "text": {DEEP}}}]}}', 1,
     "слишком большие сообщения, пропущены: 1"),
    ("deep elsewhere", f'{{"id": {DEEP}, "messages": [{json.dumps(POST)}]}}', 1, ""),
    ("big message", f'{{"messages": [{json.dumps(POST)}, {{"poll": {BIG}}}]}}', 1,
     "слишком большие сообщения, пропущены: 1"),
    ("30 MB on one line", f'{{"messages": [{json.dumps(POST)}, {MANY}]}}', 1998, ""),
    ("30 MB of one text", f'{{"messages": [{json.dumps(POST)}, {{"id": 2, "date_unixtime": '
     f'"{NOON}", "text": "{"ы" * 15_000_000}"}}]}}', 1, "слишком длинные тексты, пропущены: 1"),
    ("UTF-16", WHOLE.encode("utf-16"), 2, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "content", "posts", "note"), ACCEPTED, ids=[row[0] for row in ACCEPTED]
)
def test_what_is_read_with_a_note(
    what: str,
    content: Any,
    posts: int,
    note: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "export", content)
    history = read_history("export")
    assert len(history.posts) == posts
    assert any(note in one for one in history.notes) if note else not history.notes, history.notes


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is told by Linux")
def test_thirty_megabytes_on_one_line_need_little_memory(tmp_path: Path) -> None:
    # Not getrusage: its peak of a child begins with that of the parent.
    reading = (
        "import re, sys\nfrom govpost_lint.sources.exports import read_history\n"
        "read_history(sys.argv[1])\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)"
    )
    noise = "[" * 20 + ",".join(['{"a": [1, 2, {"b": "' + "x" * 99 + '"}]}'] * 250_000) + "]" * 20
    path = save(tmp_path / "export", f'{{"frames": {noise}, "messages": [{json.dumps(POST)}]}}')
    assert path.stat().st_size > 30_000_000
    done = subprocess.run(
        [sys.executable, "-c", reading, str(path)], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 80


SEEDS = [
    channel(
        POST,
        message(2, 1, ["Смотрите ", {"type": "link", "text": "тут"}], photo="a.jpg", width=5),
        message(3, 60, "", poll={"question": "Да?", "answers": []}, reactions=[{"count": 2}]),
        {"id": 4, "type": "service", "action": "group_call", "duration": 5, "date_unixtime": NOON},
    ),
    group(forward(1, 1, "Пост"), message(2, 9, "Вопрос", from_id="user5", reply_to_message_id=1)),
    {"chats": {"list": [channel(POST), group(forward(1, 1, "Починили"))]}},
    page(
        wall_post(1, "Пост", copy_history=[wall_post(9)], comments={"can_post": 0}),
        wall_post(2, attachments=[{"type": "photo", "photo": {"sizes": [{"width": 1}]}}]),
    ),
    page(wall_comment(2, 1, "[id1|Имя]", thread={"items": [wall_comment(3, 1, "Да")]})),
    [{"id": 1, "date": "2026-03-05", "text": "Пост", "comments": [{"id": 2, "text": "Да"}]}],
]
VALUES = st.recursive(
    st.sampled_from([None, True, 0, -1, 1 << 40, 1.5, "", "x", "1772442000", "user5", "\ud800\0"])
    | st.integers()
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


def mutated(data: Any, value: Any, chance: random.Random) -> Any:
    """Replace one value, at any depth, by another."""
    if chance.random() < 0.15 or not isinstance(data, dict | list) or not data:
        return value
    if isinstance(data, list):
        place = chance.randrange(len(data))
        return [*data[:place], mutated(data[place], value, chance), *data[place + 1 :]]
    key = chance.choice(sorted(data))
    return {**data, key: mutated(data[key], value, chance)}


def check(*contents: bytes) -> None:
    """A history in order, or one clear line."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, str(number)) for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        try:
            history = read_history(paths)
        except InputError as error:
            told = str(error)
        else:
            told = ""
            _check_order(history)
    assert "\n" not in told


def _check_order(history: History) -> None:
    assert isinstance(history, History)
    for records in (history.posts, history.comments):
        assert len({one.id for one in records}) == len(records)
        assert [one.moment for one in records] == sorted(one.moment for one in records)
    known = {post.id for post in history.posts} | {""}
    assert all(comment.post in known for comment in history.comments)
    repr(history).encode("utf-8")


@given(st.binary(max_size=200))
def test_random_bytes(content: bytes) -> None:
    check(content)


@given(
    st.sampled_from([b"{", b"[", b'{"messages":[', b'{"response":', b"id;date;text\n"]), st.data()
)
def test_random_bytes_after_a_known_beginning(start: bytes, data: st.DataObject) -> None:
    check(start + data.draw(st.binary(max_size=100)))


@given(st.sampled_from(SEEDS), st.lists(VALUES, min_size=1, max_size=4), st.randoms())
def test_mutated_exports(seed: Any, values: list[Any], chance: random.Random) -> None:
    for value in values:
        seed = mutated(seed, value, chance)
    check(json.dumps(seed).encode("utf-8", "replace"))
    check(json.dumps(channel(POST)).encode(), json.dumps(seed).encode("utf-8", "replace"))


@given(st.sampled_from(SEEDS), st.integers(0, 2_000), st.binary(max_size=4))
def test_damaged_exports(seed: Any, place: int, noise: bytes) -> None:
    content = json.dumps(seed, ensure_ascii=False).encode()
    check(content[:place])
    check(content[:place] + noise + content[place + len(noise) :])


@given(st.text(alphabet='id;,\t"\n\r0123датекс', max_size=80))
def test_mutated_tables(rows: str) -> None:
    check(f"id;date;text\n1;05.03.2026;Пост\n{rows}".encode())


def test_channel_of_an_archive_is_named_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = channel(POST, name="Другой", id=55)
    archive = {"chats": {"list": [channel(POST), second]}}
    path = str(save(tmp_path / "result.json", archive))
    assert main(["history", path]) == 2
    assert (
        "несколько каналов: «Глава», «Другой». Назовите нужный: --chat" in capsys.readouterr().err
    )
    assert main(["history", path, "--chat", "Другой", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["account"]["title"] == "Другой"


def test_bar_while_reading(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("govpost_lint.cli.progress._PATIENCE", 0)
    with Progress() as progress:
        progress.read(45, 100)
    shown = capsys.readouterr().err
    assert shown.startswith(f"\rЧитаю {'█' * 9}{'░' * 11}  45%")
    assert shown.endswith(f"\r{' ' * 36}\r")
