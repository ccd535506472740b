//! What the rooms below say, in the words of the protocol.

use std::collections::HashMap;

use gen_lsp_types::{
    Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentChange, Edit as EditOrSnippet, Location, Message,
    OptionalVersionedTextDocumentIdentifier, SemanticToken, SymbolKind, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};

use super::client::Abilities;
use super::snapshot::{Page, Snapshot};
use super::text::units;
use crate::base::FileId;
use crate::ide::{self, Sort, Token, TokenKind};
use crate::report::{Edit, Report, Severity};
use crate::vocabulary::codes;

/// What the server calls itself beside its findings.
const SOURCE: &str = "rondel";

/// What words may be, in the order in which tokens number them.
pub(super) const TOKENS: &[(TokenKind, &str)] = &[
    (TokenKind::Keyword, "keyword"),
    (TokenKind::Property, "modifier"),
    (TokenKind::Event, "event"),
    (TokenKind::Workflow, "class"),
    (TokenKind::Label, "label"),
    (TokenKind::Member, "enumMember"),
    (TokenKind::Field, "property"),
    (TokenKind::Root, "namespace"),
    (TokenKind::Variable, "variable"),
    (TokenKind::Function, "function"),
    (TokenKind::Type, "type"),
    (TokenKind::Number, "number"),
    (TokenKind::Text, "string"),
    (TokenKind::Comment, "comment"),
];

/// What may be said of a token besides.
pub(super) const MODIFIERS: &[&str] = &["declaration"];

/// A finding.
pub(super) fn diagnostic(
    snapshot: &Snapshot,
    report: &Report,
    can: &Abilities,
) -> Option<Diagnostic> {
    let (_, range) = snapshot.range(report.location(), can.encoding)?;
    let related = related(snapshot, report, can);
    let mut message = report.message.clone();
    let label = report.primary.text.as_str();
    if !label.is_empty() && !message.contains(label) {
        message.push_str(&format!("\n{label}"));
    }
    if !can.related {
        for one in &related {
            message.push_str(&format!("\n- {}", one.message));
        }
    }
    if let Some(help) = &report.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    Some(Diagnostic {
        range,
        severity: Some(severity(report)),
        code: Some(Code::String(report.code.0.to_owned())),
        code_description: None,
        source: Some(SOURCE.to_owned()),
        message: Message::String(message),
        tags: (report.code == codes::UNUSED).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (can.related && !related.is_empty()).then_some(related),
        data: None,
    })
}

fn severity(report: &Report) -> DiagnosticSeverity {
    match report.severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Note if report.code == codes::UNUSED => DiagnosticSeverity::Hint,
        Severity::Note => DiagnosticSeverity::Information,
    }
}

/// The causes of a finding, and the steps of the way it can happen.
fn related(
    snapshot: &Snapshot,
    report: &Report,
    can: &Abilities,
) -> Vec<DiagnosticRelatedInformation> {
    let causes = report.secondary.iter().map(|label| (label.location, label.text.clone()));
    let steps = report.path.iter().enumerate();
    let steps = steps.map(|(index, step)| (step.location, format!("{}. {}", index + 1, step.text)));
    causes
        .chain(steps)
        .filter_map(|(place, message)| {
            let location = location(snapshot, place, can)?;
            Some(DiagnosticRelatedInformation { location, message })
        })
        .collect()
}

/// A place.
pub(super) fn location(
    snapshot: &Snapshot,
    place: crate::base::Location,
    can: &Abilities,
) -> Option<Location> {
    let (uri, range) = snapshot.range(place, can.encoding)?;
    Some(Location { uri: Uri::from(uri), range })
}

/// Edits of one file, in order of place.
pub(super) fn text_edits<'a>(
    page: &Page,
    edits: impl IntoIterator<Item = &'a Edit>,
    can: &Abilities,
) -> Vec<TextEdit> {
    let one = |edit: &Edit| TextEdit {
        range: page.range(edit.location.span, can.encoding),
        new_text: edit.text.clone(),
    };
    edits.into_iter().map(one).collect()
}

/// Edits of several files.
pub(super) fn workspace_edit(
    snapshot: &Snapshot,
    edits: &[Edit],
    can: &Abilities,
) -> WorkspaceEdit {
    let mut files: Vec<FileId> = edits.iter().map(|edit| edit.location.file).collect();
    files.sort_unstable();
    files.dedup();
    let of_file = |file: FileId| {
        let page = snapshot.page(file)?;
        let own = edits.iter().filter(|edit| edit.location.file == file);
        Some((page, text_edits(page, own, can)))
    };
    let files = files.into_iter().filter_map(of_file);
    if !can.versioned_edits {
        let changes: HashMap<Uri, Vec<TextEdit>> =
            files.map(|(page, edits)| (Uri::from(page.uri.as_str()), edits)).collect();
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let changes = files.map(|(page, edits)| {
        let identifier = TextDocumentIdentifier { uri: Uri::from(page.uri.as_str()) };
        DocumentChange::TextDocumentEdit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                version: page.version,
                text_document_identifier: identifier,
            },
            edits: edits.into_iter().map(EditOrSnippet::TextEdit).collect(),
        })
    });
    WorkspaceEdit { document_changes: Some(changes.collect()), ..WorkspaceEdit::default() }
}

/// Tokens, each told by its distance from the one before.
pub(super) fn semantic(page: &Page, tokens: &[Token], can: &Abilities) -> Vec<SemanticToken> {
    let (mut line, mut start) = (0, 0);
    let mut found = Vec::with_capacity(tokens.len());
    for token in tokens {
        let Some(index) = TOKENS.iter().position(|(kind, _)| *kind == token.kind) else { continue };
        let at = page.position(token.span.start, can.encoding);
        let written = page.text().get(token.span.range()).unwrap_or_default();
        let delta_line = at.line - line;
        found.push(SemanticToken {
            delta_line,
            delta_start: if delta_line == 0 { at.character - start } else { at.character },
            length: units(written, can.encoding),
            token_type: u32::try_from(index).unwrap_or(0),
            token_modifiers_bitset: u32::from(token.introduces),
        });
        (line, start) = (at.line, at.character);
    }
    found
}

/// The kind of a symbol that comes nearest.
pub(super) const fn symbol_kind(kind: ide::SymbolKind) -> SymbolKind {
    match kind {
        ide::SymbolKind::Workspace => SymbolKind::Namespace,
        ide::SymbolKind::Declared(Some(Sort::Field)) => SymbolKind::Field,
        ide::SymbolKind::Declared(Some(Sort::Team)) => SymbolKind::Enum,
        ide::SymbolKind::Declared(Some(Sort::Agent | Sort::Tag)) => SymbolKind::EnumMember,
        ide::SymbolKind::Declared(_) => SymbolKind::Constant,
        ide::SymbolKind::Workflow => SymbolKind::Class,
        ide::SymbolKind::Trigger => SymbolKind::Event,
        ide::SymbolKind::Promise => SymbolKind::Interface,
        ide::SymbolKind::Label => SymbolKind::Method,
        ide::SymbolKind::Step => SymbolKind::Function,
        ide::SymbolKind::Way => SymbolKind::Property,
        ide::SymbolKind::Scenario => SymbolKind::Function,
    }
}
