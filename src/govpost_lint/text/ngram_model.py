"""A yes-or-no question to a short text, answered by the weights of its words and letters.

A list of phrases can say what officialese is; what people complain of has no list. Such a question
is learned from marked texts instead (``ngram_training``). The features are the text's pieces of
words (3–5 letters) and its runs of one to three words and punctuation marks, each counted once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from math import fsum, sqrt
from operator import add
from pathlib import Path

from govpost_lint.text.reading import normalize

DATA = Path(__file__).with_name("data")
LEARNED = ("complaint",)
"""Names of the models that are shipped: ``data/NAME.tsv``."""

_BIAS = ""
"""In a file of weights the name of what is added to every text: no feature is empty."""
_LONGEST = 2_000
"""Characters of a text that are read: a comment that has not said it by then is an essay."""
_PIECES = range(3, 6)
_TOKEN = re.compile(r"[^\W\d_]+|\d+|\.{3}|[^\w\s]")


def features(text: str) -> frozenset[str]:
    """Return the features of a text; ``ё`` is ``е``, letter case is left aside, a number is «0».

    Pieces of words carry ``_`` where the word begins or ends, runs begin with a space.
    """
    tokens = _tokens(text)
    return frozenset(_runs(tokens).union(*map(_pieces, tokens)))


def _tokens(text: str) -> list[str]:
    found = _TOKEN.findall(normalize(text[:_LONGEST]))
    return ["0" if token.isdigit() else token for token in found]


def _runs(tokens: Iterable[str]) -> set[str]:
    single = [f" {token}" for token in ("^", *tokens, "$")]
    double = list(map(add, single, single[1:]))
    return {*single, *double, *map(add, double, single[2:])}


@lru_cache(maxsize=20_000)
def _pieces(token: str) -> tuple[str, ...]:
    if not token[0].isalpha():
        return ()
    word = f"_{token}_"
    return tuple(word[at : at + size] for size in _PIECES for at in range(len(word) - size + 1))


class NgramModel:
    """Linear weights of features.

    Args:
        weights: by feature.
        bias: added to the sum of every text that has a word.
    """

    def __init__(self, weights: Mapping[str, float], bias: float) -> None:
        self._weights = weights
        self._names = frozenset(weights)
        self._bias = bias
        self._known_pieces = lru_cache(maxsize=20_000)(
            lambda token: self._names.intersection(_pieces(token))
        )

    def score(self, text: str) -> float:
        """Return how surely the answer is yes (above 0) or no; a text without words is a no."""
        tokens = _tokens(text)
        pieces = set[str]().union(*map(_pieces, tokens))
        if not pieces:
            return -1.0
        runs = _runs(tokens)
        known = (runs & self._names).union(*map(self._known_pieces, tokens))
        count = len(pieces) + len(runs)
        # As in training: each feature counts 1/√n of n, so that a long text is not surer.
        # A set has another order in each process: a plain sum near 0 would change its sign.
        return fsum(map(self._weights.__getitem__, known)) / sqrt(count) + self._bias

    def holds(self, text: str) -> bool:
        """Return whether the answer is yes."""
        return self.score(text) > 0


@cache
def learned(name: str) -> NgramModel:
    """Return a shipped model.

    Args:
        name: one of ``LEARNED``.
    """
    return load_model(DATA / f"{name}.tsv")


def load_model(path: Path) -> NgramModel:
    """Read a file of weights: lines of feature, tab, weight.

    Raises:
        FileNotFoundError: there is no such file.
    """
    lines = path.read_text("utf-8").splitlines()
    weights = {name: float(weight) for name, _, weight in (line.partition("\t") for line in lines)}
    return NgramModel(weights, weights.pop(_BIAS))


def save_model(weights: Mapping[str, float], bias: float, path: Path) -> None:
    """Write a file of weights for ``load_model``, in the order of the features."""
    rows = sorted({_BIAS: bias, **weights}.items())
    path.write_text("".join(f"{name}\t{weight:.2f}\n" for name, weight in rows), "utf-8")
