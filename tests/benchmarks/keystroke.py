"""Language server: from a keystroke to the diagnostics, over stdio, on a draft of 300 words.

Run ``python tests/benchmarks/keystroke.py``. Every keystroke is a change of one character, sent
when the answer to the one before is there. Nothing here is asserted.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from tests.benchmarks.posts import draft


async def measure(words: int, keys: int) -> list[float]:
    """Return seconds from each keystroke to its diagnostics."""
    client = LanguageClient("benchmark", "1")
    answers: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda p: answers.put_nowait(p))
    times = []
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "a.md")
        text = draft(words)
        path.write_text(text, "utf-8")
        uri = path.as_uri()
        await client.start_io(sys.executable, "-m", "govpost_lint", "lsp")
        await client.initialize_async(
            types.InitializeParams(capabilities=types.ClientCapabilities())
        )
        client.initialized(types.InitializedParams())
        item = types.TextDocumentItem(uri, "markdown", 0, text)
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        await answers.get()
        for number in range(1, keys + 1):
            place = types.Position(0, 10 + number)
            change = types.TextDocumentContentChangePartial(types.Range(place, place), "а")
            document = types.VersionedTextDocumentIdentifier(number, uri)
            start = time.perf_counter()
            client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
            while (await answers.get()).version != number:
                pass
            times.append(time.perf_counter() - start)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=300, help="length of the draft (300)")
    parser.add_argument("--keys", type=int, default=100, help="keystrokes, a tenth to warm up")
    options = parser.parse_args()
    times = asyncio.run(measure(options.words, options.keys))[options.keys // 10 :]
    median, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"{options.words} words, {len(times)} keystrokes: median {1000 * median:.0f} ms")
    print(f"19 of 20 within {1000 * slow:.0f} ms, least {1000 * min(times):.0f} ms")


if __name__ == "__main__":
    main()
