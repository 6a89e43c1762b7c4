"""The compiled rule set: plain data that the cache stores, and records decoded on demand.

A plan holds each rule as a separate blob, so that a run decodes only the rules whose words occur
in the text: start-up time hardly grows with the number of rules.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, overload

from govpost_lint.ruleset.index import Index
from govpost_lint.ruleset.pattern import Sequence as TokenSequence
from govpost_lint.ruleset.pattern import from_plain, trimmed
from govpost_lint.ruleset.template import Slot, Template

FORMAT = 24
"""Layout of the plain data; a cached plan of another layout is made anew."""

SET_PHRASES = "topics-set-phrases"
"""The list of patterns, each of two words, that tell nothing of the topic of a text."""


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """One pattern ready to match.

    Attributes:
        kind: ``tokens``, ``regex`` or ``ends_with``.
        sequences: plain token sequences (kind ``tokens``).
        text: the expression or ending (the other kinds).
        suggest: replacement templates.
        fix: safety of the replacement, or empty for that of the rule.
        readings: ``chosen``, ``all`` or ``any``.
        agree, disagree: pairs of captures.
        within: how far an ``unless`` pattern reaches; empty: it must overlap.
    """

    kind: str
    sequences: tuple[TokenSequence, ...]
    text: str
    suggest: tuple[Template, ...]
    fix: str
    readings: str
    agree: tuple[tuple[str, str], ...]
    disagree: tuple[tuple[str, str], ...]
    within: str


@dataclass(frozen=True)
class Where:
    """Which documents, which part; empty tuples do not restrict."""

    kind: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    part: str = "body"
    inside: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    min_words: int = 0
    tags: tuple[str, ...] = ()

    @cached_property
    def wanted_tags(self) -> tuple[str, ...]:
        """The tags of which a document must have one; empty: it need have none."""
        return tuple(tag for tag in self.tags if not tag.startswith("!"))

    @cached_property
    def refused_tags(self) -> tuple[str, ...]:
        """The tags of which a document must have none."""
        return tuple(tag[1:] for tag in self.tags if tag.startswith("!"))


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule or detector; the names are those of the rule file.

    Attributes:
        kind: ``match``, ``require``, ``measure``, ``history``, ``follow``, ``similar`` or
            ``detector``.
        patterns: the patterns of all groups in a row.
        groups: name → first and last (excluded) number of its patterns: the named parts of
            ``require``, the counts of ``measure``, ``""`` for the patterns of ``match``.
        captures: names that the patterns capture.
        spec: further fields of the kind as plain data.
        replaces: former ids.
        private: whether what it finds is personal data, hidden in every report.
    """

    id: str
    version: int
    title: str
    status: str
    severity: str
    confidence: str
    criterion: str
    each: float
    cap: float
    where: Where
    params: Mapping[str, float]
    kind: str
    patterns: Sequence[CompiledPattern]
    groups: Mapping[str, tuple[int, int]]
    captures: tuple[str, ...]
    unless: Sequence[CompiledPattern]
    spec: Mapping[str, Any]
    fix: str
    message: str
    why: str
    clauses: tuple[str, ...]
    basis: str
    note: str
    url: str
    path: str
    replaces: tuple[str, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: ``weight`` ≥ 0; points are taken per ``per_words`` words where above 0.

    ``least_words``: as how many words a shorter text counts, 1 … ``per_words``.
    ``kinds``: kinds of documents that it judges; empty: all. ``draft``: whether a single document
    can be judged by it at all; ``yields``: whether its findings give way to longer ones of other
    criteria.
    """

    id: str
    title: str
    asks: str
    weight: float
    per_words: int
    least_words: int
    kinds: tuple[str, ...]
    draft: bool
    yields: bool


class Expression(NamedTuple):
    """Where a pattern stands that no word leads to, and what its matches hold (see ``Needs``)."""

    rule: int
    unless: bool
    pattern: int
    sets: tuple[tuple[str, ...], ...]
    ranges: tuple[tuple[str, str], ...]
    least: int


class Plan:
    """A compiled rule set. Built by ``compiler``, kept by ``cache``, read by the engine.

    Args:
        data: plain containers as ``compiler.compile_plan`` returns them.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._blobs: list[bytes] = data["rules"]
        self._decoded: dict[int, Rule] = {}
        self._wheres: dict[Where, Where] = {}
        self._kinds: tuple[tuple[str, ...], ...] = data["kinds"]
        self.profile: str = data["profile"]
        self.fingerprint: str = data["fingerprint"]
        self.index = Index(data["index"])
        self.lists: Mapping[str, Mapping[str, tuple[tuple[str, ...], str] | None]] = data["lists"]
        self.expressions: tuple[Expression, ...] = tuple(
            Expression(*row) for row in data["expressions"]
        )
        """The patterns that no word leads to: regular expressions and endings."""
        self.document_rules: tuple[int, ...] = data["document_rules"]
        """Numbers of the rules about the whole document: ``require`` and ``measure``."""
        self.account_rules: tuple[int, ...] = data["account_rules"]
        """Numbers of the rules about a whole account: ``history``, ``follow``, ``similar``."""
        self.detectors: Mapping[str, int] = data["detectors"]
        """Numbers of the detectors by name."""
        self.asks_comments: bool = data["asks_comments"]
        """Whether a rule about replies depends on the comment that a reply answers."""
        self.former: frozenset[str] = frozenset(data["former"])
        """Ids that rules had once: permissions that name them still hold."""
        self.topics: Mapping[str, str] = data["topics"]
        """Titles of the topics, the lists ``topic-*``, by id."""
        self.set_phrases: frozenset[tuple[str, str]] = frozenset(data["set_phrases"])
        """Two word forms in a row that tell nothing of the topic of a text."""
        self.min_confidence: str = data["min_confidence"]
        self.zones: tuple[tuple[str, str, float], ...] = data["zones"]

    def __len__(self) -> int:
        return len(self._blobs)

    @cached_property
    def readers(self) -> Plan:
        """The part of the plan that readers' comments are asked about."""
        return Plan({**self._data, **self._data["readers"]})

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Criteria by id, in the order of the report."""
        return {row[0]: Criterion(*row) for row in self._data["criteria"]}

    @cached_property
    def clauses(self) -> Mapping[str, tuple[str, str, str]]:
        """Title, quotation and source of each clause of the standard."""
        return marshal.loads(self._data["clauses"])  # type: ignore[no-any-return]

    @cached_property
    def shared_patterns(self) -> Mapping[str, list[Any]]:
        """The lists of patterns by name, as written."""
        return marshal.loads(self._data["shared"])  # type: ignore[no-any-return]

    def silent(self, kind: str) -> frozenset[int]:
        """Return the numbers of the rules and detectors that do not speak of documents of a kind.

        Told without decoding a rule.
        """
        return frozenset(
            number for number, kinds in enumerate(self._kinds) if kinds and kind not in kinds
        )

    def rule(self, number: int) -> Rule:
        """Return rule ``number``, decoding it at the first call."""
        rule = self._decoded.get(number)
        if rule is None:
            rule = self._decoded[number] = self._decode(self._blobs[number])
        return rule

    def _decode(self, blob: bytes) -> Rule:
        data = marshal.loads(zlib.decompress(blob))
        where = Where(**data["where"])
        # Equal ones are one object: whether they admit a document is then asked once.
        data["where"] = self._wheres.setdefault(where, where)
        data["patterns"] = Patterns(data["patterns"])
        data["unless"] = Patterns(data["unless"])
        return Rule(**data)


def events_of(spec: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return what a rule about an account looks at: one sort of documents, or event and answer."""
    return (spec["when"], spec["response"]) if "when" in spec else (spec,)


class Patterns(Sequence[CompiledPattern]):
    """The patterns of a rule, each decoded when it is first asked for.

    Args:
        blobs: what ``encode_patterns`` made of them.
    """

    __slots__ = ("_blobs", "_decoded")

    def __init__(self, blobs: tuple[bytes, ...]) -> None:
        self._blobs = blobs
        self._decoded: dict[int, CompiledPattern] = {}

    def __len__(self) -> int:
        return len(self._blobs)

    @overload
    def __getitem__(self, number: int) -> CompiledPattern: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[CompiledPattern]: ...

    def __getitem__(self, number: int | slice) -> CompiledPattern | Sequence[CompiledPattern]:
        if isinstance(number, slice):
            return [self[index] for index in range(len(self))[number]]
        pattern = self._decoded.get(number)
        if pattern is None:
            pattern = self._decoded[number] = _pattern(marshal.loads(self._blobs[number]))
        return pattern


_DEFAULTS: tuple[Any, ...] = (None, "tokens", "", (), "", "chosen", (), (), "")


def encode_patterns(patterns: Iterable[tuple[Any, ...]]) -> tuple[bytes, ...]:
    """Return plain patterns as ``Patterns`` wants them, without what they need not say."""
    encoded = []
    for kind, sequences, text, _, *rest in patterns:
        plain = trimmed((sequences, kind, text, *rest), _DEFAULTS)
        encoded.append(marshal.dumps(plain))
    return tuple(encoded)


def _pattern(plain: tuple[Any, ...]) -> CompiledPattern:
    sequences, kind, text, suggest, *rest = (*plain, *_DEFAULTS[len(plain) :])
    templates = tuple(
        tuple(part if isinstance(part, str) else Slot(*part) for part in template)
        for template in suggest
    )
    return CompiledPattern(kind, tuple(from_plain(s) for s in sequences), text, templates, *rest)
