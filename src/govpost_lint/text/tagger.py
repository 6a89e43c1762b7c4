"""Choosing among the readings of each word of a sentence.

An averaged perceptron scores the readings that pymorphy3 proposes; a narrow beam keeps the best
few sequences, because the case of an adjective may become clear only at its noun. The weights
(data/tagger.bin, CC BY-SA 4.0) come from training.py.
"""

from __future__ import annotations

import marshal
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import add, itemgetter
from pathlib import Path

from govpost_lint.text import tagger_features as features
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import CASES, Reading, normalize

MODEL_PATH = Path(__file__).with_name("data") / "tagger.bin"
#: Version of file layout and feature templates; a model of another version is refused.
MODEL_FORMAT = "govpost-lint/tagger/1"
BEAM = 2  # 1 loses 0.4 points of case, 3 gains nothing
_TOKEN_CACHE_LIMIT = 30_000
_IMPERATIVE_STOP = frozenset({"вы", "если", "когда", "который", "что"})
_IMPERATIVE_WINDOW = 5
# «Хотите» has the form of an imperative, but nobody is told to want.
_NEVER_ORDERED = frozenset({"хотеть", "захотеть"})

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


class Tagger:
    """Chooses one reading a word; `Tagger.load()` returns the shared one of this process."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._tokens: dict[str, features.Token] = {}
        self._pairs: dict[tuple[str, str, str], int] = {}

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
        choices = self._decode(tokens, features.contexts(words, tokens), beam)
        _prefer_agreeing_nouns(readings, choices)
        return choices

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
                states = _step(states, token, chosen, choice)
                continue
            scores = self._context_scores(token, context)
            following = tokens[i + 1].options if i + 1 < len(tokens) else features.START
            previous_key = tokens[i - 1].key if i else features.START
            states = self._extend(states, token, scores, following, previous_key, beam)
        path = max(states, key=_score)[1]
        choices = []
        while path is not None:
            path, choice = path
            choices.append(choice)
        return choices[::-1]

    def _context_scores(self, token: features.Token, context: features.Context) -> list[int]:
        """Score the candidates by everything that does not depend on earlier choices."""
        model = self._model
        if token.base is None:
            own = _totals(model.rows(features.own_features(token)), token)
            token.base = [
                total + model.single(candidate.lexical)
                for total, candidate in zip(own, token.candidates, strict=True)
            ]
        totals = _totals(model.rows(context.features), token)
        scores = list(map(add, token.base, totals))
        for j, name in enumerate(context.agreement):
            for row in model.rows((name,)):
                candidate = token.candidates[j]
                scores[j] += row.get(candidate.fine, 0) + row.get(candidate.coarse, 0)
        return scores

    def _extend(
        self, states: list[_State], token: features.Token, scores: list[int], following: str,
        previous_key: str, beam: int,
    ) -> list[_State]:  # fmt: skip
        options: list[tuple[int, int, _State]] = []
        for state in states:
            history = state[2]
            names = features.history_features(history, token, following)
            totals = _totals(self._model.rows(names), token)
            for j, candidate in enumerate(token.candidates):
                pair = self._pair_score(candidate, history, previous_key)
                options.append((state[0] + scores[j] + totals[j] + pair, j, state))
        options.sort(key=_score, reverse=True)
        result: dict[tuple[str, str, str, str], _State] = {}
        for score, j, (_, path, history) in options:
            after = features.advance(history, token, token.candidates[j])
            if after[:4] not in result:  # sequences that look alike from here on
                result[after[:4]] = (score, (path, j), after)
                if len(result) == beam:
                    break
        return list(result.values())

    def _pair_score(
        self, candidate: features.Candidate, history: features.History, previous_key: str
    ) -> int:
        left, second = history.previous, history.second
        if left is None or left.case == "_":
            if candidate.case == "_" or second is None or previous_key not in features.LINKS:
                return 0
            key = (second.identity, previous_key, candidate.identity)
        else:
            key = (left.identity, "", candidate.identity)
        score = self._pairs.get(key)
        if score is None:
            names = features.pair_features(candidate, history, previous_key)
            score = self._pairs[key] = self._model.single(names)
        return score


_Path = tuple["_Path | None", int]
_State = tuple[int, "_Path | None", features.History]
_score = itemgetter(0)


def _step(
    states: list[_State], token: features.Token, chosen: features.Candidate | None, choice: int
) -> list[_State]:
    """Pass a word without alternatives; drop a state that looks like a better one from here on."""
    result: dict[tuple[str, str, str, str], _State] = {}
    for score, path, history in states:  # best first
        after = features.advance(history, token, chosen)
        result.setdefault(after[:4], (score, (path, choice), after))
    return list(result.values())


def _totals(rows: list[Row], token: features.Token) -> list[int]:
    """Sum over rows the weights of each candidate's two tags (in C: this is the inner loop)."""
    if not rows:
        return [0] * len(token.slots)
    tags, zeros = token.tags, token.zeros
    sums = list(map(sum, zip(*[map(row.get, tags, zeros) for row in rows], strict=False)))
    return [sums[fine] + sums[coarse] for fine, coarse in token.slots]


@lru_cache(maxsize=1)
def _shared_tagger() -> Tagger:
    return Tagger(load_model())


_CASES = frozenset(CASES)


def _prefer_agreeing_nouns(readings: Sequence[tuple[Reading, ...]], choices: list[int]) -> None:
    """Read «нашего дома», «новых дома» as a noun, not as the adverb «дома».

    An adjective right before a word that can be a noun in its case is hardly followed by an
    adverb; the weights miss this because the adverb is by far the commoner reading.
    """
    for i in range(1, len(choices)):
        if choices[i] < 0 or choices[i - 1] < 0 or readings[i][choices[i]].pos != "adv":
            continue
        before = readings[i - 1][choices[i - 1]]
        cases = before.grammemes & _CASES
        if before.pos not in ("adj", "part") or not cases:
            continue
        for number, reading in enumerate(readings[i]):
            if reading.pos == "noun" and cases & reading.grammemes:
                choices[i] = number
                break


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
    imperative = ["impr" in r.grammemes and r.key not in _NEVER_ORDERED for r in options]
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
