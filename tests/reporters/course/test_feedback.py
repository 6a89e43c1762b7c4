"""Feedback and class report: what is said, what is hidden, nothing of a stranger's text runs."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from govpost_lint.course.gradebook import Gradebook, StudentGrade
from govpost_lint.reporters.course import feedback_docx, feedback_markdown
from govpost_lint.reporters.course.class_figures import figures
from govpost_lint.reporters.course.lessons import feedback
from govpost_lint.reporters.markdown import escape
from tests.browser import browse, needs_chromium, tags


def student(gradebook: Gradebook, name: str) -> StudentGrade:
    return next(one for one in gradebook.students if one.name == name)


def test_feedback_accounts_for_every_lost_point(example: Gradebook) -> None:
    for one in example.students:
        told = feedback(example, one)
        if one.attempt is None or not told.rows:
            continue
        lost = sum(
            row.weight - row.earned
            for row, column in zip(told.rows, example.columns, strict=True)
            if column.kind != "part"
        )
        explained = sum(lesson.cost for lesson in told.lessons)
        assert explained == pytest.approx(lost, abs=0.02), one.name


def test_steps_come_with_the_best_gain_first(example: Gradebook) -> None:
    told = feedback(example, student(example, "Дорохов Илья"))
    assert told.steps[0].title == "Добавьте: телефон кружка"
    gains = [step.gain for step in told.steps]
    assert gains == sorted(gains, reverse=True)
    assert 0 < len(gains) <= 3


def test_what_the_trainer_took_away_is_neither_praise_nor_advice(example: Gradebook) -> None:
    told = feedback(example, student(example, "Дорохов Илья"))
    row = next(row for row in told.rows if row.title == "вопрос читателям")
    assert row.earned == 0
    assert row.decision
    assert not [good for good in told.good if "вопрос читателям" in good]
    assert not [step for step in told.steps if "вопрос читателям" in step.title]


def test_places_show_how_the_sentence_could_read(example: Gradebook) -> None:
    told = feedback(example, student(example, "Дорохов Илья"))
    places = [place for lesson in told.lessons for place in lesson.places]
    rewritten = [place.rewritten for place in places if place.rewritten]
    assert "Библиотека будет работать с 10 до 19, в понедельник выходной." in rewritten
    assert all(lesson.why for lesson in told.lessons)


def test_text_of_the_student_comes_back_whole(example: Gradebook) -> None:
    for one in example.students:
        if one.attempt is None:
            continue
        for text, report in zip(feedback(example, one).texts, one.attempt.reports, strict=True):
            shown = "".join(piece.text for piece in text.pieces)
            assert len(shown) >= len(report.document.text) - report.document.body_start


def test_texts_left_out_are_counted(example: Gradebook) -> None:
    one = student(example, "Дорохов Илья")
    assert one.attempt is not None
    many = replace(one.attempt, reports=one.attempt.reports * 63)
    long = replace(one, attempts=tuple(many if a is one.attempt else a for a in one.attempts))
    shown = io.StringIO()
    feedback_markdown.write(example, long, shown)
    assert "\n\nЕщё текстов: 3, они не показаны.\n\n" in shown.getvalue()
    word = io.BytesIO()
    feedback_docx.write(example, long, word)
    told = [paragraph.text for paragraph in docx.Document(word).paragraphs]
    assert "Ещё текстов: 3, они не показаны." in told
    assert not feedback(example, one).rest


def test_feedback_names_no_other_student(written: Path, example: Gradebook) -> None:
    for one in example.students:
        told = [
            (written / "feedback" / f"{one.name}{s}").read_text("utf-8") for s in (".html", ".md")
        ]
        for other in example.students:
            surname = other.name.split()[0]
            if other.name != one.name and not any(surname in o.reason for o in one.overrides):
                assert not [text for text in told if other.name in text], (one.name, other.name)


def test_missing_work_gets_a_page_with_the_reason(written: Path) -> None:
    text = (written / "feedback" / "Абрамцева Нина.html").read_text("utf-8")
    assert "не сдано" in text
    assert "Работы нет. Сдайте её" in text


def test_class_report_is_anonymous_up_to_near_copies(written: Path, example: Gradebook) -> None:
    text = (written / "class.html").read_text("utf-8")
    before, after = text.split('<section id="copies">')
    for one in example.students:
        assert one.name.split()[0] not in before
    assert "Дорохов Илья" in after
    assert '<mark class="same">' in after


def test_figures_of_the_class(example: Gradebook) -> None:
    found = figures(example)
    assert sum(count for _, count in found.statuses) == len(example.students)
    assert sum(found.bins) == len(found.totals)
    graded = sum(one.attempt is not None for one in example.students)
    assert all(0 < mistake.students <= graded for mistake in found.mistakes)
    assert [m.students for m in found.mistakes] == sorted(
        (m.students for m in found.mistakes), reverse=True
    )
    broken = {mistake.title for mistake in found.mistakes}
    kept = {title for _, titles in found.nobody for title in titles}
    assert kept
    assert not broken & kept
    assert len(found.progress.pairs) == 1


def test_personal_data_is_hidden_everywhere(tmp_path: Path, grade_folder, write_all) -> None:
    assignment = Path(__file__).parents[3] / "examples/course/reply/assignment.yaml"
    for name in ("assignment.yaml", "complaint.md"):
        (tmp_path / name).write_text(assignment.with_name(name).read_text("utf-8"), "utf-8")
    (tmp_path / "class.csv").write_text("name\nИванов Иван\n", "utf-8")
    (tmp_path / "submissions").mkdir()
    text = (
        "Марина, простите нас! Ваша соседка Кузнецова Ольга Петровна, Заводская, дом 7, "
        "квартира 31, телефон 8 913 555-44-33, тоже жаловалась на мусор.\n"
        "Мусоровоз сломался. Вывезем всё 16 апреля до 14 часов, потом уберём двор. "
        "С 20 апреля машина снова ездит каждый день, я сам приеду и проверю площадку.\n"
    )
    (tmp_path / "submissions" / "Иванов Иван.md").write_text(text, "utf-8")
    folder = write_all(grade_folder(tmp_path), tmp_path / "out")
    for path in folder.rglob("*"):
        if path.suffix in (".html", ".md", ".json", ".csv"):
            assert "555-44-33" not in path.read_text("utf-8-sig"), path.name
    assert "•••" in (folder / "feedback" / "Иванов Иван.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["feedback/=cmd.html", "feedback/Иванов Иван.html", "class.html"])
def test_hostile_texts_become_no_elements(hostile_written: Path, name: str) -> None:
    page = hostile_written / name
    found = tags(page)
    assert not {"script", "img", "iframe", "link", "base", "object", "form"} & set(found.names)
    assert found.names.count("style") == found.names.count("head") == 1
    assert found.names.count("meta") == 4
    assert [v for n, v in found.attributes if n == "content" and v.startswith("default-src")] == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]
    outside = [v for n, v in found.attributes if n in ("href", "src", "action") and v[:1] != "#"]
    assert outside == []
    assert not [attribute for attribute, _ in found.attributes if attribute.startswith("on")]
    targets = {value[1:] for attribute, value in found.attributes if attribute == "href"}
    assert targets <= {value for attribute, value in found.attributes if attribute == "id"}
    assert "\u202e" not in page.read_text("utf-8")


@needs_chromium
def test_pages_open_without_complaint(hostile_written: Path, tmp_path: Path) -> None:
    for name in ("feedback/=cmd.html", "class.html"):
        page = tmp_path / "page.html"
        page.write_bytes((hostile_written / name).read_bytes())
        done = browse(page, "--dump-dom")
        assert "<title>owned" not in done.stdout
        assert "CONSOLE" not in done.stderr


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>*x*</b>", r"\<b\>\*x\*\</b\>"),
        ("![a](http://x)", r"!\[a\](http\://x)"),
        ("# нет\n- нет\n1. нет", "\\# нет\n\\- нет\n1\\. нет"),
        ("Цена 9,6 млн. Да!", "Цена 9,6 млн. Да!"),
    ],
)
def test_markdown_shows_what_was_written(text: str, shown: str) -> None:
    assert escape(text) == shown
