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
    """Return the plain plan stored under ``key``; ``None`` where there is none or it is damaged."""
    data = load_data("plan", key)
    return data if isinstance(data, dict) and data.get("format") == FORMAT else None


def store(key: str, data: dict[str, Any]) -> None:
    """Store a plain plan under ``key``; a cache that cannot be written is no mistake."""
    store_data("plan", key, data)


def load_data(name: str, key: str) -> Any:
    """Return the plain data of kind ``name`` stored under ``key``; ``None`` where there is none.

    The content carries its own checksum, so that a damaged file is noticed before it is decoded.
    """
    try:
        content = _path(name, key).read_bytes()
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
    return data if found == key else None


def store_data(name: str, key: str, data: Any) -> None:
    """Store plain data of kind ``name`` under ``key``, made whole or not at all."""
    import tempfile  # 5 ms, and only where there was nothing yet

    path = _path(name, key)
    body = marshal.dumps((key, data))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MARK + hashlib.sha256(body).digest())
                file.write(body)
            os.replace(temporary, path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            return
        _drop_old(path.parent, name, keep=path)
    except OSError:
        return


_KEPT = {"plan": 24, "stamp": 48, "rows": 6, "added": 6, "drafts": 6, "masks": 6, "near": 6}


def _drop_old(folder: Path, name: str, keep: Path) -> None:
    """Keep the newest files only: each change of a rule makes another."""
    found = sorted(folder.glob(f"{name}-*.bin"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in found[_KEPT[name] :]:
        if path != keep:
            path.unlink(missing_ok=True)


def _path(name: str, key: str) -> Path:
    version = f"{sys.version_info[0]}{sys.version_info[1]}"
    return cache_folder() / f"{name}-py{version}-{key.removeprefix('sha256:')[:40]}.bin"
