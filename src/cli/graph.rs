//! `rondel graph`: the steps of workflows and where they lead, as a picture.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Exit;
use super::output::Output;
use super::program::{look_through, open_whole, say_errors};
use crate::base::nearest;
use crate::compile::Checked;
use crate::graph::StepGraph;
use crate::graph::draw::{self, DRAWING_VERSION, Drawing, Paint};
use crate::project::{Problem, Project};
use crate::report::Tint;

/// Show where the steps of a workflow lead
///
/// The outline is for the terminal; the other formats are for pictures and programs.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Graph {
    /// Workflows, by name, and files or folders to look for them in
    ///
    /// Without a name, every workflow is shown; without a path, this folder is looked through.
    #[arg(value_name = "WORKFLOW|PATH")]
    what: Vec<PathBuf>,

    /// How the graph is written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Outline)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  rondel graph lead_intake                    one workflow of this folder
  rondel graph examples/round_robin           every workflow of another
  rondel graph lead_intake --format mermaid   for a page that draws mermaid
  rondel graph --format dot | dot -Tsvg       for graphviz";

/// How the graph is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Indented lines, for the terminal
    Outline,
    /// A mermaid flow chart
    Mermaid,
    /// The language of graphviz
    Dot,
    /// One document with everything, for programs
    Json,
}

impl Graph {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let (mut paths, names): (Vec<PathBuf>, Vec<PathBuf>) =
            self.what.iter().cloned().partition(|what| is_path(what));
        if paths.is_empty() {
            paths.push(PathBuf::from("."));
        }
        let Some(projects) = open_whole(&paths, output) else { return Exit::Failed };
        let checked: Vec<Checked> = projects.iter().map(look_through).collect();
        let mut wrong = false;
        for (project, checked) in projects.iter().zip(&checked) {
            wrong |= say_errors(project, checked.reports.clone(), output);
        }
        if wrong {
            return Exit::Found;
        }
        let names: Vec<String> = names.iter().map(|name| name.display().to_string()).collect();
        let graphs: Vec<(&Project, Vec<StepGraph<'_>>)> =
            projects.iter().zip(&checked).map(|(one, checked)| (one, checked.graphs())).collect();
        match self.draw(&graphs, &names, output) {
            Ok(text) => {
                output.answer(&text);
                Exit::Clean
            }
            Err(problem) => {
                output.problem(&problem);
                Exit::Failed
            }
        }
    }

    fn draw(
        &self,
        graphs: &[(&Project, Vec<StepGraph<'_>>)],
        names: &[String],
        output: &Output,
    ) -> Result<String, Problem> {
        let all = || graphs.iter().flat_map(|(one, graphs)| graphs.iter().map(move |g| (one, g)));
        let known: Vec<&str> = all().map(|(_, graph)| graph.workflow().name.as_str()).collect();
        if let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) {
            let problem = Problem::new(format!("there is no workflow `{name}`"));
            return Err(problem.help(match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => offer(&known),
            }));
        }
        let chosen = |graph: &StepGraph<'_>| {
            names.is_empty() || names.iter().any(|name| *name == graph.workflow().name)
        };
        let chosen: Vec<_> = all().filter(|(_, graph)| chosen(graph)).collect();
        if self.format == Format::Mermaid && chosen.len() > 1 {
            let problem = Problem::new("a mermaid chart shows one workflow");
            return Err(problem.help(offer(&known)));
        }
        if self.format == Format::Json {
            let drawn = chosen.iter().flat_map(|(project, graph)| {
                draw::data(std::slice::from_ref(*graph), &project.sources).workflows
            });
            let drawing = Drawing { version: DRAWING_VERSION, workflows: drawn.collect() };
            let text = serde_json::to_string_pretty(&drawing);
            return text
                .map(|text| text + "\n")
                .map_err(|error| Problem::new(format!("cannot write the graph: {error}")));
        }
        let human = output.human();
        let palette = outline_palette(output);
        let texts: Vec<String> = chosen
            .iter()
            .map(|(project, graph)| match self.format {
                Format::Mermaid => draw::mermaid(graph, &project.sources),
                Format::Dot => draw::dot(graph, &project.sources),
                Format::Outline | Format::Json => {
                    draw::outline(graph, &project.sources, human.width, &palette)
                }
            })
            .collect();
        Ok(texts.join("\n"))
    }
}

/// Whether an argument is a place to look in rather than the name of a workflow.
fn is_path(what: &Path) -> bool {
    let written = what.to_string_lossy();
    written.contains(['/', '\\', '.']) || what.exists()
}

fn offer(known: &[&str]) -> String {
    let known: Vec<String> = known.iter().take(12).map(|name| format!("`{name}`")).collect();
    if known.is_empty() {
        "write a workflow first".to_owned()
    } else {
        format!("name one of {}", known.join(", "))
    }
}

fn outline_palette(output: &Output) -> draw::Palette {
    let palette = output.palette();
    let paint = |tint| Paint { on: palette.begin(tint), off: palette.end() };
    draw::Palette {
        name: paint(Tint::Strong),
        verb: paint(Tint::Note),
        outcome: paint(Tint::Frame),
        mark: paint(Tint::Warning),
        quiet: paint(Tint::Quiet),
    }
}
