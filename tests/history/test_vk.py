"""Answers of VK's API: old and new, wrapped and bare, posts and comments."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govpost_lint.account import History
from govpost_lint.errors import InputError
from govpost_lint.model import Attachment
from govpost_lint.sources.exports import read_history, vk_item
from tests.history.export_files import NOON, page, save, wall_comment, wall_post

CORPUS = os.environ.get("GOVPOST_CORPUS")
needs_corpus = pytest.mark.skipif(
    not CORPUS, reason="GOVPOST_CORPUS is unset: the samples of VK are not at hand"
)
SAMPLES = sorted(Path(CORPUS, "vk_api_samples").rglob("*.json")) if CORPUS else []


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Write answers and read them."""

    def read(*answers: Any, **how: Any) -> History:
        return read_history(
            [save(tmp_path / f"{n}.txt", answer) for n, answer in enumerate(answers)], **how
        )

    return read


@pytest.mark.parametrize(
    "wrap",
    [
        lambda *items: {"response": {"count": 9, "items": list(items)}},
        lambda *items: {"count": 9, "items": list(items)},
        lambda *items: {"response": list(items)},
        lambda *items: {"response": [9, *items]},
        lambda *items: {"response": {"wall": [9, *items], "profiles": [], "groups": []}},
        lambda *items: [9, *items],
        lambda *items: list(items),
        lambda *items: {"response": [{"count": 9, "items": [one]} for one in items]},
        lambda *items: [{"response": {"count": 9, "items": [one]}} for one in items],
        lambda *items: "\n".join(json.dumps(one) for one in items),
    ],
    ids="wrapped bare by-id old old-extended old-bare list execute pages lines".split(),
)
def test_all_wrappings(read: Any, wrap: Any) -> None:
    history = read(wrap(wall_post(1, "Раз"), wall_post(2, "Два")))
    assert [post.text for post in history.posts] == ["Раз", "Два"]
    assert history.platform == "vk"
    assert history.posts[0].moment == datetime.fromtimestamp(NOON + 1, UTC)


def test_post_in_two_pages_is_one(read: Any) -> None:
    pinned = wall_post(1, "Закреплено", is_pinned=1)
    history = read(page(pinned, wall_post(3, "Три")), page(pinned, wall_post(2, "Два")))
    assert [post.id for post in history.posts] == ["1", "2", "3"]
    assert any("посты с повторным id, взят первый: 1" in note for note in history.notes)


def test_numbers_may_be_strings(read: Any) -> None:
    old = {"id": "7", "to_id": "-5", "from_id": "-5", "date": str(NOON), "text": "Старое"}
    counters = {"likes": {"count": "12"}, "comments": {"count": "3", "can_post": "0"}}
    post = read({"response": ["1", {**old, **counters}]}).posts[0]
    assert (post.id, post.likes, post.comments_open) == ("7", 12, False)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Раз<br>два<br/>три &amp; &quot;четыре&quot; &lt;5&gt;", 'Раз\nдва\nтри & "четыре" <5>'),
        ("Пишите [club5|администрации], [id7|Ивану]", "Пишите администрации, Ивану"),
        ("Подробнее [https://vk.com/a|на стене].", "Подробнее на стене."),
        ("@id7 (Иван) и *club5 (Клуб)", "Иван и Клуб"),
        ("&copy; и &nosuch; [не ссылка] [a|b]", "&copy; и &nosuch; [не ссылка] [a|b]"),
    ],
)
def test_markup_of_texts(read: Any, written: str, plain: str) -> None:
    assert read(page(wall_post(1, written))).posts[0].text == plain


def test_readers_mentioned_in_comments_are_not_named(read: Any) -> None:
    text = "[id7|Иван], [id7:bp-5_1|Иван], @id7 (Иван), спросите [club5|администрацию]"
    history = read(page(wall_post(1)), page(wall_comment(2, 1, text)))
    assert history.comments[0].text == ("@читатель, @читатель, @читатель, спросите администрацию")


@pytest.mark.parametrize("kind", ["reply", "suggest", "postpone"])
def test_what_is_no_post_is_left_out_and_counted(read: Any, kind: str) -> None:
    history = read(page(wall_post(1, "Пост"), wall_post(2, "Не пост", post_type=kind)))
    assert [post.id for post in history.posts] == ["1"]
    assert any("VK, пропущены: 1" in note for note in history.notes)


def test_posts_of_others_and_of_other_walls_are_left_out_and_counted(read: Any) -> None:
    history = read(
        page(
            wall_post(1, "Своё"),
            wall_post(2, "Гость", from_id=900),
            wall_post(3, "Помощник", from_id=901),
            wall_post(4, "Чужая стена", owner_id=-6, from_id=-6),
        ),
        own_ids=["id901"],
    )
    assert [post.text for post in history.posts] == ["Своё", "Помощник"]
    assert any("записи других людей на стене, пропущены: 1" in note for note in history.notes)
    assert any("записи с другой стены, пропущены: 1" in note for note in history.notes)


def test_reposts(read: Any) -> None:
    photo = {"type": "photo", "photo": {"sizes": [{"width": 800, "height": 600}]}}
    copied = wall_post(90, "Чужой текст", owner_id=-9, from_id=-9, attachments=[photo])
    history = read(
        page(
            wall_post(1, "", copy_history=[copied]),
            wall_post(2, "Согласен", copy_history=[copied]),
            wall_post(3, "Старый репост", post_type="copy", copy_owner_id=-9),
            wall_post(4, "Своё"),
        )
    )
    found = [(post.text, post.repost, len(post.attachments)) for post in history.posts]
    assert found == [
        ("Чужой текст", True, 1),
        ("Согласен", True, 1),
        ("Старый репост", True, 0),
        ("Своё", False, 0),
    ]


@pytest.mark.parametrize(
    ("attachment", "expected"),
    [
        (
            {"type": "photo", "photo": {"sizes": [
                {"type": "s", "width": 75, "height": 50},
                {"type": "w", "width": 2560, "height": 1700},
                {"type": "x", "width": 0, "height": 0},
            ]}},
            Attachment("image", "", 2560, 1700),
        ),
        (
            {"type": "photo", "photo": {"width": 510, "height": 383, "photo_604": "…"}},
            Attachment("image", "", 510, 383),
        ),
        (
            {"type": "photo", "photo": {"photo_75": "…", "photo_604": "…", "photo_130": "…"}},
            Attachment("image", "", 604, 604),
        ),
        ({"type": "photos_list", "photos_list": None}, Attachment("image")),
        ({"type": "video", "video": {"width": 1280, "height": 720}},
         Attachment("video", "", 1280, 720)),
        ({"type": "doc", "doc": {"ext": "pdf", "title": "План.pdf"}},
         Attachment("file", "План.pdf")),
        ({"type": "doc", "doc": {"ext": "gif", "title": "a.gif"}}, Attachment("image", "a.gif")),
        ({"type": "podcast", "podcast": {}}, Attachment("file")),
        ({"type": "link", "link": {"url": "…"}}, None),
        ({"type": "photo"}, Attachment("image")),
        ("photo", None),
    ],
)  # fmt: skip
def test_attachments(read: Any, attachment: Any, expected: Attachment | None) -> None:
    post = read(page(wall_post(1, "Пост", attachments=[attachment]))).posts[0]
    assert post.attachments == ((expected,) if expected else ())


@pytest.mark.parametrize(
    ("video", "live"),
    [({"live": 1}, True), ({"live": 1, "upcoming": 1}, False), ({"live": 0}, False), ({}, False)],
)
def test_live_video_is_live_unless_upcoming(read: Any, video: dict[str, int], live: bool) -> None:
    attached = [{"type": "video", "video": video}]
    assert read(page(wall_post(1, "Эфир", attachments=attached))).posts[0].live is live


def test_poll_asks_its_question(read: Any) -> None:
    poll = {"type": "poll", "poll": {"question": "Где каток?", "answers": []}}
    post = read(page(wall_post(1, "Выбираем", attachments=[poll]))).posts[0]
    assert (post.poll, post.text) == (True, "Выбираем\nГде каток?")


@pytest.mark.parametrize(
    ("comments", "opened"),
    [({"can_post": 0}, False), ({"can_post": 1}, True), ({"count": 5}, None), (None, None)],
)
def test_comments_are_closed_where_nobody_can_post(read: Any, comments: Any, opened: Any) -> None:
    assert read(page(wall_post(1, "Пост", comments=comments))).posts[0].comments_open is opened


def test_threads_of_comments(read: Any) -> None:
    thread = {
        "count": 3,
        "items": [
            wall_comment(11, 1, "Починим", from_id=-5, parents_stack=[10], reply_to_comment=10),
            wall_comment(12, 1, "Когда?", from_id=301, parents_stack=[10], reply_to_comment=11),
            {"id": 13, "from_id": 302, "date": NOON + 13, "text": "Поддерживаю"},
        ],
    }
    top = wall_comment(10, 1, "Лифт стоит", thread=thread, likes={"count": 4})
    history = read(page(wall_post(1, "Пост")), page(top, wall_comment(14, 1, "Спасибо")))
    found = [(one.id, one.post, one.parent, one.by_account) for one in history.comments]
    assert found == [
        ("10", "1", "", False),
        ("11", "1", "10", True),
        ("12", "1", "11", False),
        ("13", "1", "10", False),
        ("14", "1", "", False),
    ]
    assert history.comments[0].likes == 4


def test_deleted_comments_are_counted_and_their_threads_stay(read: Any) -> None:
    answer = wall_comment(3, 1, "Ответ", from_id=-5, reply_to_comment=2)
    gone = {"id": 2, "date": NOON, "parents_stack": [], "deleted": True}
    history = read(page(wall_post(1)), page({**gone, "thread": {"count": 1, "items": [answer]}}))
    assert [(one.id, one.parent) for one in history.comments] == [("3", "")]
    assert any("удалённые комментарии VK, пропущены: 1" in note for note in history.notes)


def test_who_answers_for_the_account(read: Any) -> None:
    history = read(
        page(wall_post(1)),
        page(
            wall_comment(2, 1, "Сообщество", from_id=-5),
            wall_comment(3, 1, "Автор", from_id=500, is_from_post_author=True),
            wall_comment(4, 1, "Свой", from_id=501),
            wall_comment(5, 1, "Чужой", from_id=502, is_from_post_author=False),
            wall_comment(6, 1, "Чужое сообщество", from_id=-501),
        ),
        own_ids=["501"],
    )
    assert [one.by_account for one in history.comments] == [True, True, True, False, False]


def test_comments_to_missing_posts_and_other_walls_lose_the_post(read: Any) -> None:
    history = read(
        page(wall_post(1)),
        page(wall_comment(2, 99, "К удалённому"), wall_comment(3, 1, "Мимо", owner_id=-6)),
    )
    assert [one.post for one in history.comments] == ["", ""]
    assert any("которых нет в выгрузке, оставлены без поста: 2" in n for n in history.notes)


def test_old_comments_do_not_name_their_post(read: Any) -> None:
    old = {"cid": "5", "uid": "300", "date": str(NOON), "text": "Да<br>нет"}
    history = read({"response": [1, {**old, "reply_to_cid": "4"}, {**old, "cid": "4"}]})
    assert [(one.id, one.post, one.parent) for one in history.comments] == [
        ("4", "", ""),
        ("5", "", "4"),
    ]
    assert history.comments[0].text == "Да\nнет"
    assert any("не говорит, к какому они посту: 2" in note for note in history.notes)


def test_title_is_that_of_the_community(read: Any) -> None:
    answer = page(wall_post(1))
    answer["response"]["groups"] = [{"id": 9, "name": "Сосед"}, {"id": 5, "name": "Город"}]
    assert read(answer).title == "Город"


@pytest.mark.parametrize(
    ("broken", "note"),
    [
        ({"date": 0}, "записи VK без даты или с невозможной датой, пропущены: 1"),
        ({"date": 2147483647}, "записи VK без даты или с невозможной датой, пропущены: 1"),
        ({"date": None}, "записи VK без даты или с невозможной датой, пропущены: 1"),
        ({"id": "x"}, "записи VK без id или владельца стены, пропущены: 1"),
        ({"is_deleted": True}, "удалённые записи VK, пропущены: 1"),
        ({"text": "я" * 100_001}, "слишком длинные тексты, пропущены: 1"),
        ({"attachments": [[]] * 60_000}, "слишком большие записи, пропущены: 1"),
    ],
)
def test_broken_posts_are_counted(read: Any, broken: dict[str, Any], note: str) -> None:
    history = read(page(wall_post(1, "Целое"), {**wall_post(2, "Битое"), **broken}))
    assert [post.text for post in history.posts] == ["Целое"]
    assert any(one.startswith(note) for one in history.notes), history.notes


def test_error_of_the_api_is_told(read: Any) -> None:
    error = {"error": {"error_code": 15, "error_msg": "Access denied: secret-token"}}
    with pytest.raises(InputError, match="VK ответил ошибкой 15, записей в файле нет") as told:
        read(error)
    assert "secret" not in str(told.value)


@needs_corpus
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_loads_with_all_its_records(path: Path) -> None:
    history = read_history(path)
    posts, comments = _counted(json.loads(path.read_text("utf-8-sig")))
    assert (len(history.posts), len(history.comments)) == (posts, comments)
    if not posts + comments:
        assert any("ответы VK без записей и комментариев" in note for note in history.notes)


def _counted(answer: Any) -> tuple[int, int]:
    """Count posts of the wall's owner and comments that were not deleted, without our code."""
    answer = answer.get("response", answer)
    items = answer.get("items", []) if isinstance(answer, dict) else answer
    posts = [one for one in items if "post_type" in one and one["from_id"] == one["owner_id"]]
    others = [one for one in items if "post_type" not in one and "date" in one]
    return len(posts), sum(not one.get("deleted") for one in others)


@needs_corpus
def test_real_answer_is_read_right() -> None:
    path = next(path for path in SAMPLES if path.stem == "wall_get_2020_real")
    raw = json.loads(path.read_text("utf-8"))["items"]
    history = read_history(path, own_ids=[str(one["from_id"]) for one in raw])
    assert [post.id for post in history.posts] == [
        str(one["id"]) for one in sorted(raw, key=lambda one: (one["date"], one["id"]))
    ]
    by_id = {post.id: post for post in history.posts}
    for one in raw:
        post = by_id[str(one["id"])]
        assert post.moment.timestamp() == one["date"]
        assert post.likes == one["likes"]["count"]
        assert post.views == one.get("views", {}).get("count")
        attached = one.get("attachments") or one["copy_history"][0].get("attachments", [])
        photos = [a["photo"] for a in attached if a["type"] == "photo"]
        sizes = [max(s["width"] for s in photo["sizes"]) for photo in photos]
        images = [a for a in post.attachments if a.kind == "image" and a.width]
        assert [image.width for image in images] == sizes


@needs_corpus
def test_fields_are_those_of_the_schema() -> None:
    post = _properties("wall_objects", "wall_wallpost_full")
    comment = _properties("wall_objects", "wall_wall_comment")
    assert post >= vk_item.POST_KEYS
    assert comment >= vk_item.COMMENT_KEYS
    assert not vk_item.OLD_KEYS & (post | comment)
    assert {"items"} <= _properties("comment_objects", "comment_thread")
    assert {"can_post"} <= _properties("base_objects", "base_comments_info")
    assert {"count"} <= _properties("base_objects", "base_likes_info")
    assert {"count"} <= _properties("wall_objects", "wall_views")
    assert {"question"} <= _properties("polls_objects", "polls_poll")
    assert {"error_code"} <= _properties("base_objects", "base_error")
    kinds = set(_definition("wall_objects", "wall_wallpost_attachment_type")["enum"])
    assert vk_item.PICTURES | vk_item.VIDEOS | vk_item.FILES | {"poll", "doc"} <= kinds
    assert set(vk_item.NOT_POSTS) <= set(_definition("wall_objects", "wall_post_type")["enum"])


def _definition(file: str, name: str) -> dict[str, Any]:
    path = Path(str(CORPUS), "vk_api_schema", f"{file}.json")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["definitions"][name]
    return found


def _properties(file: str, name: str) -> set[str]:
    return set(_all_properties(file, _definition(file, name)))


def _all_properties(file: str, definition: dict[str, Any]) -> Iterator[str]:
    yield from definition.get("properties", {})
    for part in definition.get("allOf", []):
        if "$ref" in part:
            part = _definition(file, part["$ref"].rsplit("/", 1)[1])
        yield from _all_properties(file, part)
