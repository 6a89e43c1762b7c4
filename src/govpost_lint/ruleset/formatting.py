"""``rules fmt``: the canonical form of a rule file, comments kept.

The keys come in the order in which a rule reads like a form; Russian names of parts of speech and
grammemes become the canonical ones; blanks at line ends go; long lines are folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from govpost_lint.errors import ConfigErrors
from govpost_lint.ruleset.folding import fold_lines
from govpost_lint.ruleset.vocabulary import grammeme_name, pos_name, stretch_name
from govpost_lint.yaml_reader import Place, YamlFile, read_yaml

ORDER = (
    "id", "version", "title", "status", "replaces", "private", "severity", "confidence", "score",
    "where", "params", "parts", "match", "require", "measure", "history", "follow", "similar",
    "suggest", "fix", "message", "why", "source", "examples",
)  # fmt: skip

_TOP_KEY = re.compile(r"([A-Za-z_]+):")
_BRACES = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*=)?([^{}=]*)\}")
_PATTERN_KEYS = (
    "match", "require", "measure", "history", "follow", "similar",
    "patterns", "any", "unless",  # of a list; of a detector
)  # fmt: skip


def format_rule(text: str) -> str:
    """Return ``text`` of a rule file in canonical form; what is canonical already stays as it is.

    Raises:
        ConfigErrors: where the file is no YAML.
    """
    file = read_yaml(text, "правило")
    if file.errors:
        raise ConfigErrors(file.errors)
    lines = text.rstrip("\r\n").split("\n")
    # The longest first: a phrase may stand inside another of the same line.
    for place, phrase in sorted(_phrases(file.data), key=lambda found: -len(found[1])):
        _rewrite(lines, file, place, phrase)
    for change in (_without_blanks, _reordered, _folded):
        made = change(lines)
        if _same(made, lines):  # not so where blanks or places are part of a text
            lines = made
    return "\n".join(lines).strip("\n") + "\n"


def _without_blanks(lines: list[str]) -> list[str]:
    return [line.rstrip() for line in lines]


def _folded(lines: list[str]) -> list[str]:
    return fold_lines("\n".join(lines)).split("\n")


def _same(one: list[str], other: list[str]) -> bool:
    first, second = (read_yaml("\n".join(lines), "правило") for lines in (one, other))
    return not first.errors and bool(first.data == second.data)


def _phrases(data: Any) -> Iterator[tuple[Place, str]]:
    """Every text below the kinds' keys: phrases stand nowhere else."""
    if not isinstance(data, dict):
        return
    stack: list[tuple[Place, Any]] = [((key,), data[key]) for key in _PATTERN_KEYS if key in data]
    while stack:
        place, value = stack.pop()
        if isinstance(value, dict):
            stack.extend(
                ((*place, key), inner)
                for key, inner in value.items()
                if key not in ("regex", "suggest", "ends_with")
            )
        elif isinstance(value, list):
            stack.extend(((*place, number), inner) for number, inner in enumerate(value))
        elif isinstance(value, str) and "{" in value:
            yield place, value


def _rewrite(lines: list[str], file: YamlFile, place: Place, phrase: str) -> None:
    number = file.line_of(place) - 1
    made = canonical_phrase(phrase)
    if made != phrase and number < len(lines) and phrase in lines[number]:
        lines[number] = lines[number].replace(phrase, made, 1)


def canonical_phrase(phrase: str) -> str:
    """Return ``phrase`` with canonical names: ``{СУЩ:род}`` becomes ``{noun:gent}``."""
    return _BRACES.sub(_canonical_braces, phrase)


def _canonical_braces(match: re.Match[str]) -> str:
    head, colon, tail = match[2].partition(":")
    if "~" in match[2]:  # the expression after the sign is not ours to read
        head, tilde, regex = match[2].partition("~")
        return "{" + (match[1] or "") + (pos_name(head.strip()) or head) + tilde + regex + "}"
    name = pos_name(head.strip()) or stretch_name(head.strip())
    grams = [
        ("!" if gram.strip().startswith("!") else "")
        + (grammeme_name(gram.strip().removeprefix("!")) or gram.strip().removeprefix("!"))
        for gram in tail.split(",")
    ]
    return "{" + (match[1] or "") + (name or head.strip()) + colon + ",".join(grams) + "}"


def _reordered(lines: list[str]) -> list[str]:
    """Blocks of top-level keys in the canonical order; comments above a key go with it."""
    blocks: list[tuple[int, list[str]]] = []
    waiting: list[str] = []
    if lines and lines[0].rstrip() == "---":
        return [lines[0], *_reordered(lines[1:])]
    for line in lines:
        key = _TOP_KEY.match(line)
        if key:
            place = ORDER.index(key[1]) if key[1] in ORDER else len(ORDER)
            blocks.append((place, [*waiting, line]))
            waiting = []
        elif not blocks or line.startswith("#"):
            waiting.append(line)
        else:
            blocks[-1][1].extend([*waiting, line])
            waiting = []
    ordered = [line for _, block in sorted(blocks, key=lambda b: b[0]) for line in block]
    return [*ordered, *waiting]
