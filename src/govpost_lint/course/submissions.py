"""Works of students from a folder, an archive or Moodle's download: who handed in what, and when.

Nothing that a student may hand in stops the reading: what cannot be read is a work with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from govpost_lint.account import History
from govpost_lint.course.assignment import Assignment
from govpost_lint.course.entries import Entry, read_entries
from govpost_lint.course.filing import Filed, file_all, student_key
from govpost_lint.course.histories import EXPORTS, read_month
from govpost_lint.course.roster import Student, key_of, read_roster
from govpost_lint.course.visible import visible
from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.model import Document
from govpost_lint.sources import docx, html, jsonl, text
from govpost_lint.sources.decoding import decode

_MANY_FILES = 3
"""Files of one work that are named; of more only the first and the last."""

READABLE = (*text.SUFFIXES, *docx.SUFFIXES, *jsonl.SUFFIXES, *html.SUFFIXES)


@dataclass(frozen=True, slots=True)
class Work:
    """One attempt.

    Attributes:
        number: as the student numbered it, from 1; name: its file or files.
        documents: what a reader sees of each text; empty where nothing could be read.
        history: of an account, where the assignment asks for one, as its readers see it.
        submitted: when it was handed in, where that is known.
        reason: why nothing could be read; empty otherwise. notes: remarks, Russian.
    """

    number: int
    name: str
    documents: tuple[Document, ...]
    submitted: datetime | None
    reason: str = ""
    notes: tuple[str, ...] = ()
    history: History | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """What one student handed in; no works: nothing."""

    name: str
    id: str = ""
    email: str = ""
    works: tuple[Work, ...] = ()
    notes: tuple[str, ...] = ()


def read_submissions(
    path: str | Path, assignment: Assignment, class_list: str | Path | None = None
) -> tuple[Submission, ...]:
    """Read the works of a class.

    Args:
        path: a folder or zip archive with a file or folder a student. Attempts are folders
            ``1``, ``2`` … or files ``name.1.md``, ``name.2.md``; Moodle's own names are known.
        assignment: tells what to read a file as, and the zone of times.
        class_list: CSV of all who should hand in; ``None``: those who did.

    Returns:
        The students by name, those of the class list without works too.

    Raises:
        InputError: folder, archive or class list cannot be read at all.
    """
    roster = read_roster(Path(class_list), assignment.zone) if class_list is not None else None
    filed = file_all(read_entries(Path(path)), assignment.of_account)
    by_student: dict[str, list[Filed]] = {}
    for one in filed:
        by_student.setdefault(student_key(one, roster or ()), []).append(one)
    found = {key: _submission(own, assignment) for key, own in by_student.items()}
    if roster is not None:
        listed = {key_of(student.name) for student in roster}
        for key in found.keys() - listed:
            found[key] = replace(found[key], notes=("нет в списке группы",))
        for student in roster:
            key = key_of(student.name)
            found[key] = _enlisted(student, found.get(key))
    return tuple(sorted(found.values(), key=lambda one: key_of(one.name)))


def read_earlier(path: str | Path, assignment: Assignment) -> dict[str, str]:
    """Return the visible text of each work of earlier years by file; unreadable ones are left out.

    Raises:
        InputError: the folder or archive cannot be read at all.
    """
    found = {}
    for entry in read_entries(Path(path)):
        try:
            texts = _texts(entry, assignment)
        except InputError:
            continue
        found[entry.name] = "\n\n".join(texts)
    return found


def _texts(entry: Entry, assignment: Assignment) -> list[str]:
    if assignment.of_account and entry.suffix in EXPORTS:
        history, _ = read_month([entry], assignment)
        return [post.text for post in history.posts]
    return [visible(document)[0].text for document in _documents(entry)]


def _enlisted(student: Student, found: Submission | None) -> Submission:
    known = found or Submission(student.name)
    works = tuple(
        replace(work, submitted=student.submitted)
        if student.submitted is not None and number == len(known.works)
        else work
        for number, work in enumerate(known.works, 1)
    )
    identity = known.id or student.id  # the number by which Moodle takes the grade back
    return replace(known, name=student.name, id=identity, email=student.email, works=works)


def _submission(filed: list[Filed], assignment: Assignment) -> Submission:
    attempts: dict[int, list[Entry]] = {}
    for one in filed:
        attempts.setdefault(one.attempt, []).append(one.entry)
    works = tuple(
        _work(place, entries, assignment)
        for place, (_, entries) in enumerate(sorted(attempts.items()), 1)
    )
    number = next((f"Participant {one.id}" for one in filed if one.id), "")
    return Submission(filed[0].student, number, works=works)


def _work(number: int, entries: list[Entry], assignment: Assignment) -> Work:
    zone = assignment.zone
    moments = [entry.moment for entry in entries if entry.moment is not None]
    submitted = max(moments).replace(tzinfo=zone) if moments and zone else None
    name = ", ".join(entry.name for entry in entries)
    if assignment.of_account:
        return _month(Work(number, name, (), submitted), entries, assignment)
    documents: list[Document] = []
    problems: list[str] = []
    notes: list[str] = []
    for entry in entries:
        try:
            read = _documents(entry)
        except InputError as error:
            problems.append(str(error))
            continue
        for document in read:
            seen, remarks = visible(document)
            notes.extend([*document.notes, *remarks])
            if seen.text.strip():
                documents.append(_as_asked(seen, assignment))
            else:
                problems.append(f"{entry.name}: видимого текста нет")
    if not documents:
        reason = "; ".join(problem.rstrip(".") for problem in problems) or "текста нет"
        return Work(number, name, (), submitted, reason, tuple(dict.fromkeys(notes)))
    if len(documents) > 1:
        chosen = max(documents, key=lambda one: (len(one.text.split()), one.id))
        notes.append(f"текстов в работе {len(documents)}, оценён самый длинный: {chosen.id}")
        documents = [chosen]
    return Work(
        number, name, tuple(documents), submitted, notes=tuple(dict.fromkeys([*notes, *problems]))
    )


def _month(work: Work, entries: list[Entry], assignment: Assignment) -> Work:
    try:
        history, notes = read_month(entries, assignment)
    except InputError as error:
        return replace(work, reason=str(error).rstrip("."))
    if len(entries) > _MANY_FILES:
        work = replace(work, name=f"{entries[0].name} … {entries[-1].name}, файлов {len(entries)}")
    return replace(work, history=history, notes=tuple(dict.fromkeys(notes)))


def _documents(entry: Entry) -> list[Document]:
    """Read one file.

    Raises:
        InputError: nothing in it can be read.
    """
    if entry.problem:
        raise InputError(f"{entry.name}: {entry.problem}")
    if not entry.data:
        raise InputError(f"{entry.name}: файл пуст")
    suffix = entry.suffix
    if suffix in jsonl.SUFFIXES:
        read = list(jsonl.read_jsonl(entry.data, entry.name, ""))
        documents = [one for one in read if isinstance(one, Document)]
        if not documents:
            raise next(one for one in read if isinstance(one, InputError))
        return documents
    if suffix in docx.SUFFIXES:
        # Its note explains line numbers, which no gradebook shows.
        return [replace(docx.read_docx(entry.data, entry.name, "", visible=True), notes=())]
    if suffix in html.SUFFIXES:
        return [html.read_html(entry.data, entry.name, "")]
    if suffix in text.SUFFIXES or not suffix:
        return [_plain(entry)]
    raise InputError(f"{entry.name}: такой формат не читается, подойдут {', '.join(READABLE)}")


def _plain(entry: Entry) -> Document:
    """Read a text; front matter with mistakes is no reason not to grade what follows it."""
    try:
        return text.read_text(entry.data, entry.name, "")
    except ConfigErrors:
        content, notes = decode(entry.data, entry.name)
        return Document(entry.name, content, notes=(*notes, "шапка с ошибкой оценена как текст"))


def _as_asked(document: Document, assignment: Assignment) -> Document:
    """Return the document as what the assignment asks for, whatever it calls itself."""
    answers = assignment.source if assignment.kind == "reply" else ""
    return replace(
        document,
        path="",
        kind=assignment.document_kinds[0],
        platform=assignment.platform,
        reply_to=answers,
    )
