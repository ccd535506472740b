//! A step graph for graphviz.

use std::fmt::Write as _;

use super::edges::{id, lines};
use super::text::{cut, head};
use crate::base::Sources;
use crate::graph::{Node, StepGraph};
use crate::program::{Kind, Step};

/// How much of a step is shown, in columns.
const SHOWN: usize = 60;

/// The graph in the language of graphviz. Dashed lines are defaults that the program does not
/// write.
#[must_use]
pub fn dot(graph: &StepGraph<'_>, sources: &Sources) -> String {
    let workflow = graph.workflow();
    let title = graph.heading();
    let mut out = format!("digraph \"{}\" {{\n", quoted(&workflow.name));
    out.push_str("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    out.push_str("  edge [fontname=\"sans-serif\"];\n");
    let _ = writeln!(out, "  begin [label=\"{}\", shape=oval];", quoted(&cut(title, SHOWN)));
    for (ix, step) in graph.steps() {
        let shown = cut(&head(step, sources), SHOWN);
        let text = format!("{}\\n{}", quoted(&step.id), quoted(&shown));
        let _ = writeln!(out, "  s{} [label=\"{text}\"{}];", graph.ordinal_of(ix), shape(step));
    }
    let drawn: Vec<(Node, Vec<_>)> = graph.nodes().map(|node| (node, lines(graph, node))).collect();
    for (end, text) in [(Node::End, "end"), (Node::Failed, "failed"), (Node::TimedOut, "timed out")]
    {
        if drawn.iter().flat_map(|(_, lines)| lines).any(|line| line.to == end) {
            let _ = writeln!(out, "  {} [label=\"{text}\", shape=doublecircle];", id(graph, end));
        }
    }
    for (from, lines) in &drawn {
        for line in lines {
            let names: Vec<String> = line.names.iter().map(|name| quoted(name)).collect();
            let style = if line.written { "solid" } else { "dashed" };
            let _ = writeln!(
                out,
                "  {} -> {} [label=\"{}\", style={style}];",
                id(graph, *from),
                id(graph, line.to),
                names.join("\\n"),
            );
        }
    }
    out.push_str("}\n");
    out
}

fn shape(step: &Step) -> &'static str {
    match step.kind {
        Kind::Branch { .. } => ", shape=diamond, style=solid",
        Kind::Jump { .. } => ", shape=cds, style=solid",
        Kind::Act | Kind::Set { .. } | Kind::Start { .. } | Kind::End => "",
    }
}

/// Text between double quotes, where `\` begins an escape and `&…;` is a character.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_graphviz_reads_as_its_own_is_escaped() {
        assert_eq!(quoted("a \"b\" \\N &amp; {c}\nd"), "a \\\"b\\\" \\\\N &amp;amp; {c}\\nd");
    }
}
