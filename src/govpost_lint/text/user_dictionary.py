"""Words of this genre that pymorphy3's dictionary lacks or reads badly (data/dictionary.txt)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from govpost_lint.text.reading import CASES, POS_NAMES, Reading, normalize

DICTIONARY_PATH = Path(__file__).with_name("data") / "dictionary.txt"


class Entry(NamedTuple):
    """One line of the user dictionary: an inflected word (with a model) or a fixed one.

    A form of the word is `prefix` + rest, and `model_prefix` + rest is the same form of `model`.
    """

    lemma: str
    prefix: str
    model: str
    model_prefix: str
    fixed: tuple[Reading, ...]


def parse_dictionary(lines: Iterable[str]) -> list[Entry]:
    """Read the user dictionary.

    Args:
        lines: `слово: образец` (inflects like the known word) or `слово = noun inan femn`
            (never inflects); `#` starts a comment.

    Returns:
        The entries in file order.

    Raises:
        ValueError: a line is neither of the two, or shares no ending with its model.
    """
    entries = []
    for number, raw in enumerate(lines, 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        if ":" in line:
            lemma, model = (part.strip() for part in line.split(":", 1))
            entries.append(_modelled_entry(lemma, model, number))
        elif "=" in line:
            lemma, grammemes = (part.strip() for part in line.split("=", 1))
            entries.append(_fixed_entry(lemma, grammemes.split(), number))
        else:
            raise ValueError(f"dictionary.txt:{number}: expected «слово: образец» or «слово = …»")
    return entries


def _modelled_entry(lemma: str, model: str, number: int) -> Entry:
    common = 0
    while common < min(len(lemma), len(model)) and lemma[-common - 1] == model[-common - 1]:
        common += 1
    prefix = lemma[: len(lemma) - common]
    if not common or not prefix:
        raise ValueError(f"dictionary.txt:{number}: «{lemma}» does not end like «{model}»")
    return Entry(lemma, normalize(prefix), model, model[: len(model) - common], ())


def _fixed_entry(lemma: str, words: list[str], number: int) -> Entry:
    if not words or words[0] not in POS_NAMES.values():
        raise ValueError(f"dictionary.txt:{number}: unknown part of speech of «{lemma}»")
    pos, given = words[0], set(words[1:])
    numbers = sorted(given & {"sing", "plur"}) or ["sing", "plur"]
    rest = given - {"sing", "plur"}
    if pos == "noun":
        tags = [frozenset(rest | {"fixd", case, n}) for n in numbers for case in CASES]
    else:
        tags = [frozenset(given)]
    readings = tuple(
        Reading(lemma, pos, tag, 1 / len(tags), normalize(lemma)) for tag in tags
    )  # no estimate without context: all cases are equally likely
    return Entry(lemma, normalize(lemma), "", "", readings)
