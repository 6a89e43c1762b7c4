"""Masked spans: quotations, links, code, comments and Markdown marks keep their offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.text.analysis import analyze
from govpost_lint.text.markup import MASKS, find_masks


def masked(text: str) -> list[tuple[str, str]]:
    return [(text[mask.start : mask.end], mask.kind) for mask in find_masks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("просто текст", []),
        ("сказал «да» и ушёл", [("«да»", "quotes")]),
        ("«проект «Наш двор» идёт»", [("«проект «Наш двор» идёт»", "quotes")]),
        ("программа „Дом“", [("„Дом“", "quotes")]),
        ('программа "Дом"', [('"Дом"', "quotes")]),
        ("«две\nстроки»", [("«две\nстроки»", "quotes")]),
        ("«не закрыто\n\nдругой абзац»", []),
        ("«не закрыто", []),
        ("`код` и ещё", [("`код`", "code")]),
        ("```\nкод «да»\n```", [("```\nкод «да»\n```", "code")]),
        ("<!-- заметка -->текст", [("<!-- заметка -->", "comments")]),
        ("**важно**", [("**", "markup"), ("**", "markup")]),
        ("# Заголовок", [("# ", "markup")]),
        ("- пункт", [("- ", "markup")]),
        ("> чужие слова", [("> ", "markup")]),
        ("[карта](https://example.ru)",
         [("[", "markup"), ("]", "markup"), ("(https://example.ru)", "links")]),
        ("5 * 5", [("*", "markup")]),
    ],
)  # fmt: skip
def test_masks(text: str, expected: list[tuple[str, str]]) -> None:
    assert masked(text) == expected


def test_front_matter_is_masked() -> None:
    text = "---\nkind: post\n---\nМост «да»."
    masks = find_masks(text, 19)
    assert [(mask.start, mask.end, mask.kind) for mask in masks] == [
        (0, 19, "front-matter"), (24, 28, "quotes"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«мост»", [("«", "quotes"), ("мост", "quotes"), ("»", "quotes")]),
        ("#мост @дом", [("#мост", "hashtags"), ("@дом", "mentions")]),
        ("на vk.com", [("на", ""), ("vk.com", "links")]),
        ("пишите a@example.ru", [("пишите", ""), ("a@example.ru", "links")]),
        ("**мост**", [("мост", "")]),
        ("# Мост", [("Мост", "")]),
        ("<!-- мост -->дом", [("дом", "")]),
    ],
)
def test_tokens_carry_the_mask_they_lie_in(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(token.text, token.mask) for token in analyze(text).tokens] == expected


ANYTHING = st.one_of(
    st.text(max_size=200),
    st.text(alphabet='«»„“”"`*_#[]()<!->\\~|\n мост', max_size=80),
)


@given(ANYTHING)
def test_masks_are_in_order_and_do_not_overlap(text: str) -> None:
    masks = find_masks(text)
    assert all(mask.kind in MASKS and 0 <= mask.start < mask.end <= len(text) for mask in masks)
    assert all(a.end <= b.start for a, b in pairwise(masks))
