"""A rule folder with many times the rules: copies of the real ones with other dictionary words.

python tests/benchmarks/many_rules.py SOURCE TARGET TIMES prints the number of rules written.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from govpost_lint import Ruleset
from govpost_lint.ruleset.pattern import Border, Gap, Item, Stretch, Word
from govpost_lint.ruleset.plan import Rule

_PREFIXES = "ба ве гр де за ис ка ле ми на об пе ра се те уг фо хо це чи ше эл".split()
_WORDS_FOR_A_LIST = 12
_MOST = 1500
"""Words taken of each prefix and part of speech; enough that copies hardly repeat one another."""


def dictionary_words() -> dict[str, list[str]]:
    """Return lemmas of pymorphy3's dictionary by part of speech, always the same."""
    import pymorphy3

    found: dict[str, list[str]] = defaultdict(list)
    analyzer = pymorphy3.MorphAnalyzer()
    for prefix in _PREFIXES:
        counts: dict[str, int] = defaultdict(int)
        for word, tag, lemma, _, _ in analyzer.dictionary.iter_known_words(prefix):
            pos = str(tag.POS)
            if word == lemma and word.isalpha() and counts[pos] < _MOST:
                counts[pos] += 1
                found[pos].append(word)
    return dict(found)


def write_copies(source: Path, target: Path, times: int) -> int:
    """Copy the rules of ``source`` to ``target`` and add ``times`` variants of each ``match`` rule.

    A variant has the shape of its model – words, lemmas, lists, gaps – with other words in it.

    Returns:
        The number of rules in ``target``.
    """
    shutil.copytree(source, target)
    words = dictionary_words()
    known: set[str] = set()
    ruleset = Ruleset.load(source)
    count = len(ruleset.rules)
    chance = random.Random(1)
    for rule in ruleset.rules:
        if rule.kind != "match":
            continue
        for number in range(times):
            phrases = [
                phrase
                for phrase in dict.fromkeys(_phrases(rule, words, chance))
                if phrase not in known
            ]
            known.update(phrases)
            if phrases:
                form = _form(rule, f"{rule.id}-copy-{number}", phrases)
                path = target / f"{form['id']}.yaml"
                path.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
                count += 1
    return count


def _form(rule: Rule, name: str, phrases: list[str]) -> dict[str, object]:
    return {
        "id": name,
        "version": 1,
        "title": rule.title,
        "severity": rule.severity,
        "score": {"each": rule.each, "cap": rule.cap},
        "match": {"patterns": phrases},
        "message": "«{match}» — скажите проще.",
        "source": {"clause": rule.clauses[0], "basis": rule.basis},
        "examples": [{"bad": "Да."}, {"good": "Нет."}],
    }


def _phrases(rule: Rule, words: dict[str, list[str]], chance: random.Random) -> Iterator[str]:
    for pattern in rule.patterns:
        for sequence in pattern.sequences[:1]:
            if any(_has_words(item) for item in sequence):
                yield " ".join(_part(item, words, chance) for item in sequence)


def _has_words(item: Item) -> bool:
    if not isinstance(item, Word):
        return False
    return bool(item.condition.forms or item.condition.lemmas or item.condition.lists)


def _part(item: Item, words: dict[str, list[str]], chance: random.Random) -> str:
    if isinstance(item, Gap):
        return f"{{{item.low}-{item.high}}}"
    if isinstance(item, Stretch):
        return f"{{{item.kind}}}"
    if isinstance(item, Border):
        return "$" if item.end else "^"
    assert isinstance(item, Word)
    condition = item.condition
    if condition.forms:
        chosen = chance.sample(words["NOUN"], min(len(condition.forms), 20))
        return chosen[0] if len(chosen) == 1 else f"({'|'.join(chosen)})"
    if condition.lemmas or condition.lists:
        count = len(condition.lemmas) or _WORDS_FOR_A_LIST
        chosen = [chance.choice(words[chance.choice(["NOUN", "INFN"])]) for _ in range(count)]
        return f"{{{'|'.join(dict.fromkeys(chosen))}}}"
    if condition.pos:
        return f"{{{condition.pos[0]}}}"
    return "{word}"


if __name__ == "__main__":
    print(write_copies(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
