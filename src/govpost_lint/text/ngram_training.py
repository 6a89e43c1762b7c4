"""Training and measuring the questions that are learned from marked texts (``ngram_model``).

    python -m govpost_lint.text.ngram_training train complaint FILE…
    python -m govpost_lint.text.ngram_training evaluate complaint FILE…

FILE holds lines ``yes | text`` or ``no | text``; lines with ``#`` are remarks. ``evaluate``
measures the shipped weights, or, with ``--folds N``, weights trained each time without the part
that they are asked about. Needs the extra `training` (scikit-learn). The figures on texts that no
training has seen stand in tests/marked/README.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from govpost_lint.text.ngram_model import DATA, LEARNED, NgramModel, features, learned, save_model

_MIN_COUNT = 2
"""Rarer features are left out: they tell of one text."""
_STRENGTH = 20.0
"""Inverse of the regularisation; 10 to 60 differ by less than a hundredth."""

_MIN_WEIGHT = 0.1
"""Smaller weights are left out: a quarter of them, and no answer changed."""


class MarkedLine(NamedTuple):
    """A text, and whether the answer to the question is yes."""

    text: str
    yes: bool


class Figures(NamedTuple):
    """Share of found texts that are right, share of right ones found, 0..1, and the wrong ones."""

    precision: float
    recall: float
    wrong: tuple[MarkedLine, ...]


def read_lines(path: Path) -> list[MarkedLine]:
    """Read a marked file.

    Raises:
        ValueError: a line has neither mark.
    """
    found = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            mark, _, text = line.partition(" | ")
            if mark not in ("yes", "no"):
                raise ValueError(f"{path}: neither «yes | …» nor «no | …»: {line}")
            found.append(MarkedLine(text, mark == "yes"))
    return found


def train(lines: Sequence[MarkedLine]) -> tuple[dict[str, float], float]:
    """Return weights and bias of a logistic regression, regularised by the squares of weights.

    Args:
        lines: some of either answer.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [features(line.text) for line in lines]
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= _MIN_COUNT)
    number = {name: place for place, name in enumerate(names)}
    known = [sorted(number[name] for name in row if name in number) for row in rows]
    table = csr_matrix(
        (
            [1 / sqrt(len(row)) for row, places in zip(rows, known, strict=True) for _ in places],
            (
                [place for place, places in enumerate(known) for _ in places],
                [place for places in known for place in places],
            ),
        ),
        shape=(len(rows), len(names)),
    )
    regression = LogisticRegression(C=_STRENGTH, max_iter=3000)
    regression.fit(table, [line.yes for line in lines])
    learned_weights = zip(names, map(float, regression.coef_[0]), strict=True)
    weights = {name: weight for name, weight in learned_weights if abs(weight) >= _MIN_WEIGHT}
    return weights, float(regression.intercept_[0])


def measure(model: NgramModel, lines: Sequence[MarkedLine]) -> Figures:
    """Return how well a model answers."""
    return _figures([(model.holds(line.text), line) for line in lines])


def cross_validate(lines: Sequence[MarkedLine], folds: int) -> Figures:
    """Return how well models answer that were trained without the lines they are asked about.

    Args:
        folds: parts, each measured by a model of the others; every n-th line is of one part.
    """
    answers = []
    for fold in range(folds):
        others = [line for place, line in enumerate(lines) if place % folds != fold]
        model = NgramModel(*train(others))
        answers += [(model.holds(line.text), line) for line in lines[fold::folds]]
    return _figures(answers)


def _figures(answers: Sequence[tuple[bool, MarkedLine]]) -> Figures:
    right = sum(found and line.yes for found, line in answers)
    return Figures(
        precision=right / max(1, sum(found for found, _ in answers)),
        recall=right / max(1, sum(line.yes for _, line in answers)),
        wrong=tuple(line for found, line in answers if found != line.yes),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=("train", "evaluate"))
    parser.add_argument("name", choices=LEARNED)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args(arguments)
    lines = [line for path in options.files for line in read_lines(path)]
    if options.action == "train":
        weights, bias = train(lines)
        path = DATA / f"{options.name}.tsv"
        save_model(weights, bias, path)
        print(f"{path.name}: {len(weights)} features of {len(lines)} texts")
        return 0
    found = (
        cross_validate(lines, options.folds)
        if options.folds
        else measure(learned(options.name), lines)
    )
    for line in found.wrong:
        print("missed" if line.yes else "false ", line.text)
    print(f"{len(lines)} texts: precision {found.precision:.3f}, recall {found.recall:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
