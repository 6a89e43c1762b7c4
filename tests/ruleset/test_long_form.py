"""The long token form, pattern options and ``where``: one table of patterns and marked texts."""

from __future__ import annotations

from typing import Any

import pytest

from govpost_lint.errors import ConfigErrors
from tests.small import Plain, find, load, marked, match_rule, unmarked

LISTS = {"deeds": ["ремонт", "уборка"]}

TOKENS: list[tuple[str, Plain, list[str]]] = [
    ("form: one of several", {"tokens": [{"form": ["мост", "мосту"]}]},
     ["[[мост]] к [[мосту]]", "мостом"]),
    ("lemma", {"tokens": [{"lemma": "мост"}]}, ["[[мостом]]", "дом"]),
    ("list", {"tokens": [{"list": "deeds", "gram": "plur"}]}, ["[[уборки]] идут", "уборка идёт"]),
    ("pos and gram", {"tokens": [{"pos": "noun", "gram": ["gent", "plur"]}]},
     ["много [[мостов]]", "нет моста"]),
    ("gram with a part of speech", {"tokens": [{"lemma": "провести", "gram": ["part"]}]},
     ["[[проведённый]]", "провели"]),
    ("gram that must not be", {"tokens": [{"lemma": "мост", "gram": "!plur"}]},
     ["[[моста]]", "мостов"]),
    ("regex", {"tokens": [{"pos": "noun", "regex": "ов$"}]}, ["много [[мостов]]", "мосты"]),
    ("type", {"tokens": [{"type": "number"}, {"form": "мост"}]}, ["[[5 мост]]", "пять мост"]),
    ("emoji", {"tokens": [{"type": "emoji", "count": "2-5"}]}, ["ура [[🎉🎉🎉]]", "ура 🎉"]),
    ("case title", {"tokens": [{"form": "мост", "case": "title"}]}, ["[[Мост]] и мост"]),
    ("case upper", {"tokens": [{"form": "мост", "case": "upper"}]}, ["Мост и [[МОСТ]]"]),
    ("case lower", {"tokens": [{"form": "мост", "case": "lower"}]}, ["Мост и [[мост]]"]),
    ("unknown word", {"tokens": [{"type": "word", "regex": "^[а-я]+$", "known": False}]},
     ["наш [[бармаглот]]", "наш мост"]),
    ("known word", {"tokens": [{"regex": "о.$", "known": True}]}, ["[[дом]]", "бармаглот"]),
    ("not: another word", {"tokens": [{"pos": "noun", "not": {"lemma": ["мост", "дом"]}}]},
     ["мост, дом, [[река]]"]),
    ("not: letter case", {"tokens": [{"pos": "noun", "not": {"case": "title"}}]},
     ["Мост и [[мост]]", "[[мост]] и Мост"]),
    ("not: grammeme of the same reading",
     {"tokens": [{"lemma": "мост", "not": {"gram": ["plur"]}}]}, ["[[мост]]", "мосты"]),
    ("count: exactly", {"tokens": [{"lemma": "мост", "count": 2}]},
     ["[[мост моста]]", "мост", "[[мост мост]] мост"]),
    ("count: greedy", {"tokens": [{"lemma": "мост", "count": "1-3"}]},
     ["[[мост мост мост]] [[мост]]"]),
    ("count: gives back what the rest needs",
     {"tokens": [{"lemma": "мост", "count": "1-3"}, {"form": "мост"}]}, ["[[мост мост]] и мост"]),
    ("skip between repetitions",
     {"tokens": [{"pos": "noun", "gram": "gent", "count": "2-4", "skip": {"pos": "adj"}}]},
     ["план [[ремонта нового моста]]", "план ремонта", "план ремонта и моста"]),
    ("several kinds of words skipped",
     {"tokens": [{"lemma": "мост", "count": 2, "skip": [{"pos": "adj"}, {"form": "и"}]}]},
     ["[[мост и новый мост]]", "мост или мост"]),
    ("at most three words skipped",
     {"tokens": [{"lemma": "мост", "count": 2, "skip": {"form": "и"}}]},
     ["[[мост и и и мост]]", "мост и и и и мост"]),
    ("gap", {"tokens": [{"form": "мы"}, {"gap": "0-1"}, {"form": "мост"}]},
     ["[[мы чиним мост]]", "мы все чиним мост"]),
    ("stretch", {"tokens": [{"form": "мост"}, {"stretch": "deadline"}]},
     ["[[мост к 1 сентября]] откроем", "мост к сентябрьскому дождю"]),
    ("stretch that may be absent",
     {"tokens": [{"form": "мост"}, {"stretch": "deadline", "optional": True}]},
     ["[[мост завтра до 18:00]] откроем", "[[мост]] открыт"]),
    ("optional", {"tokens": [{"form": "наш"}, {"pos": "adj", "optional": True}, {"form": "мост"}]},
     ["[[наш мост]]", "[[наш новый мост]]"]),
    ("agree", {"tokens": [{"pos": "adj", "as": "a"}, {"pos": "noun", "as": "b"}],
               "agree": [["a", "b"]]},
     ["[[новый мост]]", "новая мосту"]),
    ("disagree", {"tokens": [{"lemma": "новый", "as": "a"}, {"lemma": "мост", "as": "b"}],
                  "disagree": [["a", "b"]]},
     ["новый мост", "[[новая мосту]]"]),
    ("readings any", {"tokens": [{"lemma": "сталь"}], "readings": "any"}, ["мы [[стали]] лучше"]),
    ("readings all", {"tokens": [{"lemma": "сталь"}], "readings": "all"},
     ["мы стали лучше", "наша [[сталью]]"]),
    ("expression over the source text", {"regex": "!{2,}"}, ["Ура[[!!!]]", "Ура!"]),
    ("expression minds no letter case", {"regex": "ура"}, ["[[УРА]]"]),
    ("expression that does mind", {"regex": "(?-i:[А-Я]{3,})"}, ["мы [[МЧС]] мчс"]),
    ("expression leaves masked spans alone", {"regex": "мост"}, ["«мост» [[мост]] #мост"]),
    ("expression in which a group comes again", {"regex": r"(ах|ой)(?: \1)+"},
     ["[[ой ой ой]]", "ах ой"]),
    ("ending of a sentence", {"ends_with": "?"}, ["[[Как дела?]] Хорошо.", "Хорошо."]),
]  # fmt: skip

ROWS = [(name, pattern, text) for name, pattern, texts in TOKENS for text in texts]


@pytest.mark.parametrize(
    ("pattern", "text"), [row[1:] for row in ROWS], ids=[f"{row[0]}: {row[2]}" for row in ROWS]
)
def test_pattern_finds_what_is_marked(pattern: Plain, text: str) -> None:
    ruleset = load(match_rule(pattern), lists=LISTS)
    assert marked(find(ruleset, unmarked(text))) == text


def test_expression_of_named_parts() -> None:
    parts = {"house": r"\d{1,3}[а-я]?", "address": r"[А-Я][а-я]+, (?&house)"}
    ruleset = load(
        match_rule(
            {"regex": "(?-i:(?&address))"}, unless=[{"regex": "приём: (?&address)"}], parts=parts
        )
    )
    text = "Яма на [[Садовая, 5а]], приём: Садовая, 7."
    assert marked(find(ruleset, unmarked(text))) == text


UNLESS: list[tuple[str, Any, list[str]]] = [
    ("vetoes what it overlaps", "{мост} {дружба}",
     ["Это мост дружбы.", "Это [[мост]], не мост дружбы."]),
    ("in the sentence", {"phrase": "{дружба}", "within": "sentence"},
     ["Дружба как мост.", "Это [[мост]]. И дружба."]),
    ("in the paragraph", {"phrase": "{дружба}", "within": "paragraph"},
     ["Это мост. И дружба.", "Это [[мост]].\nИ дружба."]),
    ("in the post", {"phrase": "{дружба}", "within": "post"},
     ["Это мост.\n\nИ дружба.", "Это [[мост]]."]),
    ("by an expression", {"regex": "№ ?\\d", "within": "sentence"},
     ["Мост № 5 тут.", "Это [[мост]]. Дом № 5."]),
    ("by the ending of the sentence", {"ends_with": "?", "within": "sentence"},
     ["Где мост?", "Вот [[мост]]. Где?"]),
]  # fmt: skip
UNLESS_ROWS = [(name, pattern, text) for name, pattern, texts in UNLESS for text in texts]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [row[1:] for row in UNLESS_ROWS],
    ids=[f"{row[0]}: {row[2]}" for row in UNLESS_ROWS],
)
def test_unless(pattern: Any, text: str) -> None:
    ruleset = load(match_rule("{мост}", unless=[pattern]))
    assert marked(find(ruleset, unmarked(text))) == text


PARTS = [
    ("opening", "Да! [[Мост]] открыт сегодня. Мост ждали."),
    ("opening", "🎉\n\nУра, наш [[мост]] готов!\nМост красив."),
    ("title", "[[Мост]] открыт. [[Мост]] ждали.\nМост красив."),
    ("ending", "Мост открыт.\n[[Мост]] ждали. [[Мост]] красив."),
    ("body", "[[Мост]] открыт.\n\n[[Мост]] красив."),
]


@pytest.mark.parametrize(("part", "text"), PARTS)
def test_where_part(part: str, text: str) -> None:
    ruleset = load(match_rule("мост", where={"part": part}))
    assert marked(find(ruleset, unmarked(text))) == text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ([], "«мост» [[мост]] `мост`"),
        (["quotes"], "«[[мост]]» [[мост]] `мост`"),
        (["code"], "«мост» `[[мост]]`"),
        (["quotes", "code"], "«[[мост]]» `[[мост]]`"),
    ],
)
def test_where_inside(inside: list[str], text: str) -> None:
    ruleset = load(match_rule("мост", where={"inside": inside}))
    assert marked(find(ruleset, unmarked(text))) == text


@pytest.mark.parametrize("inside", ["hashtags", "mentions", "links"])
def test_expressions_look_into_masked_words_where_asked(inside: str) -> None:
    text = {"hashtags": "#мост", "mentions": "@мост", "links": "https://example.ru/мост"}[inside]
    silent = load(match_rule({"regex": "мост"}))
    asked = load(match_rule({"regex": "мост"}, where={"inside": [inside]}))
    assert not find(silent, text).findings
    assert find(asked, text).findings


# «joy» is found in every document of this table, «grief» in none
DETECTORS = {"joy": {"any": ["ура"]}, "grief": {"any": ["увы"]}}
WHERE: list[tuple[Plain, Plain, bool]] = [
    ({"kind": ["reply"]}, {"kind": "post"}, False),
    ({"kind": ["reply", "post"]}, {"kind": "post"}, True),
    ({"platform": ["vk"]}, {"platform": "vk"}, True),
    ({"platform": ["vk"]}, {"platform": "ok"}, False),
    ({"platform": ["vk"]}, {"platform": ""}, False),
    ({"min_words": 3}, {}, True),
    ({"min_words": 4}, {}, False),
    ({"tags": ["grief"]}, {}, False),
    ({"tags": ["grief"]}, {"meta": {"tags": ["grief"]}}, True),
    ({"tags": ["!grief"]}, {"meta": {"tags": ["grief"]}}, False),
    ({"tags": ["!grief"]}, {}, True),
    ({"tags": ["joy"]}, {}, True),
    ({"tags": ["!joy"]}, {}, False),
]


@pytest.mark.parametrize(("where", "fields", "applies"), WHERE)
def test_where_says_which_documents(where: Plain, fields: Plain, applies: bool) -> None:
    ruleset = load(match_rule("мост", where=where), detectors=DETECTORS)
    assert bool(find(ruleset, "Ура, наш мост.", **fields).findings) is applies


def test_stretch_stands_alone_in_its_token() -> None:
    pattern = {"tokens": [{"form": "мост"}, {"stretch": "deadline", "count": "1-3"}]}
    with pytest.raises(ConfigErrors, match="«count» не бывает рядом со stretch"):
        load(match_rule(pattern))
