"""Finds rule folders and loads their plan, from the cache or compiled anew."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from govpost_lint._version import __version__
from govpost_lint.errors import ConfigError, ConfigErrors
from govpost_lint.ruleset import cache
from govpost_lint.ruleset.plan import Plan
from govpost_lint.text.morphology import dictionary_version

DEFAULT_PROFILE = "governor"
_REST = 2
"""Seconds after which a file is at rest: the times of some file systems are whole seconds."""

_PACKAGE = Path(__file__).resolve().parent.parent


def default_folder() -> Path:
    """Return the rules of the checkout where the program runs from one, else those of the wheel."""
    checkout = _PACKAGE.parent.parent / "rules"
    if (checkout / "standard.yaml").is_file() and _PACKAGE.parent.name == "src":
        return checkout
    return _PACKAGE / "data" / "rules"


def load_plan(
    folders: Sequence[Path],
    profile: str,
    own_lists: Mapping[str, tuple[str, ...]] | None = None,
) -> Plan:
    """Return the plan of ``folders`` under ``profile``.

    Args:
        folders: rule folders; a later one adds rules and replaces lists and profiles.
        profile: name of a profile.
        own_lists: words of the account for the lists marked ``own``, by name of the list.

    Raises:
        ConfigErrors: with every mistake of every file; nothing is linted with a broken rule set.
    """
    for folder in folders:
        if not folder.is_dir():
            error = ConfigError(str(folder), 0, 0, "папки с правилами нет", "проверьте путь")
            raise ConfigErrors([error])
    own = repr(sorted(own_lists.items())) if own_lists else ""
    settings = (__version__, dictionary_version, profile, own)
    places = [str(folder) for folder in folders]
    stamp, settled = _stamp(places)
    known = cache.fingerprint((), stamp, *settings, *places)
    key = cache.load_data("stamp", known)
    data = cache.load(key) if isinstance(key, str) else None
    if data is None:
        files = [
            (f"{number}:{name}", content)
            for number, place in enumerate(places)
            for name, content in _contents(place)
        ]
        fingerprint = cache.fingerprint(files, *settings)
        # A plan names its files, so it is kept for one place; the fingerprint is the same
        # everywhere.
        key = cache.fingerprint((), fingerprint, *places)
        data = cache.load(key)
        if data is None:
            data = _compiled(folders, profile, fingerprint, own_lists)
            cache.store(key, data)
        if settled:
            cache.store_data("stamp", known, key)
    return Plan(data)


def _compiled(
    folders: Sequence[Path],
    profile: str,
    fingerprint: str,
    own_lists: Mapping[str, tuple[str, ...]] | None,
) -> dict[str, Any]:
    from govpost_lint.ruleset.compiler import compile_plan
    from govpost_lint.ruleset.files import read_folders

    return compile_plan(read_folders(folders), profile, fingerprint, own_lists)


def file_names(folders: Iterable[Path]) -> set[str]:
    """Return the names of all YAML files without suffix: ids of rules, ``profiles/strict`` …"""
    return {name.rpartition(".")[0] for folder in folders for name, _ in _yaml_files(str(folder))}


def _stamp(folders: Iterable[str]) -> tuple[str, bool]:
    """Return size and times of every YAML file as one text, and whether all are at rest.

    It stands for the contents: to read two thousand files takes longer than to check a draft. A
    file that was changed a moment ago may be changed again with the same times, so it stands for
    them only a while after the last change.
    """
    stamps = []
    last = 0
    for folder in folders:
        for name, path in _yaml_files(folder):
            try:
                found = os.stat(path)
            except OSError:
                continue
            last = max(last, found.st_mtime_ns, found.st_ctime_ns)
            stamps.append(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}")
        stamps.append("")
    return "\n".join(stamps), time.time_ns() - last > _REST * 1_000_000_000


def _contents(folder: str) -> list[tuple[str, bytes]]:
    """Return name and content of every YAML file, in order.

    What cannot be read is left out here: the compiler says what is wrong with it.
    """
    found = []
    for name, path in _yaml_files(folder):
        try:
            with open(path, "rb") as file:
                found.append((name, file.read()))
        except OSError:
            continue
    return found


def _yaml_files(folder: str) -> list[tuple[str, str]]:
    """Return name inside ``folder`` and path of every YAML file, in order.

    Pathlib would take three times as long.
    """
    found = []
    for root, _, names in os.walk(folder):
        inside = root[len(folder) :].lstrip(os.sep).replace(os.sep, "/")
        for name in names:
            if name.endswith((".yaml", ".yml")):
                found.append((f"{inside}/{name}" if inside else name, os.path.join(root, name)))
    return sorted(found)
