"""Rule folders → plan: every file checked, all mistakes at once, patterns compiled and indexed."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from govpost_lint.errors import ConfigErrors
from govpost_lint.ruleset import models
from govpost_lint.ruleset.detector_compiler import compile_detector, plain_detector
from govpost_lint.ruleset.files import Sources
from govpost_lint.ruleset.index import build_index
from govpost_lint.ruleset.list_compiler import ListCompiler
from govpost_lint.ruleset.lists import Lists
from govpost_lint.ruleset.pattern_compiler import PatternCompiler
from govpost_lint.ruleset.plan import FORMAT, SET_PHRASES, Plan, encode_patterns, events_of
from govpost_lint.ruleset.profiles import resolve
from govpost_lint.ruleset.rule_checks import check_detector
from govpost_lint.ruleset.rule_compiler import RuleCompiler
from govpost_lint.yaml_reader import Place, YamlFile


def compile_plan(
    sources: Sources,
    profile: str,
    fingerprint: str,
    own_lists: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, Any]:
    """Return the plan as plain containers.

    Args:
        sources: the files read.
        profile: name of a profile in them.
        fingerprint: identity of everything the plan is made of.
        own_lists: words for the lists marked ``own``, from govpost.yaml.

    Raises:
        ConfigErrors: with every mistake of every file.
    """
    settings = resolve(sources, profile)
    list_compiler = ListCompiler(sources)
    words, known = list_compiler.words(own_lists or {}), list_compiler.known()
    rules = []
    seen: dict[Any, str] = {}
    for rule, file in sources.rules.values():
        compiled = RuleCompiler(rule, file, sources, known, settings).compile(seen)
        if rule.id not in settings.skip:
            rules.append(compiled)
    detectors = {}
    for name, (detector, file) in sources.detectors.items():
        detectors[name] = len(rules)
        check_detector(detector, file, sources)
        rules.append(compile_detector(detector, file, known))
    set_phrases = list_compiler.pairs(SET_PHRASES)
    _refuse_mistakes(sources)
    assert sources.standard is not None, "resolve() refuses rule sets without a standard"
    standard = sources.standard[0]
    return {
        "format": FORMAT,
        "profile": profile,
        "fingerprint": fingerprint,
        "min_confidence": settings.min_confidence,
        "criteria": tuple(
            (c.id, c.title, c.asks, settings.weights.get(c.id, c.weight), c.per_words,
             c.least_words or c.per_words, tuple(c.kinds), c.draft, c.yields)
            for c in standard.criteria
        ),
        "zones": tuple((zone.id, zone.title, zone.from_) for zone in standard.zones),
        "clauses": marshal.dumps(
            {name: (c.title, c.quote, c.source) for name, c in standard.clauses.items()}
        ),
        "lists": words,
        "shared": marshal.dumps(list_compiler.shared()),
        "set_phrases": set_phrases,
        **_tables(rules, detectors, words),
        "asks_comments": any(map(_asks_comment, rules)),
        "former": tuple(sorted({name for rule in rules for name in rule.get("replaces", ())})),
        "topics": {
            name.removeprefix("topic-"): form.title
            for name, (form, _) in sources.lists.items()
            if name.startswith("topic-")
        },
        "own_lists": tuple(name for name, (form, _) in sources.lists.items() if form.own),
        "readers": _tables(*_of_readers(rules, detectors), words),
    }  # fmt: skip


def _refuse_mistakes(sources: Sources) -> None:
    """Raise ConfigErrors with every mistake of every file, each once."""
    errors = dict.fromkeys(sources.errors)  # the same mistake may be met twice
    for group in (sources.rules, sources.lists, sources.profiles, sources.detectors):
        for _, file in group.values():
            errors.update(dict.fromkeys(file.errors))
    if errors:
        raise ConfigErrors(list(errors))


def _tables(
    rules: list[dict[str, Any]],
    detectors: dict[str, int],
    lists: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """Return the rules with all that finds them."""
    index, slow = build_index(rules, lists)
    numbers: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        numbers.setdefault(rule["kind"], []).append(number)
    return {
        "rules": [_encode(rule) for rule in rules],
        "index": index,
        "slow": slow,
        "detectors": detectors,
        "kinds": tuple(rule["where"]["kind"] for rule in rules),
        "expressions": tuple(_expressions(rules)),
        "document_rules": tuple(sorted(numbers.get("require", []) + numbers.get("measure", []))),
        "account_rules": tuple(
            number for kind in models.ACCOUNT_KINDS for number in numbers.get(kind, ())
        ),
    }  # fmt: skip


def compile_groups(
    groups: Mapping[str, tuple[Iterable[Any], Place]],
    where: models.Where,
    file: YamlFile,
    plan: Plan,
) -> dict[str, Any]:
    """Return a plan of one detector that finds named groups of patterns.

    Args:
        groups: patterns and their place in ``file`` by name.
        where: in which documents, in which part of them.
        file: where the patterns are written; takes their mistakes.
        plan: a loaded plan, whose lists the patterns may name.
    """
    lists = plan.lists
    compiler = PatternCompiler(file, Lists.of_plan(lists, plan.shared_patterns))
    patterns: list[tuple[Any, ...]] = []
    ranges = {}
    for name, (written, place) in groups.items():
        compiled = compiler.compile(written, place)
        ranges[name] = len(patterns), len(patterns) + len(compiled)
        patterns += compiled
    rule = plain_detector("groups", where, patterns, ranges, file.path)
    return {
        "format": FORMAT, "profile": "", "fingerprint": "", "min_confidence": "low",
        "criteria": (), "zones": (), "clauses": marshal.dumps({}), "lists": lists,
        **_tables([rule], {}, lists), "asks_comments": False, "former": (), "topics": {},
        "own_lists": (), "shared": marshal.dumps({}), "set_phrases": (),
    }  # fmt: skip


def _asks_comment(rule: Mapping[str, Any]) -> bool:
    tags = [tag.removeprefix("!") for tag in rule["where"]["tags"]]
    return any(tag == "comment" or tag.startswith("comment:") for tag in tags)


_READERS = frozenset(("comments", "questions"))


def _of_readers(
    rules: list[dict[str, Any]], detectors: dict[str, int]
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Return the rules and detectors that readers' comments are asked about, and no others."""
    names = {"complaint"}
    kept = []
    for rule in rules:
        if rule["kind"] in models.ACCOUNT_KINDS:
            events = events_of(rule["spec"])
            if any(event["of"] in _READERS for event in events):
                kept.append(rule)
                names.update(n for event in events for _, some in event["where"] for n in some)
    asked = names & set(detectors)
    while asked:
        names |= asked
        tags = {tag for name in asked for tag in rules[detectors[name]]["spec"]["asks"]}
        asked = tags & set(detectors) - names
    own = {name: number for name, number in detectors.items() if name in names}
    kept += [rules[number] for number in own.values()]
    return kept, {name: len(kept) - len(own) + place for place, name in enumerate(own)}


def _expressions(rules: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield rule, whether it vetoes, pattern and needs of what no word leads to."""
    for number, rule in enumerate(rules):
        for unless, group in enumerate(("patterns", "unless")):
            for pattern, plain in enumerate(rule[group]):
                if plain[0] != "tokens":
                    yield number, bool(unless), pattern, *plain[3]


def _encode(rule: dict[str, Any]) -> bytes:
    patterns, unless = encode_patterns(rule["patterns"]), encode_patterns(rule["unless"])
    return zlib.compress(marshal.dumps({**rule, "patterns": patterns, "unless": unless}))
