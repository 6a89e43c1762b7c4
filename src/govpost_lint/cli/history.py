"""``govpost-lint history``: the export of one account in, a report on the account out."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from govpost_lint.cli.drafts import run_of
from govpost_lint.cli.options import CONFIG, JOBS, PROFILE, RULES
from govpost_lint.cli.output import complain, opened, refuse_overwriting
from govpost_lint.cli.russian import Command, OneOf
from govpost_lint.errors import ExitCode

if TYPE_CHECKING:
    from govpost_lint import AccountReport, Ruleset
    from govpost_lint.config import Config
    from govpost_lint.reporters.account import AccountRun

_COLLECTED = 100_000
"""New objects after which circles are looked for while texts are judged."""

_FIRST_YEAR, _LAST_YEAR = 2005, 2037
"""Years in which an account can have posts; the readers of exports take no others."""

FORMATS = ("console", "json", "html")
"""Each is a module of ``reporters.account``."""


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day (2026-03-01) or a moment (2026-03-01T10:00)."""

    name = "day"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "ДАТА"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | datetime:
        from govpost_lint.facts.window import read_moment

        if isinstance(value, date):
            return value
        try:
            moment = read_moment(str(value))
        except ValueError:
            message = f"дата «{value}» не разобрана; пишите 2026-03-01 или 2026-03-01T10:00"
            raise click.BadParameter(message, ctx, param) from None
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            message = f"год {moment.year} не подходит: нужен от {_FIRST_YEAR} до {_LAST_YEAR}"
            raise click.BadParameter(message, ctx, param)
        return moment


class Zone(click.ParamType):  # type: ignore[type-arg]
    """An IANA time zone."""

    name = "zone"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "ПОЯС"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(str(value)).key
        except (KeyError, ValueError, OSError):
            message = f"часового пояса «{value}» нет; например, Asia/Vladivostok"
            raise click.BadParameter(message, ctx, param) from None


def account_options(command: Any) -> Any:
    """Add what ``history``, ``brief`` and ``promises`` share: what to read, and how to judge."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


_SHARED = (
    click.argument("paths", nargs=-1, metavar="ВЫГРУЗКА…"),
    click.option(
        "--comments", multiple=True, metavar="ФАЙЛ", help="Файл комментариев; можно несколько."
    ),
    click.option("--chat", metavar="ИМЯ", help="Канал, если в архиве Telegram их несколько."),
    click.option("--since", type=Day(), help="С какого дня судить."),
    click.option("--until", type=Day(), help="По какой день судить."),
    click.option(
        "--as-of", type=Day(), help="На какой день считать сроки и ответы (последняя запись)."
    ),
    click.option("--timezone", type=Zone(), help="Часовой пояс (из govpost.yaml, иначе Москва)."),
    click.option("--count-holidays", is_flag=True, help="Считать праздники рабочими днями."),
    JOBS,
    click.option("--corrections", metavar="ФАЙЛ",
                 help="Поправки к обещаниям (<выгрузка>.promises.yaml, если есть)."),
    PROFILE,
    CONFIG,
    RULES,
    click.option("--output", metavar="ФАЙЛ", help="Записать отчёт в файл."),
)  # fmt: skip


@click.command(cls=Command)
@account_options
@click.option(
    "--format", "form", type=OneOf(FORMATS), default="console", help="Вид отчёта (console)."
)
def history(form: str, output: str | None, **settings: Any) -> ExitCode:
    """Отчёт о странице по выгрузке: ритм, состав, ответы, обещания, оценка.

    Выгрузки: result.json из Telegram Desktop, JSON стены ВКонтакте, таблица .csv, .jsonl, папка
    постов с датами.
    """
    report, ruleset = judge(output=output, **settings)
    if form != "console" or output is not None:  # the report on the screen has them, too
        tell_notes(report)
    with opened(output) as stream:
        _write(report, ruleset, form, stream)
    if output is not None:
        complain(f"Отчёт записан: {output}")
    return ExitCode.CLEAN


def judge(
    *,
    paths: tuple[str, ...],
    comments: tuple[str, ...],
    chat: str | None,
    since: date | None,
    until: date | None,
    as_of: date | None,
    timezone: str | None,
    count_holidays: bool,
    jobs: int,
    corrections: str | None,
    profile: str | None,
    config: str | None,
    rules: tuple[str, ...],
    output: str | None,
) -> tuple[AccountReport, Ruleset]:
    """Read and judge an account as the options say.

    Raises:
        UsageError: no export is named, or the period ends before it starts.
        InputError, ConfigErrors: as the readers and the loader say.
    """
    from govpost_lint import Ruleset, api
    from govpost_lint.cli.progress import Progress

    gc.set_threshold(_COLLECTED)
    _refuse_misuse(paths, since, until)
    refuse_overwriting([output], (*paths, *comments))
    settings = _config(config, paths[0], count_holidays)
    ruleset = Ruleset.load(rules or None, profile=profile, config=settings)
    gc.disable()  # a long history is millions of objects and no circle; `in_order` turns it on
    with Progress() as progress:
        report = api.history(
            paths, ruleset, comments=comments, since=since, until=until, as_of=as_of,
            timezone=timezone or "", chat=chat or "", jobs=jobs, reading=progress.read,
            step=progress.step, corrections=corrections or _corrections_beside(paths[0]),
        )  # fmt: skip
    return report, ruleset


def _refuse_misuse(paths: Sequence[str], since: date | None, until: date | None) -> None:
    message = ""
    if not paths:
        message = "Не указано, что читать: назовите файл выгрузки или папку."
    elif since and until and str(until)[:10] < str(since)[:10]:
        message = "--until раньше --since: в таком периоде нет ни дня."
    if message:
        raise click.UsageError(message, click.get_current_context())


def tell_notes(report: AccountReport) -> None:
    """Say on standard error what was passed over in the reading."""
    for note in report.notes:
        complain(note)


def _corrections_beside(export: str) -> str | None:
    path = f"{export.rstrip('/')}.promises.yaml"
    return path if Path(path).is_file() else None


def _config(named: str | None, first: str, count_holidays: bool) -> Config:
    from dataclasses import replace

    from govpost_lint.config_file import find_config, load_config

    config = load_config(Path(named) if named else find_config(Path(first)))
    if not count_holidays:
        return config
    return replace(config, account=replace(config.account, holidays_count=True))


def _write(report: AccountReport, ruleset: Ruleset, form: str, stream: TextIO) -> None:
    from importlib import import_module

    renderer = import_module(f"govpost_lint.reporters.account.{form}")
    with account_run(ruleset) as run:
        renderer.write(report, run, stream)


@contextmanager
def account_run(ruleset: Ruleset) -> Iterator[AccountRun]:
    """Give with what a report on an account is made; keep what was learnt in making it."""
    from dataclasses import fields

    from govpost_lint.reporters.account import AccountRun
    from govpost_lint.reporters.account.masks import Masks
    from govpost_lint.reporters.account.quoting import Quoter

    run, account = run_of(ruleset), ruleset.config.account
    masks = Masks(ruleset.fingerprint + repr((account.contacts, account.places)))
    yield AccountRun(
        **{field.name: getattr(run, field.name) for field in fields(run)},
        titles={rule.id: rule.title for rule in ruleset.rules},
        topics=ruleset.plan.topics,
        quoter=Quoter(ruleset.private, account.places, masks),
    )
    masks.save()
