"""Options that several commands share, each said in the same words."""

from __future__ import annotations

import click

PROFILE = click.option("--profile", metavar="ИМЯ", help="Профиль: веса критериев и пороги.")
CONFIG = click.option(
    "--config", metavar="ФАЙЛ", help="govpost.yaml; без параметра ищется вверх по папкам."
)
OWN_RULES = "Папка своих правил; встроенные остаются, если в ней нет standard.yaml."
RULES = click.option("--rules", multiple=True, metavar="ПАПКА", help=OWN_RULES)
