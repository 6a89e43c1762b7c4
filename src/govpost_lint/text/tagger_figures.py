"""How well a tagger reads a treebank."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govpost_lint.text.morphology import get_morphology
from govpost_lint.text.reading import normalize
from govpost_lint.text.tagger import Tagger, is_imperative
from govpost_lint.text.treebank import GoldWord, Sentence, case_of, coarse_pos


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of right answers in per cent, and counts they rest on."""

    words: int
    case: float
    pos: float
    lemma: float
    imperative_precision: float
    imperative_recall: float
    imperatives: int
    tokens_per_second: float


def evaluate(
    sentences: Sequence[Sentence], tagger: Tagger | None, genre: str | None = "social"
) -> Figures:
    """Measure a tagger on gold tokens.

    Counted are Cyrillic words that the treebank does not call X, SYM, NUM or PUNCT; case only
    where the treebank has one (partitive counts as genitive, vocative as nominative); ё = е.

    Args:
        sentences: with readings, as `read_conllu` yields them.
        tagger: None measures pymorphy3's first reading.
        genre: only sentences of this genre; None takes all.
    """
    hits: Counter[str] = Counter()
    seconds, tokens = 0.0, 0
    for sentence in sentences:
        if genre is not None and sentence.genre != genre:
            continue
        start = time.perf_counter()
        if tagger is None:
            chosen = [0 if readings else -1 for readings in sentence.readings]
        else:
            chosen = tagger.choose(sentence.words, sentence.readings)
        seconds += time.perf_counter() - start
        tokens += len(chosen)
        for i, gold in enumerate(sentence.gold):
            if gold.measured:
                hits.update(_compare(sentence, chosen, i, gold, tagger is None))
    return Figures(
        hits["words"],
        _percent(hits["case"], hits["cases"]),
        _percent(hits["pos"], hits["words"]),
        _percent(hits["lemma"], hits["words"]),
        _percent(hits["both impr"], hits["said impr"]),
        _percent(hits["both impr"], hits["gold impr"]),
        hits["gold impr"],
        tokens / seconds if seconds else 0.0,
    )


def _compare(
    sentence: Sentence, chosen: Sequence[int], i: int, gold: GoldWord, first: bool
) -> list[str]:
    """Name what is right about one word; `first`: no rules for imperatives either."""
    facts = ["words"]
    options, choice = sentence.readings[i], chosen[i]
    reading = options[choice] if choice >= 0 else None
    if gold.case is not None:
        facts.append("cases")
    if reading is not None:
        if gold.case is not None and case_of(reading) == gold.case:
            facts.append("case")
        if coarse_pos(reading) == gold.pos:
            facts.append("pos")
        lemma = normalize(gold.lemma)
        if normalize(get_morphology().citation(sentence.words[i], reading)) == lemma:
            facts.append("lemma")
    wanted = gold.feats.get("Mood") == "Imp"
    if first:
        said = reading is not None and "impr" in reading.grammemes
    else:
        said = is_imperative(sentence.words, sentence.readings, chosen, i)
    facts += ["gold impr"] * wanted + ["said impr"] * said + ["both impr"] * (wanted and said)
    return facts


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def format_table(rows: Mapping[str, Figures]) -> str:
    """Lay figures out as a table, one tagger a line."""
    lines = [f"{'':14}  words   case    POS  lemma  impr P  impr R  (n)  tokens/s"]
    for name, f in rows.items():
        lines.append(
            f"{name:14}  {f.words:5} {f.case:6.2f} {f.pos:6.2f} {f.lemma:6.2f}"
            f"  {f.imperative_precision:6.2f}  {f.imperative_recall:6.2f}"
            f"  {f.imperatives:3}  {f.tokens_per_second:8.0f}"
        )
    return "\n".join(lines)
