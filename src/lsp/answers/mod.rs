//! What is answered to each request.

mod assist;
mod edit;
mod graph;
mod look;
mod outline;

use gen_lsp_types as lsp;
use lsp_server::ResponseError;
use serde_json::Value;

use super::commands;
use super::findings;
use super::router::{Ask, Router};

/// The answer to a request.
pub(super) fn answer(ask: &Ask, method: &str, params: Value) -> Result<Value, ResponseError> {
    Router::new(ask, method, params)
        .on::<lsp::CompletionRequest>(assist::complete)
        .on::<lsp::SignatureHelpRequest>(assist::signature)
        .on::<lsp::HoverRequest>(look::hover)
        .on::<lsp::DefinitionRequest>(look::definition)
        .on::<lsp::ReferencesRequest>(look::references)
        .on::<lsp::DocumentHighlightRequest>(look::highlights)
        .on::<lsp::SemanticTokensRequest>(look::tokens)
        .on::<lsp::SemanticTokensRangeRequest>(look::tokens_within)
        .on::<lsp::InlayHintRequest>(look::hints)
        .on::<lsp::CodeLensRequest>(outline::lenses)
        .on::<lsp::DocumentSymbolRequest>(outline::symbols)
        .on::<lsp::WorkspaceSymbolRequest>(outline::find)
        .on::<lsp::FoldingRangeRequest>(outline::folds)
        .on::<lsp::SelectionRangeRequest>(outline::selections)
        .on::<lsp::DocumentFormattingRequest>(edit::format)
        .on::<lsp::PrepareRenameRequest>(edit::prepare_rename)
        .on::<lsp::RenameRequest>(edit::rename)
        .on::<lsp::CodeActionRequest>(edit::actions)
        .on::<lsp::DocumentDiagnosticRequest>(findings::pull)
        .on::<lsp::WorkspaceDiagnosticRequest>(findings::pull_all)
        .on::<lsp::ExecuteCommandRequest>(commands::execute)
        .custom(graph::GRAPH, graph::graph)
        .finish()
}
