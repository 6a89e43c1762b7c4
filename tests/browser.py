"""Pages in a real browser and in a parser: what is in them, what they ask for."""

import os
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--hide-scrollbars", "--enable-logging=stderr", "--virtual-time-budget=3000",
)  # fmt: skip

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("GOVPOST_NEEDS_CHROMIUM"),
    reason="chromium is not installed",
)

HOSTILE = (
    "<script>document.title='owned'</script>",
    "<img src=http://127.0.0.1:{port}/img onerror=\"document.title='owned'\">",
    "</style><style>@import 'http://127.0.0.1:{port}/css';</style>",
    "<svg onload=\"document.title='owned'\"><iframe src=http://127.0.0.1:{port}/frame>",
    "javascript:alert(1) {{{{ 7*7 }}}} {{% include '/etc/passwd' %}} ${{7*7}}",
    '"><link rel=stylesheet href=http://127.0.0.1:{port}/link><base href=http://127.0.0.1:{port}/>',
    "Осуществляем \u202eпроверку\u2066 <meta http-equiv=refresh content='0;url=http://127.0.0.1:{port}/'>",
)


def browse(page: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """Open a page in a new, empty browser, with a log of all it does on the net."""
    folder = page.parent / "browser"
    shutil.rmtree(folder, ignore_errors=True)
    assert CHROMIUM is not None, "GOVPOST_NEEDS_CHROMIUM is set, and there is no chromium"
    return subprocess.run(
        [CHROMIUM, *FLAGS, f"--user-data-dir={folder}", f"--log-net-log={page.parent / 'net.json'}",
         *flags, page.as_uri()],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


class Tags(HTMLParser):
    """Collects the elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def tags(page: Path) -> Tags:
    found = Tags()
    found.feed(page.read_text("utf-8"))
    return found
