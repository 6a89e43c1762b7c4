"""Findings: exact spans for any text, places for people, repeats left out; require and measure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpost_lint import Ruleset
from tests.small import STANDARD, Plain, find, load, marked, match_rule, rule

RULES = [
    match_rule(
        "{мост} {0-2} {дорога}",
        {"phrase": "{what=дорога}", "suggest": ["{what to plur}"]},
        {"tokens": [{"pos": "noun", "count": "2-4", "skip": {"pos": "adj"}}]},
        unless=["{мост} {дружба}"],
        message="«{match}».",
    ),
    match_rule({"regex": "[!?]{2,}"}, {"ends_with": "…"}, "^ {noun}", id="living-language/signs",
               message="«{match}»."),
    match_rule("{word}", id="sincerity/quoted", where={"inside": ["quotes", "code"]},
               message="«{match}»."),
    rule("living-language/long", match=None, message="{value:.1f} из {words:.0f}.",
         measure={"each": "sentence", "value": "words", "bands": [{"to": 3, "points": 0},
                                                                  {"points": -2}]}),
    rule("sincerity/where", match=None, message="Не хватает: {missing}.",
         require={"all": {"где": ["на {noun}"], "когда": ["завтра"]}}),
]  # fmt: skip

TEXT = st.one_of(
    st.text(max_size=150),
    st.lists(
        st.sampled_from(
            "мост дорога дороги новая Мост МОСТ на завтра дружбы ! ?! … . , « » ` ** # \n \n\n 🎉 "
            "#мост vk.com <!-- --> ко\u00adрова бои\u0306 5 \ufeff \u202e \x1b[31m [[ ]]".split(" ")
        ),
        max_size=40,
    ).map(" ".join),
)


@pytest.fixture(scope="module")
def small() -> Ruleset:
    return load(*RULES)


@settings(max_examples=150)
@given(TEXT, st.sampled_from(["post", "reply", "emergency"]))
def test_text_at_every_span_is_what_was_matched(small: Ruleset, text: str, kind: str) -> None:
    report = find(small, text, kind=kind)
    for finding in report.findings:
        start, end = finding.span.start, finding.span.end
        assert 0 <= start <= end <= len(text)
        assert text[start:end] == finding.text
        if end:
            before = text[:start]
            assert finding.text.strip() == finding.text != ""
            assert (finding.line, finding.column) == (
                before.count("\n") + 1,
                start - before.rfind("\n"),
            )
            if finding.rule in ("living-language/word", "sincerity/quoted"):
                assert finding.message == f"«{finding.text}»."
    spans = [(f.span.end == 0, f.span.start) for f in report.findings]
    assert spans == sorted(spans), "in the order of the text, whole-document findings last"


@settings(max_examples=40)
@given(TEXT)
def test_the_whole_pack_never_raises(pack: Ruleset, text: str) -> None:
    for kind in ("post", "reply", "emergency"):
        report = find(pack, text, kind=kind, platform="vk")
        assert all(text[f.span.start : f.span.end] == f.text for f in report.findings)
        assert report.score.total is None or 0 <= report.score.total <= 100


@given(TEXT)
def test_the_same_text_gives_the_same_report(small: Ruleset, text: str) -> None:
    """Caches that outlive a text must not change its result."""
    assert find(small, text) == find(small, text)


def test_front_matter_keeps_offsets() -> None:
    text = "---\nkind: post\n---\nНаш мост."
    (finding,) = find(load(match_rule("мост")), text, body_start=19).findings
    assert (finding.span.start, finding.line, finding.column) == (23, 4, 5)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("мост", (1, 1, 1, 5)),
        ("\n\nнаш мост", (3, 5, 3, 9)),
        ("🎉 мост", (1, 3, 1, 7)),
        ("наш\r\nмост", (2, 1, 2, 5)),
    ],
)
def test_lines_and_columns_count_from_one(text: str, place: tuple[int, ...]) -> None:
    (f,) = find(load(match_rule("мост")), text).findings
    assert (f.line, f.column, f.end_line, f.end_column) == place


REPEATS: list[tuple[str, list[Plain], str]] = [
    ("a finding inside one of the same criterion is dropped",
     [match_rule("{мост} {дорога}"), match_rule("дорога", id="living-language/road")],
     "[[Мост дорога]]"),
    ("a graver one inside stays",
     [match_rule("{мост} {дорога}"), match_rule("дорога", id="living-language/road",
                                                severity="error")],
     "Мост дорога"),
    ("another criterion stays",
     [match_rule("{мост} {дорога}"), match_rule("дорога", id="sincerity/road")], "Мост дорога"),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "count"), [(r, 1 if "[[" in m else 2) for _, r, m in REPEATS],
                         ids=[name for name, _, _ in REPEATS])  # fmt: skip
def test_findings_inside_findings(rules: list[Plain], count: int) -> None:
    assert len(find(load(*rules), "Мост дорога").findings) == count


@pytest.mark.parametrize(
    ("pattern", "severity"),
    [("мост", "advice"), ("дорога река", "advice"), ("мост дорога река берег лодка", "warning"),
     ("река", "warning")],
    ids=["inside", "half inside", "mostly outside", "beside"],
)  # fmt: skip
def test_a_yielding_criterion_gives_way_where_another_speaks(pattern: str, severity: str) -> None:
    standard = {**STANDARD, "criteria": [
        {**one, "yields": one["id"] == "living-language"} for one in STANDARD["criteria"]
    ]}  # fmt: skip
    rules = load(
        match_rule(pattern), match_rule("мост дорога", id="sincerity/way"), standard=standard
    )
    found = {f.rule: f.severity for f in find(rules, "мост дорога река берег лодка").findings}
    assert found == {"living-language/word": severity, "sincerity/way": "warning"}


def measure(value: str, bands: list[Plain], **changes: Any) -> Plain:
    message = changes.pop("message", "{value:.2f}.")
    fields = {key: changes.pop(key) for key in ("each", "count", "show") if key in changes}
    return rule(match=None, message=message, measure={"value": value, "bands": bands, **fields},
                **changes)  # fmt: skip


BANDS: list[Plain] = [
    {"to": 2, "points": 0}, {"below": 4, "points": -3}, {"points": -9, "severity": "error"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"),
    [(1, None), (2, None), (3, (-3.0, "warning")), (4, (-9.0, "error")), (9, (-9.0, "error"))],
)
def test_bands_are_tried_in_order(words: int, expected: tuple[float, str] | None) -> None:
    report = find(load(measure("words", BANDS)), "мост " * words)
    found = [(f.points, f.severity) for f in report.findings]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2 + 3 * 4 - 1", 13), ("-words", -4), ("words / 0", 0), ("max(1, words, 2)", 4),
        ("min(words, 3)", 3), ("abs(0 - words)", 4), ("sqrt(words)", 2), ("log(1)", 0),
        ("log(0)", 0), ("100 * bridges / words", 50), ("questions", 1), ("chars", 18),
    ],
)  # fmt: skip
def test_formula(formula: str, value: float) -> None:
    count = {"bridges": ["{мост}"]}
    measured = measure(formula, [{"points": -1}], count=count, show="bridges")
    (finding,) = find(load(measured), "Мост у моста дома?").findings
    assert finding.message == f"{value:g}."


@pytest.mark.parametrize(
    ("each", "text", "spans"),
    [
        ("post", "Раз два. Три.\nЧетыре.", [""]),
        ("sentence", "Раз два. Три.", ["Раз два.", "Три."]),
        ("paragraph", "Раз два. Три.\nЧетыре.", ["Раз два. Три.", "Четыре."]),
        ("link", "тут vk.com и t.me/x", ["vk.com", "t.me/x"]),
    ],
)
def test_measure_each(each: str, text: str, spans: list[str]) -> None:
    report = find(load(measure("words", [{"points": -1}], each=each)), text)
    assert [finding.text for finding in report.findings] == spans


def test_count_of_patterns_in_each_sentence() -> None:
    counted = measure("bridges", [{"to": 1, "points": 0}, {"points": -1}], each="sentence",
                      count={"bridges": ["{мост}"]})  # fmt: skip
    assert marked(find(load(counted), "Мост и мост. Мост и дом.")) == "[[Мост и мост.]] Мост и дом."


REQUIRE: list[tuple[Plain, str, str | None]] = [
    ({"any": ["завтра", "сегодня"]}, "Откроем завтра.", None),
    ({"any": ["завтра", "сегодня"]}, "Откроем мост.", "Добавьте ."),
    ({"any": ["{number}"], "at_least": 2}, "В 5 школах 10 классов.", None),
    ({"any": ["{number}"], "at_least": 2}, "В 5 школах.", "Добавьте ."),
    ({"all": {"где": ["на {noun}"], "когда": ["завтра"]}}, "Завтра на мосту.", None),
    ({"all": {"где": ["на {noun}"], "когда": ["завтра"]}}, "Мост.", "Добавьте где, когда."),
    ({"all": {"где": ["на {noun}"], "когда": ["завтра"]}}, "На мосту.", "Добавьте когда."),
    ({"any": ["завтра"], "in": "opening"}, "Мы чиним мост. Завтра откроем.", "Добавьте ."),
    ({"any": ["завтра"], "in": "ending"}, "Мы чиним мост.\nЗавтра откроем.", None),
    ({"any": ["завтра"], "when": ["{мост}"]}, "Мы чиним дом.", None),
    ({"any": ["завтра"], "when": ["{мост}"]}, "Мы чиним мост.", "Добавьте ."),
    ({"any": ["завтра"], "unless": ["уже"]}, "Мост уже открыт.", None),
    ({"any": [{"regex": "\\b112\\b"}]}, "Звоните 112!", None),
    ({"any": [{"ends_with": "?"}]}, "Как вам мост?", None),
]


@pytest.mark.parametrize(("form", "text", "message"), REQUIRE)
def test_require(form: Plain, text: str, message: str | None) -> None:
    required = rule(match=None, require=form, message="Добавьте {missing}.")
    found = [(f.message, f.span.end, f.text) for f in find(load(required), text).findings]
    assert found == ([(message, 0, "")] if message else [])


def test_every_missing_part_costs() -> None:
    form = {"all": {"где": ["на {noun}"], "когда": ["завтра"], "кто": ["мы"]}}
    required = rule(match=None, require=form, message="Добавьте {missing}.", score={"each": 6})
    assert [f.points for f in find(load(required), "Мы тут.").findings] == [-12]


def test_once_tells_the_same_words_at_their_first_place_alone() -> None:
    once = rule(match={"once": True, "patterns": ["{мост}", "{новый} {дорога}"]})
    text = "К мосту ведёт новая дорога. У моста нет перил, на новой дороге ямы; мостик цел."
    assert marked(find(load(once), text)) == (
        "К [[мосту]] ведёт [[новая дорога]]. У моста нет перил, на новой дороге ямы; мостик цел."
    )
