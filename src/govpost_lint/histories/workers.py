"""Runs the map, on as many processors as wanted; the rows do not depend on how many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from govpost_lint.checking import Checker
from govpost_lint.facts.rows import Row
from govpost_lint.histories.tasks import Task
from govpost_lint.histories.texts import Mapper
from govpost_lint.parallel import Work, available, in_order

_CHUNK = 100
"""Texts handed over at once."""

_FEW = 300
"""Texts: fewer are mapped here, before a second process would be ready."""

Step = Callable[[int], None]
"""Called with the number of texts done since the last call."""


def map_texts(
    tasks: Mapping[bytes, Task], checker: Checker, jobs: int, step: Step
) -> Iterator[tuple[bytes, Row]]:
    """Yield key and row of every task, in the order of ``tasks``.

    Args:
        jobs: processes; 0: as many as there are processors.
    """
    jobs = 1 if len(tasks) < _FEW else jobs or available()
    for keys, rows in in_order(_chunks(tasks), _worker, checker, jobs):
        yield from zip(keys, rows if jobs < 2 else map(_compact, rows), strict=True)
        step(len(keys))
    _kept.clear()


_kept: dict[object, object] = {}
"""What many rows hold alike: they come from other processes as copies."""


def _compact(row: Row) -> Row:
    """Return the row with its equal parts shared with other rows."""

    def one(part: Any) -> Any:
        return _kept.setdefault(part, part)

    if not row.findings and not row.triples:
        shared: Row = one(row)
        return shared
    findings = tuple(
        (one(rule), start, end, one(severity), points, one(message), suppressed)
        for rule, start, end, severity, points, message, suppressed in row.findings
    )
    return replace(row, findings=findings, traits=one(row.traits), lost=one(row.lost))


def _chunks(tasks: Mapping[bytes, Task]) -> Iterator[tuple[list[bytes], list[Task]]]:
    items = iter(tasks.items())
    while chunk := list(islice(items, _CHUNK)):
        yield [key for key, _ in chunk], [task for _, task in chunk]


def _worker(checker: Checker) -> Work[Task, Row]:
    mapper = Mapper(checker)

    def work(tasks: Sequence[Task]) -> list[Row]:
        return [mapper.row(task) for task in tasks]

    return work
