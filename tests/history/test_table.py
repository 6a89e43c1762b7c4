"""The general form: CSV as Excel saves it, JSON Lines, a JSON array; and folders of posts."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govpost_lint.account import History
from govpost_lint.errors import InputError
from govpost_lint.model import Attachment
from govpost_lint.sources.exports import read_history
from tests.history.export_files import channel, message, save

CORPUS = os.environ.get("GOVPOST_CORPUS")
TEXT = 'Завтра, в «полдень»; меняем трубу.\nСадовая, 5: "готово"'
NOON = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Write texts or bytes into files and read them together."""

    def read(*contents: str | bytes, **how: Any) -> History:
        return read_history(
            [save(tmp_path / f"{n}.dat", content) for n, content in enumerate(contents)], **how
        )

    return read


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
def test_csv_in_all_its_dialects(read: Any, delimiter: str, codec: str, end: str) -> None:
    stream = io.StringIO()
    table = csv.writer(stream, delimiter=delimiter, lineterminator=end)
    table.writerow(["Номер", "Дата", "Текст", "Просмотры", "Лайки"])
    table.writerow(["1", "05.03.2026 12:00", TEXT, "1500", "12"])
    table.writerow(["2", "06.03.2026", "Второй пост", "", ""])
    history = read(stream.getvalue().encode(codec))
    first, second = history.posts
    assert (first.id, first.text, first.moment) == ("1", TEXT, NOON)
    assert (first.views, first.likes, second.views) == (1500, 12, None)
    told = any("прочитано как CP1251" in note for note in history.notes)
    assert told == (codec == "cp1251")


@pytest.mark.parametrize(
    "heading",
    [
        "id,date,text",
        "message_id,datetime,content",
        "ID;Дата публикации;Текст поста",
        " №;дата и время; Текст ",
        "sep=;\nКод;Дата;Сообщение",
        "\n\nid\tДата:\tТЕКСТ",
    ],
)
def test_headings(read: Any, heading: str) -> None:
    delimiter = next(one for one in ";\t," if one in heading.splitlines()[-1])
    row = delimiter.join(["7", "2026-03-05T12:00:00+03:00", "Пост"])
    post = read(f"{heading}\n{row}\n").posts[0]
    assert (post.id, post.moment, post.text) == ("7", NOON, "Пост")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-05T09:00:00Z", NOON),
        ("2026-03-05 12:00", NOON),
        ("05.03.2026 12:00:00", NOON),
        ("5.3.26 12:00", NOON),
        ("05.03.2026 г. в 12:00", NOON),
        ("1772701200", NOON),
        ("1772701200000", NOON),
        ("46086.5", NOON),
        ("46086,5", NOON),
        ("2026-03-05", datetime(2026, 3, 4, 21, 0, tzinfo=UTC)),
        ("20260305", datetime(2026, 3, 4, 21, 0, tzinfo=UTC)),
    ],
)
def test_dates(read: Any, written: str, moment: datetime) -> None:
    assert read(f"id;date;text\n1;{written};Пост\n").posts[0].moment == moment


def test_time_in_a_column_of_its_own(read: Any) -> None:
    assert read("Дата;Время;Текст\n05.03.2026;12:00;Пост\n").posts[0].moment == NOON


@pytest.mark.parametrize(
    "written",
    ["", "вчера", "01.01.1970", "2038-01-19", "31.02.2026", "0", "9" * 30, "nan", "1e5"],
)
def test_rows_without_a_usable_date_are_counted(read: Any, written: str) -> None:
    history = read(f"id;date;text\n1;05.03.2026;Пост\n2;{written};Нет\n3;{written};Нет\n")
    assert [post.id for post in history.posts] == ["1"]
    assert any("без даты или с невозможной датой, пропущены: 2" in n for n in history.notes)
    assert any("0.dat, строка 3" in note for note in history.notes)


def test_what_a_post_may_say(read: Any) -> None:
    history = read(
        "id;Дата;Текст;Площадка;Вложений;Виды вложений;Опрос;Репост;Эфир;Комментарии открыты\n"
        "1;05.03.2026;Раз;OK;2;фото, видео;да;нет;;нет\n"
        "2;05.03.2026;Два;;3;;нет;да;да;да\n"
        "3;05.03.2026;Три;;;файл;;;;\n"
    )
    first, second, third = history.posts
    assert history.platform == "ok"
    assert first.attachments == (Attachment("image"), Attachment("video"))
    assert second.attachments == (Attachment("image"),) * 3
    assert third.attachments == (Attachment("file"),)
    assert [(one.poll, one.repost, one.live, one.comments_open) for one in history.posts] == [
        (True, False, False, False),
        (False, True, True, True),
        (False, False, False, None),
    ]


def test_posts_and_comments_of_two_tables(read: Any) -> None:
    history = read(
        "id;Дата;Текст\n1;05.03.2026 12:00;Пост\n",
        "id;post_id;Дата;Автор;Текст комментария;Официальный ответ;В ответ на\n"
        "a;1;05.03.2026 13:00;Пётр;Где вода?;;\n"
        "b;1;05.03.2026 14:00;Глава;Завтра;да;a\n"
        "c;9;05.03.2026 15:00;Пётр;Мимо;;z\n"
        "d;;05.03.2026 16:00;press;Помощник;;\n",
        own_ids=["press"],
    )
    assert [(one.id, one.post, one.parent, one.by_account) for one in history.comments] == [
        ("a", "1", "", False),
        ("b", "1", "a", True),
        ("c", "", "", False),
        ("d", "", "", True),
    ]
    assert "Пётр" not in repr(history)
    assert any("оставлены без поста: 1" in note for note in history.notes)


def test_broken_rows_are_counted_with_their_lines(read: Any) -> None:
    history = read(
        "id;date;text\n"
        "1;05.03.2026;Пост\n"
        "2;05.03.2026;лишний;столбец\n"
        '3;05.03.2026;"кавычка" внутри\n'
        "\n"
        "4;05.03.2026;Ещё\n"
        '5;05.03.2026;"не закрыта\n'
        "6;05.03.2026;съедена\n"
    )
    assert [post.id for post in history.posts] == ["1", "4"]
    assert any("лишними столбцами, пропущены: 1" in n and "строка 3" in n for n in history.notes)
    assert any("ошибкой в кавычках, пропущены: 3" in n and "строка 4" in n for n in history.notes)


def test_rows_without_id_are_named_by_their_line(read: Any) -> None:
    history = read("Дата;Текст\n05.03.2026;Раз\n05.03.2026;Два\n")
    assert [post.id.rsplit("/", 1)[-1] for post in history.posts] == [
        "0.dat:строка 2",
        "0.dat:строка 3",
    ]


def test_json_lines_with_comments_in_between(read: Any) -> None:
    answer = {"id": "c2", "date": "2026-03-06T13:00:00+03:00", "text": "Да", "is_official": True}
    records = [
        {"id": 1, "date": "2026-03-05T12:00:00+03:00", "text": "Пост", "poll": True},
        {
            "id": "c1",
            "post_id": 1,
            "date": "2026-03-05T13:00:00+03:00",
            "text": "Где?",
            "author": 5,
        },
        {"id": 2, "date": "2026-03-06T12:00:00+03:00", "text": "Ещё", "comments": [answer]},
    ]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    history = read(f"\n{lines}\nне JSON\n[1]\n")
    assert [(post.id, post.poll) for post in history.posts] == [("1", True), ("2", False)]
    assert [(one.id, one.post, one.by_account) for one in history.comments] == [
        ("c1", "1", False),
        ("c2", "2", True),
    ]
    assert any("не разобраны как JSON, пропущены: 2" in note for note in history.notes)
    assert any("0.dat, строка 5" in note for note in history.notes)


def test_file_named_as_comments_holds_nothing_else(tmp_path: Path) -> None:
    posts = save(tmp_path / "p", "id;date;text\n1;05.03.2026;Пост\n")
    comments = save(tmp_path / "c", "id;date;text\n2;06.03.2026;Спасибо\n")
    history = read_history(posts, comments)
    assert (len(history.posts), len(history.comments)) == (1, 1)
    assert any("не говорит, к какому они посту: 1" in note for note in history.notes)


def test_records_of_other_programs(read: Any) -> None:
    message = {"id": 5, "date": "2026-03-05T12:00:00+03:00", "message": "Пост", "from_id": None}
    post = read(json.dumps([{**message, "media": {"type": "photo", "sizes": [1, 2]}}])).posts[0]
    assert (post.id, post.text, post.attachments) == ("5", "Пост", ())


def test_array_of_records(read: Any) -> None:
    records = [
        {"message_id": 2, "sender_id": -1001, "text": "Два", "date": "2026-03-05T09:00:00+00:00"},
        {"message_id": 1, "text": "Раз", "date": "2026-03-04T09:00:00+00:00", "channel": "Город"},
        {"message_id": 3, "text": 5, "date": "2026-03-04T09:00:00+00:00"},
        7,
    ]
    history = read(json.dumps(records))
    assert [(post.id, post.text) for post in history.posts] == [("1", "Раз"), ("2", "Два")]
    assert history.title == "Город"
    assert any("записи, где текст не строка, пропущены: 1" in note for note in history.notes)
    assert any("записи не того вида, пропущены: 1" in note for note in history.notes)


@pytest.mark.skipif(not CORPUS, reason="GOVPOST_CORPUS is unset: the channels are not at hand")
@pytest.mark.parametrize("name", ["novosti_moskvy", "ria_novosti"])
def test_city_news_agree_with_an_independent_count(name: str) -> None:
    path = Path(str(CORPUS), "telegram_city_news", f"{name}.json")
    raw = {one["message_id"]: one for one in json.loads(path.read_text("utf-8"))}
    history = read_history(path)
    assert len(history.posts) == len(raw)
    assert history.title == next(iter(raw.values()))["channel"]
    expected = Counter(
        datetime.fromisoformat(one["date"]).isocalendar()[:2] for one in raw.values()
    )
    assert Counter(post.moment.isocalendar()[:2] for post in history.posts) == expected
    assert all(raw[int(post.id)]["text"].strip() == post.text for post in history.posts)
    moments = [post.moment for post in history.posts]
    assert moments == sorted(moments)


def test_folder_of_markdown_posts(tmp_path: Path) -> None:
    image = (
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4) + bytes(9)
    )
    save(tmp_path / "foto.png", image)
    save(
        tmp_path / "a.md",
        "---\ndate: 2026-03-05T12:00\nplatform: vk\naccount: Город\n"
        "attachments: [foto.png]\n---\nДвор",
    )
    (tmp_path / "март").mkdir()
    save(tmp_path / "март" / "b.md", "---\ndate: 2026-03-06T12:00\nkind: live\n---\nЭфир")
    save(tmp_path / "c.md", "Без даты")
    save(tmp_path / "d.md", "---\ndate: позавчера\n---\nОшибка")
    save(tmp_path / "e.md", "---\ndate: 2026-03-06\nkind: reply\n---\nОтвет")
    save(tmp_path / "README.md", "Не пост")
    history = read_history(tmp_path)
    assert (history.title, history.platform) == ("Город", "vk")
    assert [(post.id, post.text, post.live) for post in history.posts] == [
        ("a.md", "Двор", False),
        ("март/b.md", "Эфир", True),
    ]
    assert history.posts[0].moment == NOON
    assert history.posts[0].attachments == (Attachment("image", "foto.png", 640, 480),)
    assert any("черновики без даты" in note and "c.md" in note for note in history.notes)
    assert any("черновики с ошибками" in note and "d.md:2" in note for note in history.notes)
    assert any("ответы на комментарии" in note and "e.md" in note for note in history.notes)


def test_folders_of_exports(tmp_path: Path) -> None:
    telegram = tmp_path / "ChatExport_2026-03-05"
    telegram.mkdir()
    save(telegram / "result.json", channel(message(1, 0, "Пост")))
    save(telegram / "photos.html", "<html>")
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in (1, 2):
        record = {"id": number, "date": "2026-03-05", "text": "Пост"}
        save(pages / f"{number}.json", [record])
    assert len(read_history(telegram).posts) == 1
    assert len(read_history(pages).posts) == 2


def test_folder_with_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="в папке нет ни постов Markdown, ни выгрузки"):
        read_history(tmp_path)
    save(tmp_path / "messages.html", "<html>")
    with pytest.raises(InputError, match="это выгрузка HTML"):
        read_history(tmp_path)
    save(tmp_path / "a.md", "Без даты")
    with pytest.raises(InputError, match="ни одного поста с датой"):
        read_history(tmp_path)
