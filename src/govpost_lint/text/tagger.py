"""Choosing among the readings of each word of a sentence.

An averaged perceptron scores the readings that pymorphy3 proposes; a narrow beam keeps the best
few sequences, because the case of an adjective may become clear only at its noun. The weights
(data/tagger.bin, CC BY-SA 4.0) come from training.py.
"""

from __future__ import annotations

import heapq
import marshal
import sys
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from govpost_lint.text import tagger_features as features
from govpost_lint.text.morphology import Reading, get_morphology, normalize

MODEL_PATH = Path(__file__).with_name("data") / "tagger.bin"
#: Version of file layout and feature templates; a model of another version is refused.
MODEL_FORMAT = "govpost-lint/tagger/1"
BEAM = 3
_TOKEN_CACHE_LIMIT = 50_000
_IMPERATIVE_STOP = frozenset({"вы", "если", "когда", "который", "что"})
_IMPERATIVE_WINDOW = 5

Row = Mapping[str, int]  # tag → weight; tag "" for features that already name the candidate


class Model:
    """Weights by feature. A row is unpacked when it is first asked for, so loading stays cheap."""

    def __init__(
        self, index: dict[str, int], tags: Sequence[str], ends: array[int],
        tag_ids: array[int], weights: array[int],
    ) -> None:  # fmt: skip
        self._index, self._tags = index, tags
        self._ends, self._tag_ids, self._weights = ends, tag_ids, weights
        self._rows: dict[str, Row | None] = {}

    def row(self, feature: str) -> Row | None:
        """Return the weights of a feature by tag, or None for an unknown feature."""
        try:
            return self._rows[feature]
        except KeyError:
            number = self._index.get(feature)
            if number is None:
                return None
            start = self._ends[number - 1] if number else 0
            span = slice(start, self._ends[number])
            tags = self._tags
            found = {
                tags[tag]: weight
                for tag, weight in zip(self._tag_ids[span], self._weights[span], strict=True)
            }
            self._rows[feature] = found
            return found


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
    return Model(dict(zip(names, range(len(names)), strict=True)), tags, ends, tag_ids, weights)


class Tagger:
    """Chooses one reading a word; `Tagger.load()` returns the shared one of this process."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._tokens: dict[str, features.Token] = {}

    @classmethod
    def load(cls) -> Tagger:
        """Return the tagger with the shipped weights, loaded once a process (about 10 ms).

        Raises:
            FileNotFoundError: the package lacks its data file.
            ValueError: the data file belongs to another version.
        """
        return _shared_tagger()

    def choose(
        self, words: Sequence[str], readings: Sequence[tuple[Reading, ...]], beam: int = BEAM
    ) -> list[int]:
        """Choose the reading of each token of one sentence.

        Args:
            words: token texts as written, with punctuation, numbers and emoji.
            readings: of each token, as `Morphology.readings` returns them.
            beam: how many sequences are kept; 1 is fastest.

        Returns:
            The index into its readings for each token, -1 where there are none.
        """
        tokens = [self._token(w, r) for w, r in zip(words, readings, strict=True)]
        return self._decode(tokens, features.contexts(words, tokens), beam)

    def _token(self, word: str, readings: tuple[Reading, ...]) -> features.Token:
        key = word.lower()
        token = self._tokens.get(key)
        if token is None or token.readings is not readings:
            if len(self._tokens) >= _TOKEN_CACHE_LIMIT:
                self._tokens.clear()
            token = self._tokens[key] = features.Token(word, readings)
        return token

    def _decode(
        self,
        tokens: Sequence[features.Token],
        contexts: Sequence[features.Context | None],
        beam: int,
    ) -> list[int]:
        # A state is (score, choices so far as a linked list, history).
        states: list[_State] = [(0, None, features.History())]
        for i, token in enumerate(tokens):
            context = contexts[i]
            if context is None:
                chosen = token.candidates[0] if token.candidates else None
                choice = 0 if chosen else -1
                states = [
                    (score, (path, choice), features.advance(history, token, chosen))
                    for score, path, history in states
                ]
                continue
            scores = self._context_scores(token, context)
            following = tokens[i + 1].options if i + 1 < len(tokens) else features.START
            previous_key = tokens[i - 1].key if i else features.START
            states = self._extend(states, token, scores, following, previous_key, beam)
        path = max(states, key=lambda state: state[0])[1]
        choices = []
        while path is not None:
            path, choice = path
            choices.append(choice)
        return choices[::-1]

    def _context_scores(self, token: features.Token, context: features.Context) -> list[int]:
        """Score the candidates by everything that does not depend on earlier choices."""
        row = self._model.row
        if token.base is None:
            own = [found for name in features.own_features(token) if (found := row(name))]
            token.base = [
                _total(own, candidate.fine, candidate.coarse)
                + sum(found.get("", 0) for name in candidate.lexical if (found := row(name)))
                for candidate in token.candidates
            ]
        rows = [found for name in context.features if (found := row(name))]
        scores = [
            base + _total(rows, candidate.fine, candidate.coarse)
            for base, candidate in zip(token.base, token.candidates, strict=True)
        ]
        for j, name in enumerate(context.agreement):
            found = row(name)
            if found:
                candidate = token.candidates[j]
                scores[j] += found.get(candidate.fine, 0) + found.get(candidate.coarse, 0)
        return scores

    def _extend(
        self, states: list[_State], token: features.Token, scores: list[int], following: str,
        previous_key: str, beam: int,
    ) -> list[_State]:  # fmt: skip
        row = self._model.row
        options: list[tuple[int, int, _State]] = []
        for state in states:
            history = state[2]
            names = features.history_features(history, token, following)
            rows = [found for name in names if (found := row(name))]
            for j, candidate in enumerate(token.candidates):
                score = state[0] + scores[j] + _total(rows, candidate.fine, candidate.coarse)
                for name in features.pair_features(candidate, history, previous_key):
                    if found := row(name):
                        score += found.get("", 0)
                options.append((score, j, state))
        best = heapq.nlargest(2 * beam, options, key=lambda option: option[0])
        result: dict[tuple[str, str, str, str], _State] = {}
        for score, j, (_, path, history) in best:
            after = features.advance(history, token, token.candidates[j])
            if after[:4] not in result:  # sequences that look alike from here on
                result[after[:4]] = (score, (path, j), after)
                if len(result) == beam:
                    break
        return list(result.values())


_Path = tuple["_Path | None", int]
_State = tuple[int, "_Path | None", features.History]


def _total(rows: Sequence[Row], fine: str, coarse: str) -> int:
    total = 0
    for row in rows:
        total += row.get(fine, 0) + row.get(coarse, 0)
    return total


@lru_cache(maxsize=1)
def _shared_tagger() -> Tagger:
    return Tagger(load_model())


def is_imperative(
    words: Sequence[str],
    readings: Sequence[tuple[Reading, ...]],
    chosen: Sequence[int],
    i: int,
) -> bool:
    """Tell whether word i is an imperative.

    Certain forms are decided without the tagger: a known word with no other reading, or one in
    -те that can only be a verb («пишите») unless «вы», «если», «когда», «который» or «что» since
    the last comma within five words makes it a statement («если вы пишете»).

    Args:
        words: tokens of one sentence.
        readings: of each token.
        chosen: indices as `Tagger.choose` returns them.
        i: which word.
    """
    options = readings[i]
    imperative = ["impr" in reading.grammemes for reading in options]
    if not any(imperative) or not get_morphology().known(words[i]):
        return False
    if all(imperative):
        return True
    if normalize(words[i]).endswith("те") and all(r.pos == "verb" for r in options):
        return not _follows_stop_word(words, readings, i)
    return imperative[chosen[i]]


def _follows_stop_word(
    words: Sequence[str], readings: Sequence[tuple[Reading, ...]], i: int
) -> bool:
    for j in range(i - 1, max(-1, i - 1 - _IMPERATIVE_WINDOW), -1):
        if words[j] == ",":
            return False
        if any(reading.key in _IMPERATIVE_STOP for reading in readings[j]):
            return True
    return False
