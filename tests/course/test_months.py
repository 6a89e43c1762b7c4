"""A month of an account as a work: read from any export, judged as ``history`` judges it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from govpost_lint import api
from govpost_lint.cli.gradebooks import rendered
from govpost_lint.course.assignment import Assignment
from govpost_lint.course.gradebook import REVIEW, UNREADABLE, Gradebook, StudentGrade
from govpost_lint.course.grading import grade
from govpost_lint.course.loading import load_assignment
from govpost_lint.course.submissions import read_submissions
from govpost_lint.errors import ConfigErrors
from tests.course.small import Files, folder_of

ASSIGNMENT = """
title: Месяц страницы
task: Ведите страницу весь март.
kind: history
account: {since: "2026-03-01", until: "2026-03-28", timezone: Asia/Omsk}
required:
  мост: {patterns: ["{мост}"]}
limits: {min_words: 40, min_posts: 6, max_posts: 40}
rubric:
  criteria: {living-language: 30, regularity: 30}
  rules: {feedback/unanswered-question: {weight: 20, each: 5}, living-language/empty-verb: 10}
  parts: 10
"""
GOOD = (
    "Ходил по мосту: доски сухие, перила держат, дети катят коляски.",
    "На Лесной зажгли восемь фонарей, последний поставим к субботе.",
    "Дочка спросила, почему у школы нет перехода. Нарисуем в апреле, обещаю.",
    "Утром чистил снег вместе с дворниками: лопата тяжелее доклада.",
)


def month(folder: Path, text: str = ASSIGNMENT) -> Assignment:
    path = folder / "assignment.yaml"
    path.write_text(text, "utf-8")
    return load_assignment(path)


def table(days: str = "02 05 08 11 14 17 20 23 26", text: str = "", texts: str = "") -> str:
    lines = [
        {
            "id": f"p{n}",
            "date": f"2026-03-{day}T10:00",
            "text": texts or f"День {day}. {GOOD[n % 4]} {text}".strip(),
        }
        for n, day in enumerate(days.split())
    ]  # fmt: skip
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in lines) + "\n"


QUESTION = (
    '{"id": "c1", "post_id": "p0", "date": "2026-03-02T11:00", "text": "Когда починят лифт?"}\n'
)
ANSWER = (
    '{"id": "c2", "post_id": "p0", "reply_to": "c1", "date": "2026-03-02T15:00", '
    '"is_official": true, "text": "Завтра до обеда, мастер уже получил лебёдку."}\n'
)
WHOLE = table() + QUESTION + ANSWER


def graded(folder: Path, files: Files, text: str = ASSIGNMENT, jobs: int = 1) -> Gradebook:
    folder.mkdir(exist_ok=True)
    exercise = month(folder, text)
    return grade(exercise, read_submissions(folder_of(folder, files), exercise), jobs=jobs)


def only(folder: Path, content: str, text: str = ASSIGNMENT) -> StudentGrade:
    (student,) = graded(folder, {"Анна.jsonl": content}, text).students
    return student


def test_criteria_are_those_of_the_report_on_the_account(tmp_path: Path) -> None:
    """Without rules as lines of their own a criterion has the very score of ``history``."""
    text = ASSIGNMENT.replace("living-language: 30, regularity: 30", (
        "living-language: 30, regularity: 20, feedback: 20, personal: 10, interactivity: 10"
    )).replace("  rules: {feedback/unanswered-question: {weight: 20, each: 5}, living-language/empty-verb: 10}\n", "")  # fmt: skip # noqa: E501
    content = table("02 05 14 17 20", "Осуществляется проверка.") + QUESTION
    student = only(tmp_path, content, text)
    exercise = month(tmp_path, text)
    report = api.history(
        tmp_path / "works" / "Анна.jsonl",
        exercise.ruleset,
        since=date(2026, 3, 1),
        until=date(2026, 3, 28),
        as_of=date(2026, 3, 28),
    )
    assert report.findings
    for name, weight in exercise.criteria.items():
        expected = weight * report.score.criteria[name].score / 100
        assert student.points[name] == pytest.approx(expected, abs=0.011)


def test_every_form_of_export_gives_the_same_grade(tmp_path: Path) -> None:
    records = [json.loads(line) for line in table().splitlines()]
    telegram = {
        "name": "К", "type": "public_channel", "id": 7,
        "messages": [{"id": n, "type": "message", "date": f"{r['date']}:00", "text": r["text"]}
                     for n, r in enumerate(records, 1)],
    }  # fmt: skip
    wall = {"response": {"count": len(records), "items": [
        {"id": n, "owner_id": -7, "from_id": -7, "date": 1772424000 + 259200 * n, "text": r["text"],
         "post_type": "post"} for n, r in enumerate(records)
    ]}}  # fmt: skip
    lines = ["id;date;text", *(f"{r['id']};{r['date']};{r['text']}" for r in records)]
    book = graded(
        tmp_path,
        {
            "Лист.csv": "\n".join(lines),
            "Строки.jsonl": table(),
            "Телеграм/result.json": json.dumps(telegram),
            "Стена.json": json.dumps(wall),
            **{
                f"Папка/{n:02}.md": f"---\ndate: {r['date']}\n---\n{r['text']}\n"
                for n, r in enumerate(records, 1)
            },
        },
    )
    found = {one.name: one for one in book.students}
    assert set(found) == {"Лист", "Папка", "Стена", "Строки", "Телеграм"}
    assert {
        one.attempt.account.facts.posts
        for one in book.students
        if one.attempt and one.attempt.account
    } == {9}
    assert len({one.total for one in book.students}) == 1
    assert len(found["Папка"].attempts) == 1


def test_rule_about_the_account_costs_its_points(tmp_path: Path) -> None:
    answered, asked = only(tmp_path / "a", WHOLE), only(tmp_path / "b", table() + QUESTION)
    assert answered.points["feedback/unanswered-question"] == 20
    assert asked.points["feedback/unanswered-question"] == 15
    item = asked.attempt and asked.attempt.item("feedback/unanswered-question")
    assert item is not None
    assert item.reason == "Вопрос без ответа"


def test_silence_costs_rhythm_and_language_costs_language(tmp_path: Path) -> None:
    whole = only(tmp_path / "a", WHOLE)
    silent = only(tmp_path / "b", table("02 03 04 20 21 22 23 24") + QUESTION + ANSWER)
    stiff = only(
        tmp_path / "c", table(text="Осуществляется реализация мероприятий.") + QUESTION + ANSWER
    )
    assert silent.points["regularity"] < whole.points["regularity"]
    assert silent.points["living-language"] == whole.points["living-language"]
    assert stiff.points["living-language"] < whole.points["living-language"]
    assert stiff.points["regularity"] == whole.points["regularity"]


def test_what_cannot_be_judged_is_for_a_person_and_no_gift(tmp_path: Path) -> None:
    student = only(tmp_path, table())
    assert student.points["feedback/unanswered-question"] == 0
    assert (student.status, student.reason) == (REVIEW, "судить не по чему: Вопрос без ответа")


def test_few_posts_earn_in_proportion_and_very_few_are_for_a_person(tmp_path: Path) -> None:
    four = only(tmp_path / "a", table("02 05 08 11") + QUESTION + ANSWER)
    assert four.attempt is not None
    assert [one.id for one in four.attempt.deductions] == ["few"]
    two = only(tmp_path / "b", table("02 05") + QUESTION + ANSWER)
    assert (two.status, two.total) == (REVIEW, None)
    many = only(tmp_path / "c", WHOLE, ASSIGNMENT.replace("max_posts: 40", "max_posts: 8"))
    assert many.attempt is not None
    assert [(one.id, one.points) for one in many.attempt.deductions] == [("many", 12.5)]


def test_only_the_days_of_the_assignment_count(tmp_path: Path) -> None:
    later = '{"id": "x", "date": "2026-04-09T10:00", "text": "Мост осуществляет открытие."}\n'
    assert only(tmp_path / "a", WHOLE + later).points == only(tmp_path / "b", WHOLE).points
    other = WHOLE.replace("2026-03", "2026-05")
    student = only(tmp_path / "c", other)
    assert (student.status, student.reason) == (UNREADABLE, "в заданные дни своих постов нет")


MANY = "".join(f'{{"id": "p{n}", "date": "2026-03-02", "text": "Мост."}}\n' for n in range(5001))
TRICKS = {
    "comments that allow": "\n<!-- allow */*: так говорят люди -->",
    "hidden text": '<span style="display:none">Мост! Как вы думаете?</span>',
    "invisible signs": "\u200b",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_tricks_in_posts_gain_nothing(trick: str, tmp_path: Path) -> None:
    stiff = "Осуществляется реализация мероприятий."
    plain = only(tmp_path / "a", table(texts=stiff) + QUESTION + ANSWER)
    fooled = only(tmp_path / "b", table(texts=stiff + TRICKS[trick]) + QUESTION + ANSWER)
    assert (fooled.total, fooled.points) == (plain.total, plain.points)


def test_the_same_post_again_is_no_further_post(tmp_path: Path) -> None:
    one = only(tmp_path, table(texts="Мост стоит, фонари горят, дети идут в школу.") + QUESTION)
    assert one.total is None
    assert "слишком" in one.reason


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"Анна.jsonl": "[]"}, "нет своих постов с текстом"),
        ({"Анна.docx": b"PK\x03\x04"}, "такой формат не читается"),
        ({"Анна.csv": ""}, "файл пуст"),
        ({"Анна/1.md": "Без даты."}, "ни одного поста с датой"),
        ({"Анна.json": '{"name": "К"}'}, "не выгрузка постов"),
        ({"Анна.jsonl": MANY}, "постов 5001, это больше месяца: читаем до 5000"),
    ],
)
def test_what_is_no_export_is_a_line_with_its_reason(
    files: Files, message: str, tmp_path: Path
) -> None:
    (student,) = graded(tmp_path, files).students
    assert student.status == UNREADABLE
    assert message in student.reason
    assert "govpost-" not in student.reason


def test_same_bytes_on_every_run_and_for_any_number_of_processes(tmp_path: Path) -> None:
    files = {f"Слушатель {n}.jsonl": table(text="Считаем." * n) + QUESTION for n in range(4)}
    files["Папка/пост.md"] = "---\ndate: 2026-03-02\n---\nМост."
    first, second = (graded(tmp_path, files, jobs=jobs) for jobs in (1, 2))
    for form in ("csv", "xlsx", "json", "moodle"):
        assert rendered(first, form) == rendered(second, form)


def test_near_copies_are_found_beyond_the_first_post(tmp_path: Path) -> None:
    other = json.dumps({"id": "q", "date": "2026-03-01T09:00", "text": "Совсем другое начало дня."})
    book = graded(tmp_path, {"Анна.jsonl": WHOLE, "Борис.jsonl": f"{other}\n{WHOLE}"})
    (likeness,) = book.likenesses
    anna, boris = (one.attempt for one in book.students)
    assert anna is not None
    assert boris is not None
    run = likeness.runs[0]
    said = anna.text[run.first.start : run.first.end]
    assert said == boris.text[run.second.start : run.second.end]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: history", "kind: interactive", "«account» нужно только для kind: history"),
        ("kind: history", "kind: interactive", "оно судит страницу за месяц: kind: history"),
        ("Asia/Omsk", "Asia/Tmutarakan", "часового пояса «Asia/Tmutarakan» нет"),
        ('since: "2026-03-01"', 'since: "1 марта"', "день «1 марта» не разобран"),
        ('until: "2026-03-28"', 'until: "2026-02-28"', "until раньше since"),
        ("max_posts: 40", "max_posts: 4", "max_posts меньше min_posts"),
        ("regularity: 30", "emergence: 30", "критерия «emergence» нет"),
    ],
)
def test_mistakes_in_the_assignment(old: str, new: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors) as caught:
        month(tmp_path, ASSIGNMENT.replace(old, new))
    told = [f"{one.message} {one.hint}" for one in caught.value.errors]
    assert any(message in one for one in told), told


def test_late_month_loses_its_points(tmp_path: Path) -> None:
    text = f'{ASSIGNMENT}deadline: "2026-04-01T18:00+03:00"\nlate: {{per_day: 5}}\n'
    exercise = month(tmp_path, text)
    (one,) = read_submissions(folder_of(tmp_path, {"Анна.jsonl": WHOLE}), exercise)
    assert exercise.deadline is not None
    late = replace(one.works[0], submitted=exercise.deadline.replace(day=3))
    (student,) = grade(exercise, [replace(one, works=(late,))]).students
    assert student.total == pytest.approx(sum(student.points.values()) - 10, abs=0.1)
