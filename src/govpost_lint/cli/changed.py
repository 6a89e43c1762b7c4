"""``check --changed-since REV``: the drafts of a git repository that differ from a revision."""

from __future__ import annotations

import os
from collections.abc import Sequence

from govpost_lint.errors import InputError


def changed_drafts(revision: str, paths: Sequence[str]) -> list[str]:
    """Return the drafts at or under ``paths`` that are new or changed since ``revision``.

    Also those that are not yet added to git; deleted ones are left out.

    Raises:
        InputError: no git, no repository, or no such revision.
    """
    from govpost_lint.sources import is_draft

    known = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not known.strip():
        raise InputError(f"--changed-since: версии «{revision}» в хранилище нет.")
    root = _git("rev-parse", "--show-toplevel").rstrip("\n")
    # Neither diff drivers nor filters: a repository must not run its programs here.
    options = ("--name-only", "-z", "--no-ext-diff", "--no-textconv", "--diff-filter=d")
    names = _git("diff", *options, known.strip(), "--")
    names += _git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", root)
    wanted = [os.path.realpath(path) for path in paths]
    found = []
    for name in sorted(set(filter(None, names.split("\0")))):
        path = os.path.join(root, name)
        real = os.path.realpath(path)
        inside = any(real == one or real.startswith(one + os.sep) for one in wanted)
        if inside and os.path.isfile(path) and not os.path.islink(path) and is_draft(path):
            found.append(os.path.relpath(path))
    return found


def _git(*arguments: str) -> str:
    import subprocess

    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise InputError("--changed-since: не найдена программа git. Установите её.") from None
    if done.returncode and arguments[:2] != ("rev-parse", "--verify"):
        raise InputError("--changed-since: это не хранилище git. Запустите команду внутри него.")
    return done.stdout.decode("utf-8", "surrogateescape")
