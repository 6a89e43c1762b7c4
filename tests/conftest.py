"""Fixtures of all tests: a plan cache of their own, and the rule pack loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from govpost_lint import Ruleset

settings.register_profile(
    "bounded", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("bounded")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Compiled plans of the tests stay out of the user's cache; subprocesses inherit this."""
    folder = tmp_path_factory.mktemp("plans")
    before = os.environ.get("GOVPOST_CACHE")
    os.environ["GOVPOST_CACHE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["GOVPOST_CACHE"]
    else:
        os.environ["GOVPOST_CACHE"] = before


@pytest.fixture(scope="session")
def pack(own_cache: Path) -> Ruleset:
    """The rules that come with the program."""
    return Ruleset.load()
