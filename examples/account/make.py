"""Turn the story of the invented account (story-*.txt) into exports, and its plan into facts.

    python examples/account/make.py

The expectation follows from the marks that the author put into the story and from arithmetic
written out below; nothing of govpost_lint is used, so that the two can disagree.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import combinations
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ZONE = timezone(timedelta(hours=5))  # Asia/Yekaterinburg, no summer time
NAME = "Егор Тихомолов | Тёплая Речка"
CHANNEL, GROUP, HELPER = 1500100, 1500200, 700100
AS_OF = datetime(2026, 8, 31, 9, 0, tzinfo=ZONE)
HOLIDAYS = {date(2026, 3, 9), date(2026, 5, 1), date(2026, 5, 11), date(2026, 6, 12)}
SMALL = 1080
"""Pixels: a picture is small when both sides are below (media/small-image)."""

SIMILAR = 0.8
"""Similarity from which two posts are near-duplicates."""

_POST = re.compile(r"== (\S+ \S+) ?([^|]*)(?:\|(.*))?$")
_COMMENT = re.compile(r"(>+) (?:\+(\d) )?(\d\d:\d\d) (@@?\w*|[^?:]+?)(?: (\?)(\S*?))?: (.*)$")
_PROMISE = re.compile(r"%promise (\w+) (\S+) (.*)$")
_PHONE = re.compile(r"8 \(3599\) \d-\d\d-\d\d|\b112\b")


@dataclass
class Message:
    """A comment of the story; ``mark`` of an own one: brush, priv, tmpl1 or nothing."""

    moment: datetime
    author: str
    text: str
    question: bool
    topics: list[str]
    parent: Message | Entry
    promises: list[tuple[str, str, str]] = field(default_factory=list)
    id: int = 0

    @property
    def own(self) -> bool:
        return self.author.startswith("@")

    @property
    def mark(self) -> str:
        return self.author.lstrip("@")


@dataclass
class Entry:
    """A post of the story, or talk in the group under no post."""

    moment: datetime
    media: dict[str, str]
    flags: set[str]
    topics: list[str]
    lines: list[str] = field(default_factory=list)
    promises: list[tuple[str, str, str]] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    comments: list[Message] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    id: int = 0
    copy: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def is_talk(self) -> bool:
        return "talk" in self.media


def read_story() -> list[Entry]:
    """Return the entries of all parts in order."""
    entries: list[Entry] = []
    thread: list[Message | Entry] = []
    lines = [
        line
        for part in sorted(HERE.glob("story-*.txt"))
        for line in part.read_text("utf-8").splitlines()
    ]
    for line in filter(str.strip, lines):
        if match := _POST.match(line):
            about, marks = match[2], (match[3] or "").split()
            head, _, source = about.partition("forward=")
            head, _, question = head.partition("poll=")
            media = dict(part.partition("=")[::2] for part in head.split())
            media |= {"forward": source.strip()} if source else {}
            media |= {"poll": question.strip()} if question else {}
            topics = [mark[1:] for mark in marks if mark[0] == "#"]
            moment = datetime.strptime(match[1], "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)
            entries.append(Entry(moment, media, {m for m in marks if m[0] != "#"}, topics))
            thread = [entries[-1]]
        elif match := _COMMENT.match(line):
            hour, minute = map(int, match[3].split(":"))
            moment = entries[-1].moment.replace(hour=hour, minute=minute)
            moment += timedelta(days=int(match[2] or 0))
            depth, topics = len(match[1]), re.findall(r"#(\w+)", match[6] or "")
            parent = thread[depth - 1]
            message = Message(moment, match[4], match[7], bool(match[5]), topics, parent)
            thread[depth:] = [message]
            entries[-1].comments.append(message)
        elif match := _PROMISE.match(line):
            thread[-1].promises.append((match[1], match[2], match[3]))
        elif line.startswith("%report "):
            entries[-1].reports.append(line.split()[1])
        elif line.startswith("* "):
            entries[-1].options.append(line[2:])
        elif line[0] in ">%=*":
            raise ValueError(line)
        else:
            entries[-1].lines.append(line)
    return entries


# Exports, as Telegram Desktop writes them


def message(number: int, moment: datetime, author: str, who: str, text: str) -> dict[str, Any]:
    """Return a message with its text as a string, or as a list where it has entities."""
    entities = pieces(text)
    plain = [one["text"] if one["type"] == "plain" else one for one in entities]
    return {
        "id": number,
        "type": "message",
        "date": moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S"),
        "date_unixtime": str(int(moment.timestamp())),
        "from": author,
        "from_id": who,
        "text": text if len(entities) < 2 else plain,
        "text_entities": entities,
    }


def service(number: int, moment: datetime, action: str, **more: object) -> dict[str, Any]:
    """Return a service message of the channel."""
    found = message(number, moment, NAME, f"channel{CHANNEL}", "")
    found |= {"type": "service", "actor": found.pop("from"), "actor_id": found.pop("from_id")}
    return found | {"action": action, **more}


def pieces(text: str) -> list[dict[str, str]]:
    """Cut a text into entities: an alarm is bold, phones are phones."""
    found: list[dict[str, str]] = []
    done = 0
    bold = re.match(r"Авария|Ураган\.|Обновление на [\d:]+\.", text)
    for match in [*([bold] if bold else []), *_PHONE.finditer(text)]:
        if match.start() > done:
            found.append({"type": "plain", "text": text[done : match.start()]})
        found.append({"type": "bold" if match is bold else "phone", "text": match[0]})
        done = match.end()
    return found + ([{"type": "plain", "text": text[done:]}] if text[done:] else [])


def parts(entry: Entry) -> list[dict[str, Any]]:
    """Return what each message of a post holds beside the text; the text goes to the last."""
    if "video" in entry.media:
        width, height, seconds = map(int, entry.media["video"].split("x"))
        missing = "(File not included. Change data exporting settings to download.)"
        found = {"file": missing, "media_type": "video_file", "mime_type": "video/mp4"}
        return [found | {"duration_seconds": seconds, "width": width, "height": height}]
    sizes = entry.media.get("photo") or entry.media.get("album")
    if sizes:
        pairs = [tuple(map(int, size.split("x"))) for size in sizes.split(",")]
        name = entry.moment.strftime("photos/photo_%d-%m-%Y_%H-%M")
        return [
            {"photo": f"{name}-{n}.jpg", "width": width, "height": height}
            for n, (width, height) in enumerate(pairs, 1)
        ]
    if "poll" in entry.media:
        answers = [
            {"text": text, "voters": 12 + 17 * n % 41, "chosen": False}
            for n, text in enumerate(entry.options)
        ]
        total = sum(answer["voters"] for answer in answers)
        poll = {"question": entry.media["poll"], "closed": True, "total_voters": total}
        return [{"poll": poll | {"answers": answers}}]
    return [{"forwarded_from": entry.media["forward"]} if "forward" in entry.media else {}]


def exports(entries: list[Entry]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Number the messages and return the channel and its discussion group."""
    ours = f"channel{CHANNEL}"
    created = datetime(2026, 2, 27, 12, 0, tzinfo=ZONE)
    channel = [service(1, created, "create_channel", title=NAME), {"id": 2, "type": "unsupported"}]
    group: list[dict[str, Any]] = [service(1, created, "create_group", title="Тёплая Речка: чат")]
    queue: list[tuple[datetime, int, Entry | Message]] = []
    for entry in entries:
        queue.append((entry.moment, len(queue), entry))
        queue.extend((one.moment, len(queue) + n, one) for n, one in enumerate(entry.comments))
    people: dict[str, str] = {}
    for moment, _, item in sorted(queue, key=lambda one: one[:2]):
        if isinstance(item, Message):
            who = people.setdefault(item.author, f"user{810000 + 37 * len(people)}")
            name = item.author
            if item.own:
                helper = item.author.startswith("@@")
                who, name = (f"user{HELPER}", "Помощник главы") if helper else (ours, NAME)
            item.id = group[-1]["id"] + 1
            found = message(item.id, moment, name, who, item.text)
            above = item.parent.copy if isinstance(item.parent, Entry) else item.parent.id
            group.append(found | ({"reply_to_message_id": above} if above else {}))
        elif not item.is_talk:
            if "live" in item.media:
                seconds = int(item.media["live"])
                channel.append(
                    service(channel[-1]["id"] + 1, moment, "group_call", duration=seconds)
                )
            halves = parts(item)
            for n, part in enumerate(halves):
                text = item.text if n == len(halves) - 1 else ""
                at = moment + timedelta(seconds=n // 2)
                number, copy = channel[-1]["id"] + 1, group[-1]["id"] + 1
                channel.append(message(number, at, NAME, ours, text) | part)
                late = at + timedelta(seconds=2)
                group.append(
                    message(copy, late, NAME, ours, text) | {"forwarded_from": NAME} | part
                )
                item.id, item.copy = number, copy
    head = {"type": "public_channel", "id": CHANNEL}
    talk = {"name": "Тёплая Речка: чат", "type": "public_supergroup", "id": GROUP}
    return {"name": NAME, **head, "messages": channel}, {**talk, "messages": group}


# The expectation: marks of the story and arithmetic


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
    gaps = [(b.moment - a.moment, a, b) for a, b in zip(posts, posts[1:], strict=False)]
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
            template.setdefault(one.mark, []).append(str(one.id))
    days = (AS_OF - posts[0].moment) / timedelta(days=1)
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
        "media_share": share(sum(bool(post.media.keys() & {"photo", "album", "video"}) for post in posts), total),
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
                str(one.id)
                for one in sorted(questions, key=lambda q: (q.moment, q.id))
                if one.id not in first
            ],
        },
        "first_reply_hours": {"p50": quantile(hours, 0.5), "p90": quantile(hours, 0.9)},
        "first_reply_working_hours": {"p50": quantile(worked, 0.5), "p90": quantile(worked, 0.9)},
        "template_replies": list(template.values()),
        "brushoff_replies": [
            str(one.id) for one in comments if one.own and one.mark in ("brush", "tmpl1")
        ],
        "privacy": [str(one.id) for one in comments if one.own and one.mark == "priv"],
        "promises": [
            promise(said, reports.get(name), due, quote)
            for said in sorted([*posts, *comments], key=lambda one: one.moment)
            for name, due, quote in said.promises
        ],
    }  # fmt: skip


def promise(said: Entry | Message, report: Entry | None, due: str, quote: str) -> dict[str, Any]:
    if report:
        status = "kept"
    elif due == "-":
        status = "undated"
    else:
        status = "overdue" if AS_OF.date().isoformat() > due else "due"
    return {
        "post": str(said.id),
        "quote": quote,
        "due": None if due == "-" else due,
        "status": status,
        "report": str(report.id) if report else None,
    }


def bursts(posts: list[Entry]) -> list[dict[str, Any]]:
    """Return the runs with more than four posts within an hour: one was planned, on 9 May."""
    run = [post for post in posts if post.moment.date() == date(2026, 5, 9)]
    ends = {"from": run[0].moment.isoformat(), "to": run[-1].moment.isoformat()}
    return [ends | {"posts": [str(post.id) for post in run]}]


def is_small(post: Entry) -> bool:
    sizes = post.media.get("photo", "") or post.media.get("album", "")
    pairs = [tuple(map(int, size.split("x"))) for size in sizes.split(",") if size]
    return any(max(pair) < SMALL for pair in pairs)


def jaccard(one: str, other: str) -> float:
    a, b = triples(one), triples(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def main() -> None:
    entries = read_story()
    channel, group = exports(entries)
    for name, data in (("result.json", channel), ("discussion.json", group)):
        text = json.dumps(data, ensure_ascii=False, indent=1)
        (HERE / name).write_text(text + "\n", encoding="utf-8")
    (HERE / "expected.yaml").write_text(as_yaml(expectation(entries), entries), encoding="utf-8")


def as_yaml(facts: dict[str, Any], entries: list[Entry]) -> str:
    """Write the facts so that a person can check them against the story."""
    lines = ["# Что должно получиться из истории: пометки автора и арифметика из make.py.", f"as_of: {AS_OF:%Y-%m-%dT%H:%M}", "facts:"]  # fmt: skip
    said = {str(one.id): one.text for entry in entries for one in entry.comments}
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


if __name__ == "__main__":
    main()
