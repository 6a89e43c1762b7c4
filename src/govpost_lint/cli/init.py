"""``govpost-lint init``: the first govpost.yaml, and the file that a CI system or hook wants."""

from __future__ import annotations

import os
from pathlib import Path

import click

from govpost_lint.cli.output import complain
from govpost_lint.cli.russian import Command, OneOf
from govpost_lint.errors import ExitCode, InputError

CONFIG = """\
# Настройки govpost-lint. Действуют для этой папки и всех вложенных.

# Профиль: governor — глава региона, agency — ведомство, reply-desk — ответы на обращения,
# course — учебная работа, strict — строже всех.
profile: governor

account:
  # Как зовут официальное лицо и как его называют в третьем лице: так найдётся «губернатор отметил».
  # names: [Иванов, Иван]
  # titles: [губернатор]
  # Названия мест, которых нет в словаре.
  # places: [Усть-Ярь]
  # Телефоны и почтовые домены ведомства: это не личные данные.
  # contacts: [8 800 100-20-30, adm.example.ru]
  timezone: Europe/Moscow
  working_hours: 9-18

# Свои правила: папки рядом с этим файлом.
# rules: [pravila]

# Какие правила не применять.
# skip: [living-language/long-sentence]

# Что разрешено в отдельных файлах; причина и срок обязательны.
# ignore:
#   - {rule: living-language/*, path: "arkhiv/*", reason: старые тексты, until: 2027-12-31}
"""
GITHUB = """\
# Проверка черновиков в каждом запросе на слияние.
name: govpost-lint
on: [pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install govpost-lint
      - run: govpost-lint check . --changed-since "origin/$GITHUB_BASE_REF" --format github
"""
GITLAB = """\
# Проверка черновиков в каждом запросе на слияние.
govpost-lint:
  image: python:3.12
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: 0
  script:
    - pip install govpost-lint
    - >-
      govpost-lint check . --changed-since "$CI_MERGE_REQUEST_DIFF_BASE_SHA"
      --format gitlab --output govpost-lint.json --format console
  artifacts:
    when: always
    reports:
      codequality: govpost-lint.json
"""
PRE_COMMIT = """\
# Проверка черновиков перед каждым коммитом: pip install pre-commit; pre-commit install
repos:
  - repo: https://github.com/govpost-lint/govpost-lint
    rev: v0.1.0
    hooks:
      - id: govpost-lint
"""
SNIPPETS = {
    "github": (".github/workflows/govpost-lint.yml", GITHUB),
    "gitlab": (".gitlab-ci.yml", GITLAB),
    "pre-commit": (".pre-commit-config.yaml", PRE_COMMIT),
}


@click.command(cls=Command)
@click.argument("folder", default=".", metavar="[ПАПКА]")
@click.option(
    "--ci", multiple=True, type=OneOf(tuple(SNIPPETS)), help="Добавить файл для этой системы."
)
def init(folder: str, ci: tuple[str, ...]) -> ExitCode:
    """Завести govpost.yaml с пояснениями; ничего не перезаписывает."""
    files = {"govpost.yaml": CONFIG, **dict(SNIPPETS[name] for name in ci)}
    there = [name for name in files if os.path.lexists(Path(folder, name))]
    if not os.path.isdir(folder):
        raise InputError(f"{folder}: такой папки нет. Создайте её.")
    for name, text in files.items():
        if name in there:
            complain(f"{name}: уже есть, не тронут.")
            continue
        path = Path(folder, name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except (FileExistsError, NotADirectoryError):
            file = next(one for one in path.parents if one.exists() and not one.is_dir())
            raise InputError(
                f"{file.as_posix()}: это файл, а нужна папка. Переименуйте его."
            ) from None
        except OSError:
            raise InputError(f"{path.as_posix()}: не удалось записать. Проверьте права.") from None
        complain(f"{name}: записан.")
    return ExitCode.CLEAN
