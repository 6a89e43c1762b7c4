"""The figures of ``tests/benchmarks/corpus.py`` held to their limits, where there are texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from govpost_lint import Ruleset
from tests.benchmarks import corpus

FOLDER = corpus.corpus()
pytestmark = pytest.mark.skipif(
    FOLDER is None, reason="GOVPOST_CORPUS is unset: the texts for measuring are not at hand"
)


@pytest.fixture(scope="module")
def folder() -> Path:
    assert FOLDER is not None
    return FOLDER


@pytest.fixture(scope="module")
def official(pack: Ruleset, folder: Path) -> list[corpus.Judged]:
    return corpus.judge(pack, corpus.official_chunks(folder))


@pytest.fixture(scope="module")
def city(pack: Ruleset, folder: Path) -> list[corpus.Judged]:
    return corpus.judge(pack, corpus.city_posts(folder))


def test_score_tells_official_documents_from_a_lively_channel(
    official: list[corpus.Judged], city: list[corpus.Judged]
) -> None:
    assert corpus.auc((t.score for t in official), (t.score for t in city)) >= 0.98


def test_official_documents_are_full_of_officialese(official: list[corpus.Judged]) -> None:
    assert corpus.density(official) >= 4


def test_lively_channel_has_hardly_any(city: list[corpus.Judged]) -> None:
    assert corpus.density(city) <= 0.4


def test_adapted_texts_score_higher_than_their_originals(pack: Ruleset, folder: Path) -> None:
    pairs = corpus.judged_pairs(pack, folder)
    assert len(pairs) >= 30
    assert corpus.share_won(pairs) >= 0.85


def test_auc_is_that_of_pairs() -> None:
    assert corpus.auc([1, 2], [2, 3]) == (1 + 1 + 0.5 + 1) / 4
