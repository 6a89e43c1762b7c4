"""``rules evaluate`` and the coverage of the standard: how good and how complete the rules are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govpost_lint.cli.options import OWN_RULES, PROFILE, TABLE_OR_JSON
from govpost_lint.cli.output import opened
from govpost_lint.cli.russian import Command
from govpost_lint.errors import ExitCode
from govpost_lint.opening import read_input_text

if TYPE_CHECKING:
    from govpost_lint import Ruleset
    from govpost_lint.evaluation import Counts, Evaluation


@click.command("evaluate", cls=Command)
@click.argument("path", metavar="ФАЙЛ")
@click.option("--rules", "folder", metavar="ПАПКА", help=OWN_RULES)
@PROFILE
@click.option("--labels", metavar="ФАЙЛ", help="Карта меток (labels.yaml из папки правил).")
@click.option("--summary", is_flag=True, help="Только числа, без пропусков и ложных находок.")
@TABLE_OR_JSON
def evaluate(
    path: str,
    folder: str | None,
    profile: str | None,
    labels: str | None,
    summary: bool,
    form: str,
) -> ExitCode:
    """Измерить правила на текстах с пометками редактора.

    Полнота — доля пометок, которые правила нашли; точность — доля находок, попавших в пометку.
    """
    from govpost_lint import Ruleset, evaluation
    from govpost_lint.marked_texts import load_labels, read_marked
    from govpost_lint.reporters.excerpt import visible

    text = read_input_text(Path(path))
    names = load_labels(Path(labels) if labels else _labels_of(folder))
    ruleset = Ruleset.load(folder, profile=profile)
    result = evaluation.evaluate(ruleset, read_marked(text, path), names)
    with opened(None) as stream:
        if form == "json":
            stream.write(json.dumps(_data(result), ensure_ascii=False, indent=2) + "\n")
        else:
            for line in _lines(result, summary):
                stream.write(visible(line) + "\n")
    return ExitCode.CLEAN


def _labels_of(folder: str | None) -> Path:
    """Return the map of labels of a rule folder; that of the program where it has none."""
    from govpost_lint.ruleset.loading import default_folder

    own = Path(folder or default_folder()) / "labels.yaml"
    return own if own.is_file() or not own.parent.is_dir() else default_folder() / "labels.yaml"


def _data(result: Evaluation) -> dict[str, Any]:
    groups = {"labels": result.labels, "rules": result.rules, "flags": result.flags}
    data: dict[str, Any] = {
        group: {name: _numbers(counts) for name, counts in sorted(rows.items())}
        for group, rows in groups.items()
    }
    return {**data, "anywhere": _numbers(result.anywhere), "summary": _figures(result)}


def _numbers(counts: Counts) -> dict[str, Any]:
    return {
        "marked": counts.marked,
        "found": counts.found,
        "recall": counts.recall,
        "fired": counts.fired,
        "right": counts.right,
        "precision": counts.precision,
        "missed": counts.missed,
        "false": counts.false,
    }


def _figures(result: Evaluation) -> dict[str, float | None]:
    from statistics import median  # 5 ms, not for every command

    from govpost_lint.evaluation import separation, spearman

    totals = {level: [total for at, total in result.totals if at == level] for level in range(4)}
    return {
        "clean_texts": result.clean_texts,
        "findings_per_clean_text": result.clean_findings / result.clean_texts
        if result.clean_texts
        else None,
        "spearman_level_living_language": spearman(result.levels),
        "auc_level_2_and_above": separation(
            [score for level, score in result.levels if level >= 2],
            [score for level, score in result.levels if level < 2],
        ),
        **{
            f"median_total_level_{level}": median(found) if found else None
            for level, found in totals.items()
        },
    }


_TITLES = {
    "clean_texts": "текстов без пометок",
    "findings_per_clean_text": "предупреждений и ошибок на текст без пометок",
    "spearman_level_living_language": "связь «Живого языка» с уровнем редактора (Спирмен)",
    "auc_level_2_and_above": "отделяет уровни 2–3 от 0–1 (AUC)",
    **{f"median_total_level_{level}": f"медиана итога, уровень {level}" for level in range(4)},
}


_ANY = "любая, кроме promise"
"""Row of the places marked with whatever label but promise."""


def _lines(result: Evaluation, summary: bool) -> Iterator[str]:
    for title, rows in (
        ("Метки", {**result.labels, _ANY: result.anywhere}),
        ("Признаки текста", result.flags),
        ("Правила", result.rules),
    ):
        if not rows:
            continue
        yield f"{title:<40} {'полнота':>16} {'точность':>17}"
        for name, counts in sorted(rows.items()):
            recall = "" if rows is result.rules else _share(counts.found, counts.marked)
            yield f"  {name:<38} {recall:>16} {_share(counts.right, counts.fired):>17}"
        yield ""
    for name, value in _figures(result).items():
        if value is not None:
            yield f"  {_TITLES[name]}: {value:.2f}".replace(".00", "")
    if summary:
        return
    anywhere = _ANY, result.anywhere
    for heading, attribute in (("Пропущено", "missed"), ("Ложные находки", "false")):
        for name, counts in (*sorted({**result.labels, **result.flags}.items()), anywhere):
            quotes = getattr(counts, attribute)
            if quotes:
                yield ""
                yield f"{heading}: {name}"
                yield from (f"  {quote}" for quote in quotes)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.2f}" if whole else "—"


def coverage(ruleset: Ruleset) -> Iterator[str]:
    """Yield the lines of the table «clause of the standard → rules»."""
    from govpost_lint.reporters.excerpt import visible

    serving: dict[str, list[str]] = {}
    for rule in ruleset.rules:
        for clause in rule.clauses:
            trial = " (пробное)" if rule.status == "preview" else ""
            serving.setdefault(clause, []).append(rule.id + trial)
    covered = 0
    for clause, (about, _, _) in ruleset.clauses.items():
        rules = sorted(serving.get(clause, []))
        covered += bool(rules)
        yield visible(f"{clause}  {about}")
        yield from (visible(f"    {rule}") for rule in rules)
        if not rules:
            yield "    — правила нет, причина в rules/README.md"
    yield f"Пунктов: {len(ruleset.clauses)}, с правилами: {covered}"
