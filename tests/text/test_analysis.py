"""A text analysed: tokens, sentences, paragraphs and readings belong together, for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.text.analysis import Analysis, analyze
from govpost_lint.text.statistics import Statistics

HOSTILE = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=st.characters(codec="cp1251"), max_size=200),
    st.text(
        alphabet="мостдрга МД.,!?-–—«»„“\"'`*_#@[]()<>!/\\~|\n\r\u2028\t\x0b\x1c\x85\u00a0\u0301"
        "\u0306\u00ad\u200b\u200d\ufe0f🎉🇷🇺👍🏽0123:%№",
        max_size=120,
    ),
)


def outside_markup(analysis: Analysis) -> list[int]:
    """Offsets of the characters that must belong to a token."""
    dropped = {
        offset
        for mask in analysis.masks
        if mask.kind in ("markup", "comments", "front-matter")
        for offset in range(mask.start, mask.end)
    }
    return [
        offset
        for offset, char in enumerate(analysis.text)
        if not char.isspace() and offset not in dropped
    ]


@given(HOSTILE)
def test_tokens_cover_everything_outside_markup_exactly_once(text: str) -> None:
    analysis = analyze(text)
    covered = [
        offset
        for token in analysis.tokens
        for offset in range(token.start, token.end)
        if not text[offset].isspace()
    ]
    assert covered == outside_markup(analysis)
    assert all(text[token.start : token.end] == token.text for token in analysis.tokens)


@given(HOSTILE)
def test_sentences_hold_all_tokens_in_order(text: str) -> None:
    analysis = analyze(text)
    assert len(analysis.sentence_of) == len(analysis.tokens)
    position = 0
    paragraph = 0
    for number, sentence in enumerate(analysis.sentences):
        assert sentence.first == position < sentence.last
        assert set(analysis.sentence_of[sentence.first : sentence.last]) == {number}
        assert sentence.start == analysis.tokens[sentence.first].start
        assert sentence.end == analysis.tokens[sentence.last - 1].end
        assert paragraph <= sentence.paragraph <= paragraph + 1
        position, paragraph = sentence.last, sentence.paragraph
    assert position == len(analysis.tokens)


@given(HOSTILE)
def test_every_word_has_a_chosen_reading_among_its_readings(text: str) -> None:
    analysis = analyze(text)
    for index in range(len(analysis.tokens)):
        readings = analysis.readings(index)
        chosen = analysis.chosen_reading(index)
        assert chosen in readings if readings else chosen is None


@given(HOSTILE)
def test_statistics_of_any_text_are_numbers(text: str) -> None:
    analysis = analyze(text)
    values = dict(Statistics(analysis, 0, len(analysis.tokens)))
    assert all(value == value and abs(value) < 1e9 for value in values.values())
    assert values["words"] == analysis.words


@given(st.text(max_size=40), st.text(max_size=120))
def test_nothing_of_the_front_matter_becomes_a_token(front: str, body: str) -> None:
    analysis = analyze(front + body, len(front))
    assert all(token.start >= len(front) for token in analysis.tokens)
    assert all(sentence.start >= len(front) for sentence in analysis.sentences)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [("Один. Два.", [0, 0]), ("Один.\nДва.", [0, 1]), ("Один.\n\n\nДва. Три.", [0, 1, 1]),
     ("**Один**\n\nДва", [0, 1]), ("Один\r\nДва", [0, 1])],
)  # fmt: skip
def test_a_paragraph_is_a_line(text: str, paragraphs: list[int]) -> None:
    assert [sentence.paragraph for sentence in analyze(text).sentences] == paragraphs


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("Мы чиним мост.", 3), ("ул. Мира, 5", 3), ("🎉 #мост @дом vk.com", 0),
     ("`мост` дом", 1), ("«мост» дом", 2)],
)  # fmt: skip
def test_words(text: str, words: int) -> None:
    assert analyze(text).words == words


def test_readings_of_a_word_and_of_what_is_no_word() -> None:
    analysis = analyze("Мост 5!")
    assert analysis.readings(0)[0].lemma == "мост"
    assert analysis.known(0)
    assert analysis.readings(1) == analysis.readings(2) == ()
    assert not analysis.known(2)


def test_a_table_without_sentences_keeps_the_likeliest_readings() -> None:
    analysis = analyze("мост " * 1000)
    assert analysis.chosen(0) == analysis.chosen(999) == 0


@pytest.mark.parametrize(
    "unit",
    ["a.", "а.", "[", "[id1|", "[а](", "x+", "«а ", "`", "<!--", "1.", "8 ", "@a.", "🎉", "„а"],
)
def test_a_long_run_of_signs_is_read_through(unit: str) -> None:
    """Such runs once cost the square of their length; a minute here would be noticed."""
    assert len(analyze(unit * (60_000 // len(unit))).text) >= 59_000
