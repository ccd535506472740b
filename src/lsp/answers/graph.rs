//! The picture of a workflow, for editors that show it beside the text.

use gen_lsp_types::{Position, Range, TextDocumentIdentifier};
use serde::{Deserialize, Serialize};

use crate::base::{Location, Span};
use crate::graph::StepGraph;
use crate::graph::draw::{self, Fonts, Painting, Theme};
use crate::lsp::router::{Answered, Ask, Refusal};
use crate::program::Workflow;

/// The request's name.
pub(super) const GRAPH: &str = "rondel/graph";

/// Which picture is asked for: that of a workflow by its name, or of the one at a position, or of
/// the first of the file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GraphParams {
    text_document: TextDocumentIdentifier,
    position: Option<Position>,
    workflow: Option<String>,
}

/// A picture.
#[derive(Debug, Serialize)]
pub(super) struct Graph {
    /// The workflow it is of.
    workflow: String,
    /// The picture, in colours that follow `data-theme` of its root.
    svg: String,
    /// The step at the position, if there is one.
    step: Option<String>,
    /// Where each step stands in the text.
    steps: Vec<Placed>,
}

/// A step and its place in the text.
#[derive(Debug, Serialize)]
struct Placed {
    id: String,
    uri: String,
    range: Range,
}

/// Draws the picture of a workflow, with what was found in it.
pub(super) fn graph(ask: &Ask, params: GraphParams) -> Answered<Option<Graph>> {
    let (snapshot, file) = ask.file(params.text_document.uri.as_ref())?;
    let encoding = ask.client.can.encoding;
    let page = snapshot.page(file).ok_or(Refusal::Nothing)?;
    let offset = params.position.map(|at| page.offset(at, encoding));
    let program = snapshot.view().program;
    let own = || program.workflows.iter().filter(|one| one.file == file);
    let holds =
        |one: &&Workflow| offset.is_some_and(|at| one.span.start <= at && at <= one.span.end);
    let workflow = match &params.workflow {
        Some(name) => program.workflows.iter().find(|one| one.name == name.as_str()),
        None if offset.is_some() => own().find(holds),
        None => own().next(),
    };
    let Some(workflow) = workflow else { return Ok(None) };
    let graphs = StepGraph::all(program);
    let drawn = graphs.iter().find(|one| std::ptr::eq(one.workflow(), workflow));
    let drawn = drawn.ok_or(Refusal::Nothing)?;
    let mut painting = Painting::new(drawn);
    painting.find(drawn, snapshot.findings().iter());
    let at = offset.filter(|_| workflow.file == file);
    let step = at.and_then(|at| {
        let place = Location { file, span: Span::point(at) };
        // `workflow/step`; without a step, the workflow alone.
        program.anchor(place).split_once('/').map(|(_, step)| step.to_owned())
    });
    let steps = drawn.steps().filter_map(|(_, step)| {
        let (uri, range) = snapshot.range(step.line.head, encoding)?;
        Some(Placed { id: step.id.to_string(), uri: uri.to_owned(), range })
    });
    Ok(Some(Graph {
        workflow: workflow.name.to_string(),
        svg: draw::svg(
            drawn,
            &snapshot.project.sources,
            Some(&painting),
            Theme::Auto,
            &Fonts::default(),
        ),
        step,
        steps: steps.collect(),
    }))
}
