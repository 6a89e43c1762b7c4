"""The HTML report in a real browser: charts, no script, no request, strangers' texts inert."""

import http.server
import json
import re
import threading
from pathlib import Path

import pytest

from tests.browser import HOSTILE, browse, needs_chromium, tags

ACCOUNT = Path(__file__).parents[2] / "examples" / "account"


class Requests(http.server.BaseHTTPRequestHandler):
    """Notes whatever is asked of it."""

    seen: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def listener():
    server = http.server.HTTPServer(("127.0.0.1", 0), Requests)
    Requests.seen.clear()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def urls_asked(page: Path) -> set[str]:
    """Return the http addresses that the page asked for; what the browser wants for itself, such
    as its updates, has no page as its initiator, and its names are not resolved."""
    log = (page.parent / "net.json").read_text("utf-8", errors="replace").rstrip()
    try:
        events = json.loads(log)["events"]
    except json.JSONDecodeError:  # the browser was stopped before it closed the log
        events = json.loads(log.rstrip(",") + "]}")["events"]
    asked = [event.get("params") or {} for event in events]
    return {
        one["url"]
        for one in asked
        if one.get("initiator", "not an origin") != "not an origin" and one["url"][:4] == "http"
    }


@pytest.fixture
def example(run, tmp_path: Path) -> Path:
    done = run(
        "history", str(ACCOUNT / "result.json"), "--comments", str(ACCOUNT / "discussion.json"),
        "--as-of", "2026-08-31T09:00", "--format", "html", "--output", "page.html",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return tmp_path / "page.html"


@pytest.fixture
def hostile(run, tmp_path: Path, listener: int) -> Path:
    texts = [text.format(port=listener) for text in HOSTILE]
    posts = [
        {"id": f"<b>{n}\"'>", "date": f"2026-03-0{n + 1}T10:00:00+03:00", "text": text}
        for n, text in enumerate(texts)
    ]
    comments = [
        {"id": f"q{n}<i>", "post_id": "<b>0\"'>", "date": f"2026-03-0{n + 1}T11:00:00+03:00",
         "text": f"Когда уберут мусор? {text}"}
        for n, text in enumerate(texts)
    ]  # fmt: skip
    for name, records in (("posts", posts), ("comments", comments)):
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text("".join(lines), "utf-8")
    done = run("history", "posts.jsonl", "--comments", "comments.jsonl", "--format", "html",
               "--output", "page.html")  # fmt: skip
    assert done.returncode == 0, done.stderr
    return tmp_path / "page.html"


def test_page_refers_to_nothing_outside(example: Path) -> None:
    found = tags(example)
    assert not {"script", "img", "iframe", "link", "object", "embed", "base"} & set(found.names)
    outside = [v for n, v in found.attributes if n in ("href", "src", "action") and v[:1] != "#"]
    assert outside == []
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert "url(" not in example.read_text("utf-8")
    policy = [v for n, v in found.attributes if n == "content" and v.startswith("default-src")]
    assert policy == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]


def test_page_has_its_charts_and_links_lead_somewhere(example: Path) -> None:
    found = tags(example)
    labels = [value for name, value in found.attributes if name == "aria-label"]
    assert labels == ["Посты по неделям", "Средняя оценка поста по неделям", "Посты по дням"]
    assert found.names.count("rect") > 100
    assert found.names.count("circle") == 25  # a week of the 26 has no post
    named = {value for name, value in found.attributes if name == "id"}
    targets = {v[1:] for n, v in found.attributes if n == "href"}
    assert targets <= named
    assert found.names.count("details") > 150
    assert "mark" in found.names


def test_hostile_texts_become_no_elements(hostile: Path) -> None:
    found = tags(hostile)
    assert not {"script", "img", "iframe", "link", "base"} & set(found.names)
    assert found.names.count("style") == found.names.count("head") == 1
    assert found.names.count("meta") == 4
    text = hostile.read_text("utf-8")
    assert "{{ 7*7 }}" in text
    assert "\u202e" not in text


@needs_chromium
def test_example_opens_without_a_request(example: Path) -> None:
    done = browse(example, "--dump-dom")
    assert done.stdout.count("<svg") == 3
    assert "CONSOLE" not in done.stderr  # neither an error nor a violation of the policy
    assert urls_asked(example) == set()


@needs_chromium
def test_hostile_page_asks_for_nothing(hostile: Path) -> None:
    done = browse(hostile, "--dump-dom")
    assert "<title>owned" not in done.stdout
    assert "CONSOLE" not in done.stderr
    assert Requests.seen == []
    assert urls_asked(hostile) == set()


@needs_chromium
def test_the_watch_would_see_a_request(tmp_path: Path, listener: int) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<img src='http://127.0.0.1:{listener}/x'>", "utf-8")
    browse(page, "--dump-dom")
    assert Requests.seen == ["/x"]
    assert urls_asked(page) == {f"http://127.0.0.1:{listener}/x"}


@needs_chromium
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out(example: Path, width: int) -> None:
    """A copy with a script, which the page itself has not, measures the page."""
    probe = (
        "<script>document.title = document.documentElement.scrollWidth + ' ' + innerWidth</script>"
    )
    copy = example.parent / "probe.html"
    text = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", example.read_text())
    copy.write_text(text.replace("</body>", probe + "</body>"), "utf-8")
    # A window cannot be narrower than 500 px: a frame is.
    frame = example.parent / "frame.html"
    frame.write_text(
        f'<iframe src=probe.html width={width} height=900 onload="'
        "document.title = this.contentDocument ? this.contentDocument.title : 'closed'\"></iframe>",
        "utf-8",
    )
    done = browse(frame, "--dump-dom", "--window-size=1600,1000", "--allow-file-access-from-files")
    widths = re.search(r"<title>(\d+) (\d+)</title>", done.stdout)
    assert widths, done.stdout[:500]
    assert int(widths[1]) <= int(widths[2]) == width
