"""All facts of an account at once."""

from __future__ import annotations

from collections.abc import Sequence

from govpost_lint.facts import dialogue, mix, rhythm
from govpost_lint.facts.calendar import days
from govpost_lint.facts.duplicates import near_pairs
from govpost_lint.facts.report import Facts, PromiseFact, Topics
from govpost_lint.facts.rows import Timeline

NEAR = 0.7
"""Least Jaccard similarity of near-duplicate posts."""

PRIVATE = "private"
"""Trait of texts that disclose personal data of a citizen."""


def compute(timeline: Timeline, promises: Sequence[PromiseFact] = (), near: float = NEAR) -> Facts:
    """Return the facts.

    Args:
        timeline: entries of the period.
        promises: the ledger.
        near: least similarity of near-duplicate posts, above 0 up to 1.
    """
    posts, replies = timeline.posts, timeline.replies
    asked = timeline.questions
    private = [one for one in (*posts, *replies) if PRIVATE in one.traits]
    since_last = days(timeline.as_of - posts[-1].moment) if posts else None
    return Facts(
        posts=len(posts),
        reposts=mix.count(posts, "repost"),
        posts_by_week={week: len(some) for week, some in timeline.posts_by_week.items()},
        per_week=rhythm.per_week(len(posts), timeline.start, timeline.as_of, timeline.calendar),
        max_gap_days=rhythm.longest_gap(posts),
        since_last_days=since_last,
        bursts=rhythm.bursts(posts),
        reposts_share=mix.share(posts, "repost"),
        media_share=mix.share(posts, "media"),
        small_images=mix.ids(posts, "small-image"),
        video_share=mix.share(posts, "video"),
        polls=mix.count(posts, "poll"),
        lives=len(timeline.lives),
        question_share=mix.share(posts, "question"),
        personal_share=mix.share(posts, "personal"),
        first_person_share=mix.share(posts, "first_person"),
        closed_comments_share=mix.closed_share(posts),
        near_duplicates=tuple(
            (posts[pair.first].id, posts[pair.second].id, pair.similarity)
            for pair in near_pairs([post.row.triples for post in posts], near, timeline.joins)
        ),
        topics=Topics(mix.by_topic(posts), mix.by_topic(asked)),
        questions=dialogue.questions(timeline),
        first_reply_hours=dialogue.latency(
            dialogue.latencies(asked, timeline, dialogue.calendar_hours)
        ),
        first_reply_working_hours=dialogue.latency(
            dialogue.latencies(asked, timeline, timeline.calendar.working_hours)
        ),
        template_replies=dialogue.template_replies(replies, timeline.joins),
        brushoff_replies=dialogue.brushoffs(replies),
        privacy=tuple(one.id for one in sorted(private, key=lambda one: (one.moment, one.id))),
        promises=tuple(promises),
    )
