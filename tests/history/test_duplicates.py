"""Near-duplicates of long texts: the same pairs as comparing each with each."""

from __future__ import annotations

import random

import pytest

from govpost_lint.facts.duplicates import Pair, near_pairs, triples

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
    assert found_pairs(texts, above) == brute_force(texts, above)


@pytest.mark.parametrize("seed", range(3))
def test_texts_of_few_sentences_share_even_their_rarest_triples(seed: int) -> None:
    rng = random.Random(seed)
    sentences = [rng.choices(WORDS, k=rng.randint(4, 14)) for _ in range(12)]
    texts = [[word for one in rng.choices(sentences, k=5) for word in one] for _ in range(250)]
    wanted = brute_force(texts, 0.7)
    assert len(wanted) > 10
    assert found_pairs(texts, 0.7) == wanted


def test_texts_longer_than_the_bitmaps() -> None:
    rng = random.Random(7)
    long = [f"слово{rng.randrange(5000)}" for _ in range(1500)]
    texts = [long[start : start + length] for start in range(0, 300, 60) for length in (900, 1200)]
    wanted = brute_force(texts, 0.7)
    assert 0 < len(wanted) < len(texts) * (len(texts) - 1) / 2
    assert found_pairs(texts, 0.7) == wanted


def found_pairs(texts: list[list[str]], above: float) -> list[Pair]:
    different = list(dict.fromkeys(map(tuple, texts)))  # many equal texts are no pairs of each
    return near_pairs([triples(words) for words in different], above)


def brute_force(texts: list[list[str]], above: float) -> list[Pair]:
    """Compare each text with each later one."""
    different = list(dict.fromkeys(map(tuple, texts)))
    sets = [{*zip(words, words[1:], words[2:], strict=False)} for words in different]
    pairs = [
        Pair(first, second, len(sets[first] & sets[second]) / len(sets[first] | sets[second]))
        for first in range(len(sets))
        for second in range(first + 1, len(sets))
        if sets[first] | sets[second]
    ]
    return [pair for pair in pairs if pair.similarity >= above]
