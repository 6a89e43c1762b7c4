"""Runs the examples of rules: the bad ones must fire as marked, the good ones must stay silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from govpost_lint.checking import Checker
from govpost_lint.config import Config
from govpost_lint.engine.findings import Found
from govpost_lint.engine.linter import Linter
from govpost_lint.histories.examples import read_example
from govpost_lint.histories.reporting import report
from govpost_lint.model import Attachment, Document
from govpost_lint.ruleset.plan import Rule
from govpost_lint.yaml_reader import read_yaml

_ZONE = ZoneInfo("Europe/Moscow")
_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """Outcome of one example.

    Attributes:
        rule: id; number: place among the examples, from 1; line: of the example in its file.
        ok: whether it holds; message: what differs, in Russian; text: the example.
    """

    rule: str
    number: int
    line: int
    ok: bool
    message: str
    text: str


def run_examples(linter: Linter, rules: Iterator[Rule] | list[Rule]) -> Iterator[ExampleResult]:
    """Yield the outcome of every example of ``rules``, read from their files."""
    for rule in rules:
        file = read_yaml(Path(rule.path).read_text("utf-8-sig"), rule.path)
        for number, example in enumerate(file.data.get("examples", ())):
            if "history" in example:
                message = _account_difference(linter, rule, example)
                text = " / ".join(map(str, example["history"]))
            else:
                message = _difference(linter, rule, example)
                text = str(example.get("bad") or example.get("good"))
            line = file.line_of(("examples", number))
            yield ExampleResult(rule.id, number + 1, line, not message, message, text)


def example_document(example: dict[str, Any], rule: Rule) -> tuple[Document, list[tuple[int, int]]]:
    """Return the text of an example without its marks, and the marked spans."""
    marked = str(example.get("bad") or example.get("good") or "")
    spans = []
    plain = ""
    end = 0
    for mark in _MARK.finditer(marked):
        plain += marked[end : mark.start()]
        spans.append((len(plain), len(plain) + len(mark[1])))
        plain += mark[1]
        end = mark.end()
    plain += marked[end:]
    where = rule.where
    kind = example.get("kind") or (where.kind[0] if where.kind else "post")
    platform = example.get("platform") or (where.platform[0] if where.platform else "")
    meta: dict[str, object] = {key: example[key] for key in ("tags", "date") if key in example}
    if where.wanted_tags and "tags" not in meta and "bad" in example:
        meta["tags"] = [*where.wanted_tags]
    document = Document(
        id=rule.id,
        text=plain,
        kind=kind,
        platform=platform,
        reply_to=example.get("reply_to") or "",
        attachments=_attachments(example),
        meta=meta,
    )
    return document, spans


def _attachments(example: dict[str, Any]) -> tuple[Attachment, ...] | None:
    listed = example.get("attachments")
    if listed is None:
        return None
    return tuple(
        Attachment(
            str(one.get("kind", "image")),
            str(one.get("name", "")),
            int(one.get("width", 0)),
            int(one.get("height", 0)),
        )
        for one in listed
    )


def _difference(linter: Linter, rule: Rule, example: dict[str, Any]) -> str:
    document, spans = example_document(example, rule)
    found = _found_by(rule, linter, document)
    placed = [(f.finding.span.start, f.finding.span.end) for f in found]
    if "good" in example:
        return f"сработало на хорошем: {_quoted(found)}" if found else ""
    if not found:
        return "не сработало на плохом"
    if spans and sorted(placed) != spans:
        return f"отмечено {_spans(document, spans)}, найдено {_quoted(found)}"
    wanted = example.get("findings")
    if wanted is not None and len(found) != wanted:
        return f"находок {len(found)}, ожидалось {wanted}"
    points = example.get("points")
    total = sum(f.finding.points for f in found)
    if points is not None and abs(total - points) > 0.01:
        return f"баллов {total:g}, ожидалось {points:g}"
    return _fix_difference(document, found, example, linter, rule)


def _account_difference(linter: Linter, rule: Rule, example: dict[str, Any]) -> str:
    """Run a history of a few lines through everything that a real one goes through."""
    platform = example.get("platform") or (rule.where.platform[0] if rule.where.platform else "")
    try:
        source = read_example(example["history"], _ZONE, platform)
        today = date.fromisoformat(str(example["today"]))
    except ValueError as error:
        return str(error)
    checker = Checker(linter.plan, Config(), linter)
    made = report(source, checker, as_of=today, jobs=1, keep=False)
    found = [finding for finding in made.findings if finding.rule == rule.id]
    messages = ", ".join(f"«{finding.message}»" for finding in found)
    wanted = example.get("findings")
    if wanted is not None and len(found) != wanted:
        return f"находок {len(found)}, ожидалось {wanted}" + (f": {messages}" if found else "")
    points = example.get("points")
    total = sum(finding.points for finding in found)
    if points is not None and abs(total - points) > 0.01:
        return f"баллов {total:g}, ожидалось {points:g}: {messages}"
    return ""


def _fix_difference(
    document: Document, found: list[Found], example: dict[str, Any], linter: Linter, rule: Rule
) -> str:
    fixed = example.get("fixed")
    if fixed is None:
        return ""
    text = document.text
    for item in sorted(found, key=lambda f: -f.finding.span.start):
        fixes = item.finding.fixes
        if not fixes:
            return f"нет замены для {_quoted([item])}"
        text = fixes[0].apply(text)
    if text != fixed:
        return f"замена дала «{text}»"
    clean = Document(id=rule.id, text=text, kind=document.kind, platform=document.platform)
    if rule.fix == "safe" and _found_by(rule, linter, clean):
        return "после безопасной замены правило срабатывает снова"
    return ""


def _found_by(rule: Rule, linter: Linter, document: Document) -> list[Found]:
    """Return what ``rule`` finds by itself."""
    return linter.findings(linter.run(document), only=lambda one: one.id == rule.id)


def _quoted(found: list[Found]) -> str:
    return ", ".join(f"«{f.finding.text or f.finding.message}»" for f in found)


def _spans(document: Document, spans: list[tuple[int, int]]) -> str:
    return ", ".join(f"«{document.text[start:end]}»" for start, end in spans)
