"""The ledger of promises: what was promised, by when, and the words that show it kept or not."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TextIO

from govpost_lint.facts.report import AccountReport
from govpost_lint.reporters import account
from govpost_lint.reporters.account import AccountRun
from govpost_lint.reporters.excerpt import visible
from govpost_lint.reporters.markdown import escape
from govpost_lint.reporters.spreadsheet import BOM, inert
from govpost_lint.reporters.terminal import Line, width_of, wrapped, write_lines

_COLOUR = {"overdue": "bold red", "due": "yellow", "undated": "cyan", "kept": "green"}
_HEADS = (
    *("Состояние", "Срок", "Сказано", "Где сказано", "Обещание"),
    *("Отчёт от", "Где отчёт", "Отчёт"),
)


class Row(NamedTuple):
    """A promise with both quotations.

    Attributes:
        status: as in ``PromiseFact``; title: the same in Russian.
        promise, said, quote: id of the document, its day, the words.
        due: last day, or ``None``.
        report, reported, proof: the same of the report; empty and ``None`` where there is none.
        basis: the norm on which the last day rests; confirmed, note: what a person said of it.
    """

    status: str
    title: str
    promise: str
    said: date | None
    quote: str
    due: date | None
    report: str
    reported: date | None
    proof: str
    basis: str
    confirmed: bool
    note: str


def rows(report: AccountReport, run: AccountRun) -> list[Row]:
    """Return the promises, those to act on first, then by last day and day of saying."""
    zone = report.period.zone
    moments = account.moments_of(report)
    texts = account.OwnTexts(report, run)

    def day(name: str | None) -> date | None:
        return moments[name].astimezone(zone).date() if name in moments else None

    found = [
        Row(
            status=one.status,
            title=account.STATUS.get(one.status, one.status),
            promise=one.post,
            said=day(one.post),
            quote=run.quote(one.quote, 300),
            due=date.fromisoformat(one.due) if one.due else None,
            report=one.report or "",
            reported=day(one.report),
            proof=run.quote(one.proof or texts[one.report], 200) if one.report else "",
            basis=one.basis,
            confirmed=one.confirmed,
            note=one.note,
        )
        for one in report.facts.promises
    ]
    order = list(account.STATUS)
    return sorted(
        found,
        key=lambda r: (order.index(r.status), r.due or date.max, r.said or date.max, r.promise),
    )


def write_console(report: AccountReport, run: AccountRun, stream: TextIO) -> None:
    """Write the ledger for a terminal."""
    write_lines(_lines(report, run, width_of(stream)), stream)


def _lines(report: AccountReport, run: AccountRun, width: int) -> Iterator[Line]:
    found = rows(report, run)
    yield from wrapped(_headline(report, found), width, "bold", "")
    for row in found:
        yield ()
        until = f", срок — {account.full_day(row.due)}" if row.due else ""
        yield ((row.title.capitalize() + until, _COLOUR[row.status]),)
        yield from wrapped(f"{place(row.promise, row.said)}: «{row.quote}»", width)
        yield from wrapped(outcome(row), width, "dim")


def write_markdown(report: AccountReport, run: AccountRun, stream: TextIO) -> None:
    """Write the ledger as Markdown: a section a status."""
    found = rows(report, run)
    stream.write(f"# {escape(_headline(report, found))}\n")
    for status, title in account.STATUS.items():
        part = [row for row in found if row.status == status]
        if not part:
            continue
        stream.write(f"\n## {title.capitalize()}: {len(part)}\n\n")
        for row in part:
            until = f"**до {account.full_day(row.due)}** " if row.due else ""
            said = escape(f"{place(row.promise, row.said)}: «{row.quote}»")
            stream.write(f"- {until}{said}\n  {escape(outcome(row))}\n")


def write_csv(report: AccountReport, run: AccountRun, stream: TextIO) -> None:
    """Write the ledger as a table that the Russian Excel opens; no cell is a formula."""
    stream.write(BOM)
    table = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    table.writerow(_HEADS)
    for row in rows(report, run):
        cells = (
            row.title,
            _iso(row.due),
            _iso(row.said),
            row.promise,
            row.quote,
            _iso(row.reported),
            row.report,
            row.proof,
        )
        table.writerow([inert(cell) for cell in cells])


def _headline(report: AccountReport, found: list[Row]) -> str:
    title = visible(report.history.title) or "Страница"
    as_of = report.period.as_of
    known = f" на {account.full_day(as_of, report.period.zone)}" if as_of else ""
    counts = [
        f"{name}: {number}"
        for status, name in account.STATUS.items()
        if (number := sum(row.status == status for row in found))
    ]
    told = "; ".join(counts) or "обещаний не найдено"
    return f"Обещания — {title}{known}. {told[0].upper()}{told[1:]}."


def outcome(row: Row) -> str:
    """Say what came of a promise, with the words that show it."""
    said = _report(row)
    if row.basis and row.status in ("due", "overdue"):
        said += f" Откуда срок: {row.basis}."
    if row.confirmed:
        said += " Подтверждено человеком" + (f": {visible(row.note)}." if row.note else ".")
    return said


def _report(row: Row) -> str:
    if row.report:
        late = " позже срока" if row.due and row.reported and row.reported > row.due else ""
        return f"Отчёт{late}: {place(row.report, row.reported)}: «{row.proof}»"
    if row.status == "overdue" and row.due:
        return f"Отчёта не найдено. Срок прошёл {account.full_day(row.due)}."
    if row.status == "undated" and row.due:
        return f"До {account.full_day(row.due)} обещано чего-то не делать: отчёта такое не ждёт."
    return "Отчёта пока нет." if row.status != "kept" else "Отчёт не назван."


def place(name: str, when: date | None) -> str:
    """Say where something was said: the day, where it is known, and the document's id."""
    return f"{account.full_day(when)}, № {visible(name)}" if when else f"№ {visible(name)}"


def _iso(when: date | None) -> str:
    return when.isoformat() if when else ""
