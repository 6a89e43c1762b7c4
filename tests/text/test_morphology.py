"""Readings and forms of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpost_lint.text.morphology import Morphology, dictionary_version, get_morphology
from govpost_lint.text.reading import Reading, normalize


@pytest.fixture(scope="module")
def morphology() -> Morphology:
    return get_morphology()


def reading(form: str, pos: str, *grammemes: str) -> Reading:
    """The best reading of a form with this part of speech and these grammemes."""
    found = get_morphology().readings(form)
    return next(r for r in found if r.pos == pos and set(grammemes) <= r.grammemes)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("дорог", {("дорога", "noun"), ("дорогой", "short")}),
        ("стекла", {("стекло", "noun"), ("стечь", "verb")}),
        ("стали", {("стать", "verb"), ("сталь", "noun")}),
        ("банки", {("банк", "noun"), ("банка", "noun")}),
        ("построен", {("построить", "short")}),
        ("построив", {("построить", "gerund")}),
        ("построенный", {("построить", "part")}),
        ("сегодня", {("сегодня", "adv")}),
    ],
)
def test_ambiguous_words_have_all_their_readings(morphology, form, expected):
    assert {(r.lemma, r.pos) for r in morphology.readings(form)} == expected


def test_readings_come_best_first(morphology):
    scores = [r.score for r in morphology.readings("стекла")]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("form", "case"), [("чаю", "gent"), ("лесу", "loct"), ("году", "loct"), ("снегу", "loct")]
)
def test_second_cases_are_folded(morphology, form, case):
    assert any(case in r.grammemes for r in morphology.readings(form) if r.pos == "noun")
    names = set().union(*(r.grammemes for r in morphology.readings(form)))
    assert not names & {"gen1", "gen2", "loc1", "loc2", "acc1", "acc2"}


def test_folded_readings_are_not_doubled(morphology):
    identities = [(r.lemma, r.pos, r.grammemes) for r in morphology.readings("снегу")]
    assert len(identities) == len(set(identities))


def test_letter_case_and_yo_do_not_matter(morphology):
    assert morphology.readings("Отчет") == morphology.readings("отчет")
    assert morphology.readings("отчет")[0].lemma == "отчёт"
    assert morphology.readings("отчет")[0].key == "отчет"
    assert normalize("ОТЧЁТ") == "отчет"


@pytest.mark.parametrize(
    "form", ["", "2026", "reels", "👍", "#город", "@мэр", "cтол", "Україна", "-"]
)
def test_what_is_no_russian_word_has_no_reading(morphology, form):
    assert morphology.readings(form) == ()
    assert not morphology.known(form)


def test_unknown_words_are_guessed_but_not_known(morphology):
    assert morphology.readings("глокая")
    assert not morphology.known("бармаглотами")
    assert morphology.lemmas("бармаглотами") == ()
    assert morphology.forms("бармаглот") == frozenset()


def test_compound_adjectives_are_known_by_their_parts(morphology):
    assert morphology.known("контрольно-надзорную")
    assert not morphology.known("контрольно-бармаглотный")
    assert not morphology.known("контрольно-")


def test_lemmas(morphology):
    assert morphology.is_lemma("цель")
    assert not morphology.is_lemma("целях")
    assert morphology.lemmas("целях") == ("цель",)
    assert set(morphology.lemmas("банки")) == {"банк", "банка"}


@pytest.mark.parametrize(
    ("form", "pos", "grammemes", "expected"),
    [
        ("проверка", "noun", "gent", "проверки"),
        ("проверку", "noun", "gent plur", "проверок"),
        ("дороги", "noun", "ablt plur", "дорогами"),
        ("лес", "noun", "loct", "лесе"),
        ("чай", "noun", "gent", "чая"),
        ("человек", "noun", "gent plur", "людей"),
        ("новая", "adj", "datv plur", "новым"),
        ("новая", "adj", "accs", "новую"),
        ("новый", "adj", "accs anim", "нового"),
        ("новый", "adj", "accs inan", "новый"),
        ("новые", "adj", "accs anim", "новых"),
        ("проверяет", "verb", "past femn", "проверяла"),
        ("проверяет", "verb", "1per plur", "проверяем"),
        ("проверил", "verb", "futr 3per plur", "проверят"),
        ("проверяет", "verb", "impr plur", "проверяйте"),
        ("построен", "short", "femn", "построена"),
        ("построенный", "part", "ablt plur", "построенными"),
        ("пальто", "noun", "gent", "пальто"),
    ],
)
def test_inflection(morphology, form, pos, grammemes, expected):
    assert morphology.inflect(form, reading(form, pos), grammemes.split()) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("москва", "москвой"),
        ("Москва", "Москвой"),
        ("МОСКВА", "МОСКВОЙ"),
        ("Ростов-на-Дону", "Ростовом-на-Дону"),
    ],
)
def test_inflection_keeps_capitals(morphology, form, expected):
    assert morphology.inflect(form, reading(form, "noun", "nomn"), {"ablt"}) == expected


@pytest.mark.parametrize(
    ("form", "pos", "grammemes"),
    [
        ("новый", "adj", "accs"),  # новый or нового: depends on the noun
        ("сделает", "verb", "pres"),  # perfective verbs have no present
        ("проверяет", "verb", "futr"),  # imperfective ones no simple future
        ("дорога", "noun", "past"),
        ("быстро", "adv", "gent"),
        ("молоко", "noun", "1per"),
    ],
)
def test_no_form_where_there_is_none_or_it_is_undetermined(morphology, form, pos, grammemes):
    assert morphology.inflect(form, reading(form, pos), grammemes.split()) is None


def test_a_reading_of_another_word_is_refused(morphology):
    assert morphology.inflect("мост", reading("дорога", "noun"), {"gent"}) is None


@pytest.mark.parametrize(
    ("lemma", "pos", "grammemes", "expected"),
    [
        ("проверять", "verb", "past femn sing", "проверяла"),
        ("проверить", "verb", "futr 3per sing", "проверит"),
        ("проверить", "verb", "pres 3per sing", None),
        ("проверять", "verb", "impr plur", "проверяйте"),
        ("построить", "short", "femn sing", "построена"),
        ("построить", "part", "pssv past nomn plur", "построенные"),
        ("дорога", "noun", "accs plur", "дороги"),
        ("новый", "adj", "gent plur", "новых"),
        ("дорогами", "noun", "gent", None),
        ("бармаглот", "noun", "gent", None),
    ],
)
def test_inflection_of_lemmas(morphology, lemma, pos, grammemes, expected):
    assert morphology.inflect_lemma(lemma, pos, grammemes.split()) == expected


def test_inflected_forms_read_back(morphology):
    for form in ("проверка", "администрация", "мост", "посёлок"):
        for case in ("gent", "datv", "accs", "ablt", "loct"):
            found = morphology.inflect(form, reading(form, "noun", "nomn"), {case})
            assert found is not None
            assert any(r.lemma == form and case in r.grammemes for r in morphology.readings(found))


def test_forms(morphology):
    forms = morphology.forms("посёлок")
    assert {"поселок", "поселка", "поселками"} <= forms
    assert morphology.forms("поселок") == forms
    assert "проверявший" in morphology.forms("проверять")
    assert "проверявший" not in morphology.forms("проверять", "verb")
    assert morphology.forms("дорогами") == frozenset()


def test_every_form_reads_as_its_lemma(morphology):
    for form in morphology.forms("проверять"):
        assert "проверять" in {r.key for r in morphology.readings(form)}


def test_dictionary_version_names_both_dictionaries():
    version, _, digest = dictionary_version.partition("+")
    assert version.startswith("2.4.")
    assert len(digest) == 12


@given(st.text(max_size=30))
def test_no_string_raises(text):
    morphology = get_morphology()
    for found in morphology.readings(text):
        morphology.inflect(text, found, {"gent", "plur"})
    morphology.known(text)
    morphology.forms(text)
    morphology.inflect_lemma(text, "noun", {"datv"})


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("деньгами", "деньги"),
        ("счастью", "счастье"),
        ("лучшему", "лучший"),
        ("во", "во"),
        ("должны", "должен"),
        ("дороги", "дорога"),
    ],
)
def test_citation_is_the_form_that_people_look_up(form: str, expected: str) -> None:
    morphology = get_morphology()
    assert morphology.citation(form, morphology.readings(form)[0]) == expected
