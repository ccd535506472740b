//! What a file holds: its symbols, what folds, and the lines above its lines.

use gen_lsp_types::{
    BaseSymbolInformation, CodeLens, CodeLensParams, Command, DocumentSymbol, DocumentSymbolParams,
    DocumentSymbolResponse, FoldingRange, FoldingRangeKind, FoldingRangeParams, Location,
    SelectionRange, SelectionRangeParams, SymbolInformation, Uri, WorkspaceSymbol,
    WorkspaceSymbolLocation, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use serde_json::{Value, json};

use crate::ide::{self, Lens, LensKind, Symbol};
use crate::lsp::commands::{OPEN_GRAPH, RUN_ALL, RUN_ONE, SHOW_REFERENCES};
use crate::lsp::convert::{self, symbol_kind};
use crate::lsp::router::{Answered, Ask, Refusal};
use crate::lsp::snapshot::{Page, Snapshot};
use crate::lsp::text::Encoding;
use crate::lsp::trials::Trial;

/// The most symbols that a search gives.
const MOST_SYMBOLS: usize = 500;

/// The things of a file.
pub(super) fn symbols(
    ask: &Ask,
    params: DocumentSymbolParams,
) -> Answered<Option<DocumentSymbolResponse>> {
    let (snapshot, file) = ask.file(params.text_document.uri.as_ref())?;
    let page = snapshot.page(file).ok_or(Refusal::Nothing)?;
    let found = ide::symbols(&snapshot.view(), file);
    let encoding = ask.client.can.encoding;
    if ask.client.can.nests_symbols {
        let nested = found.iter().map(|one| nested(page, one, encoding)).collect();
        return Ok(Some(DocumentSymbolResponse::DocumentSymbolList(nested)));
    }
    let mut flat = Vec::new();
    found.iter().for_each(|one| flatten(page, one, None, encoding, &mut flat));
    Ok(Some(DocumentSymbolResponse::SymbolInformationList(flat)))
}

fn nested(page: &Page, symbol: &Symbol, encoding: Encoding) -> DocumentSymbol {
    let inner: Vec<DocumentSymbol> =
        symbol.inner.iter().map(|one| nested(page, one, encoding)).collect();
    DocumentSymbol {
        name: symbol.name.clone(),
        detail: (!symbol.detail.is_empty()).then(|| symbol.detail.clone()),
        kind: symbol_kind(symbol.kind),
        tags: None,
        #[expect(deprecated, reason = "the protocol's structure has the field")]
        deprecated: None,
        range: page.range(symbol.span, encoding),
        selection_range: page.range(symbol.name_span, encoding),
        children: (!inner.is_empty()).then_some(inner),
    }
}

/// For editors that know no symbols inside of symbols.
fn flatten(
    page: &Page,
    symbol: &Symbol,
    inside: Option<&str>,
    encoding: Encoding,
    into: &mut Vec<SymbolInformation>,
) {
    let range = page.range(symbol.name_span, encoding);
    into.push(SymbolInformation {
        #[expect(deprecated, reason = "the protocol's structure has the field")]
        deprecated: None,
        location: Location { uri: Uri::from(page.uri.as_str()), range },
        base_symbol_information: BaseSymbolInformation {
            name: symbol.name.clone(),
            kind: symbol_kind(symbol.kind),
            tags: None,
            container_name: inside.map(ToOwned::to_owned),
        },
    });
    symbol.inner.iter().for_each(|one| flatten(page, one, Some(&symbol.name), encoding, into));
}

/// The things of all programs that a query finds.
pub(super) fn find(
    ask: &Ask,
    params: WorkspaceSymbolParams,
) -> Answered<Option<WorkspaceSymbolResponse>> {
    let mut found = Vec::new();
    for program in &ask.programs {
        for one in ide::find_symbols(&program.view(), &params.query) {
            let Some(location) = convert::location(program, one.location, &ask.client.can) else {
                continue;
            };
            found.push(WorkspaceSymbol {
                location: WorkspaceSymbolLocation::Location(location),
                data: None,
                base_symbol_information: BaseSymbolInformation {
                    name: one.name,
                    kind: symbol_kind(one.kind),
                    tags: None,
                    container_name: (!one.inside.is_empty()).then_some(one.inside),
                },
            });
        }
    }
    found.truncate(MOST_SYMBOLS);
    Ok(Some(WorkspaceSymbolResponse::WorkspaceSymbolList(found)))
}

/// What folds.
pub(super) fn folds(ask: &Ask, params: FoldingRangeParams) -> Answered<Option<Vec<FoldingRange>>> {
    let (snapshot, file) = ask.file(params.text_document.uri.as_ref())?;
    let page = snapshot.page(file).ok_or(Refusal::Nothing)?;
    let encoding = ask.client.can.encoding;
    let one = |fold: ide::Fold| {
        let range = page.range(fold.span, encoding);
        let whole_lines = ask.client.can.folds_lines;
        // The closing brace stays in sight.
        let end_line =
            if fold.comments { range.end.line } else { range.end.line.saturating_sub(1) };
        FoldingRange {
            start_line: range.start.line,
            start_character: (!whole_lines).then_some(range.start.character + 1),
            end_line: if whole_lines { end_line } else { range.end.line },
            end_character: (!whole_lines).then_some(range.end.character.saturating_sub(1)),
            kind: fold.comments.then_some(FoldingRangeKind::Comment),
            collapsed_text: None,
        }
    };
    let found = ide::folds(&snapshot.view(), file).into_iter().map(one);
    Ok(Some(found.filter(|fold| fold.start_line < fold.end_line).collect()))
}

/// What selections grow to.
pub(super) fn selections(
    ask: &Ask,
    params: SelectionRangeParams,
) -> Answered<Option<Vec<SelectionRange>>> {
    let (snapshot, file) = ask.file(params.text_document.uri.as_ref())?;
    let page = snapshot.page(file).ok_or(Refusal::Nothing)?;
    let encoding = ask.client.can.encoding;
    let grown = params.positions.iter().map(|at| {
        let spot = ide::Spot { file, offset: page.offset(*at, encoding) };
        let mut grown: Option<SelectionRange> = None;
        for span in ide::selections(&snapshot.view(), spot).into_iter().rev() {
            let parent = grown.take().map(Box::new);
            grown = Some(SelectionRange { range: page.range(span, encoding), parent });
        }
        grown.unwrap_or_else(|| SelectionRange {
            range: page.range(crate::base::Span::point(spot.offset), encoding),
            parent: None,
        })
    });
    Ok(Some(grown.collect()))
}

/// The lines above the lines of a file.
pub(super) fn lenses(ask: &Ask, params: CodeLensParams) -> Answered<Option<Vec<CodeLens>>> {
    if !ask.settings.lenses {
        return Ok(Some(Vec::new()));
    }
    let uri = params.text_document.uri.as_ref();
    let (snapshot, file) = ask.file(uri)?;
    let page = snapshot.page(file).ok_or(Refusal::Nothing)?;
    let place = ask.programs.iter().position(|one| std::ptr::eq(one.as_ref(), snapshot.as_ref()));
    let trial = place.and_then(|place| ask.trials.get(place)?.as_deref());
    let drawing = Drawing { ask, snapshot, page, trial };
    let found = ide::lenses(&snapshot.view(), file);
    Ok(Some(found.iter().flat_map(|lens| drawing.lens(lens)).collect()))
}

/// What lenses are made from.
struct Drawing<'a> {
    ask: &'a Ask,
    snapshot: &'a Snapshot,
    page: &'a Page,
    trial: Option<&'a Trial>,
}

impl Drawing<'_> {
    fn lens(&self, lens: &Lens) -> Vec<CodeLens> {
        let uri = self.page.uri.as_str();
        let commands = match &lens.kind {
            LensKind::Scenario { workflow, title } => {
                let argument = json!({ "uri": uri, "workflow": workflow.as_str(), "scenario": title.as_str() });
                let key = (workflow.clone(), title.clone());
                let went = self.trial.and_then(|trial| trial.passed.get(&key));
                let went = went.map(|passed| if *passed { "passed" } else { "failed" });
                let run = command("Run scenario", RUN_ONE, vec![argument]);
                std::iter::once(run).chain(went.map(said)).collect()
            }
            LensKind::Ways(ways) => {
                let title = if ways.len() == 1 {
                    "1 way in".to_owned()
                } else {
                    format!("{} ways in", ways.len())
                };
                vec![self.places(&title, lens, ways)]
            }
            LensKind::Workflow { name, started, scenarios } => {
                let mut commands = Vec::new();
                match scenarios {
                    0 => commands.push(said("no scenarios")),
                    1 => commands.push(command(
                        "Run 1 scenario",
                        RUN_ALL,
                        vec![json!({ "uri": uri, "workflow": name.as_str() })],
                    )),
                    count => commands.push(command(
                        &format!("Run {count} scenarios"),
                        RUN_ALL,
                        vec![json!({ "uri": uri, "workflow": name.as_str() })],
                    )),
                }
                let covered = self.trial.and_then(|trial| trial.covered.get(name));
                if let Some(tenths) = covered.filter(|_| *scenarios > 0) {
                    commands.push(said(&format!("coverage {} %", tenths / 10)));
                }
                if !started.is_empty() {
                    let title = format!(
                        "started in {} {}",
                        started.len(),
                        if started.len() == 1 { "place" } else { "places" }
                    );
                    commands.push(self.places(&title, lens, started));
                }
                if self.ask.client.can.knows(OPEN_GRAPH) {
                    commands.push(command(
                        "Show picture",
                        OPEN_GRAPH,
                        vec![json!(uri), json!(name.as_str())],
                    ));
                }
                commands
            }
        };
        let range = self.page.range(lens.span, self.ask.client.can.encoding);
        commands
            .into_iter()
            .map(|command| CodeLens { range, command: Some(command), data: None })
            .collect()
    }

    /// A lens that shows places, where the editor can show them.
    fn places(&self, title: &str, lens: &Lens, places: &[crate::base::Location]) -> Command {
        let can = &self.ask.client.can;
        if !can.knows(SHOW_REFERENCES) {
            return said(title);
        }
        let places =
            places.iter().filter_map(|place| convert::location(self.snapshot, *place, can));
        let places: Vec<Location> = places.collect();
        let at = self.page.position(lens.span.start, can.encoding);
        let arguments = vec![json!(self.page.uri), json!(at), json!(places)];
        command(title, SHOW_REFERENCES, arguments)
    }
}

/// A lens that only says something.
fn said(title: &str) -> Command {
    Command { title: title.to_owned(), tooltip: None, command: String::new(), arguments: None }
}

fn command(title: &str, command: &str, arguments: Vec<Value>) -> Command {
    Command {
        title: title.to_owned(),
        tooltip: None,
        command: command.to_owned(),
        arguments: Some(arguments),
    }
}
