"""The story of the invented account: its parts, and how they are read.

A story is made of posts (``== day time media | marks``), comments under them (``> time name:
text``), promises and reports; the README says what the marks mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent
ZONE = timezone(timedelta(hours=5))  # Asia/Yekaterinburg, no summer time
_POST = re.compile(r"== (\S+ \S+) ?([^|]*)(?:\|(.*))?$")
_COMMENT = re.compile(r"(>+) (?:\+(\d) )?(\d\d:\d\d) (@@?\w*|[^?:]+?)(?: (\?)(\S*?))?: (.*)$")
_PROMISE = re.compile(r"%promise (\w+) (\S+) (.*)$")


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
