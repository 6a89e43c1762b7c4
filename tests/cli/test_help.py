"""Help and usage errors are Russian throughout."""

import re

import pytest

COMMANDS = [
    "",
    "check",
    "tokens",
    "rules",
    "rules list",
    "rules explain",
    "rules test",
    "rules check",
    "rules evaluate",
    "rules new",
    "rules fmt",
    "rules schema",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_russian(run, command: str) -> None:
    done = run(*command.split(), "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Использование: govpost-lint {command}".rstrip())
    assert "Показать эту справку и выйти." in done.stdout
    assert not re.search(r"Usage|Options|Commands|Arguments|Show|default|required", done.stdout)
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_every_command_says_what_it_does(run) -> None:
    for group in ([], ["rules"]):
        lines = run(*group, "--help").stdout.partition("Команды:\n")[2].splitlines()
        assert lines
        for line in lines:
            assert re.match(r"  \w+ +[А-Я]| {10,}\S", line), line


def test_no_command_shows_the_help(run) -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Использование: govpost-lint [ПАРАМЕТРЫ] КОМАНДА …")


def test_version(run) -> None:
    done = run("--version")
    assert done.returncode == 0
    assert re.fullmatch(r"govpost-lint \d+\S*\n", done.stdout)


USAGE_ERRORS = [
    ("chek", "Нет команды «chek»; возможно, «check». Справка: govpost-lint --help"),
    ("--vers", "Нет параметра --vers; возможно, --version. Справка: govpost-lint --help"),
    ("rules lst", "Нет команды «lst»; возможно, «list». Справка: govpost-lint rules --help"),
    ("rules explain", "Не указано: ПРАВИЛО. Справка: govpost-lint rules explain --help"),
    ("rules schema лишнее", "Лишнее в команде: лишнее. Справка: govpost-lint rules schema --help"),
    ("rules fmt --check=1", "Параметр --check: значение не нужно. Справка:"),
    ("tokens", "Не указано: ТЕКСТ|-. Справка: govpost-lint tokens --help"),
    (
        "rules list --status new",
        "Параметр --status: неизвестное значение «new»; бывает: preview, stable, deprecated.",
    ),
]


@pytest.mark.parametrize(("command", "message"), USAGE_ERRORS)
def test_usage_errors_are_one_russian_line(run, command: str, message: str) -> None:
    done = run(*command.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
