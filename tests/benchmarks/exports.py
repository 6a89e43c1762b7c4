"""Seconds and memory of reading large exports, made here and thrown away.

Run ``python -m tests.benchmarks.exports``; ``--posts 20000 --comments 100000`` sets the size.
The file of ``large`` has about 300 MB, for the same number of messages: real ones carry each text
twice, reactions and long entity lists.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govpost_lint.account import Comment, History

CHANNEL, GROUP = 1_500_000_001, 1_500_000_002
_START = 1_700_000_000
_WORDS = (
    "вода дорога двор школа ремонт сегодня завтра улица мост автобус парк дети спасибо когда "
    "почему сделаем приедем проверили закончили начали район посёлок Садовая Ленина администрация"
).split()

_MEASURE = """
import resource, sys, time
from govpost_lint.sources.exports import read_history
start = time.process_time()
history = read_history(*sys.argv[1:])
seconds = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(len(history.posts), len(history.comments), f"{seconds:.1f}", f"{peak:.0f}")
"""


def telegram(folder: Path, posts: int, comments: int, padding: int = 0) -> list[Path]:
    """Write a channel and its discussion group.

    Args:
        folder: where.
        posts, comments: how many.
        padding: further entities a message, each about 80 bytes.
    """
    chance = random.Random(1)
    texts = [_text(chance) for _ in range(posts)]
    extra = [{"type": "link", "text": f"https://primer.rf/stranitsa/{n}"} for n in range(padding)]

    def channel() -> Iterator[dict[str, Any]]:
        for number in range(posts):
            peer = f"channel{CHANNEL}"
            yield _message(number + 2, _START + 4000 * number, peer, texts[number], extra)

    def group() -> Iterator[dict[str, Any]]:
        identity = 1
        roots: list[int] = []
        for number in range(posts):
            identity += 1
            roots.append(identity)
            moment = _START + 4000 * number + 1
            peer = f"channel{CHANNEL}"
            yield _message(identity, moment, peer, texts[number], extra) | {"forwarded_from": "К"}
            above = identity
            for place in range(comments * (number + 1) // posts - comments * number // posts):
                identity += 1
                peer = f"user{chance.randrange(10**6)}" if place % 3 else f"channel{CHANNEL}"
                record = _message(identity, moment + 60 * (place + 1), peer, _text(chance), extra)
                yield record | {"reply_to_message_id": above}
                above = identity if place % 3 else roots[-1]

    files = folder / "channel.json", folder / "group.json"
    _write(files[0], {"name": "К", "type": "public_channel", "id": CHANNEL}, channel())
    _write(files[1], {"name": "О", "type": "private_supergroup", "id": GROUP}, group())
    return list(files)


def telegram_of(history: History, folder: Path) -> list[Path]:
    """Write a made-up history as a channel and its discussion group; all readers are one person."""
    records = sorted((*history.posts, *history.comments), key=lambda one: (one.moment, one.id))
    own = f"channel{CHANNEL}"
    channel: list[dict[str, Any]] = []
    group: list[dict[str, Any]] = []
    above: dict[str, int] = {}
    for one in records:
        moment = int(one.moment.timestamp())
        if isinstance(one, Comment):
            peer = own if one.by_account else "user1"
            record = _message(len(group) + 1, moment, peer, one.text, [])
            above[one.id] = len(group) + 1
            group.append(record | {"reply_to_message_id": above[one.parent or one.post]})
            continue
        above[one.id] = len(group) + 1
        for place in range(max(1, len(one.attachments))):  # the further parts of an album
            record = _message(0, moment, own, "" if place else one.text, [])
            record |= {"photo": "a.jpg", "width": 1920, "height": 1080} if one.attachments else {}
            record |= {"forwarded_from": "Соседний канал"} if one.repost else {}
            channel.append(record | {"id": len(channel) + 1})
            group.append(record | {"id": len(group) + 1, "forwarded_from": "К"})
    files = folder / "channel.json", folder / "group.json"
    _write(files[0], {"name": "К", "type": "public_channel", "id": CHANNEL}, iter(channel))
    _write(files[1], {"name": "О", "type": "private_supergroup", "id": GROUP}, iter(group))
    return list(files)


def vk(folder: Path, posts: int, comments: int) -> list[Path]:
    """Write the pages of a wall and of its comments, 100 records each, in one file each."""
    chance = random.Random(2)
    wall = folder / "wall.json"
    below = folder / "comments.json"
    items = (
        {"id": number + 1, "owner_id": -1, "from_id": -1, "date": _START + 4000 * number}
        | {"post_type": "post", "text": _text(chance), "likes": {"count": 3}}
        | {"comments": {"count": 5, "can_post": 1}, "attachments": [_photo()]}
        for number in range(posts)
    )
    _write_pages(wall, items)
    answers = (
        {"id": posts + number + 1, "owner_id": -1, "from_id": chance.randrange(1, 10**6)}
        | {"post_id": number * posts // comments + 1, "date": _START + number * 800}
        | {"text": _text(chance), "parents_stack": [], "thread": {"count": 0, "items": []}}
        for number in range(comments)
    )
    _write_pages(below, answers)
    return [wall, below]


def table(folder: Path, posts: int, comments: int) -> list[Path]:
    """Write the general CSV as Excel saves it in Russia: semicolons, CP1251."""
    chance = random.Random(3)
    files = folder / "posts.csv", folder / "comments.csv"
    with files[0].open("w", encoding="cp1251", newline="") as stream:
        rows = csv.writer(stream, delimiter=";")
        rows.writerow(["id", "Дата", "Текст"])
        for number in range(posts):
            rows.writerow([f"p{number}", _START + 4000 * number, _text(chance)])
    with files[1].open("w", encoding="cp1251", newline="") as stream:
        rows = csv.writer(stream, delimiter=";")
        rows.writerow(["id", "post_id", "Дата", "Автор", "Текст"])
        for number in range(comments):
            row = [f"c{number}", f"p{number * posts // comments}", _START + number * 800]
            rows.writerow([*row, f"u{number % 1000}", _text(chance)])
    return list(files)


def measure(files: list[Path]) -> list[str]:
    """Read the files in a process of their own.

    Returns:
        Posts, comments, seconds of CPU, and the peak of memory in megabytes.
    """
    command = [sys.executable, "-c", _MEASURE, *map(str, files)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(5, 40))).capitalize() + "."


def _message(
    number: int, moment: int, peer: str, text: str, extra: list[dict[str, str]]
) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2023-11-14T22:13:20",
        "date_unixtime": str(moment),
        "from": "Кто-то",
        "from_id": peer,
        "text": text,
        "text_entities": [{"type": "plain", "text": text}, *extra],
        "reactions": [{"type": "emoji", "count": 2, "emoji": "👍"}],
    }


def _photo() -> dict[str, Any]:
    sizes = [
        {"type": name, "url": "https://primer.rf/a.jpg", "width": side, "height": side}
        for name, side in zip("smxyzw", (75, 130, 604, 807, 1080, 1280), strict=True)
    ]
    return {"type": "photo", "photo": {"id": 1, "sizes": sizes}}


def _write(path: Path, head: dict[str, Any], messages: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "messages": [\n')
        for number, message in enumerate(messages):
            stream.write(",\n" * bool(number) + json.dumps(message, ensure_ascii=False, indent=1))
        stream.write("\n]}")


def _write_pages(path: Path, items: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"response": {"items": [')
        for number, item in enumerate(items):
            stream.write("," * bool(number) + json.dumps(item, ensure_ascii=False))
        stream.write("]}}")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--posts", type=int, default=20_000)
    options.add_argument("--comments", type=int, default=100_000)
    size = options.parse_args()
    cases = {
        "telegram": lambda folder: telegram(folder, size.posts, size.comments),
        "telegram, large": lambda folder: telegram(folder, size.posts, size.comments, 16),
        "vk": lambda folder: vk(folder, size.posts, size.comments),
        "csv": lambda folder: table(folder, size.posts, size.comments),
    }
    print(f"{'export':16} {'MB':>6} {'posts':>7} {'comments':>9} {'CPU s':>6} {'peak MB':>8}")
    for name, write in cases.items():
        with tempfile.TemporaryDirectory() as folder:
            files = write(Path(folder))
            megabytes = sum(file.stat().st_size for file in files) / 1e6
            posts, comments, seconds, peak = measure(files)
        print(f"{name:16} {megabytes:6.0f} {posts:>7} {comments:>9} {seconds:>6} {peak:>8}")


if __name__ == "__main__":
    main()
