"""Reads an assignment; every mistake of it is told at once, with its place and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from govpost_lint.api import Ruleset
from govpost_lint.config import Config
from govpost_lint.course import form
from govpost_lint.course.assignment import KINDS, Assignment, Late, Limits, RuleWeight
from govpost_lint.course.parts import PartMatcher, compile_parts
from govpost_lint.errors import ConfigError, ConfigErrors, InputError
from govpost_lint.ruleset.files import keys_of, parse_model
from govpost_lint.ruleset.plan import Criterion
from govpost_lint.ruleset.vocabulary import closest
from govpost_lint.sources.text import read_text
from govpost_lint.yaml_reader import YamlFile, read_yaml

_KEYS = keys_of(form)
_HUNDRED = 0.005
"""How far a sum of weights may be from 100."""


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
        ConfigErrors: it cannot be read at all.
    """
    shown = path.as_posix()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        error = ConfigError(shown, 0, 0, "такого файла нет", "проверьте путь")
        raise ConfigErrors([error]) from None
    except OSError:
        error = ConfigError(shown, 0, 0, "файл не читается", "проверьте путь и права")
        raise ConfigErrors([error]) from None
    except UnicodeDecodeError:
        error = ConfigError(shown, 0, 0, "файл не в кодировке UTF-8", "сохраните как UTF-8")
        raise ConfigErrors([error]) from None
    return read_yaml(text, shown)


class _Checker:
    """Checks what a form alone cannot say; mistakes go into the file."""

    def __init__(self, path: Path, file: YamlFile, made: form.AssignmentForm) -> None:
        self.path, self.file, self.form = path, file, made

    def checked(self) -> Assignment:
        made, file = self.form, self.file
        source = self.source()
        self.weights()
        self.bounds()
        deadline = self.deadline()
        ruleset = self.ruleset()
        rules: dict[str, RuleWeight] = {}
        matcher: PartMatcher | None = None
        if ruleset is not None:
            self.criteria(ruleset)
            rules = self.rules(ruleset)
            patterns = {name: part.patterns for name, part in made.required.items()}
            matcher = compile_parts(patterns, file, ruleset.plan.lists)
        if file.errors:
            raise ConfigErrors(file.errors)
        assert ruleset is not None
        assert matcher is not None
        return Assignment(
            path=self.path.as_posix(),
            digest=sha256(f"{file.text}\0{source}".encode()).hexdigest(),
            title=made.title,
            task=made.task,
            kind=made.kind,
            platform=made.platform or "",
            source=source,
            facts=made.facts,
            parts=_shares(made),
            limits=Limits(made.limits.min_words, made.limits.max_words, made.limits.copying),
            criteria=made.rubric.criteria,
            rules=rules,
            pass_mark=made.pass_mark,
            scale=str(made.scale),
            marks=_marks(made.marks, made.pass_mark),
            deadline=deadline,
            late=Late(made.late.per_day, made.late.most) if made.late else None,
            most_attempts=made.attempts.most,
            take=made.attempts.take,
            profile=made.profile,
            ruleset=ruleset,
            matcher=matcher,
        )

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

    def weights(self) -> None:
        made, rubric = self.form, self.form.rubric
        if rubric.parts and not made.required:
            self.file.report(("rubric", "parts"), "баллы за части есть, а частей в required нет")
        if made.required and not rubric.parts:
            hint = "добавьте в rubric, например, parts: 30"
            self.file.report(("rubric",), "части в required есть, а баллов за них нет", hint)
        weights = {
            **{("criteria", name): weight for name, weight in rubric.criteria.items()},
            **{("rules", name): _weight(given) for name, given in rubric.rules.items()},
        }
        for place, weight in weights.items():
            if not 0 < weight <= 100:
                self.file.report(("rubric", *place), "вес должен быть больше 0 и не больше 100")
        total = sum(weights.values()) + rubric.parts
        if abs(total - 100) > _HUNDRED:
            hint = "исправьте веса criteria, rules и parts, чтобы вместе было 100"
            self.file.report(("rubric",), f"сумма весов {total:g}, нужна 100", hint, key=True)
        repeated = {*rubric.criteria, *rubric.rules} & {*made.required}
        for name in sorted(repeated):
            hint = "назовите часть иначе"
            self.file.report(("required", name), "так уже зовётся критерий", hint, key=True)

    def bounds(self) -> None:
        made = self.form
        if made.limits.max_words is not None and made.limits.max_words < made.limits.min_words:
            self.file.report(("limits", "max_words"), "max_words меньше min_words", "поменяйте их")
        for mark in made.marks:
            if mark not in ("4", "5"):
                hint = "пишите marks: {5: 85, 4: 70}; «3» — это pass_mark"
                self.file.report(("marks", mark), f"отметки «{mark}» здесь нет", hint, key=True)
        if made.marks and made.scale != 5:
            self.file.report(("marks",), "marks нужны только со scale: 5", "уберите", key=True)
        marks = _marks(made.marks, made.pass_mark)
        if not made.pass_mark <= marks["4"] <= marks["5"] <= 100:
            hint = "нужно pass_mark ≤ 4 ≤ 5 ≤ 100"
            self.file.report(("marks",), "границы отметок не растут", hint)
        if made.late and not made.deadline:
            self.file.report(("late",), "late без deadline", "добавьте срок или уберите", key=True)

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
        try:
            return Ruleset.load(folders, profile=self.form.profile, config=Config())
        except ConfigErrors as errors:
            for error in errors.errors:
                if error.path == "--profile":
                    self.file.report(("profile",), error.message, error.hint)
                else:
                    self.file.errors.append(error)
        return None

    def criteria(self, ruleset: Ruleset) -> None:
        kind = KINDS[self.form.kind]
        judging = [name for name, one in ruleset.criteria.items() if _judges(one, kind)]
        for name in self.form.rubric.criteria:
            place = ("rubric", "criteria", name)
            if name not in ruleset.criteria:
                hint = closest(name, ruleset.criteria) or f"есть: {', '.join(judging)}"
                self.file.report(place, f"критерия «{name}» нет", hint, key=True)
            elif name not in judging:
                message = f"критерий «{name}» такие тексты не судит"
                self.file.report(place, message, f"подойдут: {', '.join(judging)}", key=True)

    def rules(self, ruleset: Ruleset) -> dict[str, RuleWeight]:
        known = {rule.id: rule for rule in ruleset.rules}
        found = {}
        for name, given in self.form.rubric.rules.items():
            place = ("rubric", "rules", name)
            if name not in known:
                hint = closest(name, known) or "список: govpost-lint rules list"
                self.file.report(place, f"правила «{name}» нет", hint, key=True)
                continue
            kinds = known[name].where.kind
            if kinds and KINDS[self.form.kind] not in kinds:
                hint = f"оно судит: {', '.join(kinds)}"
                self.file.report(place, f"правило «{name}» такие тексты не судит", hint, key=True)
            weight = _weight(given)
            each = given.each if isinstance(given, form.RuleWeightForm) else None
            if each is None:
                each = weight / 2 if known[name].kind == "match" else weight
            found[name] = RuleWeight(weight, each)
        return found


def _weight(given: float | form.RuleWeightForm) -> float:
    return given.weight if isinstance(given, form.RuleWeightForm) else float(given)


def _shares(made: form.AssignmentForm) -> dict[str, float]:
    """Share out the points of the parts; unrounded, so that equal parts are worth the same."""
    whole = sum(part.points for part in made.required.values())
    return {
        name: round(made.rubric.parts * part.points / whole, 6)
        for name, part in made.required.items()
    }


def _judges(criterion: Criterion, kind: str) -> bool:
    judged = not criterion.kinds or kind in criterion.kinds
    return criterion.draft and criterion.weight > 0 and judged


def _marks(given: Mapping[str, float], pass_mark: float) -> dict[str, float]:
    """Return the borders of «5» and «4»: by default 70 and 35 % of the way from pass to 100."""
    above = 100 - pass_mark
    return {
        "5": round(pass_mark + 0.7 * above, 1),
        "4": round(pass_mark + 0.35 * above, 1),
        **given,
    }
