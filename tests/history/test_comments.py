"""Questions and complaints of readers, and topics, measured on invented comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from govpost_lint import Ruleset
from govpost_lint.facts.topics import TopicIndex
from govpost_lint.model import Document

MARKED = Path(__file__).parent.parent / "marked" / "comments.txt"


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return Ruleset.load()


def _is_complaint(ruleset: Ruleset, text: str) -> bool:
    document = Document(id="", text=text, kind="comment")
    return ruleset.traits(document, ["complaint"])["complaint"]


def _marked() -> list[tuple[str, bool]]:
    lines = [line for line in MARKED.read_text("utf-8").splitlines() if line[:1] != "#"]
    pairs = [line.split(" | ", 1) for line in lines]
    return [(text, mark == "yes") for mark, text in pairs]


def test_marked_comments_are_balanced() -> None:
    marked = _marked()
    assert len(marked) == 200
    assert sum(wanted for _, wanted in marked) == 100


def test_precision_and_recall(ruleset: Ruleset) -> None:
    verdicts = [(_is_complaint(ruleset, text), wanted, text) for text, wanted in _marked()]
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
    ],
)
def test_topics_the_strongest_first(ruleset: Ruleset, text: str, topics: tuple[str, ...]) -> None:
    index = TopicIndex(ruleset.plan.lists)
    assert index.topics_of(text.replace(",", "").split()) == topics
