"""Numbers that ``measure`` rules use."""

from __future__ import annotations

import math

import pytest

from govpost_lint.text.analysis import analyze
from govpost_lint.text.statistics import Statistics, readability, syllables


def numbers(text: str) -> Statistics:
    analysis = analyze(text)
    return Statistics(analysis, 0, len(analysis.tokens))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"words": 0, "sentences": 0, "chars": 0, "reading_grade": 0}),
        ("Мы чиним мост.", {"words": 3, "sentences": 1, "chars": 14, "letters": 11,
                            "syllables": 4, "verbs": 1, "nouns": 1}),
        ("Да! Нет?\nЧто?!", {"sentences": 3, "paragraphs": 2, "questions": 2, "exclamations": 2}),
        ("#мост #дом @город vk.com 🎉🎉", {"hashtags": 2, "mentions": 1, "links": 1, "emoji": 2,
                                          "words": 0, "most_repeated_emoji": 2}),
        ("ВНИМАНИЕ жителям МФЦ", {"caps": 1}),
        ("5 школ, 10 000 детей, 8 800 555-35-35", {"numbers": 3}),
        ("электроэнергетический", {"complex_words": 1, "syllables": 9}),
        ("`код не считается` мост", {"words": 1, "syllables": 1}),
        ("короткая\nдлинная строка", {"longest_run": 14}),
        ("Иван Петров живёт в Москве", {"names": 3}),
    ],
)  # fmt: skip
def test_values(text: str, expected: dict[str, float]) -> None:
    found = numbers(text)
    assert {name: found[name] for name in expected} == expected


def test_formulas_are_those_of_plainrussian() -> None:
    """Worked by hand from the coefficients: 100 words, 10 sentences, 550 letters, 240 syllables."""
    grades = readability(100, 10, 550, 240, 20)
    assert grades["flesch_kincaid"] == pytest.approx(0.318 * 10 + 14.2 * 2.4 - 30.5)
    assert grades["coleman_liau"] == pytest.approx(5.5 * 5.5 - 35 * 0.1 - 20.33)
    assert grades["smog"] == pytest.approx(1.1 * math.sqrt(64.6 / 10 * 20) + 0.05)
    assert grades["dale_chall"] == pytest.approx(55.2 * 0.2 + 0.273 * 10)
    assert grades["ari"] == pytest.approx(6.26 * 5.5 + 0.2805 * 10 - 31.04)
    assert grades["reading_grade"] == pytest.approx(
        sum(grades[name] for name in grades if name != "reading_grade") / 5
    )


def test_bookish_text_is_harder_than_plain_text() -> None:
    plain = "Мы чиним мост. Завтра откроем. Спасибо за терпение."
    bookish = (
        "Осуществляется реализация мероприятий по обеспечению функционирования "
        "инфраструктурных объектов муниципального образования."
    )
    assert numbers(bookish)["reading_grade"] > numbers(plain)["reading_grade"] + 5


def test_rhythm_says_nothing_below_six_sentences() -> None:
    assert numbers("Раз. Два. Три.")["rhythm"] == 1
    assert numbers("Раз. " * 6)["rhythm"] == 0
    assert numbers("Раз. " * 5 + "Раз два три четыре пять шесть.")["rhythm"] > 0.5


@pytest.mark.parametrize(("form", "count"), [("мост", 1), ("дорога", 3), ("в", 0), ("еж", 1)])
def test_syllables(form: str, count: int) -> None:
    assert syllables(form) == count
