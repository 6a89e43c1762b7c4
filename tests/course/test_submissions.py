"""Works of a class: who handed in what, from folders and archives, whatever strangers put there."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest

from govpost_lint.course.loading import load_assignment
from govpost_lint.course.submissions import read_submissions
from govpost_lint.errors import InputError
from tests.course.small import EXAMPLE, GOOD, Files, archive_of, folder_of, read


def word(text: str) -> bytes:
    stream = io.BytesIO()
    file = docx.Document()
    file.add_paragraph(text)
    file.save(stream)
    return stream.getvalue()


def texts(root: Path, files: Files) -> dict[str, list[str]]:
    found = read(root, files)
    return {
        name: [document.text for work in one.works for document in work.documents]
        for name, one in found.items()
    }


def test_formats(tmp_path: Path) -> None:
    assert texts(
        tmp_path,
        {
            "Анна.md": "---\nkind: story\n---\nМост.",
            "Борис.txt": "Мост.".encode("cp1251"),
            "Вера.docx": word("Мост."),
            "Глеб.jsonl": json.dumps({"text": "Мост."}),
            "Дина.html": "<p>Мост.</p><p style='display: none'>112</p>",
            "Ева": "Мост.",
        },
    ) == {name: ["Мост."] for name in ("Анна", "Борис", "Вера", "Глеб", "Дина", "Ева")}


def test_attempts_are_numbered_folders_or_files(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "Анна.2.md": "второй", "Анна.1.md": "первый", "Анна.10.md": "третий",
            "Борис/1/пост.md": "первый", "Борис/2/пост.md": "второй",
            "Вера/1.md": "первый", "Вера/2.md": "второй",
            "student_07.md": "седьмой",
        },
    )  # fmt: skip
    shown = {name: [w.documents[0].text for w in one.works] for name, one in found.items()}
    assert shown == {
        "student 07": ["седьмой"],
        "Анна": ["первый", "второй", "третий"],
        "Борис": ["первый", "второй"],
        "Вера": ["первый", "второй"],
    }


def test_moodle_archive(tmp_path: Path) -> None:
    path = archive_of(
        tmp_path,
        {
            "Иванова Анна_4711_assignsubmission_file_/пост.md": GOOD,
            "Ким Борис_4712_assignsubmission_onlinetext_/onlinetext.html": f"<p>{GOOD}</p>",
            "Лом Вера_4713_assignsubmission_file_работа.md": GOOD,
        },
    )
    found = read_submissions(path, load_assignment(EXAMPLE))
    assert [(one.name, one.id, len(one.works)) for one in found] == [
        ("Иванова Анна", "Participant 4711", 1),
        ("Ким Борис", "Participant 4712", 1),
        ("Лом Вера", "Participant 4713", 1),
    ]
    assert {one.works[0].documents[0].text for one in found} == {GOOD}
    assert found[0].works[0].submitted is None  # dates in it are of the download


def test_dates_of_other_archives_are_of_the_work(tmp_path: Path) -> None:
    (found,) = read_submissions(archive_of(tmp_path, {"Анна.md": GOOD}), load_assignment(EXAMPLE))
    moment = found.works[0].submitted
    assert moment is not None
    assert moment.isoformat() == "2026-04-12T09:30:00+03:00"


@pytest.mark.parametrize(
    ("names", "students"),
    [
        (  # folders of newer and older Moodle, folders switched off, folders in a submission
            ["Ким Анна_1_assignsubmission_file/a.md", "Лом Вера_2_assignsubmission_file_/b.md",
             "Мак Глеб_3_assignsubmission_file_в пост.md",
             "Ной Дарья_4_assignsubmission_file/папка/г.md"],
            [("Ким Анна", "1"), ("Лом Вера", "2"), ("Мак Глеб", "3"), ("Ной Дарья", "4")],
        ),
        (  # blind marking: one name for all
            ["Участник_12_assignsubmission_file/a.md", "Участник_13_assignsubmission_file/a.md"],
            [("Участник 12", "12"), ("Участник 13", "13")],
        ),
        (  # two of one name
            ["Ким Анна_1_assignsubmission_file/a.md", "Ким Анна_2_assignsubmission_file/a.md"],
            [("Ким Анна 1", "1"), ("Ким Анна 2", "2")],
        ),
        (["Группа по умолчанию_assignsubmission_file/a.md"], [("Группа по умолчанию", "")]),
    ],
)  # fmt: skip
def test_layouts_of_moodle(
    names: list[str], students: list[tuple[str, str]], tmp_path: Path
) -> None:
    path = archive_of(tmp_path, dict.fromkeys(names, GOOD))
    found = read_submissions(path, load_assignment(EXAMPLE))
    wanted = [(name, f"Participant {number}" if number else "") for name, number in students]
    assert [(one.name, one.id) for one in found] == wanted
    assert all(len(one.works) == 1 and one.works[0].documents for one in found)


RUSSIAN = "Идентификатор,{}Статус,Оценка,Последнее изменение (ответ)\nУчастник12,{},,"
ENGLISH = "Identifier,Status,Grade,Last modified (submission)\nParticipant 12,,,"


@pytest.mark.parametrize(
    "sheet",
    [
        RUSSIAN.format("Полное имя,", "Ким Анна,") + '"воскресенье, 12 апреля 2026, 21:30"\n',
        RUSSIAN.format("", "") + '"12 апреля 2026, 21:30"\n',
        ENGLISH + '"Sunday, 12 April 2026, 9:30 PM"\n',
    ],
)
def test_worksheet_knows_blind_works_by_number(sheet: str, tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text(sheet, "utf-8")
    path = archive_of(tmp_path, {"Участник_12_assignsubmission_file/a.md": GOOD})
    (one,) = read_submissions(path, load_assignment(EXAMPLE), roster)
    moment = one.works[0].submitted
    assert (one.id, moment and moment.isoformat()) == (
        "Participant 12", "2026-04-12T21:30:00+03:00",
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "utf-8"])
@pytest.mark.parametrize("name", ["Иванова Анна", "ёлкин пётр", "ЩЕРБАКОВА ЮЛИЯ", "работа 7"])
def test_archive_of_an_old_archiver(encoding: str, name: str, tmp_path: Path) -> None:
    path = archive_of(tmp_path, {"x" * len(name.encode(encoding)) + ".md": GOOD})
    data = path.read_bytes()
    raw = name.encode(encoding)
    path.write_bytes(data.replace(b"x" * len(raw), raw))
    found = read_submissions(path, load_assignment(EXAMPLE))
    assert [one.name for one in found] == [name]


REASONS: dict[str, tuple[Files, str]] = {
    "empty file": ({"А.md": ""}, r"А\.md: файл пуст"),
    "blanks only": ({"А.md": " \n\t"}, r"А\.md: в черновике одни пробелы"),
    "hidden text only": ({"А.md": "<!-- мост -->"}, r"А\.md: видимого текста нет"),
    "not a text": ({"А.md": b"\x00\x01\x02"}, r"А\.md: это не текстовый файл"),
    "broken Word file": ({"А.docx": b"PK\x03\x04"}, r"А\.docx: это не файл Word"),
    "unknown format": ({"А.pdf": b"%PDF-1.7"}, r"А\.pdf: такой формат не читается"),
    "archive inside": (
        {"А/work.zip": b"PK"},
        r"А/work\.zip: архив внутри работ не распаковывается",
    ),
    "broken lines": ({"А.jsonl": "{"}, r"А\.jsonl:1:2: строка не разобрана"),
    "page without text": ({"А.html": "<p hidden>мост</p>"}, r"А\.html: на странице нет текста"),
    "too big": ({"А.md": b"a" * (20 * 1024 * 1024 + 1)}, r"А\.md: файл больше 20 МБ"),
}


@pytest.mark.parametrize("case", REASONS)
def test_work_that_cannot_be_read_is_a_line_with_its_reason(case: str, tmp_path: Path) -> None:
    files, reason = REASONS[case]
    found = read(tmp_path, {**files, "Б.md": GOOD})
    assert not found["А"].works[0].documents
    assert re.search(reason, found["А"].works[0].reason)
    assert found["Б"].works[0].documents[0].text == GOOD


def test_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    works = folder_of(tmp_path, {"Б.md": GOOD})
    (tmp_path / "secret.md").write_text("тайна", "utf-8")
    (works / "А.md").symlink_to(tmp_path / "secret.md")
    found = read_submissions(works, load_assignment(EXAMPLE))
    assert "ссылка ведёт из папки" in found[0].works[0].reason


BAD_ARCHIVES: dict[str, tuple[Files, str]] = {
    "absolute path": ({"/etc/А.md": GOOD}, "путь «/etc/А.md» ведёт из архива"),
    "way up": ({"Б/../../А.md": GOOD}, "путь «Б/../../А.md» ведёт из архива"),
    "way up of Windows": ({"Б\\..\\А.md": GOOD}, "ведёт из архива"),
    "drive": ({"C:/А.md": GOOD}, "путь «C:/А.md» ведёт из архива"),
    "bomb": ({"А.md": b"a" * 15_000_000}, "раз больше себя, так бывает у «бомб»"),
    "thousands of files": ({f"{n}.md": b"a" for n in range(5001)}, "больше 5000 файлов"),
    "no works": ({"__MACOSX/._А.md": b"a", "README.txt": b"a"}, "работ нет"),
}


@pytest.mark.parametrize("case", BAD_ARCHIVES)
def test_bad_archive_is_refused_with_one_line(case: str, tmp_path: Path) -> None:
    files, message = BAD_ARCHIVES[case]
    path = archive_of(tmp_path, files)
    with pytest.raises(InputError) as caught:
        read_submissions(path, load_assignment(EXAMPLE))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert [one.name for one in tmp_path.iterdir()] == ["works.zip"], "nothing is unpacked"


def test_file_that_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "works.zip"
    path.write_bytes(b"PK no archive")
    with pytest.raises(InputError, match="это не архив zip или он повреждён"):
        read_submissions(path, load_assignment(EXAMPLE))
    with pytest.raises(InputError, match="такой папки или архива нет"):
        read_submissions(tmp_path / "нет", load_assignment(EXAMPLE))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_file_twice_in_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "works.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("А.md", "один")
        archive.writestr("А.md", "два")
    with pytest.raises(InputError, match=r"«А\.md» в архиве дважды"):
        read_submissions(path, load_assignment(EXAMPLE))


def test_spoiled_member_is_a_reason(tmp_path: Path) -> None:
    path = archive_of(tmp_path, {"А.md": GOOD, "Б.md": GOOD})
    data = bytearray(path.read_bytes())
    data[data.index("А.md".encode()) + 50] ^= 0xFF
    path.write_bytes(data)
    found = {one.name: one.works[0] for one in read_submissions(path, load_assignment(EXAMPLE))}
    assert found["А"].reason == "А.md: файл в архиве повреждён"
    assert found["Б"].documents


def test_class_list_names_those_who_handed_in_nothing(tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text(
        "ФИО;id;e-mail\nИванова Анна;1;a@example.org\nЁлкин Пётр;2;\nКим Вера;3;\n", "utf-8"
    )
    files = {"Анна_Иванова.md": GOOD, "елкин петр.md": GOOD, "Чужой.md": GOOD}
    found = read(tmp_path, files, class_list=roster)
    assert {
        name: (one.id, one.email, len(one.works), one.notes) for name, one in found.items()
    } == {
        "Ёлкин Пётр": ("2", "", 1, ()),
        "Иванова Анна": ("1", "a@example.org", 1, ()),
        "Ким Вера": ("3", "", 0, ()),
        "Чужой": ("", "", 1, ("нет в списке группы",)),
    }


def test_moodle_worksheet_is_a_class_list_with_times(tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text(
        "Identifier,Full name,Email address,Status,Grade,Last modified (submission)\n"
        'Participant 4711,Анна Иванова,a@example.org,,,"Sunday, 12 April 2026, 9:30 PM"\n',
        "utf-8",
    )
    path = archive_of(tmp_path, {"Анна Иванова_4711_assignsubmission_file_/a.md": GOOD})
    (one,) = read_submissions(path, load_assignment(EXAMPLE), roster)
    moment = one.works[0].submitted
    assert (one.id, moment and moment.isoformat()) == (
        "Participant 4711", "2026-04-12T21:30:00+03:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Анна;1\nАнна;2", "2: «Анна» уже есть"),
        ("ФИО;id\n;7", "2: нет имени"),
        ("ФИО;id\n", "список группы пуст"),
    ],
)
def test_bad_class_list(content: str, message: str, tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text(content, "utf-8")
    with pytest.raises(InputError, match=message):
        read(tmp_path, {"Анна.md": GOOD}, class_list=roster)
