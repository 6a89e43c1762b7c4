"""Exports of Telegram Desktop: versions, albums, discussion, archives, broken records."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govpost_lint.account import History
from govpost_lint.errors import InputError
from govpost_lint.model import Attachment
from govpost_lint.sources.exports import read_history
from tests.history.export_files import CHANNEL, NOON, channel, forward, group, message, save

PHOTO = {"photo": "(File not included. Change data exporting settings to download.)"}


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Write exports and read them; the first is the channel, the second its discussion."""

    def read(*exports: Any, **how: Any) -> History:
        paths = [save(tmp_path / f"{n}.json", export) for n, export in enumerate(exports)]
        return read_history(paths[:1], paths[1:], **how)

    return read


def test_moments_are_those_of_unix_time(read: Any) -> None:
    history = read(channel(message(1, 0, "Доброе утро", date="1999-01-01T00:00:00")))
    assert history.title == "Глава"
    assert history.platform == "telegram"
    assert history.posts[0].moment == datetime.fromtimestamp(NOON, UTC)


def test_dates_of_old_versions_are_local_time_of_the_account(read: Any) -> None:
    old = {"id": 1, "type": "message", "date": "2020-06-01T10:00:00", "text": "Старое"}
    old["from_id"] = (1 << 33) + CHANNEL
    history = read(channel(old), zone="Asia/Vladivostok")
    assert history.posts[0].moment == datetime(2020, 6, 1, 0, 0, tzinfo=UTC)


def test_text_is_joined_of_strings_and_entities(read: Any) -> None:
    pieces = [
        "Читайте ",
        {"type": "text_link", "text": "расписание", "href": "https://primer.rf"},
        {"type": "custom_emoji", "text": "🚌", "document_id": "x"},
        " и ",
        {"type": "mention_name", "text": "Иван Петрович", "user_id": 5},
        {"type": "bold"},
        7,
    ]
    history = read(channel(message(1, 0, pieces)))
    assert history.posts[0].text == "Читайте расписание🚌 и Иван Петрович"


def test_readers_mentioned_in_comments_are_not_named(read: Any) -> None:
    mention = [{"type": "mention_name", "text": "Мария Сидорова", "user_id": 5}, ", вы правы"]
    history = read(
        channel(message(1, 0, "Пост")),
        group(
            forward(1, 1, "Пост"), message(2, 9, mention, from_id="user6", reply_to_message_id=1)
        ),
    )
    assert history.comments[0].text == "@читатель, вы правы"


def test_album_is_one_post_with_the_id_of_its_text(read: Any) -> None:
    history = read(
        channel(
            message(10, 0, width=800, height=600, **PHOTO),
            message(11, 1, "Открыли двор", width=1280, height=960, **PHOTO),
            message(12, 2, file="v.mp4", media_type="video_file"),
            message(13, 3, **PHOTO),
        )
    )
    assert [(post.id, post.text, len(post.attachments)) for post in history.posts] == [
        ("11", "Открыли двор", 3),
        ("13", "", 1),
    ]
    assert history.posts[0].attachments[:2] == (
        Attachment("image", "", 800, 600),
        Attachment("image", "", 1280, 960),
    )


def test_album_without_text_has_the_id_of_its_first_part(read: Any) -> None:
    history = read(channel(message(4, 0, **PHOTO), message(5, 2, **PHOTO)))
    assert [post.id for post in history.posts] == ["4"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"text": "Раз", **PHOTO}, {"text": "Два", **PHOTO}),
        ({**PHOTO}, {"text": "Слова без снимка"}),
        ({**PHOTO}, {**PHOTO, "forwarded_from": "Другой канал"}),
        ({**PHOTO}, {"file": "план.pdf", "mime_type": "application/pdf"}),
    ],
    ids=["two texts", "text alone", "forward", "document"],
)
def test_what_is_no_album(read: Any, first: dict[str, Any], second: dict[str, Any]) -> None:
    history = read(channel(message(1, 0, **first), message(2, 1, **second)))
    assert len(history.posts) == 2


def test_service_and_unsupported_messages_are_no_posts_but_counted(read: Any) -> None:
    history = read(
        channel(
            {"id": 1, "type": "service", "action": "create_channel", "date_unixtime": str(NOON)},
            {"id": 2, "type": "unsupported"},
            message(3, 0, "Пост"),
        )
    )
    assert [post.id for post in history.posts] == ["3"]
    assert any(note.startswith("служебные сообщения, пропущены: 1") for note in history.notes)
    assert any(note.startswith("неподдерживаемые сообщения Telegram") for note in history.notes)


def test_group_call_with_a_duration_is_a_live_stream_and_no_post(read: Any) -> None:
    call = {"type": "service", "action": "group_call", "actor_id": "channel77"}
    history = read(
        channel(
            {"id": 1, "date_unixtime": str(NOON), **call},
            {"id": 2, "date_unixtime": str(NOON + 60), "duration": 1800, **call},
            message(3, 90, "Спасибо за вопросы!"),
        )
    )
    assert [stream.id for stream in history.streams] == ["2"]
    assert [post.id for post in history.posts] == ["3"]


def test_forward_of_an_unknown_origin_is_a_repost(read: Any) -> None:
    history = read(channel(message(1, 0, "Чужое", forwarded_from=None), message(2, 60, "Своё")))
    assert [post.repost for post in history.posts] == [True, False]


def test_question_of_a_poll_is_its_text(read: Any) -> None:
    poll = {"question": "Какой двор первый?", "answers": [{"text": "Садовая", "voters": 3}]}
    post = read(channel(message(1, 0, "", poll=poll))).posts[0]
    assert (post.poll, post.text) == (True, "Какой двор первый?")


def test_reactions_are_likes(read: Any) -> None:
    reactions = [
        {"type": "emoji", "count": 5, "emoji": "❤"},
        {"type": "emoji", "count": 9, "emoji": "👎"},
        {"type": "paid", "count": 2},
    ]
    history = read(channel(message(1, 0, "Раз", reactions=reactions), message(2, 60, "Два")))
    assert [post.likes for post in history.posts] == [7, None]


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"media_type": "animation", "file": "a.mp4"}, "video"),
        ({"media_type": "video_message", "file": "(File not included. …)"}, "video"),
        ({"file": "скан.png", "mime_type": "image/png", "width": 9, "height": 9}, "image"),
        ({"file": "ролик.mp4", "mime_type": "video/mp4"}, "video"),
        ({"media_type": "voice_message", "file": "a.ogg"}, "file"),
        ({"media_type": "sticker", "file": "a.webp"}, None),
    ],
)
def test_kinds_of_attachments(read: Any, record: dict[str, Any], kind: str | None) -> None:
    attachments = read(channel(message(1, 0, "", **record))).posts[0].attachments
    assert [one.kind for one in attachments] == ([kind] if kind else [])


def test_comments_belong_to_posts_through_the_chain_of_answers(read: Any) -> None:
    history = read(
        channel(message(2, 0, "Первый"), message(3, 5, "Второй")),
        group(
            forward(101, 1, "Первый"),
            forward(102, 6, "Второй"),
            message(103, 10, "Где вода?", from_id="user5", reply_to_message_id=101),
            message(104, 20, "Будет в 18:00", reply_to_message_id=103),
            message(105, 30, "Спасибо", from_id="user5", reply_to_message_id=104),
            message(106, 40, "А у нас?", from_id="user6", reply_to_message_id=102),
        ),
    )
    found = [(one.id, one.post, one.parent, one.by_account) for one in history.comments]
    assert found == [
        ("103", "2", "", False),
        ("104", "2", "103", True),
        ("105", "2", "104", False),
        ("106", "3", "", False),
    ]
    first, _, third, fourth = (one.author for one in history.comments)
    assert first == third != fourth


def test_comments_with_ids_of_posts_are_told_apart(read: Any) -> None:
    history = read(
        channel(message(2, 0, "Пост"), message(3, 60, "Ещё")),
        group(
            forward(1, 1, "Пост"),
            message(3, 10, "Вопрос", from_id="user5", reply_to_message_id=1),
            message(9, 20, "Ответ", reply_to_message_id=3),
        ),
    )
    assert [(one.id, one.parent) for one in history.comments] == [("c3", ""), ("c9", "c3")]


def test_answers_below_any_part_of_an_album_belong_to_its_post(read: Any) -> None:
    history = read(
        channel(message(7, 0, **PHOTO), message(8, 0, "Двор", **PHOTO)),
        group(
            forward(1, 1, **PHOTO),
            forward(2, 1, "Двор", **PHOTO),
            message(3, 9, "Ура", from_id="user5", reply_to_message_id=1),
            message(4, 9, "Да", from_id="user5", reply_to_message_id=2),
        ),
    )
    assert [comment.post for comment in history.comments] == ["8", "8"]


def test_posts_without_text_are_found_by_time(read: Any) -> None:
    history = read(
        channel(message(7, 0, **PHOTO), message(8, 100, **PHOTO)),
        group(
            forward(1, 101, **PHOTO),
            message(2, 110, "Красиво", from_id="user5", reply_to_message_id=1),
        ),
    )
    assert [comment.post for comment in history.comments] == ["8"]


def test_equal_texts_are_told_apart_by_time(read: Any) -> None:
    history = read(
        channel(message(1, 0, "Доброе утро!"), message(2, 86_400, "Доброе утро!")),
        group(
            forward(1, 86_401, "Доброе утро!"),
            message(2, 86_500, "И вам", from_id="user5", reply_to_message_id=1),
        ),
    )
    assert [comment.post for comment in history.comments] == ["2"]


def test_messages_outside_threads_are_kept_without_a_post(read: Any) -> None:
    history = read(
        channel(message(1, 0, "Пост")),
        group(
            message(5, 10, "Всем привет", from_id="user5"),
            message(6, 20, "И тебе", from_id="user6", reply_to_message_id=5),
            message(7, 30, "На удалённое", from_id="user6", reply_to_message_id=4),
            message(8, 40, "Круг", from_id="user6", reply_to_message_id=9),
            message(9, 50, "Круг", from_id="user6", reply_to_message_id=8),
        ),
    )
    assert [(one.post, one.parent) for one in history.comments] == [
        ("", ""),
        ("", "5"),
        ("", ""),
        ("", "9"),
        ("", "8"),
    ]
    assert any("не под постами, оставлены без поста: 5" in note for note in history.notes)


def test_answer_to_a_message_of_the_channel_itself(read: Any) -> None:
    quote = {"reply_to_message_id": 2, "reply_to_peer_id": f"channel{CHANNEL}"}
    history = read(
        channel(message(1, 0, "Раз"), message(2, 5, "Два")),
        group(message(2, 10, "Цитирую", from_id="user5", **quote)),
    )
    assert [comment.post for comment in history.comments] == ["2"]


@pytest.mark.parametrize("own", ["user9", "9"])
def test_own_ids_answer_for_the_account(read: Any, own: str) -> None:
    history = read(
        channel(message(1, 0, "Пост")),
        group(
            forward(1, 1, "Пост"),
            message(2, 10, "Я помощник", from_id="user9", reply_to_message_id=1),
            message(3, 20, "А я нет", from_id="user8", reply_to_message_id=1),
        ),
        own_ids=[own],
    )
    assert [comment.by_account for comment in history.comments] == [True, False]


def test_own_id_that_never_wrote_is_told(read: Any) -> None:
    history = read(
        channel(message(1, 0, "Пост")),
        group(message(2, 10, "Вопрос", from_id="user8")),
        own_ids=["user99"],
    )
    assert "own_ids: «user99» не встретился среди авторов комментариев" in history.notes


def test_nothing_of_a_writer_is_kept(read: Any, tmp_path: Path) -> None:
    record = message(2, 10, "Вопрос", from_id="user31415", reply_to_message_id=1)
    record["from"] = "Пётр Мухин"
    once, again = (read(channel(message(1, 0)), group(forward(1, 1), record)) for _ in range(2))
    assert "31415" not in repr(once)
    assert "Мухин" not in repr(once)
    assert once.comments[0].author != again.comments[0].author


def test_full_archive_with_one_channel_and_its_discussion(read: Any) -> None:
    private = {"name": "Мама", "type": "personal_chat", "id": 3, "messages": [message(1, 0)]}
    strangers = group(message(2, 10, "Чужая группа", from_id="user5"), id=99)
    threads = group(
        forward(1, 1, "Пост"), message(2, 10, "Вопрос", from_id="user5", reply_to_message_id=1)
    )
    archive = {
        "about": "…",
        "personal_information": {"user_id": 1, "first_name": "Пётр"},
        "chats": {
            "about": "…",
            "list": [private, strangers, channel(message(1, 0, "Пост"))],
        },
        "left_chats": {"about": "…", "list": [threads]},
    }
    history = read(archive)
    assert [post.text for post in history.posts] == ["Пост"]
    assert [comment.text for comment in history.comments] == ["Вопрос"]


def test_channel_of_an_archive_is_chosen_by_name_or_id(read: Any) -> None:
    second = channel(message(1, 0, "Второй"), name="Другой", id=55)
    archive = {"chats": {"list": [channel(message(1, 0, "Первый")), second]}}
    with pytest.raises(InputError, match=r"несколько каналов: «Глава», «Другой».*--chat"):
        read(archive)
    for chat in ("Другой", "55", "channel55", "-10055"):
        assert read(archive, chat=chat).posts[0].text == "Второй"
    assert read(archive, own_ids=["channel55"]).posts[0].text == "Второй"
    with pytest.raises(InputError, match="канала «Третий» в выгрузке нет, есть: «Глава»"):
        read(archive, chat="Третий")


def test_channel_exported_in_two_parts(tmp_path: Path) -> None:
    first = save(tmp_path / "1.json", channel(message(1, 0, "Раз"), message(2, 60, "Два")))
    second = save(tmp_path / "2.json", channel(message(2, 60, "Два"), message(3, 120, "Три")))
    history = read_history([first, second])
    assert [post.text for post in history.posts] == ["Раз", "Два", "Три"]
    assert any("с повторным id, взято первое: 1" in note for note in history.notes)


@pytest.mark.parametrize("size", [1, 7, 65_500, 65_530, 65_535, 65_536])
def test_invalid_escapes_are_repaired_at_any_place(tmp_path: Path, size: int) -> None:
    # The repair works on chunks of 64 KB: every cut through an escape must be met.
    text = json.dumps(channel(message(1, 0, "ЗДЕСЬ")), ensure_ascii=True)
    escapes = r"a\x1Fb\\x1Fc\\\x0Ad"
    for shift in range(12):
        filler = '"filler": "' + "." * (size + shift) + '",'
        broken = "{" + filler + text[1:].replace(json.dumps("ЗДЕСЬ")[1:-1], escapes)
        path = save(tmp_path / "result.json", broken)
        assert read_history(path).posts[0].text == "a\ufffdb\\x1Fc\\\nd"


@pytest.mark.parametrize(
    ("broken", "note"),
    [
        ({"date_unixtime": "0", "date": "1970-01-01T00:00:00"}, "без даты или с невозможной датой"),
        ({"date_unixtime": "2147483647", "date": "2038-01-19T03:14:07"}, "с невозможной датой"),
        ({"date_unixtime": None, "date": None}, "без даты"),
        ({"date_unixtime": "9" * 400, "date": "вчера"}, "без даты"),
        ({"id": None}, "сообщения без id, пропущены"),
        ({"type": "story"}, "сообщения неизвестного вида, пропущены"),
        ({"id": 1}, "сообщения с повторным id, взято первое"),
        ({"text": "я" * 100_001}, "слишком длинные тексты, пропущены"),
        ({"text": ["а"] * 60_000}, "слишком большие сообщения, пропущены"),
    ],
)
def test_broken_messages_are_counted(read: Any, broken: dict[str, Any], note: str) -> None:
    history = read(channel(message(1, 0, "Целое"), {**message(2, 60, "Битое"), **broken}))
    assert [post.text for post in history.posts] == ["Целое"]
    assert any(note in one and ": 1" in one for one in history.notes), history.notes


def test_elements_that_are_no_messages_are_counted(read: Any) -> None:
    history = read(channel(message(1, 0, "Целое"), 5, None, [[]], "x"))  # type: ignore[arg-type]
    assert len(history.posts) == 1
    assert any("сообщения не того вида, пропущены: 4" in note for note in history.notes)


def test_keys_in_any_order(tmp_path: Path) -> None:
    export = channel(message(1, 0, "Пост"))
    path = save(tmp_path / "x", dict(reversed(export.items())), indent=2)
    history = read_history(path)
    assert (history.title, len(history.posts)) == ("Глава", 1)


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    path = save(tmp_path / "result.json", channel(*(message(n, n, "Да" * 99) for n in range(999))))
    told: list[tuple[int, int]] = []
    read_history(path, progress=lambda done, total: told.append((done, total)))
    size = path.stat().st_size
    assert told[-1] == (size, size)
    assert told == sorted(told)
    assert len(told) > 3
