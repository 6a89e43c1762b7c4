"""What an expression needs: a text without it holds no match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.engine.texts import Texts
from govpost_lint.ruleset.literals import DIGIT, Needs, needs_of

EXPRESSIONS = (
    r"!{2,}",
    r"[хx][уyu*]",
    r"аб(?:в|г{2,3}|[дД])",
    r"(?=.*б)а+[.!]?",
    r"(?:аб|в)+г?",
    r"[\u2600-\u27BF]{2}",
    r"(?:[\u2600-\u27BF]{2}|[\u2b05-\u2b55]а?){2}",
    r"(?-i:А[бв])|г[!?]{4,}",
    r"а?б?",
    r"(?<=а)б|(?!в)г",
    r"\d{2}б|а ?[0-9]",
    r"а\d2, \d",
    r"(?:2|[\d.]) г",
)


@given(
    regex=st.sampled_from(EXPRESSIONS),
    text=st.text(alphabet="абвгдАБВГДхуyx*!?., 27\u0667\u2603\u2600", max_size=12),
)
def test_every_match_has_what_its_expression_needs(regex: str, text: str) -> None:
    if re.search(regex, text, re.IGNORECASE):
        needs, looked_for = needs_of(regex), Texts()
        assert {looked_for.number_of(texts) for texts in needs.sets} <= looked_for.met(text.lower())
        rare = sum(any(a <= char <= b for a, b in needs.ranges) for char in text)
        assert rare >= needs.least


@pytest.mark.parametrize(
    ("regex", "needs"),
    [
        ("!{2,}", Needs((("!!",),))),
        ("раз(?:два|три)", Needs((("раз",), ("два", "три")))),
        ("[\u2600-\u27bf]{4}", Needs((), (("\u2600", "\u27bf"),), 4)),
        (
            "(?:[\u2600-\u27bf]{2}|[\u2b05-\u2b55]){3}",
            Needs((), (("\u2600", "\u27bf"), ("\u2b05", "\u2b55")), 3),
        ),
        (r"\w+", Needs()),
        (r"№ ?\d{3}", Needs((("№",), (DIGIT * 3,)))),
    ],
)
def test_needs(regex: str, needs: Needs) -> None:
    found = needs_of(regex)
    assert (set(found.sets), *found[1:]) == (set(needs.sets), *needs[1:])
