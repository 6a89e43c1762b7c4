"""How long the history of an account takes, and how much memory, by size.

Run ``python tests/benchmarks/account.py [POSTS] [--comments PER_POST]``; without POSTS it goes
through 5,000, 10,000 and 20,000. Whole processes read a made-up export of Telegram and write the
JSON report: what the reading alone costs, the first run, and a second one after 50 new posts.
Nothing here is asserted: figures of a busy machine are no test.
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

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.exports import telegram_of
from tests.benchmarks.posts import posts as made_posts
from tests.benchmarks.speed import Cost, once

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
_NEW = 50
"""Posts that are new in the second run."""
_READ = """
import sys
from govpost_lint.sources.exports import read_history
read_history(sys.argv[1:])
"""
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


def measure(posts: int, per_post: int, folder: Path) -> None:
    """Make an export, read it, judge it twice; print a line each."""
    files = _export(posts, per_post, folder / "first")
    more = _export(posts + _NEW, per_post, folder / "second")
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"{posts:,} posts, {posts * per_post:,} comments, {size:.0f} MB", flush=True)
    os.environ["GOVPOST_CACHE"] = str(folder / "cache")
    once(history(_export(10, 1, folder / "few"), folder))  # warms the plan cache
    costs = {
        "reading alone": watched([sys.executable, "-c", _READ, *map(str, files)]),
        "first run": watched(history(files, folder)),
        f"second run, {_NEW} new posts": watched(history(more, folder)),
    }
    for label, cost in costs.items():
        print(f"  {label:<28}{cost.clock:>8.1f} s{cost.processor:>8.1f} s of processors")
    peak = max(cost.memory for cost in costs.values())
    print(f"  {'peak of all processes':<28}{peak:>8.0f} MB", flush=True)


def history(files: list[Path], folder: Path, *options: str) -> list[str]:
    """Return the command line that judges an export."""
    report = ["--format", "json", "--output", str(folder / "report.json")]
    return [sys.executable, "-m", "govpost_lint", "history", *map(str, files), *report, *options]


def watched(command: list[str]) -> Cost:
    """Run ``command``; its memory is that of all its processes, shared pages counted once."""
    start, used = time.perf_counter(), _processor_seconds()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0.0
    while child.poll() is None:
        most = max(most, sum(map(_megabytes, _family(child.pid))))
        time.sleep(0.1)
    if child.returncode:
        raise SystemExit(f"{command}: exit code {child.returncode}")
    return Cost(time.perf_counter() - start, _processor_seconds() - used, most)


def _export(posts: int, per_post: int, folder: Path) -> list[Path]:
    folder.mkdir()
    return telegram_of(account(posts, per_post), folder)


def _processor_seconds() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _family(process: int) -> list[int]:
    found = [process]
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _family(int(child))
    except OSError:
        return found
    return found


def _megabytes(process: int) -> float:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    line = next((line for line in text.splitlines() if line.startswith("Pss:")), "Pss: 0")
    return int(line.split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", type=int, nargs="?", help="how many (5000, 10000 and 20000)")
    parser.add_argument("--comments", type=int, default=5, help="per post (5)")
    options = parser.parse_args()
    for posts in [options.posts] if options.posts else [5_000, 10_000, 20_000]:
        with tempfile.TemporaryDirectory() as folder:
            measure(posts, options.comments, Path(folder))


if __name__ == "__main__":
    main()
