"""Required parts of a work: patterns in the phrase language of the rules, compiled as rules are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govpost_lint.engine.match import Match
from govpost_lint.engine.matcher import Matcher
from govpost_lint.engine.run import DocumentRun
from govpost_lint.model import Document
from govpost_lint.ruleset import models
from govpost_lint.ruleset.compiler import compile_groups
from govpost_lint.ruleset.plan import Plan
from govpost_lint.yaml_reader import YamlFile

_WHERE = models.Where(inside=["quotes", "links", "mentions", "hashtags"])
"""A fact counts wherever it stands: names of firms are quoted, a contact may be a link."""


class PartMatcher:
    """Finds the required parts in a text.

    Args:
        plan: of one detector with a group a part.
    """

    def __init__(self, plan: Plan) -> None:
        self._matcher = Matcher(plan)
        self._names = tuple(plan.rule(0).groups)

    def find(self, document: Document) -> tuple[DocumentRun, dict[str, list[Match]]]:
        """Return the analysed document, and the places of each part in it, in order."""
        run = DocumentRun(document, self._matcher)
        return run, {name: run.group(0, name) for name in self._names}


def compile_parts(parts: Mapping[str, list[Any]], file: YamlFile, plan: Plan) -> PartMatcher:
    """Compile the patterns of each part; mistakes are noted in ``file``.

    Args:
        parts: patterns by name, as the assignment has them under ``required``.
        file: the assignment.
        plan: the loaded rules, whose lists the patterns may name.
    """
    groups = {name: (patterns, ("required", name, "patterns")) for name, patterns in parts.items()}
    return PartMatcher(Plan(compile_groups(groups, _WHERE, file, plan)))
