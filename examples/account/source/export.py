"""The story as Telegram Desktop writes it: result.json of the channel, and of its group."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from story import ZONE, Entry, Message

NAME = "Егор Тихомолов | Тёплая Речка"
CHANNEL, GROUP, HELPER = 1500100, 1500200, 700100
_PHONE = re.compile(r"8 \(3599\) \d-\d\d-\d\d|\b112\b")


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
        answers: list[dict[str, Any]] = [
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
