"""The compiled plan on disk: data that cannot execute code, keyed by everything it is made of."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from govpost_lint.ruleset.plan import FORMAT

_MARK = b"govpost-lint plan\n"


def cache_folder() -> Path:
    """Return the user's cache folder of this program; it need not exist.

    ``GOVPOST_CACHE`` names another; otherwise the platform's own place.
    """
    own = os.environ.get("GOVPOST_CACHE")
    if own:
        return Path(own)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "govpost-lint" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "govpost-lint"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "govpost-lint"


def fingerprint(files: Iterable[tuple[str, bytes]], *versions: str) -> str:
    """Return SHA-256 over names and bytes of ``files`` and over ``versions``."""
    digest = hashlib.sha256()
    for part in (str(FORMAT), *versions):
        digest.update(part.encode() + b"\0")
    for name, content in files:
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return "sha256:" + digest.hexdigest()


def load(key: str) -> dict[str, Any] | None:
    """Return the plain plan stored under ``key``; ``None`` where there is none or it is damaged.

    The content carries its own checksum, so that a damaged file is noticed before it is decoded.
    """
    try:
        content = _path(key).read_bytes()
    except OSError:
        return None
    head = len(_MARK) + 32
    if not content.startswith(_MARK) or len(content) < head:
        return None
    body = memoryview(content)[head:]
    if hashlib.sha256(body).digest() != content[len(_MARK) : head]:
        return None
    try:
        found, data = marshal.loads(body)
    except (ValueError, EOFError, TypeError):
        return None
    if found == key and isinstance(data, dict) and data.get("format") == FORMAT:
        return data
    return None


def store(key: str, data: dict[str, Any]) -> None:
    """Store a plain plan under ``key``; a cache that cannot be written is no mistake."""
    import tempfile  # 5 ms, and only where there was no plan

    path = _path(key)
    body = marshal.dumps((key, data))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".plan-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MARK + hashlib.sha256(body).digest() + body)
            os.replace(name, path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            return
        _drop_old(path.parent, keep=path)
    except OSError:
        return


_KEPT = 24


def _drop_old(folder: Path, keep: Path) -> None:
    """Keep the newest plans only: each change of a rule makes another."""
    plans = sorted(folder.glob("plan-*.bin"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in plans[_KEPT:]:
        if path != keep:
            path.unlink(missing_ok=True)


def _path(key: str) -> Path:
    version = f"{sys.version_info[0]}{sys.version_info[1]}"
    return cache_folder() / f"plan-py{version}-{key.removeprefix('sha256:')[:40]}.bin"
