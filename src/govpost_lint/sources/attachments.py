"""Attachments that a draft names: what kind they are, and the size of pictures at hand."""

from __future__ import annotations

from pathlib import Path

from govpost_lint.model import Attachment

_SUFFIXES = {
    "image": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".heic", ".avif"),
    "video": (".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v"),
}
KINDS = (*_SUFFIXES, "file")


def read_attachments(
    listed: object, folder: Path | None
) -> tuple[tuple[Attachment, ...] | None, tuple[str, ...]]:
    """Turn the list of a front matter or a record into attachments.

    Args:
        listed: names of files, or mappings with ``kind``, ``name``, ``width``, ``height``;
            ``None`` where the draft says nothing.
        folder: that of the draft; only pictures inside it are opened. ``None``: none is.

    Returns:
        The attachments (``None`` where nothing is said), and remarks for the user.
    """
    if not isinstance(listed, list):
        return None, ()
    found = []
    notes = []
    for item in listed:
        attachment = _named(item) if isinstance(item, dict) else _by_suffix(str(item))
        if attachment.kind == "image" and attachment.name and folder and not attachment.width:
            path = _inside(folder, attachment.name)
            if path is None:
                notes.append(f"вложение {attachment.name} не найдено рядом с черновиком")
            else:
                attachment = Attachment("image", attachment.name, *_size(path))
        found.append(attachment)
    return tuple(found), tuple(notes)


def attachment_mistake(listed: object) -> tuple[str, str] | None:
    """Return what is wrong with the list and the way out; ``None`` where all is well."""
    hint = "пишите attachments: [foto.jpg]"
    if not isinstance(listed, list):
        return "вложения должны быть списком файлов", hint
    for item in listed:
        if isinstance(item, str):
            continue
        if not isinstance(item, dict):
            return f"вложение «{item}» не разобрано", hint
        for key in ("width", "height"):
            if not isinstance(item.get(key, 0), int):
                return f"{key} вложения должно быть числом точек", f"пишите {key}: 1280"
        if item.get("kind", "image") not in KINDS:
            return f"вид вложения «{item['kind']}» неизвестен", f"бывает: {', '.join(KINDS)}"
    return None


def _named(item: dict[str, object]) -> Attachment:
    name = str(item.get("name") or "")
    kind = str(item.get("kind") or _by_suffix(name).kind)
    width, height = item.get("width", 0), item.get("height", 0)
    return Attachment(
        kind,
        name,
        width if isinstance(width, int) else 0,
        height if isinstance(height, int) else 0,
    )


def _by_suffix(name: str) -> Attachment:
    suffix = Path(name).suffix.lower()
    for kind, suffixes in _SUFFIXES.items():
        if suffix in suffixes:
            return Attachment(kind, name)
    return Attachment("file", name)


def _inside(folder: Path, name: str) -> Path | None:
    """Return the file, unless its name leads out of the folder: drafts may be of strangers."""
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):
        return None
    return path if inside else None


def _size(path: Path) -> tuple[int, int]:
    """Return width and height from the header of a picture; zeros where it has none."""
    import imagesize  # type: ignore[import-untyped,unused-ignore]  # only for drafts with pictures

    try:
        with path.open("rb") as stream:
            # The library takes XML for SVG and parses all of it: not for files of strangers.
            if stream.read(16).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                return 0, 0
            stream.seek(0)
            width, height = imagesize.get(stream)
    except Exception:  # a damaged picture is a picture of unknown size
        return 0, 0
    return max(0, int(width)), max(0, int(height))
