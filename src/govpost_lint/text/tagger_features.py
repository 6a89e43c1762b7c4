"""What the tagger looks at: features of a word, of its neighbours and of the choices made so far.

A feature is a short string whose first character names its template. Training and tagging share
this file, so the shipped weights are valid only together with it: after any change of a template,
train again (see training.py).

Tagging spells few of them out: features come in groups that depend on the same few things, and what
the features of a group weigh together is kept by these things (see `tagger_weights`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from govpost_lint.text.tagger_words import Candidate, Token

# Words between two coordinated or attributive neighbours that do not break their agreement.
LINKS = frozenset(["и", ",", "или", "—", '"', "не", "самый", "более", "очень", "же", "#E"])
START = "<s>"

Group = tuple[str, ...]
"""The name of a group of features and what they depend on beside the options of the word."""


class Context(NamedTuple):
    """Features of one ambiguous word that do not depend on earlier choices.

    Attributes:
        groups: see `spelled`.
        single: features of two particular words, which seldom meet again.
        agreement: one feature a candidate, or empty.
    """

    groups: list[Group]
    single: tuple[str, ...]
    agreement: tuple[str, ...]

    def names(self, options: str) -> list[str]:
        """Return the features of all candidates of a word with these options."""
        grouped = [name for group in self.groups for name in spelled(group, options)]
        return [*grouped, *self.single]


class History(NamedTuple):
    """What later choices need to know of earlier ones."""

    last: str = START  # fine tag of the previous word
    before: str = START
    noun: str = "-"  # coarse tag and number of the nearest noun or pronoun to the left
    clause: str = ""  # n, v and , as subjects, verbs and commas came in this clause
    previous: Candidate | None = None
    second: Candidate | None = None


def spelled(group: Group, options: str) -> tuple[str, ...]:
    """Return the features of a group for a word with these options."""
    name, *parts = group
    return _TEMPLATES[name](options, *parts)


# The parameters are named as in `contexts` and `history_group`; o are the options of the word.
_TEMPLATES: Mapping[str, Callable[..., tuple[str, ...]]] = {
    "left": lambda o, key, options: (
        "p" + key, f"q{key} {o}", "l" + options, f"z{options} {o}", "P" + key[-3:],
    ),
    "left2": lambda o, key: ("m" + key,),
    "right": lambda o, key, options: (
        "n" + key, "k" + options, f"o{o} {options}", "N" + key[-3:],
    ),
    "right2": lambda o, key: ("M" + key,),
    "rights": lambda o, options, second: (f"K{options} {second}",),
    "capital": lambda o, capital: ("C" + capital, f"D{capital}{o}"),
    "governor": lambda o, governor: ("g" + governor, f"G{governor} {o}"),
    "verb": lambda o, verb: ("v" + verb,),
    "before": lambda o, kind, since, negated: (f"V{kind}{since}{negated}",),
    "verbs": lambda o, kind, finite, right, right_verb, governor: (
        f"y{right} {finite}", f"Y{kind}{finite}{right}{governor}",
        f"U{right_verb}{kind}{finite[:1]}",
    ),
    "subjects": lambda o, kind, finite, right, left_subject, right_subject: (
        f"u{left_subject}/{right_subject}{right}{finite}",
        f"t{o}{left_subject[:1]}/{right_subject[:1]}"
        f"{'f' if right != '-' or finite != '_' else '-'}{kind}",
    ),
    "noun": lambda o, governor, options: ("H" + options, f"HG{governor}{options}"),
    "last": lambda o, last, before: ("1" + last, f"2{before} {last}"),
    "following": lambda o, last, following: (f"3{last} {following}",),
    "nearest": lambda o, noun, last: (f"5{noun} {last}",),
    "clause": lambda o, clause: (f"6{clause}{o}",),
}  # fmt: skip


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
    edge = [START, START]
    keys = [*edge, *(token.key for token in tokens), *edge]  # those of word i at i + 2
    options = [*edge, *(token.options for token in tokens), *edge]
    (verb, kind), finite, since, negated = ("-", "-"), "_", "_", "F"
    for i, token in enumerate(tokens):
        if len(token.candidates) > 1:
            governor = _preposition(tokens, i)
            right, left_subject = around.right_finite[i], around.left_subject[i]
            before, after, following = keys[i + 1], keys[i + 3], options[i + 3]
            groups: list[Group] = [
                ("left", before, options[i + 1]),
                ("left2", keys[i]),
                ("right", after, following),
                ("right2", keys[i + 4]),
                ("rights", following, options[i + 4]),
                ("capital", _capital(words[i], tokens[i - 1] if i else None)),
                ("governor", governor),
                ("verb", verb),
                ("before", kind, since, negated),
                ("verbs", kind, finite, right, around.right_verb[i], governor[:1]),
                ("subjects", kind, finite, right, left_subject, around.right_subject[i]),
            ]
            agreement = _agreement(tokens, i, governor, groups) if token.modifier else ()
            yield Context(groups, (f"B{before} {token.key}", f"F{token.key} {after}"), agreement)
        else:
            yield None
        if token.boundary:
            negated, since = "F", "," if token.mark == "," else "_"
            if token.mark != ",":
                (verb, kind), finite = ("-", "-"), "_"
        elif token.verb_kind:
            (verb, kind), since = token.verb, "v"
            negated = "T" if i and tokens[i - 1].key == "не" else "F"
            finite = token.finite or finite
        elif token.nouns:
            since = "n" if since in "_,v" else "N"


def own_features(token: Token) -> tuple[str, ...]:
    """Return the features of a word by itself; their scores are computed once a word form."""
    return "b", "w" + token.key, "s" + token.key[-3:], "c" + token.options


def _capital(word: str, before: Token | None) -> str:
    """Tell a capital from none, and the opening of a sentence from its middle."""
    opening = before is None or before.mark in (".", "!", "?", "#E", '"')
    return ("C" if word[:1].isupper() else "c") + ("0" if opening else "1")


def _preposition(tokens: Sequence[Token], i: int) -> str:
    """Return the preposition that may govern word i, with + if modifiers stand in between."""
    for j in range(i - 1, max(-1, i - 6), -1):
        token = tokens[j]
        if token.preposition:
            return token.preposition + ("" if j == i - 1 else "+")
        if token.boundary or not (token.may_modify or token.mark[:1] in ("#", '"')):
            break
    return "-"


def _agreement(
    tokens: Sequence[Token], i: int, governor: str, groups: list[Group]
) -> tuple[str, ...]:
    """Find the noun that a modifier may belong to; extend `groups`, return one a candidate."""
    token = tokens[i]
    nouns: list[Candidate] = []
    distance = 0
    for right in tokens[i + 1 : i + 5]:
        if right.nouns:
            nouns = right.nouns
            groups.append(("noun", governor, right.options))
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
    return tuple(result)


def _agree(modifier: Candidate, noun: Candidate) -> bool:
    if modifier.case != noun.case or modifier.number != noun.number:
        return False
    animacies = modifier.animacy + noun.animacy
    if modifier.case == "a" and animacies in ("ai", "ia"):
        return False
    genders = modifier.gender + noun.gender
    return noun.number == "p" or modifier.gender == noun.gender or "_" in genders or "c" in genders


def history_groups(history: History, following: str) -> tuple[Group, ...]:
    """Return the groups of features of earlier choices; `following`: options of the next word."""
    last, before, noun, clause, _, _ = history
    return (
        ("last", last, before),
        ("following", last, following),
        ("nearest", noun, last[:5]),
        ("clause", clause),
    )


def history_single(history: History, token: Token) -> str:
    """Return the feature of the last choice and this particular word."""
    return f"4{history.last}{token.key}"


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
