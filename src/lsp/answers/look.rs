//! What something is, and where else it stands.

use gen_lsp_types::{
    Contents, Definition, DefinitionParams, DefinitionResponse, DocumentHighlight,
    DocumentHighlightKind, DocumentHighlightParams, Hover, HoverParams, InlayHint, InlayHintKind,
    InlayHintParams, Label, Location, LocationLink, MarkupContent, MarkupKind, ReferenceParams,
    SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams, TextDocumentPositionParams,
    Tooltip, Uri,
};
use jiff::Timestamp;

use crate::base::{FileId, Instant};
use crate::ide::{self, Spot};
use crate::lsp::commands::SHOW_REFERENCES;
use crate::lsp::convert;
use crate::lsp::router::{Answered, Ask, Refusal};
use crate::lsp::snapshot::Snapshot;
use crate::plan::plans;
use crate::runtime::{Workspace, is_open, next_opening};

/// The program and the place that a request is about.
pub(super) fn at<'a>(
    ask: &'a Ask,
    params: &TextDocumentPositionParams,
) -> Answered<(&'a Snapshot, Spot)> {
    let (snapshot, file) = ask.file(params.text_document.uri.as_ref())?;
    let spot = snapshot.spot(file, params.position, ask.client.can.encoding);
    Ok((snapshot, spot.ok_or(Refusal::Nothing)?))
}

/// What is said of the thing at a place.
pub(super) fn hover(ask: &Ask, params: HoverParams) -> Answered<Option<Hover>> {
    let (snapshot, spot) = at(ask, &params.text_document_position_params)?;
    let opening = |hours: &str| opening(snapshot, hours);
    let found = ide::hover(&snapshot.view(), spot, snapshot.findings(), &opening);
    let Some(found) = found else { return Ok(None) };
    let page = snapshot.page(spot.file).ok_or(Refusal::Nothing)?;
    Ok(Some(Hover {
        contents: Contents::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value: found.text,
        }),
        range: Some(page.range(found.span, ask.client.can.encoding)),
    }))
}

/// When hours open next, in words; nothing where the workspace is not understood.
fn opening(snapshot: &Snapshot, name: &str) -> Option<String> {
    // Workflows do not matter, nor what is wrong with them.
    let plans = plans(snapshot.view().program, &[], &snapshot.project.sources);
    let workspace = Workspace::load(plans.workspace).ok()?;
    let (hours, zone) = workspace.hours(name)?;
    let now = Instant { millis: Timestamp::now().as_millisecond() };
    if is_open(hours, zone, now) {
        return Some("Open now.".to_owned());
    }
    let Some(next) = next_opening(hours, zone, now) else {
        return Some("Closed, and not open again for more than a year.".to_owned());
    };
    let next = zone.to_datetime(Timestamp::from_millisecond(next.millis).ok()?);
    Some(format!("Closed now; open again on {}.", next.strftime("%A %-d %B at %H:%M")))
}

/// Where the thing at a place is introduced.
pub(super) fn definition(
    ask: &Ask,
    params: DefinitionParams,
) -> Answered<Option<DefinitionResponse>> {
    let (snapshot, spot) = at(ask, &params.text_document_position_params)?;
    let Some((origin, places)) = ide::define(&snapshot.view(), spot) else { return Ok(None) };
    let can = &ask.client.can;
    if !can.links {
        let places = places.iter().filter_map(|place| convert::location(snapshot, *place, can));
        return Ok(Some(DefinitionResponse::Definition(Definition::LocationList(
            places.collect(),
        ))));
    }
    let origin = snapshot.range(origin, can.encoding).map(|(_, range)| range);
    let links = places.iter().filter_map(|place| {
        let (uri, range) = snapshot.range(*place, can.encoding)?;
        Some(LocationLink {
            origin_selection_range: origin,
            target_uri: Uri::from(uri),
            target_range: range,
            target_selection_range: range,
        })
    });
    Ok(Some(DefinitionResponse::DefinitionLinkList(links.collect())))
}

/// Every place of the thing at a place.
pub(super) fn references(ask: &Ask, params: ReferenceParams) -> Answered<Option<Vec<Location>>> {
    let (snapshot, spot) = at(ask, &params.text_document_position_params)?;
    let places = ide::references(&snapshot.view(), spot, params.context.include_declaration);
    let can = &ask.client.can;
    Ok(Some(places.iter().filter_map(|place| convert::location(snapshot, *place, can)).collect()))
}

/// The same in one file.
pub(super) fn highlights(
    ask: &Ask,
    params: DocumentHighlightParams,
) -> Answered<Option<Vec<DocumentHighlight>>> {
    let (snapshot, spot) = at(ask, &params.text_document_position_params)?;
    let places = ide::highlights(&snapshot.view(), spot);
    let found = places.iter().filter_map(|(place, introduces)| {
        let (_, range) = snapshot.range(*place, ask.client.can.encoding)?;
        let kind =
            if *introduces { DocumentHighlightKind::Write } else { DocumentHighlightKind::Read };
        Some(DocumentHighlight { range, kind: Some(kind) })
    });
    Ok(Some(found.collect()))
}

/// What every word of a file is.
pub(super) fn tokens(ask: &Ask, params: SemanticTokensParams) -> Answered<Option<SemanticTokens>> {
    let (snapshot, file) = ask.file(params.text_document.uri.as_ref())?;
    coloured(ask, snapshot, file, |_| true)
}

/// The same for a stretch of it.
pub(super) fn tokens_within(
    ask: &Ask,
    params: SemanticTokensRangeParams,
) -> Answered<Option<SemanticTokens>> {
    let (snapshot, file) = ask.file(params.text_document.uri.as_ref())?;
    let page = snapshot.page(file).ok_or(Refusal::Nothing)?;
    let within = page.span(params.range, ask.client.can.encoding);
    coloured(ask, snapshot, file, |token| {
        within.start < token.span.end && token.span.start < within.end
    })
}

fn coloured(
    ask: &Ask,
    snapshot: &Snapshot,
    file: FileId,
    meant: impl Fn(&ide::Token) -> bool,
) -> Answered<Option<SemanticTokens>> {
    let page = snapshot.page(file).ok_or(Refusal::Nothing)?;
    let mut found = ide::tokens(&snapshot.view(), file);
    found.retain(meant);
    let data = convert::semantic(page, &found, &ask.client.can);
    Ok(Some(SemanticTokens { result_id: None, data }))
}

/// The hints of a stretch of a file.
pub(super) fn hints(ask: &Ask, params: InlayHintParams) -> Answered<Option<Vec<InlayHint>>> {
    if !ask.settings.hints {
        return Ok(Some(Vec::new()));
    }
    let (snapshot, file) = ask.file(params.text_document.uri.as_ref())?;
    let page = snapshot.page(file).ok_or(Refusal::Nothing)?;
    let encoding = ask.client.can.encoding;
    let within = page.span(params.range, encoding);
    let mut found = ide::hints(&snapshot.view(), file, within);
    // A lens above the line says it already, and leads there.
    let above = ask.settings.lenses && ask.client.can.knows(SHOW_REFERENCES);
    found.retain(|hint| !(above && hint.kind == ide::HintKind::Ways));
    let one = |hint: ide::Hint| InlayHint {
        position: page.position(hint.offset, encoding),
        label: Label::String(hint.text),
        kind: Some(InlayHintKind::Type),
        text_edits: None,
        tooltip: Some(Tooltip::String(hint.kind.about().to_owned())),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    Ok(Some(found.into_iter().map(one).collect()))
}
