"""Runs the map, on as many processors as wanted; the rows do not depend on how many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar, cast

from msgspec import structs

from govpost_lint.checking import Checker
from govpost_lint.facts.deeds import Deed, Deeds
from govpost_lint.facts.rows import Row
from govpost_lint.histories.tasks import Task
from govpost_lint.histories.texts import Mapper
from govpost_lint.parallel import Work, available, in_order

_CHUNK = 100
"""Texts handed over at once."""

_FEW = 300
"""Texts: fewer are mapped here, before a second process would be ready."""

T = TypeVar("T")

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
    samples = {task.role: task for task in tasks.values()}
    for keys, rows in in_order(_chunks(tasks), _worker, (checker, [*samples.values()]), jobs):
        yield from zip(keys, map(_compact, rows), strict=True)
        step(len(keys))
    _kept.clear()


_kept: dict[object, object] = {}
"""What many rows hold alike: here once, and once in the file that they are kept in."""


def _one(part: T) -> T:
    return cast("T", _kept.setdefault(part, part))


def _compact(row: Row) -> Row:
    """Return the row with its equal parts shared with other rows."""
    if not row.findings and not row.triples:
        return _one(row)
    findings = tuple(
        _one((_one(rule), start, end, _one(severity), points, _one(message), suppressed))
        for rule, start, end, severity, points, message, suppressed in row.findings
    )
    promised, reported, places = row.deeds
    deeds = Deeds(tuple(map(_deed, promised)), tuple(map(_deed, reported)), _one(places))
    deadlines = {minute: _one(tuple(map(_one, named))) for minute, named in row.deadlines.items()}
    return structs.replace(
        row, findings=findings, traits=_one(row.traits), lost=_one(row.lost), deeds=deeds,
        deadlines=deadlines,
    )  # fmt: skip


def _deed(deed: Deed) -> Deed:
    """Share the sets of a deed: one of three words has the size of the sentence."""
    start, end, verbs, words, places, head = deed
    return Deed(start, end, _one(verbs), _one(words), _one(places), _one(head))


def _chunks(tasks: Mapping[bytes, Task]) -> Iterator[tuple[list[bytes], list[Task]]]:
    items = iter(tasks.items())
    while chunk := list(islice(items, _CHUNK)):
        yield [key for key, _ in chunk], [task for _, task in chunk]


def _worker(given: tuple[Checker, Sequence[Task]]) -> Work[Task, Row]:
    """Return the work; what a text of each kind loads is loaded now, to be shared by forks."""
    checker, samples = given
    mapper = Mapper(checker)
    for sample in samples:
        mapper.row(sample)

    def work(tasks: Sequence[Task]) -> list[Row]:
        return [mapper.row(task) for task in tasks]

    return work
