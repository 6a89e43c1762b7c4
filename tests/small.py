"""Small rule sets written inside a test: real files, the real loader, no rule of the pack."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from govpost_lint import Document, Report, Ruleset

Plain = dict[str, Any]

STANDARD: Plain = {
    "title": "Стандарт для тестов",
    "criteria": [
        {"id": "living-language", "title": "Живой язык", "asks": "Просто.", "weight": 30},
        {"id": "sincerity", "title": "Искренность", "asks": "Честно.", "weight": 10},
    ],
    "zones": [
        {"id": "red", "title": "красная", "from": 0},
        {"id": "yellow", "title": "жёлтая", "from": 40},
        {"id": "green", "title": "зелёная", "from": 60},
        {"id": "top", "title": "топ", "from": 80},
    ],
    "clauses": {"norms/plain": {"title": "Просто"}},
}
_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def rule(name: str = "living-language/word", **changes: Any) -> Plain:
    """Return a rule without a mistake; ``changes`` set its keys, ``None`` removes one."""
    form: Plain = {
        "id": name,
        "version": 1,
        "title": "Слово",
        "severity": "warning",
        "score": {"each": 10},
        "match": {"patterns": ["мост"]},
        "message": "«{match}» — скажите проще.",
        "why": "Так короче.",
        "source": {"clause": "norms/plain", "basis": "practice"},
        "examples": [{"bad": "Это [[мост]]."}, {"good": "Это дом."}],
    }
    form.update(changes)
    return {key: value for key, value in form.items() if value is not None}


def write_folder(
    folder: Path,
    rules: Sequence[Plain] = (),
    *,
    lists: Mapping[str, Any] | None = None,
    shared: Mapping[str, Sequence[Any]] | None = None,
    detectors: Mapping[str, Plain] | None = None,
    profiles: Mapping[str, Plain] | None = None,
    standard: Plain | None = None,
) -> Path:
    """Write a rule folder and return it.

    A list is given by its items, or ``shared`` between rules by its patterns; the rest as in files.
    """
    _write(folder / "standard.yaml", standard or STANDARD)
    for form in rules:
        _write(folder / f"{form['id']}.yaml", form)
    for name, items in (lists or {}).items():
        _write(folder / f"lists/{name}.yaml", {"id": name, "title": "Слова", "items": items})
    for name, patterns in (shared or {}).items():
        form = {"id": name, "title": "Образцы", "patterns": patterns}
        _write(folder / f"lists/{name}.yaml", form)
    for name, form in (detectors or {}).items():
        form = {"id": f"detectors/{name}", "title": "Жанр", **form}
        _write(folder / f"detectors/{name}.yaml", form)
    for name, form in {"governor": {}, **(profiles or {})}.items():
        _write(folder / f"profiles/{name}.yaml", {"id": name, "title": "Профиль", **form})
    return folder


def _write(path: Path, data: Plain) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")  # JSON is YAML too


def load(*rules: Plain, profile: str = "governor", **parts: Any) -> Ruleset:
    """Return the rule set of ``rules``; ``parts`` as in ``write_folder``."""
    with tempfile.TemporaryDirectory() as name:
        return Ruleset.load(write_folder(Path(name), rules, **parts), profile)


def find(ruleset: Ruleset, text: str, **fields: Any) -> Report:
    """Check ``text``; ``fields`` are those of a document."""
    return ruleset.check(Document(id="draft", text=text, **fields))


def marked(report: Report) -> str:
    """Return the text of ``report`` with every finding in it written as ``[[…]]``."""
    text = report.document.text
    for finding in sorted(report.findings, key=lambda f: -f.span.start):
        if finding.span.end:
            start, end = finding.span.start, finding.span.end
            text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text


def unmarked(text: str) -> str:
    """Return ``text`` without its ``[[…]]``."""
    return _MARK.sub(r"\1", text)


def match_rule(*patterns: Any, unless: Sequence[Any] = (), **changes: Any) -> Plain:
    """Return a rule of kind ``match`` over ``patterns``."""
    return rule(match={"patterns": list(patterns), "unless": list(unless)}, **changes)
