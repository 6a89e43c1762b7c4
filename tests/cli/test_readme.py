"""What the READMEs say of one example draft is what the program says of it."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DRAFT = "examples/drafts/mixed-bus-route.md"
MENDED = "examples/drafts/good-bus-route.md"


def report(run, *args: str) -> str:
    """Check as a reader of the README would: from its folder, with the rules that come with us."""
    return run("check", *args, "--rules", str(ROOT / "rules"), cwd=ROOT).stdout


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_worked_example(run, name: str) -> None:
    documents = json.loads(report(run, DRAFT, MENDED, "--format", "json"))["documents"]
    text = (ROOT / name).read_text("utf-8").replace("−", "-")
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    rows = re.findall(r"^\| .+ \| .+ \| `([a-z-]+/[a-z-]+)` \| (-[\d.]+) \|$", text, re.MULTILINE)
    findings = [found for found in documents[0]["findings"] if found["points"]]
    taken = [(found["rule"], found["points"]) for found in findings]
    assert sorted((rule, float(points)) for rule, points in rows) == sorted(taken)
    assert f" = {documents[0]['score']['total']:g}" in text
    assert f"{documents[1]['score']['total']:g}." in text


def test_excerpt_of_the_report(run) -> None:
    text = (ROOT / "README.ru.md").read_text("utf-8")
    excerpt = re.search(rf"^```\n(── {re.escape(DRAFT)} .+?)^```$", text, re.DOTALL | re.MULTILINE)
    assert excerpt is not None
    shown = report(run, DRAFT)
    for part in excerpt[1].split("\n…\n"):
        assert part.strip("\n") in shown
