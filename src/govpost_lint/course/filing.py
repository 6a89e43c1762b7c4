"""Whose a file is, and which attempt it belongs to: told from its path alone.

Moodle's «Download all submissions» is laid out by its mod/assign/classes/downloader.php (before
4.1: ``download_submissions`` of mod/assign/locallib.php):

- a folder «<full name>_<number>_assignsubmission_<plugin>» a student (in older ones with «_» at the
  end), or files «…_<plugin>_<file name>» where folders were switched off; online text is
  «onlinetext.html»; the number is that of «Participant 12345» in the grading worksheet;
- under blind marking everybody has the name «Participant», in Russian «Участник»;
- a group hands in as «<group>_<number of the group>_…», those without a group without a number;
- the dates in the archive are of the download, not of the handing in, as
  files/classes/local/archive_writer/zip_writer.php streams it: they are passed over. The worksheet
  has the true ones, and may be given as the class list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from govpost_lint.course.entries import Entry
from govpost_lint.course.histories import EXPORTS
from govpost_lint.course.roster import Student, key_of, participant

_MOODLE = re.compile(r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_[a-z]+(?:_.*)?\Z")
_ATTEMPT = re.compile(r"(?P<name>.+)\.(?P<number>\d{1,2})\Z")
_NUMBER = re.compile(r"\d{1,2}\Z")
_NAMELESS = frozenset({"participant", "участник"})


@dataclass(frozen=True, slots=True)
class Filed:
    """An entry, whose it is (name, and number in Moodle) and which attempt it belongs to."""

    student: str
    id: str
    attempt: int
    entry: Entry


def file_all(entries: Iterable[Entry], of_account: bool) -> list[Filed]:
    """Tell whose each file is; students of the same name in Moodle keep their numbers.

    Args:
        entries: the files.
        of_account: whether a folder may hold a month of posts: «02.md» is no second attempt there.
    """
    filed = [_file(entry, of_account) for entry in entries]
    numbers: dict[str, set[str]] = defaultdict(set)
    for one in filed:
        numbers[key_of(one.student)].add(one.id)
    return [
        replace(one, student=f"{one.student} {one.id}")
        if one.id and (key_of(one.student) in _NAMELESS or len(numbers[key_of(one.student)]) > 1)
        else one
        for one in filed
    ]


def student_key(filed: Filed, roster: Iterable[Student]) -> str:
    """Return the key of the listed student that a name means: in any order of its words, or an id.

    «Анна Иванова» is «Иванова Анна» unless the list has two such names.
    """
    key = key_of(filed.student)
    students = {key_of(student.name): student for student in roster}
    if key in students:
        return key
    if filed.id:
        same = [name for name, one in students.items() if participant(one.id) == filed.id]
        if len(same) == 1:
            return same[0]
    words = sorted(key.split())
    same = [name for name in students if sorted(name.split()) == words]
    if len(same) != 1:
        ids = {filed.id, key} - {""}
        same = [name for name, student in students.items() if student.id.casefold() in ids]
    return same[0] if len(same) == 1 else key


def _file(entry: Entry, of_account: bool) -> Filed:
    top, *rest = entry.path
    stem = PurePosixPath(top).stem if not rest else top
    moodle = _MOODLE.match(top)
    if moodle:
        name = moodle["name"].replace("_", " ")
        return Filed(name, moodle["id"] or "", 1, replace(entry, moment=None))
    if rest:
        return Filed(_shown(stem), "", _attempt(rest, of_account), entry)
    attempt = _ATTEMPT.match(stem)
    if attempt:
        return Filed(_shown(attempt["name"]), "", int(attempt["number"]), entry)
    return Filed(_shown(stem), "", 1, entry)


def _attempt(inside: list[str], of_account: bool) -> int:
    """Return the number of a folder «2» or file «2.md» in the folder of a student; 1 without."""
    name = PurePosixPath(inside[0])
    number = name.name if len(inside) > 1 else name.stem
    post = of_account and (
        number.startswith("0") or (len(inside) == 1 and name.suffix.lower() not in EXPORTS)
    )
    return int(number) if _NUMBER.match(number) and not post else 1


def _shown(name: str) -> str:
    return " ".join(name.replace("_", " ").split())
