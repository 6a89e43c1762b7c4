"""Tokens: types, offsets into the original text, the form that rules compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.text.tokenizer import normalize_form, tokenize

STRESS = "\u0301"
SOFT_HYPHEN = "\u00ad"


def types(text: str) -> list[tuple[str, str]]:
    return [(token.text, token.type) for token in tokenize(text)]


def row(text: str, kind: str) -> tuple[str, list[tuple[str, str]]]:
    return text, [(text, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row("мост", "word"),
        row("из-за", "word"),
        row("кое\u2011что", "word"),
        row("МФЦ", "word"),
        row("5-летний", "word"),
        row("2-й", "word"),
        row("cтол", "word"),
        row("wi-fi", "word"),
        row("10 000", "number"),
        row("10\u00a0000", "number"),
        row("3,5%", "number"),
        row("22:00", "number"),
        row("01.02.2026", "number"),
        row("ул.", "abbreviation"),
        row("т. е.", "abbreviation"),
        row("и.о.", "abbreviation"),
        row("р-н.", "abbreviation"),
        row("https://example.ru/a?b=1", "link"),
        row("vk.com/club1", "link"),
        row("мвд.рф", "link"),
        row("gorod@example.ru", "email"),
        row("@gorod_news", "mention"),
        row("[club123|Наш город]", "mention"),
        row("#чистый_город", "hashtag"),
        row("#тег@группа", "hashtag"),
        row("8 (800) 555-35-35", "phone"),
        row("+7 495 123-45-67", "phone"),
        row("88005553535", "phone"),
        row("🎉", "emoji"),
        row("👨\u200d👩\u200d👧", "emoji"),
        row("👍🏽", "emoji"),
        row("🇷🇺", "emoji"),
        row("1\ufe0f\u20e3", "emoji"),
        row("?!!", "punctuation"),
        row("...", "punctuation"),
        ("112", [("112", "number")]),
        ("№ 5", [("№", "punctuation"), ("5", "number")]),
        ("да—нет", [("да", "word"), ("—", "punctuation"), ("нет", "word")]),
        ("Готово.Завтра", [("Готово", "word"), (".", "punctuation"), ("Завтра", "word")]),
        ("на vk.com.", [("на", "word"), ("vk.com", "link"), (".", "punctuation")]),
        ("(ул. Мира)", [("(", "punctuation"), ("ул.", "abbreviation"), ("Мира", "word"),
                        (")", "punctuation")]),
        ("", []),
        (" \n\t\u00a0", []),
    ],
)  # fmt: skip
def test_token_types(text: str, expected: list[tuple[str, str]]) -> None:
    assert types(text) == expected


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Ёлка", "елка"),
        ("МОСТ", "мост"),
        (f"за{STRESS}мок", "замок"),
        ("е\u0300лка", "елка"),
        ("#чистыи\u0306", "#чистый"),
        (f"ко{SOFT_HYPHEN}рова", "корова"),
        ("бои\u0306ко", "бойко"),
        ("е\u0308лка", "елка"),
        (f"и\u0306{STRESS}од", "йод"),
        ("кое\u2011что", "кое-что"),
        ("ул.", "ул"),
        ("–", "—"),
        ("-", "—"),
    ],
    ids=lambda value: ascii(value),
)
def test_form_is_what_rules_compare(text: str, form: str) -> None:
    (token,) = tokenize(text)
    assert (token.text, token.form) == (text, form)


def test_offsets_count_from_the_start_of_the_whole_text() -> None:
    text = "Мы чиним мост."
    assert [(t.text, t.start, t.end) for t in tokenize(text, 3, 8)] == [("чиним", 3, 8)]


@given(st.text(max_size=200))
def test_every_character_that_is_not_blank_stands_in_exactly_one_token(text: str) -> None:
    position = 0
    for token in tokenize(text):
        assert text[position : token.start].strip() == ""
        assert text[token.start : token.end] == token.text
        assert token.start < token.end
        position = token.end
    assert text[position:].strip() == ""


RUSSIAN = st.text(
    alphabet=st.sampled_from("абвеёйщ АБ.,-–1 \u0301\u0306\u0308\u00ad\n№@#«»:/🎉\ufe0f\u200d5"),
    max_size=80,
)


@given(RUSSIAN)
def test_marks_inside_words_break_no_token(text: str) -> None:
    assert "".join(token.text for token in tokenize(text)) == "".join(
        text[token.start : token.end] for token in tokenize(text)
    )
    assert all(token.form == token.form.lower() for token in tokenize(text))


@given(st.text(max_size=60))
def test_normalizing_twice_changes_nothing(text: str) -> None:
    once = normalize_form(text)
    assert normalize_form(once) == once
