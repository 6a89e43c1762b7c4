"""Feedback for one student as Markdown: no mark-up of the student's own text comes through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from govpost_lint.course.gradebook import Gradebook, StudentGrade
from govpost_lint.reporters.course import line, points
from govpost_lint.reporters.course.headline import headline
from govpost_lint.reporters.course.lessons import feedback
from govpost_lint.reporters.course.told import Feedback, Lesson, MarkedText
from govpost_lint.reporters.markdown import escape


def write(gradebook: Gradebook, student: StudentGrade, stream: TextIO) -> None:
    """Write the file."""
    for paragraph in filter(None, _paragraphs(gradebook, student)):
        stream.write(paragraph.rstrip() + "\n\n")
    mark = gradebook.fingerprint
    stream.write(f"govpost-lint {mark.version}, отпечаток оценки {mark.short}\n")


def _paragraphs(gradebook: Gradebook, student: StudentGrade) -> Iterator[str]:
    told, top = feedback(gradebook, student), headline(gradebook, student)
    yield f"# {escape(line(student.name))}"
    yield escape(line(gradebook.assignment.title))
    scale = f" ({top.scale})" if top.scale else ""
    yield f"**Оценка: {escape(top.mark)}**{escape(scale)}, {top.status}."
    for said in (top.reason, top.advice, *told.notes):
        if said:
            yield escape(said)
    if told.steps:
        yield "## С чего начать"
        yield "\n".join(
            f"{number}. **{escape(step.title)}** (до +{points(step.gain)} к итогу)"
            + (f". {escape(step.hint)}" if step.hint else "")
            for number, step in enumerate(told.steps, 1)
        )
    if told.good:
        yield "## Что удалось"
        yield "\n".join(f"- {escape(one)}" for one in told.good)
    yield from _points(told)
    if told.facts:
        yield "## Месяц страницы"
        facts = (f"{title.capitalize()}: {value}" for title, value in told.facts)
        yield "\n".join(f"- {escape(fact)}" for fact in facts)
    if told.texts:
        yield f"## {told.texts_title}"
        for text in told.texts:
            yield from _text(text)
        yield told.rest
    for title, lessons in told.chapters:
        yield f"## {title}"
        for lesson in lessons:
            yield from _lesson(lesson)


def _points(told: Feedback) -> Iterator[str]:
    if told.rows:
        yield "## Баллы"
        lines = ["| за что | баллы | почему |", "| --- | --- | --- |"]
        lines += [f"| {escape(row.title)} | {row.worth} | {escape(row.why)} |" for row in told.rows]
        yield "\n".join(lines)
    yield from map(escape, told.changes)
    if told.attempts:
        yield "\n".join(f"- попытка {attempt}" for attempt in told.attempts)


def _text(text: MarkedText) -> Iterator[str]:
    if text.title:
        yield f"### {escape(text.title)}"
    marked = []
    for piece in text.pieces:
        shown = escape(piece.text)
        if piece.severity and shown.strip():
            shown = "\n".join(_bold(one) for one in shown.split("\n"))
        numbers = "".join(f" [{number}]" for number in piece.numbers)
        marked.append(shown + numbers)
    yield "\n".join(f"> {one}".rstrip() for one in "".join(marked).split("\n"))


def _bold(text: str) -> str:
    inner = text.strip()
    return text.replace(inner, f"**{inner}**", 1) if inner else text


def _lesson(lesson: Lesson) -> Iterator[str]:
    yield f"### {escape(lesson.heading)}"
    if lesson.why:
        yield escape(lesson.why)
    lines = []
    for place in lesson.places:
        said = [f"- {escape(place.label + place.message)}"]
        if place.better:
            better = ", ".join(f"«{one}»" for one in place.better)
            said.append(f"  Лучше: {escape(better)}")
        if place.rewritten:
            said.append(f"  Как могло бы читаться: {escape(place.rewritten)}")
        lines.append("  \n".join(said))
    yield "\n".join(lines)
    yield escape(lesson.ground)
