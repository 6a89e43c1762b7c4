"""Detectors that ask other detectors (``tags``, ``also``), and one that answers by weights."""

from __future__ import annotations

import pytest

from govpost_lint import Document, Ruleset
from tests.small import load

DETECTORS = {
    "road": {"any": ["{дорога}"]},
    "thanks": {"any": ["спасибо"]},
    "lack": {"any": ["нет"], "where": {"tags": ["road", "!thanks"]}},
    "call": {"any": ["позвоните"], "where": {"kind": ["post"]}},
    "complaint": {"learned": "complaint", "where": {"tags": ["!thanks"]}},
    "trouble": {"any": ["беда"], "unless": ["не беда"], "also": ["lack", "call"]},
}


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load(detectors=DETECTORS)


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        ("reply", "Тут беда.", True),
        ("reply", "Тут не беда.", False),
        ("reply", "Дороги нет.", True),
        ("reply", "Моста нет.", False),
        ("reply", "Дороги нет, спасибо.", False),
        ("post", "Позвоните.", True),
        ("reply", "Позвоните.", False),
        ("post", "Не беда, позвоните.", True),
    ],
)
def test_detector_made_of_others(ruleset: Ruleset, kind: str, text: str, wanted: bool) -> None:
    document = Document(id="", text=text, kind=kind)  # type: ignore[arg-type]
    assert ruleset.traits(document, ["trouble"]) == {"trouble": wanted}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Когда починят мост?", True),
        ("Когда починят мост? Заранее спасибо", False),
        ("Какая красота!", False),
    ],
)
def test_learned_detector(ruleset: Ruleset, text: str, wanted: bool) -> None:
    document = Document(id="", text=text, kind="comment")
    assert ruleset.traits(document, ["complaint"]) == {"complaint": wanted}
