"""Whatever bytes come in: a report or a message, no crash, nothing that steers a terminal."""

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govpost_lint import Ruleset
from govpost_lint.model import Document
from govpost_lint.reporters import Run, console
from govpost_lint.reporters import json as json_reporter
from govpost_lint.sources import read_documents

STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PIECES = st.sampled_from(
    [
        "Служба осуществляет проверку дорог",
        "в рамках",
        "!!!",
        "8 912 345-67-53",
        "\x1b[2J",
        "\u202e",
        "---\n",
        "kind: reply\n",
        "«",
        "»",
        "👍🏽",
        "\n\n",
        "\r",
        " ",
        "е\u0301",
        "<!-- allow sincerity/*: так надо -->",
        "[ссылка](https://a.example)",
        "#тег",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=25).map("".join)


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    patch = pytest.MonkeyPatch()
    patch.setenv("GOVPOST_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield Ruleset.load(Path(__file__).parent / "rules")
    patch.undo()


def check(data: bytes, ruleset: Ruleset) -> None:
    reports = []
    for reading in read_documents(["-"], io.BytesIO(data)):
        if isinstance(reading, Document):
            reports.append(ruleset.check(reading))
        else:
            assert str(reading)
    titles = {name: criterion.title for name, criterion in ruleset.criteria.items()}
    run = Run("1", ruleset.fingerprint, "1", ruleset.profile, titles, ruleset.plan.zones)
    shown = io.StringIO()
    console.write(reports, run, shown, width=80)
    assert not STEERING.search(shown.getvalue())
    stream = io.StringIO()
    json_reporter.write(reports, run, stream)
    stream.getvalue().encode()
    for shown_document in json.loads(stream.getvalue())["documents"]:
        assert "345" not in json.dumps(shown_document["findings"], ensure_ascii=False)


quietly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quietly
@given(st.binary(max_size=300))
def test_any_bytes(ruleset: Ruleset, data: bytes) -> None:
    check(data, ruleset)


@quietly
@given(TEXTS, st.sampled_from(["utf-8", "utf-16", "cp1251"]))
def test_any_text(ruleset: Ruleset, text: str, encoding: str) -> None:
    check(text.encode(encoding, "replace"), ruleset)
