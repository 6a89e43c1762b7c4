"""Reads govpost.yaml, found upward from the checked path.

Checked by hand rather than by models: it is read at every run, and must cost milliseconds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from govpost_lint.config import Account, Config, Ignore
from govpost_lint.errors import ConfigErrors, guess
from govpost_lint.opening import read_input_text

if TYPE_CHECKING:
    from govpost_lint.yaml_reader import Place, YamlFile

NAME = "govpost.yaml"

_KEYS = ("profile", "account", "rules", "select", "skip", "ignore")
_ACCOUNT_TEXTS = ("names", "titles", "places", "contacts", "own_ids")
_ACCOUNT_KEYS = (*_ACCOUNT_TEXTS, "timezone", "working_hours", "holidays_count")
_IGNORE_KEYS = ("rule", "path", "reason", "until")
_IGNORE_HINTS = {
    "rule": "например, rule: living-language/*",
    "reason": "напишите, почему здесь можно",
    "until": "срок обязателен, например until: 2026-12-31",
}
_IGNORE_FORM = "пишите - {rule: …, reason: …, until: 2026-12-31}"
_HOURS = re.compile(r"(\d{1,2})(?::00)?\s*[-–]\s*(\d{1,2})(?::00)?\Z")


def find_config(start: Path) -> Path | None:
    """Return the nearest govpost.yaml at or above ``start``; ``None`` where there is none."""
    place = os.path.realpath(start)  # pathlib raises at names that are too long
    folder = Path(place if os.path.isdir(place) else os.path.dirname(place))
    for one in (folder, *folder.parents):
        if os.path.isfile(one / NAME):
            return one / NAME
    return None


def load_config(path: Path | None) -> Config:
    """Read a govpost.yaml; without a path the defaults.

    Raises:
        InputError: it cannot be read.
        ConfigErrors: with every mistake, each with its place.
    """
    if path is None:
        return Config()
    text = read_input_text(path)
    from govpost_lint.yaml_reader import read_yaml  # PyYAML costs 25 ms, many runs need none

    file = read_yaml(text, str(path))
    config = Config(path=path)
    if not file.errors and file.data is not None:
        config = _Reader(file, path).read()
    if file.errors:
        raise ConfigErrors(file.errors)
    return config


class _Reader:
    """Turns the data of one file into a Config; mistakes go into the file."""

    def __init__(self, file: YamlFile, path: Path) -> None:
        self.file = file
        self.path = path

    def read(self) -> Config:
        data = self.file.data
        if not isinstance(data, dict):
            self.file.report((), "нужны строки «ключ: значение»", "например, profile: governor")
            return Config()
        self.known_keys((), data, _KEYS)
        folders = tuple(self.path.parent / name for name in self.texts(("rules",), data))
        root = self.path.parent.resolve()
        for number, folder in enumerate(folders):
            if not folder.resolve().is_relative_to(root):
                hint = "положите её рядом с govpost.yaml"
                self.file.report(("rules", number), "папка правил вне хранилища", hint)
            elif not os.path.isdir(folder):  # a name too long is no folder either
                hint = "путь считается от папки с govpost.yaml"
                self.file.report(("rules", number), "такой папки нет", hint)
        return Config(
            path=self.path,
            profile=self.text(("profile",), data),
            account=self.account(data.get("account")),
            rules=folders,
            select=self.texts(("select",), data),
            skip=self.texts(("skip",), data),
            ignore=tuple(self.ignores(data.get("ignore"))),
            file=self.file,
        )

    def account(self, data: object) -> Account:
        if data is None:
            return Account()
        if not isinstance(data, dict):
            self.file.report(("account",), "нужны строки «ключ: значение»", "например, names: […]")
            return Account()
        self.known_keys(("account",), data, _ACCOUNT_KEYS)
        lists = {key: self.texts(("account", key), data) for key in _ACCOUNT_TEXTS}
        return Account(
            **lists,
            timezone=self.timezone(self.text(("account", "timezone"), data)),
            working_hours=self.hours(self.text(("account", "working_hours"), data)),
            holidays_count=self.flag(("account", "holidays_count"), data),
        )

    def timezone(self, name: str) -> str:
        if not name:
            return "Europe/Moscow"
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            hint = "например, Asia/Vladivostok"
            self.file.report(("account", "timezone"), f"часового пояса «{name}» нет", hint)
        return name

    def hours(self, text: str) -> tuple[int, int]:
        if not text:
            return (9, 18)
        match = _HOURS.match(text)
        if match and int(match[1]) < int(match[2]) <= 24:
            return int(match[1]), int(match[2])
        self.file.report(("account", "working_hours"), "рабочие часы не разобраны", "пишите 9-18")
        return (9, 18)

    def flag(self, place: Place, data: Mapping[str, object]) -> bool:
        value = data.get(str(place[-1]), False)
        if not isinstance(value, bool):
            self.file.report(place, "нужно true или false", "true: в праздники тоже работают")
        return value is True

    def ignores(self, data: object) -> Iterable[Ignore]:
        if data is None:
            return
        if not isinstance(data, list):
            self.file.report(("ignore",), "нужен список", _IGNORE_FORM)
            return
        for number, entry in enumerate(data):
            place: Place = ("ignore", number)
            if not isinstance(entry, dict):
                self.file.report(place, "нужны rule, reason и until", _IGNORE_FORM)
                continue
            self.known_keys(place, entry, _IGNORE_KEYS)
            texts = {key: self.text((*place, key), entry).strip() for key in _IGNORE_KEYS}
            for key in ("rule", "reason", "until"):
                if entry.get(key) is None or not str(entry[key]).strip():
                    self.file.report(place, f"нет обязательного ключа «{key}»", _IGNORE_HINTS[key])
            until = self.day((*place, "until"), texts["until"])
            # Every entry keeps its number, so that its place is known; a mistake stops the run.
            yield Ignore(texts["rule"], texts["path"] or "*", texts["reason"], until or date.min)

    def day(self, place: Place, value: str) -> date | None:
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.file.report(place, f"дата «{value}» не разобрана", "пишите 2026-12-31")
            return None

    def known_keys(self, place: Place, data: Mapping[str, object], known: Iterable[str]) -> None:
        for key in data:
            if key not in known:
                hint = guess(key, known)
                self.file.report((*place, key), f"неизвестный ключ «{key}»", hint, key=True)

    def text(self, place: Place, data: Mapping[str, object]) -> str:
        value = data.get(str(place[-1]))
        if value is None:
            return ""
        if isinstance(value, dict | list | bool):
            self.file.report(place, "нужен текст", "одно значение, при нужде в кавычках")
            return ""
        return str(value)

    def texts(self, place: Place, data: Mapping[str, object]) -> tuple[str, ...]:
        value = data.get(str(place[-1]))
        if value is None:
            return ()
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return (str(value),)
        if not isinstance(value, list) or any(
            v is None or isinstance(v, dict | list | bool) for v in value
        ):
            self.file.report(place, "нужен список", "например, [первое, второе]")
            return ()
        return tuple(str(item) for item in value)
