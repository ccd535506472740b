//! The steps of a changed workflow for mermaid: what is new, gone and changed in one chart.

use std::fmt::Write as _;

use super::chart::{Chart, Drawn, Line, Spot};
use super::model::{Change, WorkflowChange};
use crate::graph::draw::{cut, one_line, quoted_for_mermaid as quoted};
use crate::plan::{StepKind, WorkflowPlan, show_head};

/// How much of a step is shown, in columns.
const SHOWN: usize = 60;
/// How much of a condition.
const SHOWN_ON_LINES: usize = 40;

/// A changed workflow as a mermaid flow chart, with a legend. Green is new, red and dashed is gone,
/// yellow has changed; a dotted line is a default that the program does not write.
///
/// *Limits*: of a large workflow only the changed steps and those beside them are drawn, and no
/// more of them than pages draw.
#[must_use]
pub fn mermaid(
    old: Option<&WorkflowPlan>,
    new: Option<&WorkflowPlan>,
    told: &WorkflowChange,
) -> String {
    let chart = Chart::new(old, new, told);
    let mut out = String::from("flowchart TD\n");
    let plan = new.or(old);
    let title =
        plan.map_or("", |plan| if plan.title.is_empty() { &plan.name } else { &plan.title });
    let _ = writeln!(out, "  begin([\"{}\"])", quoted(&cut(title, SHOWN)));
    for drawn in &chart.steps {
        put_step(drawn, &mut out);
    }
    for (end, text) in [(Spot::End, "end"), (Spot::Failed, "failed"), (Spot::TimedOut, "timed out")]
    {
        if chart.lines.iter().any(|line| line.to == end) {
            let _ = writeln!(out, "  {}((\"{text}\"))", id(end));
        }
    }
    if chart.left_out > 0 {
        let more = format!("{} more steps, unchanged or too many", chart.left_out);
        let _ = writeln!(out, "  left_out[/\"{more}\"/]");
    }
    for line in &chart.lines {
        put_line(line, &mut out);
    }
    put_colours(&chart, &mut out);
    out
}

fn put_step(drawn: &Drawn<'_>, out: &mut String) {
    let text = cut(&one_line(&show_head(&drawn.step.kind)), SHOWN);
    let (open, close) = match drawn.step.kind {
        StepKind::Branch { .. } => ("{", "}"),
        StepKind::Jump { .. } => (">", "]"),
        StepKind::Act { .. } | StepKind::Set { .. } | StepKind::Start { .. } | StepKind::End => {
            ("[", "]")
        }
    };
    let text = format!("{}<br/>{}", quoted(&drawn.step.id), quoted(&text));
    let class = drawn.change.map_or_else(String::new, |change| format!(":::{}", word(change)));
    let _ = writeln!(out, "  {}{open}\"{text}\"{close}{class}", id(drawn.spot));
}

fn put_line(line: &Line, out: &mut String) {
    let names: Vec<String> =
        line.names.iter().map(|name| quoted(&cut(name, SHOWN_ON_LINES))).collect();
    let label =
        if names.is_empty() { String::new() } else { format!("|\"{}\"|", names.join("<br/>")) };
    let arrow = if line.written { "-->" } else { "-.->" };
    let _ = writeln!(out, "  {} {arrow}{label} {}", id(line.from), id(line.to));
}

/// Classes, the colours of lines by their numbers, and what they mean.
fn put_colours(chart: &Chart<'_>, out: &mut String) {
    out.push_str("  subgraph legend[\" \"]\n    direction LR\n");
    for change in [Change::Added, Change::Removed, Change::Changed] {
        let word = word(change);
        let _ = writeln!(out, "    legend_{word}[\"{word}\"]:::{word}");
    }
    out.push_str("  end\n");
    for change in [Change::Added, Change::Removed, Change::Changed] {
        let (fill, stroke, style) = colours(change);
        let _ = writeln!(
            out,
            "  classDef {} fill:{fill},stroke:{stroke},{style},color:#1f2328",
            word(change)
        );
    }
    for change in [Change::Added, Change::Removed, Change::Changed] {
        let lines = chart.lines.iter().enumerate();
        let numbers: Vec<String> = lines
            .filter(|(_, line)| line.change == Some(change))
            .map(|(at, _)| at.to_string())
            .collect();
        if !numbers.is_empty() {
            let (_, stroke, style) = colours(change);
            let _ = writeln!(out, "  linkStyle {} stroke:{stroke},{style}", numbers.join(","));
        }
    }
}

/// The fill, the stroke and its style: readable on light pages and dark ones, and told apart
/// without colours too.
const fn colours(change: Change) -> (&'static str, &'static str, &'static str) {
    match change {
        Change::Added => ("#dafbe1", "#1a7f37", "stroke-width:3px"),
        Change::Removed => ("#ffebe9", "#cf222e", "stroke-dasharray:5 4"),
        Change::Changed => ("#fff8c5", "#9a6700", "stroke-width:2px"),
    }
}

const fn word(change: Change) -> &'static str {
    match change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Changed => "changed",
    }
}

/// Ids of our own making: `end` and other words are taken by mermaid.
fn id(spot: Spot) -> String {
    match spot {
        Spot::Begin => "begin".to_owned(),
        Spot::Step(at) => format!("s{at}"),
        Spot::Gone(at) => format!("g{at}"),
        Spot::End => "ended".to_owned(),
        Spot::Failed => "failed".to_owned(),
        Spot::TimedOut => "timed_out".to_owned(),
    }
}
