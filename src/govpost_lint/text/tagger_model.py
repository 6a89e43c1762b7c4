"""The weights of the tagger: a file, and rows unpacked on demand.

The file (data/tagger.bin, CC BY-SA 4.0) comes from training.py.
"""

from __future__ import annotations

import marshal
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

MODEL_PATH = Path(__file__).with_name("data") / "tagger.bin"
#: Version of file layout and feature templates; a model of another version is refused.
MODEL_FORMAT = "govpost-lint/tagger/1"

Row = dict[str, int]  # tag → weight; tag "" for features that already name the candidate


class Model:
    """Weights by feature. A row is unpacked when it is first asked for, so loading stays cheap."""

    def __init__(
        self, names: Sequence[str], tags: Sequence[str], ends: array[int],
        tag_ids: array[int], weights: array[int],
    ) -> None:  # fmt: skip
        self._tags, self._ends, self._tag_ids, self._weights = tags, ends, tag_ids, weights
        self._rows: dict[str, Row | int] = dict(zip(names, range(len(names)), strict=True))

    def rows(self, names: Iterable[str]) -> list[Row]:
        """Return the weights of those features that the model knows."""
        get = self._rows.get
        found = []
        for name in names:
            row = get(name)
            if row is not None:
                found.append(self._unpack(name, row) if isinstance(row, int) else row)
        return found

    def single(self, names: Iterable[str]) -> int:
        """Return the summed weight of features that name their candidate themselves."""
        return sum(row.get("", 0) for row in self.rows(names))

    def _unpack(self, name: str, number: int) -> Row:
        span = slice(self._ends[number - 1] if number else 0, self._ends[number])
        pairs = zip(self._tag_ids[span], self._weights[span], strict=True)
        row = {self._tags[tag]: weight for tag, weight in pairs}
        self._rows[name] = row
        return row


def save_model(weights: Mapping[str, Mapping[str, int]], path: Path) -> None:
    """Write weights (feature → tag → integer from -127 to 127) for `load_model`."""
    names = sorted(feature for feature in weights if _storable(feature))
    tags = sorted({tag for name in names for tag in weights[name]})
    number = {tag: i for i, tag in enumerate(tags)}
    ends, tag_ids, values = array("I"), array("H"), array("b")
    for name in names:
        for tag, weight in sorted(weights[name].items()):
            tag_ids.append(number[tag])
            values.append(weight)
        ends.append(len(values))
    for part in (ends, tag_ids):
        if sys.byteorder == "big":
            part.byteswap()
    text = "\n".join(names).encode("cp1251")  # one byte a letter
    arrays = (ends.tobytes(), tag_ids.tobytes(), values.tobytes())
    path.write_bytes(marshal.dumps((MODEL_FORMAT, text, tuple(tags), *arrays), 2))


def _storable(feature: str) -> bool:
    try:
        return "\n" not in feature and bool(feature.encode("cp1251"))
    except UnicodeEncodeError:
        return False


def load_model(path: Path = MODEL_PATH) -> Model:
    """Read a model file.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file has another format version.
    """
    content = marshal.loads(path.read_bytes())
    if not isinstance(content, tuple) or content[:1] != (MODEL_FORMAT,):
        raise ValueError(f"{path.name}: not a model of format {MODEL_FORMAT}; train it again")
    _, text, tags, *parts = content
    ends, tag_ids, weights = array("I"), array("H"), array("b")
    for target, data in zip((ends, tag_ids, weights), parts, strict=True):
        target.frombytes(data)
        if sys.byteorder == "big":
            target.byteswap()
    names = text.decode("cp1251").split("\n")
    return Model(names, tags, ends, tag_ids, weights)
