"""What an account publishes: pictures, video, polls, live streams, questions, personal things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from govpost_lint.facts.rows import Entry
from govpost_lint.ruleset.vocabulary import TOPIC


def share(posts: Sequence[Entry], trait: str) -> float:
    """Return the part of ``posts`` that has ``trait``, 0..1; 0 where there are none."""
    return sum(trait in post.traits for post in posts) / len(posts) if posts else 0.0


def count(posts: Sequence[Entry], trait: str) -> int:
    """Return how many of ``posts`` have ``trait``."""
    return sum(trait in post.traits for post in posts)


def ids(posts: Sequence[Entry], trait: str) -> tuple[str, ...]:
    """Return the ids of those of ``posts`` that have ``trait``."""
    return tuple(post.id for post in posts if trait in post.traits)


def closed_share(posts: Sequence[Entry]) -> float | None:
    """Return the part without comments among the posts of which it is known."""
    known = [post for post in posts if post.traits & {"closed", "open"}]
    return share(known, "closed") if known else None


def by_topic(entries: Iterable[Entry]) -> dict[str, int]:
    """Return topic → number of texts, the most frequent first, then by name."""
    counted = Counter[str]()
    for traits, number in Counter(entry.traits for entry in entries).items():  # few combinations
        for trait in traits:
            if trait.startswith(TOPIC):
                counted[trait.removeprefix(TOPIC)] += number
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
