"""Replacements: inflected words, and the cases in which none must be given.

``None`` as expected means: there is a finding, and no suggestion.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.small import Plain, find, load, match_rule

LISTS: dict[str, Any] = {
    "deeds": {
        "проверка": "проверять/проверить",
        "ремонт": "ремонтировать/отремонтировать",
        "уборка": "убирать/убрать",
        "помощь": {"to": "помогать/помочь", "government": "datv"},
        "контроль": {"to": "контролировать/проконтролировать", "government": "accs"},
        "руководство": {"to": "руководить", "government": "ablt"},
        "награждение": "награждать",
    },
    "plain": {"приобрести": ["купить", "взять"], "объект": "здание", "денежный": "рублёвый"},
}
LIGHT = {
    "phrase": "{act=осуществлять|осуществить|проводить|провести|оказывать} {0-2} "
    "{deed=@deeds:accs} {object=noun}?",
    "suggest": ["{deed through deeds like act} {object to government}"],
}


def suggested(pattern: Plain, text: str) -> str | None:
    report = find(load(match_rule(pattern), lists=LISTS), text)
    (finding,) = report.findings
    return finding.suggestions[0] if finding.suggestions else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мы осуществляем проверку дорог.", "проверяем дороги"),
        ("Мы осуществим проверку дорог.", "проверим дороги"),
        ("Город осуществил проверку дорог.", "проверил дороги"),
        ("Мэрия осуществила уборку двора.", "убрала двор"),
        ("Мэрия осуществляла уборку улицы.", "убирала улицу"),
        ("Службы осуществили ремонт моста.", "отремонтировали мост"),
        ("Надо осуществить ремонт моста.", "отремонтировать мост"),
        ("Осуществив ремонт моста, уехали.", "Отремонтировав мост"),
        ("Мы осуществляем проверку.", "проверяем"),
        ("Они осуществляют руководство проектом.", "руководят проектом"),
        ("Осуществляем проверку дорог.", "Проверяем дороги"),
        ("Осуществите проверку дорог!", "Проверьте дороги"),
    ],
)
def test_light_verb_becomes_a_plain_one(text: str, expected: str) -> None:
    assert suggested(LIGHT, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Мы осуществляем плановую проверку дорог.",  # «плановую» would be lost
        "Мы осуществляем сегодня проверку дорог.",
        "Мы осуществляем проверку дорог и мостов.",  # «мостов» would keep its old case
        "Мы осуществляем проверку дорог, мостов.",
        "Он осуществил награждение школьника.",  # the list has no perfective
    ],
)
def test_doubt_takes_the_suggestion_and_leaves_the_finding(text: str) -> None:
    assert suggested(LIGHT, text) is None


@pytest.mark.parametrize(
    ("phrase", "template", "text", "expected"),
    [
        # captured text as it stands
        ("в целях {what=noun}", "для {what}", "в целях экономии", "для экономии"),
        ("{noun} {noun}", "{2} {1}", "мост города", "города мост"),
        # inflected
        ("{what=noun}", "о {what to loct}", "мост", "о мосте"),
        ("{what=noun}", "много {what to gent plur}", "мост", "много мостов"),
        ("согласно {what=noun:datv}", "по {what}", "согласно плану", "по плану"),
        ("путём {what=noun:gent}", "{what to ablt}", "путём ремонта", "ремонтом"),
        ("{what=noun:geox}", "в {what to loct}", "Москва", "В Москве"),
        ("{what=noun:geox}", "в {what to loct}", "Это Москва", "в Москве"),
        ("{what=noun}", "{what to gent}", "МФЦ", "МФЦ"),
        # through a list
        ("{what=объект}", "{what through plain}", "объектами", "зданиями"),
        ("{what=объект}", "{what through plain}", "Объект", "Здание"),
        ("{what=денежный}", "{what through plain}", "денежных", "рублёвых"),
        ("{what=приобрести}", "{what through plain}", "приобрела", "купила"),
        # a word of the template inflected like a capture
        ("{what=данный} {thing=noun}", "{этот like what} {thing}", "данного моста", "этого моста"),
        ("{what=данный} {thing=noun}", "{этот like what} {thing}", "данной дороги", "этой дороги"),
        # optional capture that is absent gives nothing
        ("{a=мост} {b=новый}?", "{a to gent} {b}", "мост", "моста"),
        # capitals follow the source
        ("на сегодняшний день", "сейчас", "На сегодняшний день", "Сейчас"),
        ("на сегодняшний день", "сейчас", "на сегодняшний день", "сейчас"),
        # the same word back is no help
        ("{what=мост}", "{what to nomn}", "мост", "мост"),
    ],
)
def test_template(phrase: str, template: str, text: str, expected: str) -> None:
    assert suggested({"phrase": phrase, "suggest": [template]}, text) == expected


def test_several_replacements_come_in_the_order_of_the_list() -> None:
    ruleset = load(
        match_rule({"phrase": "{what=приобрести}", "suggest": ["{what through plain}"]}),
        lists=LISTS,
    )
    (finding,) = find(ruleset, "Мы приобрели автобус.").findings
    assert finding.suggestions == ("купили", "взяли")


def test_fix_replaces_exactly_the_span() -> None:
    ruleset = load(match_rule({**LIGHT, "fix": "unsafe"}), lists=LISTS)
    text = "Сегодня мы осуществляем проверку дорог. Спасибо."
    (finding,) = find(ruleset, text).findings
    assert [fix.apply(text) for fix in finding.fixes] == ["Сегодня мы проверяем дороги. Спасибо."]
    assert finding.fix == finding.fixes[0].safety == "unsafe"


def test_finding_without_a_suggestion_has_no_fix() -> None:
    ruleset = load(match_rule({**LIGHT, "fix": "safe"}), lists=LISTS)
    (finding,) = find(ruleset, "Мы осуществляем проверку дорог и мостов.").findings
    assert (finding.suggestions, finding.fix, finding.fixes) == ((), "none", ())


def test_message_drops_the_sentence_that_needs_a_missing_suggestion() -> None:
    rule = match_rule(LIGHT, message="«{match}» — канцелярит. Лучше: «{suggestion}». Проще.")
    ruleset = load(rule, lists=LISTS)
    with_one = find(ruleset, "Мы осуществляем проверку дорог.").findings[0].message
    without = find(ruleset, "Мы осуществляем проверку дорог и мостов.").findings[0].message
    assert with_one == (
        "«осуществляем проверку дорог» — канцелярит. Лучше: «проверяем дороги». Проще."
    )
    assert without == "«осуществляем проверку дорог» — канцелярит. Проще."


WORD = {
    "regex": r"(?P<word>\b[а-яa-z]{3,})(?P<rest>,)?!{2,}",
    "suggest": ["{word in cyrillic}{rest}!"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Тут мост!!", "мост!"),
        ("Тут moст,!!", None),  # «m» is no look-alike
        ("Тут мoст,!!", "мост,!"),
        ("Moст!!", "Мост!"),
        ("Тут моpт!!", None),  # «морт» is no word
    ],
)
def test_groups_of_an_expression_stand_in_its_replacement(text: str, expected: str | None) -> None:
    assert suggested(WORD, text) == expected


def test_groups_of_an_expression_stand_in_its_message() -> None:
    rule = match_rule({"regex": r"(?P<word>мост)(?P<sign>!)?"}, message="«{word}»{sign}.")
    assert find(load(rule), "Тут мост.").findings[0].message == "«мост»."
