"""The report on an account for people: readable without colour and in 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TextIO

from govpost_lint.facts.report import AccountReport, PromiseFact
from govpost_lint.reporters import account, wording
from govpost_lint.reporters.account import AccountRun, Fired, charts
from govpost_lint.reporters.account.console_weeks import calendar_lines, weeks_lines
from govpost_lint.reporters.excerpt import cells, shorten, visible
from govpost_lint.reporters.terminal import (
    BAR,
    COLOUR,
    INDENT,
    Line,
    bar,
    first_lines,
    heading_line,
    score_lines,
    total_line,
    width_of,
    wrapped,
    write_lines,
)

_LABEL = 24
_TOPIC = 30
_MOST_OVERDUE = 20
"""Overdue promises told one by one, the oldest first."""

_SOME = 6
"""Ids named in a line before «и ещё»."""


def write(report: AccountReport, run: AccountRun, stream: TextIO, *, width: int = 0) -> None:
    """Write the report.

    Args:
        report: on the account.
        run: with what it was made.
        stream: where to; colours only on a terminal, and none with NO_COLOR.
        width: columns; 0: those of the terminal, of COLUMNS, or 80.
    """
    write_lines(report_lines(report, run, width or width_of(stream)), stream)


def report_lines(report: AccountReport, run: AccountRun, width: int) -> Iterator[Line]:
    """Yield the lines of the report, none wider than ``width`` cells."""
    page = _Page(report, run, width)
    yield from page.heading()
    if not report.facts.posts:
        yield (("Постов в этом периоде нет: судить не о чем.", "bold"),)
        return
    yield from page.score()
    for title, lines in (
        ("Ритм", page.rhythm()),
        ("Календарь", calendar_lines(report, width)),
        ("Что публикуют", page.mix()),
        ("О чём пишут и о чём спрашивают", page.topics()),
        ("Вопросы и ответы", page.dialogue()),
        ("Обещания", page.promises()),
        ("Находки по истории", page.findings()),
    ):
        body = list(lines)
        if body:
            yield ()
            yield ((title, "bold underline"),)
            yield from body


class _Page:
    """Makes lines of a given width."""

    def __init__(self, report: AccountReport, run: AccountRun, width: int) -> None:
        self.report = report
        self.facts = report.facts
        self.run = run
        self.width = width
        self.zone = report.period.zone
        self.moments = account.moments_of(report)

    def heading(self) -> Iterator[Line]:
        history = self.report.history
        platform = wording.PLATFORM.get(history.platform, history.platform)
        name = visible(history.title) or "страница"
        yield heading_line(name, (platform, account.span_of(self.report)), self.width)
        yield from self._say(f"{account.counted(self.report)}. Время: {self.zone.key}.")
        for note in self.report.notes:
            yield from self._say(f"Заметка: {note}.", "dim")
        yield ()

    def score(self) -> Iterator[Line]:
        score = self.report.score
        yield from score_lines(score, self.run.criteria, self.width)
        if score.total is not None:
            yield total_line(score.total, score.zone)
        yield from first_lines(account.priorities(self.report, self.run), self.width)

    def rhythm(self) -> Iterator[Line]:
        facts = self.facts
        yield from self._say(f"{wording.short(round(facts.per_week, 1))} поста в неделю.")
        if gap := facts.max_gap_days:
            between = f"{account.day(gap.start, self.zone)} – {account.day(gap.end, self.zone)}"
            days = wording.short(round(gap.days, 1))
            yield from self._say(f"Самый долгий перерыв: {days} дн., {between}.")
        if facts.since_last_days is not None:
            days = wording.short(round(facts.since_last_days, 1))
            yield from self._say(f"С последнего поста прошло {days} дн.")
        for burst in facts.bursts:
            minutes = round((burst.end - burst.start).total_seconds() / 60)
            posts = wording.plural(len(burst.posts), account.POSTS)
            when = account.day(burst.start, self.zone)
            yield from self._say(f"Залп: {posts} за {minutes} мин, {when}.")
        if facts.near_duplicates:
            ids = dict.fromkeys(i for one in facts.near_duplicates for i in one[:2])
            yield from self._say(f"Почти одинаковые посты: {self._days(list(ids))}.")
        yield from weeks_lines(self.report.weeks, self.width)

    def mix(self) -> Iterator[Line]:
        facts = self.facts
        for name, part in account.mix(self.report):
            yield (
                (f"{INDENT}{name:<{_LABEL}}", ""),
                *bar(part, BAR, "cyan"),
                (f"  {account.percent(part):>5}", "bold"),
            )
        yield from self._say(f"Опросов: {facts.polls}. Прямых эфиров: {facts.lives}.")
        if facts.small_images:
            yield from self._say(f"Мелкие снимки: {self._days(facts.small_images)}.")

    def topics(self) -> Iterator[Line]:
        rows = account.topics(self.report, self.run)
        if not rows:
            return
        label = min(_TOPIC, self.width * 2 // 5)
        room = max(4, min(16, (self.width - label - 16) // 2))
        yield ((f"{INDENT}{'':<{label}}{'посты':<{room + 6}}вопросы", "dim"),)
        for topic, posts, questions, most in rows:
            title = shorten(topic, label - 1)
            line: Line = ((INDENT + title + " " * (label - cells(title)), ""),)
            for number, colour in ((posts, "cyan"), (questions, "yellow")):
                drawn = "█" * round(number / most * room)
                line += ((f"{number:>3} ", ""), (f"{drawn:<{room + 2}}", colour))
            yield line

    def dialogue(self) -> Iterator[Line]:
        facts = self.facts
        asked = facts.questions
        if not self.report.history.comments:
            yield from self._say("Комментариев в выгрузке нет.")
            return
        part = account.percent(asked.answered / asked.total if asked.total else None)
        yield from self._say(
            f"Вопросов и жалоб: {asked.total}. С ответом: {asked.answered} ({part}), "
            f"без ответа: {len(asked.unanswered)}."
        )
        if (worked := facts.first_reply_working_hours) and (plain := facts.first_reply_hours):
            yield from self._say(
                f"Первый ответ: половина за {account.hours(worked.p50)} рабочего времени "
                f"({account.hours(plain.p50)} по часам), девять из десяти за "
                f"{account.hours(worked.p90)} ({account.hours(plain.p90)})."
            )
        yield from self._reply_times()
        for name, ids in (
            ("Отписки", facts.brushoff_replies),
            ("Персональные данные граждан", facts.privacy),
        ):
            if ids:
                yield from self._say(f"{name}: {len(ids)} ({self._days(ids)}).")
        for group in facts.template_replies:
            yield from self._say(
                f"Одинаковые ответы: {len(group)} ({self._days(group)}).",
            )

    def _reply_times(self) -> Iterator[Line]:
        rows = charts.reply_times(self.report)
        total = sum(count for _, count in rows)
        for name, count in rows:
            colour = "red" if name == charts.UNANSWERED else "cyan"
            yield (
                (f"{INDENT}{name:<{_LABEL}}", ""),
                *bar(count / total, BAR, colour),
                (f"  {count:>5}", "bold"),
            )

    def promises(self) -> Iterator[Line]:
        groups: dict[str, list[PromiseFact]] = {}
        for one in self.facts.promises:
            groups.setdefault(one.status, []).append(one)
        counts = [f"{name}: {len(groups[s])}" for s, name in account.STATUS.items() if s in groups]
        if counts:
            yield from self._say("; ".join(counts).capitalize() + ".")
        overdue = groups.get("overdue", [])
        for one in overdue[:_MOST_OVERDUE]:
            due = account.day(date.fromisoformat(one.due)) if one.due else ""
            said = self._days([one.post])
            yield from self._say(f"{said}: «{self.run.quote(one.quote)}» Срок: {due}.", "yellow")
        if overdue:
            rest = len(overdue) - _MOST_OVERDUE
            more = f"И ещё просроченных: {rest}. " if rest > 0 else ""
            yield from self._say(f"{more}Весь список: govpost-lint promises.", "dim")

    def findings(self) -> Iterator[Line]:
        for number, group in enumerate(account.fired(self.report.findings)):
            if number:
                yield ()
            yield from self._finding(group)

    def _finding(self, group: Fired) -> Iterator[Line]:
        finding = group.first
        severity = f"{wording.SEVERITY[finding.severity]}  "
        title = shorten(visible(finding.title), self.width - cells(severity))
        yield ((severity, COLOUR[finding.severity]), (title, "bold"))
        yield from self._say(finding.message)
        if group.times > 1:
            yield from self._say(f"И ещё таких: {group.times - 1}.")
        if group.documents:
            yield from self._say(f"Где: {self._days(group.documents)}.", "dim")
        parts = [f"основание: {wording.BASIS.get(finding.basis, finding.basis)}"]
        if group.points:
            criterion = self.run.criteria.get(finding.criterion, finding.criterion)
            parts.append(f"{criterion} {wording.short(group.points)}")
        yield from self._say(" · ".join([*parts, finding.rule]), "dim")

    def _days(self, ids: Sequence[str]) -> str:
        """Name documents by day and id: «11 марта (№ 12)»."""
        shown = []
        for name in ids[:_SOME]:
            when = self.moments.get(name)
            shown.append(f"{account.day(when, self.zone)} № {name}" if when else f"№ {name}")
        rest = len(ids) - len(shown)
        return visible(", ".join(shown)) + (f" и ещё {rest}" if rest else "")

    def _say(self, text: str, style: str = "") -> Iterator[Line]:
        return wrapped(text, self.width, style)
