"""The page of a rule: what it looks for, why, on what ground, with its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govpost_lint.reporters import wording
from govpost_lint.reporters.excerpt import fold, visible

if TYPE_CHECKING:
    from govpost_lint import Ruleset
    from govpost_lint.ruleset.pattern import Condition, Item
    from govpost_lint.ruleset.plan import CompiledPattern, Rule

_SHOWN = 12
"""Patterns and examples shown; the file has all."""

_PLAIN_LISTS = ("where", "finds")
_STATUS = {"stable": "", "preview": "пробное, баллов не снимает", "deprecated": "устарело"}


def explanation(
    rule: Rule, ruleset: Ruleset, source: Mapping[str, Any], width: int, tokens: bool
) -> Iterator[str]:
    """Yield the lines of the page.

    Args:
        rule: from ``ruleset.rules``.
        ruleset: gives the titles of criteria and the quotations of clauses.
        source: the rule's file as read, for patterns and examples in the author's words.
        width: cells of a line.
        tokens: show the patterns unfolded into tokens.
    """
    for line in _page(rule, ruleset, source, tokens):
        shown = visible(line)
        indent = " " * (len(shown) - len(shown.lstrip(" ")))
        body = shown[len(indent) :]
        if not body:
            yield ""
        for start, end in fold(body, width - len(indent)):
            yield indent + body[start:end]


def _page(rule: Rule, ruleset: Ruleset, source: Mapping[str, Any], tokens: bool) -> Iterator[str]:
    yield f"{rule.id} (версия {rule.version})"
    yield rule.title
    yield ""
    about = [
        ruleset.criteria[rule.criterion].title,
        wording.SEVERITY[rule.severity],
        wording.CONFIDENCE.get(rule.confidence, ""),
        _STATUS[rule.status],
    ]
    yield " · ".join(part for part in about if part)
    yield _cost(rule)
    yield ""
    yield "Что делать"
    yield f"    {rule.message}"
    if rule.why:
        yield "Зачем"
        yield f"    {rule.why}"
    yield "Основание"
    yield f"    {wording.BASIS[rule.basis]}{f': {rule.note}' if rule.note else ''}"
    for clause in rule.clauses:
        title, quote, origin = ruleset.clauses[clause]
        yield f"    {clause}: {title}{f' — «{quote}»' if quote else ''}"
        if origin:
            yield f"        {origin}"
    if rule.url:
        yield f"    {rule.url}"
    yield "Что ищет"
    yield from _search_in_tokens(rule) if tokens else _search_as_written(rule, ruleset, source)
    yield from _examples(source.get("examples"))


def _cost(rule: Rule) -> str:
    if rule.kind in ("measure", "history"):
        return "Баллы критерия: по порогам ниже"
    each, cap = wording.short(rule.each), wording.short(rule.cap)
    whole = "страницу" if rule.kind in ("follow", "similar") else "текст"
    return f"Баллы критерия: {each} за находку, не больше {cap} за {whole}"


def _search_as_written(rule: Rule, ruleset: Ruleset, source: Mapping[str, Any]) -> Iterator[str]:
    body = source.get(rule.kind)
    if not isinstance(body, dict):
        return
    yield from _fields(body, "    ", ruleset.plan.shared_patterns)


def _fields(body: Mapping[str, Any], indent: str, shared: Mapping[str, Any]) -> Iterator[str]:
    deeper = indent + "    "
    for key, value in body.items():
        if key == "patterns":
            yield from _patterns(value, indent, shared)
        elif isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _fields(value, deeper, shared)
        elif not isinstance(value, list):
            yield f"{indent}{key}: {value}"
        elif key in _PLAIN_LISTS:
            yield f"{indent}{key}: {', '.join(map(str, value))}"
        else:
            yield f"{indent}{'кроме' if key == 'unless' else key}:"
            yield from _patterns(value, deeper, shared)


def _patterns(patterns: Sequence[Any], indent: str, shared: Mapping[str, Any]) -> Iterator[str]:
    from govpost_lint.ruleset.lists import list_named

    for pattern in patterns[:_SHOWN]:
        yield indent + _plain(pattern)
        phrase = pattern.get("phrase", "") if isinstance(pattern, dict) else str(pattern)
        yield from _patterns(shared.get(list_named(phrase), ()), indent + "    ", shared)
    if len(patterns) > _SHOWN:
        yield f"{indent}… и ещё {len(patterns) - _SHOWN}"


def _plain(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    parts = dict(value)
    head = str(parts.pop("phrase", ""))
    suggest = parts.pop("suggest", None)
    options = ", ".join(f"{key}: {part}" for key, part in parts.items())
    text = " · ".join(part for part in (head, options) if part)
    return f"{text} → {_list(suggest)}" if suggest else text


def _list(value: Any) -> str:
    return " / ".join(map(str, value)) if isinstance(value, list) else str(value)


def _examples(examples: Any) -> Iterator[str]:
    if not isinstance(examples, list):
        return
    yield "Примеры"
    for example in examples[:_SHOWN]:
        if "history" in example:
            yield f"    {_outcome(example)}, на {example.get('today')}:"
            yield from (f"        {line}" for line in example["history"])
        elif "bad" in example:
            yield f"    плохо:  {example['bad']}"
            if "fixed" in example:
                yield f"    лучше:  {example['fixed']}"
        else:
            yield f"    хорошо: {example.get('good', '')}"


def _outcome(example: Mapping[str, Any]) -> str:
    findings, points = example.get("findings"), example.get("points")
    silent = findings == 0 or (findings is None and not points)
    return "хорошо" if silent else "плохо"


# Patterns unfolded: one line a token, as in the long form of the rule language


def _search_in_tokens(rule: Rule) -> Iterator[str]:
    yield from _unfolded(rule.patterns)
    if rule.unless:
        yield "    кроме:"
        yield from _unfolded(rule.unless)
    for name, patterns in rule.spec.items():
        if name.startswith("patterns:"):
            yield f"    {name.removeprefix('patterns:')}:"
            yield from _unfolded(patterns)


def _unfolded(patterns: Sequence[CompiledPattern]) -> Iterator[str]:
    for number, pattern in enumerate(patterns, 1):
        for sequence in pattern.sequences:
            yield f"    {number}. tokens:"
            yield from (f"        - {_item(item)}" for item in sequence)
        if pattern.text:
            yield f"    {number}. {pattern.kind}: {pattern.text}"


def _item(item: Item) -> str:
    from govpost_lint.ruleset.pattern import Border, Gap, Stretch

    if isinstance(item, Gap):
        return f"gap: {item.low}-{item.high}"
    if isinstance(item, Border):
        return "конец предложения" if item.end else "начало предложения"
    if isinstance(item, Stretch):
        names = [name for name in item.names if not name.isdigit()]
        return ", ".join([f"stretch: {item.kind}", *(f"as: {name}" for name in names)])
    parts = _condition(item.condition)
    if item.high > 1:
        parts.append(f"count: {item.low}-{item.high}")
    if item.skip:
        parts.append(f"skip: {[', '.join(_condition(one)) for one in item.skip]}")
    parts.extend(f"as: {name}" for name in item.names if not name.isdigit())
    return ", ".join(parts)


def _condition(condition: Condition) -> list[str]:
    named = {
        "form": condition.forms,
        "lemma": condition.lemmas,
        "list": condition.lists,
        "pos": condition.pos,
        "gram": condition.grams,
        "type": condition.types,
    }
    parts = [f"{key}: {'|'.join(values)}" for key, values in named.items() if values]
    if condition.regex:
        parts.append(f"regex: {condition.regex}")
    if condition.case:
        parts.append(f"case: {condition.case}")
    if condition.known is not None:
        parts.append(f"known: {str(condition.known).lower()}")
    if condition.exclude is not None:
        parts.append(f"not: ({', '.join(_condition(condition.exclude))})")
    return parts


def read_source(path: Path) -> Mapping[str, Any]:
    """Return the file of a rule as read; empty where it cannot be."""
    from govpost_lint.yaml_reader import read_yaml

    try:
        data = read_yaml(path.read_bytes().decode("utf-8-sig"), str(path)).data
    except (OSError, UnicodeDecodeError):
        return {}
    return data if isinstance(data, dict) else {}
