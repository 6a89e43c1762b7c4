"""Choosing among the readings of each word of a sentence.

An averaged perceptron scores the readings that pymorphy3 proposes; a narrow beam keeps the best
few sequences, because the case of an adjective may become clear only at its noun. The weights
(data/tagger.bin, CC BY-SA 4.0) come from training.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from govpost_lint.text import tagger_features as features
from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import CASES, Reading, normalize
from govpost_lint.text.tagger_model import Model, load_model
from govpost_lint.text.tagger_weights import Weights
from govpost_lint.text.tagger_words import Candidate, Token

BEAM = 2  # 1 loses 0.4 points of case, 3 gains nothing
_TOKEN_CACHE_LIMIT = 30_000
_IMPERATIVE_STOP = frozenset({"вы", "если", "когда", "который", "что"})
_IMPERATIVE_WINDOW = 5
# «Хотите» has the form of an imperative, but nobody is told to want.
_NEVER_ORDERED = frozenset({"хотеть", "захотеть"})


_Path = tuple["_Path | None", int]
_State = tuple[int, "_Path | None", features.History]
_score = itemgetter(0)


class Tagger:
    """Chooses one reading a word; `Tagger.load()` returns the shared one of this process."""

    def __init__(self, model: Model) -> None:
        self._weights = Weights(model)
        self._tokens: dict[str, Token] = {}

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
        tagging = self.start(words, readings, beam)
        return [tagging.choice(place) for place in range(len(words))]

    def start(
        self, words: Sequence[str], readings: Sequence[tuple[Reading, ...]], beam: int = BEAM
    ) -> Tagging:
        """Return the choices of one sentence, to be made as far as they are asked for.

        Args:
            words, readings, beam: as for ``choose``.
        """
        return Tagging(self, words, readings, beam)

    def token(self, word: str, readings: tuple[Reading, ...]) -> Token:
        """Return what is known of a word by itself."""
        key = word.lower()
        token = self._tokens.get(key)
        if token is None or token.readings is not readings:
            if len(self._tokens) >= _TOKEN_CACHE_LIMIT:
                self._tokens.clear()
            token = self._tokens[key] = Token(word, readings)
        return token

    def scores(self, token: Token, context: features.Context) -> list[int]:
        """Score the candidates by everything that does not depend on earlier choices."""
        weights = self._weights
        shape = weights.shape(token)
        vectors = weights.vectors(shape, context.groups, context.single)
        if context.agreement:
            vectors.append(weights.agreement(shape, context.agreement))
        return list(map(sum, zip(weights.own(token), *vectors, strict=True)))

    def extend(
        self, states: list[_State], token: Token, scores: list[int], following: str,
        previous_key: str, beam: int,
    ) -> list[_State]:  # fmt: skip
        """Return the best sequences, each longer by one reading of ``token``."""
        weights, candidates = self._weights, token.candidates
        shape = weights.shape(token)
        options: list[tuple[int, int, _State]] = []
        for state in states:
            before, _, history = state
            groups = features.history_groups(history, following)
            vectors = weights.vectors(shape, groups, (features.history_single(history, token),))
            pair = weights.pair(shape, candidates, history, previous_key)
            if pair is not None:
                vectors.append(pair)
            for j, total in enumerate(map(sum, zip(scores, *vectors, strict=True))):
                options.append((before + total, j, state))
        options.sort(key=_score, reverse=True)
        result: dict[tuple[str, str, str, str], _State] = {}
        for score, j, (_, path, history) in options:
            after = features.advance(history, token, candidates[j])
            alike = after[:4]
            if alike not in result:  # sequences that look alike from here on
                result[alike] = (score, (path, j), after)
                if len(result) == beam:
                    break
        return list(result.values())


def _step(
    states: list[_State], token: Token, chosen: Candidate | None, choice: int
) -> list[_State]:
    """Pass a word without alternatives; drop a state that looks like a better one from here on."""
    if len(states) == 1:
        score, path, history = states[0]
        return [(score, (path, choice), features.advance(history, token, chosen))]
    result: dict[tuple[str, str, str, str], _State] = {}
    for score, path, history in states:  # best first
        after = features.advance(history, token, chosen)
        result.setdefault(after[:4], (score, (path, choice), after))
    return list(result.values())


class Tagging:
    """The readings of one sentence, chosen from left to right no farther than asked.

    Once all sequences kept share their beginning, its choices are settled.
    """

    def __init__(
        self,
        tagger: Tagger,
        words: Sequence[str],
        readings: Sequence[tuple[Reading, ...]],
        beam: int,
    ) -> None:
        self._tagger = tagger
        self._readings = readings
        self._beam = beam
        self._tokens = [tagger.token(w, r) for w, r in zip(words, readings, strict=True)]
        self._contexts = features.contexts(words, self._tokens)
        # A state is (score, choices not settled yet as a linked list, history).
        self._states: list[_State] = [(0, None, features.History())]
        self._next = 0
        self._settled: list[int] = []

    def choice(self, place: int) -> int:
        """Return the number of the reading of word ``place``, -1 where it has none."""
        choice = self._choice(place)
        if place and choice >= 0 and self._readings[place][choice].pos == "adv":
            return _prefer_agreeing_noun(self._readings, place, self._choice(place - 1), choice)
        return choice

    def _choice(self, place: int) -> int:
        while len(self._settled) <= place:
            self._advance()
        return self._settled[place]

    def _advance(self) -> None:
        i, tokens = self._next, self._tokens
        token, context = tokens[i], next(self._contexts)
        if context is None:
            chosen = token.candidates[0] if token.candidates else None
            self._states = _step(self._states, token, chosen, 0 if chosen else -1)
        else:
            scores = self._tagger.scores(token, context)
            following = tokens[i + 1].options if i + 1 < len(tokens) else features.START
            previous_key = tokens[i - 1].key if i else features.START
            self._states = self._tagger.extend(
                self._states, token, scores, following, previous_key, self._beam
            )
        self._next = i + 1
        if len(self._states) == 1 or self._next == len(tokens):
            self._settle()

    def _settle(self) -> None:
        score, path, history = max(self._states, key=_score)
        choices = []
        while path is not None:
            path, choice = path
            choices.append(choice)
        self._settled += reversed(choices)
        self._states = [(score, None, history)]


@lru_cache(maxsize=1)
def _shared_tagger() -> Tagger:
    return Tagger(load_model())


_CASES = frozenset(CASES)


def _prefer_agreeing_noun(
    readings: Sequence[tuple[Reading, ...]], place: int, before: int, choice: int
) -> int:
    """Read «нашего дома», «новых дома» as a noun, not as the adverb «дома».

    An adjective right before a word that can be a noun in its case is hardly followed by an
    adverb; the weights miss this because the adverb is by far the commoner reading.

    Args:
        readings: of the words of the sentence; place: of the adverb.
        before, choice: readings chosen for the word before and for the adverb.
    """
    if before < 0:
        return choice
    modifier = readings[place - 1][before]
    cases = modifier.grammemes & _CASES
    if modifier.pos not in ("adj", "part") or not cases:
        return choice
    for number, reading in enumerate(readings[place]):
        if reading.pos == "noun" and cases & reading.grammemes:
            return number
    return choice


def is_imperative(
    words: Sequence[str],
    readings: Sequence[tuple[Reading, ...]],
    chosen: Sequence[int] | Mapping[int, int],
    i: int,
) -> bool:
    """Tell whether word i is an imperative.

    Certain forms are decided without the tagger: a known word with no other reading, or one in
    -те that can only be a verb («пишите») unless «вы», «если», «когда», «который» or «что» since
    the last comma within five words makes it a statement («если вы пишете»).

    Args:
        words: tokens of one sentence.
        readings: of each token.
        chosen: for word i at least, the index as `Tagger.choose` returns it.
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
