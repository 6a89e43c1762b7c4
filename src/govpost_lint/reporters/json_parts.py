"""What the JSON reports share: the line of the tool, scores, lists of a record a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from govpost_lint.model import Score
from govpost_lint.reporters import Run, rounded

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

REPORT_SCHEMA = "govpost-lint/report/1"

dumped = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
"""Return a value as JSON in one line."""


def report_head(run: Run) -> str:
    """Return the beginning of a report: its schema and with what it was made; no closing brace."""
    tool = {"version": run.version, "ruleset": run.ruleset, "dictionary": run.dictionary}
    return dumped({"schema": REPORT_SCHEMA, "tool": tool, "profile": run.profile})[:-1]


def score_data(score: Score) -> dict[str, Any]:
    """Return a score with one decimal."""
    criteria = {
        name: {"score": rounded(one.score, 1), "weight": one.weight, "lost": rounded(one.lost, 1)}
        for name, one in score.criteria.items()
    }
    return {"total": rounded(score.total, 1), "zone": score.zone or None, "criteria": criteria}


def local_time(moment: datetime | None, zone: ZoneInfo) -> str | None:
    """Return a moment in the time of the account."""
    return None if moment is None else moment.astimezone(zone).isoformat()


def write_records(records: Iterable[object], stream: TextIO) -> None:
    """Write a list, a record a line."""
    write_lines(map(dumped, records), stream)


def write_lines(records: Iterable[str], stream: TextIO) -> None:
    """Write a list of records that are JSON already, each in a line."""
    opening = "[\n"
    for record in records:
        stream.write(opening + record)
        opening = ",\n"
    stream.write("]" if opening == ",\n" else "[]")


def write_indented(value: object, stream: TextIO) -> None:
    """Write a whole file in the form that other programs ask for, readable for people."""
    json.dump(value, stream, ensure_ascii=False, indent=1)
    stream.write("\n")
