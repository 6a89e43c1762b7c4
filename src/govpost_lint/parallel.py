"""Chunks of work on several processors; what comes back is in order, however many there are."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")
G = TypeVar("G")

Work = Callable[[Sequence[T]], list[R]]
"""Turns tasks into results, one for one."""


_COLLECTED = 20_000
"""New objects after which a worker looks for circles: there is nearly nothing circular."""


def available() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def in_order(
    chunks: Iterable[tuple[C, Sequence[T]]],
    make: Callable[[G], Work[T, R]],
    given: G,
    jobs: int,
) -> Iterator[tuple[C, list[R]]]:
    """Yield each chunk with the results of its tasks, in the order of ``chunks``.

    Args:
        chunks: whatever the caller wants back, beside its tasks; one without tasks costs nothing.
        make: function of a module that turns ``given`` into the worker; called once a process,
            and only where there is a task.
        given: what the worker is made of.
        jobs: processes; below 2 the work is done here.
    """
    if jobs < 2:
        with _collecting():
            work: Work[T, R] | None = None
            for chunk, tasks in chunks:
                if tasks and work is None:
                    work = make(given)
                yield chunk, work(tasks) if tasks and work else []
        return
    yield from _apart(iter(chunks), make, given, jobs)


@contextmanager
def _collecting() -> Iterator[None]:
    """Look for circles among what is made from now on, also where the caller does without.

    Work on a text leaves some; what the caller holds already is not looked through again.
    """
    enabled = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not enabled:
            gc.disable()


def _apart(
    chunks: Iterator[tuple[C, Sequence[T]]],
    make: Callable[[G], Work[T, R]],
    given: G,
    jobs: int,
) -> Iterator[tuple[C, list[R]]]:
    """Work in other processes; where they can be forked, they share what the first chunk loads."""
    global _worker
    fork = _can_fork()
    if fork:
        for chunk, tasks in chunks:
            if not tasks:
                yield chunk, []
                continue
            _worker = make(given)
            yield chunk, _worker(tasks)
            break
        gc.freeze()  # a collection in a fork would copy every page that it looks at
    waiting: deque[tuple[C, Future[list[R]] | None]] = deque()
    context = multiprocessing.get_context("fork" if fork else "spawn")
    pool = ProcessPoolExecutor(jobs, context, _prepare, (None if fork else make, given))
    try:
        for chunk, tasks in chunks:
            waiting.append((chunk, pool.submit(_work, tasks) if tasks else None))
            if len(waiting) > 2 * jobs:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    finally:
        pool.shutdown(cancel_futures=True)
        _worker = None
        gc.unfreeze()


def _first(waiting: deque[tuple[C, Future[list[R]] | None]]) -> tuple[C, list[R]]:
    chunk, future = waiting.popleft()
    return chunk, future.result() if future else []


def _can_fork() -> bool:
    return os.name == "posix" and "fork" in multiprocessing.get_all_start_methods()


_worker: Callable[[Sequence[Any]], list[Any]] | None = None
"""The worker of this process."""


def _prepare(make: Callable[[Any], Work[Any, Any]] | None, given: Any) -> None:
    """Get a new process ready; a forked one has the worker already."""
    global _worker
    gc.enable()
    gc.set_threshold(_COLLECTED)
    if make is not None:
        _worker = make(given)


def _work(tasks: Sequence[Any]) -> list[Any]:
    assert _worker is not None
    return _worker(tasks)
