"""One detector file → plain data of the plan, with every mistake noted in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from govpost_lint.ruleset import models
from govpost_lint.ruleset.lists import Lists
from govpost_lint.ruleset.pattern_compiler import PatternCompiler
from govpost_lint.ruleset.regex_parts import RegexParts
from govpost_lint.yaml_reader import YamlFile


def compile_detector(detector: models.DetectorFile, file: YamlFile, lists: Lists) -> dict[str, Any]:
    """Return a detector as plain data of the plan; mistakes go into its file.

    Args:
        detector: as written; file: where it stands.
        lists: the lists that exist.
    """
    before = len(file.errors)
    parts = RegexParts(detector.parts, file)
    compiler = PatternCompiler(file, lists, parts=parts)
    patterns = compiler.compile(detector.any_, ("any",))
    plain = plain_detector(
        detector.id, detector.where, patterns, {"": (0, len(patterns))}, file.path
    )
    plain["title"], plain["note"] = detector.title, detector.note
    plain["unless"] = tuple(compiler.compile(detector.unless, ("unless",)))
    if len(file.errors) == before:
        parts.report_unused()
    plain["spec"] = {
        "at_least": detector.at_least, "also": tuple(detector.also), "asks": tuple(detector.asks),
        "learned": detector.learned,
    }  # fmt: skip
    return plain


def plain_detector(
    name: str,
    where: models.Where,
    patterns: Iterable[tuple[Any, ...]],
    groups: Mapping[str, tuple[int, int]],
    path: str,
) -> dict[str, Any]:
    """Return a rule that judges nothing: it only tells where its patterns occur."""
    return {
        "id": name, "version": 1, "title": "", "status": "stable",
        "severity": "advice", "confidence": "high", "criterion": "", "each": 0.0, "cap": 0.0,
        "where": plain_where(where), "params": {}, "kind": "detector",
        "patterns": tuple(patterns), "groups": groups, "captures": (), "unless": (),
        "spec": {"at_least": 1}, "fix": "none", "message": "", "why": "",
        "clauses": (), "basis": "", "note": "", "url": "", "path": path,
    }  # fmt: skip


def plain_where(where: models.Where) -> dict[str, Any]:
    """Return the conditions on a document as plain data."""
    return {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in where.model_dump().items()
    }
