"""The public interface: a rule set, and reports on texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govpost_lint.config import Config
from govpost_lint.engine.findings import Found
from govpost_lint.engine.linter import Linter
from govpost_lint.model import Document, Report
from govpost_lint.ruleset.loading import DEFAULT_PROFILE, default_folder, file_names, load_plan
from govpost_lint.ruleset.plan import Criterion, Plan, Rule
from govpost_lint.score import apply_points, score
from govpost_lint.suppress import suppress

if TYPE_CHECKING:
    from govpost_lint.baseline import Baseline


class Ruleset:
    """Rules, lists, profile and standard, loaded and ready.

    Make one with ``Ruleset.load`` and use it for any number of documents: it keeps the caches.
    """

    def __init__(self, plan: Plan, config: Config | None = None) -> None:
        self.plan = plan
        self.config = config or Config()
        self.linter = Linter(plan)

    @classmethod
    def load(
        cls,
        folders: str | Path | Sequence[str | Path] | None = None,
        profile: str | None = None,
        config: Config | None = None,
    ) -> Ruleset:
        """Load a rule set.

        Args:
            folders: one or more rule folders. Where none of them holds a ``standard.yaml`` they
                are added to the rules that come with the program. ``None``: only those.
            profile: name of a profile; ``None``: that of the configuration, else ``governor``.
            config: a govpost.yaml read by ``config.load_config``; its rule folders come last.

        Raises:
            ConfigErrors: with every mistake of every file.
        """
        if folders is None:
            folders = []
        elif isinstance(folders, (str, Path)):
            folders = [folders]
        if not any(Path(folder, "standard.yaml").is_file() for folder in folders):
            folders = [default_folder(), *folders]
        config = config or Config()
        places = [*(Path(folder) for folder in folders), *config.rules]
        config.check_profile(lambda: file_names(places))
        name = profile or config.profile or DEFAULT_PROFILE
        plan = load_plan(places, name, config.account.word_lists())
        config.check_names(lambda: file_names(places), plan.former)
        return cls(plan, config)

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

    def check(
        self, document: Document, today: date | None = None, baseline: Baseline | None = None
    ) -> Report:
        """Return what the rules find in ``document``, with its score.

        Args:
            document: what is judged.
            today: the day by which ignores of govpost.yaml run out; ``None``: today.
            baseline: known debts, which cost nothing; ``None``: there are none.
        """
        run = self.linter.run(document)
        found = [item for item in self.linter.findings(run) if not self._is_own_contact(item)]
        private = tuple(item.finding.span for item in found if item.rule.private)
        found = [item for item in found if self._admits(item)]
        ignores = self.config.ignores(document.path or document.id, today or date.today())
        found = suppress(run, found, ignores)
        if baseline is not None:
            found = baseline.mark(found, document, run.analysis)
        findings, lost = apply_points(found, self.plan, run.words)
        result = score(self.plan, document.kind, run.words, lost)
        return Report(document, run.words, tuple(findings), result, private)

    def _is_own_contact(self, item: Found) -> bool:
        return "own-contacts" in item.rule.where.except_ and self.config.account.owns(
            item.finding.text
        )

    def _admits(self, item: Found) -> bool:
        return self.config.admits((item.rule.id, *item.rule.replaces))

    def traits(self, document: Document, names: Iterable[str]) -> dict[str, bool]:
        """Return, for each detector in ``names``, whether it finds something in ``document``.

        Args:
            document: what is asked about.
            names: of detectors (question, first_person, personal, place …); unknown ones are no.
        """
        run = self.linter.run(document)
        return {name: run.has_tag(name) for name in names}


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
