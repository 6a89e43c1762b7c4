"""Judgements on disk, each enciphered with a key made of its own draft.

What is found in a draft quotes it, and drafts may name citizens. So an entry stands under a hash of
everything that it depends on, and its content is enciphered with another hash of the same: whoever
has the draft can read what was found in it, whoever has only the cache cannot. (A guess can be
verified, as with any hash: a text of three words is no secret.) The same keyed hash proves that the
entry is whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b, shake_256
from hmac import compare_digest
from typing import Any, NamedTuple

from govpost_lint.checking import Checker
from govpost_lint.model import Document
from govpost_lint.ruleset import cache

_LAYOUT = "drafts-1"
_PROOF = 16
MOST = 50_000
LARGEST = 64_000_000
"""Entries and bytes kept; beyond either those that the last run did not need go."""


class Key(NamedTuple):
    """Under which name an entry stands, and with what it is enciphered."""

    name: bytes
    secret: bytes


class Keys:
    """Makes the keys of drafts.

    Args:
        checker: plan and configuration; today: the day by which ignores run out.
    """

    def __init__(self, checker: Checker, today: date) -> None:
        self._config = checker.config
        self._today = today

    def of(self, document: Document) -> Key:
        """Return the key of everything that decides what is found beside plan and settings."""
        meta = document.meta
        facts = (
            document.kind, document.platform, document.reply_to, document.body_start,
            document.attachments, meta.get("tags"), meta.get("allow"),
            self._config.ignores(document.path or document.id, self._today),
        )  # fmt: skip
        digest = blake2b(digest_size=48)
        for part in (repr(facts), document.text):
            content = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d\0" % len(content) + content)
        value = digest.digest()
        return Key(value[:16], value[16:])


class Store:
    """The judgements kept for one plan and its settings.

    Args:
        checker: plan and configuration.
        with_marks: whether entries hold the fingerprints that a baseline asks for.
    """

    def __init__(self, checker: Checker, with_marks: bool) -> None:
        config = checker.config
        settings = repr((config.select, config.skip, config.account.contacts, with_marks))
        self._key = cache.fingerprint((), _LAYOUT, checker.plan.fingerprint, settings)
        found: Any = cache.load_data("drafts", self._key)
        self._kept: dict[bytes, bytes] = found if isinstance(found, dict) else {}
        self._used: dict[bytes, bytes] = {}
        self._changed = False

    def get(self, key: Key) -> bytes | None:
        """Return the entry of ``key``; ``None`` where there is none or it is damaged."""
        kept = self._kept.get(key.name)
        if not isinstance(kept, bytes) or len(kept) < _PROOF:
            return None
        data = _enciphered(kept[_PROOF:], key)
        if not compare_digest(_proof(data, key), kept[:_PROOF]):
            return None
        self._used[key.name] = kept
        return data

    def put(self, key: Key, data: bytes) -> None:
        """Keep an entry for the next run."""
        self._used[key.name] = _proof(data, key) + _enciphered(data, key)
        self._changed = True

    def save(self) -> None:
        """Write what is new; of two runs at once one wins, and neither harms the other."""
        if not self._changed:
            return
        entries = {**self._kept, **self._used}
        if len(entries) > MOST or _size(entries.values()) > LARGEST:
            entries, left = {}, LARGEST
            for name, entry in self._used.items():
                left -= len(entry)
                if left < 0 or len(entries) == MOST:
                    break
                entries[name] = entry
        cache.store_data("drafts", self._key, entries)


def _size(entries: Iterable[bytes]) -> int:
    return sum(map(len, entries))


def _proof(data: bytes, key: Key) -> bytes:
    return blake2b(data, key=key.secret, digest_size=_PROOF).digest()


def _enciphered(data: bytes, key: Key) -> bytes:
    """Encipher or decipher; a key meets one content only, for it is made of what decides it."""
    stream = shake_256(key.secret).digest(len(data))
    mixed = int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")
    return mixed.to_bytes(len(data), "big")
