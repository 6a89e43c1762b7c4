"""Tricks of students: each is added to a mediocre work, and none may earn a point.

A trick may cost points (a salad of words does), it may be named in the notes; it gains nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from govpost_lint.course.assignment import Assignment
from govpost_lint.course.gradebook import PASSED, StudentGrade
from govpost_lint.course.grading import grade
from govpost_lint.course.loading import load_assignment
from govpost_lint.course.submissions import read_submissions

COURSE = Path(__file__).parents[2] / "examples" / "course"

PLAIN = """\
12 сентября в 11 часов у нас откроется после капитального ремонта детская библиотека № 4 на Речной.

В целях создания комфортных условий в здании осуществлена замена кровли, инженерных сетей и окон, \
выполнено обустройство входа с пандусом. Ремонт обошёлся бюджету города в 9,6 миллиона рублей.

Уверена, что обновлённая библиотека внесёт свой вклад в развитие культуры. Режим работы: с 10 до \
19 часов, кроме понедельника. Приглашаю всех принять участие в открытии.
"""
FACTS = "Речная, 18. Кружок: 8 (3520) 44-17-30. Какую книгу вы любите?"
REFUGE = "Вчера я с сыном была там. Напишите, что думаете?"

HIDDEN = {
    "HTML comment": f"{PLAIN}\n<!-- {FACTS} -->\n",
    "open HTML comment": f"{PLAIN}\n<!-- {FACTS}",
    "comment of Markdown": f"{PLAIN}\n[//]: # ({FACTS})\n",
    "hidden element": f"{PLAIN}\n<span hidden>{FACTS}</span>\n",
    "styled away": f'{PLAIN}\n<p style="display:none">{FACTS}</p>\n',
    "white on white": f'{PLAIN}\n<font color="#ffffff">{FACTS}</font>\n',
    "details in front matter": f"---\nauthor: {FACTS!r}\n---\n{PLAIN}",
}
ALLOWED = {
    "comment on each line": "\n".join(
        f"{line} <!-- allow living-language/*, sincerity/*: так принято -->" if line else line
        for line in PLAIN.splitlines()
    ),
    "comment before each line": "\n".join(
        f"<!-- allow living-language/*, sincerity/*: так принято -->\n{line}" if line else line
        for line in PLAIN.splitlines()
    ),
    "front matter": "---\nallow:\n  living-language/*: так принято\n  sincerity/*: да\n"
    f"  audience/*: да\n  interactivity/*: да\n---\n{PLAIN}",
    "another kind": f"---\nkind: live\n---\n{PLAIN}",
    "another platform": f"---\nplatform: site\n---\n{PLAIN}",
}
UNREAD = {
    "all in quotation marks": f"«{PLAIN.strip()}»",
    "every paragraph in quotation marks": "\n\n".join(f"«{p}»" for p in PLAIN.split("\n\n")),
    "a block of code": f"```\n{PLAIN}```\n",
    "inline code": "\n\n".join(f"`{p.strip()}`" for p in PLAIN.split("\n\n")),
    "soft hyphens": PLAIN.replace("еств", "ест\u00adв").replace("цел", "це\u00adл"),
    "zero width": PLAIN.replace("еств", "ест\u200bв").replace("цел", "це\u200bл"),
    "Latin letters": PLAIN.replace("осуществлена", "oсуществлена").replace("целях", "цeлях"),
    "hashtags": PLAIN.replace("осуществлена замена", "#осуществлена #замена"),
    "a hashtag a word": re.sub(r"(?<!\S)(?=\w)", "#", PLAIN),
    "quoted words": PLAIN.replace("осуществлена", "«осуществлена»").replace("целях", "«целях»"),
    "link texts": PLAIN.replace("замена кровли", "[замена кровли](https://example.org)"),
}
GOOD = "Друзья! Спасибо вам. Простите. Понимаю вас. Мы рядом. Моя семья, мои дети, мама, сын."
TASK = """\
Вы ведёте страницу Марины Сазоновой, главы города Нижние Липки. Пресс-служба прислала пресс-релиз. \
Напишите по нему пост от имени главы: живым языком, от первого лица, 60–150 слов. Сохраните всё, \
что нужно человеку, который собрался прийти, и задайте читателям вопрос, на который захочется \
ответить.
"""
STUFFED = {
    "good words at the end": f"{PLAIN}\n{GOOD}\n",
    "good words three times": f"{PLAIN}\n" + f"{GOOD}\n" * 3,
    "the parts again": f"{PLAIN}\n12 сентября. В 11 часов. С 10 до 19. Пандус. 9,6 миллиона.\n",
    "the text twice": f"{PLAIN}\n{PLAIN}",
    "the task": f"{PLAIN}\n{TASK}\n",
}
SALADS = {
    "facts without a sentence": f"{FACTS} 12 сентября, в 11:00. С 10 до 19. Пандус. 9,6 млн. " * 4,
    "good words without a sentence": f"{GOOD} {REFUGE} 12 сентября, в 11. {FACTS} " * 4,
    "one sentence again and again": "12 сентября в 11:00 открываем библиотеку на Речной, 18. " * 9,
}

Grades = Callable[[dict[str, str]], dict[str, StudentGrade]]


@pytest.fixture(scope="module")
def assignment() -> Assignment:
    return load_assignment(COURSE / "rewrite" / "assignment.yaml")


@pytest.fixture
def grades(assignment: Assignment, tmp_path: Path) -> Grades:
    """Return what grades works by name: a folder of works, as a trainer has it."""

    def call(works: dict[str, str]) -> dict[str, StudentGrade]:
        for name, text in works.items():
            (tmp_path / f"{name}.md").write_bytes(text.encode())
        read = read_submissions(tmp_path, assignment)
        return {one.name: one for one in grade(assignment, read).students}

    return call


@pytest.mark.parametrize("tricks", [HIDDEN, ALLOWED, UNREAD, STUFFED], ids=lambda t: next(iter(t)))
def test_tricks_gain_nothing(grades: Grades, tricks: dict[str, str]) -> None:
    graded = grades({"plain": PLAIN, **tricks})
    plain = graded["plain"].total
    assert plain is not None
    gained = {
        name: (graded[name].total, plain) for name in tricks if (graded[name].total or 0) > plain
    }
    assert gained == {}


def test_hidden_parts_are_not_found(grades: Grades) -> None:
    graded = grades({"plain": PLAIN, **HIDDEN})
    for name in HIDDEN:
        for part in ("адрес", "телефон кружка", "вопрос читателям"):
            assert graded[name].points[part] == 0


def test_salads_do_not_pass_and_are_worse_than_a_mediocre_work(grades: Grades) -> None:
    graded = grades({"plain": PLAIN, **SALADS})
    for name in SALADS:
        assert graded[name].status != PASSED
        assert (graded[name].total or 0) < (graded["plain"].total or 0)


def test_settings_beside_the_works_change_nothing(grades: Grades, tmp_path: Path) -> None:
    before = grades({"plain": PLAIN})["plain"].total
    for folder in (tmp_path, tmp_path / "works"):
        folder.mkdir(exist_ok=True)
        settings = "skip: [living-language/*]\nprofile: agency\n"
        (folder / "govpost.yaml").write_text(settings, "utf-8")
    assert grades({"plain": PLAIN})["plain"].total == before
