"""Whether a rule speaks of a document, and of which part of it."""

from __future__ import annotations

from collections.abc import Callable

from govpost_lint.model import Document
from govpost_lint.ruleset.plan import Where
from govpost_lint.text.analysis import Analysis


def admits(where: Where, document: Document, words: int) -> bool:
    """Whether ``where`` admits ``document``, its tags left aside.

    Args:
        where: the restriction of a rule.
        document: its kind and platform count; an unknown platform is admitted by none that names
            one.
        words: length of the document.
    """
    if where.kind and document.kind not in where.kind:
        return False
    if where.platform and document.platform not in where.platform:
        return False
    return words >= where.min_words


def tags_hold(where: Where, has_tag: Callable[[str], bool]) -> bool:
    """Whether a document has one of the tags that ``where`` wants, and none that it refuses.

    Args:
        where: the restriction of a rule; has_tag: answers whether the document has a genre tag.
    """
    wanted = where.wanted_tags
    return not any(map(has_tag, where.refused_tags)) and (not wanted or any(map(has_tag, wanted)))


def part_of(analysis: Analysis, part: str) -> tuple[int, int]:
    """Return the offsets of a part of the text.

    ``opening`` is the first sentence that has at least three words, with all before it; ``title``
    the first line, ``ending`` the last line, ``body`` everything.
    """
    sentences = analysis.sentences
    if part == "body" or not sentences:
        return 0, len(analysis.text)
    if part == "title":
        first = [s for s in sentences if s.paragraph == sentences[0].paragraph]
        return sentences[0].start, first[-1].end
    if part == "ending":
        last = [s for s in sentences if s.paragraph == sentences[-1].paragraph]
        return last[0].start, sentences[-1].end
    for sentence in sentences:
        tokens = analysis.tokens[sentence.first : sentence.last]
        if sum(token.type == "word" for token in tokens) >= 3:
            return sentences[0].start, sentence.end
    return sentences[0].start, sentences[-1].end
