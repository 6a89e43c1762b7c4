"""The map from one text to its row: what the rules say of it, and nothing of who wrote it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from govpost_lint import Ruleset
from govpost_lint.facts.rows import Row
from govpost_lint.histories.tasks import Task, Tasks, clock_minute
from govpost_lint.histories.texts import Mapper
from govpost_lint.model import Attachment, Document
from tests.history.planned import random_plan

POST = "Третий день подряд чиним мост на Заречной. К 1 сентября откроем.\n\nСпасибо за терпение!"
REPLY = "Мария Ильинична, 8 912 345-67-89, добрый день! Починим завтра к 12:00, напишу сам."
COMMENT = "Когда починят лифт на Лесной, 14? Меня зовут Мария Ильинична."
MOSCOW = ZoneInfo("Europe/Moscow")
MORNING, AUTUMN = (
    clock_minute(datetime(2026, month, 2, 7, tzinfo=UTC), MOSCOW) for month in (3, 10)
)


@pytest.fixture(scope="module")
def mapper(pack: Ruleset) -> Mapper:
    return Mapper(pack.checker)


def test_a_post_is_judged_as_a_draft(mapper: Mapper, pack: Ruleset) -> None:
    photo = (Attachment("image", "", 640, 480),)
    row = mapper.row(Task("post", POST, "", photo, "vk"))
    report = pack.check(
        Document(id="", text=POST, kind="post", platform="vk", attachments=photo),
        permissions=True,
    )
    assert (row.words, row.total) == (report.words, report.score.total)
    assert [one[:3] for one in row.findings] == [
        (f.rule, f.span.start, f.span.end) for f in report.findings
    ]
    assert dict(row.lost) == {name: one.lost for name, one in report.score.criteria.items()}
    assert {f"found:{f.rule}" for f in report.findings} <= row.traits
    assert row.triples


def test_pictures_and_platform_decide_too(mapper: Mapper) -> None:
    bare = mapper.row(Task("post", POST))
    shown = mapper.row(Task("post", POST, "", (Attachment("image", "", 1920, 1080),)))
    rules = [{one[0] for one in row.findings} for row in (bare, shown)]
    assert rules[0] - rules[1] == {"media/no-image"}


def test_deadlines_rest_on_the_moment(mapper: Mapper) -> None:
    row = mapper.row(Task("post", POST, minutes=[MORNING, AUTUMN]))
    assert len(row.deeds.promised) == 1
    assert [named.last for named in row.deadlines[MORNING]] == [date(2026, 9, 1)]
    assert [named.last for named in row.deadlines[AUTUMN]] == [date(2027, 9, 1)]
    assert mapper.row(Task("post", "Каток открыт.", minutes=[MORNING])).deadlines == {}


def test_what_is_private_is_not_quoted(mapper: Mapper) -> None:
    row = mapper.row(Task("reply", REPLY))
    assert "private" in row.traits
    kept = repr(row)
    for word in ("Мария", "Ильинич", "345"):
        assert word not in kept, word


def test_a_comment_is_told_by_traits_alone(mapper: Mapper) -> None:
    row = mapper.row(Task("comment", COMMENT))
    assert "complaint" in row.traits
    assert row == Row(traits=row.traits, topics=row.topics)
    assert mapper.row(Task("comment", "Спасибо!")).traits == frozenset()


def test_of_a_repost_topics_and_words_are_told(mapper: Mapper) -> None:
    post, repost = (mapper.row(Task(role, POST)) for role in ("post", "repost"))
    assert (repost.topics, repost.triples) == (post.topics, post.triples)
    assert (repost.findings, repost.total, repost.lost, repost.deadlines) == ((), None, (), {})


@pytest.mark.parametrize("role", ["post", "reply", "repost", "comment"])
@pytest.mark.parametrize("text", ["", " ", "•", "🙂🙂", "https://primer.ru", "\ud800", "ы" * 5000])
def test_any_text_has_a_row(mapper: Mapper, role: str, text: str) -> None:
    assert isinstance(mapper.row(Task(role, text)), Row)


def test_rows_do_not_depend_on_what_was_mapped_before(mapper: Mapper, pack: Ruleset) -> None:
    history = random_plan(5).history
    tasks = Tasks(history, ZoneInfo("Europe/Moscow"), with_answered=True)
    tasks.add_posts(history.posts)
    tasks.add_comments(history.comments)
    asked = [*tasks.all().values()]
    assert [mapper.row(one) for one in asked] == [mapper.row(one) for one in reversed(asked)][::-1]
    fresh = Mapper(pack.checker)
    assert fresh.row(asked[-1]) == mapper.row(asked[-1])


# ---- which texts are one ----


def keys(*tasks: Task) -> set[bytes]:
    return {one.key for one in tasks}


def test_minutes_alone_make_no_other_text() -> None:
    assert len(keys(Task("post", POST), Task("post", POST, minutes=[MORNING]))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Task("post", POST), Task("reply", POST)),
        (Task("post", POST), Task("post", POST + " ")),
        (Task("post", POST), Task("post", POST, platform="vk")),
        (Task("post", POST), Task("post", POST, "", (Attachment("image", "", 0, 0),))),
        (Task("post", POST, "", (Attachment("image", "", 1, 2),)),
         Task("post", POST, "", (Attachment("image", "", 12, 0),))),
        (Task("reply", "а", "бв"), Task("reply", "аб", "в")),
        (Task("reply", "а", "б"), Task("reply", "б", "а")),
        (Task("reply", "а\x001:б"), Task("reply", "а", "б")),
        (Task("comment", "\ud800"), Task("comment", "\ud801")),
    ],
)  # fmt: skip
def test_whatever_decides_a_row_is_in_its_key(one: Task, other: Task) -> None:
    assert len(keys(one, other)) == 2
