"""``rules new``, ``rules fmt``, ``rules schema``: commands that help to write rule files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from govpost_lint.cli.output import complain, opened, say
from govpost_lint.cli.russian import Command, OneOf
from govpost_lint.errors import ConfigErrors, ExitCode, InputError


@click.command("new", cls=Command)
@click.argument("rule_id", metavar="ПРАВИЛО")
@click.option("--folder", default="rules", metavar="ПАПКА", help="Папка правил (rules).")
@click.option(
    "--kind",
    type=OneOf(("match", "history", "follow", "similar")),
    default="match",
    help="Вид: match — по тексту, остальные — по истории страницы (match).",
)
def new(rule_id: str, folder: str, kind: str) -> ExitCode:
    """Создать заготовку правила; имя вида living-language/empty-verb."""
    from govpost_lint.ruleset.scaffold import new_rule

    try:
        path = new_rule(rule_id, Path(folder), kind)
    except FileExistsError as error:
        raise InputError(
            f"{error.filename}: такое правило уже есть. Возьмите другое имя."
        ) from None
    except ValueError as error:
        raise InputError(f"Правило «{rule_id}»: {error}.") from None
    except OSError as error:
        raise InputError(f"{folder}: не удалось записать ({error.strerror}).") from None
    say(f"Создано: {path}\nПроверка: govpost-lint rules test {path}")
    return ExitCode.CLEAN


@click.command("fmt", cls=Command)
@click.argument("paths", nargs=-1, metavar="[ПАПКА|ФАЙЛ]…")
@click.option("--check", "only_check", is_flag=True, help="Не менять, только назвать файлы.")
def fmt(paths: tuple[str, ...], only_check: bool) -> ExitCode:
    """Привести файлы правил к единому виду."""
    from govpost_lint.ruleset.formatting import format_rule

    changed, files = 0, 0
    broken = False
    for path in _rule_files(paths or ("rules",)):
        files += 1
        try:
            source = path.read_text(encoding="utf-8-sig")
            formatted = format_rule(source)
        except UnicodeDecodeError:
            complain(f"{path}: файл не в UTF-8. Сохраните его в UTF-8.")
            broken = True
            continue
        except ConfigErrors as errors:
            told = (replace(error, path=str(path)) for error in errors.errors)
            complain(str(ConfigErrors(told)))
            broken = True
            continue
        if formatted == source:
            continue
        changed += 1
        say(str(path))
        if not only_check:
            with opened(str(path)) as stream:
                stream.write(formatted)
    verb = "Изменились бы" if only_check else "Изменено"
    say(f"Файлов: {files}. {verb}: {changed}")
    if broken:
        return ExitCode.UNUSABLE
    return ExitCode.FINDINGS if only_check and changed else ExitCode.CLEAN


@click.command("schema", cls=Command)
def schema() -> ExitCode:
    """Вывести JSON Schema файла правила для редакторов."""
    from govpost_lint.ruleset.schema import json_schema

    say(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return ExitCode.CLEAN


def _rule_files(paths: tuple[str, ...]) -> Iterator[Path]:
    """Yield rule files: those named, and those of folders, of all rules or of one criterion."""
    from govpost_lint.ruleset.files import BESIDE_RULES, rule_files

    for name in paths:
        path = Path(name)
        if path.is_file():
            yield path
        elif path.is_dir():
            for file in rule_files(path):
                if file.stem not in BESIDE_RULES and file.parent.name not in BESIDE_RULES:
                    yield file
        else:
            raise InputError(f"{name}: такой папки или файла нет. Проверьте путь.")
