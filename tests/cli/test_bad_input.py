"""Bad input: what is said and with which exit code. The table of the product's promises."""

import shutil
from pathlib import Path

import pytest

RULES = Path(__file__).parent / "rules"
TEXT = "Завтра меняем трубу на Садовой.\n"
BROKEN_RULE = "id: sincerity/broken\nversion: 1\ntitel: Опечатка\n"

# what it is, arguments, exit code, what standard error begins with
TABLE = [
    ("empty", "empty.md", 2, "empty.md: черновик пуст. Добавьте текст поста."),
    ("spaces only", "spaces.md", 2, "spaces.md: в черновике одни пробелы. Добавьте текст поста."),
    ("binary", "photo.md", 2, "photo.md: это не текстовый файл. Сохраните черновик как обычный"),
    ("UTF-16", "utf16.txt", 0, ""),
    ("CP1251", "cp1251.txt", 0, ""),
    ("BOM", "bom.txt", 0, ""),
    ("no such file", "poost.md", 2, "poost.md: такого файла или папки нет; возможно, «post.md»."),
    ("folder without drafts", "photos", 2, "photos: в папке нет черновиков. Подойдут файлы .md,"),
    ("unknown format", "post.odt", 2, "post.odt: такой формат не читается. Подойдут файлы .md,"),
    ("10,000 lines", "lines.txt", 0, ""),
    (
        "front matter not closed",
        "open.md",
        2,
        "open.md:1:1: шапка не закрыта\n    ---\n    ^\n  → закройте её второй строкой «---»",
    ),
    (
        "front matter is no YAML",
        "broken.md",
        2,
        "broken.md:2:14: лишнее двоеточие\n    author: Глава: города\n                 ^",
    ),
    (
        "unknown kind",
        "kind.md",
        2,
        "kind.md:2:7: вид текста: неизвестное значение «repli»\n    kind: repli\n          ^\n"
        "  → возможно, «reply»",
    ),
    ("unknown key", "key.md", 2, "key.md:2:1: неизвестный ключ «knd»"),
    (
        "broken record",
        "records.jsonl",
        2,
        "records.jsonl:2:8: строка не разобрана как JSON. Исправьте или удалите её.\n",
    ),
    (
        "broken rule file",
        "post.md --rules broken",
        2,
        "broken/sincerity/broken.yaml:1:1: нет обязательного ключа",
    ),
    ("no rule folder", "post.md --rules nowhere", 2, "nowhere: папки с правилами нет"),
    ("unknown profile", "post.md --profile strikt", 2, "--profile: профиля «strikt» нет"),
    (
        "unknown option",
        "post.md --knd reply",
        2,
        "Нет параметра --knd; возможно, --kind. Справка: govpost-lint check --help\n",
    ),
    (
        "unknown value",
        "post.md --kind repli",
        2,
        "Параметр --kind: неизвестное значение «repli»; возможно, «reply». Справка:",
    ),
    ("option without value", "post.md --kind", 2, "Параметр --kind: не указано значение. Справка:"),
    (
        "score out of range",
        "post.md --min-score 101",
        2,
        "Параметр --min-score: нужно число от 0 до 100, а не «101». Справка:",
    ),
    ("nothing to check", "", 2, "Не указано, что проверять: назовите файл, папку или «-»."),
    (
        "report over a draft",
        "post.md --output post.md",
        2,
        "post.md: это проверяемый файл. Назовите для отчёта другой.",
    ),
    (
        "report into no folder",
        "post.md --output no/where.txt",
        2,
        "no/where.txt: не удалось записать",
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "post.md": TEXT,
        "empty.md": "",
        "spaces.md": " \n\t\n",
        "photo.md": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "utf16.txt": TEXT.encode("utf-16"),
        "cp1251.txt": TEXT.encode("cp1251"),
        "bom.txt": b"\xef\xbb\xbf" + TEXT.encode(),
        "photos/a.jpg": b"\xff\xd8",
        "post.odt": b"PK",
        "lines.txt": TEXT * 10_000,
        "open.md": "---\nkind: post\n\nТекст.",
        "broken.md": "---\nauthor: Глава: города\n---\nТекст.",
        "kind.md": "---\nkind: repli\n---\nТекст.",
        "key.md": "---\nknd: reply\n---\nТекст.",
        "records.jsonl": '{"text": "Раз."}\n{"text"}\n{"text": "Два."}\n',
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    shutil.copytree(RULES, tmp_path / "broken")
    (tmp_path / "broken" / "sincerity" / "broken.yaml").write_text(BROKEN_RULE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("what", "args", "code", "message"), TABLE, ids=[r[0] for r in TABLE])
def test_bad_input(run, folder, what, args, code, message) -> None:
    done = run("check", *args.split())
    assert done.stderr.startswith(message)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    if not message:
        assert done.stderr == ""
    if what != "broken record":
        assert bool(done.stdout) is (code == 0)


def test_all_mistakes_of_rules_are_told_at_once(run, folder) -> None:
    done = run("check", "post.md", "--rules", "broken")
    assert "неизвестный ключ «titel»" in done.stderr
    assert "возможно, «title»" in done.stderr
    assert done.stderr.rstrip().rpartition("\n")[2].startswith("Ошибок: ")


def test_what_can_be_read_is_checked_beside_what_cannot(run, folder) -> None:
    done = run("check", "empty.md", "records.jsonl", "nowhere.md", "post.md", "--quiet")
    assert done.returncode == 2
    assert "Проверено: 3 текста." in done.stdout
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "empty.md",
        "records.jsonl",
        "nowhere.md",
    ]


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("cp1251.txt", "прочитано как CP1251; лучше сохранить файл в UTF-8"),
        ("utf16.txt", "прочитано как UTF-16"),
    ],
)
def test_another_encoding_is_noted(run, folder, name, note) -> None:
    assert f"Заметка: {note}." in run("check", name).stdout
    assert run("check", name, "--format", "json").stderr == f"{name}: {note}\n"


def test_five_megabytes_in_one_file(run, folder) -> None:
    calm = "Завтра на Садовой улице меняем трубу, вода вернётся к вечеру. " * 40
    line = f"{calm}Служба осуществляет проверку дорог.\n"
    (folder / "big.txt").write_text(line * (5_000_000 // len(line.encode()) + 1), "utf-8")
    done = run("check", "big.txt", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Пустой глагол" in done.stdout


def test_our_own_fault_is_one_line_and_exit_code_3(run, folder) -> None:
    (folder / "govpost_lint_fault.py").write_text(
        "import sys\nfrom govpost_lint.checking import Checker\n"
        "def judged(self, run, *rest, **options): raise KeyError(run.document.text)\n"
        "Checker.judged = judged\n"
        "from govpost_lint.cli import main\nsys.exit(main(sys.argv[1:]))\n",
        encoding="utf-8",
    )
    done = run("check", "post.md", program="govpost_lint_fault")
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.startswith("Сбой govpost-lint: KeyError, govpost_lint_fault.py:3.")
    assert done.stderr.count("\n") == 1
    assert "трубу" not in done.stderr
    done = run("check", "post.md", program="govpost_lint_fault", GOVPOST_DEBUG="1")
    assert "Traceback" in done.stderr
