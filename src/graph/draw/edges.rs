//! The edges worth drawing.

use crate::graph::{Edge, Node, StepGraph, Way};

/// One line between two nodes; several outcomes that lead to one node share it.
pub(super) struct Line {
    pub(super) to: Node,
    /// The names of its outcomes; the plain way on has none.
    pub(super) names: Vec<String>,
    /// Whether the program says so anywhere.
    pub(super) written: bool,
}

/// The lines that leave a node. What goes on as if nothing had happened is not drawn.
pub(super) fn lines(graph: &StepGraph<'_>, node: Node) -> Vec<Line> {
    lines_named(graph, node, |edge| edge.to_string())
}

/// The same, with other names for outcomes.
pub(super) fn lines_named(
    graph: &StepGraph<'_>,
    node: Node,
    named: impl Fn(&Edge<'_>) -> String,
) -> Vec<Line> {
    let behind = match node {
        Node::Step(ix) => Some(graph.behind(ix)),
        Node::Entry | Node::End | Node::Failed | Node::TimedOut => None,
    };
    let plain_on = graph.possible(node).any(|going| is_plain(&going.edge.way));
    let mut lines: Vec<Line> = Vec::new();
    for going in graph.possible(node) {
        let edge = going.edge;
        let silent = !edge.written && plain_on && Some(going.to) == behind;
        let plain = is_plain(&edge.way);
        if silent && !plain {
            continue;
        }
        let name = (!plain).then(|| named(edge));
        match lines.iter_mut().find(|line| line.to == going.to && line.names.is_empty() == plain) {
            Some(line) => {
                line.names.extend(name);
                line.written |= edge.written;
            }
            None => lines.push(Line {
                to: going.to,
                names: name.into_iter().collect(),
                written: edge.written || plain,
            }),
        }
    }
    lines
}

/// Whether a way needs no name in a drawing.
fn is_plain(way: &Way<'_>) -> bool {
    match way {
        Way::Begin | Way::Next(_) | Way::Jump | Way::Stop => true,
        Way::BeginAt | Way::Outcome { .. } | Way::Arm { .. } | Way::NoArm => false,
    }
}

/// Ids of our own making: `end` and other words are taken by mermaid.
pub(super) fn id(graph: &StepGraph<'_>, node: Node) -> String {
    match node {
        Node::Entry => "begin".to_owned(),
        Node::Step(ix) => format!("s{}", graph.ordinal_of(ix)),
        Node::End => "ended".to_owned(),
        Node::Failed => "failed".to_owned(),
        Node::TimedOut => "timed_out".to_owned(),
    }
}
