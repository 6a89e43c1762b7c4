"""``govpost-lint rules``: look at rules and try them (``rule_files`` holds the writing ones)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govpost_lint.cli.options import PROFILE, RULES, TABLE_OR_JSON
from govpost_lint.cli.output import complain, opened, say
from govpost_lint.cli.rule_files import fmt, new, schema
from govpost_lint.cli.rule_quality import coverage, evaluate
from govpost_lint.cli.russian import Command, Group, OneOf, guess
from govpost_lint.errors import ExitCode, InputError

if TYPE_CHECKING:
    from govpost_lint import Ruleset
    from govpost_lint.ruleset.plan import Rule

_STATUSES = ("preview", "stable", "deprecated")
_WIDTH = 80


@click.group(cls=Group, no_args_is_help=True)
def rules() -> None:
    """Правила: список, объяснение, проверка, заготовка нового."""


@rules.command("list", cls=Command)
@RULES
@PROFILE
@click.option("--criterion", metavar="ИМЯ", help="Только правила критерия: living-language …")
@click.option("--status", type=OneOf(_STATUSES), help="Только правила с этим статусом.")
@click.option("--coverage", "by_clause", is_flag=True, help="Пункты стандарта и их правила.")
@TABLE_OR_JSON
def list_rules(
    rules: tuple[str, ...],
    profile: str | None,
    criterion: str | None,
    status: str | None,
    by_clause: bool,
    form: str,
) -> ExitCode:
    """Перечислить правила."""
    ruleset = _load(rules, profile)
    if by_clause:
        lines = coverage(ruleset)
    else:
        found = _chosen(ruleset, criterion, status)
        lines = _json_lines(found) if form == "json" else _table(found, ruleset)
    with opened(None) as stream:
        stream.writelines(line + "\n" for line in lines)
    return ExitCode.CLEAN


def _chosen(ruleset: Ruleset, criterion: str | None, status: str | None) -> list[Rule]:
    if criterion is not None and criterion not in ruleset.criteria:
        raise InputError(
            f"Нет критерия «{criterion}»; {guess(criterion, tuple(ruleset.criteria))}."
        )
    return [
        rule
        for rule in ruleset.rules
        if criterion in (None, rule.criterion) and status in (None, rule.status)
    ]


def _json_lines(found: Sequence[Rule]) -> Iterator[str]:
    """Yield a JSON list, a rule a line."""
    names = ("id", "version", "title", "criterion", "status", "severity", "confidence", "basis")
    rows = [
        json.dumps({name: getattr(rule, name) for name in names}, ensure_ascii=False)
        for rule in found
    ]
    yield "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"


def _table(found: Sequence[Rule], ruleset: Ruleset) -> Iterator[str]:
    """Yield the rules of each criterion: id, severity, title."""
    from govpost_lint.reporters import wording
    from govpost_lint.reporters.excerpt import visible

    for name, about in ruleset.criteria.items():
        own = [rule for rule in found if rule.criterion == name]
        if not own:
            continue
        yield f"{visible(about.title)} ({name})"
        column = max(len(rule.id) for rule in own)
        for rule in own:
            trial = " · пробное" if rule.status == "preview" else ""
            yield f"    {rule.id:<{column}}  {wording.SEVERITY[rule.severity]}{trial}"
            yield f"        {visible(rule.title)}"
    yield f"Всего правил: {len(found)}"


@rules.command("explain", cls=Command)
@click.argument("rule_id", metavar="ПРАВИЛО")
@RULES
@PROFILE
@click.option("--tokens", is_flag=True, help="Показать образцы в развёрнутом виде, по словам.")
def explain(rule_id: str, rules: tuple[str, ...], profile: str | None, tokens: bool) -> ExitCode:
    """Рассказать о правиле: что ищет, зачем, на чём основано, с примерами."""
    from govpost_lint.cli.explanation import explanation, read_source

    ruleset = _load(rules, profile)
    rule = next((rule for rule in ruleset.rules if rule.id == rule_id), None)
    if rule is None:
        hint = guess(rule_id, tuple(rule.id for rule in ruleset.rules))
        hint = hint if hint.startswith("возможно") else "все правила: govpost-lint rules list"
        raise InputError(f"Нет правила «{rule_id}»; {hint}.")
    source = read_source(Path(rule.path))
    say("\n".join(explanation(rule, ruleset, source, _WIDTH, tokens)))
    return ExitCode.CLEAN


@rules.command("test", cls=Command)
@click.argument("path", required=False, metavar="[ПАПКА|ФАЙЛ]")
def test(path: str | None) -> ExitCode:
    """Проверить правила на их собственных примерах."""
    from govpost_lint.selftest import run_examples

    ruleset, tested = _load_path(path)
    count, failed = 0, 0
    for result in run_examples(ruleset.linter, tested):
        count += 1
        if not result.ok:
            failed += 1
            complain(f"{result.rule}, пример {result.number}, строка {result.line}:")
            complain(f"    {result.text}\n    {result.message}")
    say(f"Правил: {len(tested)}, примеров: {count}, не сошлось: {failed}")
    return ExitCode.FINDINGS if failed else ExitCode.CLEAN


@rules.command("check", cls=Command)
@click.argument("path", required=False, metavar="[ПАПКА|ФАЙЛ]")
def check_rules(path: str | None) -> ExitCode:
    """Проверить, что правила написаны верно; ошибки показать все сразу."""
    _, checked = _load_path(path)
    say(f"Ошибок нет. Правил: {len(checked)}")
    return ExitCode.CLEAN


def _load(folders: tuple[str, ...], profile: str | None) -> Ruleset:
    from govpost_lint import Ruleset

    return Ruleset.load(folders or None, profile=profile)


def _load_path(path: str | None) -> tuple[Ruleset, list[Rule]]:
    """Load the rules of a folder, of one criterion in it or of one file; say which lie there."""
    if path is None:
        ruleset = _load((), None)
        return ruleset, list(ruleset.rules)
    place = Path(path).resolve()
    if place.is_file() and place.suffix in (".yaml", ".yml"):
        folder = _folder_of(place, path)
    elif place.is_dir():
        own = sorted(place.glob("*.yaml"))
        is_criterion = bool(own) and not (place / "standard.yaml").exists()
        folder = _folder_of(own[0], path) if is_criterion else path
    else:
        raise InputError(f"{path}: это не папка правил и не файл правила .yaml. Проверьте путь.")
    ruleset = _load((folder,), None)
    return ruleset, [r for r in ruleset.rules if Path(r.path).resolve().is_relative_to(place)]


def _folder_of(file: Path, shown: str) -> str:
    """Return the rule folder of a rule file; without this check it could be any folder above."""
    wanted = f"{file.parent.name}/{file.stem}"
    beginning = file.read_bytes()[:100_000].decode("utf-8", "replace")
    named = re.search(r"^id: *[\"']?([^\s\"']+)", beginning, re.MULTILINE)
    if named is None or named[1] != wanted:
        found = f"id «{named[1]}»" if named else "нет id"
        raise InputError(
            f"{shown}: {found}, а по месту файла ожидался «{wanted}». "
            "Файл правила лежит в папке критерия и называется как правило."
        )
    return str(file.parent.parent)


for _command in (new, fmt, schema, evaluate):
    rules.add_command(_command)
