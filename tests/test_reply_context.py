"""A reply is judged together with the comment it answers, where that comment is known."""

import pytest

from govpost_lint import Ruleset
from tests.small import find, load, match_rule

DETECTORS = {
    "question": {"any": [{"ends_with": "?"}]},
    "complaint": {"any": ["{яма}", "{грязь}"]},
    "thanks": {"any": ["спасибо"]},
}
TAGS = ("comment:question", "comment:complaint", "comment:thanks", "comment", "!comment:thanks")


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    rules = [
        match_rule("мост", {"regex": "^" * number + "мост"}, name=f"sincerity/rule-{number}",
                   where={"tags": [tag]})
        for number, tag in enumerate(TAGS, 1)
    ]  # fmt: skip
    return load(*rules, detectors=DETECTORS)


# the comment, tags that hold for the reply «Мост»
TABLE = [
    ("Когда починят мост?", ["comment:question", "comment", "!comment:thanks"]),
    ("У дома яма и грязь.", ["comment:complaint", "comment", "!comment:thanks"]),
    ("Опять ямы, доколе?", ["comment:question", "comment:complaint", "comment", "!comment:thanks"]),
    ("Спасибо за каток!", ["comment:thanks", "comment"]),
    ("Ясно.", ["comment", "!comment:thanks"]),
    ("", ["!comment:thanks"]),
]


@pytest.mark.parametrize(("comment", "tags"), TABLE)
def test_tags_of_the_comment(ruleset: Ruleset, comment: str, tags: list[str]) -> None:
    report = find(ruleset, "Мост.", kind="reply", reply_to=comment)
    fired = {TAGS[int(finding.rule.rpartition("-")[2]) - 1] for finding in report.findings}
    assert fired == set(tags)


def test_the_reply_itself_is_not_the_comment(ruleset: Ruleset) -> None:
    report = find(ruleset, "Спасибо! Где яма? Мост.", kind="reply", reply_to="Ясно.")
    assert len(report.findings) == 2


def test_the_comment_is_not_judged(ruleset: Ruleset) -> None:
    report = find(ruleset, "Дом.", kind="reply", reply_to="Когда починят мост?")
    assert report.findings == ()
    assert report.words == 1
