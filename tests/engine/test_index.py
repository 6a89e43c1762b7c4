"""The indexed matcher finds exactly what the naive reference finds, for any rules and any text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from govpost_lint.errors import ConfigErrors
from govpost_lint.text.analysis import analyze
from tests.engine.naive import naive_spans
from tests.small import Plain, find, load, match_rule

WORDS = (
    "мост моста мосты дорога дороги дорогу дорог ремонт ремонта ремонту чиним чинить чините "
    "новый новая новой новые стали сталь стекла мы нас в на и не для при три 5 2-й ул. МФЦ "
    "бармаглот печь белила знать до к конца недели 1 сентября завтра пятницу следующей чиним"
).split()
LEMMAS = "мост дорога ремонт чинить новый сталь стать мы в стекло печь знать".split()
LISTS = {"deeds": ["ремонт", "сталь", "знать"], "roads": ["дорога", "мост"]}
POS = (
    "{noun}", "{noun:gent}", "{noun:accs,sing}", "{adj}", "{adj:femn}", "{verb}", "{verb:past}",
    "{verb:impr}", "{inf}", "{prep}", "{pron}", "{number}", "{word}", "{noun~а$}", "{~^мо}",
    "{adj:!plur}",
)  # fmt: skip

element = st.one_of(
    st.sampled_from([word for word in WORDS if word[-1] != "."]),
    st.sampled_from([f"{{{lemma}}}" for lemma in LEMMAS]),
    st.sampled_from(["{дорога:gent}", "{ремонт:datv}", "{новый:plur}", "{чинить:verb}"]),
    st.lists(st.sampled_from(LEMMAS), min_size=2, max_size=3).map(
        lambda lemmas: f"{{{'|'.join(lemmas)}}}"
    ),
    st.sampled_from(["{@deeds}", "{@roads:plur}"]),
    st.sampled_from(POS),
    st.sampled_from(["{0-1}", "{0-3}", "{1-2}", ",", "—"]),
    st.sampled_from(["{deadline}", "{deadline}", "{deadline}?"]),
)


def _group(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    row = st.lists(inner, min_size=1, max_size=2).map(" ".join)
    return st.one_of(
        st.tuples(row, row).map(lambda rows: f"({rows[0]}|{rows[1]})"),
        row.map(lambda text: f"[{text}]"),
    )


phrase = st.tuples(
    st.sampled_from(["", "", "", "^ "]),
    st.lists(st.one_of(element, element, _group(element)), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["", "", "", " $"]),
).map("".join)

PARTS: dict[str, st.SearchStrategy[Any]] = {
    "pos": st.sampled_from(["noun", "adj", "verb"]),
    "lemma": st.lists(st.sampled_from(LEMMAS), min_size=1, max_size=3, unique=True),
    "form": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True),
    "list": st.sampled_from(sorted(LISTS)),
    "regex": st.sampled_from(["а$", "^м", "о"]),
    "case": st.sampled_from(["title", "lower", "upper"]),
    "known": st.booleans(),
    "type": st.sampled_from(["word", "number"]),
}
condition = st.lists(st.sampled_from(sorted(PARTS)), min_size=1, max_size=2, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: PARTS[name] for name in names})
)

token = st.fixed_dictionaries(
    {},
    optional={
        "not": condition,
        "count": st.sampled_from(["1-3", "2-3", 2]),
        "skip": condition,
        "optional": st.booleans(),
    },
)


MAY_BE_ABSENT: list[Plain] = [{}, {}, {"optional": True}]


@st.composite
def long_form(draw: st.DrawFn) -> Plain:
    """Draw a pattern of one to three tokens with repeats, skipped words and exclusions."""
    tokens = []
    for _ in range(draw(st.integers(1, 3))):
        if tokens and draw(st.booleans()):
            tokens.append({"gap": draw(st.sampled_from(["0-1", "0-2", "1-2"]))})
        if draw(st.integers(0, 4)) == 0:
            tokens.append({"stretch": "deadline", **draw(st.sampled_from(MAY_BE_ABSENT))})
        else:
            tokens.append({**draw(condition), **draw(token)})
    tokens[0].pop("optional", None)
    return {"tokens": tokens}


def _with_readings(pattern: Any, readings: str) -> Plain:
    form = {"phrase": pattern} if isinstance(pattern, str) else dict(pattern)
    return {**form, "readings": readings}


pattern = st.tuples(
    st.one_of(phrase, phrase, long_form()), st.sampled_from(["chosen", "chosen", "any", "all"])
).map(lambda pair: _with_readings(*pair))

DEADLINES = (
    "до конца недели", "к 1 сентября", "завтра до 18:00", "в III квартале", "за три дня", "летом",
    "в пятницу, 5 июня", "до дня «Мост»", "с 3 по 7 июня", "срок — до 15-го", "в течение дня",
    "после 5 мая", "каждую пятницу", "в прошлом году", "с 9 до 18", "к отопительному сезону",
)  # fmt: skip

text = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(DEADLINES),
        st.sampled_from(WORDS).map(str.capitalize),
        st.sampled_from([",", "—", ".", "!", "\n", "\n\n", "«", "»", "🎉", "#мост", "**", "("]),
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=150)
@given(
    first=st.lists(pattern, min_size=1, max_size=3),
    second=st.lists(pattern, min_size=1, max_size=2),
    texts=st.lists(text, min_size=3, max_size=3),
    inside=st.sampled_from([[], [], ["quotes"], ["quotes", "hashtags"]]),
)
@example(  # a repeated token that some readings would take, where the chosen one skips it
    first=[{"tokens": [{"pos": "noun", "count": 2, "skip": {"pos": "verb"}}, {"form": "мы"}]}],
    second=[{"phrase": "бармаглот"}],
    texts=["мост стали дороги мы", "ремонт стали дороги мы", "стали стекла стали мы"],
    inside=[],
)
@example(  # letter case inside «not» must not stick to the form
    first=[{"tokens": [{"pos": "noun", "not": {"case": "title"}}]}],
    second=[{"tokens": [{"form": "мост", "not": {"case": "lower"}}]}],
    texts=["Мост мост Мост", "мост Мост", "МФЦ мост"],
    inside=[],
)
@example(  # the only word to look up stands after the deadline
    first=[{"phrase": "{deadline} {0-3} {мост}"}, {"phrase": "{0-3} {deadline} $"}],
    second=[{"phrase": "{deadline} {deadline}? , мы"}],
    texts=["К 1 сентября чиним мост", "чиним мост завтра до 18:00", "до мая, мы"],
    inside=[],
)
def test_index_finds_what_trying_everything_finds(
    first: list[Plain], second: list[Plain], texts: list[str], inside: list[str]
) -> None:
    ruleset = _load_or_reject(first, second, inside)
    for sample in texts:
        analysis = analyze(sample)
        report = find(ruleset, sample)
        for rule in ruleset.rules:
            spans = [(f.span.start, f.span.end) for f in report.findings if f.rule == rule.id]
            assert spans == naive_spans(ruleset, rule, analysis), rule.id


def _load_or_reject(first: list[Plain], second: list[Plain], inside: list[str]) -> Any:
    where = {"inside": inside}
    rules = [
        match_rule(*first, id="living-language/first", where=where),
        match_rule(*second, id="sincerity/second", where=where),
    ]
    try:
        return load(*rules, lists=LISTS)
    except ConfigErrors:
        assume(False)  # impossible or repeated patterns: what load-time checks are for


@pytest.mark.parametrize("readings", ["chosen", "any", "all"])
def test_the_vocabulary_of_the_property_gives_matches(readings: str) -> None:
    rule = match_rule({"phrase": "{@roads} {0-2} {мост}", "readings": readings})
    assert find(load(rule, lists=LISTS), "Мост и новые мосты.").findings
