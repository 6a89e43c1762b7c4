"""Figures of the rule pack on public texts, as one table:  python tests/benchmarks/corpus.py

GOVPOST_CORPUS names a folder with ``official_documents/*.txt`` (infoculture/plainrussian, CC0),
``telegram_city_news/novosti_moskvy.json`` (NKTKLN/telegram-news-classifier, CC BY 4.0) and
``simplification_pairs/*.csv`` (Digital-Pushkin-Lab/RuAdapt, MIT). The texts are not part of the
product; ``tests/corpus`` holds the same figures to their limits.
"""

from __future__ import annotations

import csv
import json
import os
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from govpost_lint import Document, Report, Ruleset

CHUNK_WORDS = 90
"""Length of the pieces that official documents are cut into: that of a longer post."""

LEAST_WORDS = 40
"""Shorter texts are left out: densities shake there."""

LEAST_ADAPTED = 10
"""Words of an adapted text that is a paragraph and not a heading."""

OFFICIALESE = "living-language"
_WORD = re.compile(r"\w+")


class Judged(NamedTuple):
    """A text judged: its words, living-language score, total, and officialese in its words.

    ``findings`` are those of words and phrases, neither advice nor preview; lengths of sentences
    and densities are no officialese findings.
    """

    words: int
    score: float
    total: float
    findings: int
    rules: Counter[str]


def corpus() -> Path | None:
    """Return the folder that GOVPOST_CORPUS names; ``None`` where it is unset."""
    name = os.environ.get("GOVPOST_CORPUS")
    return Path(name) if name else None


def official_chunks(folder: Path) -> Iterator[str]:
    """Yield official documents cut at line or sentence ends into pieces of about 90 words."""
    for path in sorted((folder / "official_documents").glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace").lstrip("\ufeff")
        piece: list[str] = []
        words = 0
        for sentence in re.split(r"(?<=[.!?;])\s+|\n+", text):
            piece.append(sentence)
            words += len(_WORD.findall(sentence))
            if words >= CHUNK_WORDS:
                yield " ".join(piece)
                piece, words = [], 0
        if words >= LEAST_WORDS:
            yield " ".join(piece)


def city_posts(folder: Path) -> Iterator[str]:
    """Yield the posts of the city channel of at least 40 words."""
    path = folder / "telegram_city_news" / "novosti_moskvy.json"
    for message in json.loads(path.read_text(encoding="utf-8")):
        if len(_WORD.findall(message["text"])) >= LEAST_WORDS:
            yield message["text"]


def simplification_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield original paragraphs of at least 40 words and their adaptation.

    Adaptations of fewer than 10 words are left out: most of them are headings paired by mistake.
    """
    for path in sorted((folder / "simplification_pairs").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                original, adapted = row["source"], row["target"]
                long_enough = len(_WORD.findall(original)) >= LEAST_WORDS
                if long_enough and len(_WORD.findall(adapted)) >= LEAST_ADAPTED:
                    yield original, adapted


def judge(ruleset: Ruleset, texts: Iterable[str]) -> list[Judged]:
    """Return what the living-language rules say of each text, as a post."""
    phrases = frozenset(rule.id for rule in ruleset.rules if rule.kind == "match")
    return [_judged(ruleset.check(Document(id="text", text=text)), phrases) for text in texts]


def _judged(report: Report, phrases: frozenset[str]) -> Judged:
    counted = [
        finding
        for finding in report.findings
        if finding.criterion == OFFICIALESE
        and finding.severity != "advice"
        and finding.status == "stable"
        and finding.rule in phrases
    ]
    score = report.score.criteria[OFFICIALESE].score
    rules = Counter(finding.rule for finding in counted)
    return Judged(report.words, score, report.score.total or 0.0, len(counted), rules)


def auc(low: Iterable[float], high: Iterable[float]) -> float:
    """Return the share of pairs in which the value of ``high`` is greater; ties count half."""
    lows, highs = sorted(low), sorted(high)
    wins = sum((bisect_left(lows, value) + bisect_right(lows, value)) / 2 for value in highs)
    return wins / (len(lows) * len(highs))


def density(judged: Iterable[Judged]) -> float:
    """Return findings (not advice) per 100 words."""
    texts = list(judged)
    return 100 * sum(text.findings for text in texts) / max(1, sum(text.words for text in texts))


def share_won(pairs: Iterable[tuple[Judged, Judged]]) -> float:
    """Return the share of pairs whose adapted side has a higher total than the original."""
    results = [adapted.total > original.total for original, adapted in pairs]
    return sum(results) / max(1, len(results))


def judged_pairs(ruleset: Ruleset, folder: Path) -> list[tuple[Judged, Judged]]:
    """Return originals and adaptations judged."""
    pairs = list(simplification_pairs(folder))
    left = judge(ruleset, (pair[0] for pair in pairs))
    right = judge(ruleset, (pair[1] for pair in pairs))
    return list(zip(left, right, strict=True))


def main() -> None:
    folder = corpus()
    if folder is None:
        raise SystemExit("GOVPOST_CORPUS is unset: name the folder of the texts")
    ruleset = Ruleset.load()
    official = judge(ruleset, official_chunks(folder))
    city = judge(ruleset, city_posts(folder))
    pairs = judged_pairs(ruleset, folder)
    separation = auc((t.score for t in official), (t.score for t in city))
    rows = [
        ("official documents, chunks", f"{len(official)}", ""),
        ("city channel, posts", f"{len(city)}", ""),
        ("AUC of the living-language score", f"{separation:.3f}", "≥ 0.98"),
        ("officialese per 100 words, official", f"{density(official):.2f}", "≥ 4"),
        ("officialese per 100 words, city", f"{density(city):.2f}", "≤ 0.4"),
        ("adapted above original", f"{share_won(pairs):.1%} of {len(pairs)}", "≥ 85 %"),
    ]
    for name, value, limit in rows:
        print(f"{name:<38}{value:>16}  {limit}")
    for title, texts in (("official", official), ("city", city)):
        total = sum((text.rules for text in texts), Counter())
        print(f"\n{title}: findings by rule")
        for name, count in total.most_common(12):
            print(f"{count:6} {name}")


if __name__ == "__main__":
    main()
