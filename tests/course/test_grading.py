"""Grades: fair, explained, repeatable, and nothing to gain by fooling the program."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest

from govpost_lint.course.gradebook import MISSING, REVIEW, UNREADABLE, Attempt, Gradebook
from govpost_lint.course.grading import grade
from govpost_lint.course.loading import load_assignment
from govpost_lint.course.submissions import read_submissions
from tests.course.small import EXAMPLE, GOOD, assignment, folder_of, graded, total

POOR = (
    "Администрацией осуществляется реализация мероприятий по ремонту моста. В целях обеспечения "
    "безопасности граждан движение будет ограничено. О сроках мы проинформируем дополнительно. "
    "Приносим извинения за доставленные неудобства."
)
"""Officialese, without date, price and question."""

LIST = "Мост. 14 апреля. 12 млн рублей. Друзья, я, моя семья. Как вы думаете?"
SOURCE = load_assignment(EXAMPLE).source


def lost(attempt: Attempt, book: Gradebook) -> float:
    weights = {column.id: column.weight for column in book.columns}
    return sum(weights[item.column] - item.earned for item in attempt.items)


def only(book: Gradebook) -> Attempt:
    attempt = book.students[0].attempt
    assert attempt is not None
    return attempt


def test_good_work_has_full_points(tmp_path: Path) -> None:
    (student,) = graded(tmp_path, {"Иванова Анна.md": GOOD}).students
    assert (student.total, student.mark, student.status) == (100.0, "5", "зачтено")


@pytest.mark.parametrize("text", [GOOD, POOR, f"{GOOD} {POOR}", SOURCE, f"{POOR} {LIST}"])
def test_every_lost_point_is_a_finding_a_missing_part_or_a_deduction(
    text: str, tmp_path: Path
) -> None:
    book = graded(tmp_path, {"Иванова Анна.md": text})
    attempt = only(book)
    taken = sum(one.points for one in attempt.deductions)
    assert attempt.total == pytest.approx(100 - lost(attempt, book) - taken, abs=0.06)
    for item, column in zip(attempt.items, book.columns, strict=True):
        if item.earned < column.weight:
            assert item.reason
            assert column.kind == "part" or attempt.findings(column)
    assert all(one.reason and one.points > 0 for one in attempt.deductions)


INJECTIONS = {
    "comments that allow": lambda text: "\n".join(
        f"<!-- allow */*: так говорят люди -->\n{line}" for line in text.split("\n")
    ),
    "front matter that allows": lambda text: f"---\nallow: {{'*': так надо}}\n---\n{text}",
    "another kind in the front matter": lambda text: f"---\nkind: story\n---\n{text}",
    "hidden comment": lambda text: f"{text}\n<!-- {GOOD} -->",
    "hidden element": lambda text: f'{text}\n<span style="display:none">{GOOD}</span>',
    "white element": lambda text: f'{text}\n<font color="white">{GOOD}</font>',
    "Markdown comment": lambda text: f'{text}\n\n[//]: # "{GOOD}"',
    "letters spoiled by Latin ones": lambda text: text.replace("о", "o").replace("с", "c"),
    "words cut by invisible signs": lambda text: text.replace("ра", "р\u200cа"),
    "quotation marks around everything": lambda text: f"«{text}»",
    "quotation marks around words": lambda text: " ".join(f"«{word}»" for word in text.split()),
    "code": lambda text: f"```\n{text}\n```",
    "list of good words": lambda text: f"{text}\n\n{LIST}",
    "list of good words, many times": lambda text: f"{text}\n\n{LIST}\n\n{LIST}\n\n{LIST}",
    "list without full stops": lambda text: f"{text}\n\nМост, 14 апреля, 12 млн рублей, семья",
    "its own sentences again": lambda text: f"{text} {text} {text}",
    "the source": lambda text: f"{text}\n\n{SOURCE}",
    "the task": lambda text: f"{text}\n\n{load_assignment(EXAMPLE).task}",
    "heap of nouns": lambda text: f"{text}\n\n{'мост река дом семья дети мама апрель рубль ' * 5}",
}  # fmt: skip


@pytest.mark.parametrize("injection", INJECTIONS)
def test_injection_gains_nothing(injection: str, tmp_path: Path) -> None:
    plain = total(tmp_path / "plain", POOR)
    assert total(tmp_path / "fooled", INJECTIONS[injection](POOR)) <= plain


def test_hidden_text_of_word_gains_nothing(tmp_path: Path) -> None:
    def word(**look: object) -> bytes:
        file = docx.Document()
        paragraph = file.add_paragraph(POOR)
        if look:
            font = paragraph.add_run(" " + GOOD).font
            for name, value in look.items():
                setattr(font.color if name == "rgb" else font, name, value)
        stream = io.BytesIO()
        file.save(stream)
        return stream.getvalue()

    looks: list[dict[str, object]] = [
        {"hidden": True},
        {"rgb": docx.shared.RGBColor(255, 255, 255)},
        {"size": docx.shared.Pt(1)},
    ]
    plain = total(tmp_path / "plain", word(), "А.docx")
    for number, look in enumerate(looks):
        assert total(tmp_path / str(number), word(**look), "А.docx") == plain


def test_reasons_of_works_that_are_not_graded(tmp_path: Path) -> None:
    book = graded(
        tmp_path,
        {
            "А.md": "",
            "Б.md": "The bridge will be closed for repairs from 14 to 20 April, drivers beware.",
            "В.md": "Міст через річку зачинено на ремонт, їхати треба в об'їзд, є знаки.",
            "Г.md": "Шыдлварп ывапрол джэйцук енгшщз хъфыва пролджэ ячсмить бюйцу кенгш щзхъ.",
            "Д.md": "😀😀😀",
        },
    )
    assert [(one.total, one.status) for one in book.students] == [
        (None, UNREADABLE), (None, REVIEW), (None, REVIEW), (None, REVIEW), (None, REVIEW),
    ]  # fmt: skip
    assert [one.reason for one in book.students] == [
        "А.md: файл пуст",
        "русских букв 0%: работа не на русском языке",
        "работа не на русском языке",
        "словарь знает 0% слов: это не русский текст",
        "в работе нет слов",
    ]


def test_short_work_earns_in_proportion(tmp_path: Path) -> None:
    text = (
        "Мост закроем 14 апреля, ремонт стоит 12 млн. Объезд идёт через Садовую улицу, "
        "автобус подождёт вас у магазина, я сам встречу первый рейс."
    )
    attempt = only(graded(tmp_path, {"А.md": text}))
    (short,) = attempt.deductions
    assert (short.id, short.reason) == (
        "short",
        "своих слов 23, нужно 40: баллы за долю написанного",
    )


def test_work_under_half_of_the_least_words_is_for_a_person_to_judge(tmp_path: Path) -> None:
    (student,) = graded(tmp_path, {"А.md": "Мост закроем 14 апреля, ремонт стоит 12 млн."}).students
    assert (student.status, student.total) == (REVIEW, None)
    assert student.reason == "слишком коротко: своих слов 8, нужно 40"


def test_facts_pasted_below_earn_nothing(tmp_path: Path) -> None:
    text = (
        "Весной чиним старый мост, по нему вы ездите на работу и возите детей в школу. Знаю, что "
        "в объезд неудобно, сам так езжу каждое утро. Потерпите. Где ещё поставить знаки?"
    )
    assert total(tmp_path / "b", f"{text}\n\n{SOURCE}") < total(tmp_path / "a", text)


def test_late_work_and_attempts(tmp_path: Path) -> None:
    exercise = load_assignment(EXAMPLE)
    works = folder_of(tmp_path, {"А.1.md": GOOD, "А.2.md": POOR, "А.3.md": GOOD, "А.4.md": GOOD})
    (student,) = read_submissions(works, exercise)
    moments = ["2026-04-12T09:00+03:00", "2026-04-10T17:59+03:00", "2026-05-12T09:00+03:00", ""]
    dated = tuple(
        replace(work, submitted=datetime.fromisoformat(moment) if moment else None)
        for work, moment in zip(student.works, moments, strict=True)
    )
    (one,) = grade(exercise, [replace(student, works=dated)]).students
    assert [attempt.late_days for attempt in one.attempts] == [2, 0, 32]
    assert [attempt.total for attempt in one.attempts][::2] == [90.0, 80.0]
    assert one.taken == 1
    assert "попыток 4, рассмотрены первые 3" in one.notes
    last = load_assignment(EXAMPLE)
    (one,) = grade(replace(last, take="last"), [replace(student, works=dated)]).students
    assert one.taken == 3


def test_who_handed_in_nothing_is_a_line(tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text("Анна\nБорис\n", "utf-8")
    exercise = load_assignment(EXAMPLE)
    works = folder_of(tmp_path, {"Анна.md": GOOD})
    book = grade(exercise, read_submissions(works, exercise, roster))
    assert [(one.name, one.status, one.mark) for one in book.students] == [
        ("Анна", "зачтено", "5"), ("Борис", MISSING, ""),
    ]  # fmt: skip


def test_single_rule_costs_its_weight_once(tmp_path: Path) -> None:
    exercise = assignment(tmp_path)
    text = GOOD.replace(" Где ещё поставить знаки?", " Объезд уже обозначен, знаки стоят с утра.")
    book = graded(tmp_path, {"А.md": text}, exercise)
    item = only(book).item("interactivity/no-question")
    assert item is not None
    assert item.earned == 0
    assert book.students[0].total == 90.0


def test_parts_count_once(tmp_path: Path) -> None:
    once = total(tmp_path / "one", GOOD)
    more = GOOD + " Ремонт моста обойдётся в 12 миллионов. Начнём мост чинить 14 апреля."
    assert total(tmp_path / "two", more) <= once


def test_same_gradebook_whatever_the_order_and_the_number_of_processes(tmp_path: Path) -> None:
    exercise = load_assignment(EXAMPLE)
    chance = random.Random(7)
    sentences = (GOOD + " " + POOR).split(". ")
    files = {
        f"Слушатель {n}.md": ". ".join(chance.sample(sentences, chance.randint(2, 8))) + "."
        for n in range(8)
    }
    submissions = read_submissions(folder_of(tmp_path, files), exercise)
    assert grade(exercise, submissions, jobs=2) == grade(exercise, submissions, jobs=1)
