"""Word files: read by paragraph, passed back with comments; damaged ones are said in one line."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LINES = [
    "Завтра меняем трубу.",
    "",
    "Служба осуществляет проверку труб и дорог.",
    "Отдел осуществляет проверку.",
    "Меняем трубу!!!",
]


def linked(paragraph, text: str) -> None:
    """Add a link of one run, as Word does."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "начало")
    run = OxmlElement("w:r")
    part = OxmlElement("w:t")
    part.text = text
    run.append(part)
    link.append(run)
    paragraph._p.append(link)


@pytest.fixture
def word(tmp_path: Path) -> Path:
    file = docx.Document()
    file.add_paragraph(LINES[0])
    file.add_paragraph("")
    third = file.add_paragraph("Служба осу")
    third.add_run("ществляет про").bold = True
    linked(third, "верку")
    third.add_run(" труб\nи дорог.")
    table = file.add_table(rows=1, cols=2)
    table.cell(0, 0).text = LINES[3]
    table.cell(0, 1).text = LINES[4]
    file.save(str(tmp_path / "post.docx"))
    return tmp_path / "post.docx"


def commented(file: WordFile) -> list[tuple[str, str]]:
    """Return the text under each comment, and the first line of what it says."""
    found = []
    for comment in file.comments:
        inside, text = False, ""
        for element in file.element.body.iter():
            number = element.get(qn("w:id"))
            if element.tag == qn("w:commentRangeStart") and number == str(comment.comment_id):
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and number == str(comment.comment_id):
                inside = False
            elif inside and element.tag == qn("w:t"):
                text += element.text or ""
        found.append((text, comment.text.split("\n")[0]))
    return found


def test_a_line_of_the_report_is_a_paragraph(run, word) -> None:
    done = run("check", "post.docx", "--format", "json", "--fail-on", "never")
    [document] = json.loads(done.stdout)["documents"]
    places = [(f["line"], f["column"], f["text"]) for f in document["findings"]]
    assert places == [
        (3, 8, "осуществляет проверку"),
        (4, 7, "осуществляет проверку"),
        (5, 13, "!!!"),
    ]


def test_comments_stand_at_the_findings(run, word, tmp_path) -> None:
    before = word.read_bytes()
    done = run("check", "post.docx", "--annotate", "back.docx", "--fail-on", "never")
    assert "back.docx: примечаний 3." in done.stderr
    assert word.read_bytes() == before
    back = docx.Document(str(tmp_path / "back.docx"))
    texts = [text for text, _ in commented(back)]
    assert texts == ["осуществляет проверку", "осуществляет проверку", "!!!"]
    assert all(says.endswith(".") for _, says in commented(back))
    again = json.loads(run("check", "back.docx", "--format", "json").stdout)
    original = json.loads(run("check", "post.docx", "--format", "json").stdout)
    for shown in (again, original):
        for document in shown["documents"]:
            del document["id"], document["path"]
    assert again == original


def test_lists_and_tables_in_tables_get_comments(run, tmp_path) -> None:
    file = docx.Document()
    file.add_heading("Итоги", 1)
    file.add_paragraph("Отдел осуществляет проверку.", style="List Bullet")
    file.add_paragraph("Служба\tосуществляет\tпроверку.", style="List Number")
    outer = file.add_table(rows=2, cols=2)
    outer.cell(0, 0).merge(outer.cell(0, 1)).text = "Меняем трубу!!!"
    inner = outer.cell(1, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "Район осуществляет проверку."
    file.save(str(tmp_path / "post.docx"))
    done = run("check", "post.docx", "--annotate", "back.docx", "--fail-on", "never")
    assert "back.docx: примечаний 4." in done.stderr
    texts = [text for text, _ in commented(docx.Document(str(tmp_path / "back.docx")))]
    phrase = "осуществляет проверку"
    assert texts == [phrase, phrase.replace(" ", ""), "!!!", phrase]  # a tab is no text


def test_word_files_are_never_fixed(run, word) -> None:
    before = word.read_bytes()
    assert run("check", "post.docx", "--unsafe-fixes", "--fail-on", "never").returncode == 0
    assert word.read_bytes() == before


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (80 << 20))
    return stream.getvalue()


def empty() -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


DAMAGED = [
    (b"PK\x03\x04 nothing", "это не файл Word или он повреждён"),
    (b"plain text", "это не файл Word или он повреждён"),
    (bomb(), "файл Word слишком велик"),
    (empty(), "в файле нет текста"),
]


@pytest.mark.parametrize(("data", "message"), DAMAGED, ids=["cut", "text", "bomb", "empty"])
def test_damaged_files(run, tmp_path, data, message) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    done = run("check", "a.docx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"a.docx: {message}.")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("target", ["post.docx", "nowhere/a.docx"])
def test_the_copy_goes_nowhere_else(run, word, target) -> None:
    before = word.read_bytes()
    done = run("check", "post.docx", "--annotate", target)
    assert done.returncode == 2
    assert done.stderr.count("\n") <= 2
    assert word.read_bytes() == before


def test_annotate_wants_one_word_file(run, tmp_path) -> None:
    (tmp_path / "a.md").write_text("Завтра меняем трубу.", "utf-8")
    done = run("check", "a.md", "--annotate", "b.docx")
    assert done.returncode == 2
    assert done.stderr == "--annotate: нужен один файл .docx. Назовите его одного.\n"
