"""Files of ``govpost-lint grade``: where each goes, and whether a gradebook there is confirmed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govpost_lint.cli.output import complain, opened, opened_bytes, say
from govpost_lint.errors import ExitCode, InputError
from govpost_lint.opening import read_input

if TYPE_CHECKING:
    from govpost_lint.course.gradebook import Gradebook

_GRADEBOOKS = {
    "csv": ("gradebook_csv", "gradebook.csv"),
    "xlsx": ("gradebook_xlsx", "gradebook.xlsx"),
    "json": ("gradebook_json", "gradebook.json"),
    "moodle": ("moodle", "moodle.csv"),
}
_FEEDBACK = {"html": "feedback_page", "docx": "feedback_docx", "md": "feedback_markdown"}
_BINARY = frozenset({"xlsx", "docx"})
_NO_NAME = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_LONGEST = 60
_FINGERPRINT_TITLE = "отпечаток"
_FINGERPRINT = {
    "rules": "правила",
    "assignment": "задание",
    "overrides": "решения преподавателя или работы прошлых лет",
    "dictionary": "словарь",
    "version": "версия программы",
}


def write_files(
    gradebook: Gradebook, folder: Path, forms: Iterable[str], feedback: Iterable[str]
) -> None:
    """Write gradebooks and feedback into ``folder``, made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if feedback:
            (folder / "feedback").mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder}: папка не создаётся ({error.strerror}). Проверьте путь и права."
        ) from None
    for form in dict.fromkeys(forms):
        path = folder / _GRADEBOOKS[form][1]
        _write(path, rendered(gradebook, form))
        complain(f"Ведомость записана: {path.as_posix()}")
        if form == "moodle":
            _warn_of_moodle(gradebook)
    for form in dict.fromkeys(feedback):
        module = import_module(f"govpost_lint.reporters.course.{_FEEDBACK[form]}")
        for student, name in zip(gradebook.students, _file_names(gradebook), strict=True):
            path = folder / "feedback" / f"{name}.{form}"
            if form in _BINARY:
                with opened_bytes(path.as_posix()) as raw:
                    module.write(gradebook, student, raw)
            else:
                with opened(path.as_posix()) as stream:
                    module.write(gradebook, student, stream)
        complain(f"Отзывы записаны: {(folder / 'feedback').as_posix()}, .{form}")


def _warn_of_moodle(gradebook: Gradebook) -> None:
    from govpost_lint.reporters.course import moodle

    unknown = moodle.unknown(gradebook)
    if unknown:
        more = f" и ещё {len(unknown) - 3}" if len(unknown) > 3 else ""
        complain(
            f"Moodle не узнает слушателей: {', '.join(unknown[:3])}{more}. Возьмите архив работ из "
            "Moodle или его ведомость вместо списка группы: там есть номер, «Participant 12345»."
        )


def rendered(gradebook: Gradebook, form: str) -> bytes:
    """Return a gradebook of one format."""
    module = import_module(f"govpost_lint.reporters.course.{_GRADEBOOKS[form][0]}")
    raw = io.BytesIO()
    if form in _BINARY:
        module.write(gradebook, raw)
    else:
        stream = io.TextIOWrapper(raw, encoding="utf-8", newline="", write_through=True)
        module.write(gradebook, stream)
        stream.detach()
    return raw.getvalue()


def _write(path: Path, data: bytes) -> None:
    with opened_bytes(path.as_posix()) as stream:
        stream.write(data)


def _file_names(gradebook: Gradebook) -> Iterator[str]:
    """Yield a name for the file of each student: safe on every system, no two the same."""
    taken: set[str] = set()
    for student in gradebook.students:
        name = _NO_NAME.sub("_", student.name).strip(" .")[:_LONGEST].strip(" .") or "без имени"
        name = f"_{name}" if _RESERVED.match(name) else name
        base, number = name, 2
        while name.casefold() in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name.casefold())
        yield name


def verified(gradebook: Gradebook, path: Path) -> ExitCode:
    """Compare a gradebook that somebody keeps with the one just made, and say what differs."""
    kept = read_input(path)
    form = _form_of(path, kept)
    made = rendered(gradebook, form)
    if kept == made:
        count = len(gradebook.students)
        say(f"Ведомость подтверждена: строк {count}, отпечаток {gradebook.fingerprint.short}.")
        return ExitCode.CLEAN
    differences = list(
        _of_json(kept, made, path) if form == "json" else _of_table(kept, made, form)
    )
    for line in differences or ["содержимое файла другое"]:
        say(f"Не совпало: {line}")
    return ExitCode.FINDINGS


def _form_of(path: Path, kept: bytes) -> str:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return "csv" if kept.startswith(b"\xef\xbb\xbf") else "moodle"
    if suffix in (".json", ".xlsx"):
        return suffix[1:]
    raise InputError(f"{path.as_posix()}: не ведомость. Подойдёт .json, .csv или .xlsx.")


def _of_json(kept: bytes, made: bytes, path: Path) -> Iterator[str]:
    try:
        old: dict[str, Any] = json.loads(kept)
        marks, fingerprint = _marks(old), dict(old["fingerprint"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InputError(f"{path.as_posix()}: это не ведомость govpost-lint.") from None
    new = json.loads(made)
    for key, title in _FINGERPRINT.items():
        if fingerprint.get(key) != new["fingerprint"][key]:
            yield f"{title} — другой отпечаток"
    points = {one["name"]: one["points"] for one in new["students"]}
    for one in old["students"]:
        if points.get(one["name"]) not in (None, one.get("points")):
            yield f"{one['name']}: баллы за строки задания другие"
    recomputed = _marks(new)
    for name in sorted({*marks, *recomputed}):
        was, now = marks.get(name, "строки нет"), recomputed.get(name, "строки нет")
        if was != now:
            yield f"{name}: в ведомости {was}, пересчёт даёт {now}"


def _marks(book: dict[str, Any]) -> dict[str, str]:
    return {
        str(one["name"]): f"{one['mark'] or '—'} ({one['total']}), {one['status']}"
        for one in book["students"]
    }


def _of_table(kept: bytes, made: bytes, form: str) -> Iterator[str]:
    if form in _BINARY:
        return
    separator = ";" if form == "csv" else ","
    tables = []
    for data in (kept, made):
        text = data.decode("utf-8-sig", "replace")
        tables.append(list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))
    old, new = tables
    if not old or not old[0] or old[0] != new[0]:
        yield "заголовок таблицы: задание другое, или это не ведомость govpost-lint"
        return
    for number in range(1, max(len(old), len(new))):
        was = old[number] if number < len(old) else []
        now = new[number] if number < len(new) else []
        name = (now or was or [""])[0]
        if not was or not now:
            yield f"{name}: строки нет в {'пересчёте' if was else 'ведомости'}"
        cells = [
            f"{title} — было {a or 'пусто'}, пересчёт даёт {b or 'пусто'}"
            for title, a, b in zip(new[0], was, now, strict=False)
            if a != b and max(len(a), len(b)) <= _LONGEST and title != _FINGERPRINT_TITLE
        ]
        if cells:
            yield f"{name}: {'; '.join(cells)}"
    yield "отпечаток или примечания: правила, задание, решения или версия другие"
