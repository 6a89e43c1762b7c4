"""Masked spans: what stands in a text but is not the author's running speech.

Markup is never stripped: a mask says where it is, and offsets stay those of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

MASKS = ("quotes", "links", "hashtags", "mentions", "code", "comments", "front-matter", "markup")
"""Kinds of masked spans that a rule may look into with ``where: {inside: […]}``."""

TYPE_MASKS = {
    "link": "links",
    "email": "links",
    "hashtag": "hashtags",
    "mention": "mentions",
}
"""Token types that are masked wherever they stand."""

_PATTERNS = (
    ("code", re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)),
    ("comments", re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)),
    ("links", re.compile(r"(?<=\])\((?:https?://|/|#|mailto:|tg://)[^)\s]*\)")),
    ("quotes", re.compile(r"«[^«»]*(?:«[^«»]*»[^«»]*)*»|“[^“”„]*”|„[^“”„]*[“”]|\"[^\"\n]*\"")),
    (
        "markup",
        re.compile(r"^ {0,3}(?:#{1,6} |>+ ?|[-*+•] |\d{1,2}[.)] |(?:[-*_] ?){3,}$)", re.MULTILINE),
    ),
    # Each way begins with a letter of its own: a text without these letters is searched at once.
    (
        "markup",
        re.compile(r"\*\*?\*?|__+|~~|\|\||\\|\](?=\()|\[(?<!\w\[)(?=[^\[\]\n]*\]\()"),
    ),
)
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")


class Mask(NamedTuple):
    """A masked stretch of text; ``kind`` is one of ``MASKS``."""

    start: int
    end: int
    kind: str


def find_masks(text: str, body_start: int = 0) -> list[Mask]:
    """Return the masked spans of ``text`` in order, not overlapping.

    Args:
        text: the source text.
        body_start: where the body begins; everything before is front matter.

    A quotation ends with its paragraph: an opening mark without its pair masks nothing.
    Markdown marks inside a quotation or code belong to it.
    """
    masks = [Mask(0, body_start, "front-matter")] if body_start else []
    taken = sorted(masks)
    for kind, pattern in _PATTERNS:
        found = []
        for match in pattern.finditer(text, body_start):
            span = Mask(match.start(), match.end(), kind)
            if kind == "quotes" and _PARAGRAPH_BREAK.search(match.group()):
                continue
            place = bisect_right(taken, (span.end,)) - 1
            if place >= 0 and taken[place].end > span.start:
                continue
            if span.end > span.start:
                found.append(span)
        if found:
            taken = sorted(taken + found)
    return taken
