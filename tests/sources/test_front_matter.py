"""Front matter: what it may say, and how its mistakes are reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.errors import ConfigErrors
from govpost_lint.sources.frontmatter import read_front_matter
from govpost_lint.sources.text import read_text


def test_values_and_start_of_body() -> None:
    text = "---\nkind: reply\ndate: 2026-03-05\nattachments: [most.jpg]\n---\nДобрый день!"
    matter = read_front_matter(text, "d.md")
    assert matter.values == {
        "kind": "reply",
        "date": "2026-03-05",
        "attachments": ["most.jpg"],
    }
    assert text[matter.body_start :] == "Добрый день!"


@pytest.mark.parametrize(
    "text",
    ["Текст", "", "--- тире в начале\nи текст\n---\n", "-- -\nТекст", " ---\nkind: reply\n---\n"],
)
def test_no_front_matter(text: str) -> None:
    assert read_front_matter(text, "d.md") == ({}, 0)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ends(newline: str) -> None:
    text = newline.join(["---", "kind: emergency", "---", "Прорыв трубы."])
    document = read_text(text.encode(), "d.md", "d.md")
    assert document.kind == "emergency"
    assert document.text == text
    assert document.text[document.body_start :] == "Прорыв трубы."


def test_document_takes_its_fields_from_front_matter() -> None:
    text = "---\nkind: reply\nplatform: vk\nauthor: Глава\nreply_to: Где автобус?\n---\nУже едет.\n"
    document = read_text(text.encode(), "ответ.md", "ответ.md")
    assert (document.kind, document.platform, document.reply_to) == ("reply", "vk", "Где автобус?")
    assert document.meta == {"author": "Глава"}
    assert document.id == document.path == "ответ.md"


MISTAKES = [
    ("---\nkind: post\nТекст без конца", "1:1", "шапка не закрыта", "закройте её второй строкой"),
    (
        "---\nkind: repl\n---\n",
        "2:7",
        "вид текста: неизвестное значение «repl»",
        "возможно, «reply»",
    ),
    ("---\nkind: 5\n---\n", "2:7", "вид текста: неизвестное значение «5»", "бывает: post, reply"),
    ("---\nplatform: vkk\n---\n", "2:11", "площадка: неизвестное значение", "возможно, «vk»"),
    ("---\nkindd: post\n---\n", "2:1", "неизвестный ключ «kindd»", "возможно, «kind»"),
    ("---\n\ndate: завтра\n---\n", "3:7", "дата «завтра» не разобрана", "пишите 2026-03-05"),
    ("---\nattachments: a.jpg\n---\n", "2:14", "вложения должны быть списком", "[foto.jpg]"),
    ("---\nallow: всё\n---\n", "2:8", "«allow» должно называть", "{критерий/правило: причина}"),
    ("---\nreply_to: [a]\n---\n", "2:11", "«reply_to» должно быть текстом", "кавычки"),
    ("---\nkind: post\nkind: reply\n---\n", "3:1", "ключ «kind» повторён", "оставьте один"),
    ("---\nauthor: &a Глава\n---\n", "2:9", "якоря и ссылки YAML", "повторите значение"),
    ("---\nauthor: !!python/name:os.system\n---\n", "2:9", "тег", "уберите его"),
    ("---\n- post\n---\n", "2:1", "шапка должна состоять из строк", "например, kind: post"),
    ("---\nauthor: 'Глава\n---\n", "", "", ""),
]


@pytest.mark.parametrize(("text", "place", "message", "hint"), MISTAKES)
def test_mistakes_are_placed_and_have_a_way_out(
    text: str, place: str, message: str, hint: str
) -> None:
    with pytest.raises(ConfigErrors) as caught:
        read_front_matter(text, "d.md")
    [error] = caught.value.errors
    assert f"{error.line}:{error.column}".startswith(place)
    assert message in error.message
    assert hint in error.hint


def test_all_mistakes_at_once() -> None:
    with pytest.raises(ConfigErrors) as caught:
        read_front_matter("---\nkind: repl\nplatform: vkk\nauthr: я\n---\n", "d.md")
    assert [error.line for error in caught.value.errors] == [2, 3, 4]


@given(st.text(alphabet="-:[]{}&*!|>'\"# \n\tkindpost абв", max_size=80))
def test_any_block_is_read_or_refused(block: str) -> None:
    text = f"---\n{block}\n---\nТекст"
    try:
        matter = read_front_matter(text, "d.md")
    except ConfigErrors:
        return
    assert 0 <= matter.body_start <= len(text)
