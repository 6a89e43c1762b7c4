"""The report on an account → text of one format. One renderer a format.

Here is what every renderer gets beside the report, and what several of them say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from govpost_lint.facts.report import AccountFinding, AccountReport
from govpost_lint.model import Score
from govpost_lint.reporters import Run, wording
from govpost_lint.reporters.account.quoting import Quoter
from govpost_lint.reporters.priorities import Priority, most_gained
from govpost_lint.reporters.privacy import HIDDEN

POSTS = ("пост", "поста", "постов")
_REPOSTS = ("репост", "репоста", "репостов")
_COMMENTS = ("комментарий", "комментария", "комментариев")
_WORKING_DAYS = ("рабочий день", "рабочих дня", "рабочих дней")
QUESTIONS = ("вопрос", "вопроса", "вопросов")
STATUS = {
    "overdue": "просрочено",
    "due": "ждёт срока",
    "undated": "без срока",
    "kept": "выполнено",
}
"""States of a promise, those to act on first."""

_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)


@dataclass(frozen=True, slots=True)
class AccountRun(Run):
    """With what the report on an account was made.

    Attributes:
        titles: title of each rule by id.
        topics: title of each topic by id.
        quoter: hides who speaks; without one no words of readers are shown.
    """

    titles: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    quoter: Quoter | None = None

    def quote(self, text: str, room: int = 160) -> str:
        """Return words of a reader without what tells who it is."""
        return self.quoter.quote(text, room) if self.quoter else ""

    def mask(self, text: str) -> str:
        """Return a text of the same length without what tells who a reader is."""
        return self.quoter.masked(text) if self.quoter else HIDDEN * len(text)

    def topic(self, name: str) -> str:
        """Return the Russian name of a topic."""
        return self.topics.get(name, name)


def day(moment: datetime | date, zone: ZoneInfo | None = None) -> str:
    """Return «2 марта»."""
    if isinstance(moment, datetime) and zone is not None:
        moment = moment.astimezone(zone)
    return f"{moment.day} {_MONTHS[moment.month - 1]}"


def full_day(moment: datetime | date, zone: ZoneInfo | None = None) -> str:
    """Return «2 марта 2026»."""
    if isinstance(moment, datetime) and zone is not None:
        moment = moment.astimezone(zone)
    return f"{day(moment)} {moment.year}"


def hours(number: float) -> str:
    """Return hours as people say them: «20 мин», «1,5 ч», «40 ч»."""
    if number == 0:
        return "0 ч"
    if number < 1:
        return f"{round(number * 60)} мин"
    return f"{wording.short(round(number, 1 if number < 10 else 0))} ч"


def waited(number: float, hours_a_day: int) -> str:
    """Return working hours as people say a wait: «11 ч рабочего времени», «5 рабочих дней (44 ч)».

    Args:
        number: working hours; hours_a_day: how many of them make a working day.
    """
    if number < 2 * hours_a_day:
        return f"{hours(number)} рабочего времени"
    return f"{wording.plural(round(number / hours_a_day), _WORKING_DAYS)} ({hours(number)})"


def percent(part: float | None) -> str:
    """Return «12 %», or a dash where nothing is known."""
    return "—" if part is None else f"{round(part * 100)} %"


def span_of(report: AccountReport) -> str:
    """Return «2 марта – 31 августа 2026»: from the first post to the moment of judgement.

    Where the period starts after the last record: «с 1 сентября 2026».
    """
    period = report.period
    first = period.since or min((p.moment for p in report.history.posts), default=None)
    last = period.as_of
    if first is None or last is None:
        return ""
    start, end = first.astimezone(period.zone), last.astimezone(period.zone)
    if start > end:
        return f"с {full_day(start)}"
    shown = day(start) if start.year == end.year else full_day(start)
    return f"{shown} – {full_day(end)}"


def moments_of(report: AccountReport) -> dict[str, datetime]:
    """Return when each post and comment of the history was written, by id."""
    posts = {post.id: post.moment for post in report.history.posts}
    return posts | {one.id: one.moment for one in report.history.comments}


def posts_by_day(report: AccountReport) -> Counter[date]:
    """Count the judged posts of each day in the time of the account."""
    zone = report.period.zone
    posts = (one for one in report.documents if one.kind != "reply")
    return Counter(one.moment.astimezone(zone).date() for one in posts)


def topics(report: AccountReport, run: AccountRun) -> list[tuple[str, int, int, int]]:
    """Return title, posts, questions and the highest of all numbers; most asked about first."""
    posts, questions = report.facts.topics.posts, report.facts.topics.questions
    names = sorted({*posts, *questions}, key=lambda n: (-questions.get(n, 0), n))
    most = max([*posts.values(), *questions.values()], default=1)
    return [(run.topic(n), posts.get(n, 0), questions.get(n, 0), most) for n in names]


def counted(report: AccountReport) -> str:
    """Return «122 поста, среди них 9 репостов; 355 комментариев»."""
    posts = wording.plural(report.facts.posts, POSTS)
    reposts = wording.plural(report.facts.reposts, _REPOSTS)
    comments = wording.plural(len(report.history.comments), _COMMENTS)
    return f"{posts}, среди них {reposts}; {comments}"


def mix(report: AccountReport) -> list[tuple[str, float]]:
    """Return what the posts are made of: name and share, 0..1; without what is not known."""
    facts = report.facts
    parts = (
        ("Репосты", facts.reposts_share),
        ("Со снимком или видео", facts.media_share),
        ("С видео", facts.video_share),
        ("Вопрос или призыв", facts.question_share),
        ("От первого лица", facts.first_person_share),
        ("Личное", facts.personal_share),
        ("Комментарии закрыты", facts.closed_comments_share),
    )
    return [(name, share) for name, share in parts if share is not None]


class OwnTexts:
    """Texts of the account by id, each as long as it was written.

    Replies call readers by name, and a few posts disclose personal data: there they are masked.
    """

    def __init__(self, report: AccountReport, run: AccountRun) -> None:
        self._run = run
        self._private = {*report.facts.privacy}
        self._posts = {post.id: post.text for post in report.history.posts}
        self._replies = {one.id: one.text for one in report.history.comments if one.by_account}

    def __getitem__(self, name: str) -> str:
        text = self._posts.get(name, "")
        if name in self._replies or name in self._private:
            return self._run.mask(self._replies.get(name, text))
        return text


class Fired(NamedTuple):
    """The findings of one rule: the first of them, how many, all documents, all points."""

    first: AccountFinding
    times: int
    documents: tuple[str, ...]
    points: float


def fired(findings: Iterable[AccountFinding]) -> list[Fired]:
    """Put findings of one rule together, without suppressed ones, in their order."""
    groups: dict[str, list[AccountFinding]] = {}
    for finding in findings:
        if finding.suppressed is None:
            groups.setdefault(finding.rule, []).append(finding)
    return [
        Fired(
            group[0],
            len(group),
            tuple(dict.fromkeys(name for one in group for name in one.documents)),
            sum(one.points for one in group),
        )
        for group in groups.values()
    ]


def priorities(report: AccountReport, run: AccountRun) -> list[Priority]:
    """Return at most three rules, best gain first.

    A criterion lost what its history rules took, and a mean over its documents; that mean is
    shared out among the rules as they took points from documents.
    """
    history: dict[str, float] = {}
    drafts: dict[str, float] = {}
    places: dict[str, int] = {}
    for finding in report.findings:
        if finding.suppressed is None and finding.points < 0:
            history[finding.rule] = history.get(finding.rule, 0.0) - finding.points
            places[finding.rule] = places.get(finding.rule, 0) + 1
    for document in report.documents:
        for one in document.findings:
            if not one.suppressed and one.points < 0:
                drafts[one.rule] = drafts.get(one.rule, 0.0) - one.points
                places[one.rule] = places.get(one.rule, 0) + 1
    return most_gained(
        Priority(
            rule, run.titles.get(rule, rule), number, _gain(rule, history, drafts, report.score)
        )
        for rule, number in places.items()
    )


def _gain(
    rule: str, history: Mapping[str, float], drafts: Mapping[str, float], score: Score
) -> float:
    name = rule.partition("/")[0]
    criterion = score.criteria.get(name)
    if criterion is None:
        return 0.0
    own = {one: points for one, points in history.items() if one.startswith(name + "/")}
    others = {one: points for one, points in drafts.items() if one.startswith(name + "/")}
    left = max(0.0, criterion.lost - sum(own.values()))
    share = others.get(rule, 0.0) / sum(others.values()) if others else 0.0
    lost = min(criterion.lost, own.get(rule, 0.0)) + left * share
    return lost * criterion.weight / 100
