"""A catalogue of hostile inputs: name → files → command → what must not happen.

For every case: no crash, no hang, nothing written outside the folder or over an input, no control or
direction character and no command to a CI system in what is printed. ``never`` names what must not
be printed beside that, ``code`` the exit codes that are right, ``says`` what a refusal tells.
"""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from govpost_lint.cli import main
from tests import small

POST = "Служба осуществляет проверку дорог."
LIMIT = 20.0
"""Seconds of processor time for the slowest case on a slow machine; most take less than one."""

_ODD = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]"
)
_BILLION = "&a [л]\n" + "".join(f"k{n}: &b{n} [*b{n - 1},*b{n - 1}]\n" for n in range(1, 30))

Content = str | bytes | Callable[[Path], None]


class Case(NamedTuple):
    """One hostile input.

    Attributes:
        files: what lies in the folder; a function makes what is no plain file.
        command: command line, run in the folder.
        never: what must not stand in the output.
        code: exit codes that are right.
        says: what the error says.
    """

    files: Mapping[str, Content]
    command: str = "check a.md"
    never: tuple[str, ...] = ()
    code: tuple[int, ...] = (0, 1)
    says: str = ""


def rule(**changes: object) -> str:
    return json.dumps(small.rule("living-language/own", **changes), ensure_ascii=False)


def own_rule(**changes: object) -> Mapping[str, Content]:
    changes.setdefault("source", {"clause": "norms/tone-01", "basis": "practice"})
    return {"r/living-language/own.yaml": rule(**changes), "a.md": POST + " а" + "а" * 60 + "в б."}


def docx(parts: Mapping[str, bytes]) -> Content:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)

    return make


def link(target: str) -> Content:
    return lambda path: path.symlink_to(target)


def records(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    b'.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word(document: bytes) -> Content:
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
    return docx(parts)


BODY = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'
ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + BODY % b"&x; \xd0\xbc"
)
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>" + BODY % b"&a9;"
)  # fmt: skip
WALL = {"items": [{"id": 1, "owner_id": -5, "from_id": -5, "date": 1772442000, "text": POST}]}
CHAT = {
    "name": "Глава", "type": "public_channel", "id": 7,
    "messages": [{"id": 1, "type": "message", "date": "2026-03-02T12:00:00", "text": POST,
                  "date_unixtime": "1772442000", "from": "Глава", "from_id": "channel7"}],
}  # fmt: skip


def chat(**changes: object) -> str:
    [message] = CHAT["messages"]  # type: ignore[misc]
    return json.dumps({**CHAT, "messages": [{**message, **changes}]})


ALLOWS = "<!-- allow living-language/*: так -->"
CASES: dict[str, Case] = {
    # The terminal
    "escape sequences in a post": Case({"a.md": f"{POST} \x1b[2J\x1b]0;взлом\x07 !!!"}),
    "escape sequences of eight bits": Case({"a.md": f"{POST} \x9b2J !!!"}),
    "an overwriting carriage return": Case({"a.md": f"{POST}\rНаходок нет!!!\n"}),
    "direction overrides": Case({"a.md": f"{POST} \u202eтсоп!!! \u2066 осуществляет проверку\u2069"}),
    "rich markup": Case({"a.md": f"[red]{POST}[/red] [link=http://a.b]!!![/link] [/]"}),
    "escapes in the name of a file": Case({"a\x1b[31m\n::error::b.md": POST}, "check ."),
    "escapes in the id of a record": Case(
        {"a.jsonl": records({"id": "\x1b[2J\n::error::x", "text": POST})}, "check a.jsonl"
    ),
    "escapes in a bad front matter": Case(
        {"a.md": "---\nkind: \"\\e[2J\"\n\x1b[2J: 1\n---\nМост."}, code=(2,)
    ),
    "commands of CI systems": Case(
        {"a.md": f"::error::x\n##vso[task.complete]\n##[error]y\n{POST}"},
        never=("::error::x", "##vso[", "##[error]"),
    ),
    "commands of CI systems in annotations": Case(
        {"a.md": f"{POST}%0A::set-output name=a::b\n::stop-commands::x осуществляет проверку"},
        "check a.md --format github", never=("\n::stop", "\n::set"),
    ),
    "commands of CI systems in an error": Case({"::error::x.md": ""}, "check ::error::x.md", code=(2,)),
    # Files that other programs open
    "scripts in the page": Case(
        {"a.md": f"<script>alert(1)</script><img src=x onerror=a> {POST}"},
        "check a.md --format html", never=("<script", "<img", "onerror=a>"),
    ),
    "scripts in the name of a draft": Case(
        {"<script>x<b>.md": POST, "b.md": POST}, "check . --format html", never=("<script>x", "x<b>"),
    ),
    "scripts in an export": Case(
        {"e.json": chat(text="</div><script>alert(1)</script>")}, "history e.json --format html",
        never=("<script",),
    ),
    "formulas in cells": Case(
        {"a.jsonl": records(*({"id": f"{s}cmd|'/c calc'!A1", "text": POST} for s in "=+-@\t\r"))},
        "check a.jsonl --format csv", never=("\n=", "\n+", "\n-", "\n@", ";=", ";@", ";+", '"='),
    ),
    "formulas in the ledger of promises": Case(
        {"e.json": chat(text="=HYPERLINK(1): до 1 мая построим мост.")},
        "promises e.json --format csv", never=("\n=", ";=", ';"='),
    ),
    "addresses in SARIF": Case(
        {"http:/a b.md": POST, "%2e%2e/x?y#z.md": POST}, "check . --format sarif",
        never=('"uri": "http:', '"uri": "%2e%2e', "?y"),
    ),
    "signs that XML forbids": Case({"a.md": f"{POST} ]]> \x0b \ufffe &amp; <!!!"}, "check a.md --format junit"),
    # Paths
    "a link out of the folder": Case(
        {"d/a.md": POST, "d/b.md": link("../../secret.txt")}, "check d", never=("ТАЙНА",)
    ),
    "a linked folder": Case({"d/a.md": POST, "d/up": link("../..")}, "check d", never=("ТАЙНА",)),
    "a link to itself": Case({"d/a.md": POST, "d/b.md": link("b.md")}, "check d"),
    "a picture out of the folder": Case(
        {"a.md": f"---\nattachments: [../secret.png, /etc/passwd, /dev/zero]\n---\n{POST}"}
    ),
    "rules out of the folder of govpost.yaml": Case(
        {"govpost.yaml": "rules: [../.., /etc]", "a.md": POST}, code=(2,), says="govpost.yaml"
    ),
    "a rule behind a link": Case(
        {**own_rule(), "r/living-language/x.yaml": link("../../../secret.txt")},
        "check a.md --rules r", never=("ТАЙНА",), code=(0, 1, 2),
    ),
    "a draft that is a device": Case({"a.md": link("/dev/zero")}, "check .", code=(2,)),
    "a direction override and a newline in the name of a mended file": Case(
        {"\u202egpj\n::error::.md": "Приходите!!!! На Mосковской."}, "check . --diff", code=(1,),
    ),
    "a file to mend whose name is no UTF-8": Case(
        {"a\udcff.md": "Приходите!!!! На Mосковской."}, "check . --fix", code=(2,), says="такого файла или папки нет",
    ),
    "a day after which there is none": Case(
        {"e.json": chat()}, "history e.json --as-of 9999-12-31", code=(2,), says="год 9999 не подходит",
    ),
    "a day before which there is none": Case(
        {"e.json": chat()}, "promises e.json --until 0001-01-01", code=(2,), says="год 1 не подходит",
    ),
    "a time zone that is a path": Case(
        {"e.json": chat()}, "history e.json --timezone ../../etc/passwd", code=(2,), says="нет; например",
    ),
    "an absurd number of processes": Case(
        {"e.json": chat()}, f"history e.json --jobs {'9' * 5000}", code=(2,), says="от 1 до 64",
    ),
    "a year that no calendar has": Case({"a.md": f"---\ndate: 99999-01-01\n---\n{POST}"}, code=(2,)),
    "the last day of the calendar": Case(
        {"a.md": f"---\ndate: 9999-12-31\n---\nПочиним послезавтра, через неделю и через 900 лет. {POST}"}
    ),
    "a value of a mistake without end": Case(
        {"a.md": f"---\ndate: {'9' * 20_000}\n---\n{POST}"}, never=("9" * 1001,), code=(2,),
    ),
    "a table of a hundred thousand columns": Case(
        {"e.csv": "date,text," + ",".join(map(str, range(100_000))) + "\n2026-03-02," + POST + "," * 99_999},
        "history e.csv",
    ),
    "escapes in the title of a rule": Case(
        own_rule(title="П\x1b[31m ::error::взлом", match={"patterns": ["{дорога}"]}),
        "check a.md --rules r --format github", code=(0, 1, 2),
    ),
    "a direction override in the name of a rule": Case(
        {"r/living-language/\u202ex.yaml": rule(id="living-language/\u202ex"), "a.md": POST},
        "rules check r", code=(2,), says="в имени файла не только буквы",
    ),
    "a Word file to comment whose name is no UTF-8": Case(
        {"a\udcff.docx": word(BODY % POST.encode())}, "check . --annotate out.docx", code=(2,),
        says="такого файла или папки нет",
    ),
    "the report over a draft": Case(
        {"a.md": POST}, "check a.md --format json --output a.md", code=(2,), says="проверяемый"
    ),
    "a draft named like an option": Case({"--fix.md": POST}, "check ."),
    "a revision like an option": Case(
        {"a.md": POST}, "check . --changed-since --output=pwned", code=(2,), never=("fatal:",)
    ),
    # Encodings and sizes
    "NUL in a draft": Case({"a.md": f"Мост\x00 {POST}"}, code=(0, 1, 2)),
    "half a character": Case({"a.md": POST.encode()[:-1] + b"\xd0"}, code=(0, 1, 2)),
    "lone surrogates in JSON": Case(
        {"a.jsonl": '{"id": "\\udc00", "text": "Мост \\ud800 осуществляет проверку"}\n'},
        "check a.jsonl --format json",
    ),
    "a line of a megabyte": Case({"a.md": "осуществляет проверку дорог " * 20_000}),
    "a word of a megabyte": Case({"a.md": "а" * 1_000_000}),
    "a million brackets": Case({"a.md": "(" * 300_000 + "«" * 300_000 + POST}),
    "a million full stops": Case({"a.md": ". " * 300_000 + "!" * 300_000 + POST}),
    "accents without end": Case({"a.md": "а" + "\u0301" * 200_000 + POST}),
    "deep JSON": Case({"a.jsonl": '{"text": ' + "[" * 100_000 + "\n"}, "check a.jsonl", code=(2,)),
    "a number of a million digits": Case(
        {"a.jsonl": '{"text": "Мост.", "id": ' + "1" * 1_000_000 + "}\n"}, "check a.jsonl", code=(0, 1, 2)
    ),
    "a deep export": Case({"e.json": '{"messages": ' + "[" * 100_000}, "history e.json", code=(2,)),
    "dates out of range": Case(
        {"e.json": chat(date_unixtime="9" * 30, date="99999-99-99T99:99:99")}, "history e.json",
        code=(0, 1, 2),
    ),
    "an export with what is no text": Case(
        {"e.json": json.dumps({"response": {"items": [*WALL["items"], {"id": {}, "text": [[]]}, 5]}})},
        "history e.json",
    ),
    "names and phones of readers": Case(
        {"e.json": chat(text="Иванов Пётр с Лесной 5, кв. 7, телефон 8 912 345-67-89, просит починить.")},
        "history e.json", never=("345-67-89",),
    ),
    # YAML
    "anchors that explode": Case({"a.md": f"---\ntags: {_BILLION}---\n{POST}"}, code=(2,), says="якоря"),
    "deep YAML": Case({"a.md": "---\ntags: " + "[" * 50_000 + f"\n---\n{POST}"}, code=(2,)),
    "tags that make objects": Case(
        {"a.md": f"---\nkind: !!python/object/apply:os.system [touch pwned]\n---\n{POST}"},
        code=(2,), says="тег",
    ),
    "a front matter of megabytes": Case(
        {"a.md": "---\n" + "".join(f"k{n}: {n}\n" for n in range(200_000)) + f"---\n{POST}"}, code=(2,)
    ),
    "a front matter without an end": Case({"a.md": "---\n" * 1 + "a: b\n" * 200_000}, code=(2,)),
    # Word
    "a Word file with an external entity": Case(
        {"a.docx": word(ENTITY)}, "check a.docx", never=("root:",), code=(0, 1, 2)
    ),
    "a Word file with a billion laughs": Case({"a.docx": word(LAUGHS)}, "check a.docx", code=(0, 1, 2)),
    "a zip bomb": Case({"a.docx": word(BODY % (b"a" * 300_000_000))}, "check a.docx", code=(2,)),
    "a Word file with paths upwards": Case(
        {"a.docx": docx({"../../pwned": b"x", "[Content_Types].xml": TYPES})}, "check a.docx", code=(2,)
    ),
    # Rules of strangers
    "a run-away expression": Case(
        own_rule(match={"patterns": [{"regex": "(а+)+б"}]}), "check a.md --rules r", code=(2,)
    ),
    "an expression that is only slow": Case(
        own_rule(match={"patterns": [{"regex": "(?:а|аа){1,90}[бг]"}]}), "check a.md --rules r",
        code=(2,), says="own.yaml: регулярное выражение",
    ),
    "an expression that fills the memory": Case(
        own_rule(match={"patterns": [{"regex": "(?:" * 60 + "а" + "){2}" * 60}]}),
        "check a.md --rules r", code=(2,), says="слишком велико",
    ),
    "an expression with a thousand brackets": Case(
        own_rule(match={"patterns": [{"regex": "(?:" * 3000 + "а" + ")" * 3000}]}),
        "check a.md --rules r", code=(2,),
    ),
    "a formula that computes for ever": Case(
        own_rule(match=None, measure={"each": "post", "value": "9 ** 9 ** 9 ** 9 + words",
                                      "bands": [{"to": 1, "points": 0}, {"points": -1}]}),
        "check a.md --rules r", code=(2,),
    ),
    "a formula that asks for code": Case(
        own_rule(match=None, measure={"each": "post", "value": "__import__('os').system('touch pwned')",
                                      "bands": [{"points": -1}]}),
        "check a.md --rules r", code=(2,),
    ),
    "a message that reads attributes": Case(
        own_rule(message="{match.__class__.__mro__}", match={"patterns": ["служба"]}),
        "check a.md --rules r", never=("object", "<class"), code=(2,), says="не имя",
    ),
    "a message padded to gigabytes": Case(
        own_rule(message="{match:9999999999}"), "check a.md --rules r", code=(2,), says="не имя"
    ),
    "a format for numbers on a word": Case(
        own_rule(message="{match:.1f}", match={"patterns": ["служба"]}), "check a.md --rules r"
    ),
    "a phrase with millions of expansions": Case(
        own_rule(match={"patterns": ["[а] (б|в|г|д) " * 30]}), "check a.md --rules r", code=(2,)
    ),
    "a phrase of brackets": Case(
        own_rule(match={"patterns": ["(" * 5000]}), "check a.md --rules r", code=(2,)
    ),
    # Permissions, baselines, caches
    "a hundred thousand permissions": Case({"a.md": f"{ALLOWS}\n" * 30_000 + POST}),
    "permissions that never end": Case({"a.md": "<!-- allow " * 100_000 + POST}),
    "a permission for everything": Case({"a.md": f"{POST} <!-- allow [a-z]*{'*a' * 40}: x -->"}),
    "a poisoned baseline": Case(
        {"a.md": POST, "b.json": '{"schema": "govpost-lint/baseline/1", "entries": [{"path": "../x", '
         '"rule": [], "version": 1e999, "fingerprint": {}}]}'},
        "check a.md --baseline b.json", code=(2,),
    ),
    "a deep baseline": Case(
        {"a.md": POST, "b.json": "[" * 100_000}, "check a.md --baseline b.json", code=(2,)
    ),
    "ignores that match nothing cheaply": Case(
        {"a.md": POST, "govpost.yaml": f"ignore: [{{rule: '{'*a' * 40}', reason: x, until: 2999-01-01}}]"},
        code=(0, 1, 2),
    ),
    "contacts that match everything": Case(
        {"a.md": f"{POST} Звоните Ивану: 8 912 345-67-89.", "govpost.yaml": "account: {contacts: ['*', '']}"},
        never=("345-67-89",), code=(0, 1, 2),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_hostile(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    case = CASES[name]
    (tmp_path / "secret.txt").write_text("ТАЙНА осуществляет проверку", "utf-8")
    folder = tmp_path / "work"
    for path, content in case.files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if callable(content):
            content(place)
        else:
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = contents(tmp_path)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    start = time.process_time()
    code = main(case.command.split())
    spent = time.process_time() - start
    shown = "".join(capfd.readouterr())
    assert code in case.code, shown[:1000]
    assert spent < LIMIT
    assert contents(tmp_path) == before
    odd = _ODD.search(shown)
    assert odd is None, ascii(shown[odd.start() - 40 : odd.end() + 40])
    assert "Traceback" not in shown
    assert "Сбой" not in shown
    if "github" not in case.command:
        assert not re.search(r"^::", shown, re.MULTILINE)
    for text in case.never:
        assert text not in shown, text
    assert case.says in shown


def contents(folder: Path) -> dict[str, int]:
    """Return every file below ``folder``, links not followed, with a hash of its content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or path.is_file():
            found[str(path)] = 0 if path.is_symlink() else hash(path.read_bytes())
    return found


def test_the_catalogue_is_long_enough() -> None:
    assert len(CASES) >= 40
