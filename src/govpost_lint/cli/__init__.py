"""The command line: ``main`` turns every outcome into an exit code and a clear Russian line.

Built on click, not on typer: typer 0.29 checks each option with pydantic, 200 ms of a start-up
that may last 350 ms. Modules here import what they need inside the commands for the same reason.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from govpost_lint.errors import ConfigErrors, ExitCode, InputError, RuleError

_INTERRUPTED = 130
"""128 + SIGINT, as shells expect."""


def run() -> NoReturn:
    """Run the command of this process, and end the process there.

    A long history is millions of objects: Python would take half a second to free them one by one.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any more
            stream.flush()
    os._exit(code)


def main(args: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        args: command line without the program's name; default: that of the process.

    Returns:
        One of ``ExitCode``, or 130 when interrupted.
    """
    # What a run makes at its start lives to its end: collecting garbage rarely saves an eighth.
    gc.set_threshold(100_000, 20, 20)
    import click

    from govpost_lint.cli.output import complain, prepare_streams, silence_stdout
    from govpost_lint.cli.root import root
    from govpost_lint.cli.russian import usage_error

    prepare_streams()
    try:
        result = root.main(args=args, prog_name="govpost-lint", standalone_mode=False)
        sys.stdout.flush()
        return int(result or ExitCode.CLEAN)
    except click.UsageError as error:
        complain(usage_error(error))
        return ExitCode.UNUSABLE
    except ConfigErrors as errors:
        complain(f"{errors}\nОшибок: {len(errors.errors)}")
        return ExitCode.UNUSABLE
    except (InputError, RuleError) as error:
        complain(str(error))
        return ExitCode.UNUSABLE
    except BrokenPipeError:
        silence_stdout()
        return ExitCode.CLEAN
    except (KeyboardInterrupt, click.Abort):
        complain("Прервано.")
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get("GOVPOST_DEBUG"):
            raise
        complain(_apology(error))
        return ExitCode.INTERNAL


def _apology(error: Exception) -> str:
    """Say where we failed; never the message of the error, which may quote the draft."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"
    return (
        f"Сбой govpost-lint: {type(error).__name__}, {place}. Это наша ошибка: сообщите о ней, "
        "приложив команду и черновик; GOVPOST_DEBUG=1 покажет подробности."
    )
