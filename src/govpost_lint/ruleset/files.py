"""Reads the files of rule folders and checks their form; mistakes come back with places.

A folder holds ``standard.yaml``, ``lists/*.yaml``, ``profiles/*.yaml``, ``detectors/*.yaml`` and
rules as ``<criterion>/<bad-thing>.yaml``. A later folder adds rules and replaces lists and
profiles of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from govpost_lint.errors import ConfigError, closest
from govpost_lint.ruleset import models
from govpost_lint.yaml_reader import Place, YamlFile, read_yaml

M = TypeVar("M", bound=BaseModel)

_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)*")
"""A name goes into reports and CI logs as it is: no control or direction characters."""

_FOLDERS: dict[str, type[BaseModel]] = {
    "lists": models.ListFile,
    "profiles": models.ProfileFile,
    "detectors": models.DetectorFile,
}

BESIDE_RULES = frozenset({"standard", "labels", *_FOLDERS})
"""Files and folders of a rule folder that hold no rules."""


@dataclass(slots=True)
class Sources:
    """All files of a rule set that have the right form, by name, each with its positions."""

    standard: tuple[models.StandardFile, YamlFile] | None = None
    rules: dict[str, tuple[models.RuleFile, YamlFile]] = field(default_factory=dict)
    lists: dict[str, tuple[models.ListFile, YamlFile]] = field(default_factory=dict)
    profiles: dict[str, tuple[models.ProfileFile, YamlFile]] = field(default_factory=dict)
    detectors: dict[str, tuple[models.DetectorFile, YamlFile]] = field(default_factory=dict)
    errors: list[ConfigError] = field(default_factory=list)


def rule_files(folder: Path) -> list[Path]:
    """Return the YAML files of a rule folder in a fixed order; links out of it are left out."""
    root = folder.resolve()
    found = [*folder.rglob("*.yaml"), *folder.rglob("*.yml")]
    return sorted(
        path
        for path in found
        if path.is_file()
        and path.resolve().is_relative_to(root)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def read_folders(folders: Iterable[Path]) -> Sources:
    """Read every file of ``folders``; mistakes are collected in ``errors``, never raised."""
    sources = Sources()
    for folder in folders:
        if not folder.is_dir():
            sources.errors.append(
                ConfigError(str(folder), 0, 0, "папки с правилами нет", "проверьте путь")
            )
            continue
        seen: dict[str, Path] = {}
        for path in rule_files(folder):
            _read_file(sources, folder, path, seen)
    return sources


def _read_file(sources: Sources, folder: Path, path: Path, seen: dict[str, Path]) -> None:
    shown = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "не прочитан" if isinstance(error, OSError) else "не в кодировке UTF-8"
        sources.errors.append(ConfigError(shown, 0, 0, f"файл {reason}", "сохраните как UTF-8"))
        return
    file = read_yaml(text, shown)
    name = path.relative_to(folder).with_suffix("").as_posix()
    group = name.split("/")[0] if "/" in name else ""
    if not file.errors:
        if name == "labels":
            return
        if name == "standard":
            standard = parse_model(models.StandardFile, file)
            sources.standard = (standard, file) if standard else sources.standard
        elif group in _FOLDERS:
            found: Any = parse_model(_FOLDERS[group], file)
            if found is not None:
                _check_id(file, found.id, name if group == "detectors" else name.split("/")[-1])
                getattr(sources, group)[path.stem] = (found, file)
        else:
            rule = parse_model(models.RuleFile, file)
            if rule is not None:
                _check_id(file, rule.id, name)
                sources.rules[rule.id] = (rule, file)
    sources.errors.extend(file.errors)


def _check_id(file: YamlFile, found: str, wanted: str) -> None:
    if not _NAME.fullmatch(wanted):
        message = "в имени файла не только буквы, цифры, «-», «_» и точки"
        file.report(("id",), message, "переименуйте файл")
    elif found != wanted:
        file.report(("id",), f"id «{found}» не совпадает с путём файла", f"напишите {wanted}")


def parse_model(
    model: type[M], file: YamlFile, keys: Iterable[str] = (), first: str = "id"
) -> M | None:
    """Return the data of ``file`` as ``model``, or note its mistakes in the file.

    Args:
        model: the form; file: what was read.
        keys: known keys, for hints at unknown ones; those of rule folders where empty.
        first: the key that such a file begins with.

    Returns:
        The model, or ``None`` where mistakes were found.
    """
    if not isinstance(file.data, dict):
        file.report((), "файл пуст или не похож на форму", f"начните с «{first}: …»")
        return None
    try:
        return model.model_validate(file.data)
    except ValidationError as error:
        reported: set[Place] = set()
        for item in error.errors(include_url=False, include_input=True):
            _report(file, item, reported, keys or _KEYS)
        return None


_TYPES = {
    "string_type": "нужен текст",
    "int_type": "нужно целое число",
    "float_type": "нужно число",
    "bool_type": "нужно true или false",
    "list_type": "нужен список",
    "dict_type": "нужны пары «ключ: значение»",
    "model_type": "нужны пары «ключ: значение»",
    "model_attributes_type": "нужны пары «ключ: значение»",
    "string_too_short": "слишком короткий текст",
    "too_short": "слишком мало значений",
    "greater_than_equal": "число слишком мало",
    "less_than_equal": "число слишком велико",
}


def _report(file: YamlFile, item: Any, reported: set[Place], keys: Iterable[str]) -> None:
    place, rest = _place(file.data, item["loc"])
    kind, context = item["type"], item.get("ctx", {})
    if kind == "missing":
        file.report(place, f"нет обязательного ключа «{rest}»", f"добавьте «{rest}: …»")
        return
    if place in reported:
        return
    reported.add(place)
    if kind == "extra_forbidden":
        key = str(place[-1])
        hint = closest(key, keys) or "уберите его или проверьте отступ"
        file.report(place, f"неизвестный ключ «{key}»", hint, key=True)
    elif kind == "literal_error":
        allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        hint = closest(str(item["input"]), allowed.split(", ")) or f"допустимо: {allowed}"
        file.report(place, f"недопустимое значение «{item['input']}»", hint)
    else:
        limit = next((f" (предел {context[key]})" for key in ("ge", "le") if key in context), "")
        file.report(place, _TYPES.get(kind, "значение не подходит") + limit)


def _place(data: Any, location: Sequence[int | str]) -> tuple[Place, str]:
    """Way through the data along pydantic's location, which also names union branches."""
    place: Place = ()
    rest = ""
    for part in location:
        inside = range(len(data)) if isinstance(data, list) else data
        if not isinstance(inside, (dict, range)) or part not in inside:
            rest = str(part)
            continue
        data = data[part]
        place = (*place, part)
    return place, rest


def keys_of(module: ModuleType) -> frozenset[str]:
    """Return every key of the forms of a module."""
    keys: set[str] = set()
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, BaseModel):
            keys.update(info.alias or name for name, info in value.model_fields.items())
    return frozenset(keys)


_KEYS = keys_of(models)
