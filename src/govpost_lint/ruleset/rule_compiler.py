"""One rule file → plain data of the plan, with every mistake noted in the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govpost_lint.errors import closest
from govpost_lint.ruleset import models
from govpost_lint.ruleset.account_compiler import MESSAGE_NAMES, AccountCompiler
from govpost_lint.ruleset.arithmetic import Formula
from govpost_lint.ruleset.detector_compiler import plain_where
from govpost_lint.ruleset.files import Sources
from govpost_lint.ruleset.formula import BUILT_IN, check_formula, parse_formula
from govpost_lint.ruleset.lists import Lists
from govpost_lint.ruleset.pattern import Word, from_plain
from govpost_lint.ruleset.pattern_compiler import PatternCompiler, as_list
from govpost_lint.ruleset.phrase_error import PhraseError
from govpost_lint.ruleset.profiles import Settings
from govpost_lint.ruleset.regex_parts import RegexParts
from govpost_lint.ruleset.rule_checks import check_examples, check_references
from govpost_lint.ruleset.template import message_names, unknown_names
from govpost_lint.yaml_reader import YamlFile

_KINDS = f"{', '.join(models.RULE_KINDS[:-1])} или {models.RULE_KINDS[-1]}"
_Compiled = list[tuple[Any, ...]]
_ALWAYS_NAMED = frozenset({"match", "suggestion"})


class RuleCompiler:
    """Checks and compiles one rule; mistakes go into its file."""

    def __init__(
        self,
        rule: models.RuleFile,
        file: YamlFile,
        sources: Sources,
        lists: Lists,
        settings: Settings,
    ) -> None:
        self.rule, self.file, self.sources = rule, file, sources
        self.params = {**rule.params, **settings.params.get(rule.id, {})}
        self.severity = settings.severity.get(rule.id, rule.severity)
        readings = rule.match.readings if rule.match else "chosen"
        self.parts = RegexParts(rule.parts, file)
        suggest = as_list(rule.suggest)
        self.patterns = PatternCompiler(file, lists, readings, suggest, self.parts)
        self.unless_patterns = PatternCompiler(file, lists, readings, parts=self.parts)
        self.used_params: set[str] = set()
        self.groups: dict[str, tuple[int, int]] = {}
        self.spec: dict[str, Any] = {}

    def compile(self, seen: dict[Any, str]) -> dict[str, Any]:
        """Return the rule as plain data.

        Args:
            seen: pattern → the rule that has it already; the patterns of this rule are added.
        """
        rule = self.rule
        before = len(self.file.errors)
        kind = self._kind()
        compiled, unless = self._patterns(kind, seen)
        if len(self.file.errors) == before:
            # A broken pattern would make its names look unknown or unused.
            self._check_names()
            self.parts.report_unused()
        check_references(rule, self.file, self.sources)
        check_examples(rule, self.file)
        points = rule.score or models.Points(each=0)
        return {
            **{key: getattr(rule, key) for key in
               ("id", "version", "title", "status", "confidence", "fix", "message", "why")},
            "severity": self.severity,
            "criterion": rule.id.split("/")[0],
            "each": points.each,
            "cap": points.cap if points.cap is not None else 100.0,
            "where": plain_where(rule.where),
            "params": self.params,
            "kind": kind,
            "patterns": tuple(compiled),
            "captures": tuple(sorted(self.patterns.captured)),
            "groups": self.groups,
            "unless": tuple(unless),
            "spec": self.spec,
            "clauses": as_list(rule.source.clause),
            "basis": rule.source.basis,
            "note": rule.source.note,
            "url": rule.source.url,
            "path": self.file.path,
            "replaces": tuple(rule.replaces),
            "private": rule.private,
        }  # fmt: skip

    def _kind(self) -> str:
        kinds = [kind for kind in models.RULE_KINDS if getattr(self.rule, kind) is not None]
        if len(kinds) != 1:
            self.file.report((), f"видов правила {len(kinds)}, нужен один", _KINDS)
        return kinds[0] if kinds else "match"

    def _patterns(self, kind: str, seen: dict[Any, str]) -> tuple[_Compiled, _Compiled]:
        """Return the patterns of the rule and those of its ``unless``; fills ``spec``."""
        rule = self.rule
        if rule.match:
            return self._match(rule.match, seen)
        if rule.require:
            return self._require(rule.require)
        return (self._measure(rule.measure) if rule.measure else self._account(kind)), []

    def _match(self, form: models.Match, seen: dict[Any, str]) -> tuple[_Compiled, _Compiled]:
        compiled = self.patterns.compile(form.patterns, ("match", "patterns"))
        self.groups[""] = (0, len(compiled))
        unless = self.unless_patterns.compile(form.unless, ("match", "unless"))
        self.spec = {"once": form.once}
        self._note_repeats(compiled, seen)
        return compiled, unless

    def _require(self, form: models.Require) -> tuple[_Compiled, _Compiled]:
        if (form.any_ is None) == (form.all_ is None):
            self.file.report(("require",), "нужно одно из двух: any или all")
        parts = form.all_ or {"": form.any_ or []}
        compiled: _Compiled = []
        for name, patterns in parts.items():
            place = ("require", "all", name) if form.all_ else ("require", "any")
            self._group(compiled, name, self.patterns.compile(patterns, place))
        self.spec = {
            "parts": tuple(parts),
            "at_least": form.at_least if form.any_ else len(parts),
            "in": form.in_,
            "when": bool(form.when),
        }
        if form.when:
            when = self.patterns.compile(form.when, ("require", "when"))
            self._group(compiled, " when", when)
        return compiled, self.unless_patterns.compile(form.unless, ("require", "unless"))

    def _measure(self, form: models.Measure) -> _Compiled:
        compiled: _Compiled = []
        for name, patterns in form.count.items():
            self._group(compiled, name, self.patterns.compile(patterns, ("measure", "count", name)))
        try:
            used = check_formula(form.value, [*form.count, *self.params])
        except PhraseError as error:
            self.file.report(("measure", "value"), error.message, error.hint, offset=error.offset)
            used = frozenset(form.count)
            formula: Formula = ("number", 0.0)
        else:
            formula = parse_formula(form.value)
        self.used_params |= used & set(self.params)
        for name in set(form.count) - used - {form.show}:
            self.file.report(("measure", "count", name), f"«{name}» не используется", key=True)
        if form.show and form.show not in form.count:
            self.file.report(("measure", "show"), f"в count нет «{form.show}»")
        self.spec = {
            "each": form.each,
            "value": formula,
            "bands": tuple(self._bands(form)),
            "show": form.show,
        }
        return compiled

    def _account(self, kind: str) -> _Compiled:
        rule = self.rule
        compiler = AccountCompiler(self.file, self.sources, self.patterns, self._limit)
        if rule.history:
            bands = {"bands": tuple(self._bands(rule.history, "history"))}
            told = names_in(rule.message)
            self.spec = compiler.history(rule.history, self.params, told, bands)
        elif rule.follow:
            self.spec = compiler.follow(rule.follow)
        elif rule.similar:
            self.spec = compiler.similar(rule.similar)
        self.groups = compiler.groups
        self.used_params |= compiler.used_params
        return compiler.compiled

    def _bands(
        self, form: models.Measure | models.HistoryForm, body: str = "measure"
    ) -> Iterable[tuple[str, float, float, str]]:
        last = float("-inf")
        for number, band in enumerate(form.bands):
            place = (body, "bands", number)
            limit = band.to if band.to is not None else band.below
            if limit is None:
                if number != len(form.bands) - 1:
                    self.file.report(place, "полоса без границы должна быть последней")
                yield "rest", 0.0, band.points, band.severity or ""
                continue
            value = self._limit(limit, (*place, "to" if band.to is not None else "below"))
            if value < last:
                self.file.report(place, "границы полос должны расти", "переставьте полосы")
            last = value
            kind = "to" if band.to is not None else "below"
            yield kind, value, band.points, band.severity or ""

    def _limit(self, limit: float | str, place: tuple[str | int, ...]) -> float:
        if isinstance(limit, (int, float)):
            return float(limit)
        name = limit.removeprefix("$")
        if not limit.startswith("$") or name not in self.params:
            hint = closest(f"${name}", [f"${one}" for one in self.params])
            self.file.report(place, f"параметра «{limit}» нет", hint or "объявите его в params")
            return float("nan")  # out of order with nothing
        self.used_params.add(name)
        return self.params[name]

    def _group(self, compiled: _Compiled, name: str, added: _Compiled) -> None:
        self.groups[name] = (len(compiled), len(compiled) + len(added))
        compiled.extend(added)

    def _note_repeats(self, compiled: _Compiled, seen: dict[Any, str]) -> None:
        where = plain_where(self.rule.where)
        scope = (where["kind"], where["part"], where["inside"], where["tags"])
        for pattern in compiled:
            key = (pattern[0], frozenset(pattern[1]), pattern[2], pattern[7:9], scope)
            other = seen.setdefault(key, self.rule.id)
            if other != self.rule.id:
                text = _describe(pattern)
                self.file.report(
                    ("match", "patterns"),
                    f"образец «{text}» уже есть в правиле {other}",
                    "оставьте его в одном месте",
                )

    def _check_names(self) -> None:
        rule, file = self.rule, self.file
        try:
            names = message_names(rule.message)
        except PhraseError as error:
            file.report(("message",), error.message, error.hint, offset=error.offset)
            return
        known = {*_ALWAYS_NAMED, *self.patterns.captured, *self.params}
        if rule.require:
            known |= {"missing", "found"}
        if rule.measure:
            known |= {"value", *rule.measure.count, *BUILT_IN}
        for kind in models.ACCOUNT_KINDS:
            if getattr(rule, kind) is not None:
                known = {*MESSAGE_NAMES[kind], *self.params}
        for name, hint in unknown_names(names, known):
            offset = rule.message.find("{" + name) + 1
            file.report(("message",), f"имени «{name}» здесь нет", hint, offset=offset)
        used = names | self.patterns.used | self.unless_patterns.used
        for name, place in self.patterns.captured.items():
            if not name.isdigit() and name not in used:
                file.report(place, f"захват «{name}» не используется", "уберите его")
        for name in rule.params:
            if name not in self.used_params | names:
                file.report(("params", name), f"параметр «{name}» не используется", key=True)


def names_in(message: str) -> frozenset[str]:
    """Return the names in a message; of a broken one none, it is reported elsewhere."""
    try:
        return message_names(message)
    except PhraseError:
        return frozenset()


def _describe(pattern: tuple[Any, ...]) -> str:
    if pattern[0] != "tokens":
        return str(pattern[2])
    words = []
    for item in from_plain(pattern[1][0]):
        if isinstance(item, Word):
            condition = item.condition
            words.append("/".join(condition.forms or condition.lemmas or condition.lists) or "…")
        else:
            words.append("…")
    return " ".join(words)
