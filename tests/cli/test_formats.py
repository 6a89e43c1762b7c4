"""Reports for other tools, as the command writes them; their schemas: reporters/test_schemas.py."""

import csv
import io
import json
from pathlib import Path

import pytest
from junitparser import JUnitXml
from sarif_pydantic import Sarif

from tests.small import match_rule, write_folder

HOSTILE = (
    "Служба осуществляет проверку труб::error file=a,line=1::взлом%0A!!!\n\n"
    "=cmd|'/c calc'!A1 осуществляет проверку <script>alert(1)</script> \u202e]]>\n"
)


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    (tmp_path / "посты").mkdir()
    (tmp_path / "посты/a b,c:d.md").write_text(HOSTILE, "utf-8")
    (tmp_path / "records.jsonl").write_text(
        '{"id": "r-1", "text": "Меняем трубу!!!"}\n{"id": "r-2", "text": "Завтра меняем трубу."}\n'
    )
    (tmp_path / "allowed.md").write_text(
        "Служба осуществляет проверку. <!-- allow sincerity/*, living-language/*: так зовут -->"
    )
    return tmp_path


def shown(run, drafts: Path, form: str, *options: str) -> str:
    done = run("check", ".", "--format", form, "--fail-on", "never", *options)
    assert done.returncode == 0
    return done.stdout


def test_sarif(run, drafts) -> None:
    text = shown(run, drafts, "sarif")
    log = Sarif.model_validate_json(text)
    [one] = log.runs
    ids = [rule.id for rule in one.tool.driver.rules]
    assert ids == sorted(set(ids))
    data = json.loads(text)["runs"][0]
    for result in data["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert len(result["partialFingerprints"]["govpostSentence/v1"]) == 16
    by_uri = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in data["results"]
    }
    assert by_uri == {
        "%D0%BF%D0%BE%D1%81%D1%82%D1%8B/a%20b%2Cc%3Ad.md",
        "records.jsonl",
        "allowed.md",
    }
    [suppression] = [s for r in data["results"] for s in r.get("suppressions", ())]
    assert suppression == {"kind": "inSource", "justification": "так зовут"}
    [record] = {
        n["name"] for r in data["results"] for n in r["locations"][0].get("logicalLocations", ())
    }
    assert record == "r-1"


def test_fixes_of_sarif_replace_their_region(run, drafts) -> None:
    (drafts / "fix.md").write_text("Служба осуществляет проверку дороги.", "utf-8")
    data = json.loads(run("check", "fix.md", "--format", "sarif").stdout)["runs"][0]
    [change] = data["results"][0]["fixes"][0]["artifactChanges"]
    [replacement] = change["replacements"]
    region = replacement["deletedRegion"]
    text = (drafts / "fix.md").read_text("utf-8")
    end = region["charOffset"] + region["charLength"]
    fixed = text[: region["charOffset"]] + replacement["insertedContent"]["text"] + text[end:]
    assert fixed == "Служба проверяет дороги."


def test_junit(run, drafts) -> None:
    suites = {
        suite.name: suite for suite in JUnitXml.fromstring(shown(run, drafts, "junit").encode())
    }
    assert set(suites) == {
        "allowed.md",
        "records.jsonl: r-1",
        "records.jsonl: r-2",
        "посты/a b,c:d.md",
    }
    assert suites["records.jsonl: r-2"].failures == 0
    assert suites["allowed.md"].skipped == 1
    assert suites["посты/a b,c:d.md"].failures >= 2


def test_a_post_with_commands_stays_one_annotation(run, drafts) -> None:
    lines = shown(run, drafts, "github").splitlines()
    assert lines
    for line in lines:
        assert line.removeprefix("::").split(" ")[0] in ("error", "warning", "notice")
    hostile = [line for line in lines if "a b%2Cc%3Ad.md" in line]
    assert hostile
    assert not any("allowed.md" in line for line in lines)


def test_what_a_message_quotes_stays_in_its_annotation(run, drafts) -> None:
    rule = match_rule({"regex": r"Рост[^!]*!"}, message="«{match}», а это 5%.")
    pack = write_folder(drafts / "pack", [rule])
    (drafts / "quoted.md").write_text("Рост 100%0A\n::error::взлом, a=b!\n", "utf-8")
    done = run("check", "quoted.md", "--rules", str(pack), "--format", "github")
    [line] = done.stdout.splitlines()
    head, message = line.removeprefix("::").split("::", 1)
    assert head.startswith("warning file=quoted.md,title=")
    decoded = message.replace("%0A", "\n").replace("%25", "%")  # as the consumer does
    assert decoded == "«Рост 100%0A\n::error::взлом, a=b!», а это 5%."


def test_gitlab_gets_a_fingerprint_an_issue(run, drafts) -> None:
    issues = json.loads(shown(run, drafts, "gitlab"))
    marks = [issue["fingerprint"] for issue in issues]
    assert len(set(marks)) == len(marks)


def test_reviewdog_counts_bytes(run, drafts) -> None:
    (drafts / "fix.md").write_text("Служба осуществляет проверку дороги.", "utf-8")
    data = json.loads(run("check", "fix.md", "--format", "rdjson").stdout)
    place = data["diagnostics"][0]["location"]["range"]
    line = (drafts / "fix.md").read_bytes()
    found = line[place["start"]["column"] - 1 : place["end"]["column"] - 1].decode()
    assert found == "осуществляет проверку"
    assert data["diagnostics"][0]["suggestions"][0] == {"range": place, "text": "проверяет"}


def test_cells_of_the_table_are_inert(run, drafts) -> None:
    text = shown(run, drafts, "csv")
    assert text.startswith("\ufeffчерновик;итог;")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    for row in rows:
        assert set(row) == set(rows[0])
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "@")), name
            assert name == "баллы" or not cell.startswith("-")
    assert {row["черновик"] for row in rows} >= {"allowed.md", "r-2"}


def test_several_reports_in_one_run(run, drafts) -> None:
    files = ("--format", "sarif", "--output", "a.sarif", "--format", "console", "--format", "csv")
    done = run("check", "allowed.md", *files, "--output", "a.csv")
    assert "Итог:" in done.stdout
    assert json.loads((drafts / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (drafts / "a.csv").read_text("utf-8").startswith("\ufeffчерновик")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "json", "--format", "csv"], "Два отчёта в один вывод"),
        (["--output", "a", "--output", "b"], "Для b не назван вид"),
        (["--format", "sarif", "--output", "allowed.md"], "allowed.md: это проверяемый файл"),
    ],
)
def test_outputs_that_clash(run, drafts, options, message) -> None:
    done = run("check", "allowed.md", *options)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert (drafts / "allowed.md").read_text("utf-8").startswith("Служба")


def test_the_page_is_one_inert_file(run, drafts) -> None:
    page = shown(run, drafts, "html")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert '<mark class="warning">осуществляет проверку</mark>' in page
    assert "\u202e" not in page
    assert page.count("<details") == 4
    assert "разрешено: так зовут" in page
    for needed in ("src=", "href=", "url(", "@import"):
        assert needed not in page
