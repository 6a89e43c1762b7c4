"""Runs the map, on as many processors as wanted; the rows do not depend on how many."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import Any

from govpost_lint.checking import Checker
from govpost_lint.facts.rows import Row
from govpost_lint.histories.texts import Mapper, Task

_CHUNK = 100
"""Texts handed over at once."""

_FEW = 300
"""Texts: fewer are mapped here, before a second process would be ready."""

Step = Callable[[int], None]
"""Called with the number of texts done since the last call."""


def available() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def map_texts(
    tasks: Mapping[bytes, Task], checker: Checker, jobs: int, step: Step
) -> Iterator[tuple[bytes, Row]]:
    """Yield key and row of every task, in the order of ``tasks``.

    Args:
        jobs: processes; 0: as many as there are processors.
    """
    jobs = jobs or available()
    chunks = _chunks(tasks)
    if jobs < 2 or len(tasks) < _FEW:
        mapper = Mapper(checker)
        for chunk in chunks:
            yield from zip([key for key, _ in chunk], _map(mapper, chunk), strict=True)
            step(len(chunk))
        return
    context = multiprocessing.get_context("fork" if _can_fork() else "spawn")
    with ProcessPoolExecutor(jobs, context, _prepare, (checker,)) as pool:
        waiting = list(islice(chunks, 2 * jobs))
        futures = [(chunk, pool.submit(_map_chunk, chunk)) for chunk in waiting]
        while futures:
            chunk, future = futures.pop(0)
            rows = future.result()
            following = next(chunks, None)
            if following is not None:
                futures.append((following, pool.submit(_map_chunk, following)))
            yield from zip([key for key, _ in chunk], map(_compact, rows), strict=True)
            step(len(chunk))


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


def _can_fork() -> bool:
    return os.name == "posix" and "fork" in multiprocessing.get_all_start_methods()


def _chunks(tasks: Mapping[bytes, Task]) -> Iterator[list[tuple[bytes, Task]]]:
    items = iter(tasks.items())
    while chunk := list(islice(items, _CHUNK)):
        yield chunk


_mapper: Mapper | None = None
"""The mapper of a worker process."""


def _prepare(checker: Checker) -> None:
    global _mapper
    _mapper = Mapper(checker)


def _map_chunk(chunk: Sequence[tuple[bytes, Task]]) -> list[Row]:
    assert _mapper is not None
    return _map(_mapper, chunk)


def _map(mapper: Mapper, chunk: Sequence[tuple[bytes, Task]]) -> list[Row]:
    return [mapper.row(task) for _, task in chunk]
