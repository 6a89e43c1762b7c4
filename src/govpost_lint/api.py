"""The public interface: a rule set, and reports on texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from govpost_lint.engine.linter import Linter
from govpost_lint.model import Document, Report
from govpost_lint.ruleset.loading import DEFAULT_PROFILE, default_folder, load_plan
from govpost_lint.ruleset.plan import Criterion, Plan, Rule
from govpost_lint.score import apply_points, score


class Ruleset:
    """Rules, lists, profile and standard, loaded and ready.

    Make one with ``Ruleset.load`` and use it for any number of documents: it keeps the caches.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.linter = Linter(plan)

    @classmethod
    def load(
        cls, folders: str | Path | Sequence[str | Path] | None = None, profile: str | None = None
    ) -> Ruleset:
        """Load a rule set.

        Args:
            folders: one or more rule folders; the first holds ``standard.yaml``. ``None``: the
                rules that come with the program.
            profile: name of a profile; ``None``: ``governor``.

        Raises:
            ConfigErrors: with every mistake of every file.
        """
        if folders is None:
            folders = [default_folder()]
        elif isinstance(folders, (str, Path)):
            folders = [folders]
        return cls(load_plan([Path(folder) for folder in folders], profile or DEFAULT_PROFILE))

    @property
    def profile(self) -> str:
        """Name of the profile."""
        return self.plan.profile

    @property
    def fingerprint(self) -> str:
        """Identity of everything that decides a result: rules, lists, profile, versions."""
        return self.plan.fingerprint

    @property
    def criteria(self) -> Mapping[str, Criterion]:
        """Criteria by id, in the order of the report."""
        return self.plan.criteria

    @property
    def clauses(self) -> Mapping[str, tuple[str, str, str]]:
        """Clauses of the standard: id → title, quotation, source."""
        return self.plan.clauses

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules in the order of the criteria, then by id; detectors left out."""
        order = {name: number for number, name in enumerate(self.plan.criteria)}
        rules = [self.plan.rule(number) for number in range(len(self.plan))]
        return tuple(
            sorted(
                (rule for rule in rules if rule.kind != "detector"),
                key=lambda rule: (order[rule.criterion], rule.id),
            )
        )

    def check(self, document: Document) -> Report:
        """Return what the rules find in ``document``, with its score."""
        run = self.linter.run(document)
        findings, lost = apply_points(self.linter.findings(run), self.plan, run.words)
        result = score(self.plan, document.kind, run.words, lost)
        return Report(document, run.words, tuple(findings), result)


def check_text(text: str, ruleset: Ruleset, *, kind: str = "post", platform: str = "") -> Report:
    """Check one text.

    Args:
        text: the draft.
        ruleset: from ``Ruleset.load``.
        kind: ``post``, ``reply``, ``announcement``, ``emergency``, ``live`` or ``story``.
        platform: ``vk``, ``ok``, ``telegram``, ``max``, ``site`` or empty.
    """
    return ruleset.check(Document(id="<text>", text=text, kind=kind, platform=platform))


def check(documents: Iterable[Document], ruleset: Ruleset) -> Iterator[Report]:
    """Check documents one by one, in order."""
    return (ruleset.check(document) for document in documents)
