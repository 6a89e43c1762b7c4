"""Random histories with a known plan, and a slow, plain judge of them: no code of the program."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from govpost_lint.account import Comment, History, Post
from govpost_lint.model import Attachment

QUESTIONS = (
    "Когда починят лифт?", "Почему нет воды третий день?", "Где расписание автобусов?",
    "Кто отвечает за эту яму?",
)  # fmt: skip
OTHERS = ("Спасибо!", "Молодцы.", "Ура", "Красиво получилось.")
WORDS = "мост река каток школа двор сквер парк снег лёд свет труба дом сад лес поле холм".split()
DAYS_OFF = {date(2026, 1, day) for day in range(1, 12)} | {
    date(2026, 2, 23),
    date(2026, 3, 9),
    date(2026, 5, 1),
    date(2026, 5, 11),
    date(2026, 6, 12),
}
"""Days off of 2026 up to June, from the production calendar of the government (not a Sunday more
or less matters here: weekends are off anyhow)."""


@dataclass
class Plan:
    """A history and what is known of it."""

    history: History
    zone: ZoneInfo
    questions: dict[str, datetime] = field(default_factory=dict)
    first_answers: dict[str, datetime] = field(default_factory=dict)


def random_plan(seed: int) -> Plan:
    """Return a history of January to June 2026 with its plan."""
    rng = random.Random(seed)
    zone = ZoneInfo(rng.choice(["Europe/Moscow", "Asia/Vladivostok", "Europe/Kaliningrad", "UTC"]))
    start = datetime(2026, 1, 1, tzinfo=UTC)
    posts: list[Post] = []
    texts: list[str] = []
    for number in range(rng.randint(1, 60)):
        moment = start + timedelta(minutes=rng.randint(0, 150 * 24 * 60))
        if texts and rng.random() < 0.3:
            words = rng.choice(texts).split()
            for _ in range(rng.randint(0, 2)):
                words[rng.randrange(len(words))] = rng.choice(WORDS)
        else:
            words = [rng.choice(WORDS) for _ in range(rng.randint(2, 14))]
        texts.append(" ".join(words))
        attachments = tuple(
            Attachment(rng.choice(["image", "video"]), "", *rng.choice([(0, 0), (640, 480),
                       (1920, 1080), (810, 1080)])) for _ in range(rng.choice([0, 0, 1, 2]))
        )  # fmt: skip
        posts.append(
            Post(f"p{number}", moment, texts[-1], rng.random() < 0.2, attachments,
                 poll=rng.random() < 0.1, live=rng.random() < 0.1,
                 comments_open=rng.choice([None, True, True, False]))
        )  # fmt: skip
    if rng.random() < 0.5:  # a burst
        first = rng.choice(posts).moment
        posts += [
            Post(f"b{number}", first + timedelta(minutes=rng.randint(0, 59)), "пост")
            for number in range(rng.randint(3, 7))
        ]
    posts.sort(key=lambda one: (one.moment, one.id))
    plan = Plan(History("План", "vk", tuple(posts)), zone)
    comments = [one for post in posts for one in _thread(post, rng, plan)]
    comments.sort(key=lambda one: (one.moment, one.id))
    plan.history = History("План", "vk", tuple(posts), tuple(comments))
    return plan


def _thread(post: Post, rng: random.Random, plan: Plan) -> list[Comment]:
    made: list[Comment] = []
    moment = post.moment
    for number in range(rng.choice([0, 0, 1, 3, 6])):
        moment += timedelta(minutes=rng.randint(0, 5 * 24 * 60))
        parent = rng.choice(made).id if made and rng.random() < 0.7 else ""
        own = rng.random() < 0.4
        asks = not own and rng.random() < 0.6
        text = "Мы уже едем." if own else rng.choice(QUESTIONS if asks else OTHERS)
        one = Comment(f"{post.id}-{number}", post.id, parent, moment, text, own)
        made.append(one)
        if asks:
            plan.questions[one.id] = moment
    by_id = {one.id: one for one in made}
    for one in made:
        if one.by_account:
            above = one.parent
            while above:
                plan.first_answers.setdefault(above, one.moment)
                plan.first_answers[above] = min(plan.first_answers[above], one.moment)
                above = by_id[above].parent
    return made


def working_minutes(start: datetime, end: datetime, zone: ZoneInfo, holidays: bool) -> int:
    """Count the working minutes one by one; both moments are whole minutes."""
    count = 0
    while start < end:
        local = start.astimezone(zone)
        off = local.weekday() >= 5 or (local.date() in DAYS_OFF and not holidays)
        if off or not 9 <= local.hour < 18:
            # no working minute before the next full hour
            start = min(end, start + timedelta(minutes=60 - local.minute))
            continue
        count += 1
        start += timedelta(minutes=1)
    return count


def percentile(values: list[Fraction], part: Fraction) -> Fraction:
    """Return the percentile, linearly interpolated, in exact fractions."""
    values = sorted(values)
    place = part * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def weeks(posts: tuple[Post, ...], zone: ZoneInfo) -> Counter[str]:
    return Counter(f"{year}-W{week:02}" for year, week, _ in
                   (post.moment.astimezone(zone).isocalendar() for post in posts))  # fmt: skip


def near_pairs(posts: tuple[Post, ...], above: float) -> list[tuple[str, str, float]]:
    """Compare every post with every other."""
    sets = [_triples(post.text) for post in posts]
    found = []
    for second in range(len(posts)):
        for first in range(second):
            both = sets[first] | sets[second]
            similarity = len(sets[first] & sets[second]) / len(both) if both else 0.0
            if similarity >= above:
                found.append((posts[first].id, posts[second].id, similarity))
    return sorted(found)


def _triples(text: str) -> set[tuple[str, str, str]]:
    words = re.findall(r"\w+", text.lower().replace("ё", "е"))
    return set(zip(words, words[1:], words[2:], strict=False))


def burst_groups(posts: tuple[Post, ...]) -> list[set[str]]:
    """Return the posts of each burst: any five neighbours within an hour, joined."""
    groups: list[set[str]] = []
    for first in range(len(posts) - 4):
        five = posts[first : first + 5]
        if five[-1].moment - five[0].moment <= timedelta(hours=1):
            ids = {one.id for one in five}
            if groups and groups[-1] & ids:
                groups[-1] |= ids
            else:
                groups.append(ids)
    return groups
