"""Sentence borders of social-media text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.text.sentences import sentence_spans


@pytest.mark.parametrize(
    "sentences",
    [
        ["Мост открыт."],
        ["Мост открыт.", "Спасибо всем!"],
        ["Мост открыт", "Спасибо всем"],
        ["Приём на ул. Мира, д. 5."],
        ["Встреча с А. С. Ивановой в 18:00."],
        ["Готово.", "Завтра едем дальше."],
        ["Скорость снизят до 60 км/ч.", "Также закроют съезд."],
        ["**Готово.**", "Завтра едем дальше."],
        ["Мост открыт 🎉🎉", "Спасибо всем."],
        ["Ура!", "🎉🎉 Мы победили."],
        ["🔴 Внимание!", "Отключат воду."],
        ["Когда починят?", "Завтра."],
        ["Отремонтировали 3,5 км дороги."],
        ["Это т. е. завтра."],
    ],
    ids=lambda sentences: " | ".join(sentences),
)
def test_sentences(sentences: list[str]) -> None:
    for glue in (" ", "\n", "\n\n", " \n\t"):
        if len(sentences) > 1 and glue == " " and sentences[0][-1].isalpha():
            continue  # without a full stop only the line end separates
        text = glue.join(sentences)
        assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_missing_space_after_the_full_stop_separates() -> None:
    text = "Всё готово.Завтра открываем"
    assert [text[a:b] for a, b in sentence_spans(text)] == ["Всё готово.", "Завтра открываем"]


def test_start_leaves_out_what_stands_before() -> None:
    text = "вид: пост\nМост открыт."
    assert [text[a:b] for a, b in sentence_spans(text, 10)] == ["Мост открыт."]


def test_line_without_end_is_cut_at_a_blank() -> None:
    text = "слово " * 10_000
    spans = sentence_spans(text)
    assert len(spans) > 1
    assert all(end - start <= 20_000 for start, end in spans)
    assert all(text[start:end].split()[0] == "слово" for start, end in spans)


@given(st.text(max_size=300))
def test_spans_are_in_order_and_hold_everything_that_is_not_blank(text: str) -> None:
    position = 0
    for start, end in sentence_spans(text):
        assert position <= start < end
        assert text[position:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        position = end
    assert text[position:].strip() == ""
