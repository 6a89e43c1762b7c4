"""Questions and complaints of readers, and topics, measured on invented comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from govpost_lint import Ruleset
from govpost_lint.facts.topics import TopicIndex
from govpost_lint.model import Document

MARKED = Path(__file__).parent.parent / "marked"


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return Ruleset.load()


def _is_complaint(ruleset: Ruleset, text: str) -> bool:
    document = Document(id="", text=text, kind="comment")
    return ruleset.traits(document, ["complaint"])["complaint"]


def _marked(name: str) -> list[tuple[str, bool]]:
    text = (MARKED / name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line[:1] != "#"]
    pairs = [line.split(" | ", 1) for line in lines]
    return [(text, mark == "yes") for mark, text in pairs]


@pytest.mark.parametrize(
    ("name", "total", "asked"),
    [
        ("comments.txt", 200, 100),
        ("comments-2.txt", 327, 160),
        ("comments-3.txt", 761, 380),
        ("comments-4.txt", 500, 200),
    ],
)
def test_marked_comments_are_whole(name: str, total: int, asked: int) -> None:
    marked = _marked(name)
    assert len(marked) == total
    assert sum(wanted for _, wanted in marked) == asked


@pytest.mark.parametrize(
    "name", ["comments.txt", "comments-2.txt", "comments-3.txt", "comments-4.txt"]
)
def test_precision_and_recall(ruleset: Ruleset, name: str) -> None:
    verdicts = [(_is_complaint(ruleset, text), wanted, text) for text, wanted in _marked(name)]
    right = sum(found and wanted for found, wanted, _ in verdicts)
    precision = right / sum(found for found, _, _ in verdicts)
    recall = right / sum(wanted for _, wanted, _ in verdicts)
    wrong = [text for found, wanted, text in verdicts if found != wanted]
    assert precision >= 0.9, wrong
    assert recall >= 0.9, wrong


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Третий день нет воды на Садовой", True),
        ("Спасибо!", False),
        ("Красота какая?)", False),
        ("Спасибо за ответ, но воды всё ещё нет", True),
        ("Яму засыпали, спасибо!", False),
        # Дело не делается; отрицание самой беды бедой не бывает.
        ("Рецепты в амбулатории не выписывают", True),
        ("Крыша не течёт", False),
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
    ],
)
def test_topics_the_strongest_first(ruleset: Ruleset, text: str, topics: tuple[str, ...]) -> None:
    index = TopicIndex(ruleset.plan.lists)
    assert index.topics_of(text.replace(",", "").split()) == topics
