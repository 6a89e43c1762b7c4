"""Questions and complaints of readers, and topics, measured on invented comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from govpost_lint import Ruleset
from govpost_lint.facts.topics import TopicIndex
from govpost_lint.model import Document
from govpost_lint.text.ngram_model import learned
from govpost_lint.text.ngram_training import measure, read_lines

MARKED = Path(__file__).parent.parent / "marked"


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return Ruleset.load()


def _is_complaint(ruleset: Ruleset, text: str) -> bool:
    document = Document(id="", text=text, kind="comment")
    return ruleset.traits(document, ["complaint"])["complaint"]


@pytest.mark.parametrize(
    ("name", "total", "asked"),
    [
        ("comments.txt", 200, 100),
        ("comments-2.txt", 327, 160),
        ("comments-3.txt", 761, 380),
        ("comments-4.txt", 500, 200),
        ("comments-5.txt", 200, 100),
        ("comments-6.txt", 100, 50),
        ("comments-7.txt", 500, 230),
        ("comments-8.txt", 400, 180),
        ("comments-9.txt", 120, 40),
        ("comments-account.txt", 292, 93),
        ("unseen-comments.txt", 400, 200),
    ],
)
def test_marked_comments_are_whole(name: str, total: int, asked: int) -> None:
    marked = read_lines(MARKED / name)
    assert len(marked) == total
    assert sum(line.yes for line in marked) == asked


def test_questions_among_comments_nobody_learned_from() -> None:
    found = measure(learned("complaint"), read_lines(MARKED / "unseen-comments.txt"))
    assert found.precision >= 0.9, found.wrong
    assert found.recall >= 0.9, found.wrong


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Третий день нет воды на Садовой", True),
        ("Спасибо!", False),
        ("Красота какая?)", False),
        ("Спасибо за ответ, но воды всё ещё нет", True),
        ("Яму засыпали, спасибо!", False),
        # Дело не делается; беды больше нет.
        ("Рецепты в амбулатории не выписывают", True),
        ("Крыша больше не течёт, спасибо мастерам", False),
        # Читатели подсказывают, судят и утешают друг друга.
        ("Это на Садовой, напротив почты", False),
        ("Лично я против стройки у реки, но решать жителям", False),
        ("Света, там же написано: вход с торца", False),
        ("", False),
    ],
)
def test_by_what_it_says(ruleset: Ruleset, text: str, wanted: bool) -> None:
    assert _is_complaint(ruleset, text) is wanted


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("На Лесной яма, дорогу разбили фуры", ("roads",)),
        ("Автобус опоздал, дети пришли в школу ко второму уроку", ("school", "transport")),
        ("Батареи холодные", ("heating",)),
        ("Спасибо вам большое", ()),
        ("У школы яма", ("roads",)),
        ("Дорожка к поликлинике разбита", ("roads",)),
        ("Чистят дороги к школам и больнице", ("roads",)),
        ("Светло до самого моста, фонари горят", ("light",)),
        ("Леса стоят, на крыше никого", ("housing",)),
        ("Горит лес", ("nature",)),
        ("Котёл ждёт подъёмный кран", ("heating",)),
        ("Из крана течёт ржавчина", ("water",)),
        ("Автобуса-то нет", ("transport",)),
        ("В детском саду холодно", ("school",)),
    ],
)
def test_topics_the_strongest_first(ruleset: Ruleset, text: str, topics: tuple[str, ...]) -> None:
    index = TopicIndex(ruleset.plan.lists, ruleset.plan.set_phrases)
    assert index.topics_of(text.replace(",", "").split()) == topics
