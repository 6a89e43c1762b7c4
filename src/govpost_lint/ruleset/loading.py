"""Finds rule folders and loads their plan, from the cache or compiled anew."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from govpost_lint._version import __version__
from govpost_lint.errors import ConfigError, ConfigErrors
from govpost_lint.ruleset import cache
from govpost_lint.ruleset.plan import Plan
from govpost_lint.text.morphology import dictionary_version

DEFAULT_PROFILE = "governor"
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
    files = [
        (f"{number}:{name}", content)
        for number, folder in enumerate(folders)
        for name, content in _contents(str(folder))
    ]
    own = repr(sorted(own_lists.items())) if own_lists else ""
    fingerprint = cache.fingerprint(files, __version__, dictionary_version, profile, own)
    # A plan names its files, so it is kept for one place; the fingerprint is the same everywhere.
    key = cache.fingerprint((), fingerprint, *(str(folder) for folder in folders))
    data = cache.load(key)
    if data is None:
        from govpost_lint.ruleset.compiler import compile_plan
        from govpost_lint.ruleset.files import read_folders

        data = compile_plan(read_folders(folders), profile, fingerprint, own_lists)
        cache.store(key, data)
    return Plan(data)


def file_names(folders: Iterable[Path]) -> set[str]:
    """Return the names of all YAML files without suffix: ids of rules, ``profiles/strict`` …"""
    return {
        os.path.relpath(os.path.join(root, name), folder).replace(os.sep, "/").rpartition(".")[0]
        for folder in folders
        for root, _, names in os.walk(folder)
        for name in names
        if name.endswith((".yaml", ".yml"))
    }


def _contents(folder: str) -> list[tuple[str, bytes]]:
    """Return name and content of every YAML file, in order; pathlib would take three times as long.

    What cannot be read is left out here: the compiler says what is wrong with it.
    """
    found = []
    for root, _, names in os.walk(folder):
        for name in names:
            if name.endswith((".yaml", ".yml")):
                path = os.path.join(root, name)
                try:
                    with open(path, "rb") as file:
                        content = file.read()
                except OSError:
                    continue
                found.append((os.path.relpath(path, folder).replace(os.sep, "/"), content))
    return sorted(found)
