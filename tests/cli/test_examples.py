"""Texts of every kind through the real command line: good answers, valid JSON, no harm done.

Beside them the example drafts: a report for each of three, as files in ``golden``.
GOVPOST_UPDATE_GOLDEN=1 writes those anew.
"""

import json
import os
import re
import shutil
import unicodedata
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DRAFTS = HERE.parents[1] / "examples" / "drafts"
GOLDEN = HERE / "golden" / "examples"
REPORTS = ("good-condolence", "good-emergency-water", "bad-reply-personal-data")

OFFICIAL = "Служба осуществляет проверку труб."
KINDS = ("post", "reply", "announcement", "emergency", "live", "story")

# name of the text, the text, what must be found in it in this order
TEXTS: dict[str, tuple[str, str]] = {
    "good post": ("Вчера был в Заречье. Трубу меняем до 5 мая.", ""),
    "good reply": ("---\nkind: reply\nreply_to: Когда?\n---\nСделаем завтра.", ""),
    "bad reply": ("---\nkind: reply\n---\nРазберёмся.", "no-deadline"),
    "emergency": ("---\nkind: emergency\n---\nПрорыв трубы!!! Идите в школу.", "shouting"),
    "English": ("We are pleased to announce the opening!!", "shouting"),
    "only emoji": ("😀🎉👨‍👩‍👧‍👦🇷🇺", ""),
    "table": (f"| Где | Что |\n|---|---|\n| Мира | {OFFICIAL} |", "empty-verb"),
    "code": ("```\nура!!!\n```\nИ `ура!!` в строке. Ура!!", "shouting"),
    "HTML": (f"<script>alert(1)</script><b>{OFFICIAL}</b> &nbsp;", "empty-verb"),
    "right to left": (f"\u202eабв\u202c \u2066שלום مرحبا\u2069 {OFFICIAL}", "empty-verb"),
    "zero width": ("Служба осуществ\u200bляет про\u00adверку труб\u2060!!", "empty-verb shouting"),
    "rich markup": (f"[red]{OFFICIAL}[/red] [link=file:///x]a[/link] [/] [bold", "empty-verb"),
    "ANSI escapes": (f"\x1b[31m {OFFICIAL}\x1b]8;;http://x\x07 \x1b[2J\x9b1m", "empty-verb"),
    "CSV formulas": (f"=HYPERLINK(1) {OFFICIAL}\n@SUM(1)|cmd!!", "empty-verb shouting"),
    "CI commands": (f"::error file=x::{OFFICIAL}\n##[error]ура!!\n##vso[task]ура!!",
                    "empty-verb shouting shouting"),
    "line separators": (f"раз\u2028{OFFICIAL}\x85два\r\nтри\rчетыре!!", "empty-verb shouting"),
    "personal data": ("Мельник Анна, 8 912 345-67-53!!", "citizen-phone shouting"),
}  # fmt: skip

HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, (text, _) in enumerate(TEXTS.values()):
        (tmp_path / f"{number:02}.md").write_bytes(text.encode())
    return tmp_path


def rules_of(document: dict) -> str:
    return " ".join(finding["rule"].partition("/")[2] for finding in document["findings"])


def expected() -> list[str]:
    return [found for _, found in TEXTS.values()]


def test_folder(run, folder: Path) -> None:
    done = run("check", ".", "--format", "json", "--fail-on", "never")
    assert (done.returncode, done.stderr) == (0, "")
    documents = json.loads(done.stdout)["documents"]
    found = dict(zip(TEXTS, map(rules_of, documents), strict=True))
    assert found == dict(zip(TEXTS, expected(), strict=True))


def test_offsets_are_those_of_the_source(run, folder: Path) -> None:
    for document in json.loads(run("check", ".", "--format", "json").stdout)["documents"]:
        source = (folder / document["path"]).read_bytes().decode("utf-8-sig")
        if "8 912" in source:
            continue  # what is found there is hidden
        for finding in document["findings"]:
            assert source[finding["start"] : finding["end"]] == finding["text"]


def test_jsonl_and_standard_input_say_the_same(run, folder: Path) -> None:
    records = [{"id": name, "text": text} for name, (text, _) in TEXTS.items() if text[:3] != "---"]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "all.jsonl").write_text(lines, "utf-8")
    done = run("check", "all.jsonl", "--format", "json")
    documents = json.loads(done.stdout)["documents"]
    assert {d["id"]: rules_of(d) for d in documents} == {
        record["id"]: TEXTS[record["id"]][1] for record in records
    }
    for name in ("good reply", "bad reply", "ANSI escapes"):
        text, found = TEXTS[name]
        done = run("check", "-", "--format", "json", stdin=text.encode())
        [document] = json.loads(done.stdout)["documents"]
        assert rules_of(document) == found


def cells(line: str) -> int:
    return sum(
        0 if unicodedata.combining(c) or c in "\u200d\ufe0f"
        else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in line
    )  # fmt: skip


@pytest.mark.parametrize("width", ["80", "50"])
def test_console_is_harmless_and_narrow(run, folder: Path, width: str) -> None:
    shown = run("check", ".", COLUMNS=width).stdout
    assert not HARMFUL.search(shown)
    assert not re.search(r"::|##\[|##vso", shown)
    assert "[red]Служба осуществляет проверку" in " ".join(shown.split())
    assert "345" not in shown
    assert "Мельник" not in shown
    assert "Анна" not in shown
    assert max(cells(line) for line in shown.splitlines()) <= int(width)


def test_coloured_report_has_the_same_words(run, folder: Path) -> None:
    plain = run("check", ".").stdout
    coloured = run("check", ".", FORCE_COLOR="1", TERM="xterm-256color").stdout
    without = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in without.splitlines()] == plain.splitlines()


def test_names_beside_personal_data_are_in_no_json(run) -> None:
    text = "Савельевой Марии Фоминичне (8 912 345-67-53) осуществляют проверку труб!!"
    done = run("check", "-", "--format", "json", stdin=text.encode())
    for secret in ("Савель", "Мари", "Фомин", "345"):
        assert secret not in done.stdout
    reason = f"{text} <!-- allow legal/*: это 8 912 345-67-53 Анны -->"
    assert "345-67" not in run("check", "-", "--format", "json", stdin=reason.encode()).stdout


LARGE = {
    "20,000 words": "Завтра меняем трубу. " * 6_600 + OFFICIAL,
    "one line of 300 KB": f"{OFFICIAL} " * 4_800,
    "phones": "Звоните 8 912 345-67-53 Анне. " * 4_000,
    "unclosed comments": "<!-- allow " * 20_000 + OFFICIAL,
    "stacked permissions": "<!-- allow a/b: в -->\n" * 4_000 + OFFICIAL,
}


@pytest.mark.parametrize("name", LARGE)
def test_large_texts(run, name: str) -> None:
    done = run("check", "-", "--format", "json", stdin=LARGE[name].encode())
    assert done.returncode in (0, 1)
    assert "345-67" not in done.stdout
    json.loads(done.stdout)


def test_names_of_files_that_are_too_long(run) -> None:
    for suffix in ("", ".md", ".zip"):
        done = run("check", "я" * 3_000 + suffix)
        assert (done.returncode, done.stdout) == (2, "")
    done = run("check", "-", "--config", "я" * 3_000, stdin=b"!")
    assert done.returncode == 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(run, kind: str) -> None:
    done = run("check", "-", "--kind", kind, stdin="Сделаем завтра.".encode())
    assert (done.returncode, done.stderr) == (0, "")


# The example drafts under the rules of the program


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", ["console", "json"])
def test_golden_reports(run, tmp_path: Path, name: str, form: str) -> None:
    shutil.copy(DRAFTS / f"{name}.md", tmp_path)
    done = run("check", "--rules", str(DRAFTS.parents[1] / "rules"), f"{name}.md", "--format", form)
    assert done.stderr == ""
    shown = done.stdout
    if form == "json":
        data = json.loads(shown)
        del data["tool"]  # another with each edit of the rules
        shown = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    golden = GOLDEN / f"{name}.{'txt' if form == 'console' else form}"
    if os.environ.get("GOVPOST_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


def test_golden_reports_are_all_in_use() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(REPORTS)
