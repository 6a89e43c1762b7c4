"""What an expression needs: a text without it holds no match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.ruleset.literals import Needs, needs_of

EXPRESSIONS = (
    r"!{2,}",
    r"[хx][уyu*]",
    r"аб(?:в|г{2,3}|[дД])",
    r"(?=.*б)а+[.!]?",
    r"(?:аб|в)+г?",
    r"[\u2600-\u27BF]{2}",
    r"(?-i:А[бв])|г[!?]{4,}",
    r"а?б?",
    r"(?<=а)б|(?!в)г",
)


@given(
    regex=st.sampled_from(EXPRESSIONS),
    text=st.text(alphabet="абвгдАБВГДхуyx*!?. \u2603\u2600", max_size=12),
)
def test_every_match_has_what_its_expression_needs(regex: str, text: str) -> None:
    if re.search(regex, text, re.IGNORECASE):
        needs, lowered = needs_of(regex), text.lower()
        assert all(any(wanted in lowered for wanted in texts) for texts in needs.sets)
        assert not needs.ranges or any(a <= char <= b for a, b in needs.ranges for char in text)


@pytest.mark.parametrize(
    ("regex", "needs"),
    [
        ("!{2,}", Needs((("!!",),))),
        ("раз(?:два|три)", Needs((("раз",), ("два", "три")))),
        ("[\u2600-\u27bf]{4}", Needs((), (("\u2600", "\u27bf"),))),
        (r"\w+", Needs()),
    ],
)
def test_needs(regex: str, needs: Needs) -> None:
    found = needs_of(regex)
    assert (set(found.sets), found.ranges) == (set(needs.sets), needs.ranges)
