"""The lists of a rule set as patterns see them: words, and patterns that several rules share.

``{@name}`` inside a phrase is one word of the list. Where the list holds patterns, ``{@name}`` is
a whole pattern of its own and stands for all of them, so that a rule with a shared list compiles
to the same plan as one that repeats its patterns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from govpost_lint.ruleset.pattern_models import Pattern, PhrasePattern

_WHOLE = re.compile(r"\s*\{@([a-z0-9-]+)\}\s*")
_PATTERNS: TypeAdapter[list[Any]] = TypeAdapter(list[Pattern])


@dataclass(frozen=True, slots=True)
class Lists:
    """What patterns may name with ``@``.

    Attributes:
        words: names of the lists of words; of each whether it maps words.
        patterns: the lists of patterns by name; empty where the list has a mistake, which is told
            in its own file.
    """

    words: Mapping[str, bool]
    patterns: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    @classmethod
    def of_plan(cls, words: Mapping[str, Mapping[str, Any]], shared: Mapping[str, Any]) -> Lists:
        """Return the lists of a loaded plan.

        Args:
            words: its lists of words.
            shared: its lists of patterns as written.
        """
        return cls(
            {name: any(entries.values()) for name, entries in words.items()},
            {name: _PATTERNS.validate_python(written) for name, written in shared.items()},
        )

    def __contains__(self, name: str) -> bool:
        return name in self.words or name in self.patterns

    def shared_by(self, pattern: Any) -> str:
        """Return the name of the list of patterns that ``pattern`` stands for; empty: of none."""
        phrase = pattern.phrase if isinstance(pattern, PhrasePattern) else pattern
        name = list_named(phrase) if isinstance(phrase, str) else ""
        return name if name in self.patterns else ""

    def unfolded(self, pattern: Any) -> Sequence[Any]:
        """Return the patterns that ``pattern`` of a rule stands for: itself, or those of a list.

        What the rule says beside the name of the list (``within``, ``suggest`` …) holds for each
        pattern that does not say it itself.
        """
        name = self.shared_by(pattern)
        if not name:
            return (pattern,)
        if isinstance(pattern, str):
            return self.patterns[name]
        said = {key: getattr(pattern, key) for key in pattern.model_fields_set - {"phrase"}}
        return [_with(one, said) for one in self.patterns[name]]


def list_named(phrase: str) -> str:
    """Return the name of the list that is all of ``phrase``; empty where it says anything else."""
    named = _WHOLE.fullmatch(phrase)
    return named[1] if named else ""


def _with(pattern: Any, said: Mapping[str, Any]) -> Any:
    if isinstance(pattern, str):
        pattern = PhrasePattern(phrase=pattern)
    new = {key: value for key, value in said.items() if key not in pattern.model_fields_set}
    return pattern.model_copy(update=new)
