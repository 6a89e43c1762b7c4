"""The score: what findings cost, and that every lost point is a finding's."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpost_lint import Report, Ruleset
from tests.small import STANDARD, Plain, find, load, match_rule, rule


def standard(**criterion: Any) -> Plain:
    """The standard of the tests with ``criterion`` set for living-language."""
    first, second = STANDARD["criteria"]
    return {**STANDARD, "criteria": [{**first, **criterion}, second]}


def lost(report: Report, criterion: str = "living-language") -> float:
    return report.score.criteria[criterion].lost


def test_a_text_without_findings_has_the_full_score() -> None:
    report = find(load(match_rule("мост")), "Наш дом.")
    assert (report.score.total, report.score.zone) == (100, "top")


def test_a_finding_takes_its_points_from_its_criterion_only() -> None:
    report = find(load(match_rule("мост")), "Наш мост.")
    assert lost(report) == 10
    assert lost(report, "sincerity") == 0
    assert report.score.total == 97  # the weight of 30 is the most that this criterion can take


@pytest.mark.parametrize(
    ("score", "count", "points"),
    [
        ({"each": 10}, 3, [-10, -10, -10]),
        ({"each": 10, "cap": 25}, 3, [-10, -10, -5]),
        ({"each": 10, "cap": 10}, 3, [-10, 0, 0]),
        ({"each": 0}, 3, [0, 0, 0]),
        (None, 3, [0, 0, 0]),
        ({"each": 60}, 3, [-60, -40, 0]),
    ],
)
def test_cap_of_a_rule_and_of_the_criterion(
    score: Plain | None, count: int, points: list[float]
) -> None:
    report = find(load(match_rule("мост", score=score)), "мост " * count)
    assert [finding.points for finding in report.findings] == points
    assert lost(report) == -sum(points)


@pytest.mark.parametrize(
    ("words", "points"), [(5, -12.5), (40, -12.5), (45, -11.11), (50, -10), (100, -5), (500, -1)]
)
def test_points_are_counted_for_a_number_of_words(words: int, points: float) -> None:
    ruleset = load(match_rule("мост"), standard=standard(per_words=50, least_words=40))
    report = find(ruleset, "мост " + "дом " * (words - 1))
    assert [finding.points for finding in report.findings] == [points]


@pytest.mark.parametrize(("each", "points"), [(24, -12), (25, -25)])
def test_heavy_findings_count_whole(each: int, points: float) -> None:
    weighed = match_rule("мост", score={"each": each})
    ruleset = load(weighed, standard=standard(per_words=50))
    report = find(ruleset, "мост " + "дом " * 99)
    assert [finding.points for finding in report.findings] == [points]


def test_without_least_words_a_short_text_counts_as_per_words() -> None:
    report = find(load(match_rule("мост"), standard=standard(per_words=50)), "мост")
    assert [finding.points for finding in report.findings] == [-10]


def test_length_does_not_touch_measures() -> None:
    measured = rule(match=None, measure={"value": "words", "bands": [{"points": -8}]},
                    message="{value}.")  # fmt: skip
    report = find(load(measured, standard=standard(per_words=10)), "дом " * 100)
    assert [finding.points for finding in report.findings] == [-8]


@pytest.mark.parametrize(
    ("changes", "points"),
    [
        ({}, -10), ({"status": "preview"}, 0), ({"status": "deprecated"}, 0),
        ({"confidence": "medium"}, -10), ({"confidence": "low"}, 0),
    ],
)  # fmt: skip
def test_what_is_shown_and_costs_nothing(changes: Plain, points: float) -> None:
    profiles = {"governor": {"min_confidence": "medium"}}
    report = find(load(match_rule("мост", **changes), profiles=profiles), "Наш мост.")
    assert [finding.points for finding in report.findings] == [points]


@pytest.mark.parametrize(
    ("criterion", "kind", "judged"),
    [
        ({}, "reply", True), ({"kinds": ["post"]}, "post", True),
        ({"kinds": ["post"]}, "reply", False), ({"draft": False}, "post", False),
        ({"weight": 0}, "post", False),
    ],
)  # fmt: skip
def test_only_applicable_criteria_count(criterion: Plain, kind: str, judged: bool) -> None:
    report = find(load(match_rule("мост"), standard=standard(**criterion)), "Наш мост.", kind=kind)
    assert ("living-language" in report.score.criteria) is judged
    assert report.score.total == (97 if judged else 100)
    assert [finding.points for finding in report.findings] == [-10 if judged else 0]


@pytest.mark.parametrize(
    ("each", "zone"),
    [(0, "top"), (20, "top"), (21, "green"), (40, "green"), (41, "yellow"), (60, "yellow"),
     (61, "red"), (100, "red")],
)  # fmt: skip
def test_zones(each: float, zone: str) -> None:
    ruleset = load(match_rule("мост", score={"each": each}), standard=standard(weight=100))
    report = find(ruleset, "Наш мост.")
    assert (report.score.total, report.score.zone) == (100 - each, zone)


@pytest.mark.parametrize("text", ["", " \n ", "🎉🎉", "!!!", "#мост"])
def test_a_text_without_words_has_no_total(text: str) -> None:
    report = find(load(match_rule("мост")), text)
    assert (report.score.total, report.score.zone) == (None, "")


def assert_every_lost_point_is_explained(report: Report) -> None:
    for name, criterion in report.score.criteria.items():
        taken = -sum(f.points for f in report.findings if f.criterion == name)
        assert taken == pytest.approx(criterion.lost, abs=0.02)
        assert criterion.score == pytest.approx(100 - criterion.lost, abs=0.02)
        assert 0 <= criterion.score <= 100


PARTS = (
    "Администрация осуществляет проверку дорог.", "Мы чиним мост.", "Спасибо вам!!!",
    "В целях повышения качества проводятся мероприятия.", "Завтра откроем школу на улице Мира.",
    "В кратчайшие сроки вопрос будет решён.", "ВНИМАНИЕ ВСЕМ!!!", "Ваше обращение принято.",
    "Под руководством губернатора достигнуты успехи.", "Как вам новый парк?", "🎉🎉🎉🎉🎉",
    "Данный вопрос находится на контроле.", "Звоните 112.", "Произошла авария на теплосети.",
    "Не паникуйте.", "#город #мост #дом #парк", "Иван Петрович провёл рабочее совещание.",
)  # fmt: skip


@settings(max_examples=80)
@given(
    st.lists(st.sampled_from(PARTS), max_size=25).map(" ".join),
    st.sampled_from(["post", "reply", "announcement", "emergency", "live", "story"]),
    st.sampled_from(["", "vk", "telegram"]),
)
def test_every_lost_point_of_the_pack_is_in_a_finding(
    pack: Ruleset, text: str, kind: str, platform: str
) -> None:
    report = find(pack, text, kind=kind, platform=platform)
    assert_every_lost_point_is_explained(report)
    total = report.score.total
    if total is not None:
        taken = sum(c.lost * c.weight / 100 for c in report.score.criteria.values())
        assert total == pytest.approx(max(0.0, 100 - taken), abs=0.06)


@given(st.lists(st.sampled_from(["мост", "дом", "река."]), max_size=60).map(" ".join))
def test_more_of_the_same_never_raises_the_score(text: str) -> None:
    ruleset = load(match_rule("мост", score={"each": 7, "cap": 30}))
    before, after = (find(ruleset, sample).score.total for sample in (text, text + " мост"))
    assert before is None or after is None or after <= before
