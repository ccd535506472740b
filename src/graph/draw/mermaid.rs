//! A step graph for mermaid.

use std::fmt::Write as _;

use super::edges::{id, lines};
use super::text::{cut, head};
use crate::base::Sources;
use crate::graph::{Node, StepGraph};
use crate::program::{Kind, Step};

/// How much of a step is shown, in columns.
const SHOWN: usize = 60;

/// The graph as a mermaid flow chart. Ends nobody reaches are left out; a dotted line is a default
/// that the program does not write.
#[must_use]
pub fn mermaid(graph: &StepGraph<'_>, sources: &Sources) -> String {
    let mut out = String::from("flowchart TD\n");
    let title = graph.heading();
    let _ = writeln!(out, "  begin([\"{}\"])", quoted(&cut(title, SHOWN)));
    for (ix, step) in graph.steps() {
        let shown = cut(&head(step, sources), SHOWN);
        let text = format!("{}<br/>{}", quoted(&step.id), quoted(&shown));
        let (open, close) = shape(step);
        let _ = writeln!(out, "  {}{open}\"{text}\"{close}", id(graph, Node::Step(ix)));
    }
    let drawn: Vec<(Node, Vec<_>)> = graph.nodes().map(|node| (node, lines(graph, node))).collect();
    for (end, text) in [(Node::End, "end"), (Node::Failed, "failed"), (Node::TimedOut, "timed out")]
    {
        if drawn.iter().flat_map(|(_, lines)| lines).any(|line| line.to == end) {
            let _ = writeln!(out, "  {}((\"{text}\"))", id(graph, end));
        }
    }
    for (from, lines) in &drawn {
        for line in lines {
            let arrow = if line.written { "-->" } else { "-.->" };
            let names: Vec<String> = line.names.iter().map(|name| quoted(name)).collect();
            let label = if names.is_empty() {
                String::new()
            } else {
                format!("|\"{}\"|", names.join("<br/>"))
            };
            let _ = writeln!(out, "  {} {arrow}{label} {}", id(graph, *from), id(graph, line.to));
        }
    }
    out
}

/// The brackets around a step's text: a diamond where the way depends, a flag for jumps.
fn shape(step: &Step) -> (&'static str, &'static str) {
    match step.kind {
        Kind::Branch { .. } => ("{", "}"),
        Kind::Jump { .. } => (">", "]"),
        Kind::Act | Kind::Set { .. } | Kind::Start { .. } | Kind::End => ("[", "]"),
    }
}

/// Text between double quotes, where mermaid reads `#…;` as a character, `<…>` as markup, and a
/// back-tick as markdown.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '&' => out.push_str("#amp;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '`' => out.push_str("#96;"),
            '\\' => out.push_str("#92;"),
            '\n' => out.push_str("<br/>"),
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
    fn what_mermaid_reads_as_its_own_is_escaped() {
        assert_eq!(
            quoted("a \"b\" #1 <c> `d`\ne"),
            "a #quot;b#quot; #35;1 #lt;c#gt; #96;d#96;<br/>e"
        );
        assert_eq!(quoted("[x] {y} (z) | é 日"), "[x] {y} (z) | é 日");
    }
}
