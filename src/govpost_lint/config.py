"""What a govpost.yaml says: profile, the account's own words, rule folders, what to skip."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from govpost_lint.errors import ConfigErrors, closest

if TYPE_CHECKING:
    from govpost_lint.yaml_reader import Place, YamlFile


_NO_RULES = ("lists/", "profiles/", "detectors/")
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
        if self.path is None or not self.ignore:
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
