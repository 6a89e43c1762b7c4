"""The JSON contract, ``govpost-lint/report/1``."""

import io
import json

from govpost_lint.reporters import json as json_reporter

TEXT = "Сегодня администрация осуществляет проверку дорог."
PLACE = "осуществляет проверку"


def render(reports, run):
    stream = io.StringIO()
    json_reporter.write(reports, run, stream)
    return json.loads(stream.getvalue())


def test_the_whole_report(run, find, report) -> None:
    finding = find(TEXT, PLACE, suggestions=("проверяет",), fix="unsafe", points=-1.2345)
    whole = find(TEXT, points=-0.0, suppressed="праздник", severity="advice")
    assert render([report(TEXT, whole, finding, kind="reply", platform="ok")], run) == {
        "schema": "govpost-lint/report/1",
        "tool": {"version": "0.1.0", "ruleset": "sha256:0", "dictionary": "2.4"},
        "profile": "governor",
        "documents": [
            {
                "id": "post.md",
                "path": "post.md",
                "kind": "reply",
                "platform": "ok",
                "words": 5,
                "score": {
                    "total": 99.4,
                    "zone": "top",
                    "criteria": {
                        "living-language": {"score": 98.8, "weight": 50.0, "lost": 1.2},
                        "sincerity": {"score": 100.0, "weight": 50.0, "lost": 0.0},
                    },
                },
                "findings": [
                    {
                        "rule": "living-language/empty-verb",
                        "version": 1,
                        "criterion": "living-language",
                        "severity": "warning",
                        "confidence": "high",
                        "message": "«осуществляет проверку» — скажите проще.",
                        "start": 22,
                        "end": 43,
                        "line": 1,
                        "column": 23,
                        "end_line": 1,
                        "end_column": 44,
                        "text": "осуществляет проверку",
                        "suggestions": ["проверяет"],
                        "fix": "unsafe",
                        "points": -1.23,
                        "basis": "practice",
                        "suppressed": None,
                        "baseline": None,
                    },
                    {
                        "rule": "living-language/empty-verb",
                        "version": 1,
                        "criterion": "living-language",
                        "severity": "advice",
                        "confidence": "high",
                        "message": "Добавьте дату.",
                        "start": 0,
                        "end": 0,
                        "line": 1,
                        "column": 1,
                        "end_line": 1,
                        "end_column": 1,
                        "text": "",
                        "suggestions": [],
                        "fix": "none",
                        "points": 0.0,
                        "basis": "practice",
                        "suppressed": "праздник",
                        "baseline": None,
                    },
                ],
            }
        ],
        "summary": {
            "documents": 1,
            "findings": {"error": 0, "warning": 1, "advice": 0},
            "score": 99.4,
            "zone": "top",
        },
    }


def test_no_documents_is_still_a_report(run) -> None:
    shown = render([], run)
    assert shown["documents"] == []
    assert shown["summary"]["score"] is None
    assert shown["summary"]["zone"] is None


def test_a_document_a_line(run, report) -> None:
    stream = io.StringIO()
    json_reporter.write([report("Раз."), report("Два.")], run, stream)
    lines = stream.getvalue().splitlines()
    assert [json.loads(line.rstrip(",]"))["id"] for line in lines[1:3]] == ["post.md", "post.md"]


def test_text_without_words_has_no_total(run, report) -> None:
    score = render([report("")], run)["documents"][0]["score"]
    assert (score["total"], score["zone"]) == (None, None)


def test_personal_data_is_hidden(run, find, report) -> None:
    text = "Пишите на anna.k@pochta.example, спросите Анну."
    finding = find(text, "anna.k@pochta.example", rule="legal/citizen-phone", criterion="legal")
    [shown] = render([report(text, finding)], run)["documents"][0]["findings"]
    assert shown["text"] == "a•••.•@••••••.•••••••"
    assert shown["message"] == "«a•••.•@••••••.•••••••» — скажите проще."
    assert (shown["start"], shown["end"]) == (10, 31)
