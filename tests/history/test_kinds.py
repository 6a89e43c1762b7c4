"""The kinds ``history``, ``follow``, ``similar``: what they find, what the loader refuses."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from govpost_lint import Ruleset, history
from govpost_lint.errors import ConfigErrors
from govpost_lint.facts.report import AccountFinding
from govpost_lint.histories.examples import read_example
from tests.small import load, rule

ZONE = ZoneInfo("Europe/Moscow")
ASKS = {"any": [{"regex": r"\?"}]}
EXAMPLES = [
    {"history": ["2026-03-02 пост"], "today": "2026-03-02", "findings": 0},
    {"history": ["2026-03-03 пост"], "today": "2026-03-03", "findings": 0},
]


def ruleset(**kind: Any) -> Ruleset:
    form = rule(match=None, examples=EXAMPLES, message="Найдено.", **kind)
    return load(form, detectors={"complaint": ASKS}, lists={"topic-roads": ["дорога"]})


def found(rules: Ruleset, lines: list[str], today: str) -> list[AccountFinding]:
    source = read_example(lines, ZONE)
    report = history(source, rules, as_of=date.fromisoformat(today), jobs=1)
    return list(report.findings)


def counting(**form: Any) -> Ruleset:
    whole = {"of": "posts", "value": "count", "bands": [{"to": 0, "points": 0}, {"points": -1}]}
    return ruleset(history={**whole, **form})


WEEK = ["2026-03-02..2026-03-08T10:00 Мост.", "2026-03-08T12:00 Мост. [репост]"]


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ({}, 8), ({"window": "3d"}, 4), ({"window": "1w"}, 8),
        ({"where": ["repost"]}, 1), ({"where": ["!repost"]}, 7), ({"where": ["weekend"]}, 3),
        ({"where": ["repost|weekend"]}, 3), ({"match": ["{мост}"]}, 7),
        ({"value": "100 * share", "where": ["repost"]}, 12.5),
        ({"value": "distinct_days"}, 7), ({"value": "most_per_day"}, 2),
        ({"value": "max_gap_days"}, 1), ({"value": "median_gap_days"}, 1),
        ({"value": "per_week"}, 8),
    ],
)  # fmt: skip
def test_values_over_a_window(form: dict[str, Any], value: float) -> None:
    (finding,) = found(counting(**form), WEEK, "2026-03-08")
    assert finding.evidence["value"] == value
    assert finding.documents


def test_documents_are_those_that_count_or_those_that_do_not() -> None:
    (with_,) = found(counting(where=["repost"]), WEEK, "2026-03-08")
    (without,) = found(counting(where=["repost"], show="without"), WEEK, "2026-03-08")
    assert with_.documents == ("p8",)
    assert without.documents == tuple(f"p{n}" for n in range(1, 8))


@pytest.mark.parametrize("value", ["most_per_day", "most_per_hour"])
def test_documents_of_a_crowd_are_those_of_the_day_or_hour(value: str) -> None:
    lines = [*WEEK, "2026-03-05T10:30 Мост.", "2026-03-05T11:00 Мост."]
    (finding,) = found(counting(value=value), lines, "2026-03-08")
    assert len(finding.documents) == finding.evidence["value"] == 3


def test_too_little_to_judge_by() -> None:
    assert found(counting(min_count=9), WEEK, "2026-03-08") == []
    assert found(counting(min_days=8), WEEK, "2026-03-08") == []


TALK = [
    "2026-03-06T10:00 Мост.",  # Friday; Monday the 9th is a day off
    "2026-03-06T17:00 > Где вода?",
    "2026-03-10T12:00 >> Завтра.",
    "2026-03-10T13:00 > Почему темно?",
]


def following(**form: Any) -> Ruleset:
    whole = {"when": {"of": "questions"}, "expect": {"of": "replies"}, "within": "5h working"}
    return ruleset(follow={**whole, **form})


@pytest.mark.parametrize(
    ("form", "today", "documents"),
    [
        ({}, "2026-03-10", []),  # one hour on Friday, three on Tuesday; the second has time
        ({}, "2026-03-11", [("c3",)]),
        ({"within": "3h working"}, "2026-03-11", [("c1", "c2"), ("c3",)]),
        ({"within": "3h working", "finds": ["late"]}, "2026-03-11", [("c1", "c2")]),
        ({"within": "3h working", "finds": ["missing"]}, "2026-03-11", [("c3",)]),
        ({"within": "24h"}, "2026-03-11", [("c1", "c2"), ("c3",)]),
        ({"within": "4d"}, "2026-03-11", []),
        ({"within": "1d working"}, "2026-03-11", [("c3",)]),
        ({"expect": {"of": "replies", "match": ["никогда"]}}, "2026-03-11", [("c1",), ("c3",)]),
        ({"window": "1d"}, "2026-03-11", []),
    ],
)
def test_follow(form: dict[str, Any], today: str, documents: list[tuple[str, ...]]) -> None:
    assert [one.documents for one in found(following(**form), TALK, today)] == documents


def test_forbidden_event() -> None:
    rules = ruleset(follow={
        "when": {"of": "posts", "match": ["{пожар}"]},
        "forbid": {"of": "posts", "match": ["праздник"], "same": "account"},
        "within": "6h",
    })  # fmt: skip
    lines = ["2026-03-02T10:00 Пожар.", "2026-03-02T15:00 Ура, праздник"]
    assert [f.documents for f in found(rules, lines, "2026-03-03")] == [("p1", "p2")]
    lines[1] = "2026-03-02T17:00 Ура, праздник"
    assert found(rules, lines, "2026-03-03") == []


def test_similar() -> None:
    rules = ruleset(similar={"of": "posts", "window": "7d", "above": 0.5})
    lines = ["2026-03-02 раз два три четыре пять", "2026-03-03 иное совсем другое дело",
             "2026-03-05 раз два три четыре шесть",
             "2026-03-20 раз два три четыре пять"]  # fmt: skip
    (finding,) = found(rules, lines, "2026-03-21")
    assert finding.documents == ("p1", "p3")
    assert finding.evidence["count"] == 2


def test_many_findings_are_told_together_at_the_end() -> None:
    lines = ["2026-03-02T10:00 Мост."] + [f"2026-03-02T{n // 60 + 10}:{n % 60:02} > Где {n}?"
                                          for n in range(130)]  # fmt: skip
    findings = found(following(), lines, "2026-03-20")
    assert len(findings) == 100
    assert len({name for one in findings for name in one.documents}) == 130


def test_cap_bounds_what_a_rule_takes() -> None:
    form = rule(match=None, examples=EXAMPLES, message="Найдено.", score={"each": 3, "cap": 7},
                follow={**FOLLOW, "within": "1h"})  # fmt: skip
    rules = load(form, detectors={"complaint": ASKS})
    lines = ["2026-03-02 Мост."] + [f"2026-03-02T13:0{n} > Где {n}?" for n in range(4)]
    assert [one.points for one in found(rules, lines, "2026-03-04")] == [-3, -3, -1, 0]


GOOD = {"of": "posts", "value": "count", "bands": [{"points": -1}]}
FOLLOW = {"when": {"of": "questions"}, "expect": {"of": "replies"}, "within": "9h working"}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "unknown value": ({"history": {**GOOD, "value": "coumt"}}, "возможно, «count»"),
    "unknown trait": ({"history": {**GOOD, "where": ["repots"]}}, "возможно, «repost»"),
    "unknown topic": ({"history": {**GOOD, "where": ["topic:road"]}}, "«topic:roads»"),
    "unknown rule": ({"history": {**GOOD, "where": ["found:a/b"]}}, "правила «a/b» нет"),
    "window": ({"history": {**GOOD, "window": "месяц"}}, "пишите 30d, 4w или all"),
    "unknown documents": ({"history": {**GOOD, "of": "post"}}, "«posts»"),
    "latency of posts": ({"history": {**GOOD, "value": "p50_hours"}}, "of: questions"),
    "bands": ({"history": {**GOOD, "bands": [{"to": 5, "points": 0}, {"to": 3, "points": -1}]}},
              "границы полос должны расти"),
    "unused name": ({"history": GOOD, "message": "Всё {whole}."}, "имени «whole» здесь нет"),
    "no response": ({"follow": {**FOLLOW, "expect": None}}, "expect или forbid"),
    "limit": ({"follow": {**FOLLOW, "within": "9 часов"}}, "9h working"),
    "param": ({"follow": {**FOLLOW, "within": "$limit h"}}, "параметра «$limit» нет"),
    "author": ({"follow": {**FOLLOW, "when": {"of": "questions", "by": "account"}}}, "of: replies"),
    "above": ({"similar": {"of": "posts", "above": 2.0}}, "сходство — от 0 до 1"),
    "example": ({"history": GOOD, "examples": [{"bad": "а"}, {"good": "б"}]}, "нужен history"),
    "two kinds": ({"history": GOOD, "follow": FOLLOW}, "видов правила 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_mistakes_are_named_with_a_way_out(name: str) -> None:
    changes, told = WRONG[name]
    form = {"match": None, "message": "Найдено.", "examples": EXAMPLES, **changes}
    with pytest.raises(ConfigErrors) as errors:
        load(rule(**form), detectors={"complaint": ASKS}, lists={"topic-roads": ["дорога"]})
    assert told in str(errors.value)
