"""Reports for other tools are valid by the schemas of those tools, whatever the drafts hold.

The schemas lie beside this file in schemas/; NOTICE says where they are from.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema.validators import validator_for
from junitparser import JUnitXml

from govpost_lint import Document, Report, Ruleset
from govpost_lint.baseline import Baseline
from govpost_lint.cli.drafts import run_of
from govpost_lint.sources import read_documents
from tests.test_hostile import CASES

HERE = Path(__file__).parent
FOLDERS = (HERE.parent / "cli/drafts", HERE.parents[1] / "examples/drafts")
SCHEMAS = {
    "sarif": "sarif-2.1.0.json",
    "gitlab": "gitlab-code-quality.json",
    "rdjson": "rdjson.json",
}
VIOLATIONS_JAR = os.environ.get("GOVPOST_VIOLATIONS_JAR")
"""The parser of code quality reports that Jenkins uses, see ``.ci/run``."""
LONG = 20_000
"""Bytes: hostile posts that are only long say nothing of the form of a report."""


def written() -> Iterator[Document]:
    """The drafts of the golden files and of the examples."""
    for reading in read_documents([str(folder) for folder in FOLDERS], io.BytesIO()):
        if isinstance(reading, Document):
            yield reading


def hostile(folder: Path) -> Iterator[Document]:
    """The posts of the hostile catalogue that can be read, each below a folder of its own."""
    for number, case in enumerate(CASES.values()):
        for name, content in case.files.items():
            data = content.encode() if isinstance(content, str) else content
            if isinstance(data, bytes) and name.endswith((".md", ".jsonl")) and len(data) < LONG:
                path = folder / str(number) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    for reading in read_documents([str(folder)], io.BytesIO()):
        if isinstance(reading, Document):
            yield reading


@pytest.fixture(scope="module")
def reports(pack: Ruleset, tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    """Reports of every kind: plain and hostile drafts, allowed findings, known and new ones."""
    documents = [*written(), *hostile(tmp_path_factory.mktemp("hostile"))]
    made = [pack.check(document) for document in documents]
    known = Baseline.of(made[: len(made) // 2], Path())
    made += [pack.check(document, baseline=known) for document in documents]
    allow = {"*": "так надо: <b>&%\n::x"}
    made += [pack.check(replace(d, meta={**d.meta, "allow": allow})) for d in documents]
    states = {f.baseline for report in made for f in report.findings}
    assert states == {"", "unchanged", "new"}
    assert any(f.suppressed for report in made for f in report.findings)
    assert len(made) > 200
    return made


def rendered(pack: Ruleset, reports: list[Report], form: str) -> str:
    stream = io.StringIO()
    import_module(f"govpost_lint.reporters.{form}").write(reports, run_of(pack), stream)
    return stream.getvalue().encode("utf-8").decode()


@pytest.mark.parametrize("form", SCHEMAS)
def test_valid_by_the_schema_of_the_tool(pack: Ruleset, reports: list[Report], form: str) -> None:
    schema = json.loads((HERE / "schemas" / SCHEMAS[form]).read_text("utf-8"))
    kind = validator_for(schema)
    kind.check_schema(schema)
    data = json.loads(rendered(pack, reports, form))
    assert [f"{e.json_path}: {e.message:.200}" for e in kind(schema).iter_errors(data)] == []
    empty = json.loads(rendered(pack, [], form))
    assert kind(schema).is_valid(empty)


def test_junit_is_read_by_its_consumer(pack: Ruleset, reports: list[Report]) -> None:
    text = rendered(pack, reports, "junit")
    suites = list(JUnitXml.fromstring(text.encode()))
    assert len(suites) == len(reports)
    for suite, element in zip(suites, ElementTree.fromstring(text), strict=True):
        cases = list(suite)
        assert suite.tests == len(cases)
        assert suite.failures == len(element.findall("testcase/failure"))
        assert suite.skipped == len(element.findall("testcase/skipped"))


def read_by_violations_lib(folder: Path, report: str) -> set[tuple[str, int, str, str, str]]:
    """Return path, first line, severity, rule and message of each issue as violations-lib reads."""
    assert VIOLATIONS_JAR is not None
    path = folder / "gl-code-quality-report.json"
    path.write_text(report, "utf-8")
    command = ["java", "-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8", "-cp", VIOLATIONS_JAR]
    run = subprocess.run(
        [*command, str(HERE / "ReadCodeQuality.java"), str(path)],
        capture_output=True, timeout=60,
    )  # fmt: skip
    if run.returncode:
        raise ValueError(run.stderr.decode(errors="replace"))
    read = [json.loads(line) for line in run.stdout.decode("utf-8").split("\n") if line]
    keys = ("file", "startLine", "severity", "rule", "message")
    return {tuple(issue[key] for key in keys) for issue in read}


@pytest.mark.skipif(VIOLATIONS_JAR is None, reason="GOVPOST_VIOLATIONS_JAR names no parser")
def test_gitlab_is_read_by_a_consumer(pack: Ruleset, reports: list[Report], tmp_path: Path) -> None:
    severities = {"major": "ERROR", "minor": "WARN", "info": "INFO"}
    issues = json.loads(rendered(pack, reports, "gitlab"))
    written = {
        (i["location"]["path"], i["location"]["lines"]["begin"], severities[i["severity"]],
         i["check_name"], i["description"])
        for i in issues
    }  # fmt: skip
    assert read_by_violations_lib(tmp_path, json.dumps(issues)) == written
    assert read_by_violations_lib(tmp_path, rendered(pack, [], "gitlab")) == set()
    unknown = [{**issues[0], "severity": "FATAL"}]
    assert read_by_violations_lib(tmp_path, json.dumps(unknown)) == set()
    del issues[0]["categories"]
    with pytest.raises(ValueError, match="NullPointerException"):
        read_by_violations_lib(tmp_path, json.dumps(issues))


@pytest.mark.parametrize("form", SCHEMAS)
def test_a_broken_report_would_be_noticed(pack: Ruleset, reports: list[Report], form: str) -> None:
    """A schema that takes anything proves nothing: spoil one place."""
    schema = json.loads((HERE / "schemas" / SCHEMAS[form]).read_text("utf-8"))
    data = json.loads(rendered(pack, reports, form))
    broken = {
        "sarif": lambda: data["runs"][0]["results"][0]["locations"][0].update(line=1),
        "gitlab": lambda: data[0]["location"].update(path="/etc/passwd"),
        "rdjson": lambda: data["diagnostics"][0].update(severity="FATAL"),
    }
    broken[form]()
    assert not validator_for(schema)(schema).is_valid(data)
