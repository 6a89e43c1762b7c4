"""The rule set of each folder, by its govpost.yaml; the last good one survives a broken rule."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from govpost_lint.api import Ruleset
from govpost_lint.config import Config
from govpost_lint.config_file import NAME, find_config, load_config
from govpost_lint.errors import ConfigError, ConfigErrors, InputError


class Rulesets:
    """Rule sets kept until a rule file or a govpost.yaml changes."""

    def __init__(self) -> None:
        self._current: dict[Path | None, Ruleset] = {}
        self._last_good: dict[Path | None, Ruleset] = {}
        self.mistakes: dict[Path | None, list[ConfigError]] = {}
        """Mistakes of rules and configuration by govpost.yaml, as of the last loading."""

    def of(self, path: Path) -> Ruleset:
        """Return the rules that judge the draft ``path``: the last good ones where some broke."""
        config = find_config(path)
        ruleset = self._current.get(config)
        if ruleset is None:
            ruleset = self._current[config] = self._load(config)
        return ruleset

    def _load(self, path: Path | None) -> Ruleset:
        try:
            ruleset = Ruleset.load(config=load_config(path))
        except (ConfigErrors, InputError) as error:
            unreadable = [ConfigError(str(path), 0, 0, str(error))]
            self.mistakes[path] = error.errors if isinstance(error, ConfigErrors) else unreadable
            return self._last_good.get(path) or Ruleset.load(config=Config(path=path))
        self.mistakes.pop(path, None)
        self._last_good[path] = ruleset
        return ruleset

    def reload(self) -> None:
        """Forget the rule sets in use, not the good ones: files have changed."""
        self._current.clear()

    def mistakes_by_file(self) -> Iterator[tuple[Path, list[ConfigError]]]:
        """Yield each file with mistakes, and its mistakes."""
        found: dict[Path, list[ConfigError]] = {}
        for config, errors in self.mistakes.items():
            for error in errors:
                place = Path(error.path)
                if not place.is_absolute() and not place.exists() and config is not None:
                    place = config.parent / place
                found.setdefault(place.resolve(), []).append(error)
        yield from found.items()


def is_settings(path: Path) -> bool:
    """Whether a change of this file can change the rules: YAML, or a govpost.yaml."""
    return path.name == NAME or os.path.splitext(path.name)[1] in (".yaml", ".yml")
