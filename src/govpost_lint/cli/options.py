"""Options that several commands share, each said in the same words."""

from __future__ import annotations

import click

from govpost_lint.cli.russian import Jobs, OneOf

PROFILE = click.option("--profile", metavar="ИМЯ", help="Профиль: веса критериев и пороги.")
CONFIG = click.option(
    "--config", metavar="ФАЙЛ", help="govpost.yaml; без параметра ищется вверх по папкам."
)
OWN_RULES = "Папка своих правил; встроенные остаются, если в ней нет standard.yaml."
RULES = click.option("--rules", multiple=True, metavar="ПАПКА", help=OWN_RULES)
JOBS = click.option(
    "--jobs", type=Jobs(), default=0, help="Сколько процессов; без параметра — по числу ядер."
)
TABLE_OR_JSON = click.option(
    "--format", "form", type=OneOf(("table", "json")), default="table", help="Вид вывода (table)."
)
