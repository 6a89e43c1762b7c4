"""The user dictionary: words that pymorphy3 lacks."""

import pytest

from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import normalize
from govpost_lint.text.user_dictionary import DICTIONARY_PATH, parse_dictionary

LINES = [
    line.partition("#")[0].strip()
    for line in DICTIONARY_PATH.read_text(encoding="utf-8").splitlines()
    if line.partition("#")[0].strip()
]
WORDS = [line.replace("=", ":").split(":")[0].strip() for line in LINES]


def test_the_dictionary_has_words():
    assert len(WORDS) > 300
    assert len(set(WORDS)) == len(WORDS)


@pytest.mark.parametrize("word", WORDS)
def test_each_word_is_known_under_its_own_lemma(word):
    morphology = get_morphology()
    assert word == word.lower()
    assert morphology.known(word)
    assert morphology.is_lemma(word)
    assert normalize(word) in morphology.forms(word)


@pytest.mark.parametrize("line", [line for line in LINES if ":" in line])
def test_each_changing_word_declines_like_its_model(line):
    word, model = (part.strip() for part in line.split(":"))
    morphology = get_morphology()
    assert morphology.is_lemma(model)
    assert len(morphology.forms(word)) >= 4


@pytest.mark.parametrize(
    ("form", "lemma", "pos", "grammemes"),
    [
        ("нацпроектами", "нацпроект", "noun", {"ablt", "plur"}),
        ("Соцвыплату", "соцвыплата", "noun", {"accs", "sing"}),
        ("ФАПов", "фап", "noun", {"gent", "plur"}),
        ("самозанятым", "самозанятый", "adj", {"datv", "plur"}),
        ("репостнули", "репостнуть", "verb", {"past", "plur"}),
        ("ливневку", "ливнёвка", "noun", {"accs"}),
        ("сторис", "сторис", "noun", {"fixd", "loct"}),
        ("МФЦ", "мфц", "noun", {"fixd", "gent"}),
    ],
)
def test_forms_of_user_words(form, lemma, pos, grammemes):
    readings = get_morphology().readings(form)
    assert all(reading.lemma == lemma for reading in readings)
    assert any(r.pos == pos and grammemes <= r.grammemes for r in readings)
    assert abs(sum(reading.score for reading in readings) - 1) < 0.01


def test_user_words_inflect():
    morphology = get_morphology()
    reading = morphology.readings("Нацпроект")[0]
    assert morphology.inflect("Нацпроект", reading, {"ablt", "plur"}) == "Нацпроектами"
    assert morphology.inflect_lemma("репостнуть", "verb", {"past", "femn"}) == "репостнула"
    assert morphology.inflect_lemma("сторис", "noun", {"datv"}) == "сторис"


def test_only_forms_of_the_model_are_taken():
    morphology = get_morphology()
    assert not morphology.known("нацпроектный")
    assert not morphology.known("нац")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("нацпроект", "expected"),
        ("нацпроект: море", "does not end like"),
        ("сторис = сущ", "part of speech"),
    ],
)
def test_broken_lines_are_named(line, message):
    with pytest.raises(ValueError, match=message) as error:
        parse_dictionary(["# comment", "", line])
    assert "dictionary.txt:3" in str(error.value)
