"""Light verbs turned into plain ones: whatever is suggested must be the right Russian form.

The table (inflection_table.yaml) lists constructions, thirteen forms of each, and single sentences,
with the right replacement. A withheld suggestion is no mistake; a wrong one is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from govpost_lint import Ruleset, check_text

HERE = Path(__file__).parent
RULES = HERE.parent.parent / "rules"
TABLE = HERE / "inflection_table.yaml"
OURS = "living-language/"


class Case(NamedTuple):
    """One sentence with a light-verb construction and the sentence that should come of it."""

    text: str
    wanted: str


class Outcome(NamedTuple):
    """What the linter made of a case: the rewritten sentences, and whether it found anything."""

    case: Case
    found: bool
    rewritten: tuple[str, ...]
    safe: bool


def cases() -> Iterator[Case]:
    """Yield every filled frame of the table."""
    table: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    for row in table["constructions"]:
        acts = table["acts"][row["act"]].split()
        verbs = row["verb"].split()
        for frame, act, verb in zip(table["frames"], acts, verbs, strict=True):
            if "-" in (act, verb):
                continue
            yield Case(
                _sentence(frame, f"{act} {row['phrase']}"),
                _sentence(frame, f"{verb} {row.get('then', '')}".strip()),
            )
    for text, wanted in table["sentences"]:
        yield Case(text, wanted)


def _sentence(frame: str, words: str) -> str:
    text = frame.format(words)
    return text[0].upper() + text[1:]


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    ruleset = Ruleset.load(RULES)
    result = []
    for case in cases():
        report = check_text(case.text, ruleset, kind="post")
        findings = [
            finding
            for finding in report.findings
            if finding.rule.startswith(OURS) and finding.span.end > finding.span.start
        ]
        rewritten = tuple(
            case.text[: finding.span.start] + suggestion + case.text[finding.span.end :]
            for finding in findings
            for suggestion in finding.suggestions
        )
        safe = any(finding.fix == "safe" for finding in findings)
        result.append(Outcome(case, bool(findings), rewritten, safe))
    return result


def _wrong(outcome: Outcome) -> bool:
    return bool(outcome.rewritten) and outcome.case.wanted not in outcome.rewritten


def test_table_is_large_enough() -> None:
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    assert len(table["constructions"]) >= 30
    assert sum(1 for _ in cases()) >= 300


def test_every_construction_is_found(outcomes: list[Outcome]) -> None:
    missed = [outcome.case.text for outcome in outcomes if not outcome.found]
    assert len(missed) <= len(outcomes) * 0.05, missed


def test_suggestions_are_right_or_withheld(outcomes: list[Outcome]) -> None:
    wrong = [(outcome.case.text, outcome.rewritten) for outcome in outcomes if _wrong(outcome)]
    assert len(wrong) <= len(outcomes) * 0.05, wrong


def test_most_suggestions_are_given(outcomes: list[Outcome]) -> None:
    given = sum(1 for outcome in outcomes if outcome.rewritten)
    assert given >= len(outcomes) * 0.7, [o.case.text for o in outcomes if not o.rewritten]


def test_safe_fixes_are_never_wrong(outcomes: list[Outcome]) -> None:
    assert [o.case.text for o in outcomes if o.safe and _wrong(o)] == []
