"""The facts of random histories agree with their plan, and with a slow count of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from govpost_lint import AccountReport, Ruleset, history
from govpost_lint.config import Account, Config
from govpost_lint.facts.calendar import public_holidays
from govpost_lint.facts.computing import NEAR
from tests.history import planned

SEEDS = range(40)
Case = tuple[planned.Plan, AccountReport]


@pytest.fixture(scope="module", params=SEEDS)
def case(request: pytest.FixtureRequest, pack: Ruleset) -> Case:
    plan = planned.random_plan(request.param)
    return plan, history(plan.history, pack, timezone=plan.zone.key, jobs=1)


def test_numbers_and_shares(case: Case) -> None:
    plan, report = case
    posts, facts = plan.history.posts, report.facts
    media = [{a.kind for a in post.attachments} for post in posts]
    assert facts.posts == len(posts)
    assert facts.reposts == sum(post.repost for post in posts)
    assert facts.reposts_share == facts.reposts / len(posts)
    assert facts.media_share == sum(bool(kinds) for kinds in media) / len(posts)
    assert facts.video_share == sum("video" in kinds for kinds in media) / len(posts)
    assert (facts.polls, facts.lives) == (sum(p.poll for p in posts), sum(p.live for p in posts))
    known = [p.comments_open for p in posts if p.comments_open is not None]
    share = known.count(False) / len(known) if known else None
    assert facts.closed_comments_share == share
    small = [p.id for p in posts if any(a.kind == "image" and 0 < max(a.width, a.height) < 1080
                                        for a in p.attachments)]  # fmt: skip
    assert list(facts.small_images) == small


def test_weeks(case: Case) -> None:
    plan, report = case
    found = report.facts.posts_by_week
    assert {week: number for week, number in found.items() if number} == dict(
        planned.weeks(plan.history.posts, plan.zone)
    )
    assert list(found) == sorted(found)
    assert {week.week: week.posts for week in report.weeks} == found


def test_pace(case: Case) -> None:
    plan, report = case
    records = (*plan.history.posts, *plan.history.comments)
    last = max(one.moment for one in records).astimezone(plan.zone).date()
    days = (last - plan.history.posts[0].moment.astimezone(plan.zone).date()).days + 1
    assert report.facts.per_week == pytest.approx(7 * len(plan.history.posts) / days)


def test_gaps(case: Case) -> None:
    plan, report = case
    moments = [post.moment for post in plan.history.posts]
    gaps = [after - before for before, after in pairwise(moments)]
    gap = report.facts.max_gap_days
    if not gaps:
        assert gap is None
        return
    assert gap is not None
    assert gap.days == max(gaps) / timedelta(days=1)
    assert gap.end - gap.start == max(gaps)
    ids = [post.id for post in plan.history.posts]
    assert ids.index(gap.posts[1]) == ids.index(gap.posts[0]) + 1


def test_bursts(case: Case) -> None:
    plan, report = case
    found = [set(burst.posts) for burst in report.facts.bursts]
    assert found == planned.burst_groups(plan.history.posts)


def test_near_duplicates(case: Case) -> None:
    plan, report = case
    assert sorted(report.facts.near_duplicates) == planned.near_pairs(plan.history.posts, NEAR)


def test_questions(case: Case) -> None:
    plan, report = case
    asked = sorted(plan.questions, key=lambda name: (plan.questions[name], name))
    unanswered = [name for name in asked if name not in plan.first_answers]
    facts = report.facts.questions
    assert (facts.total, facts.answered) == (len(asked), len(asked) - len(unanswered))
    assert list(facts.unanswered) == unanswered


def pairs(plan: planned.Plan) -> list[tuple[datetime, datetime]]:
    return [
        (moment, plan.first_answers[name])
        for name, moment in plan.questions.items()
        if name in plan.first_answers
    ]


def test_calendar_latency(case: Case) -> None:
    plan, report = case
    hours = [Fraction(int((b - a).total_seconds()), 3600) for a, b in pairs(plan)]
    agree(report.facts.first_reply_hours, hours)


@pytest.mark.parametrize("count_holidays", [False, True])
def test_working_latency(case: Case, count_holidays: bool, pack: Ruleset) -> None:
    plan, report = case
    if count_holidays:
        config = Config(account=replace(Account(), holidays_count=True))
        ruleset = Ruleset(pack.plan, config)
        report = history(plan.history, ruleset, timezone=plan.zone.key, jobs=1)
    minutes = [planned.working_minutes(a, b, plan.zone, count_holidays) for a, b in pairs(plan)]
    agree(report.facts.first_reply_working_hours, [Fraction(one, 60) for one in minutes])


def agree(latency: object, hours: list[Fraction]) -> None:
    if not hours:
        assert latency is None
        return
    p50, p90 = latency.p50, latency.p90  # type: ignore[attr-defined]
    assert p50 == pytest.approx(float(planned.percentile(hours, Fraction(1, 2))), abs=1e-9)
    assert p90 == pytest.approx(float(planned.percentile(hours, Fraction(9, 10))), abs=1e-9)


def test_days_off_are_those_of_the_production_calendar() -> None:
    days = {day for day in public_holidays(2026) if day.month < 7 and day.weekday() < 5}
    assert days == {day for day in planned.DAYS_OFF if day.weekday() < 5}


def test_percentiles_by_hand() -> None:
    quarter = [Fraction(n) for n in (1, 2, 3, 10)]
    assert planned.percentile(quarter, Fraction(1, 2)) == Fraction(5, 2)
    assert planned.percentile(quarter, Fraction(9, 10)) == Fraction(79, 10)
