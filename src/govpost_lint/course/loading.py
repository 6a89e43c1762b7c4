"""Reads an assignment; every mistake of it is told at once, with its place and the way out."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from govpost_lint.api import Ruleset
from govpost_lint.config import Account, Config
from govpost_lint.course import form
from govpost_lint.course.assignment import HISTORY, Assignment, Late, Limits, RuleWeight
from govpost_lint.course.parts import PartMatcher, compile_parts
from govpost_lint.course.rubric import (
    check_criteria,
    check_weights,
    default_marks,
    part_weights,
    rule_weights,
)
from govpost_lint.errors import ConfigErrors, InputError
from govpost_lint.opening import read_input_text
from govpost_lint.ruleset.files import keys_of, parse_model
from govpost_lint.sources.text import read_text
from govpost_lint.yaml_reader import Place, YamlFile, read_yaml

_KEYS = keys_of(form)


def load_assignment(path: str | Path) -> Assignment:
    """Read and check an assignment, and load its rules.

    Args:
        path: the YAML file; source and rule folders in it are relative to its folder.

    Raises:
        ConfigErrors: with every mistake of the assignment, or else of the rules it names.
    """
    path = Path(path)
    file = read_file(path)
    made = parse_model(form.AssignmentForm, file, _KEYS, "title") if not file.errors else None
    if made is None:
        raise ConfigErrors(file.errors)
    return _Checker(path, file, made).checked()


def read_file(path: Path) -> YamlFile:
    """Read a YAML file that a trainer writes.

    Raises:
        InputError: it cannot be read at all.
    """
    return read_yaml(read_input_text(path), path.as_posix())


class _Checker:
    """Checks what a form alone cannot say; mistakes go into the file."""

    def __init__(self, path: Path, file: YamlFile, made: form.AssignmentForm) -> None:
        self.path, self.file, self.form = path, file, made

    def checked(self) -> Assignment:
        """Return the assignment.

        Raises:
            ConfigErrors: with every mistake.
        """
        made, file = self.form, self.file
        source = self.source()
        check_weights(made, file)
        self.bounds()
        since, until = self.period()
        deadline = self.deadline()
        judging = self.judging()
        if judging is None or file.errors:
            raise ConfigErrors(file.errors)
        ruleset, rules, matcher = judging
        return Assignment(
            path=self.path.as_posix(),
            digest=sha256(f"{file.text}\0{source}".encode()).hexdigest(),
            title=made.title,
            task=made.task,
            kind=made.kind,
            platform=made.platform or "",
            source=source,
            facts=made.facts,
            parts=part_weights(made),
            limits=Limits(**made.limits.model_dump()),
            criteria=made.rubric.criteria,
            rules=rules,
            pass_mark=made.pass_mark,
            scale=str(made.scale),
            marks=default_marks(made.marks, made.pass_mark),
            deadline=deadline,
            late=Late(made.late.per_day, made.late.most) if made.late else None,
            most_attempts=made.attempts.most,
            take=made.attempts.take,
            since=since,
            until=until,
            profile=made.profile,
            ruleset=ruleset,
            matcher=matcher,
        )

    def judging(self) -> tuple[Ruleset, dict[str, RuleWeight], PartMatcher] | None:
        """Return what judges the works: rules, those in the rubric, required parts."""
        ruleset = self.ruleset()
        if ruleset is None:
            return None
        check_criteria(self.form, self.file, ruleset)
        rules = rule_weights(self.form, self.file, ruleset)
        patterns = {name: part.patterns for name, part in self.form.required.items()}
        return ruleset, rules, compile_parts(patterns, self.file, ruleset.plan)

    def source(self) -> str:
        made, given = self.form, self.form.source
        if given is None:
            if made.kind in ("rewrite", "reply"):
                hint = "добавьте source: {file: исходный.md} или source: {text: …}"
                self.file.report((), "нет исходного текста «source»", hint)
            elif made.kind == "emergency" and not made.facts:
                self.file.report((), "нет фактов «facts»", "добавьте facts: …")
            return ""
        if bool(given.text) == bool(given.file):
            self.file.report(("source",), "нужно одно из двух: text или file", "уберите лишнее")
            return ""
        if given.text:
            return given.text
        folder = self.path.parent
        beside = folder / given.file
        try:
            if not beside.resolve().is_relative_to(folder.resolve()):
                raise OSError
            document = read_text(beside.read_bytes(), given.file, "")
        except (OSError, ValueError):
            hint = "положите исходный текст рядом с заданием"
            self.file.report(("source", "file"), f"файла «{given.file}» нет", hint)
        except InputError as error:
            self.file.report(("source", "file"), str(error).rstrip("."), "исправьте исходный текст")
        except ConfigErrors as errors:
            self.file.errors.extend(errors.errors)
        else:
            return document.text[document.body_start :].strip()
        return ""

    def bounds(self) -> None:
        made = self.form
        limits = made.limits
        for what, least, most in (
            ("words", limits.min_words, limits.max_words),
            ("posts", limits.min_posts, limits.max_posts),
        ):
            if most is not None and most < least:
                place, message = ("limits", f"max_{what}"), f"max_{what} меньше min_{what}"
                self.file.report(place, message, "поменяйте их")
        for mark in made.marks:
            if mark not in ("4", "5"):
                hint = "пишите marks: {5: 85, 4: 70}; «3» — это pass_mark"
                self.file.report(("marks", mark), f"отметки «{mark}» здесь нет", hint, key=True)
        if made.marks and made.scale != 5:
            self.file.report(("marks",), "marks нужны только со scale: 5", "уберите", key=True)
        marks = default_marks(made.marks, made.pass_mark)
        if not made.pass_mark <= marks["4"] <= marks["5"] <= 100:
            hint = "нужно pass_mark ≤ 4 ≤ 5 ≤ 100"
            self.file.report(("marks",), "границы отметок не растут", hint)
        if made.late and not made.deadline:
            self.file.report(("late",), "late без deadline", "добавьте срок или уберите", key=True)

    def account(self) -> Account:
        """Return the page of a month's history; its own govpost.yaml is nobody's to write."""
        given = self.form.account or form.AccountForm()
        zone = given.timezone
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            hint = "например, Asia/Vladivostok"
            self.file.report(("account", "timezone"), f"часового пояса «{zone}» нет", hint)
            zone = Account().timezone
        return Account(
            places=tuple(given.places),
            contacts=tuple(given.contacts),
            own_ids=tuple(given.own_ids),
            timezone=zone,
        )

    def period(self) -> tuple[date | None, date | None]:
        """Return the first and last day of a month's history."""
        made = self.form
        if made.kind != HISTORY:
            places: list[Place] = [("account",)] if made.account else []
            given = made.limits.model_fields_set & {"min_posts", "max_posts"}
            places += [("limits", name) for name in sorted(given)]
            for place in places:
                message = f"«{place[-1]}» нужно только для kind: history"
                self.file.report(place, message, "уберите", key=True)
            return None, None
        account = made.account or form.AccountForm()
        since, until = self.day("since", account.since), self.day("until", account.until)
        if since and until and until < since:
            self.file.report(("account", "until"), "until раньше since", "поменяйте их")
        return since, until

    def day(self, name: str, text: str) -> date | None:
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            hint = f'пишите {name}: "2026-09-01"'
            self.file.report(("account", name), f"день «{text}» не разобран", hint)
            return None

    def deadline(self) -> datetime | None:
        text = self.form.deadline
        if not text:
            return None
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            hint = 'пишите deadline: "2026-03-10T18:00+03:00"'
            self.file.report(("deadline",), f"срок «{text}» не разобран", hint)
            return None
        if when.tzinfo is None:
            hint = f'допишите его, например "{text}+03:00"'
            self.file.report(("deadline",), "у срока нет часового пояса", hint)
            return None
        return when

    def ruleset(self) -> Ruleset | None:
        """Load the rules of the assignment; never the govpost.yaml of those who are graded."""
        folders = [self.path.parent / name for name in self.form.rules]
        missing = [number for number, folder in enumerate(folders) if not folder.is_dir()]
        for number in missing:
            hint = "путь считается от папки с заданием"
            self.file.report(("rules", number), "такой папки нет", hint)
        if missing:
            return None
        config = Config(account=self.account())
        try:
            return Ruleset.load(folders, profile=self.form.profile, config=config)
        except ConfigErrors as errors:
            for error in errors.errors:
                if error.path == "--profile":
                    self.file.report(("profile",), error.message, error.hint)
                else:
                    self.file.errors.append(error)
        return None
