"""Reports made by hand: what a renderer does must not depend on which rules there are."""

from collections.abc import Callable, Mapping

import pytest

from govpost_lint.model import CriterionScore, Document, Finding, Report, Score, Span
from govpost_lint.reporters import Run

ZONES = (
    ("red", "Красная", 0.0),
    ("yellow", "Жёлтая", 40.0),
    ("green", "Зелёная", 60.0),
    ("top", "Топ", 80.0),
)

MakeFinding = Callable[..., Finding]
MakeReport = Callable[..., Report]


@pytest.fixture
def run() -> Run:
    criteria = {
        "living-language": "Живой язык",
        "sincerity": "Искренность",
        "legal": "Право и этика",
    }
    return Run("0.1.0", "sha256:0", "2.4", "governor", criteria, ZONES)


@pytest.fixture
def find() -> MakeFinding:
    """Make a finding at a phrase of a text, or about the whole text without a phrase."""

    def make(text: str, phrase: str = "", **changes: object) -> Finding:
        start = text.index(phrase) if phrase else 0
        end = start + len(phrase)
        before, inside = text[:start], text[:end]
        values: dict[str, object] = {
            "rule": "living-language/empty-verb",
            "version": 1,
            "criterion": "living-language",
            "title": "Пустой глагол",
            "severity": "warning",
            "confidence": "high",
            "message": f"«{phrase}» — скажите проще." if phrase else "Добавьте дату.",
            "why": "",
            "span": Span(start, end),
            "line": before.count("\n") + 1,
            "column": start - before.rfind("\n"),
            "end_line": inside.count("\n") + 1,
            "end_column": end - inside.rfind("\n"),
            "text": phrase,
            "points": -5.0,
            "basis": "practice",
        }
        return Finding(**{**values, **changes})  # type: ignore[arg-type]

    return make


@pytest.fixture
def report() -> MakeReport:
    """Make a report of a text with findings, those of law private; each criterion weighs 50."""

    def make(text: str, *findings: Finding, **fields: object) -> Report:
        lost: dict[str, float] = {"living-language": 0.0, "sincerity": 0.0}
        for finding in findings:
            lost[finding.criterion] = lost.get(finding.criterion, 0.0) - finding.points
        criteria: Mapping[str, CriterionScore] = {
            name: CriterionScore(100 - min(100, points), 50.0, min(100, points))
            for name, points in lost.items()
        }
        total = 100 - sum(c.lost * c.weight / 100 for c in criteria.values())
        zone = next(name for name, _, border in reversed(ZONES) if total >= border)
        words = len(text.split())
        score = Score(total, zone, criteria) if words else Score(None, "", criteria)
        document = Document(id="post.md", path="post.md", text=text)
        if fields:
            from dataclasses import replace

            document = replace(document, **fields)  # type: ignore[arg-type]
        private = tuple(finding.span for finding in findings if finding.criterion == "legal")
        return Report(document, words, findings, score, private)

    return make
