"""Excerpts: the mark stands under the place, whatever the text holds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.model import Span
from govpost_lint.reporters.excerpt import cells, excerpt, fold, visible

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("абвгд АБ. 👍\u200d🏽🇷\ufe0fжё\u0301\n\t\r\x1b\x07\u202e\u200b漢"),
        st.characters(),
    ),
    max_size=200,
)


def marked(text: str, phrase: str, width: int = 80) -> list[str]:
    """Show the whole text; return each line with its marks below."""
    start = text.index(phrase)
    pieces = excerpt(text, Span(0, len(text)), Span(start, start + len(phrase)), width)
    return [line for piece in pieces for line in (piece.text, piece.marks) if line]


def test_mark_stands_under_the_phrase() -> None:
    assert marked("Мы ведём работу дальше.", "ведём работу") == [
        "Мы ведём работу дальше.",
        "   ^^^^^^^^^^^^",
    ]


def test_long_sentence_is_folded_and_the_mark_with_it() -> None:
    assert marked("Городская служба ведёт работу по уборке снега.", "работу по уборке", 26) == [
        "Городская служба ведёт",
        "работу по уборке снега.",
        "^^^^^^^^^^^^^^^^",
    ]
    assert marked("Городская служба ведёт работу по уборке снега.", "ведёт работу", 24) == [
        "Городская служба ведёт",
        "                 ^^^^^",
        "работу по уборке снега.",
        "^^^^^^",
    ]


def test_wide_characters_take_two_cells() -> None:
    assert marked("👍👍 Дан ответ", "Дан") == ["👍👍 Дан ответ", "     ^^^"]


def test_only_the_surroundings_of_a_place_are_shown() -> None:
    text = "а" * 1000 + " место " + "б" * 1000
    lines = marked(text, "место", 300)
    assert lines[0].startswith("…ааа")
    assert lines[0].endswith("ббб…")
    assert len(lines[0]) < 260


def test_middle_of_a_long_place_is_left_out() -> None:
    text = "Начало. " + "слово " * 200 + "конец."
    assert sum(map(len, marked(text, text, 80))) < 700


def test_control_characters_become_visible_signs() -> None:
    assert visible("\x1b[31mкрасный\x07") == "␛[31mкрасный␇"
    assert visible("а\u202eб\u200b\u2066\x9b\x7f") == "а⟨U+202E⟩б⟨U+200B⟩⟨U+2066⟩⟨U+009B⟩␡"
    assert visible("два\tслова\r") == "два слова "
    assert visible("👩‍👩‍👧 [bold]и\nстрока[/bold]") == "👩‍👩‍👧 [bold]и\nстрока[/bold]"


@given(TEXTS, st.integers(10, 60), st.data())
def test_any_text_stays_within_its_width(text: str, width: int, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for piece in excerpt(text, Span(0, len(text)), Span(start, end), width):
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", piece.text)
        assert cells(piece.text) <= width
        assert cells(piece.marks) <= width


@given(TEXTS, st.integers(5, 60))
def test_folding_loses_only_blanks(text: str, width: int) -> None:
    lines = fold(text, width)
    assert all(a < b for a, b in lines)
    kept = "".join(text[a:b] for a, b in lines)
    assert kept.replace(" ", "") == text.replace(" ", "").replace("\n", "")
