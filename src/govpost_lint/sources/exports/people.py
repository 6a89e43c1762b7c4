"""Who wrote: keyed hashes in place of the ids of people, and which of them are the account's."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from hashlib import blake2b

READER = "@читатель"
"""Stands for a person mentioned by name in a comment."""

_OLD_CHANNEL = 1 << 33
_OLD_GROUP = 1 << 32
"""Telegram Desktop up to 2021 wrote channels and groups as numbers shifted by these."""

_VK_NAME = re.compile(r"(id|club|public|event)(\d+)\Z")
_BOT_API_CHANNEL = re.compile(r"-100(\d+)\Z")


class People:
    """Hashes ids under a random key of this run; what is hashed cannot be told from the result.

    Args:
        own_ids: accounts that answer for the official, as in govpost.yaml: ``user123``,
            ``channel123``, ``123``, ``-456``, ``club456`` or a word of a table's author column.
    """

    def __init__(self, own_ids: Iterable[str] = ()) -> None:
        self._key = secrets.token_bytes(32)
        self._keys: dict[str, str] = {}
        self._named = {one: {self.key(form) for form in _forms(one.strip())} for one in own_ids}
        self._own: set[str] = set().union(*self._named.values())

    def key(self, person: str) -> str:
        """Return the hash of an id; empty for an empty one."""
        key = self._keys.get(person)
        if key is None:  # once a person, not once a message
            digest = blake2b(person.encode("utf-8", "replace"), key=self._key, digest_size=8)
            key = self._keys[person] = digest.hexdigest() if person else ""
        return key

    def own(self, key: str) -> bool:
        """Whether the hash is that of one of the account's own ids."""
        return key in self._own

    def unseen(self, writers: set[str]) -> list[str]:
        """Return the own ids that wrote nothing, where anybody did: misspelt ones among them."""
        return [one for one, keys in self._named.items() if writers and not keys & writers]

    def add_own(self, person: str) -> None:
        """Count a further id, that of the channel or community itself, as the account's own."""
        self._own.add(self.key(person))


def telegram_peer(value: object) -> str:
    """Return ``user123``, ``chat123`` or ``channel123`` for a ``from_id``, new or numeric."""
    if isinstance(value, str):
        return value if not value.isdigit() else telegram_peer(int(value))
    if not isinstance(value, int) or isinstance(value, bool):
        return ""
    if value >= _OLD_CHANNEL:
        return f"channel{value - _OLD_CHANNEL}"
    return f"chat{value - _OLD_GROUP}" if value >= _OLD_GROUP else f"user{value}"


def channel_number(value: object) -> str:
    """Return the bare number of a chat's ``id`` in any of its forms; empty where it has none."""
    if not isinstance(value, int) or isinstance(value, bool):
        return ""
    if value < 0:
        return str(value).removeprefix("-100").removeprefix("-")
    return str(value - _OLD_CHANNEL if value >= _OLD_CHANNEL else value)


def _forms(own: str) -> Iterable[str]:
    """Yield the ways in which exports write one own id."""
    yield own
    if match := _VK_NAME.match(own):
        yield match[2] if match[1] == "id" else f"-{match[2]}"
    elif match := _BOT_API_CHANNEL.match(own):
        yield f"channel{match[1]}"
    elif own.isdigit():
        yield from (f"user{own}", f"channel{own}")
    elif own.startswith("user"):
        yield own.removeprefix("user")
