"""``govpost-lint grade``: works of a class in; gradebook, feedback and a class report out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govpost_lint.cli.options import JOBS
from govpost_lint.cli.output import complain, opened, refuse_overwriting, say
from govpost_lint.cli.russian import Command, OneOf
from govpost_lint.errors import ExitCode, InputError

if TYPE_CHECKING:
    from govpost_lint.course.gradebook import Gradebook

FORMATS = ("csv", "xlsx", "json", "moodle")
FEEDBACK = ("html", "docx", "md")


@click.command(cls=Command)
@click.argument("assignment", metavar="ЗАДАНИЕ")
@click.argument("submissions", metavar="РАБОТЫ")
@click.option("--class", "class_list", metavar="ФАЙЛ", help="Список группы: CSV с именами.")
@click.option("--overrides", metavar="ФАЙЛ", help="Решения преподавателя: YAML.")
@click.option("--earlier", metavar="ПАПКА", help="Работы прошлых лет: сравнить с ними.")
@click.option("--output", metavar="ПАПКА", help="Куда записать ведомость и отзывы.")
@click.option(
    "--format",
    "forms",
    type=OneOf(FORMATS),
    multiple=True,
    help="Вид ведомости (csv); можно несколько.",
)
@click.option("--feedback", type=OneOf(FEEDBACK), multiple=True, help="Отзыв каждому слушателю.")
@click.option("--report", metavar="ФАЙЛ", help="Отчёт по группе: страница HTML.")
@click.option("--verify", metavar="ВЕДОМОСТЬ", help="Пересчитать и сравнить с этой ведомостью.")
@JOBS
def grade(
    assignment: str,
    submissions: str,
    class_list: str | None,
    overrides: str | None,
    earlier: str | None,
    output: str | None,
    forms: tuple[str, ...],
    feedback: tuple[str, ...],
    report: str | None,
    verify: str | None,
    jobs: int,
) -> ExitCode:
    """Оценить работы группы по заданию: ведомость, отзывы, отчёт.

    РАБОТЫ — папка, где у каждого слушателя файл или папка, или архив .zip, в том числе из Moodle.
    Разрешения, скрытый текст и шапки в работах на оценку не влияют.
    """
    if (forms or feedback) and output is None:
        message = "Не указано, куда писать: назовите папку в --output."
        raise click.UsageError(message, click.get_current_context())
    inputs = [path for path in (assignment, submissions, class_list, overrides, verify) if path]
    refuse_overwriting([report], inputs)
    _refuse_inside(output, submissions)
    gradebook = _graded(assignment, submissions, class_list, overrides, earlier, jobs)
    _warn_of_unapplied(gradebook)
    if output is not None:
        from govpost_lint.cli.gradebooks import write_files

        write_files(gradebook, Path(output), forms or ("csv",), feedback)
    if report is not None:
        _write_report(gradebook, report)
    if verify is not None:
        from govpost_lint.cli.gradebooks import verified

        return verified(gradebook, Path(verify))
    if output is None and report is None:
        _show(gradebook)
    return ExitCode.CLEAN


def _warn_of_unapplied(gradebook: Gradebook) -> None:
    from govpost_lint.reporters.course import line, unapplied

    for student in gradebook.students:
        for said in unapplied(gradebook, student):
            complain(f"{line(student.name)}: {said}.")


def _refuse_inside(output: str | None, submissions: str) -> None:
    """Refuse to put results among the works: the next run would take them for works."""
    if output is None or not os.path.isdir(submissions):
        return
    works, folder = os.path.realpath(submissions), os.path.realpath(output)
    if os.path.commonpath((works, folder)) == works:
        raise InputError(f"{output}: это внутри папки с работами. Назовите другую папку.")


def _graded(
    path: str,
    works: str,
    class_list: str | None,
    decisions: str | None,
    past: str | None,
    jobs: int,
) -> Gradebook:
    from govpost_lint.cli.progress import Progress
    from govpost_lint.course.grading import grade as grade_class
    from govpost_lint.course.loading import load_assignment
    from govpost_lint.course.marking import columns_of
    from govpost_lint.course.overrides import read_overrides
    from govpost_lint.course.submissions import read_earlier, read_submissions

    assignment = load_assignment(path)
    submissions = read_submissions(works, assignment, class_list)
    columns = columns_of(assignment)
    overrides = read_overrides(Path(decisions), columns, submissions) if decisions else ()
    earlier = read_earlier(past, assignment) if past is not None else {}
    with Progress() as progress:
        return grade_class(
            assignment,
            submissions,
            overrides,
            earlier,
            jobs=jobs or os.cpu_count() or 1,
            step=progress.step,
        )


def _write_report(gradebook: Gradebook, path: str) -> None:
    from govpost_lint.reporters.course import class_report

    with opened(path) as stream:
        class_report.write(gradebook, stream)
    complain(f"Отчёт записан: {path}")


def _show(gradebook: Gradebook) -> None:
    """Print a line a student, and whose works are alike."""
    from govpost_lint.reporters.course import line, other, share

    width = max(len(line(student.name)) for student in gradebook.students)
    for student in gradebook.students:
        reason = f": {line(student.reason)}" if student.reason else ""
        say(f"{line(student.name):<{width}}  {student.mark or '—':>7}  {student.status}{reason}")
    for one in gradebook.likenesses:
        say(f"Похожи: {line(one.first)} и {other(one)}, {share(one.share)}")
