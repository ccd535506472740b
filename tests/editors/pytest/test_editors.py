"""Requests as VS Code and Neovim make them, each with what it says of itself."""

from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient

pytestmark = pytest.mark.asyncio


def uri(client: LanguageClient, name: str) -> str:
    return (client.folder / name).as_uri()


def opened(client: LanguageClient, name: str, text: str | None = None) -> lsp.TextDocumentIdentifier:
    """Opens a file, or a text in its place."""
    path: Path = client.folder / name
    text = path.read_bytes().decode().lstrip("\ufeff") if text is None else text
    document = lsp.TextDocumentItem(uri=path.as_uri(), language_id="rondel", version=1, text=text)
    client.texts = getattr(client, "texts", {}) | {name: text}
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=document))
    return lsp.TextDocumentIdentifier(uri=path.as_uri())


def at(client: LanguageClient, name: str, words: str) -> lsp.Position:
    """Where words begin, as the server counts."""
    head = client.texts[name].split(words)[0]
    line = head.split("\n")[-1]
    wide = client.greeting.capabilities.position_encoding == lsp.PositionEncodingKind.Utf8
    units = len(line.encode()) if wide else len(line.encode("utf-16-le")) // 2
    return lsp.Position(line=head.count("\n"), character=units)


async def found(client: LanguageClient, name: str) -> list[lsp.Diagnostic]:
    """The findings of an open file, asked for or told."""
    document = lsp.TextDocumentIdentifier(uri=uri(client, name))
    report = await client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(text_document=document))
    return report.items


async def test_findings_are_the_same_asked_for_or_told(client: LanguageClient):
    opened(client, "follow_up.rondel")
    assert [one.code for one in await found(client, "follow_up.rondel")] == ["unknown-name"]


async def test_names_lead_over_files(client: LanguageClient):
    document = opened(client, "leads.rondel")
    place = at(client, "leads.rondel", "sales by")
    params = lsp.DefinitionParams(text_document=document, position=place)
    where = await client.text_document_definition_async(params)
    first = where[0] if isinstance(where, (list, tuple)) else where
    target = first.target_uri if isinstance(first, lsp.LocationLink) else first.uri
    assert Path(target).name == "workspace.rondel"
    context = lsp.ReferenceContext(include_declaration=True)
    params = lsp.ReferenceParams(text_document=document, position=place, context=context)
    assert len(await client.text_document_references_async(params)) == 2


async def test_names_are_changed_over_files(client: LanguageClient):
    document = opened(client, "leads.rondel")
    place = at(client, "leads.rondel", "sales by")
    edit = await client.text_document_rename_async(
        lsp.RenameParams(text_document=document, position=place, new_name="front_desk")
    )
    files = {change.text_document.uri for change in edit.document_changes or []} or set(edit.changes or {})
    assert {Path(file).name for file in files} == {"leads.rondel", "workspace.rondel"}


async def test_places_behind_wide_signs_are_counted_as_agreed(client: LanguageClient):
    wide = '👩‍👩‍👧‍👧 日本 שלום ${contact.first_name else "x"}'
    text = f'workflow wide "W" {{\n  on conversation_opened\n  send "{wide}"\n}}\n'
    document = opened(client, "wide.rondel", text)
    hover = await client.text_document_hover_async(
        lsp.HoverParams(text_document=document, position=at(client, "wide.rondel", "first_name"))
    )
    assert "contact.first_name: text?" in hover.contents.value
    assert hover.range.start == at(client, "wide.rondel", "contact.first_name")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
async def test_a_file_is_laid_out_with_its_own_line_ends(client: LanguageClient, end: str):
    text = end.join(['workflow ends "E" {', " on manual", "  stop", "}", ""])
    document = opened(client, "ends.rondel", text)
    options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)
    edits = await client.text_document_formatting_async(
        lsp.DocumentFormattingParams(text_document=document, options=options)
    )
    assert [edit.new_text for edit in edits] == [f"  on manual{end}"]


async def test_everything_else_is_answered(client: LanguageClient):
    document = opened(client, "leads.rondel")
    place = at(client, "leads.rondel", "team sales")
    here = lsp.Range(start=lsp.Position(line=0, character=0), end=lsp.Position(line=30, character=0))
    completion = await client.text_document_completion_async(
        lsp.CompletionParams(text_document=document, position=place)
    )
    items = completion.items if isinstance(completion, lsp.CompletionList) else completion
    assert any(item.label.startswith("team") for item in items)
    signature = lsp.SignatureHelpParams(text_document=document, position=place)
    assert (await client.text_document_signature_help_async(signature)).signatures
    symbols = lsp.DocumentSymbolParams(text_document=document)
    assert await client.text_document_document_symbol_async(symbols)
    assert await client.workspace_symbol_async(lsp.WorkspaceSymbolParams(query="leads"))
    assert await client.text_document_folding_range_async(lsp.FoldingRangeParams(text_document=document))
    selection = lsp.SelectionRangeParams(text_document=document, positions=[place])
    assert await client.text_document_selection_range_async(selection)
    hints = lsp.InlayHintParams(text_document=document, range=here)
    assert await client.text_document_inlay_hint_async(hints)
    assert await client.text_document_code_lens_async(lsp.CodeLensParams(text_document=document))
    tokens = lsp.SemanticTokensParams(text_document=document)
    assert (await client.text_document_semantic_tokens_full_async(tokens)).data
    highlights = lsp.DocumentHighlightParams(text_document=document, position=place)
    assert await client.text_document_document_highlight_async(highlights) is not None


async def test_a_finding_is_mended(client: LanguageClient):
    document = opened(client, "follow_up.rondel")
    (finding,) = await found(client, "follow_up.rondel")
    context = lsp.CodeActionContext(diagnostics=[finding])
    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(text_document=document, range=finding.range, context=context)
    )
    assert "write `sales`" in [action.title for action in actions]


async def test_an_unsaved_file_without_a_path_is_a_program(client: LanguageClient):
    text = 'workflow w "W" {\n  on manual\n  snd "Hi"\n}\n'
    document = lsp.TextDocumentItem(uri="untitled:Untitled-1", language_id="rondel", version=1, text=text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=document))
    name = lsp.TextDocumentIdentifier(uri="untitled:Untitled-1")
    report = await client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(text_document=name))
    assert [one.code for one in report.items] == ["unknown-step"]
