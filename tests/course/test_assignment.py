"""Assignment files: every mistake with its place and the way out, as ``assignment_errors.txt`` has.

After a wanted change:  GOVPOST_UPDATE_GOLDEN=1 pytest tests/course/test_assignment.py
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from govpost_lint.course.loading import load_assignment
from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Document

EXAMPLE = Path(__file__).with_name("example.yaml")
GOLDEN = Path(__file__).with_name("assignment_errors.txt")

TEXT = EXAMPLE.read_text("utf-8")
SOURCE = TEXT[TEXT.index("source:") : TEXT.index("facts:")]

CASES: dict[str, list[tuple[str, str]]] = {
    # form
    "unknown key": [("pass_mark: 60", "pas_mark: 60")],
    "unknown key inside": [("min_words: 40", "min_word: 40")],
    "required key is missing": [("kind: rewrite", "# rewrite")],
    "unknown kind": [("kind: rewrite", "kind: rewrit")],
    "unknown scale": [("scale: 5", "scale: 12")],
    "text where a number is needed": [("per_day: 5", "per_day: пять")],
    "key twice": [("pass_mark: 60", "pass_mark: 60\npass_mark: 70")],
    "share above one": [("copying: 0.3", "copying: 30")],
    "not YAML": [("patterns: [\"{мост}\"]", "patterns: [\"{мост}\"")],
    # rubric
    "weights do not sum to 100": [("sincerity: 20", "sincerity: 25")],
    "weight is negative": [("sincerity: 20", "sincerity: -20")],
    "unknown criterion": [("living-language: 40", "living-languag: 40")],
    "criterion judges other texts": [("sincerity: 20", "feedback: 20")],
    "unknown rule": [("interactivity/no-question: 10", "interactivity/no-qestion: 10")],
    "rule judges longer texts": [("min_words: 40", "min_words: 39")],
    "rule judges other texts": [("interactivity/no-question: 10", "emergency/rumour: 10")],
    "parts without points": [("parts: 30", "parts: 0"), ("language: 40", "language: 70")],
    # parts
    "lemma is not in the dictionary": [("{мост}", "{мостт}")],
    "form where a lemma is needed": [("{мост}", "{моста}")],
    "mistake in a phrase": [("12 (млн|миллионов)", "12 (млн|миллионов")],
    "unknown list": [("{мост}", "{@плэйс}")],
    "expression can run away": [('"14 апреля"', "{regex: '(а+)+б'}")],
    "part without patterns": [('patterns: ["{мост}"]', "patterns: []")],
    "part named as a criterion": [("что ремонтируют:", "sincerity:")],
    # bounds
    "most words below the least": [("max_words: 120", "max_words: 10")],
    "deadline without zone": [("+03:00", "")],
    "deadline is no date": [("2026-04-10T18:00+03:00", "десятого апреля")],
    "late without deadline": [('deadline: "2026-04-10T18:00+03:00"', "# deadline")],
    "marks do not grow": [("{5: 88, 4: 74}", "{5: 70, 4: 74}")],
    "unknown mark": [("{5: 88, 4: 74}", "{5: 88, 4: 74, 3: 60}")],
    "marks without scale 5": [("scale: 5 ", "scale: 100 ")],
    # what stands beside the assignment
    "no source for a rewrite": [(SOURCE, "")],
    "source both here and beside": [("  text: >-", "  file: a.md\n  text: >-")],
    "source file is missing": [(SOURCE, "source: {file: нет.md}\n")],
    "source file is outside": [(SOURCE, "source: {file: ../нет.md}\n")],
    "unknown profile": [("profile: course", "profile: cours")],
    "no such rule folder": [("rules: []", "rules: [мои]")],
    "all mistakes at once": [("{мост}", "{моста}"), ("sincerity: 20", "sincerity: 25"),
                             ("+03:00", ""), ("profile: course", "profile: course # ")],
}  # fmt: skip


def written(folder: Path, changes: list[tuple[str, str]]) -> Path:
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "assignment.yaml"
    path.write_text(text, "utf-8")
    return path


def golden() -> dict[str, str]:
    if not GOLDEN.exists():
        return {}
    parts = re.split(r"(?m)^=== (.*)\n", GOLDEN.read_text("utf-8"))
    return {name: text.rstrip("\n") for name, text in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.mark.parametrize("name", CASES)
def test_mistake_is_shown_with_place_and_way_out(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, CASES[name])
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigErrors) as caught:
        load_assignment("assignment.yaml")
    text = str(caught.value)
    if os.environ.get("GOVPOST_UPDATE_GOLDEN"):
        sections = {**golden(), name: text}
        GOLDEN.write_text(
            "\n".join(f"=== {key}\n{sections[key]}\n" for key in CASES if key in sections), "utf-8"
        )
    assert text == golden().get(name)


def test_file_that_is_not_there() -> None:
    with pytest.raises(InputError, match="такого файла или папки нет"):
        load_assignment("нет.yaml")


def test_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("title: Задание".encode("cp1251"))
    with pytest.raises(InputError, match="не в UTF-8"):
        load_assignment(path)


def test_example_says_what_it_says() -> None:
    assignment = load_assignment(EXAMPLE)
    assert assignment.parts == {"что ремонтируют": 7.5, "когда": 15.0, "сколько стоит": 7.5}
    assert sum(assignment.parts.values()) + sum(assignment.criteria.values()) + 10 == 100
    assert [assignment.mark(total) for total in (59.9, 60, 74, 88)] == ["2", "3", "4", "5"]


def test_parts_are_phrases_of_the_rules() -> None:
    matcher = load_assignment(EXAMPLE).matcher
    text = "На мосту с 14 по 20 апреля кладём «Асфальт за 12 миллионов»."
    _, found = matcher.find(Document("x", text))
    assert {name: [text[m.start : m.end] for m in ms] for name, ms in found.items()} == {
        "что ремонтируют": ["мосту"],
        "когда": ["с 14 по 20 апреля"],
        "сколько стоит": ["12 миллионов"],
    }
