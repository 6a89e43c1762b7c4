"""``rules evaluate`` in numbers: a small marked file whose every figure is known."""

from pathlib import Path

import pytest

from govpost_lint import Ruleset
from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.evaluation import Evaluation, evaluate, separation, spearman
from govpost_lint.marked_texts import load_labels, read_marked
from tests.small import load, match_rule

RULES = [
    match_rule("{мост}", score={"each": 50}),
    match_rule("{парк}", name="sincerity/park"),
    match_rule("{река}", name="living-language/river", severity="advice"),
    match_rule("{лес}", name="living-language/wood", status="preview"),
]
LABELS = {"officialese": ("living-language/*",), "press": ("sincerity/*", "living-language/word")}
MARKED = """\
=== id: a | kind: post | platform: vk | level: 3 | question: yes | place: no
Это [[мост|officialese]] и [[дом|officialese]]. Тут мост.
Река и лес.

=== id: b | kind: reply | level: 0 | question: no | place: no
Где парк? Вот.
=== id: c | level: 1 | question: yes
Это [[старый мост|press]].

=== id: d | level: 2
"""


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load(*RULES, detectors={"question": {"any": [{"ends_with": "?"}]}})


@pytest.fixture(scope="module")
def result(ruleset: Ruleset) -> Evaluation:
    return evaluate(ruleset, read_marked(MARKED, "marked.txt"), LABELS)


def figures(result: Evaluation, group: str) -> dict[str, tuple[int, int, int, int]]:
    rows = getattr(result, group)
    return {name: (c.found, c.marked, c.right, c.fired) for name, c in rows.items()}


def test_texts_and_marks() -> None:
    first, second, third, last = read_marked(MARKED, "marked.txt")
    assert first.document.text == "Это мост и дом. Тут мост.\nРека и лес."
    text = first.document.text
    assert [(text[m.span.start : m.span.end], m.label) for m in first.marks] == [
        ("мост", "officialese"),
        ("дом", "officialese"),
    ]
    assert (first.document.platform, second.document.kind) == ("vk", "reply")
    assert third.document.kind == "post"
    assert last.document.text == ""


def test_labels(result: Evaluation) -> None:
    # found of marked, right of fired; advice and preview do not count
    assert figures(result, "labels") == {"officialese": (1, 2, 1, 3), "press": (1, 1, 1, 4)}
    officialese = result.labels["officialese"]
    assert (officialese.recall, officialese.precision) == (1 / 2, 1 / 3)
    assert officialese.missed == ["a: …Это мост и [[дом]]. Тут мост. Река и лес.…"]
    assert officialese.false == [
        "living-language/word: a: …Это мост и дом. Тут [[мост]]. Река и лес.…",
        "living-language/word: c: …Это старый [[мост]].…",
    ]


def test_places_marked_with_any_label(result: Evaluation) -> None:
    anywhere = result.anywhere
    assert (anywhere.found, anywhere.marked, anywhere.right, anywhere.fired) == (2, 3, 2, 4)
    assert anywhere.missed == ["a: …Это мост и [[дом]]. Тут мост. Река и лес.…"]
    assert [one.split(":")[0] for one in anywhere.false] == [
        "living-language/word",
        "sincerity/park",
    ]


def test_a_promise_is_no_place_to_correct(ruleset: Ruleset) -> None:
    marked = read_marked("=== id: a | kind: post\n[[Мост|promise]].\n", "m.txt")
    anywhere = evaluate(ruleset, marked, {**LABELS, "promise": ("promises/*",)}).anywhere
    assert (anywhere.marked, anywhere.right, anywhere.fired) == (0, 0, 1)


def test_a_rule_counts_once_however_many_labels_it_answers_for(result: Evaluation) -> None:
    rules = {name: row[2:] for name, row in figures(result, "rules").items()}
    assert rules == {"living-language/word": (2, 3), "sincerity/park": (0, 1)}


MEETINGS = [
    # the mark, and whether the finding «🎉🎉🎉» or «пришёл праздник» meets it
    ("Пришёл праздник [[🎉🎉🎉|officialese]]", (1, 1, 1, 2)),
    ("Пришёл праздник 🎉🎉[[🎉 Ура|officialese]]", (1, 1, 1, 2)),
    ("Пришёл [[праздник |officialese]]🎉🎉🎉", (1, 1, 1, 2)),
    ("Пришёл праздник [[!|officialese]] 🎉🎉🎉", (0, 1, 0, 2)),
    ("Пришёл праздник[[, друзья|officialese]], 🎉🎉🎉", (0, 1, 0, 2)),
]


@pytest.mark.parametrize(("text", "expected"), MEETINGS)
def test_a_mark_or_a_finding_without_words_counts_by_overlap(text: str, expected) -> None:
    rules = load(
        match_rule({"regex": "🎉{3}"}, name="living-language/emoji"),
        match_rule("{прийти} {праздник}"),
    )
    marked = read_marked(f"=== id: a | kind: post\n{text}\n", "m.txt")
    assert figures(evaluate(rules, marked, LABELS), "labels")["officialese"] == expected


def test_flags(result: Evaluation) -> None:
    assert figures(result, "flags") == {"question": (0, 2, 0, 1), "place": (0, 0, 0, 0)}
    question = result.flags["question"]
    assert (question.missed, question.false) == (["a", "c"], ["b"])
    assert (question.recall, question.precision) == (0.0, 0.0)
    assert result.flags["place"].recall is None


def test_levels_totals_and_clean_texts(result: Evaluation) -> None:
    assert result.levels == [(3, 0.0), (0, 100.0), (1, 50.0), (2, 100.0)]
    assert result.totals == [(3, 70.0), (0, 99.0), (1, 85.0)]  # text d has no words
    assert (result.clean_texts, result.clean_findings) == (2, 1)


RANKS = [
    ([(0, 1.0), (1, 2.0), (2, 3.0)], 1.0),
    ([(0, 3.0), (1, 2.0), (2, 1.0)], -1.0),
    ([(0, 1.0), (0, 1.0), (1, 2.0), (1, 2.0)], 1.0),
    ([(0, 5.0), (1, 5.0), (2, 5.0)], None),
    ([(0, 1.0), (1, 2.0)], None),
]


@pytest.mark.parametrize(("pairs", "expected"), RANKS)
def test_spearman(pairs, expected) -> None:
    assert spearman(pairs) == (None if expected is None else pytest.approx(expected))


AREAS = [([1, 2], [3, 4], 1.0), ([3, 4], [1, 2], 0.0), ([1], [1], 0.5), ([1, 3], [2], 0.5),
         ([], [1], None)]  # fmt: skip


@pytest.mark.parametrize(("low", "high", "expected"), AREAS)
def test_separation(low, high, expected) -> None:
    assert separation(low, high) == expected


BAD = [
    ("Просто текст.", "m.txt: нет ни одной строки «=== id: … | kind: …»."),
    ("", "m.txt: нет ни одной строки"),
    ("=== id: a\nДа.\n=== id: b | kind: pots\nНет.", "m.txt:3: kind «pots» неизвестно."),
    ("=== id: a | platform: fb\nДа.", "m.txt:1: platform «fb» неизвестно."),
    ("=== id: a | level: 4\nДа.", "m.txt:1: level «4» неизвестно. Бывает: 0, 1, 2, 3."),
    ("=== id: a\n[[Да|oficialese]].", "a: метки «oficialese» нет. Бывает: officialese, press."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BAD)
def test_bad_marked_files(ruleset: Ruleset, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        evaluate(ruleset, read_marked(text, "m.txt"), LABELS)
    assert str(caught.value).startswith(message)


def test_map_of_labels(tmp_path: Path) -> None:
    path = tmp_path / "labels.yaml"
    path.write_text("press: [sincerity/*, legal/a]\n", "utf-8")
    assert load_labels(path) == {"press": ("sincerity/*", "legal/a")}
    path.write_text("press: sincerity/*\n", "utf-8")
    with pytest.raises(ConfigErrors, match="1:8: нужен список имён правил"):
        load_labels(path)
    with pytest.raises(InputError, match="такого файла или папки нет"):
        load_labels(tmp_path / "none.yaml")
