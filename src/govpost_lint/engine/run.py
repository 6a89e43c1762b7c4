"""One document under all rules: what matched, which genre tags hold, computed at most once."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from operator import attrgetter, itemgetter

from govpost_lint.engine.expressions import sentence_at
from govpost_lint.engine.match import Match, leftmost_longest
from govpost_lint.engine.matcher import Matcher
from govpost_lint.engine.scope import admits, part_of, tags_hold
from govpost_lint.engine.veto import Vetoes
from govpost_lint.model import Attachment, Document
from govpost_lint.ruleset.index import Place
from govpost_lint.ruleset.plan import Rule
from govpost_lint.text.analysis import Analysis, analyze
from govpost_lint.text.ngram_model import learned
from govpost_lint.text.statistics import Parts, Statistics


class DocumentRun:
    """Matches of one document, by rule and group.

    Args:
        document: what is judged.
        matcher: the patterns of the plan.
    """

    def __init__(self, document: Document, matcher: Matcher) -> None:
        self.document = document
        self.matcher = matcher
        self.analysis: Analysis = analyze(document.text, document.body_start)
        self.words = self.analysis.words
        self._places, veto_places = matcher.scan(self.analysis, document.kind)
        self._numbers, veto_numbers = matcher.expressions.scan(self.analysis)
        self._vetoes = Vetoes(self.analysis, matcher, veto_places, veto_numbers)
        self._line_starts: list[int] | None = None
        self._groups: dict[tuple[int, str], list[Match]] = {}
        self._tags: dict[str, bool] = {}
        self._admitted: dict[int, bool] = {}
        self._tagged: dict[int, bool] = {}

    def candidates(self) -> set[int]:
        """Return the numbers of the rules that hold a pattern worth trying here."""
        return {*self._places, *self._numbers}

    def admits(self, rule: Rule) -> bool:
        """Whether ``rule`` speaks of documents like this, its tags left aside."""
        key = id(rule.where)  # equal ones are one object of the plan
        admitted = self._admitted.get(key)
        if admitted is None:
            admitted = self._admitted[key] = admits(rule.where, self.document, self.words)
        return admitted

    def tags_hold(self, rule: Rule) -> bool:
        """Whether the tags of this document are those that ``rule`` speaks of."""
        key = id(rule.where)
        hold = self._tagged.get(key)
        if hold is None:
            hold = self._tagged[key] = tags_hold(rule.where, self.has_tag)
        return hold

    def has_tag(self, name: str) -> bool:
        """Whether tag ``name`` holds.

        A tag is a genre named in the front matter, a detector that finds something,
        ``comment:NAME`` for a detector that finds something in the comment that a reply answers,
        ``comment`` where that comment is known, ``attachments`` where the source lists them.
        """
        known = self._tags.get(name)
        if known is None:
            known = self._tags[name] = name in self._own_tags() or self._holds(name)
        return known

    def _holds(self, name: str) -> bool:
        if name == "attachments":
            return self.document.attachments is not None
        if name == "comment":
            return bool(self.document.reply_to)
        prefix, colon, detector = name.partition(":")
        if colon:
            return (
                prefix == "comment"
                and self._comment is not None
                and (self._comment.has_tag(detector))
            )
        return self._detects(name)

    @cached_property
    def _comment(self) -> DocumentRun | None:
        """The comment that a reply answers, as a document of its own."""
        text = self.document.reply_to
        return (
            DocumentRun(Document(id="", text=text, kind="comment"), self.matcher) if text else None
        )

    def _own_tags(self) -> tuple[str, ...]:
        tags = self.document.meta.get("tags", ())
        return tuple(str(tag) for tag in tags) if isinstance(tags, (list, tuple)) else ()

    def _detects(self, name: str) -> bool:
        number = self.matcher.plan.detectors.get(name)
        if number is None:
            return False
        rule = self.matcher.plan.rule(number)
        return self.admits(rule) and self.tags_hold(rule) and self._finds(number, rule)

    def _finds(self, number: int, detector: Rule) -> bool:
        spec = detector.spec
        if spec["learned"]:
            return learned(spec["learned"]).holds(self.document.text)
        return self.holds(number, "", int(spec["at_least"])) or any(map(self.has_tag, spec["also"]))

    def group(self, number: int, name: str = "") -> list[Match]:
        """Return the winning matches of a group of rule ``number``, vetoed ones left out."""
        found = self._groups.get((number, name))
        if found is None:
            rule = self.matcher.plan.rule(number)
            matches = self._matches_at(rule, self._places_of(rule, number, name))
            for pattern in self._numbers_of(rule, number, name):
                made = self.matcher.expressions.matches(rule, rule.patterns[pattern], self.analysis)
                matches.extend((pattern, match) for match in made)
            found = self._groups[number, name] = self._winners(number, rule, matches)
        return found

    def first_of_each(self, matches: list[Match]) -> list[Match]:
        """Return the first of the ``matches`` that hold the same words, whatever their forms."""
        first: dict[tuple[str, ...], Match] = {}
        for match in matches:
            first.setdefault(self.analysis.lemmas(match.start, match.end), match)
        return list(first.values())

    def holds(self, number: int, name: str, at_least: int = 1) -> bool:
        """Whether a group of rule ``number`` has that many matches.

        Tries one sentence after the other, and no more of them than it needs.
        """
        rule = self.matcher.plan.rule(number)
        if (number, name) in self._groups or self._numbers_of(rule, number, name):
            return len(self.group(number, name)) >= at_least
        count = 0
        places = self._places_of(rule, number, name)
        if len(places) < at_least:  # see `most`
            return False
        sentence_of = self.analysis.sentence_of
        for _, in_sentence in groupby(places, key=lambda place: sentence_of[place[1]]):
            count += len(self._winners(number, rule, self._matches_at(rule, in_sentence)))
            if count >= at_least:
                return True
        return False

    def most(self, rule: Rule, number: int) -> dict[str, float]:
        """Return for each group of ``rule`` a number of matches that it cannot exceed.

        Matches of one sequence found by one and the same word overlap: one of them wins at most.
        """
        if number not in self._places and number not in self._numbers:
            return dict.fromkeys(rule.groups, 0.0)
        return {
            name: math.inf
            if self._numbers_of(rule, number, name)
            else float(len(self._places_of(rule, number, name)))
            for name in rule.groups
        }

    def _places_of(self, rule: Rule, number: int, name: str) -> list[tuple[Place, int]]:
        places = self._places.get(number, [])
        if not places or len(rule.groups) == 1:
            return places
        first, last = rule.groups[name]
        return [pair for pair in places if first <= pair[0].pattern < last]

    def _numbers_of(self, rule: Rule, number: int, name: str) -> list[int]:
        numbers = self._numbers.get(number, [])
        if not numbers:
            return numbers
        first, last = rule.groups[name]
        return [pattern for pattern in numbers if first <= pattern < last]

    def _matches_at(
        self, rule: Rule, places: Iterable[tuple[Place, int]]
    ) -> list[tuple[int, Match]]:
        return self.matcher.matches(self.analysis, places, frozenset(rule.where.inside))

    def _winners(self, number: int, rule: Rule, matches: list[tuple[int, Match]]) -> list[Match]:
        if not matches:
            return []
        matches.sort(key=itemgetter(0))
        found = [match for _, match in matches]
        if rule.where.part != "body":
            start, end = part_of(self.analysis, rule.where.part)
            found = [match for match in found if start <= match.start and match.end <= end]
        return [m for m in leftmost_longest(found) if not self._vetoes.vetoed(number, rule, m)]

    def vetoed_anywhere(self, number: int) -> bool:
        """Whether any ``unless`` pattern of rule ``number`` occurs in the document."""
        return self._vetoes.anywhere(number, self.matcher.plan.rule(number))

    @cached_property
    def statistics(self) -> Statistics:
        """The built-in values of formulas for the whole document."""
        return Statistics(self.analysis, 0, len(self.analysis.tokens), self._images)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Pictures and videos of the document, as far as known."""
        return self.document.attachments or ()

    @cached_property
    def _images(self) -> dict[str, float]:
        kinds = [attachment.kind for attachment in self.attachments]
        return {"images": float(kinds.count("image")), "videos": float(kinds.count("video"))}

    @cached_property
    def sentences(self) -> Parts:
        """The sentences."""
        ranges = [(s.first, s.last) for s in self.analysis.sentences]
        return Parts(self.analysis, ranges, self._images)

    @cached_property
    def paragraphs(self) -> Parts:
        """The paragraphs."""
        paragraphs = groupby(self.analysis.sentences, key=attrgetter("paragraph"))
        parts = [list(sentences) for _, sentences in paragraphs]
        ranges = [(part[0].first, part[-1].last) for part in parts]
        return Parts(self.analysis, ranges, self._images)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of ``offset``, both from 1."""
        if self._line_starts is None:
            starts = [0]
            for index, char in enumerate(self.document.text):
                if char == "\n":
                    starts.append(index + 1)
            self._line_starts = starts
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence at ``offset``."""
        return sentence_at(self.analysis, offset)
