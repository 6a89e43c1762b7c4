"""The kinds that judge a whole account: ``history``, ``follow`` and ``similar`` → plain data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from typing import Any

from govpost_lint.errors import closest
from govpost_lint.ruleset import models
from govpost_lint.ruleset.arithmetic import Formula
from govpost_lint.ruleset.files import Sources
from govpost_lint.ruleset.formula import ACCOUNT_NAMES, check_formula, parse_formula
from govpost_lint.ruleset.pattern_compiler import PatternCompiler
from govpost_lint.ruleset.phrase_error import PhraseError
from govpost_lint.ruleset.vocabulary import FOUND, RECORD_TRAITS, TOPIC
from govpost_lint.yaml_reader import Place, YamlFile

_WINDOW = re.compile(r"(\d+)([dw])\Z")
_WITHIN = re.compile(r"(\d+(?:\.\d+)?|\$\w+) ?([mhd])( working)?\Z")
_OF_QUESTIONS = frozenset(("p50_hours", "p90_hours", "p50_working_hours", "p90_working_hours"))
_BY = {"posts": "account", "replies": "account", "comments": "readers", "questions": "readers",
       "promises": "account", "lives": "account"}  # fmt: skip

_COUNTED = frozenset(("promises", "lives"))
"""Events that can be counted, but have no text of their own to match."""

MESSAGE_NAMES = {
    "history": {"value", "from", "to", *ACCOUNT_NAMES},
    "follow": {"date", "hours"},
    "similar": {"value", "count", "from", "to"},
}
"""Names that messages of each kind may use beside the params."""

Plain = dict[str, Any]
Limit = Callable[[float | str, Place], float]


class AccountCompiler:
    """Compiles the body of one rule of these kinds; mistakes go into its file.

    Args:
        file: of the rule; sources: all files, for the names of detectors, topics and rules.
        patterns: compiles the patterns of the rule.
        limit: value of a number or of a ``$param``, noted as used.
    """

    def __init__(
        self, file: YamlFile, sources: Sources, patterns: PatternCompiler, limit: Limit
    ) -> None:
        self._file = file
        self._sources = sources
        self._patterns = patterns
        self._limit = limit
        self.compiled: list[tuple[Any, ...]] = []
        self.groups: dict[str, tuple[int, int]] = {}
        self.used_params: set[str] = set()

    def history(
        self, form: models.HistoryForm, params: Iterable[str], told: Iterable[str], bands: Plain
    ) -> Plain:
        """Return the spec of a ``history`` rule.

        Args:
            params: names of the rule's params; told: names in its message.
            bands: compiled by the caller.
        """
        params = set(params)
        try:
            used = check_formula(form.value, params, ACCOUNT_NAMES)
        except PhraseError as error:
            place = ("history", "value")
            self._file.report(place, error.message, error.hint, offset=error.offset)
            used = frozenset()
            formula: Formula = ()
        else:
            formula = parse_formula(form.value)
        self.used_params |= used & params
        for name in sorted(used & _OF_QUESTIONS):
            if form.of != "questions":
                hint = "пишите of: questions"
                self._file.report(("history", "of"), f"{name} есть только у вопросов", hint)
        return {
            **self._event(form, ("history",), ""),
            "window": self._window(form.window, ("history", "window")),
            "min_count": form.min_count,
            "min_days": form.min_days,
            "value": formula,
            "names": tuple(sorted((used | {*told}) & {*ACCOUNT_NAMES})),
            "show": form.show,
            **bands,
        }

    def follow(self, form: models.Follow) -> Plain:
        """Return the spec of a ``follow`` rule."""
        if (form.expect is None) == (form.forbid is None):
            self._file.report(("follow",), "нужно одно из двух: expect или forbid")
        key = "expect" if form.expect else "forbid"
        response = form.expect or form.forbid or models.Response(of="posts")
        for place, event in ((("follow", "when"), form.when), (("follow", key), response)):
            if event.of in _COUNTED:
                hint = f"их считает вид history с of: {event.of}"
                self._file.report((*place, "of"), f"{event.of} здесь не подходит", hint)
        return {
            "when": self._event(form.when, ("follow", "when"), "when"),
            "response": {**self._event(response, ("follow", key), "response"),
                         "same": response.same},
            "forbid": form.forbid is not None,
            "within": self._within(form.within),
            "window": self._window(form.window, ("follow", "window")),
            "finds": tuple(form.finds),
        }  # fmt: skip

    def similar(self, form: models.Similar) -> Plain:
        """Return the spec of a ``similar`` rule."""
        above = self._limit(form.above, ("similar", "above"))
        if not 0 < above <= 1:
            self._file.report(("similar", "above"), "сходство — от 0 до 1", "например, 0.8")
        return {
            **self._event(form, ("similar",), ""),
            "window": self._window(form.window, ("similar", "window")),
            "above": above,
            "at_least": form.at_least,
            "min_words": form.min_words,
        }

    def _event(
        self, form: models.HistoryForm | models.Event | models.Similar, place: Place, group: str
    ) -> Plain:
        by = getattr(form, "by", None)
        if by is not None and by != _BY[form.of]:
            hint = "ответы страницы — of: replies" if by == "account" else "читатели — of: comments"
            self._file.report((*place, "by"), f"у {form.of} другой автор", hint)
        if form.match:
            if form.of == "promises":
                self._file.report(
                    (*place, "match"), "у обещаний нет образцов", "отбирайте по where"
                )
            first = len(self.compiled)
            self.compiled += self._patterns.compile(form.match, (*place, "match"))
            self.groups[group] = (first, len(self.compiled))
        return {
            "of": form.of,
            "where": tuple(
                self._trait(text, (*place, "where", number))
                for number, text in enumerate(form.where)
            ),
            "match": bool(form.match),
        }

    def _trait(self, text: str, place: Place) -> tuple[bool, tuple[str, ...]]:
        """Return whether the trait is refused, and the names of which one must hold."""
        names: list[str] = []
        for name in text.removeprefix("!").split("|"):
            if name.startswith(FOUND):
                pattern = name.removeprefix(FOUND)
                found = sorted(r for r in self._sources.rules if fnmatchcase(r, pattern))
                if not found:
                    hint = closest(pattern, self._sources.rules)
                    self._file.report(place, f"правила «{pattern}» нет", hint)
                names += [FOUND + rule for rule in found]
                continue
            known = {
                *RECORD_TRAITS,
                *self._sources.detectors,
                *(TOPIC + n.removeprefix("topic-") for n in self._sources.lists
                  if n.startswith("topic-")),
            }  # fmt: skip
            if name not in known:
                self._file.report(place, f"признака «{name}» нет", closest(name, known))
            names.append(name)
        return text.startswith("!"), tuple(names)

    def _window(self, text: str, place: Place) -> int:
        """Return a window in days; 0 for the whole history."""
        if text == "all":
            return 0
        match = _WINDOW.match(text)
        if match is None or int(match[1]) == 0:
            self._file.report(place, f"окно «{text}» не разобрано", "пишите 30d, 4w или all")
            return 0
        return int(match[1]) * (7 if match[2] == "w" else 1)

    def _within(self, text: str) -> tuple[float, str, bool]:
        """Return a limit: number, unit (m, h, d), whether only working time counts."""
        place = ("follow", "within")
        match = _WITHIN.match(text)
        if match is None:
            hint = "пишите 9h working, 24h, 7d или $limit h"
            self._file.report(place, f"срок «{text}» не разобран", hint)
            return 0.0, "h", False
        number = match[1]
        value = self._limit(number if number.startswith("$") else float(number), place)
        return value, match[2], bool(match[3])
