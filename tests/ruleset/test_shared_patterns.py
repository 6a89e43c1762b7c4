"""Lists of patterns: what several rules share is written once, and any rule can name it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from govpost_lint import Ruleset
from govpost_lint.facts.topics import TopicIndex
from tests.small import find, load, marked, match_rule, rule, write_folder

SHARED = {"likes": ["ставьте {лайк}", "{лайк:plur}", {"regex": "👍+"}]}
TEXT = "Ставьте лайк мосту. Лайки греют 👍👍, а мост — нет."
MARKED = "[[Ставьте лайк]] мосту. [[Лайки]] греют [[👍👍]], а мост — нет."


def test_list_stands_for_its_patterns() -> None:
    ruleset = load(match_rule("{@likes}"), shared=SHARED)
    assert marked(find(ruleset, TEXT)) == MARKED


def test_rule_with_a_list_compiles_as_one_that_repeats_it() -> None:
    named = load(rule(match={"patterns": ["река", "{@likes}"]}), shared=SHARED).rules[0]
    written = load(rule(match={"patterns": ["река", *SHARED["likes"]]})).rules[0]
    assert [*named.patterns] == [*written.patterns]


def test_rules_with_own_messages_share_a_list() -> None:
    ruleset = load(
        match_rule("{@likes}", where={"kind": ["post"]}, message="В посте не надо."),
        match_rule("{@likes}", id="sincerity/likes", where={"kind": ["reply"]}, message="И тут."),
        shared=SHARED,
    )
    assert {f.message for f in find(ruleset, TEXT, kind="post").findings} == {"В посте не надо."}
    assert {f.message for f in find(ruleset, TEXT, kind="reply").findings} == {"И тут."}


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ({"require": {"any": ["{@likes}"]}}, "Мост."),
        ({"measure": {"count": {"n": ["{@likes}"]}, "value": "n", "bands": [{"to": 2, "points": 0},
                                                                             {"points": -5}]}},
         TEXT),
    ],
    ids=["require", "measure"],
)  # fmt: skip
def test_every_kind_of_a_draft_takes_a_list(form: dict[str, Any], text: str) -> None:
    ruleset = load(rule(match=None, message="Плохо.", **form), shared=SHARED)
    assert len(find(ruleset, text).findings) == 1


def test_detector_takes_a_list() -> None:
    ruleset = load(
        match_rule("мост", where={"tags": ["begging"]}),
        shared=SHARED,
        detectors={"begging": {"any": ["{@likes}"]}},
    )
    assert marked(find(ruleset, "Лайки греют, мост стоит.")) == "Лайки греют, [[мост]] стоит."
    assert not find(ruleset, "Мост стоит.").findings


def test_what_the_rule_says_beside_the_list_holds_where_a_pattern_is_silent() -> None:
    shared = {"named": ["{number} {май}", {"phrase": "к обеду", "within": "post"}]}
    unless = [{"phrase": "{@named}", "within": "sentence"}]
    ruleset = load(rule(match={"patterns": ["потом"], "unless": unless}), shared=shared)
    assert marked(find(ruleset, "Потом, 5 мая. Потом.")) == "Потом, 5 мая. [[Потом]]."
    assert not find(ruleset, "Потом. Скажем к обеду.").findings


def test_folder_of_a_user_replaces_a_list(tmp_path: Path) -> None:
    first = write_folder(tmp_path / "a", [match_rule("{@likes}")], shared=SHARED)
    second = write_folder(tmp_path / "b", shared={"likes": ["жмите сердечко"]})
    ruleset = Ruleset.load([first, second])
    assert marked(find(ruleset, "Лайки. Жмите сердечко.")) == "Лайки. [[Жмите сердечко]]."


TOPICS = {"topic-water": ["кран"], "topic-nature": ["лес"], "topic-light": ["связь", "фонарь"]}


def topics(ruleset: Ruleset, text: str) -> tuple[str, ...]:
    plan = ruleset.plan
    return TopicIndex(plan.lists, plan.set_phrases).topics_of(text.split())


def test_rules_say_which_words_tell_little_of_a_topic() -> None:
    text = "кран и фонарь"
    assert topics(load(rule(), lists=TOPICS), text) == ("water", "light")
    unsure = {**TOPICS, "topics-several-meanings": ["кран"]}
    assert topics(load(rule(), lists=unsure), text) == ("light",)
    assert topics(load(rule(), lists=unsure), "кран") == ("water",)


def test_rules_say_which_phrases_tell_nothing_of_a_topic() -> None:
    shared = {"topics-set-phrases": ["на связи", "леса (стоят|сняли)"]}
    ruleset = load(rule(), lists=TOPICS, shared=shared)
    assert topics(ruleset, "Мы на связи леса стоят") == ()
    assert topics(ruleset, "Нет связи леса горят") == ("light", "nature")
