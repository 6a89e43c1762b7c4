"""The public interface: a rule set, and reports on texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govpost_lint.checking import Checker
from govpost_lint.config import Config
from govpost_lint.model import Document, Report, Span
from govpost_lint.ruleset.loading import DEFAULT_PROFILE, default_folder, file_names, load_plan
from govpost_lint.ruleset.plan import Criterion, Plan, Rule

if TYPE_CHECKING:
    from govpost_lint.account import History
    from govpost_lint.baseline import Baseline
    from govpost_lint.facts.report import AccountReport
    from govpost_lint.facts.window import Moment
    from govpost_lint.histories.workers import Step


class Ruleset:
    """Rules, lists, profile and standard, loaded and ready.

    Make one with ``Ruleset.load`` and use it for any number of documents: it keeps the caches.
    """

    def __init__(self, plan: Plan, config: Config | None = None) -> None:
        self.plan = plan
        self.config = config or Config()
        self.checker = Checker(plan, self.config)
        self.linter = self.checker.linter

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
            config: a govpost.yaml read by ``config_file.load_config``; its rule folders come last.

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
        self,
        document: Document,
        today: date | None = None,
        baseline: Baseline | None = None,
        *,
        permissions: bool = True,
    ) -> Report:
        """Return what the rules find in ``document``, with its score.

        Args:
            document: what is judged.
            today: the day by which ignores of govpost.yaml run out; ``None``: today.
            baseline: known debts, which cost nothing; ``None``: there are none.
            permissions: whether the draft and govpost.yaml may allow findings; not where the
                writer is graded.
        """
        return self.checker.check(document, today, baseline, permissions=permissions)

    def private(self, document: Document) -> tuple[Span, ...]:
        """Return the places of personal data in ``document``, at a fraction of a check's cost."""
        return self.checker.private(document)

    def traits(self, document: Document, names: Iterable[str]) -> dict[str, bool]:
        """Return, for each detector in ``names``, whether it finds something in ``document``.

        Args:
            document: what is asked about.
            names: of detectors (question, first_person, personal, place …); unknown ones are no.
        """
        run = self.linter.run(document)
        return {name: run.has_tag(name) for name in names}


def history(
    source: History | str | Path | Sequence[str | Path],
    ruleset: Ruleset,
    *,
    comments: Sequence[str | Path] = (),
    since: Moment = None,
    until: Moment = None,
    as_of: Moment = None,
    timezone: str = "",
    chat: str = "",
    jobs: int = 0,
    reading: Callable[[int, int], None] | None = None,
    step: Step = lambda done: None,
    corrections: str | Path | None = None,
) -> AccountReport:
    """Judge the history of one account.

    Args:
        source: posts and comments, or the files and folders of an export.
        ruleset: from ``Ruleset.load``; its configuration names time zone, working hours and the
            ids that answer for the account.
        comments: files of comments, where the export keeps them apart.
        since, until: first and last day to judge (``date``), or moments; ``None``: everything.
        as_of: day or moment by which answers, deadlines and silence are judged; ``None``: the
            moment of the last record.
        timezone: IANA name that overrules govpost.yaml.
        chat: name or id of the channel, where a Telegram archive holds several.
        jobs: processes to use; 0: as many as there are processors. The result does not change.
        reading: called with the bytes of the export read so far and in all.
        step: called with the number of texts done since the last call.
        corrections: file in which people confirm or correct the ledger of promises.

    Raises:
        InputError: the export or the file of corrections cannot be read.
        ConfigErrors: the file of corrections speaks of no promise, or has another mistake.
        ZoneInfoNotFoundError: ``timezone`` is unknown.
    """
    from govpost_lint.account import History
    from govpost_lint.histories.reporting import report

    if not isinstance(source, History):
        from govpost_lint.sources.exports import read_history

        account = ruleset.config.account
        zone = timezone or account.timezone
        source = read_history(source, comments, zone, account.own_ids, reading, chat)
    return report(
        source, ruleset.checker, since=since, until=until, as_of=as_of, timezone=timezone,
        jobs=jobs, step=step, corrections=corrections,
    )  # fmt: skip


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
