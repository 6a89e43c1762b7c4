"""What the tagger looks at: features of a word, of its neighbours and of the choices made so far.

A feature is a short string whose first character names its template; weights.get(feature) is
looked up by `tagger.Model`. Training and tagging share this file, so the shipped weights are
valid only together with it: after any change here, train again (see training.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govpost_lint.text.reading import Reading, normalize

_CASE_LETTERS = {"nomn": "n", "gent": "g", "datv": "d", "accs": "a", "ablt": "i", "loct": "l",
                 "voct": "v"}  # fmt: skip
_PROPER = frozenset({"name", "surn", "patr", "geox"})
_PUNCTUATION = frozenset(",.!?:;()…/")
_QUOTES = frozenset("«»\"“”„'")
_DASHES = frozenset("-–—")
_BOUNDARIES = frozenset((*",.!?:;()…—", "#E"))
# Words between two coordinated or attributive neighbours that do not break their agreement.
LINKS = frozenset(["и", ",", "или", "—", '"', "не", "самый", "более", "очень", "же", "#E"])
START = "<s>"


class Candidate:
    """One reading as the features see it: `fine` and `coarse` tags and its parts."""

    __slots__ = (
        "animacy", "case", "coarse", "fine", "gender", "identity", "lexical", "number", "pos",
    )  # fmt: skip

    def __init__(self, reading: Reading, rank: int, best_score: float) -> None:
        grammemes = reading.grammemes
        self.pos = reading.pos
        self.case = next((v for k, v in _CASE_LETTERS.items() if k in grammemes), "_")
        self.number = _letter(grammemes, "sing", "plur")
        gender = "c" if "ms-f" in grammemes else _letter(grammemes, "masc", "femn", "neut")
        self.gender = "_" if self.number == "p" else gender
        self.animacy = _letter(grammemes, "anim", "inan")
        kind = _kind(reading)
        form = _verb_form(reading)
        animate = "a" if self.animacy == "a" and self.pos == "noun" else ""
        coarse_kind = "noun" if self.pos == "noun" else kind
        self.coarse = coarse_kind + self.case + form[:1]
        self.fine = kind + self.case + self.number + self.gender + form + animate
        self.identity = self.fine + self.animacy  # all that `pair_features` looks at
        # pymorphy3's score in half-octave steps below the best reading of the form
        step = min(9, int(-math.log2(max(reading.score, 1e-6) / best_score) * 1.5))
        self.lexical = (
            f"S{step}", f"S{step}{self.coarse}", f"L{reading.key}{self.coarse}",
            f"R{min(rank, 3)}",
        )  # fmt: skip


class Token:
    """One word of a sentence with everything about it that does not depend on its neighbours."""

    __slots__ = (
        "base", "boundary", "candidates", "conjunction", "finite", "key", "mark", "may_modify",
        "modifier", "nouns", "options", "preposition", "readings", "slots", "subject", "suffix",
        "tags", "verb", "verb_kind", "zeros",
    )  # fmt: skip

    def __init__(self, word: str, readings: tuple[Reading, ...]) -> None:
        best = max((reading.score for reading in readings), default=1.0) or 1e-6
        self.readings = readings
        self.candidates = [Candidate(r, i, best) for i, r in enumerate(readings)]
        self.base: list[int] | None = None  # scores of own features, filled in by the tagger
        tags = dict.fromkeys(t for c in self.candidates for t in (c.fine, c.coarse))
        places = {tag: i for i, tag in enumerate(tags)}
        self.tags = tuple(tags)  # of all candidates, each once
        self.zeros = (0,) * len(tags)
        self.slots = [(places[c.fine], places[c.coarse]) for c in self.candidates]
        self.key, self.mark = normalize(word), ""
        if not readings:
            self.key, self.mark = _mark(self.key)
        self.suffix = self.key[-3:]
        self.options = "|".join(sorted({c.coarse for c in self.candidates})) or self.mark
        self.preposition = next(
            (r.key for r in readings if r.pos == "prep" and r.score > 0.3), None
        )
        self.conjunction = any(r.pos == "conj" for r in readings)
        self.modifier = any(c.pos in ("adj", "part", "num") for c in self.candidates)
        self.may_modify = self.modifier or any(r.pos in ("adv", "particle") for r in readings)
        self.nouns = [c for c in self.candidates if c.pos == "noun"]
        self.boundary = not readings and self.mark in _BOUNDARIES
        self._set_verb()
        self.subject = ""  # number and gender of a word that can only be a nominative
        if readings and all(c.pos in ("noun", "pron") and c.case == "n" for c in self.candidates):
            self.subject = self.candidates[0].number + self.candidates[0].gender

    def _set_verb(self) -> None:
        self.verb, self.verb_kind, self.finite = ("-", "-"), "", None
        for candidate, reading in zip(self.candidates, self.readings, strict=True):
            if candidate.pos in ("verb", "inf", "gerund", "part") and reading.score > 0.15:
                break
        else:
            return
        grammemes = reading.grammemes
        reflexive = reading.key.endswith(("ся", "сь"))
        self.verb = (reading.key, "t" if "tran" in grammemes else "r" if reflexive else "i")
        self.verb_kind = candidate.pos[:1]
        if candidate.pos == "verb":
            person = _letter(grammemes, "1per", "2per", "3per")
            agreement = candidate.number + candidate.gender + person
            self.finite = "!" if "impr" in grammemes else agreement


class Context(NamedTuple):
    """Features of one ambiguous word that do not depend on earlier choices."""

    features: list[str]
    agreement: list[str]  # one feature a candidate, or empty


class History(NamedTuple):
    """What later choices need to know of earlier ones."""

    last: str = START  # fine tag of the previous word
    before: str = START
    noun: str = "-"  # coarse tag and number of the nearest noun or pronoun to the left
    clause: str = ""  # n, v and , as subjects, verbs and commas came in this clause
    previous: Candidate | None = None
    second: Candidate | None = None


def _letter(grammemes: frozenset[str], *names: str) -> str:
    return next((name[0] for name in names if name in grammemes), "_")


def _kind(reading: Reading) -> str:
    grammemes = reading.grammemes
    if reading.pos == "adj":
        return "aP" if "apro" in grammemes else "aN" if "anum" in grammemes else "adj"
    if reading.pos == "short":
        return "prts" if "prts" in grammemes else "adjs"
    if reading.pos == "noun" and grammemes & _PROPER:
        return "nam"
    return reading.pos


def _verb_form(reading: Reading) -> str:
    if reading.pos != "verb":
        return ""
    if "impr" in reading.grammemes:
        return "!"
    tense = _letter(reading.grammemes, "past", "pres", "futr")
    return tense + _letter(reading.grammemes, "1per", "2per", "3per")


def _mark(key: str) -> tuple[str, str]:
    """Return key and tag of a token without readings."""
    if key.isdecimal():  # the last digits decide the form of the counted noun
        teen = len(key) > 1 and key[-2] == "1"
        mark = "#5" if teen or key[-1] not in "1234" else "#1" if key[-1] == "1" else "#2"
        return "0", mark
    if any(char.isdigit() for char in key):
        mark = "#0"
    elif re.match("[a-z]", key):
        mark = "#L"
    elif re.match("[а-яё]", key):
        mark = "#U"
    elif key in _DASHES:
        mark = "—"
    elif key in _QUOTES:
        mark = '"'
    else:
        mark = key if key in _PUNCTUATION else "#E"
    return mark, mark


class _Surroundings(NamedTuple):
    """Per word: verbs and certain subjects of its clause on either side."""

    right_finite: list[str]
    right_verb: list[str]
    left_subject: list[str]
    right_subject: list[str]


def _surroundings(tokens: Sequence[Token]) -> _Surroundings:
    around = _Surroundings([], [], [], [])
    subject = ""
    for token in tokens:
        around.left_subject.append(subject)
        subject = "" if token.boundary or token.conjunction else token.subject or subject
    finite = verb = "-"
    subject = ""
    for token in reversed(tokens):
        around.right_finite.append(finite)
        around.right_verb.append(verb)
        around.right_subject.append(subject)
        if token.boundary:
            finite = verb = "-"
            subject = ""
            continue
        finite = token.finite or finite
        if token.verb_kind:
            verb = (token.finite or token.verb_kind) + token.verb[1]
        else:
            subject = token.subject or subject
    for column in (around.right_finite, around.right_verb, around.right_subject):
        column.reverse()
    return around


def contexts(words: Sequence[str], tokens: Sequence[Token]) -> Iterator[Context | None]:
    """Yield the static features of each ambiguous word of a sentence (None for the others)."""
    around = _surroundings(tokens)
    verb, finite, since, negated = ("-", "-"), "_", "_", "F"
    for i, token in enumerate(tokens):
        if len(token.candidates) > 1:
            governor = _preposition(tokens, i)
            right, subjects = around.right_finite[i], around.left_subject[i][:1]
            subjects += "/" + around.right_subject[i][:1]
            has_finite = "f" if right != "-" or finite != "_" else "-"
            features = _neighbours(words, tokens, i)
            features += (
                "g" + governor, f"G{governor} {token.options}",
                "v" + verb[0], f"V{verb[1]}{since}{negated}",
                f"y{right} {finite}", f"Y{verb[1]}{finite}{right}{governor[:1]}",
                f"U{around.right_verb[i]}{verb[1]}{finite[:1]}",
                f"u{around.left_subject[i]}/{around.right_subject[i]}{right}{finite}",
                f"t{token.options}{subjects}{has_finite}{verb[1]}",
            )  # fmt: skip
            yield Context(features, _agreement(tokens, i, governor, features))
        else:
            yield None
        if token.boundary:
            negated, since = "F", "," if token.mark == "," else "_"
            if token.mark != ",":
                verb, finite = ("-", "-"), "_"
        elif token.verb_kind:
            verb, since = token.verb, "v"
            negated = "T" if i and tokens[i - 1].key == "не" else "F"
            finite = token.finite or finite
        elif token.nouns:
            since = "n" if since in "_,v" else "N"


def own_features(token: Token) -> tuple[str, ...]:
    """Return the features of a word by itself; their scores are computed once a word form."""
    return "b", "w" + token.key, "s" + token.suffix, "c" + token.options


def _neighbours(words: Sequence[str], tokens: Sequence[Token], i: int) -> list[str]:
    token = tokens[i]
    w0, options = token.key, token.options
    w1, o1, s1 = _at(tokens, i - 1)
    w2, _, _ = _at(tokens, i - 2)
    n1, p1, e1 = _at(tokens, i + 1)
    n2, p2, _ = _at(tokens, i + 2)
    opening = i == 0 or tokens[i - 1].mark in (".", "!", "?", "#E", '"')
    capital = ("C" if words[i][:1].isupper() else "c") + ("0" if opening else "1")
    return [
        "p" + w1, f"q{w1} {options}", "m" + w2, "n" + n1, "M" + n2,
        "k" + p1, f"K{p1} {p2}", f"o{options} {p1}", "l" + o1, f"z{o1} {options}",
        "P" + s1, "N" + e1, f"B{w1} {w0}", f"F{w0} {n1}", "C" + capital, f"D{capital}{options}",
    ]  # fmt: skip


def _at(tokens: Sequence[Token], i: int) -> tuple[str, str, str]:
    if 0 <= i < len(tokens):
        return tokens[i].key, tokens[i].options, tokens[i].suffix
    return START, START, START


def _preposition(tokens: Sequence[Token], i: int) -> str:
    """Return the preposition that may govern word i, with + if modifiers stand in between."""
    for j in range(i - 1, max(-1, i - 6), -1):
        token = tokens[j]
        if token.preposition:
            return token.preposition + ("" if j == i - 1 else "+")
        if token.boundary or not (token.may_modify or token.mark[:1] in ("#", '"')):
            break
    return "-"


def _agreement(tokens: Sequence[Token], i: int, governor: str, features: list[str]) -> list[str]:
    """Find the noun that a modifier may belong to; extend `features`, return one a candidate."""
    token = tokens[i]
    if not token.modifier:
        return []
    nouns: list[Candidate] = []
    distance = 0
    for right in tokens[i + 1 : i + 5]:
        if right.nouns:
            nouns = right.nouns
            features += ("H" + right.options, f"HG{governor}{right.options}")
            break
        if not (right.may_modify or right.conjunction or right.mark[:1] in ("#", '"', ",")):
            break
        distance += 1
    result = []
    for candidate in token.candidates:
        if candidate.pos in ("adj", "part", "num"):
            fits = any(_agree(candidate, noun) for noun in nouns)
            answer = "-" if not nouns else "1" if fits else "0"
            result.append(f"A{answer}{min(distance, 2)}{candidate.pos}")
        else:
            result.append(f"A_{candidate.pos}{'+' if nouns else '-'}")
    return result


def _agree(modifier: Candidate, noun: Candidate) -> bool:
    if modifier.case != noun.case or modifier.number != noun.number:
        return False
    animacies = modifier.animacy + noun.animacy
    if modifier.case == "a" and animacies in ("ai", "ia"):
        return False
    genders = modifier.gender + noun.gender
    return noun.number == "p" or modifier.gender == noun.gender or "_" in genders or "c" in genders


def history_features(history: History, token: Token, following: str) -> tuple[str, ...]:
    """Return the features of earlier choices; `following`: options of the next word."""
    last = history.last
    return (
        "1" + last, f"2{history.before} {last}", f"3{last} {following}",
        f"4{last}{token.key}", f"5{history.noun} {last[:5]}",
        f"6{history.clause}{token.options}",
    )  # fmt: skip


def pair_features(candidate: Candidate, history: History, previous_key: str) -> tuple[str, ...]:
    """Return the features that compare a candidate with the words chosen before it."""
    left, second = history.previous, history.second
    if left is not None and left.case != "_":
        if candidate.case == "_":  # «нашего дома»: hardly the adverb
            return f"x{left.pos}{candidate.pos}", f"x{left.coarse}{candidate.coarse}"
        same = left.case == candidate.case
        fits = same and _agree(left, candidate)
        grade = "1" if fits else "s" if same else "0"
        return (
            f"a{left.pos}{candidate.pos}{grade}",
            f"a{left.coarse}{candidate.coarse}{'1' if fits else '0'}",
        )
    if candidate.case == "_" or second is None or second.case == "_":
        return ()
    if previous_key in LINKS:
        case = "1" if second.case == candidate.case else "0"
        alike = (second.number, second.gender) == (candidate.number, candidate.gender)
        return (f"e{previous_key}{second.pos}{candidate.pos}{case}{'1' if alike else '0'}",)
    return ()


def advance(history: History, token: Token, candidate: Candidate | None) -> History:
    """Return the history after a word; `candidate` is None where it has no readings."""
    if candidate is None:
        if token.boundary and token.mark != ",":
            return History(token.mark, history.last, "-", "", None, history.previous)
        clause = history.clause
        if token.mark == "," and clause and clause[-1] != ",":
            clause = (clause + ",")[-4:]
        return History(token.mark, history.last, history.noun, clause, None, history.previous)
    noun, clause, pos = history.noun, history.clause, candidate.pos
    if pos in ("noun", "pron"):
        noun = candidate.coarse + candidate.number
        if candidate.case == "n" and "n" not in clause:
            clause += "n"
    elif pos == "verb" or candidate.fine.startswith("prts"):
        clause += "" if "v" in clause else "v"
    elif pos == "conj":
        clause = ""
    return History(candidate.fine, history.last, noun, clause[-4:], candidate, history.previous)
