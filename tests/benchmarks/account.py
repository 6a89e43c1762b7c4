"""How long a history takes: cold, warm after 50 new posts, by size, with its peak memory.

python tests/benchmarks/account.py [POSTS] [--comments PER_POST] measures one size in processes of
their own and prints a line each; without POSTS it goes through 5,000, 10,000 and 20,000.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from govpost_lint.account import Comment, History, Post
from govpost_lint.model import Attachment
from tests.benchmarks.posts import posts as made_posts

_START = datetime(2024, 1, 1, 6, tzinfo=UTC)
_QUESTIONS = (
    "Когда починят {}?", "Третий день нет воды на {}.", "Почему не чистят {}, сколько можно?",
    "На {} опять яма, {} машин пробили колёса", "Кто отвечает за {}? Звоню {} раз.",
)  # fmt: skip
_OTHERS = (
    "Спасибо, {} теперь красивая!", "Молодцы, так держать, {}", "Живём на {} уже {} лет",
    "Хорошая новость про {}", "Фото с {} отличное, сохранил себе {} штук",
)  # fmt: skip
_REPLIES = (
    "Добрый день! Проверили {}: бригада выйдет завтра до 12:00, напишу, когда закончат.",
    "Ваше обращение по {} направлено в профильный отдел для рассмотрения.",
    "Спасибо, что написали про {}. Сделаем к {} числу, отвечает Павел Лосев.",
)  # fmt: skip
_PLACES = "Садовой|Лесной|мосту|площади Мира|рынке|школе № 5|остановке|Заречной|парке|набережной"


def account(posts: int, per_post: int = 5, seed: int = 1) -> History:
    """Return a made-up history; the first N posts are the same whatever the number.

    Of the comments one in five is the account's own; every fiftieth post repeats an earlier one.
    """
    rng = random.Random(seed)
    places = _PLACES.split("|")

    def say(forms: tuple[str, ...]) -> str:
        return rng.choice(forms).format(rng.choice(places), rng.randint(2, 99))

    made: list[Post] = []
    comments: list[Comment] = []
    texts = made_posts(posts, seed)
    for number, text in enumerate(texts):
        moment = _START + timedelta(minutes=53 * number + rng.randint(0, 30))
        if number % 50 == 49:
            text = made[rng.randrange(len(made))].text + " Ещё раз."
        attachments = (Attachment("image", "", 1920, 1080),) * rng.randint(0, 2)
        made.append(Post(f"p{number}", moment, text, number % 11 == 0, attachments))
        for place in range(per_post):
            moment += timedelta(minutes=rng.randint(1, 200))
            own = place == per_post - 1
            text = say(_REPLIES if own else _QUESTIONS if rng.random() < 0.5 else _OTHERS)
            text += f" {say(_OTHERS)} {say(_QUESTIONS)}" * (not own)
            parent = f"c{number}-{rng.randrange(place)}" if own and place else ""
            comments.append(Comment(f"c{number}-{place}", f"p{number}", parent, moment, text, own))
    comments.sort(key=lambda one: (one.moment, one.id))
    return History("Измерение", "vk", tuple(made), tuple(comments))


def measure(posts: int, per_post: int, jobs: int) -> None:
    """Judge one history in this process; print seconds and peak memory of all processes."""
    from govpost_lint import Ruleset, api

    history = account(posts, per_post)
    ruleset = Ruleset.load()
    peak = _Peak()
    start, used = time.perf_counter(), _processor_seconds()
    report = api.history(history, ruleset, jobs=jobs)
    seconds, used = time.perf_counter() - start, _processor_seconds() - used
    print(
        f"{posts:>6} posts {len(history.comments):>7} comments: {seconds:6.1f} s "
        f"({used:.1f} s of processors), "
        f"{peak.stop():4.0f} MB, score {report.score.total}, findings {len(report.findings)}, "
        f"near-duplicates {len(report.facts.near_duplicates)}",
        flush=True,
    )


def _processor_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class _Peak:
    """Watches the memory of this process and its children: the shared pages counted once."""

    def __init__(self) -> None:
        import threading

        self._most = 0.0
        self._running = True
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while self._running:
            self._most = max(self._most, sum(map(_megabytes, _family())))
            time.sleep(0.5)

    def stop(self) -> float:
        self._running = False
        self._thread.join()
        return self._most


def _family() -> list[int]:
    found = [os.getpid()]
    for task in Path("/proc/self/task").iterdir():
        children = (task / "children").read_text().split()
        found += [int(child) for child in children]
    return found


def _megabytes(process: int) -> float:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    line = next((line for line in text.splitlines() if line.startswith("Pss:")), "Pss: 0")
    return int(line.split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("posts", type=int, nargs="?")
    parser.add_argument("--comments", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--here", action="store_true", help="measure in this process")
    options = parser.parse_args()
    if options.here:
        measure(options.posts, options.comments, options.jobs)
        return
    sizes = [options.posts] if options.posts else [5_000, 10_000, 20_000]
    for size in sizes:
        with tempfile.TemporaryDirectory() as cache:
            for posts in (size, size + 50):  # the second run finds the rows of the first
                command = [sys.executable, "-m", "tests.benchmarks.account", str(posts), "--here"]
                command += ["--comments", str(options.comments), "--jobs", str(options.jobs)]
                subprocess.run(command, check=True, env={**os.environ, "GOVPOST_CACHE": cache})


if __name__ == "__main__":
    main()
