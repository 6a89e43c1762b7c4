"""Rules about a whole account: ``history``, ``follow`` and ``similar`` over a timeline."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from govpost_lint.engine.document import band_of
from govpost_lint.engine.entries import EntriesByTraits
from govpost_lint.engine.window_values import Window
from govpost_lint.facts.dialogue import calendar_hours
from govpost_lint.facts.duplicates import groups_of, near_pairs
from govpost_lint.facts.report import AccountFinding
from govpost_lint.facts.rows import (
    Answer,
    Entry,
    Timeline,
    answers_among,
    mark,
)
from govpost_lint.ruleset.arithmetic import evaluate
from govpost_lint.ruleset.plan import Rule
from govpost_lint.ruleset.template import fill_message

_LISTED = 100
"""Findings of one rule told one by one; the last names the documents of all the others too."""


class _Found(NamedTuple):
    """Documents that one finding speaks of, and the values that its message shows."""

    documents: Sequence[str]
    values: Mapping[str, object]


class AccountRules:
    """Applies rules to one timeline.

    Args:
        timeline: the entries of the period.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._kinds: dict[str, EntriesByTraits] = {}

    def findings(self, rule: Rule) -> list[AccountFinding] | None:
        """Return what ``rule`` finds; ``None`` where there is too little to judge by."""
        if not self._timeline.posts and not self._timeline.comments:
            return None
        if rule.kind == "history":
            return self._history(rule)
        made = self._follow(rule) if rule.kind == "follow" else self._similar(rule)
        if made is None:
            return None
        found = list(made)
        if len(found) > _LISTED:
            rest = [name for one in found[_LISTED - 1 :] for name in one.documents]
            found[_LISTED - 1 :] = [found[_LISTED - 1]._replace(documents=rest)]
        return [self._finding(rule, one.values, one.documents, -rule.each) for one in found]

    def _entries(self, of: str) -> EntriesByTraits:
        if of not in self._kinds:
            self._kinds[of] = EntriesByTraits(getattr(self._timeline, of))
        return self._kinds[of]

    def _chosen(self, event: Mapping[str, Any], rule: Rule, group: str = "") -> list[Entry]:
        """Return the entries that an event of a rule speaks of, in order of time."""
        conditions = [(names, not refused) for refused, names in event["where"]]
        if event["match"]:
            conditions.append(((mark(rule.id, group),), True))
        return self._entries(event["of"]).chosen(conditions)

    def _start(self, window: int) -> datetime:
        timeline = self._timeline
        return timeline.as_of - timedelta(days=window) if window else timeline.start

    def _history(self, rule: Rule) -> list[AccountFinding] | None:
        spec, start = rule.spec, self._start(rule.spec["window"])
        everything, chosen = self._entries(spec["of"]).entries, self._chosen(spec, rule)
        first = bisect_left(everything, start, key=_moment)
        split = bisect_left(chosen, start, key=_moment)
        window = Window(
            self._timeline, start, chosen[:split], everything[first:], chosen[split:]
        )  # fmt: skip
        if window.total() < spec["min_count"] or window.days < spec["min_days"]:
            return None
        values = {name: window.value(name) for name in spec["names"]}
        value = evaluate(spec["value"], {**rule.params, **values})
        points, severity = band_of(spec["bands"], value)
        if not points and not severity:
            return []
        span = (window.start, self._timeline.as_of)
        crowd = window.crowd(spec["names"])
        documents = [one.id for one in crowd] or _shown(spec["show"], window)
        if "max_gap_days" in spec["names"] and (gap := window.longest_gap):
            span, documents = (gap.start, gap.end), list(gap.posts)
        local = self._timeline.calendar.local
        shown: dict[str, object] = {
            **rule.params, **values, "value": value, "from": local(span[0]), "to": local(span[1]),
        }  # fmt: skip
        return [self._finding(rule, shown, documents, points, severity)]

    def _follow(self, rule: Rule) -> Iterator[_Found] | None:
        start = self._start(rule.spec["window"])
        events = [one for one in self._chosen(rule.spec["when"], rule, "when")
                  if one.moment >= start]  # fmt: skip
        return self._after(events, rule) if events else None

    def _after(self, events: Sequence[Entry], rule: Rule) -> Iterator[_Found]:
        spec = rule.spec
        number, unit, working = spec["within"]
        calendar = self._timeline.calendar
        day = calendar.last_hour - calendar.first_hour if working else 24
        limit = number * {"m": 1 / 60, "h": 1.0, "d": float(day)}[unit]
        hours = calendar.working_hours if working else calendar_hours
        first = self._response(rule)
        as_of = self._timeline.as_of
        for event in events:
            response = first(event)
            waited = hours(event.moment, response.moment if response else as_of)
            if spec["forbid"]:
                wrong = response is not None and waited <= limit
            else:
                wrong = waited > limit and ("late" if response else "missing") in spec["finds"]
            if wrong:
                shown = {**rule.params, "date": calendar.local(event.moment), "hours": waited}
                yield _Found((event.id, response.id) if response else (event.id,), shown)

    def _response(self, rule: Rule) -> Callable[[Entry], Answer | Entry | None]:
        """Return the function that gives the first response to an event.

        In the thread of a post is what stands under it, in that of a comment what stands below it,
        in that of an own reply what stands below the same first comment.
        """
        timeline, response = self._timeline, rule.spec["response"]
        chosen = self._chosen(response, rule, "response")
        if response["same"] == "account":
            moments = [one.moment for one in chosen]
            return lambda event: _next(chosen, moments, event)
        asked = rule.spec["when"]["of"]
        if asked in ("comments", "questions"):
            below = (
                timeline.answers
                if response["of"] == "replies" and not response["where"] and not response["match"]
                else answers_among((*timeline.comments, *timeline.replies), chosen)
            )
            return lambda event: below.get(event.id)
        branches = timeline.roots if asked == "replies" else {}

        def thread(one: Entry) -> str:
            return branches[one.id] if branches else one.thread

        threads: dict[str, list[Entry]] = {}
        for one in chosen:
            if one.kind == "reply" or not branches:
                threads.setdefault(thread(one), []).append(one)

        def first(event: Entry) -> Entry | None:
            group = threads.get(thread(event), [])
            return _next(group, [one.moment for one in group], event)

        return first

    def _similar(self, rule: Rule) -> Iterator[_Found] | None:
        spec = rule.spec
        chosen = [
            one for one in self._chosen(spec, rule)
            if len(one.row.triples) >= 8 * (spec["min_words"] - 2)
        ]  # fmt: skip
        return self._groups(chosen, rule) if len(chosen) > 1 else None

    def _groups(self, chosen: Sequence[Entry], rule: Rule) -> Iterator[_Found]:
        spec = rule.spec
        window = timedelta(days=spec["window"] or 1_000_000)
        pairs = [
            pair
            for pair in near_pairs(
                [one.row.triples for one in chosen], spec["above"], self._timeline.joins
            )
            if chosen[pair.second].moment - chosen[pair.first].moment <= window
        ]
        most: dict[int, float] = {}
        for pair in pairs:
            for place in (pair.first, pair.second):
                most[place] = max(most.get(place, 0.0), pair.similarity)
        local = self._timeline.calendar.local
        for group in groups_of(pairs):
            if len(group) < spec["at_least"]:
                continue
            shown: dict[str, object] = {
                **rule.params,
                "value": 100.0 * max(most[place] for place in group),
                "count": float(len(group)),
                "from": local(chosen[group[0]].moment),
                "to": local(chosen[group[-1]].moment),
            }
            yield _Found([chosen[place].id for place in group], shown)

    def _finding(
        self,
        rule: Rule,
        values: Mapping[str, object],
        documents: Sequence[str],
        points: float,
        severity: str = "",
    ) -> AccountFinding:
        evidence = {
            name: value.isoformat() if isinstance(value, datetime) else round(float(value), 4)
            for name, value in values.items()
            if isinstance(value, datetime | float | int)
        }
        return AccountFinding(
            rule=rule.id,
            version=rule.version,
            criterion=rule.criterion,
            title=rule.title,
            severity=severity or rule.severity,
            confidence=rule.confidence,
            message=fill_message(rule.message, values),
            why=rule.why,
            points=points,
            basis=rule.basis,
            documents=tuple(documents),
            evidence=evidence,
            status=rule.status,
        )


def _moment(entry: Entry) -> datetime:
    return entry.moment


def _next(entries: Sequence[Entry], moments: Sequence[datetime], event: Entry) -> Entry | None:
    """Return the first of ``entries`` that is not earlier than ``event`` and is another one."""
    place = bisect_left(moments, event.moment)
    while place < len(entries) and entries[place] is event:
        place += 1
    return entries[place] if place < len(entries) else None


def _shown(show: str, window: Window) -> list[str]:
    """Return the ids of the documents that a finding speaks of; some if there are any at all."""
    chosen = {id(one) for one in window.chosen}
    wanted = [
        one.id
        for one in window.inside
        if show == "all" or (id(one) in chosen) == (show == "with")
    ]  # fmt: skip
    last = [one.id for one in window.timeline.posts[-1:]]
    return wanted or [one.id for one in window.inside] or last
