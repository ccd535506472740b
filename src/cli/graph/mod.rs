//! `rondel graph`: the steps of workflows and where they lead, as a picture.

mod picture;

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use picture::Picture;

use super::Exit;
use super::output::Output;
use super::program::{look_through, open_whole, say_errors};
use crate::base::nearest;
use crate::compile::Checked;
use crate::graph::StepGraph;
use crate::graph::draw::{self, DRAWING_VERSION, Drawing, Paint};
use crate::project::{Problem, Project};
use crate::report::Tint;
use crate::vocabulary::codes;

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

    /// How the graph is written; by default as the name of the file says, else as an outline
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,

    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    picture: Picture,
}

const EXAMPLES: &str = "\
Examples:
  rondel graph lead_intake                    one workflow of this folder
  rondel graph examples/round_robin           every workflow of another
  rondel graph lead_intake --format mermaid   for a page that draws mermaid
  rondel graph --format dot | dot -Tsvg       for graphviz
  rondel graph lead_intake -o leads.svg       a picture, light or dark as its reader likes it
  rondel graph lead_intake -o leads.png       the same as pixels, for slides
  rondel graph menu -o menu.png --font NotoSansJP.ttf
                                              with letters that the embedded font does not have
  rondel graph -o shop.html --coverage        one page of every workflow, to pan, zoom and search,
                                              with what the scenarios went through";

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
    /// A picture that stays sharp at any size
    Svg,
    /// A picture as pixels
    #[cfg(feature = "picture")]
    Png,
    /// One page that needs nothing else: every workflow, to pan, zoom and search
    Html,
}

impl Format {
    /// What the name of a file says.
    fn of_file(path: &Path) -> Option<Self> {
        let end = path.extension()?.to_str()?;
        match end {
            "mmd" | "mermaid" => Some(Self::Mermaid),
            "dot" | "gv" => Some(Self::Dot),
            "htm" => Some(Self::Html),
            _ => Self::from_str(end, true).ok(),
        }
    }

    const fn is_picture(self) -> bool {
        match self {
            Self::Outline | Self::Mermaid | Self::Dot | Self::Json => false,
            Self::Svg | Self::Html => true,
            #[cfg(feature = "picture")]
            Self::Png => true,
        }
    }

    const fn is_pixels(self) -> bool {
        match self {
            Self::Outline | Self::Mermaid | Self::Dot | Self::Json | Self::Svg | Self::Html => {
                false
            }
            #[cfg(feature = "picture")]
            Self::Png => true,
        }
    }

    /// What it is called where it shows one workflow and no more.
    const fn single(self) -> Option<&'static str> {
        match self {
            Self::Outline | Self::Dot | Self::Json | Self::Html => None,
            Self::Mermaid => Some("a mermaid chart"),
            Self::Svg => Some("a picture"),
            #[cfg(feature = "picture")]
            Self::Png => Some("a picture"),
        }
    }
}

/// A workflow that is to be shown.
struct One<'a> {
    project: &'a Project,
    checked: &'a Checked,
    /// All graphs of its program.
    graphs: &'a [StepGraph<'a>],
    graph: &'a StepGraph<'a>,
}

impl Graph {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        let ended = self.try_run(output);
        output.end(ended)
    }

    fn try_run(&self, output: &mut Output) -> Result<Exit, Problem> {
        let format = self.settle(output)?;
        let (mut paths, names): (Vec<PathBuf>, Vec<PathBuf>) =
            self.what.iter().cloned().partition(|what| is_path(what));
        if paths.is_empty() {
            paths.push(PathBuf::from("."));
        }
        let Some(projects) = open_whole(&paths, output) else { return Ok(Exit::Failed) };
        let checked: Vec<Checked> = projects.iter().map(look_through).collect();
        let mut wrong = false;
        for (project, checked) in projects.iter().zip(&checked) {
            let mut reports = checked.reports.clone();
            if format == Format::Html || self.picture.shows_findings() {
                // What was understood can be drawn, with what is wrong on it.
                reports.retain(|report| codes::FIRM.contains(&report.code));
            }
            wrong |= say_errors(project, reports, output);
        }
        if wrong {
            return Ok(Exit::Found);
        }
        let names: Vec<String> = names.iter().map(|name| name.display().to_string()).collect();
        let graphs: Vec<Vec<StepGraph<'_>>> = checked.iter().map(Checked::graphs).collect();
        let all =
            projects.iter().zip(&checked).zip(&graphs).flat_map(|((project, checked), all)| {
                all.iter().map(move |graph| One { project, checked, graphs: all, graph })
            });
        let chosen = choose(all.collect(), &names, format)?;
        let bytes = self.draw(format, &chosen, output)?;
        if let Some(problem) = self.picture.unmeasured(&chosen) {
            output.warning(&problem);
        }
        match self.file() {
            Some(path) => {
                fs::write(path, bytes).map_err(|error| Problem::io("write", path, &error))?;
            }
            None => output.answer_bytes(&bytes),
        }
        Ok(Exit::Clean)
    }

    /// The file to write to; none for standard output, which is also called `-`.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// The format, by its name or by that of the file, and whether everything fits it.
    fn settle(&self, output: &Output) -> Result<Format, Problem> {
        let by_name = self.file().and_then(Format::of_file);
        let format = match (self.format.or(by_name), self.file()) {
            (None, Some(path)) if !is_for_text(path) => return Err(unknown_end(path)),
            (format, _) => format.unwrap_or(Format::Outline),
        };
        if let Some(option) = self.picture.stray(format) {
            let (only, formats) = match option {
                "`--scale`" => ("`--format png`", "`--format png`"),
                _ => ("pictures", "`--format svg`, `png` or `html`"),
            };
            let problem = Problem::new(format!("only {only} can have {option}"));
            return Err(problem.help(format!("add {formats}, or leave it out")));
        }
        if format.is_pixels() && self.file().is_none() && output.is_terminal() {
            let problem = Problem::new("a terminal cannot show the bytes of a picture");
            return Err(problem.help("say where to write it, as in `--output picture.png`"));
        }
        Ok(format)
    }

    fn draw(
        &self,
        format: Format,
        chosen: &[One<'_>],
        output: &mut Output,
    ) -> Result<Vec<u8>, Problem> {
        match format {
            Format::Html => self.picture.page(chosen).map(String::into_bytes),
            #[cfg(feature = "picture")]
            Format::Png => {
                chosen.first().map_or_else(|| Err(none()), |one| self.picture.png(one, output))
            }
            Format::Svg => {
                let svg = chosen.first().map_or_else(|| Err(none()), |one| self.picture.svg(one));
                svg.map(String::into_bytes)
            }
            Format::Json => json(chosen).map(String::into_bytes),
            Format::Mermaid => {
                Ok(texts(chosen, |one| draw::mermaid(one.graph, &one.project.sources)))
            }
            Format::Dot => Ok(texts(chosen, |one| draw::dot(one.graph, &one.project.sources))),
            Format::Outline => {
                let plain = draw::Palette::default();
                let palette = if self.file().is_some() { plain } else { outline_palette(output) };
                let columns = output.human().width;
                Ok(texts(chosen, |one| {
                    draw::outline(one.graph, &one.project.sources, columns, &palette)
                }))
            }
        }
    }
}

/// The workflows that are meant.
fn choose<'a>(
    all: Vec<One<'a>>,
    names: &[String],
    format: Format,
) -> Result<Vec<One<'a>>, Problem> {
    let known: Vec<&str> = all.iter().map(|one| one.graph.workflow().name.as_str()).collect();
    if let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) {
        let problem = Problem::new(format!("there is no workflow `{name}`"));
        return Err(problem.help(match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => offer(&known),
        }));
    }
    let offered = offer(&known);
    let is_meant = |one: &One<'_>| {
        names.is_empty() || names.iter().any(|name| *name == one.graph.workflow().name)
    };
    let chosen: Vec<One<'a>> = all.into_iter().filter(is_meant).collect();
    match format.single() {
        Some(what) if chosen.len() > 1 => {
            let more = if format.is_picture() { ", or take `--format html`" } else { "" };
            let problem = Problem::new(format!("{what} shows one workflow"));
            Err(problem.help(format!("{offered}{more}")))
        }
        Some(_) | None => Ok(chosen),
    }
}

fn none() -> Problem {
    Problem::new("there is no workflow to show").help("write a workflow first")
}

fn texts(chosen: &[One<'_>], drawn: impl Fn(&One<'_>) -> String) -> Vec<u8> {
    chosen.iter().map(drawn).collect::<Vec<_>>().join("\n").into_bytes()
}

fn json(chosen: &[One<'_>]) -> Result<String, Problem> {
    let drawn = chosen.iter().flat_map(|one| {
        draw::data(std::slice::from_ref(one.graph), &one.project.sources).workflows
    });
    let drawing = Drawing { version: DRAWING_VERSION, workflows: drawn.collect() };
    let text = serde_json::to_string_pretty(&drawing);
    text.map(|text| text + "\n")
        .map_err(|error| Problem::new(format!("cannot write the graph: {error}")))
}

/// Whether an argument is a place to look in rather than the name of a workflow.
fn is_path(what: &Path) -> bool {
    let written = what.to_string_lossy();
    written.contains(['/', '\\', '.']) || what.exists()
}

/// Whether a file may hold an outline, by its name: one without an end, or for any text.
fn is_for_text(path: &Path) -> bool {
    let end = path.extension().unwrap_or_default().to_ascii_lowercase();
    end.is_empty() || end == "txt" || end == "md"
}

fn unknown_end(path: &Path) -> Problem {
    let end = path.extension().unwrap_or_default().display();
    Problem::new(format!("no format of a graph is known by the end `.{end}`"))
        .help("let the name end with `.svg`, `.png`, `.html` or `.txt`, or add `--format`")
}

fn offer(known: &[&str]) -> String {
    /// Most workflows that are named.
    const NAMED: usize = 12;
    let named: Vec<String> = known.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    match known.len().checked_sub(NAMED) {
        _ if named.is_empty() => "write a workflow first".to_owned(),
        None | Some(0) => format!("name one of {}", named.join(", ")),
        Some(more) => format!("name one of {} and {more} more", named.join(", ")),
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
