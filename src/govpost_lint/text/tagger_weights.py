"""What features weigh for the candidates of a word, kept by what the features depend on.

Words with the same candidate tags share a `Shape`. What a group of features weighs for a shape is
summed up once: in running text most groups have been met before, so few features are spelled out
and looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govpost_lint.text import tagger_features as features
from govpost_lint.text.tagger_model import Model
from govpost_lint.text.tagger_words import Candidate, Token

_MOST_VECTORS = 150_000
"""Sums kept: bounds memory on large histories (about 230 bytes each)."""

Vector = tuple[int, ...]
"""A weight for each candidate of a word."""


class Shape:
    """The tags of the candidates of a word, and the sums kept for words with the same.

    Attributes:
        tags: of all candidates, each once; zeros: one for each.
        slots: where in `tags` the fine and the coarse tag of each candidate stand.
        options: as in `tagger_words.Token`.
        vectors: sums by group of features; empty for what was met but once.
        nothing: the sum of no features.
    """

    __slots__ = ("nothing", "options", "slots", "tags", "vectors", "zeros")

    def __init__(self, token: Token) -> None:
        candidates = token.candidates
        places = {tag: None for c in candidates for tag in (c.fine, c.coarse)}
        self.tags = tuple(places)
        self.zeros = (0,) * len(self.tags)
        self.slots = [(self.tags.index(c.fine), self.tags.index(c.coarse)) for c in candidates]
        self.options = token.options
        self.vectors: dict[features.Group, Vector] = {}
        self.nothing = (0,) * len(candidates)


class Weights:
    """The weights of a model, by shape."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._shapes: dict[tuple[str, ...], Shape] = {}  # by identity of the candidates
        self._kept = 0

    def shape(self, token: Token) -> Shape:
        """Return the shape of a word, from the word itself where it is known already."""
        shape = token.shape
        if shape is None:
            identities = tuple(candidate.identity for candidate in token.candidates)
            shape = self._shapes.get(identities)
            if shape is None:
                shape = self._shapes[identities] = Shape(token)
            token.shape = shape
        return shape

    def own(self, token: Token) -> Vector:
        """Return what the word weighs by itself."""
        if not token.base:
            names = features.own_features(token)
            total = self._weigh(self.shape(token), names)
            lexical = (self._model.single(c.lexical) for c in token.candidates)
            token.base = tuple(map(sum, zip(total, lexical, strict=True)))
        return token.base

    def vectors(
        self, shape: Shape, groups: Iterable[features.Group], single: Iterable[str]
    ) -> list[Vector]:
        """Return vectors that add up to what groups of features and single ones weigh.

        A sum is kept from the second time on: half of the groups are met but once, and to weigh
        their features together with others costs less than to sum up each.
        """
        known = shape.vectors
        found = []
        names = list(single)
        for group in groups:
            vector = known.get(group)
            if vector:
                found.append(vector)
            elif vector is None:
                names += features.spelled(group, shape.options)
                self._keep(shape, group, ())
            else:
                vector = self._weigh(shape, features.spelled(group, shape.options))
                known[group] = vector
                found.append(vector)
        found.append(self._weigh(shape, names))
        return found

    def agreement(self, shape: Shape, names: tuple[str, ...]) -> Vector:
        """Return what one feature a candidate weighs."""
        found = shape.vectors.get(names)
        if found is None:
            of_each = [self._weigh(shape, (name,))[number] for number, name in enumerate(names)]
            found = self._keep(shape, names, tuple(of_each))
        return found

    def pair(
        self, shape: Shape, candidates: Sequence[Candidate], history: features.History, link: str
    ) -> Vector | None:
        """Return what agreement with the words chosen before weighs; None where it says nothing.

        Args:
            shape, candidates: of the word.
            history: the choices before; link: key of the word before.
        """
        left, second = history.previous, history.second
        if left is not None and left.case != "_":
            key = ("pair", left.identity, "")
        elif second is not None and link in features.LINKS:
            key = ("pair", second.identity, link)
        else:
            return None
        found = shape.vectors.get(key)
        if found is None:
            of_each = (features.pair_features(c, history, link) for c in candidates)
            found = self._keep(shape, key, tuple(map(self._model.single, of_each)))
        return found

    def _keep(self, shape: Shape, key: features.Group, vector: Vector) -> Vector:
        if self._kept >= _MOST_VECTORS:
            self._forget()
        self._kept += 1
        shape.vectors[key] = vector
        return vector

    def _forget(self) -> None:
        """Drop what was met but once; where that is little, everything."""
        kept = 0
        for shape in self._shapes.values():
            shape.vectors = {key: vector for key, vector in shape.vectors.items() if vector}
            kept += len(shape.vectors)
        if kept > _MOST_VECTORS // 2:
            for shape in self._shapes.values():
                shape.vectors = {}
            kept = 0
        self._kept = kept

    def _weigh(self, shape: Shape, names: Iterable[str]) -> Vector:
        """Sum over features the weights of each candidate's two tags (in C: the inner loop)."""
        rows = self._model.rows(names)
        if not rows:
            return shape.nothing
        tags, zeros = shape.tags, shape.zeros
        sums = list(map(sum, zip(*[map(row.get, tags, zeros) for row in rows], strict=False)))
        return tuple([sums[fine] + sums[coarse] for fine, coarse in shape.slots])
