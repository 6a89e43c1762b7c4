"""The language server, asked by a real client over standard input and output."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from govpost_lint.lsp.rulesets import Rulesets

TEXT = "🙂 Служба осуществляет проверку труб.\r\nЗавтра меняем трубу.\r\n"


class Client(LanguageClient):
    """A client that waits for diagnostics."""

    def __init__(self, folder: Path) -> None:
        super().__init__("test", "1")
        self.folder = folder
        self.received: dict[str, asyncio.Queue[list[types.Diagnostic]]] = {}

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.queue(params.uri).put_nowait(list(params.diagnostics))

    def queue(self, uri: str) -> "asyncio.Queue[list[types.Diagnostic]]":
        return self.received.setdefault(uri.rpartition("/")[2], asyncio.Queue())

    async def next(self, name: str) -> list[types.Diagnostic]:
        return await asyncio.wait_for(self.queue(name).get(), 120)

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str | None = None) -> None:
        if text is not None:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(text.encode())
        text = (self.folder / name).read_bytes().decode()
        item = types.TextDocumentItem(self.uri(name), "markdown", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def save(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")
        place = types.TextDocumentIdentifier(self.uri(name))
        self.text_document_did_save(types.DidSaveTextDocumentParams(place))


Scene = Callable[[Client], Awaitable[None]]


@pytest.fixture
def play(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Scene], None]:
    """Play a scene with a server for a folder with rules of its own."""
    (tmp_path / "govpost.yaml").write_text("profile: governor\nrules: [pravila]\n", "utf-8")
    (tmp_path / "pravila").mkdir()

    async def run(scene: Scene) -> None:
        client = Client(tmp_path)
        await client.start_io(sys.executable, "-m", "govpost_lint", "lsp")
        try:
            await client.initialize_async(
                types.InitializeParams(capabilities=types.ClientCapabilities())
            )
            client.initialized(types.InitializedParams())
            await scene(client)
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()

    return lambda scene: asyncio.run(run(scene))


def test_findings_while_typing(play) -> None:
    async def scene(client: Client) -> None:
        client.open("a.md", TEXT)
        [one] = await client.next("a.md")
        assert one.code == "living-language/empty-verb"
        assert one.severity == types.DiagnosticSeverity.Warning
        # The emoji is two units of UTF-16.
        assert (one.range.start.line, one.range.start.character) == (0, 10)
        change = types.TextDocumentContentChangePartial(one.range, "проверяет")
        place = types.VersionedTextDocumentIdentifier(2, client.uri("a.md"))
        client.text_document_did_change(types.DidChangeTextDocumentParams(place, [change]))
        assert await client.next("a.md") == []

    play(scene)


def test_hover_and_code_actions(play) -> None:
    async def scene(client: Client) -> None:
        client.open("a.md", TEXT)
        [one] = await client.next("a.md")
        place = types.TextDocumentIdentifier(client.uri("a.md"))
        inside = types.Position(0, one.range.start.character + 3)
        shown = await client.text_document_hover_async(types.HoverParams(place, inside))
        assert one.message in shown.contents.value
        assert "living-language/empty-verb" in shown.contents.value
        away = types.HoverParams(place, types.Position(1, 2))
        assert await client.text_document_hover_async(away) is None
        asked = types.CodeActionParams(place, one.range, types.CodeActionContext([one]))
        actions = await client.text_document_code_action_async(asked)
        assert [action.title for action in actions] == [
            "Заменить на «проверяет трубы»",
            "Разрешить living-language/empty-verb в этой строке",
        ]
        [replace] = actions[0].edit.changes[client.uri("a.md")]
        assert replace.range == one.range
        [allow] = actions[1].edit.changes[client.uri("a.md")]
        assert allow.new_text == " <!-- allow living-language/empty-verb: напишите причину -->"
        assert (allow.range.start.line, allow.range.start.character) == (0, 37)

    play(scene)


RULE = """\
id: sincerity/bridge
version: 1
title: Мост
severity: warning
match: {patterns: ["{%s}"]}
message: Назовите мост.
source: {clause: norms/tone-01, basis: practice}
examples:
  - {bad: "Это [[мост]]."}
  - {bad: "Видели [[мост]]?"}
  - {good: "Это дом."}
  - {good: "Мостовая новая."}
"""


def test_a_broken_rule_is_underlined_and_kills_nothing(play) -> None:
    async def scene(client: Client) -> None:
        client.open("pravila/sincerity/bridge.yaml", RULE % "мост")
        client.open("a.md", "Мост новый.")
        [one] = await client.next("a.md")
        assert one.code == "sincerity/bridge"
        client.save("pravila/sincerity/bridge.yaml", RULE % "мостт")
        [mistake] = await client.next("bridge.yaml")
        assert "мостт" in mistake.message
        assert mistake.range.start.line == 4
        [one] = await client.next("a.md")  # the last good rules go on
        assert one.code == "sincerity/bridge"
        client.save("pravila/sincerity/bridge.yaml", RULE % "дом")
        assert await client.next("bridge.yaml") == []
        assert await client.next("a.md") == []

    play(scene)


def test_broken_settings_and_front_matter_are_said_in_place(play) -> None:
    async def scene(client: Client) -> None:
        client.open("a.md", "---\nkind: repli\n---\nМост.")
        [mistake] = await client.next("a.md")
        assert "repli" in mistake.message
        assert mistake.range.start == types.Position(1, 6)
        client.open("govpost.yaml", "profil: governor\n")
        [mistake] = await client.next("govpost.yaml")
        assert "profil" in mistake.message
        client.open("b.md", "")
        assert await client.next("b.md") == []

    play(scene)


def test_settings_that_cannot_be_read_are_a_mistake_of_their_file(tmp_path: Path) -> None:
    settings = tmp_path / "govpost.yaml"
    settings.write_bytes("profile: строгий".encode("cp1251"))
    rulesets = Rulesets()
    assert rulesets.of(tmp_path / "post.md").profile == "governor"
    [(place, [mistake])] = rulesets.mistakes_by_file()
    assert place == settings
    assert "файл не в UTF-8" in mistake.message
