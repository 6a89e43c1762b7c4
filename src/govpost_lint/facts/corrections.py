"""The file by which people confirm or correct the ledger: ``<export>.promises.yaml``.

.. code-block:: yaml

    - {promise: "412", report: "530", note: открыли без ленточки}
    - {promise: "Лавки поставим до 12 мая", due: 2026-06-01}
    - {promise: "415", report: none}

``promise`` is the id of the post or the beginning of the sentence; ``report`` the id of the post
that reports it done, or ``none``: what was found is no report.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from difflib import get_close_matches

from govpost_lint.errors import ConfigError, ConfigErrors
from govpost_lint.facts.promises import Correction, Promise
from govpost_lint.yaml_reader import Place, YamlFile, read_yaml

_KEYS = ("promise", "report", "due", "note")
_NONE = ("none", "нет")


def read_corrections(text: str, path: str) -> tuple[Correction, ...]:
    """Read a file of corrections.

    Args:
        text: its content; path: its name, for errors.

    Raises:
        ConfigErrors: all mistakes at once, each with its place.
    """
    file = read_yaml(text, path)
    found = []
    if file.data is None:
        entries: list[object] = []
    elif isinstance(file.data, list):
        entries = file.data
    else:
        entries = []
        file.report((), "нужен список обещаний", "каждое начинается с «- promise: …»")
    for number, entry in enumerate(entries):
        made = _entry(file, entry, (number,))
        if made:
            found.append(made)
    if file.errors:
        raise ConfigErrors(file.errors)
    return tuple(found)


def _entry(file: YamlFile, entry: object, place: Place) -> Correction | None:
    if not isinstance(entry, dict):
        file.report(place, "нужны ключи promise, report, due, note", "- promise: …")
        return None
    for key in entry:
        if key not in _KEYS:
            close = get_close_matches(str(key), _KEYS, 1)
            hint = f"возможно, «{close[0]}»" if close else "есть: " + ", ".join(_KEYS)
            file.report((*place, key), f"неизвестный ключ «{key}»", hint, key=True)
    promise = _text(entry.get("promise"))
    if not promise:
        file.report(place, "не сказано, о каком обещании речь", "promise: номер поста или начало")
        return None
    due = entry.get("due")
    return Correction(
        promise, _report(entry), _day(file, due, (*place, "due")), _text(entry.get("note")),
        file.line_of(place),
    )  # fmt: skip


def _report(entry: dict[str, object]) -> str | None:
    if "report" not in entry:
        return None
    report = _text(entry["report"])
    return "" if report.lower() in ("", *_NONE) else report


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _day(file: YamlFile, value: object, place: Place) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        file.report(place, f"«{value}» — не день", "пишите 2026-10-01")
        return None


def check_corrections(
    corrections: Sequence[Correction],
    path: str,
    promises: Sequence[Promise],
    posts: Container[str],
) -> None:
    """Refuse corrections that mean nothing.

    Args:
        corrections: from ``read_corrections``; path: name of the file.
        promises: the ledger; posts: ids of the account's statements.

    Raises:
        ConfigErrors: a promise that is not in the ledger, a report that is no post.
    """
    errors = []
    for one in corrections:
        if not any(one.speaks_of(promise) for promise in promises):
            errors.append(
                ConfigError(path, one.line, 0, f"обещания «{one.promise}» нет в реестре",
                            "номер поста или начало предложения, как в govpost-lint promises")
            )  # fmt: skip
        if one.report and one.report not in posts:
            errors.append(ConfigError(path, one.line, 0, f"поста «{one.report}» нет в выгрузке"))
    if errors:
        raise ConfigErrors(errors)
