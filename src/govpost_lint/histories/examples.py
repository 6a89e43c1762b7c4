"""Small histories in the examples of rules: a line a post or comment.

``2026-03-02T10:00 Открыли каток. [фото] [опрос]``   a post; without a time of day: at noon
``2026-03-02..2026-03-08T10:00 пост``                one post a day, from the first to the last day
``2026-03-02T11:00 > Когда починят лифт?``           a reader's comment under the post before
``2026-03-02T15:00 >> Завтра, до 12:00.``            the account's answer to the comment before

Marks: ``[фото]``, ``[фото 640x480]``, ``[видео]``, ``[опрос]``, ``[эфир]``, ``[репост]``,
``[комментарии закрыты]``, ``[комментарии открыты]``. The ids are p1, p2 … and c1, c2 …
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from govpost_lint.account import Comment, History, Post
from govpost_lint.model import Attachment

_LINE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:\.\.(?P<last>\d{4}-\d\d-\d\d))?(?:T(?P<time>\d\d:\d\d))?"
    r"\s+(?P<sign>>{0,2})\s*(?P<text>.*)\Z",
    re.DOTALL,
)
_MARK = re.compile(r"\s*\[(?P<name>[а-яё ]+?)(?:\s+(?P<width>\d+)[xх](?P<height>\d+))?\]")
_FLAGS: dict[str, dict[str, Any]] = {
    "опрос": {"poll": True},
    "эфир": {"live": True},
    "репост": {"repost": True},
    "комментарии закрыты": {"comments_open": False},
    "комментарии открыты": {"comments_open": True},
}
_MEDIA = {"фото": "image", "видео": "video"}
_NOON = time(12)


def read_example(lines: Iterable[str], zone: ZoneInfo, platform: str = "") -> History:
    """Return the history that an example describes.

    Raises:
        ValueError: with the line that cannot be read, in Russian.
    """
    posts: list[Post] = []
    comments: list[Comment] = []
    for line in lines:
        match = _LINE.match(line.strip())
        if match is None:
            raise ValueError(f"строка «{line}» не разобрана: нужна дата, за ней текст")
        for moment in _moments(match, zone, line):
            if match["sign"]:
                comments.append(_comment(match, moment, posts, comments, line))
            else:
                posts.append(_post(f"p{len(posts) + 1}", moment, match["text"], line))
    return History(
        title="",
        platform=platform,
        posts=tuple(sorted(posts, key=lambda one: one.moment)),
        comments=tuple(sorted(comments, key=lambda one: one.moment)),
    )


def _moments(match: re.Match[str], zone: ZoneInfo, line: str) -> list[datetime]:
    try:
        first = date.fromisoformat(match["day"])
        last = date.fromisoformat(match["last"] or match["day"])
        clock = time.fromisoformat(match["time"]) if match["time"] else _NOON
    except ValueError:
        raise ValueError(f"в строке «{line}» нет такого дня или часа") from None
    return [
        datetime.combine(first + timedelta(days=number), clock, zone).astimezone(UTC)
        for number in range((last - first).days + 1)
    ]


def _comment(
    match: re.Match[str], moment: datetime, posts: list[Post], comments: list[Comment], line: str
) -> Comment:
    own = match["sign"] == ">>"
    if not posts or (own and not comments):
        raise ValueError(f"перед строкой «{line}» нет того, что она комментирует")
    return Comment(
        id=f"c{len(comments) + 1}",
        post=posts[-1].id,
        parent=comments[-1].id if own else "",
        moment=moment,
        text=match["text"],
        by_account=own,
    )


def _post(name: str, moment: datetime, text: str, line: str) -> Post:
    flags: dict[str, Any] = {}
    attachments = []
    for found in _MARK.finditer(text):
        kind = found["name"]
        if kind in _MEDIA:
            size = int(found["width"] or 0), int(found["height"] or 0)
            attachments.append(Attachment(_MEDIA[kind], "", *size))
        elif kind in _FLAGS:
            flags |= _FLAGS[kind]
        else:
            raise ValueError(f"в строке «{line}» неизвестная пометка «[{kind}]»")
    plain = _MARK.sub("", text).strip()
    return Post(id=name, moment=moment, text=plain, attachments=tuple(attachments), **flags)
