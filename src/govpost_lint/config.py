"""govpost.yaml: profile, the account's own words, rule folders, what to skip and to ignore.

Found upward from the checked path. Checked by hand rather than by models: it is read at every
run, and must cost milliseconds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from govpost_lint.errors import ConfigError, ConfigErrors

if TYPE_CHECKING:
    from govpost_lint.yaml_reader import Place, YamlFile

NAME = "govpost.yaml"

_KEYS = ("profile", "account", "rules", "select", "skip", "ignore")
_ACCOUNT_TEXTS = ("names", "titles", "places", "contacts", "own_ids")
_ACCOUNT_KEYS = (*_ACCOUNT_TEXTS, "timezone", "working_hours", "holidays_count")
_NO_RULES = ("lists/", "profiles/", "detectors/")
_IGNORE_KEYS = ("rule", "path", "reason", "until")
_IGNORE_HINTS = {
    "rule": "например, rule: living-language/*",
    "reason": "напишите, почему здесь можно",
    "until": "срок обязателен, например until: 2026-12-31",
}
_IGNORE_FORM = "пишите - {rule: …, reason: …, until: 2026-12-31}"
_HOURS = re.compile(r"(\d{1,2})(?::00)?\s*[-–]\s*(\d{1,2})(?::00)?\Z")
_NO_DIGIT = re.compile(r"\D+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Account:
    """What is the account's own.

    Attributes:
        names: names of the official; titles: how the post is called in the third person.
        places: place names of the region that the dictionary may not know.
        contacts: phones and e-mail addresses or domains that are no citizen's.
        own_ids: accounts that answer for the official, as exports name them: ``user123`` and
            ``channel123`` in Telegram, ``123`` and ``-456`` (a community) in VK, the author of a
            table.
        timezone: IANA name; working_hours: first and last hour of the working day.
        holidays_count: whether public holidays are working days as well.
    """

    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    own_ids: tuple[str, ...] = ()
    timezone: str = "Europe/Moscow"
    working_hours: tuple[int, int] = (9, 18)
    holidays_count: bool = False

    def owns(self, text: str) -> bool:
        """Whether ``text`` holds nothing but a contact of the account."""
        number = _digits(text)
        address = text.lower().strip()
        for contact in self.contacts:
            own = contact.lower().removeprefix("@")
            if _LETTER.search(own):
                # The border keeps «@evil-adm.ru» out where «adm.ru» is ours.
                if address == own or ("@" not in own and address.endswith(("@" + own, "." + own))):
                    return True
            elif number == _digits(own):
                return True
        return False

    def word_lists(self) -> dict[str, tuple[str, ...]]:
        """Return the words for the lists that rules leave to the account, by name of the list."""
        groups = {"own-names": self.names, "own-titles": self.titles, "own-places": self.places}
        return {
            name: tuple(dict.fromkeys(word for text in texts for word in text.split()))
            for name, texts in groups.items()
        }


@dataclass(frozen=True, slots=True)
class Ignore:
    """Rules ignored in some files until a day: ``rule`` and ``path`` are patterns with ``*``."""

    rule: str
    path: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Config:
    """One govpost.yaml; the defaults where there is none.

    Attributes:
        path: the file, ``None`` without one; paths in it are relative to its folder.
        profile: name, or empty.
        rules: further rule folders.
        select, skip: patterns of rule ids; only those selected, none of those skipped.
        file: the source, for the places of mistakes that only the rules reveal.
    """

    path: Path | None = None
    profile: str = ""
    account: Account = field(default_factory=Account)
    rules: tuple[Path, ...] = ()
    select: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    ignore: tuple[Ignore, ...] = ()
    file: YamlFile | None = field(default=None, repr=False, compare=False)

    def check_profile(self, files: Callable[[], Collection[str]]) -> None:
        """Refuse a profile that does not exist.

        Args:
            files: gives the names of all rule files without suffix; asked only where needed.

        Raises:
            ConfigErrors: with its place.
        """
        if self.file is None or not self.profile:
            return
        from govpost_lint.ruleset.vocabulary import closest

        prefix = "profiles/"
        known = [name.removeprefix(prefix) for name in files() if name.startswith(prefix)]
        if self.profile not in known:
            hint = closest(self.profile, known) or f"есть: {', '.join(sorted(known))}"
            self.file.report(("profile",), f"профиля «{self.profile}» нет", hint)
            raise ConfigErrors(self.file.errors)

    def check_names(
        self, files: Callable[[], Collection[str]], former: Collection[str] = ()
    ) -> None:
        """Refuse names of no rule: a misspelt ``skip`` silently skips nothing.

        Args:
            files: gives the names of all rule files without suffix; asked only where needed.
            former: ids that rules had once.

        Raises:
            ConfigErrors: with the place of each such name.
        """
        wanted: list[tuple[Place, str]] = [
            *((("select", number), name) for number, name in enumerate(self.select)),
            *((("skip", number), name) for number, name in enumerate(self.skip)),
            *((("ignore", number, "rule"), one.rule) for number, one in enumerate(self.ignore)),
        ]
        if self.file is None or not wanted:
            return
        from govpost_lint.ruleset.vocabulary import closest

        rules = [name for name in files() if "/" in name and not name.startswith(_NO_RULES)]
        rules.extend(former)
        for place, name in wanted:
            if not any(fnmatchcase(rule, name) for rule in rules):
                hint = closest(name, rules) or "все правила: govpost-lint rules list"
                self.file.report(place, f"ни одного правила «{name}» нет", hint)
        if self.file.errors:
            raise ConfigErrors(self.file.errors)

    def admits(self, names: Collection[str]) -> bool:
        """Whether the rule with these ids, the present and the former ones, is to be applied."""

        def named(patterns: Iterable[str]) -> bool:
            return any(fnmatchcase(name, pattern) for pattern in patterns for name in names)

        return not named(self.skip) and (not self.select or named(self.select))

    def ignores(self, path: str, today: date) -> list[tuple[str, str]]:
        """Return rule patterns and reasons of the entries that hold for a file on a day."""
        if self.path is None:
            return []
        try:
            relative = Path(path).resolve().relative_to(self.path.parent.resolve()).as_posix()
        except ValueError:
            relative = path
        return [
            (entry.rule, entry.reason)
            for entry in self.ignore
            if today <= entry.until and fnmatchcase(relative, entry.path)
        ]

    def expired(self, today: date) -> list[Ignore]:
        """Return the entries whose day has passed."""
        return [entry for entry in self.ignore if entry.until < today]


def _digits(text: str) -> str:
    """The digits of a phone number, without the country's 7 or 8."""
    digits = _NO_DIGIT.sub("", text)
    return digits[1:] if len(digits) == 11 and digits[0] in "78" else digits


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
        ConfigErrors: with every mistake, each with its place.
    """
    if path is None:
        return Config()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "файл не в UTF-8" if isinstance(error, UnicodeDecodeError) else "файл не читается"
        raise ConfigErrors(
            [ConfigError(str(path), 0, 0, reason, "проверьте путь и кодировку")]
        ) from error
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
            elif not folder.is_dir():
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
                from govpost_lint.ruleset.vocabulary import closest

                hint = closest(key, known) or f"бывает: {', '.join(known)}"
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
