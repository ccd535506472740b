//! Help while a line is being written.

use gen_lsp_types::{
    ActiveParameter, Command, CompletionItem, CompletionItemKind, CompletionItemTextEdit,
    CompletionList, CompletionParams, CompletionResponse, Documentation, InsertTextFormat,
    MarkupContent, MarkupKind, ParameterInformation, ParameterInformationLabel, Range,
    SignatureHelp, SignatureHelpParams, SignatureInformation, TextEdit,
};

use super::look::at;
use crate::ide::{self, Insert, Item, ItemKind, Signature};
use crate::lsp::router::{Answered, Ask, Refusal};
use crate::lsp::text::{Encoding, units};

/// The command by which most editors offer more at once.
const MORE: &str = "editor.action.triggerSuggest";

/// What may stand at a place.
pub(super) fn complete(
    ask: &Ask,
    params: CompletionParams,
) -> Answered<Option<CompletionResponse>> {
    let (snapshot, spot) = at(ask, &params.text_document_position_params)?;
    let page = snapshot.page(spot.file).ok_or(Refusal::Nothing)?;
    let found = ide::complete(&snapshot.view(), spot);
    let can = &ask.client.can;
    let range = page.range(found.span, can.encoding);
    let asks_again = can.knows(MORE);
    let items = found.items.into_iter().enumerate();
    let items = items.map(|(place, one)| item(one, place, range, can.snippets, asks_again));
    // What is offered in one place of a line may not fit the next word.
    let list = CompletionList {
        is_incomplete: false,
        items: items.collect(),
        ..CompletionList::default()
    };
    Ok(Some(CompletionResponse::CompletionList(list)))
}

fn item(
    item: Item,
    place: usize,
    range: Range,
    snippets: bool,
    asks_again: bool,
) -> CompletionItem {
    let (text, format) = match item.insert {
        Insert::Snippet(text) if snippets => (text, Some(InsertTextFormat::Snippet)),
        // Without places to fill in, the word alone is the most that is surely wanted.
        Insert::Snippet(_) => (item.label.clone(), None),
        Insert::Plain(text) => (text, None),
    };
    let more = (item.again && asks_again).then(|| Command {
        title: "more".to_owned(),
        tooltip: None,
        command: MORE.to_owned(),
        arguments: None,
    });
    CompletionItem {
        // The order is that of the list, whatever the letters say.
        sort_text: Some(format!("{place:05}")),
        filter_text: Some(item.label.trim_matches('"').to_owned()),
        label: item.label,
        kind: Some(kind(item.kind)),
        detail: (!item.detail.is_empty()).then_some(item.detail),
        documentation: markdown(item.documentation),
        insert_text_format: format,
        text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit { range, new_text: text })),
        command: more,
        ..CompletionItem::default()
    }
}

fn markdown(value: String) -> Option<Documentation> {
    let kind = MarkupKind::Markdown;
    (!value.is_empty()).then_some(Documentation::MarkupContent(MarkupContent { kind, value }))
}

/// The kind that comes nearest.
const fn kind(kind: ItemKind) -> CompletionItemKind {
    match kind {
        ItemKind::Keyword
        | ItemKind::Item
        | ItemKind::Declaration
        | ItemKind::Promise
        | ItemKind::Scenario => CompletionItemKind::Keyword,
        ItemKind::Step | ItemKind::Function => CompletionItemKind::Function,
        ItemKind::Setting | ItemKind::Outcome | ItemKind::Key => CompletionItemKind::Property,
        ItemKind::Trigger | ItemKind::Webhook => CompletionItemKind::Event,
        ItemKind::Agent | ItemKind::Tag | ItemKind::Text => CompletionItemKind::EnumMember,
        ItemKind::Team => CompletionItemKind::Enum,
        ItemKind::Field => CompletionItemKind::Field,
        ItemKind::Channel
        | ItemKind::Template
        | ItemKind::Hours
        | ItemKind::Secret
        | ItemKind::Sheet => CompletionItemKind::Constant,
        ItemKind::Workflow => CompletionItemKind::Class,
        ItemKind::Label => CompletionItemKind::Reference,
        ItemKind::Variable => CompletionItemKind::Variable,
        ItemKind::Root => CompletionItemKind::Module,
        ItemKind::Type => CompletionItemKind::TypeParameter,
        ItemKind::Operator => CompletionItemKind::Operator,
        ItemKind::Value => CompletionItemKind::Value,
        ItemKind::Rule => CompletionItemKind::Text,
    }
}

/// How the line or the call at a place goes on.
pub(super) fn signature(ask: &Ask, params: SignatureHelpParams) -> Answered<Option<SignatureHelp>> {
    let (snapshot, spot) = at(ask, &params.text_document_position_params)?;
    let Some(found) = ide::signature(&snapshot.view(), spot) else { return Ok(None) };
    let active = found.ways.get(found.active).and_then(|way| way.active);
    Ok(Some(SignatureHelp {
        active_signature: u32::try_from(found.active).ok(),
        active_parameter: place(active),
        signatures: found.ways.into_iter().map(way).collect(),
    }))
}

fn way(signature: Signature) -> SignatureInformation {
    let Signature { label, documentation, parameters, active } = signature;
    let offset = |characters: u32| {
        let head: String = label.chars().take(characters as usize).collect();
        // Labels are counted in UTF-16 whatever was agreed on for documents.
        units(&head, Encoding::Utf16)
    };
    let parameters = parameters.into_iter().map(|one| ParameterInformation {
        label: ParameterInformationLabel::Tuple((offset(one.start), offset(one.end))),
        documentation: markdown(one.documentation),
    });
    let parameters = parameters.collect();
    SignatureInformation {
        documentation: markdown(documentation),
        parameters: Some(parameters),
        active_parameter: place(active),
        label,
    }
}

fn place(active: Option<usize>) -> Option<ActiveParameter> {
    active.and_then(|active| u32::try_from(active).ok()).map(ActiveParameter::Int)
}
