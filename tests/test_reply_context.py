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


WORDS = ("мост", "дом", "лес", "река", "поле")
"""Each tag has a rule for a word of its own: of two findings at one place one is left out."""

REPLY = "Мост, дом, лес, река, поле, спасибо, где яма?"


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    rules = [
        match_rule(word, name=f"sincerity/rule-{number}", where={"tags": [tag]})
        for number, (word, tag) in enumerate(zip(WORDS, TAGS, strict=True))
    ]
    return load(*rules, detectors=DETECTORS)


# the comment, tags that hold for the reply
TABLE = [
    ("Когда починят мост?", ["comment:question", "comment", "!comment:thanks"]),
    ("У дома яма и грязь.", ["comment:complaint", "comment", "!comment:thanks"]),
    (
        "Опять грязь, доколе?",
        ["comment:question", "comment:complaint", "comment", "!comment:thanks"],
    ),
    ("Спасибо за каток!", ["comment:thanks", "comment"]),
    ("Ясно.", ["comment", "!comment:thanks"]),
    ("", ["!comment:thanks"]),
]


@pytest.mark.parametrize(("comment", "tags"), TABLE)
def test_tags_of_the_comment(ruleset: Ruleset, comment: str, tags: list[str]) -> None:
    # what the reply itself asks and thanks for is not what the comment does
    report = find(ruleset, REPLY, kind="reply", reply_to=comment)
    fired = [TAGS[int(finding.rule.rpartition("-")[2])] for finding in report.findings]
    assert fired == tags


def test_the_comment_is_not_judged(ruleset: Ruleset) -> None:
    report = find(ruleset, "Сад.", kind="reply", reply_to="Когда починят мост?")
    assert report.findings == ()
    assert report.words == 1
