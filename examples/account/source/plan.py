"""What must come out of the story: marks that its author put into it, and arithmetic.

Nothing of govpost_lint is used, so that the two can disagree.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

from story import ZONE, Entry, Message

AS_OF = datetime(2026, 8, 31, 9, 0, tzinfo=ZONE)
HOLIDAYS = {date(2026, 3, 9), date(2026, 5, 1), date(2026, 5, 11), date(2026, 6, 12)}
SMALL = 1080
"""Pixels: a picture is small when both sides are below (media/small-image)."""

SIMILAR = 0.8
"""Similarity from which two posts are near-duplicates."""


def comment_id(one: Message) -> str:
    """Channel and group number their messages apart: comments get a letter."""
    return f"c{one.id}"


def share(count: int, total: int) -> float:
    return round(count / total, 4)


def quantile(values: list[float], part: float) -> float:
    """Interpolate linearly between the nearest ranks."""
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 4)


def working_hours(start: datetime, end: datetime) -> float:
    """Count working minutes, 9–18 on working days, one by one; no cleverness."""
    minutes, now = 0, start
    while now < end:
        working = now.weekday() < 5 and now.date() not in HOLIDAYS and 9 <= now.hour < 18
        minutes += working
        now += timedelta(minutes=1)
    return minutes / 60


def triples(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def below(top: Message, comments: list[Message]) -> list[Message]:
    """Return the own messages anywhere below ``top``."""
    found, above = [], [top]
    for one in comments:
        if any(one.parent is higher for higher in above):
            above.append(one)
            found += [one] if one.own else []
    return found


def counted(groups: list[list[str]]) -> dict[str, int]:
    names = [name for group in groups for name in group]
    return {name: names.count(name) for name in sorted(names, key=lambda n: (-names.count(n), n))}


def expectation(entries: list[Entry]) -> dict[str, Any]:
    """Return ``account.facts`` as planned."""
    posts = [entry for entry in entries if not entry.is_talk]
    own = [post for post in posts if "forward" not in post.media]
    comments = [one for entry in entries for one in entry.comments]
    total = len(posts)
    first_week, last_week = (int(post.moment.strftime("%V")) for post in (posts[0], posts[-1]))
    weeks = {f"2026-W{number}": 0 for number in range(first_week, last_week + 1)}
    for post in posts:
        weeks[post.moment.strftime("%G-W%V")] += 1
    gaps = [(b.moment - a.moment, a, b) for a, b in pairwise(posts)]
    gap, before, after = max(gaps, key=lambda one: one[0])
    questions = [one for one in comments if one.question]
    first = {
        one.id: min(answers, key=lambda a: a.moment)
        for one in questions
        if (answers := below(one, comments))
    }
    hours = [
        (first[one.id].moment - one.moment).total_seconds() / 3600
        for one in questions
        if one.id in first
    ]
    worked = [working_hours(o.moment, first[o.id].moment) for o in questions if o.id in first]
    template: dict[str, list[str]] = {}
    for one in comments:
        if one.own and one.mark.startswith("tmpl"):
            template.setdefault(one.mark, []).append(comment_id(one))
    days = (AS_OF.date() - posts[0].moment.date()).days + 1
    reports = {name: post for post in posts for name in post.reports}
    return {
        "posts": total,
        "reposts": total - len(own),
        "posts_by_week": weeks,
        "per_week": round(total / days * 7, 4),
        "max_gap_days": {
            "days": round(gap / timedelta(days=1), 4),
            "from": before.moment.isoformat(),
            "to": after.moment.isoformat(),
            "posts": [str(before.id), str(after.id)],
        },
        "since_last_days": round((AS_OF - posts[-1].moment) / timedelta(days=1), 4),
        "bursts": bursts(posts),
        "reposts_share": share(total - len(own), total),
        "media_share": share(sum(has_media(post) for post in posts), total),
        "small_images": [str(post.id) for post in posts if is_small(post)],
        "video_share": share(sum("video" in post.media for post in posts), total),
        "polls": sum("poll" in post.media for post in posts),
        "lives": sum("live" in post.media for post in posts),
        "question_share": share(sum("вопрос" in post.flags for post in own), total),
        "personal_share": share(sum("личное" in post.flags for post in own), total),
        "first_person_share": share(sum("я" in post.flags for post in own), total),
        "closed_comments_share": None,
        "near_duplicates": [
            [str(a.id), str(b.id), round(likeness, 4)]
            for a, b in combinations(own, 2)
            if (likeness := jaccard(a.text, b.text)) >= SIMILAR
        ],
        "topics": {
            "posts": counted([post.topics for post in own]),
            "questions": counted([one.topics for one in questions]),
        },
        "questions": {
            "total": len(questions),
            "answered": len(first),
            "unanswered": [
                comment_id(one)
                for one in sorted(questions, key=lambda q: (q.moment, q.id))
                if one.id not in first
            ],
        },
        "first_reply_hours": {"p50": quantile(hours, 0.5), "p90": quantile(hours, 0.9)},
        "first_reply_working_hours": {"p50": quantile(worked, 0.5), "p90": quantile(worked, 0.9)},
        "template_replies": list(template.values()),
        "brushoff_replies": [
            comment_id(one) for one in comments if one.own and one.mark in ("brush", "tmpl1")
        ],
        "privacy": [comment_id(one) for one in comments if one.own and one.mark == "priv"],
        "promises": [
            promise(said, reports.get(name), due, quote)
            for said in in_time(posts, comments)
            for name, due, quote in said.promises
        ],
    }  # fmt: skip


def in_time(posts: list[Entry], comments: list[Message]) -> list[Entry | Message]:
    return sorted([*posts, *comments], key=lambda one: one.moment)


def promise(said: Entry | Message, report: Entry | None, due: str, quote: str) -> dict[str, Any]:
    if report:
        status = "kept"
    elif due == "-":
        status = "undated"
    else:
        status = "overdue" if AS_OF.date().isoformat() > due else "due"
    own_words = quote.replace("[", "").replace("]", "")
    return {
        "post": str(said.id) if isinstance(said, Entry) else comment_id(said),
        "quote": own_words,
        "due": None if due == "-" else due,
        "status": status,
        "report": str(report.id) if report else None,
        "deadline": quote.partition("[")[2].partition("]")[0],
        "proof": re.split(r"(?<=[.!?]) ", report.text)[0] if report else "",
    }


def bursts(posts: list[Entry]) -> list[dict[str, Any]]:
    """Return the runs with more than four posts within an hour: one was planned, on 9 May."""
    run = [post for post in posts if post.moment.date() == date(2026, 5, 9)]
    ends = {"from": run[0].moment.isoformat(), "to": run[-1].moment.isoformat()}
    return [ends | {"posts": [str(post.id) for post in run]}]


def has_media(post: Entry) -> bool:
    return bool(post.media.keys() & {"photo", "album", "video"})


def is_small(post: Entry) -> bool:
    sizes = post.media.get("photo", "") or post.media.get("album", "")
    pairs = [tuple(map(int, size.split("x"))) for size in sizes.split(",") if size]
    return any(max(pair) < SMALL for pair in pairs)


def jaccard(one: str, other: str) -> float:
    a, b = triples(one), triples(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def as_yaml(facts: dict[str, Any], entries: list[Entry]) -> str:
    """Write the facts so that a person can check them against the story."""
    lines = ["# Замысел автора: пометки истории и арифметика из source/plan.py."]
    lines += [f"as_of: {AS_OF:%Y-%m-%dT%H:%M}", "facts:"]
    said = {comment_id(one): one.text for entry in entries for one in entry.comments}
    said_posts = {str(entry.id): entry.text for entry in entries}
    for key, value in facts.items():
        known = said_posts if key == "small_images" else said
        if isinstance(value, list) and value and isinstance(value[0], str):
            lines.append(f"  {key}:")
            lines += [f'    - "{one}"  # {known[one][:60]}' for one in value]
        elif key in ("near_duplicates", "template_replies", "promises", "bursts"):
            lines.append(f"  {key}:")
            lines += [f"    - {json.dumps(one, ensure_ascii=False)}" for one in value]
        elif key == "questions":
            counts = {name: value[name] for name in ("total", "answered")}
            lines.append(f"  {key}:")
            lines += [f"    {name}: {number}" for name, number in counts.items()]
            lines.append("    unanswered:")
            lines += [f'      - "{one}"  # {known[one][:60]}' for one in value["unanswered"]]
        else:
            lines.append(f"  {key}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"
