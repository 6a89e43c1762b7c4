"""click in Russian: headings of the help, types of options, messages of usage errors."""

from __future__ import annotations

from typing import Any

import click

_HELP = "Показать эту справку и выйти."


class Command(click.Command):
    """A command whose help is Russian."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("options_metavar", "[ПАРАМЕТРЫ]")
        super().__init__(*args, **settings)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Использование: ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            option.get_help_record(ctx)
            for option in self.get_params(ctx)
            if isinstance(option, click.Option)
        ]
        with formatter.section("Параметры"):
            formatter.write_dl([record for record in records if record is not None])


class Group(Command, click.Group):
    """A group of commands whose help is Russian."""

    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("subcommand_metavar", "КОМАНДА …")
        super().__init__(*args, **settings)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, one.get_short_help_str(200)) for name, one in commands if one is not None]
        with formatter.section("Команды"):
            formatter.write_dl(rows)


class OneOf(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.5
    """One word of a closed list; a mistake is answered with the nearest word."""

    name = "word"

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "|".join(self.words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in self.words:
            return str(value)
        message = f"неизвестное значение «{value}»; {guess(str(value), self.words)}"
        raise click.BadParameter(message, ctx, param)


class Points(click.ParamType):  # type: ignore[type-arg]
    """A number of points, 0 to 100."""

    name = "points"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "N"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            number = float(str(value).replace(",", "."))
        except ValueError:
            number = -1.0
        if 0 <= number <= 100:
            return number
        raise click.BadParameter(f"нужно число от 0 до 100, а не «{value}»", ctx, param)


class Jobs(click.ParamType):  # type: ignore[type-arg]
    """A number of processes, 1 to 64."""

    name = "jobs"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if value == 0:  # the default: as many as there are processors
            return 0
        if str(value).isascii() and str(value).isdigit() and 1 <= int(str(value)[:3]) <= 64:
            return int(str(value)[:3])
        raise click.BadParameter(f"нужно целое число от 1 до 64, а не «{value}»", ctx, param)


def guess(word: str, known: tuple[str, ...]) -> str:
    """Return «возможно, …» with the nearest word, or all words."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    return f"возможно, «{near[0]}»" if near else f"бывает: {', '.join(known)}"


def usage_error(error: click.UsageError) -> str:
    """Return the error of click as one Russian line with the way out."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    path = error.ctx.command_path if error.ctx else "govpost-lint"
    return f"{_what_is_wrong(error)} Справка: {path} --help"


def _what_is_wrong(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        hint = ", ".join(error.possibilities or ())
        return f"Нет параметра {error.option_name}{f'; возможно, {hint}' if hint else ''}."
    if isinstance(error, click.MissingParameter):
        return f"Не указано: {_parameter(error)}."
    if isinstance(error, click.BadParameter):
        return f"Параметр {_parameter(error)}: {error.message}."
    if isinstance(error, click.BadOptionUsage):
        return f"Параметр {error.option_name}: {_bad_use(error.message)}."
    command = error.ctx.command if error.ctx else None
    if error.ctx is not None and isinstance(command, click.Group):
        return f"{_command(error, tuple(command.list_commands(error.ctx)))}."
    if error.message.startswith("Got unexpected extra argument"):
        extra = error.message.partition("(")[2].rstrip(").")
        return f"Лишнее в команде: {extra}."
    return error.message


def _command(error: click.UsageError, known: tuple[str, ...]) -> str:
    name = getattr(error, "command_name", None)  # click ≥ 8.4; before it only in the message
    if name is None and "'" in error.message:
        name = error.message.split("'")[1]
    if not name:
        return f"Не указана команда; {guess('', known)}"
    return f"Нет команды «{name}»; {guess(name, known)}"


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "?")
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx or click.Context(click.Command("")))


def _bad_use(message: str) -> str:
    if "does not take a value" in message:
        return "значение не нужно"
    if "requires" in message:
        return "не указано значение"
    return message
