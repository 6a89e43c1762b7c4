"""``format_rule``: canonical order and names, comments kept, everything else byte for byte."""

from pathlib import Path

import pytest

from govpost_lint.errors import ConfigErrors
from govpost_lint.ruleset.formatting import ORDER, canonical_phrase, format_rule
from govpost_lint.yaml_reader import read_yaml

PACK = sorted((Path(__file__).parents[1] / "cli" / "rules").glob("*-*/*.yaml"))

UGLY = """\
# Шапка файла: кто и зачем

message: "«{match}» — проще."   # конец строки
id: living-language/word
examples:
  - {bad: "Это [[мост]]."}

  # почти то же
  - {good: 'Дом'}
# о версии
# в две строки
version: 1
match:
  unless:
    - "{ГЛ:прош} не"
  patterns:   \t
    - "{СУЩ:род,мн} {лес} {СРОК}"
    - {phrase: "{what=ПРИЛ:им} {СУЩ:род,мн}", suggest: ["{what to род}"]}
    - ["{СУЩ}", "вот {СУЩ} да"]
    - {regex: '\\{СУЩ\\}'}
severity:   warning
title: "Слово {СУЩ:род}"
# в конце
"""

NEAT = """\
id: living-language/word
# о версии
# в две строки
version: 1
title: "Слово {СУЩ:род}"
severity:   warning
match:
  unless:
    - "{verb:past} не"
  patterns:
    - "{noun:gent,plur} {лес} {deadline}"
    - {phrase: "{what=adj:nomn} {noun:gent,plur}", suggest: ["{what to род}"]}
    - ["{noun}", "вот {noun} да"]
    - {regex: '\\{СУЩ\\}'}
# Шапка файла: кто и зачем

message: "«{match}» — проще."   # конец строки
examples:
  - {bad: "Это [[мост]]."}

  # почти то же
  - {good: 'Дом'}
# в конце
"""


def test_order_names_and_comments() -> None:
    assert format_rule(UGLY) == NEAT


def test_idempotent() -> None:
    assert format_rule(NEAT) == NEAT


@pytest.mark.parametrize("path", PACK, ids=lambda path: path.stem)
def test_canonical_files_stay_byte_for_byte(path: Path) -> None:
    text = path.read_text("utf-8")
    assert format_rule(text) == text
    lines = text.splitlines(keepends=True)
    tops = [number for number, line in enumerate(lines) if line[0] not in " #-"]
    blocks = ["".join(lines[a:b]) for a, b in zip(tops, [*tops[1:], len(lines)], strict=True)]
    shuffled = "".join(lines[: tops[0]]) + "".join(reversed(blocks))
    assert format_rule(shuffled) == text


@pytest.mark.parametrize("text", [UGLY, NEAT])
def test_keys_come_in_the_order_of_the_form(text: str) -> None:
    data = read_yaml(format_rule(text), "").data
    assert list(data) == [key for key in ORDER if key in data]


PHRASES = [
    ("{СУЩ:род}", "{noun:gent}"),
    ("{ сущ : род }", "{ сущ : род }"),
    ("{a=ГЛ:прош,мн}?", "{a=verb:past,plur}?"),
    ("{@список:род}", "{@список:gent}"),
    ("{мост|дом:твор}", "{мост|дом:ablt}"),
    ("{СУЩ:!род}", "{noun:!gent}"),
    ("{СУЩ~ость$}", "{noun~ость$}"),
    ("{СУЩ~а:род}", "{noun~а:род}"),
    ("{0-2} (в|на) [же] {мост}", "{0-2} (в|на) [же] {мост}"),
    ("просто слова", "просто слова"),
]


@pytest.mark.parametrize(("written", "canonical"), PHRASES)
def test_canonical_phrases(written: str, canonical: str) -> None:
    if written.startswith("{ "):
        canonical = canonical_phrase(canonical)  # blanks inside: any form, but a stable one
    assert canonical_phrase(written) == canonical
    assert canonical_phrase(canonical) == canonical


KEPT = {
    "text in a block": "id: a/b\nwhy: |\n  первая  \n  вторая\n\nmessage: Да.\n",
    "key within quotes": 'id: a/b\nmessage: "первая\n  title: вторая"\n',
    "no keys": "[1, 2]\n",
    "empty": "# одно примечание\n",
    "line separators of other alphabets": 'id: a/b\ntitle: "а\u2028б\x85в"\n',
    "JSON": '{"message": "a", "id": "b"}\n',
    "start of a document": "---\nid: a/b\nversion: 1\n",
}


@pytest.mark.parametrize("name", KEPT)
def test_what_means_something_stays(name: str) -> None:
    text = KEPT[name]
    made = format_rule(text)
    assert read_yaml(made, "").data == read_yaml(text, "").data
    assert format_rule(made) == made


def test_the_start_of_a_document_stays_first() -> None:
    assert format_rule("---\nversion: 1\nid: a/b\n") == "---\nid: a/b\nversion: 1\n"


def test_windows_line_ends_and_missing_last_one() -> None:
    assert format_rule("version: 1\r\nid: a/b") == "id: a/b\nversion: 1\n"


@pytest.mark.parametrize("text", ["a: [", "id: a\nid: b", "a: &x 1"])
def test_what_is_no_yaml_is_refused(text: str) -> None:
    with pytest.raises(ConfigErrors):
        format_rule(text)
