"""The weekly brief for the official: console, Markdown and docx, with room for the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import IO, TextIO

from govpost_lint.facts.report import AccountReport
from govpost_lint.facts.window import Moment
from govpost_lint.reporters import account, wording
from govpost_lint.reporters.account import AccountRun, ledger
from govpost_lint.reporters.account.agenda import Agenda, Group, Question, agenda
from govpost_lint.reporters.excerpt import visible
from govpost_lint.reporters.markdown import escape
from govpost_lint.reporters.terminal import Line, width_of, wrapped, write_lines

_PEOPLE = ("поддержал", "поддержали", "поддержали")
_LINE = "Ответ: "


def write_console(
    report: AccountReport, run: AccountRun, stream: TextIO, since: Moment = None
) -> None:
    """Write the brief for a terminal."""
    write_lines(_lines(agenda(report, run, since), width_of(stream)), stream)


def _lines(plan: Agenda, width: int) -> Iterator[Line]:
    yield from wrapped(_title(plan), width, "bold", "")
    yield from wrapped(_summary(plan), width, indent="")
    for heading, groups in _parts(plan):
        yield ()
        yield ((heading, "bold underline"),)
        for topic, same in groupby(groups, key=lambda group: group.topic):
            yield ()
            yield ((topic, "bold"),)
            for group in same:
                yield from wrapped(_place(group), width, "cyan", "  ")
                for question in group.questions:
                    yield from wrapped(f"• {question.quote}", width)
                    yield from wrapped(_about(question), width, "dim", " " * 6)
                    yield ((f"      {_LINE}" + "_" * max(10, width - 6 - len(_LINE)), "dim"),)
    for heading, rows in _promises(plan):
        yield ()
        yield ((heading, "bold underline"),)
        for row in rows:
            yield from wrapped(_promised(row), width)


def write_markdown(
    report: AccountReport, run: AccountRun, stream: TextIO, since: Moment = None
) -> None:
    """Write the brief as Markdown."""
    plan = agenda(report, run, since)
    stream.write(f"# {escape(_title(plan))}\n\n{escape(_summary(plan))}\n")
    for heading, groups in _parts(plan):
        stream.write(f"\n## {heading}\n")
        for topic, same in groupby(groups, key=lambda group: group.topic):
            stream.write(f"\n### {escape(topic)}\n")
            for group in same:
                stream.write(f"\n**{escape(_place(group))}**\n\n")
                for question in group.questions:
                    stream.write(f"- {escape(question.quote)}  \n")
                    stream.write(f"  {escape(_about(question))}  \n")
                    stream.write(f"  {_LINE}" + "\\_" * 30 + "\n")
    for heading, rows in _promises(plan):
        stream.write(f"\n## {heading}\n\n")
        stream.writelines(f"- {escape(_promised(row))}\n" for row in rows)


def write_docx(
    report: AccountReport, run: AccountRun, stream: IO[bytes], since: Moment = None
) -> None:
    """Write the brief as a Word document.

    Raises:
        ImportError: python-docx is not installed; it comes with the extra ``docx``.
    """
    from docx import Document

    plan = agenda(report, run, since)
    page = Document()
    page.core_properties.author = "govpost-lint"
    page.core_properties.title = _title(plan)
    page.add_heading(_title(plan), 0)
    page.add_paragraph(_summary(plan))
    for heading, groups in _parts(plan):
        page.add_heading(heading, 1)
        for topic, same in groupby(groups, key=lambda group: group.topic):
            page.add_heading(topic, 2)
            for group in same:
                page.add_paragraph().add_run(_place(group)).bold = True
                for question in group.questions:
                    page.add_paragraph(question.quote, style="List Bullet")
                    page.add_paragraph().add_run(_about(question)).italic = True
                    page.add_paragraph(_LINE + "_" * 60)
    for heading, rows in _promises(plan):
        page.add_heading(heading, 1)
        for row in rows:
            page.add_paragraph(_promised(row), style="List Bullet")
    page.save(stream)


def _title(plan: Agenda) -> str:
    name = visible(plan.title) or "Страница"
    return f"{name}: вопросы на {account.full_day(plan.as_of)}"


def _summary(plan: Agenda) -> str:
    fresh, older = _count(plan.fresh), _count(plan.older)
    if not fresh and not older:
        return "Открытых вопросов и жалоб нет."
    return (
        f"Без ответа с {account.day(plan.since)}: {fresh}, более старых: {older}. "
        "Старшие вперёд, в один день — с большей поддержкой. Имена и адреса жителей скрыты."
    )


def _count(groups: Sequence[Group]) -> int:
    return sum(len(group.questions) for group in groups)


def _parts(plan: Agenda) -> list[tuple[str, tuple[Group, ...]]]:
    parts = [(f"Новое с {account.day(plan.since)}", plan.fresh), ("Ждут давно", plan.older)]
    return [(heading, groups) for heading, groups in parts if groups]


def _promises(plan: Agenda) -> list[tuple[str, tuple[ledger.Row, ...]]]:
    parts = [("Обещано к этой неделе", plan.due), ("Обещано, срок прошёл", plan.overdue)]
    return [(heading, rows) for heading, rows in parts if rows]


def _place(group: Group) -> str:
    number = len(group.questions)
    return group.place + (f" — {wording.plural(number, account.QUESTIONS)}" if number > 1 else "")


def _about(question: Question) -> str:
    asked = f"{account.day(question.asked)} {question.asked:%H:%M}"
    parts = [asked, f"ждёт {question.waits}"]
    if question.support:
        parts.append(f"{_PEOPLE[0] if question.support == 1 else _PEOPLE[1]} {question.support}")
    parts.append(f"№ {visible(question.id)}")
    return " · ".join(parts)


def _promised(row: ledger.Row) -> str:
    due = f"до {account.full_day(row.due)}" if row.due else "без срока"
    return f"{due}: «{row.quote}» ({ledger.place(row.promise, row.said)}). {ledger.outcome(row)}"
