"""Near-duplicates of long texts: the same pairs as comparing each with each."""

from __future__ import annotations

import random

import pytest

from govpost_lint.facts.duplicates import near_pairs, triples

WORDS = [f"слово{number}" for number in range(60)]


@pytest.mark.parametrize("above", [0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("seed", range(3))
def test_pairs_are_those_of_brute_force(above: float, seed: int) -> None:
    rng = random.Random(seed)
    texts: list[list[str]] = []
    for _ in range(120):
        words = [rng.choice(WORDS) for _ in range(rng.randint(3, 60))]
        if texts and rng.random() < 0.6:
            words = list(rng.choice(texts))
            for _ in range(rng.randint(0, 4)):
                words[rng.randrange(len(words))] = rng.choice(WORDS)
        texts.append(words)
    sets = [{*zip(words, words[1:], words[2:], strict=False)} for words in texts]
    wanted = {
        (first, second)
        for second in range(len(sets))
        for first in range(second)
        if len(sets[first] & sets[second]) / len(sets[first] | sets[second]) >= above
    }
    found = near_pairs([triples(words) for words in texts], above)
    assert {(pair.first, pair.second) for pair in found} == wanted
