"""Facts of a month's history, for a student, for a table, for the class."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from govpost_lint.course.gradebook import Attempt
from govpost_lint.facts.report import AccountFinding, AccountReport, Facts
from govpost_lint.reporters import wording
from govpost_lint.reporters.account import STATUS, counted, day, hours, moments_of, percent, span_of
from govpost_lint.reporters.account.charts import monday
from govpost_lint.reporters.course import line


class Figure(NamedTuple):
    """A number that accounts are compared by: title, how to get it, how to show it.

    ``of`` gives ``None`` where nothing is known.
    """

    title: str
    of: Callable[[Facts], float | None]
    shown: Callable[[float], str]


def _number(value: float) -> str:
    return wording.short(round(value, 1))


def _answered(facts: Facts) -> float | None:
    asked = facts.questions
    return asked.answered / asked.total if asked.total else None


FIGURES = (
    Figure("постов", lambda facts: facts.posts, _number),
    Figure("постов в неделю", lambda facts: facts.per_week, _number),
    Figure(
        "самый долгий перерыв, дней",
        lambda facts: facts.max_gap_days.days if facts.max_gap_days else None,
        _number,
    ),
    Figure("репостов", lambda facts: facts.reposts_share, percent),
    Figure("со снимком или видео", lambda facts: facts.media_share, percent),
    Figure("с вопросом или призывом", lambda facts: facts.question_share, percent),
    Figure("от первого лица", lambda facts: facts.first_person_share, percent),
    Figure("о личном", lambda facts: facts.personal_share, percent),
    Figure("вопросов с ответом", _answered, percent),
)


def told(account: AccountReport) -> Iterator[tuple[str, str]]:
    """Yield title and value of what a student should know of the month."""
    facts = account.facts
    yield "период", span_of(account)
    yield "записей", counted(account)
    for figure in FIGURES[1:]:
        value = figure.of(facts)
        if value is not None:
            yield figure.title, figure.shown(value)
    yield "опросов, прямых эфиров", f"{facts.polls}, {facts.lives}"
    asked = facts.questions
    if asked.total:
        yield "вопросов и жалоб", f"{asked.total}, без ответа {len(asked.unanswered)}"
    if facts.first_reply_working_hours:
        half = hours(facts.first_reply_working_hours.p50)
        yield "половина ответов", f"за {half} рабочего времени"
    if facts.promises:
        states = [one.status for one in facts.promises]
        said = [f"{name} {states.count(key)}" for key, name in STATUS.items() if key in states]
        yield "обещаний", f"{len(states)}: {', '.join(said)}"
    weeks = [
        f"с {monday(week.week):%d.%m}: {week.posts}"
        + (f" ({wording.decimal(week.score)})" if week.score is not None else "")
        for week in account.weeks
    ]
    yield "постов по неделям (и их средняя оценка)", ", ".join(weeks)


def compared(attempts: Sequence[Attempt]) -> list[tuple[str, str, str, str]]:
    """Return title, least, middle and most of each figure over the accounts of a class."""
    accounts = [one.account.facts for one in attempts if one.account is not None]
    found = []
    for title, of, shown in FIGURES:
        values = [value for facts in accounts if (value := of(facts)) is not None]
        if values:
            found.append((title, shown(min(values)), shown(median(values)), shown(max(values))))
    return found


def said(account: AccountReport, finding: AccountFinding) -> str:
    """Return what a finding says and where: «Перерыв 8 дн. … Где: 3 сентября, 11 сентября»."""
    moments = moments_of(account)
    days = dict.fromkeys(
        day(moments[name], account.period.zone) for name in finding.documents if name in moments
    )
    shown = [*days][:6]
    more = f" и ещё {len(days) - len(shown)}" if len(days) > len(shown) else ""
    where = f" Где: {', '.join(shown)}{more}." if shown else ""
    return line(f"{finding.message}{where}")
