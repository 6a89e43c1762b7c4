"""Baseline: known debts of a repository of content, so that only new findings fail a run.

An entry names a draft, a rule with its version, and the fingerprint of what was found in its
sentence: lines may move, the text above may change. No text stands in the file.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from govpost_lint.engine.findings import Found
from govpost_lint.errors import InputError
from govpost_lint.fingerprints import fingerprints
from govpost_lint.model import Document, Finding, Report
from govpost_lint.opening import read_input

SCHEMA = "govpost-lint/baseline/1"


class Entry(NamedTuple):
    """A known finding: ``path`` of the draft from the folder of the baseline, or id of a record."""

    path: str
    rule: str
    version: int
    fingerprint: str


class Baseline:
    """Known findings of many drafts, each with the number of its occurrences.

    Args:
        folder: where the file lies; paths count from there.
        entries: how often each finding is known.
    """

    def __init__(self, folder: Path, entries: Mapping[Entry, int]) -> None:
        self._folder = folder
        self.entries = Counter(entries)
        self._left = Counter(entries)
        self._seen: set[str] = set()

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Read a file that ``write`` made.

        Raises:
            InputError: it is missing, or none.
        """
        advice = f"Создайте её: govpost-lint baseline create --baseline {path.name} ПАПКА."
        if not path.exists():
            raise InputError(f"{path}: такой базы нет. {advice}")
        try:
            data = json.loads(read_input(path))
        except (ValueError, RecursionError):
            raise InputError(f"{path}: база не читается. {advice}") from None
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise InputError(f"{path}: это не база {SCHEMA}. {advice}")
        try:
            entries = {
                Entry(str(e["path"]), str(e["rule"]), int(e["version"]), str(e["fingerprint"])):
                int(e.get("count", 1))
                for e in data["entries"]
            }  # fmt: skip
        except (KeyError, TypeError, ValueError, OverflowError):
            raise InputError(f"{path}: запись базы испорчена. {advice}") from None
        return cls(path.parent, entries)

    @classmethod
    def of(cls, reports: Iterable[Report], folder: Path) -> Baseline:
        """Return the baseline that knows everything found in ``reports``."""
        found: Counter[Entry] = Counter()
        for report in reports:
            path = _path(report.document, folder)
            for finding, mark in zip(report.findings, fingerprints(report), strict=True):
                if finding.suppressed is None:
                    found[Entry(path, finding.rule, finding.version, mark)] += 1
        return cls(folder, found)

    def mark(self, found: Sequence[Found], document: Document, marks: Sequence[str]) -> list[Found]:
        """Return the findings of one draft, the known ones marked ``unchanged``, others ``new``.

        Args:
            found: findings; marks: their fingerprints; document: the draft.
        """
        path = _path(document, self._folder)
        self._seen.add(path)
        return [
            Found(replace(item.finding, baseline=self._state(item.finding, path, mark)), item.rule)
            for item, mark in zip(found, marks, strict=True)
        ]

    def _state(self, finding: Finding, path: str, mark: str) -> str:
        entry = Entry(path, finding.rule, finding.version, mark)
        if finding.suppressed is None and self._left[entry] > 0:
            self._left[entry] -= 1
            return "unchanged"
        return "new"

    def stale(self) -> Counter[Entry]:
        """Return the entries of the drafts marked so far that no finding needed."""
        return Counter({e: n for e, n in self._left.items() if n > 0 and e.path in self._seen})

    def without(self, entries: Mapping[Entry, int]) -> Baseline:
        """Return the baseline without so many of these entries."""
        return Baseline(self._folder, self.entries - Counter(entries))

    def renewed(self, found: Baseline) -> Baseline:
        """Return the baseline with entries of the drafts marked so far as in ``found``."""
        kept = {e: n for e, n in self.entries.items() if e.path not in self._seen}
        return Baseline(self._folder, {**kept, **found.entries})

    def text(self) -> str:
        """Return the file: an entry a line, sorted, so that a diff shows what changed."""
        lines = [
            json.dumps({**entry._asdict(), "count": count}, ensure_ascii=False)
            for entry, count in sorted(self.entries.items())
            if count > 0
        ]
        body = ",\n".join(lines)
        return f'{{"schema": "{SCHEMA}", "entries": [\n{body}\n]}}\n'


def _path(document: Document, folder: Path) -> str:
    path = document.path
    if not path:
        return document.id
    relative = os.path.relpath(os.path.realpath(path), os.path.realpath(folder)).replace(
        os.sep, "/"
    )
    return relative if document.id == path else f"{relative}#{document.id}"
