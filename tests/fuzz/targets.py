"""What is fuzzed: for each target its made-up inputs, and the code of the program that reads them.

Inputs are made of the words of their format and of hostile characters: blind bytes would be refused
at the first sign.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

from govpost_lint import Ruleset, history
from govpost_lint.config_file import load_config
from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Report
from govpost_lint.reporters import Run
from govpost_lint.ruleset.phrase import parse_phrase
from govpost_lint.ruleset.phrase_error import PhraseError
from govpost_lint.sources.exports import read_history
from govpost_lint.sources.text import read_text
from tests import small

REFUSALS = (InputError, ConfigErrors, PhraseError)
"""Errors with which the program answers bad input on purpose."""

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
Strategy = st.SearchStrategy[Any]


class Target(NamedTuple):
    """Inputs, and what is done with each."""

    inputs: Strategy
    run: Callable[[Any], None]


@cache
def pack() -> Ruleset:
    """The rules that come with the program."""
    return Ruleset.load()


@cache
def folder() -> Path:
    """A folder for the files of this process."""
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


def mixed(words: str, most: int = 25) -> Strategy:
    """Texts made of ``words`` (separated by «¦») and of any characters."""
    odd = st.text(max_size=6) | st.sampled_from(HOSTILE)
    return st.lists(st.sampled_from(words.split("¦")) | odd, max_size=most).map("".join)


HOSTILE = (
    "\x00", "\x1b[2J", "\u202e", "\ufeff", "\u0301", "\u00ad", "\u200d", "👩\u200d👧", "\r", "\r\n",
    "\n\n", "\x85", "\u2028", "а" * 300, "((((" * 40, "1" * 400, "....!!!???", "\u0300" * 60,
    "\ud800", "<!--", "-->", "::error::", "﷽", "İ", "ẞ", "Ⅻ", "٣", "½", "\U000e0041", "=cmd()",
    "[[x]]", "${x}", "%0A", "{0.__class__}",
)  # fmt: skip

# Drafts

TEXT = mixed(
    "Служба ¦осуществляет проверку¦ дорог. ¦В целях обеспечения ¦сегодня¦завтра ¦"
    " 1 мая ¦112¦ул. Лесная, д. 5¦"
    '8 912 345-67-89 ¦#тег¦@имя¦https://vk.com/a?b=c¦«¦»¦"¦`¦```¦ — ¦, ¦! ¦? ¦. ¦\n¦'
    "\n\n¦🙂¦*¦_¦|¦- ¦1) ¦cтол¦ё¦Ё¦"
    "Мы построим мост ¦до конца года¦ в течение 30 дней¦ в пятницу в 10:00¦"
    "Уважаемый Иван Иванович! "
)
BODY = "Служба осуществляет проверку дорог.\n"


def draft(data: bytes) -> None:
    """Any bytes: read, judged, shown by every reporter."""
    document = read_text(data, "a.md", "")
    report = pack().check(document)
    whole(report)
    show(report)


def whole(report: Report) -> None:
    """What holds for every report."""
    text = report.document.text
    for finding in report.findings:
        start, end = finding.span.start, finding.span.end
        assert 0 <= start <= end <= len(text)
        assert finding.text == (text[start:end] if start < end else "")
    total = report.score.total
    assert total is None or 0 <= total <= 100


def show(report: Report) -> None:
    """Render the report in every format; each line of a terminal stays harmless."""
    plan = pack().plan
    titles = {name: one.title for name, one in plan.criteria.items()}
    run = Run("0", plan.fingerprint, "0", plan.profile, titles, plan.zones)
    for name in ("console", "json", "sarif", "junit", "github", "gitlab", "rdjson", "table"):
        stream = io.StringIO()
        import_module(f"govpost_lint.reporters.{name}").write([report], run, stream)
        assert "\x1b" not in stream.getvalue(), name
        stream.getvalue().encode()


def encoded(texts: Strategy) -> Strategy:
    codes = st.sampled_from(("utf-8", "utf-8-sig", "cp1251", "utf-16", "koi8-r"))
    return st.builds(lambda t, c: t.encode(c, "ignore"), texts, codes)


def cut(data: bytes, places: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for place, value in places:
        if changed:
            changed[place % len(changed)] = value
    return bytes(changed)


PLACES = st.lists(st.tuples(st.integers(0, 10**4), st.integers(0, 255)), max_size=4)
DRAFTS = st.builds(cut, encoded(TEXT), PLACES) | encoded(TEXT) | st.binary(max_size=200)

YAML = (
    "\n¦\n  ¦\n- ¦: ¦- ¦{¦}¦[¦]¦, ¦'¦\"¦|¦>¦#¦&a ¦*a¦!!python/object ¦? ¦%YAML¦---¦"
    "...¦\t¦~¦null¦true¦off¦1e999¦010¦"
    "22:00¦2026-03-01¦-1¦99999999999999999999¦.nan¦<<: ¦"
)
MATTER = mixed(
    YAML + "kind: ¦post¦reply¦platform: ¦vk¦tags: ¦allow: ¦living-language/*¦reply_to: ¦"
    "attachments: ¦a.jpg¦../../etc¦"
    "author: ¦date: ¦{kind: image, name: a.png, width: 5}¦width: ¦/dev/zero"
)


def front_matter(block: str) -> None:
    data = f"---\n{block}\n---\n{BODY}".encode("utf-8", "ignore")
    whole(pack().check(read_text(data, "a.md", str(folder() / "a.md"))))


# Suppressions

ALLOW = mixed(
    "<!-- ¦<!--¦ -->¦-->¦allow ¦govpost-lint: allow ¦living-language/empty-verb¦"
    "living-language/*¦*¦[a-z]¦, ¦: ¦ — ¦"
    "так надо¦\n¦Служба осуществляет проверку дорог. ¦В целях обеспечения ¦`¦```¦«¦»"
)


def suppressions(text: str) -> None:
    whole(pack().check(read_text(text.encode("utf-8", "ignore"), "a.md", "")))


# Rules and settings

PHRASES = mixed(
    "{¦}¦(¦)¦[¦]¦|¦?¦=¦:¦~¦@¦, ¦ ¦…¦0-2¦1-999¦5-1¦noun¦verb:past¦СУЩ:род¦nomn,plur¦"
    "ремонт¦проводить¦a=¦мост¦через¦-¦;¦"
    "любой¦{noun:gent}¦{0-3}¦{a=мост}¦(мост|дом)¦[очень]¦а+¦(а+)+¦.*¦\\w¦$¦^",
    14,
)


def phrase(text: str) -> None:
    parse_phrase(text)
    judge_by(small.match_rule(text))


def judge_by(form: small.Plain) -> None:
    written = json.dumps(form, ensure_ascii=False).encode("utf-8", "replace")
    ruleset = small.load(json.loads(written))
    whole(small.find(ruleset, BODY + "Мост через реку и ремонт моста провели 5 мая."))


SCALARS: Strategy = (
    st.none() | st.booleans() | st.integers() | st.floats() | PHRASES
    | st.sampled_from(
        ("match", "error", "safe", "{match}", "{x}", "post", "10 ** 9 ** 9", "words / 0", "$ok")
    )
)  # fmt: skip
TREES: Strategy = st.recursive(
    SCALARS, lambda t: st.lists(t, max_size=3) | st.dictionaries(st.text(max_size=4), t, max_size=3)
)
RULES: tuple[small.Plain, ...] = (
    small.match_rule("{ремонт} [а] {noun:gent}?", unless=["моста через"]),
    small.match_rule({"regex": r"мост\w*", "suggest": ["{match}"]}, fix="unsafe"),
    small.match_rule({"tokens": [{"lemma": "мост", "as": "a"}, {"skip": 2}, {"pos": "noun"}]}),
    small.rule(match=None, require={"any": ["мост"], "in": "post"}),
    small.rule(
        match=None,
        params={"ok": 4},
        measure={
            "each": "post", "count": {"n": ["{noun}"]}, "value": "100 * n / words",
            "bands": [{"to": "$ok", "points": 0}, {"points": -2}],
        },
    ),
)  # fmt: skip


def changed(form: Any, changes: list[tuple[int, Any]]) -> Any:
    """Return plain data with values at some places replaced, dropped or repeated."""
    form = json.loads(json.dumps(form))
    for number, value in changes:
        chance = Random(number)
        inner = form
        while True:
            keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
            if not keys:
                break
            key = chance.choice(keys)
            if isinstance(inner[key], (dict, list)) and inner[key] and chance.random() < 0.8:
                inner = inner[key]
                continue
            if chance.random() < 0.2:
                del inner[key]
            elif chance.random() < 0.2 and isinstance(inner, dict) and isinstance(value, str):
                inner[value] = inner[key]
            else:
                inner[key] = value
            break
    return form


CHANGES = st.lists(st.tuples(st.integers(0, 10**6), TREES), min_size=1, max_size=3)


def rule_form(form: small.Plain) -> None:
    judge_by({**form, "id": "living-language/word"})


def rule_text(text: str) -> None:
    place = folder() / "rules"
    if not place.exists():
        small.write_folder(place, [])
        (place / "living-language").mkdir()
    (place / "living-language/word.yaml").write_bytes(text.encode("utf-8", "ignore"))
    whole(small.find(Ruleset.load(place), BODY))


RULE_TEXT = st.builds(
    lambda before, after, at: before[: at % len(before)] + after + before[at % len(before) :],
    st.sampled_from([json.dumps(form, ensure_ascii=False, indent=1) for form in RULES]),
    mixed(YAML, 6),
    st.integers(0, 10**4),
)

SETTINGS = mixed(
    YAML + "profile: ¦governor¦account: ¦names: ¦places: ¦timezone: ¦Europe/Moscow¦"
    "../../etc/passwd¦working_hours: ¦9-18¦"
    "99-7¦rules: ¦[/etc]¦[..]¦select: ¦skip: ¦living-language/*¦[a-z¦ignore: ¦"
    "{rule: sincerity/*, path: '*', reason: так, until: 2027-01-01}¦until: ¦"
    "9999-99-99¦contacts: ¦8 800 100-20-30¦own_ids: "
)


def config(text: str) -> None:
    path = folder() / "govpost.yaml"
    path.write_bytes(text.encode("utf-8", "ignore"))
    found = load_config(path)
    found.account.word_lists()
    found.account.owns("8 800 100-20-30")
    found.ignores("a.md", date(2026, 3, 1))
    found.admits(("living-language/empty-verb",))
    found.check_profile(lambda: ["profiles/governor"])
    found.check_names(lambda: ["living-language/empty-verb"])


# Exports


def sample(path: str, keep: int) -> Any:
    return short(json.loads((EXAMPLES / path).read_bytes()), keep)


def short(data: Any, keep: int) -> Any:
    if isinstance(data, dict):
        return {key: short(value, keep) for key, value in data.items()}
    return [short(value, keep) for value in data[:keep]] if isinstance(data, list) else data


def exported(form: Any, cuts: list[tuple[int, int]]) -> None:
    path = folder() / "export.json"
    path.write_bytes(cut(json.dumps(form, ensure_ascii=False).encode("utf-8", "replace"), cuts))
    history(read_history(path), pack())


def of_export(path: str, keep: int) -> Target:
    inputs = st.tuples(
        st.builds(changed, st.just(sample(path, keep)), CHANGES), st.just([]) | PLACES
    )
    return Target(inputs, lambda given: exported(*given))


TARGETS = {
    "draft": Target(DRAFTS, draft),
    "front-matter": Target(MATTER, front_matter),
    "suppressions": Target(ALLOW, suppressions),
    "phrase": Target(PHRASES, phrase),
    "rule-form": Target(st.builds(changed, st.sampled_from(RULES), CHANGES), rule_form),
    "rule-yaml": Target(RULE_TEXT, rule_text),
    "config": Target(SETTINGS, config),
    "telegram": of_export("account/result.json", 12),
    "vk": of_export("account/vk/wall.json", 6),
}
