"""One document under all rules: what matched, which genre tags hold, computed at most once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from govpost_lint.engine.matcher import (
    Candidate,
    Match,
    Matcher,
    Presence,
    leftmost_longest,
    sentence_at,
)
from govpost_lint.engine.scope import applies, part_of
from govpost_lint.model import Attachment, Document
from govpost_lint.ruleset.plan import CompiledPattern, Rule
from govpost_lint.text.analysis import Analysis, Sentence, analyze
from govpost_lint.text.statistics import Statistics


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
        self.places: dict[int, list[tuple[Candidate, int]]] = matcher.scan(self.analysis)
        self._line_starts: list[int] | None = None
        self._groups: dict[int, dict[str, list[Match]]] = {}
        self._tags: dict[str, bool] = {}
        self._vetoes: dict[tuple[int, int], list[Match]] = {}
        self._anywhere: dict[int, bool] = {}
        self._presence = Presence(self.analysis)

    @cached_property
    def scanned(self) -> frozenset[int]:
        """Numbers of the rules whose regular expressions may match."""
        lowered = self.analysis.lowered
        found = set()
        for number, needs in self.matcher.plan.scanned.items():
            if not needs:
                found.add(number)
                continue
            for text in needs:
                if text in lowered:
                    found.add(number)
                    break
        return frozenset(found)

    def applies(self, rule: Rule) -> bool:
        """Whether ``rule`` speaks of this document."""
        return applies(rule.where, self.document, self.words, self.has_tag)

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
        if not applies(rule.where, self.document, self.words, lambda tag: False):
            return False
        return len(self.groups(number).get("", ())) >= int(rule.spec["at_least"])

    def groups(self, number: int) -> dict[str, list[Match]]:
        """Return the winning matches of rule ``number`` by group, vetoed ones left out."""
        found = self._groups.get(number)
        if found is None:
            found = self._groups[number] = self._match(number)
        return found

    def _match(self, number: int) -> dict[str, list[Match]]:
        rule = self.matcher.plan.rule(number)
        places = self.places.get(number, [])
        if not places and number not in self.scanned:
            return {name: [] for name in rule.groups}
        start, end = part_of(self.analysis, rule.where.part)
        matches = [
            (pattern, match)
            for pattern, match in self.matcher.matches(rule, self.analysis, places, self._presence)
            if start <= match.start and match.end <= end
        ]
        groups = {}
        for name, (first, last) in rule.groups.items():
            winners = leftmost_longest(m for pattern, m in matches if first <= pattern < last)
            groups[name] = [match for match in winners if not self._vetoed(rule, match)]
        return groups

    def _vetoed(self, rule: Rule, match: Match) -> bool:
        return any(self._vetoes_match(rule, pattern, match) for pattern in rule.unless)

    def _vetoes_match(self, rule: Rule, pattern: CompiledPattern, match: Match) -> bool:
        if pattern.within == "post":
            return self.found_anywhere(rule, pattern)
        for number in self._reach(pattern.within, match.sentence):
            for veto in self._veto_matches(rule, pattern, number):
                if pattern.within or (veto.start < match.end and match.start < veto.end):
                    return True
        return False

    def _veto_matches(self, rule: Rule, pattern: CompiledPattern, sentence: int) -> list[Match]:
        key = (id(pattern), sentence)
        found = self._vetoes.get(key)
        if found is None:
            masks = frozenset(rule.where.inside)
            if pattern.kind == "tokens":
                found = self.matcher.matches_within(pattern, self.analysis, sentence, masks)
                self._vetoes[key] = found
            else:  # over the whole text at once, not once a sentence
                for number in range(len(self.analysis.sentences)):
                    self._vetoes[id(pattern), number] = []
                for match in self.matcher.expression_matches(pattern, self.analysis, masks):
                    self._vetoes.setdefault((id(pattern), match.sentence), []).append(match)
                found = self._vetoes[key]
        return found

    def _reach(self, within: str, sentence: int) -> range:
        sentences = self.analysis.sentences
        if within == "paragraph" and sentences:
            paragraph = sentences[sentence].paragraph
            first = bisect_left(sentences, paragraph, key=_paragraph)
            return range(first, bisect_right(sentences, paragraph, key=_paragraph))
        return range(sentence, sentence + 1) if sentences else range(0)

    def found_anywhere(self, rule: Rule, pattern: CompiledPattern) -> bool:
        """Whether ``pattern`` occurs in any sentence."""
        found = self._anywhere.get(id(pattern))
        if found is None:
            found = self._anywhere[id(pattern)] = any(
                self._veto_matches(rule, pattern, number)
                for number in range(len(self.analysis.sentences))
            )
        return found

    @cached_property
    def statistics(self) -> Statistics:
        """The built-in values of formulas for the whole document."""
        return Statistics(self.analysis, 0, len(self.analysis.tokens))

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Pictures and videos of the document, as far as known."""
        return self.document.attachments or ()

    def images(self) -> dict[str, float]:
        """Return the numbers of pictures and videos."""
        kinds = [attachment.kind for attachment in self.attachments]
        return {"images": kinds.count("image"), "videos": kinds.count("video")}

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


def _paragraph(sentence: Sentence) -> int:
    return sentence.paragraph
