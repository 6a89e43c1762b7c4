"""Judges many drafts: what the cache does not know, by chunks, in worker processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from govpost_lint.baseline import Baseline
from govpost_lint.batch import Result
from govpost_lint.batch.plain import Unpacker, packed
from govpost_lint.batch.store import Key, Keys, Store
from govpost_lint.checking import Checker
from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Document
from govpost_lint.parallel import Work, available, in_order
from govpost_lint.sources import Reading

_CHUNK = 25
"""Drafts handed over at once."""


class _Asked(NamedTuple):
    """A draft to judge: its key, and what the cache holds of it."""

    document: Document
    key: Key | None
    kept: bytes | None


def judge_many(
    readings: Iterable[Reading],
    checker: Checker,
    baseline: Baseline | None,
    jobs: int,
    cached: bool,
) -> Iterator[Result]:
    """Yield the result of each reading; see ``batch.judge_all``."""
    today = date.today()
    store = Store(checker, baseline is not None) if cached else None
    chunks = _chunks(iter(readings), Keys(checker, today), store)
    given = checker, today, baseline is not None
    unpacker = Unpacker(checker.plan)
    for chunk, made in in_order(chunks, _worker, given, jobs or available()):
        left = iter(made)
        for asked in chunk:
            if not isinstance(asked, _Asked):
                yield asked
                continue
            data = asked.kept or next(left)
            if store and asked.key and not asked.kept:
                store.put(asked.key, data)
            judged = unpacker.judged(data, asked.document)
            assert judged is not None, "packed by this version, proved by the store"
            yield checker.priced(asked.document, judged, baseline)
    if store:
        store.save()


def _chunks(
    readings: Iterator[Reading], keys: Keys, store: Store | None
) -> Iterator[tuple[list[_Asked | InputError | ConfigErrors], list[Document]]]:
    """Yield readings in order, each chunk with the documents that the cache does not know."""
    while some := list(islice(readings, _CHUNK)):
        chunk: list[_Asked | InputError | ConfigErrors] = []
        for reading in some:
            if isinstance(reading, Document):
                key = keys.of(reading) if store else None
                kept = store.get(key) if store and key else None
                chunk.append(_Asked(reading, key, kept))
            else:
                chunk.append(reading)
        yield chunk, [a.document for a in chunk if isinstance(a, _Asked) and a.kept is None]


def _worker(given: tuple[Checker, date, bool]) -> Work[Document, bytes]:
    checker, today, with_marks = given

    def work(documents: Sequence[Document]) -> list[bytes]:
        runs = map(checker.linter.run, documents)
        return [packed(checker.judged(run, today, with_marks)) for run in runs]

    return work
