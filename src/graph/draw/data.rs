//! A step graph as data: versioned, in a stable order.

use serde::Serialize;

use super::text::head;
use crate::base::{Name, Sources};
use crate::graph::{Node, StepGraph};

/// The version of the form. It rises when a reader of the old form would go wrong.
pub const DRAWING_VERSION: u32 = 1;

/// The graphs of all workflows of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Drawing {
    /// The version of this form.
    pub version: u32,
    /// In order of file and place.
    pub workflows: Vec<DrawnWorkflow>,
}

/// The graph of a workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DrawnWorkflow {
    /// Its name.
    pub name: Name,
    /// What people read.
    pub title: Name,
    /// In order of the source.
    pub steps: Vec<DrawnStep>,
    /// By the node they leave: steps in order, then the entry.
    pub ways: Vec<DrawnWay>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DrawnStep {
    /// Its id.
    pub id: Name,
    /// Its verb.
    pub verb: Name,
    /// As it is written, on one line, without its label and block.
    pub text: String,
    /// The file it stands in.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalars.
    pub column: u32,
    /// Whether a run waits there for the world.
    pub waits: bool,
}

/// An outcome of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DrawnWay {
    /// Where it comes from.
    pub from: DrawnEnd,
    /// Where it leads.
    pub to: DrawnEnd,
    /// The outcome, as people write it: `timeout 1h`.
    pub outcome: String,
    /// Whether the program says where it leads.
    pub written: bool,
    /// Whether it can happen.
    pub possible: bool,
}

/// Where a run can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DrawnEnd {
    /// Before the first step.
    Entry,
    /// At a step, by its id.
    Step(Name),
    /// Ended as meant.
    End,
    /// Ended as failed.
    Failed,
    /// Ended as timed out.
    TimedOut,
}

/// The graphs as data.
#[must_use]
pub fn data(graphs: &[StepGraph<'_>], sources: &Sources) -> Drawing {
    let workflows = graphs.iter().map(|graph| workflow(graph, sources)).collect();
    Drawing { version: DRAWING_VERSION, workflows }
}

fn workflow(graph: &StepGraph<'_>, sources: &Sources) -> DrawnWorkflow {
    let steps = graph.steps().map(|(ix, step)| {
        let source = sources.get(step.line.head.file);
        let position = source.map(|source| source.position(step.line.head.span.start));
        DrawnStep {
            id: step.id.clone(),
            verb: Name::new_static(step.decl.verb),
            text: head(step, sources),
            file: source.map_or_else(String::new, |source| source.name().to_owned()),
            line: position.map_or(1, |position| position.line),
            column: position.map_or(1, |position| position.column),
            waits: graph.step_waits(ix),
        }
    });
    let ways = graph.nodes().flat_map(|node| graph.ways(node)).map(|going| DrawnWay {
        from: end(graph, going.from),
        to: end(graph, going.to),
        outcome: going.edge.to_string(),
        written: going.edge.written,
        possible: going.edge.possible,
    });
    DrawnWorkflow {
        name: graph.workflow().name.clone(),
        title: graph.workflow().title.clone(),
        steps: steps.collect(),
        ways: ways.collect(),
    }
}

fn end(graph: &StepGraph<'_>, node: Node) -> DrawnEnd {
    match node {
        Node::Entry => DrawnEnd::Entry,
        Node::Step(ix) => {
            graph.step(ix).map_or(DrawnEnd::End, |step| DrawnEnd::Step(step.id.clone()))
        }
        Node::End => DrawnEnd::End,
        Node::Failed => DrawnEnd::Failed,
        Node::TimedOut => DrawnEnd::TimedOut,
    }
}
