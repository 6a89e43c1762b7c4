"""The language server over standard input and output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from govpost_lint import Ruleset, __version__
from govpost_lint.errors import ConfigError, ConfigErrors, InputError, RuleError
from govpost_lint.lsp.places import Places, holds
from govpost_lint.lsp.rulesets import Rulesets, is_settings
from govpost_lint.model import Document, Finding, Report
from govpost_lint.reporters.wording import BASIS
from govpost_lint.sources.text import read_text

SOURCE = "govpost-lint"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "advice": types.DiagnosticSeverity.Information,
}
_REASON = "напишите причину"


class GovpostServer(LanguageServer):
    """Keeps the report on each open draft."""

    def __init__(self) -> None:
        super().__init__(SOURCE, __version__)
        self.rulesets = Rulesets()
        self.reports: dict[str, Report] = {}
        self.shown_mistakes: set[str] = set()

    def places(self, text: str) -> Places:
        """Return the positions of ``text`` in the units agreed on with the client."""
        return Places(text, self.workspace.position_encoding)

    def lint(self, uri: str) -> None:
        """Check an open draft and publish what was found; an unfinished one has no findings."""
        draft = self.workspace.get_text_document(uri)
        path = Path(to_fs_path(uri) or draft.path or "draft.md")
        ruleset = self.rulesets.of(path)
        diagnostics: list[types.Diagnostic] = []
        self.reports.pop(uri, None)
        try:
            document = _document(draft.source, path)
            report = self.reports[uri] = ruleset.check(document)
            places = self.places(document.text)
            diagnostics = [_diagnostic(f, places) for f in report.findings if not f.settled]
        except ConfigErrors as errors:
            diagnostics = [_mistake(error) for error in errors.errors]
        except InputError:
            pass  # nothing is written yet
        except RuleError as error:
            diagnostics = [_mistake(ConfigError(str(path), 1, 1, str(error)))]
        self.publish(uri, diagnostics, draft.version)
        self.show_mistakes()

    def publish(
        self, uri: str, diagnostics: list[types.Diagnostic], version: int | None = None
    ) -> None:
        """Send the diagnostics of one file in place of those sent before."""
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, diagnostics, version)
        )

    def show_mistakes(self) -> None:
        """Publish the mistakes of rule files and govpost.yaml in those files."""
        found = {from_fs_path(str(p)): errors for p, errors in self.rulesets.mistakes_by_file()}
        for uri in self.shown_mistakes - set(found):
            self.publish(str(uri), [])
        for uri, errors in found.items():
            self.publish(str(uri), [_mistake(error) for error in errors])
        self.shown_mistakes = {str(uri) for uri in found}

    def lint_all(self) -> None:
        """Check every open draft again: rules or settings have changed."""
        self.rulesets.reload()
        drafts = [uri for uri in self.workspace.text_documents if _is_draft(uri)]
        for uri in drafts:
            self.lint(uri)
        if not drafts:  # rules are checked even while no draft is open
            for uri in self.workspace.text_documents:
                self.rulesets.of(_path(uri))
            self.show_mistakes()

    def findings_at(self, uri: str, place: types.Range) -> Iterator[tuple[Finding, types.Range]]:
        """Yield the findings that touch ``place``, with their ranges."""
        report = self.reports.get(uri)
        if report is None:
            return
        places = self.places(report.document.text)
        for finding in report.findings:
            area = places.range(finding.span.start, finding.span.end)
            if not finding.settled and holds(area, place):
                yield finding, area


def make_server() -> GovpostServer:
    """Return a server with all its features."""
    server = GovpostServer()
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(_opened_or_saved)
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(_changed)
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(_opened_or_saved)
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(_closed)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_settings_changed)
    server.feature(types.TEXT_DOCUMENT_HOVER)(_hover)
    server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )(_code_actions)
    return server


# What answers the client: pygls passes the server as ``ls``


def _opened_or_saved(
    ls: GovpostServer, params: types.DidOpenTextDocumentParams | types.DidSaveTextDocumentParams
) -> None:
    uri = params.text_document.uri
    if _is_draft(uri):
        ls.lint(uri)
    else:
        ls.lint_all()


def _changed(ls: GovpostServer, params: types.DidChangeTextDocumentParams) -> None:
    if _is_draft(params.text_document.uri):
        ls.lint(params.text_document.uri)


def _closed(ls: GovpostServer, params: types.DidCloseTextDocumentParams) -> None:
    ls.reports.pop(params.text_document.uri, None)
    ls.publish(params.text_document.uri, [])


def _settings_changed(ls: GovpostServer, params: types.DidChangeWatchedFilesParams) -> None:
    ls.lint_all()


def _hover(ls: GovpostServer, params: types.HoverParams) -> types.Hover | None:
    uri = params.text_document.uri
    here = types.Range(params.position, params.position)
    found = list(ls.findings_at(uri, here))
    if not found:
        return None
    ruleset = ls.rulesets.of(_path(uri))
    texts = [_page(finding, ruleset) for finding, _ in found if finding.text]
    value = "\n\n---\n\n".join(texts)
    content = types.MarkupContent(types.MarkupKind.Markdown, value)
    return types.Hover(content, found[0][1]) if texts else None


def _code_actions(ls: GovpostServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    report = ls.reports.get(uri)
    if report is None:
        return []
    places = ls.places(report.document.text)
    return [
        action
        for finding, area in ls.findings_at(uri, params.range)
        if finding.text
        for action in _actions(uri, finding, area, places)
    ]


def _path(uri: str) -> Path:
    """Return the file of ``uri``; the working folder for what has none."""
    return Path(to_fs_path(uri) or ".")


def _is_draft(uri: str) -> bool:
    return not is_settings(_path(uri))


def _document(text: str, path: Path) -> Document:
    return read_text(text.encode("utf-8", "surrogatepass"), str(path), str(path))


def _diagnostic(finding: Finding, places: Places) -> types.Diagnostic:
    return types.Diagnostic(
        range=places.range(finding.span.start, finding.span.end),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        source=SOURCE,
    )


def _mistake(error: ConfigError) -> types.Diagnostic:
    line, column = max(0, error.line - 1), max(0, error.column - 1)
    end = len(error.source.rstrip()) if error.source else column
    place = types.Range(types.Position(line, column), types.Position(line, max(end, column + 1)))
    text = f"{error.message}; {error.hint}" if error.hint else error.message
    return types.Diagnostic(
        range=place, message=text, severity=types.DiagnosticSeverity.Error, source=SOURCE
    )


def _page(finding: Finding, ruleset: Ruleset) -> str:
    """Explain a finding: what to do, why, and the clauses of the standard behind it."""
    clauses = [
        clause
        for rule in ruleset.rules
        if rule.id == finding.rule
        for clause in map(ruleset.clauses.__getitem__, rule.clauses)
    ]
    parts = [
        f"**{finding.title}**",
        finding.message,
        finding.why,
        *(
            f"> {title}: «{quote}» ({source})" if quote else f"> {title}"
            for title, quote, source in clauses
        ),
        f"Основание: {BASIS[finding.basis]} · `{finding.rule}`",
    ]
    return "\n\n".join(part for part in parts if part)


def _actions(
    uri: str, finding: Finding, area: types.Range, places: Places
) -> Iterator[types.CodeAction]:
    for number, text in enumerate(finding.suggestions):
        yield types.CodeAction(
            title=f"Заменить на «{text}»",
            kind=types.CodeActionKind.QuickFix,
            is_preferred=number == 0 and finding.fix == "safe",
            edit=types.WorkspaceEdit(changes={uri: [types.TextEdit(area, text)]}),
        )
    end = places.line_end(area.end.line)
    comment = types.TextEdit(types.Range(end, end), f" <!-- allow {finding.rule}: {_REASON} -->")
    yield types.CodeAction(
        title=f"Разрешить {finding.rule} в этой строке",
        kind=types.CodeActionKind.QuickFix,
        edit=types.WorkspaceEdit(changes={uri: [comment]}),
    )
