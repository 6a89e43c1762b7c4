"""Mistakes in rule files: every check of the loader, shown at its place with the way out.

A case changes one place of a sound rule set; ``load_errors.txt`` holds what must be printed, one
section a case. ``GOVPOST_UPDATE_GOLDEN=1`` writes it anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from govpost_lint.errors import ConfigErrors
from govpost_lint.ruleset.loading import load_plan

GOLDEN = Path(__file__).with_name("load_errors.txt")

RULE = "living-language/word.yaml"
LIST = "lists/deeds.yaml"
SHARED = "lists/jokes.yaml"
PROFILE = "profiles/governor.yaml"
STANDARD = "standard.yaml"
MEASURE = "living-language/dense.yaml"
REQUIRE = "sincerity/empty.yaml"
DETECTOR = "detectors/joy.yaml"

FILES = {
    STANDARD: """\
title: Стандарт
criteria:
  - {id: living-language, title: Живой язык, asks: Просто., weight: 30}
  - {id: sincerity, title: Искренность, asks: Честно., weight: 10}
zones:
  - {id: red, title: красная, from: 0}
clauses:
  norms/plain: {title: Просто}
""",
    PROFILE: """\
id: governor
title: Глава
extends: base
weights: {sincerity: 20}
""",
    "profiles/base.yaml": """\
id: base
title: Общее
""",
    LIST: """\
id: deeds
title: Дела
items:
  ремонт: ремонтировать
  проверка: проверять/проверить
""",
    "lists/towns.yaml": """\
id: towns
title: Города
items: [Тверь, Псков]
""",
    SHARED: """\
id: jokes
title: Шутки
patterns:
  - "кстати о птичках"
  - {phrase: "{проверка:gent} на дорогах", within: post}
""",
    "lists/topics-set-phrases.yaml": """\
id: topics-set-phrases
title: Не темы
patterns: ["на связи"]
""",
    DETECTOR: """\
id: detectors/joy
title: Радость
any: ["ура", "{@jokes}"]
""",
    RULE: """\
id: living-language/word
version: 1
title: Пустое слово
severity: warning
score: {each: 5, cap: 20}
params: {most: 3}
match:
  patterns:
    - phrase: "{act=проводить} {0-2} {deed=@deeds:accs}"
      suggest: ["{deed through deeds like act}"]
  unless:
    - "{ремонт} {обувь}"
message: "«{match}» больше {most} раз: {act}."
why: Так короче.
source: {clause: norms/plain, basis: practice}
examples:
  - {bad: "Мы [[проводим ремонт]]."}
  - {good: "Мы ремонтируем."}
""",
    MEASURE: """\
id: living-language/dense
version: 1
title: Густо
where: {kind: [post], min_words: 40}
severity: advice
params: {ok: 4, bad: 9}
measure:
  each: post
  count: {nouns_of_act: ["{@deeds}"]}
  value: "100 * nouns_of_act / words"
  bands: [{to: $ok, points: 0}, {to: $bad, points: -2}, {points: -5, severity: error}]
message: "Дел {value:.1f}."
source: {clause: norms/plain, basis: heuristic}
examples:
  - {bad: "Ремонт."}
  - {good: "Мост."}
""",
    REQUIRE: """\
id: sincerity/empty
version: 1
title: Пусто
severity: advice
require:
  all:
    где: ["на мосту"]
    когда: ["завтра"]
message: "Не хватает: {missing}."
source: {clause: norms/plain, basis: practice}
examples:
  - {bad: "Да."}
  - {good: "Завтра на мосту."}
""",
}

CASES: dict[str, tuple[str, str, str]] = {
    # form of the file
    "unknown key": (RULE, "severity:", "severety:"),
    "key far from every known one": (RULE, "why:", "цвет:"),
    "unknown key inside": (RULE, "cap: 20", "caps: 20"),
    "repeated key": (RULE, "why: Так короче.", "why: Так короче.\nwhy: Так яснее."),
    "required key is missing": (RULE, "message:", "# message:"),
    "value is not one of the allowed": (RULE, "severity: warning", "severity: warn"),
    "text where a number is needed": (RULE, "version: 1", "version: первая"),
    "number where a text is needed": (RULE, "title: Пустое слово", "title: 5"),
    "number is too small": (RULE, "version: 1", "version: 0"),
    "points above the limit": (RULE, "each: 5", "each: 500"),
    "one example only": (RULE, '  - {good: "Мы ремонтируем."}\n', ""),
    "example neither good nor bad": (RULE, '{good: "Мы ремонтируем."}', "{findings: 1}"),
    "file is a list": (RULE, FILES[RULE], "- id: living-language/word\n"),
    "file is empty": (RULE, FILES[RULE], ""),
    "id is not the path": (RULE, "id: living-language/word", "id: living-language/words"),
    "two kinds of rule": (RULE, "message:", 'require: {any: ["мост"]}\nmessage:'),
    "no kind of rule": (RULE, FILES[RULE][FILES[RULE].index("match:"):FILES[RULE].index("message")],
                        ""),
    # words and grammar
    "lemma is not in the dictionary": (RULE, "act=проводить", "act=проводидить"),
    "form where a lemma is needed": (RULE, "act=проводить", "act=проводим"),
    "part of speech has no such grammeme": (RULE, '"{ремонт} {обувь}"', '"{noun:past}"'),
    "excluded word is no lemma": (RULE, '"{ремонт} {обувь}"',
                                  "{tokens: [{pos: adj, not: {lemma: [высший]}}]}"),
    "lemma has no such form": (RULE, '"{ремонт} {обувь}"', '"{ремонт:past}"'),
    "unknown grammeme": (RULE, "@deeds:accs", "@deeds:acc"),
    "unknown list": (RULE, "@deeds:accs", "@deads:accs"),
    "mistake in the phrase": (RULE, '"{ремонт} {обувь}"', '"{ремонт} {обувь"'),
    "word of a list is not in the dictionary": (LIST, "ремонт:", "рремонт:"),
    "word of a list is no lemma": (LIST, "ремонт:", "ремонта:"),
    "two words in a list": (LIST, "ремонт:", "текущий ремонт:"),
    "list is empty": ("lists/towns.yaml", "items: [Тверь, Псков]", "items: []"),
    "word stands twice in a list": ("lists/towns.yaml", "[Тверь, Псков]", "[Тверь, Псков, Тверь]"),
    # lists of patterns
    "list of patterns inside a phrase": (RULE, '"{ремонт} {обувь}"', '"не {@jokes}"'),
    "list of patterns with grammemes": (RULE, '"{ремонт} {обувь}"', '"{@jokes:gent}"'),
    "list of patterns in the long form": (RULE, '"{ремонт} {обувь}"', "{tokens: [{list: jokes}]}"),
    "replacement through a list of patterns": (RULE, "through deeds", "through jokes"),
    "mistake in a list of patterns is told once, in its file":
        (SHARED, "{проверка:gent}", "{проверки}"),
    "list of patterns names another": (SHARED, "кстати о птичках", "{@topics-set-phrases}"),
    "list of patterns names itself": (SHARED, "кстати о птичках", "{@jokes}"),
    "list of patterns is empty": (SHARED, FILES[SHARED].partition("patterns:")[2], " []\n"),
    "words and patterns in a list": (SHARED, "patterns:", "items: [птица]\npatterns:"),
    "own list of patterns": (SHARED, "patterns:", "own: true\npatterns:"),
    "set phrase that is no pair of words": (
        "lists/topics-set-phrases.yaml", '["на связи"]', '["на {связь}"]'
    ),
    # captures, params, templates
    "capture is not used": (RULE, "{0-2}", "{how=adv}?"),
    "capture in the message is not defined": (RULE, ": {act}.", ": {akt}."),
    "template uses an unknown capture": (RULE, "like act}", "like akt}"),
    "template uses a list that does not exist": (RULE, "through deeds", "through deed"),
    "template uses a list that maps nothing": (RULE, "through deeds", "through towns"),
    "template with an unknown word": (RULE, "{deed through deeds like act}", "{deed thru deeds}"),
    "template with an unknown grammeme": (RULE, "{deed through deeds like act}", "{deed to gen}"),
    "template with an unknown alphabet": (RULE, "{deed through deeds like act}", "{deed in greek}"),
    "template inflects a group of an expression": (
        RULE, 'phrase: "{act=проводить} {0-2} {deed=@deeds:accs}"', "regex: '(?P<act>а)(?P<deed>б)'"
    ),
    "template with a stray brace": (RULE, '"{deed through deeds like act}"', '"{deed"'),
    "param is not used": (RULE, " больше {most} раз", ""),
    "param is not declared": (MEASURE, "{to: $bad", "{to: $bat"),
    "braces of the message do not pair": (RULE, ": {act}.", ": {act."),
    "agree names no pair of captures": (RULE, "      suggest:",
                                        "      agree: [[act, dead]]\n      suggest:"),
    # regular expressions
    "expression is broken": (RULE, '"{ремонт} {обувь}"', "{regex: 'мост('}"),
    "expression matches nothing": (RULE, '"{ремонт} {обувь}"', "{regex: '(мост)?'}"),
    "expression can run away": (RULE, '"{ремонт} {обувь}"', "{regex: '(а+)+б'}"),
    "expression repeats a group of any length": (RULE, '"{ремонт} {обувь}"',
                                                 r"{regex: '(мост.+)\1'}"),
    "expression has an unknown part": (RULE, '"{ремонт} {обувь}"', "{regex: 'мост (?&dya)'}"),
    "part is broken": (RULE, "params: {most: 3}", "params: {most: 3}\nparts: {day: 'день('}"),
    "part has no name": (RULE, "params: {most: 3}", "params: {most: 3}\nparts: {День: 'день'}"),
    "part is not used": (RULE, "params: {most: 3}", "params: {most: 3}\nparts: {day: 'день'}"),
    "parts grow without end": (
        RULE, "params: {most: 3}",
        "params: {most: 3}\nparts: {p0: 'мост'" + "".join(
            f", p{n}: '" + f"(?&p{n - 1})" * 9 + "'" for n in range(1, 9)) + "}"
    ),
    "part uses one below": (RULE, "params: {most: 3}",
                            "params: {most: 3}\nparts: {day: '(?&hour)', hour: 'час'}"),
    # measure and require
    "unknown name in the formula": (MEASURE, "/ words", "/ wrods"),
    "formula with a function of its own": (MEASURE, "100 * nouns_of_act / words",
                                           "open('x') + nouns_of_act"),
    "formula is broken": (MEASURE, "100 * nouns_of_act / words", "100 * (nouns_of_act"),
    "counted name is not used": (MEASURE, "100 * nouns_of_act", "100 * nouns"),
    "bands do not grow": (MEASURE, "params: {ok: 4, bad: 9}", "params: {ok: 9, bad: 4}"),
    "band without a border is not the last": (MEASURE, "{to: $ok, points: 0}", "{points: 0}"),
    "points of a band are positive": (MEASURE, "points: -2", "points: 2"),
    "show names nothing counted": (MEASURE, "  each: post", "  each: post\n  show: verbs"),
    "require both any and all": (REQUIRE, "  all:", '  any: ["мост"]\n  all:'),
    # clauses, criteria, fixes, patterns of other rules
    "clause is not in the standard": (RULE, "clause: norms/plain", "clause: norms/plane"),
    "criterion is not in the standard": (STANDARD, "id: sincerity", "id: honesty"),
    "safe fix without fixed examples": (RULE, "why: Так короче.", "fix: safe"),
    "pattern stands in another rule too": (REQUIRE, FILES[REQUIRE], FILES[RULE].replace(
        "living-language/word", "sincerity/empty")),
    # profiles, detectors, the standard
    "profile sets an unknown rule": (PROFILE, "weights:",
                                     "params: {living-language/wort: {most: 5}}\nweights:"),
    "profile sets an unknown param": (PROFILE, "weights:",
                                      "params: {living-language/word: {must: 5}}\nweights:"),
    "profile weighs an unknown criterion": (PROFILE, "{sincerity: 20}", "{sincerely: 20}"),
    "profile skips an unknown rule": (PROFILE, "weights:",
                                      "skip: [living-language/wort]\nweights:"),
    "profile extends an unknown one": (PROFILE, "extends: base", "extends: bass"),
    "profiles extend each other": ("profiles/base.yaml", "title: Общее",
                                   "title: Общее\nextends: governor"),
    "mistake in a detector": (DETECTOR, '"ура"', '"{ураа}"'),
    "detector asks one that is not there": (DETECTOR, "any:", "also: [joi]\nany:"),
    "detector without patterns": (DETECTOR, 'any: ["ура", "{@jokes}"]', "at_least: 2"),
    "detector with patterns and weights": (DETECTOR, "any:", "learned: complaint\nany:"),
    "detector of unknown weights": (DETECTOR, 'any: ["ура", "{@jokes}"]', "learned: complaints"),
    "detector asks itself": (DETECTOR, "any:", 'where: {tags: ["!joy"]}\nany:'),
    "standard without zones": (STANDARD, "zones:\n  - {id: red, title: красная, from: 0}\n", ""),
    # YAML
    "anchor": (RULE, "title: Пустое слово", "title: &t Пустое слово"),
    "alias": (RULE, "why: Так короче.", "why: *t"),
    "tag": (RULE, "version: 1", "version: !!int 1"),
    "python object": (RULE, "why: Так короче.", "why: !!python/object/apply:os.system [ls]"),
    "two documents": (RULE, "version: 1", "version: 1\n---\nid: x"),
    "tabulator": (RULE, "  patterns:", "\tpatterns:"),
    "quote is not closed": (RULE, 'раз: {act}."', "раз: {act}."),
    "bracket is not closed": (RULE, "{each: 5, cap: 20}", "{each: 5, cap: 20"),
    "colon in plain text": (RULE, "why: Так короче.", "why: Так: короче: да."),
    "backslash in double quotes": (RULE, '"{ремонт} {обувь}"', '{regex: "\\d+"}'),
    "mapping as a key": (RULE, "why: Так короче.", "? {a: 1}\n: 2"),
    "too deep": (RULE, "why: Так короче.", "why: " + "[" * 30 + "]" * 30),
}  # fmt: skip


def write(folder: Path, changed: str, old: str, new: str) -> None:
    for name, text in FILES.items():
        if name == changed:
            assert old in text, f"{old!r} is not in {name}"
            text = text.replace(old, new, 1)
        path = folder / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def errors_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(folder)
    with pytest.raises(ConfigErrors) as caught:
        load_plan([Path("rules")], "governor")
    return str(caught.value)


def golden() -> dict[str, str]:
    if not GOLDEN.exists():
        return {}
    parts = re.split(r"(?m)^=== (.*)\n", GOLDEN.read_text(encoding="utf-8"))
    return {name: text.rstrip("\n") for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def keep(name: str, text: str) -> None:
    sections = {**golden(), name: text}
    order = [*CASES, MANY]
    GOLDEN.write_text(
        "\n".join(f"=== {key}\n{sections[key]}\n" for key in order if key in sections),
        encoding="utf-8",
    )


def compare(name: str, text: str) -> None:
    if os.environ.get("GOVPOST_UPDATE_GOLDEN"):
        keep(name, text)
    assert text == golden().get(name)


@pytest.mark.parametrize("name", CASES)
def test_mistake_is_shown_with_place_and_way_out(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, *CASES[name])
    compare(name, errors_of(tmp_path, monkeypatch))


MANY = "all mistakes of all files at once"


def test_all_mistakes_of_all_files_are_shown_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, *CASES["lemma is not in the dictionary"])
    for case in ("unknown name in the formula", "word of a list is no lemma", "quote is not closed",
                 "mistake in a detector", "profile weighs an unknown criterion"):  # fmt: skip
        name, old, new = CASES[case]
        path = tmp_path / "rules" / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    compare(MANY, errors_of(tmp_path, monkeypatch))


def test_sound_rule_set_loads(tmp_path: Path) -> None:
    write(tmp_path, RULE, "", "")
    assert len(load_plan([tmp_path / "rules"], "governor")) == 4


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe\x00", "не в кодировке UTF-8"),
        ("id: x".encode("utf-16"), "не в кодировке UTF-8"),
        (b"title: \x00", "недопустимый управляющий знак"),
    ],
)
def test_file_that_is_no_text(content: bytes, message: str, tmp_path: Path) -> None:
    write(tmp_path, RULE, "", "")
    (tmp_path / "rules" / RULE).write_bytes(content)
    with pytest.raises(ConfigErrors, match=message):
        load_plan([tmp_path / "rules"], "governor")


def test_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    write(tmp_path, RULE, "", "")
    path = tmp_path / "rules" / RULE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    load_plan([tmp_path / "rules"], "governor")


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors, match="папки с правилами нет"):
        load_plan([tmp_path / "нет"], "governor")


def test_folder_without_a_standard(tmp_path: Path) -> None:
    with pytest.raises(ConfigErrors, match=r"нет standard\.yaml"):
        load_plan([tmp_path], "governor")


def test_unknown_profile_lists_the_known_ones(tmp_path: Path) -> None:
    write(tmp_path, RULE, "", "")
    with pytest.raises(ConfigErrors, match="профиля «губернатор» нет") as caught:
        load_plan([tmp_path / "rules"], "губернатор")
    assert "base, governor" in str(caught.value)
