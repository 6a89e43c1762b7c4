"""Many drafts at once: from a cache where nothing changed, else on several processors.

The reports and their order depend neither on the number of processes nor on the cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Document, Report

if TYPE_CHECKING:
    from govpost_lint.baseline import Baseline
    from govpost_lint.checking import Checker
    from govpost_lint.sources import Reading

FEW = 100
"""Drafts: fewer are judged before a cache is read or a second process is ready."""

Result = Report | InputError | ConfigErrors
"""A report, or why a draft could not be read."""


def judge_all(
    readings: Iterable[Reading],
    checker: Checker,
    baseline: Baseline | None = None,
    *,
    jobs: int = 0,
    cached: bool = True,
) -> Iterator[Result]:
    """Yield a report on each draft that could be read, and the error of each that could not.

    Args:
        readings: what ``sources.read_documents`` yields.
        checker: plan and configuration.
        baseline: known debts.
        jobs: processes; 0: as many as there are processors. Few drafts are judged in this one.
        cached: whether judgements are taken from the cache and kept in it.
    """
    readings = iter(readings)
    first = list(islice(readings, FEW))
    if len(first) == FEW:
        from govpost_lint.batch.running import judge_many  # 20 ms that few drafts need not wait

        yield from judge_many(chain(first, readings), checker, baseline, jobs, cached)
        return
    for reading in first:
        if isinstance(reading, Document):
            yield checker.check(reading, baseline=baseline)
        else:
            yield reading
