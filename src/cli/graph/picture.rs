//! Workflows as pictures: what is painted on them, and in which form they are written.

use std::num::NonZeroUsize;

use clap::{Args, ValueEnum};

use super::{Format, One, none};
use crate::compile::{Checked, plans};
use crate::graph::draw::{self, Painting, Theme};
use crate::lint::Facts;
use crate::project::Problem;
use crate::scenario::coverage::{Coverage, Tally};
use crate::scenario::{Manner, test};

/// What pictures look like.
#[derive(Args, Debug)]
pub(super) struct Picture {
    /// The colours of a picture
    #[arg(long, value_enum, value_name = "THEME", help_heading = PICTURES)]
    theme: Option<Colours>,

    /// Paint on every step how often the scenarios went through it
    #[arg(long, help_heading = PICTURES)]
    coverage: bool,

    /// Paint on every step what `rondel check` finds there; a page always has it
    #[arg(long, help_heading = PICTURES)]
    findings: bool,

    /// Pixels for each unit of the picture, for `png`; by default 2
    #[arg(long, value_name = "N", value_parser = scale, help_heading = PICTURES)]
    scale: Option<f32>,
}

const PICTURES: &str = "Options of pictures";

/// The colours of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colours {
    /// As whoever looks at it prefers; light for pixels
    Auto,
    /// Dark letters on a light ground
    Light,
    /// Light letters on a dark ground
    Dark,
}

/// Pixels for each unit that are worth having.
fn scale(text: &str) -> Result<f32, String> {
    let scale: f32 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.1..=8.0).contains(&scale) { Ok(scale) } else { Err("not between 0.1 and 8".to_owned()) }
}

impl Picture {
    /// An option that only pictures have, if one was given.
    pub(super) fn stray(&self, format: Format) -> Option<&'static str> {
        let is_picture = format.is_picture();
        let given = [
            ("`--theme`", self.theme.is_some() && !is_picture),
            ("`--coverage`", self.coverage && !is_picture),
            ("`--findings`", self.findings && !is_picture),
            ("`--scale`", self.scale.is_some() && !format.is_pixels()),
        ];
        given.into_iter().find(|(_, is_stray)| *is_stray).map(|(option, _)| option)
    }

    /// Whether what was found is asked for.
    pub(super) const fn shows_findings(&self) -> bool {
        self.findings
    }

    /// The picture of one workflow, as a document.
    pub(super) fn svg(&self, one: &One<'_>) -> Result<String, Problem> {
        let painting = self.paint(one, self.findings, &mut Measured::default())?;
        Ok(draw::svg(one.graph, &one.project.sources, Some(&painting), self.theme()))
    }

    /// The picture of one workflow, as pixels.
    #[cfg(feature = "picture")]
    pub(super) fn png(&self, one: &One<'_>) -> Result<Vec<u8>, Problem> {
        let painting = self.paint(one, self.findings, &mut Measured::default())?;
        let svg = draw::plain_svg(one.graph, &one.project.sources, Some(&painting), self.theme());
        draw::png(&svg, self.scale.unwrap_or(2.0)).map_err(|error| {
            Problem::new(error.to_string()).help("give a smaller `--scale`, or take `--format svg`")
        })
    }

    /// A page of some workflows.
    pub(super) fn page(&self, chosen: &[One<'_>]) -> Result<String, Problem> {
        if chosen.is_empty() {
            return Err(none());
        }
        let mut sheets = Vec::with_capacity(chosen.len());
        let mut measured = Measured::default();
        for one in chosen {
            let painting = self.paint(one, true, &mut measured)?;
            sheets.push(draw::Sheet { graph: one.graph, sources: &one.project.sources, painting });
        }
        let title = match chosen {
            [one] => one.graph.workflow().title.to_string(),
            _ => "Workflows".to_owned(),
        };
        Ok(draw::page(&title, &sheets, self.theme()))
    }

    const fn theme(&self) -> Theme {
        match self.theme {
            None | Some(Colours::Auto) => Theme::Auto,
            Some(Colours::Light) => Theme::Light,
            Some(Colours::Dark) => Theme::Dark,
        }
    }

    fn paint<'a>(
        &self,
        one: &One<'a>,
        findings: bool,
        measured: &mut Measured<'a>,
    ) -> Result<Painting, Problem> {
        let mut painting = Painting::new(one.graph);
        if findings {
            let found = one.project.findings(one.checked.reports.clone());
            painting.find(one.graph, found.iter());
        }
        if self.coverage {
            let coverage = measured.of(one)?;
            let name = &one.graph.workflow().name;
            for covered in coverage.workflows.iter().filter(|covered| covered.workflow == *name) {
                covered.paint(one.graph, &mut painting);
            }
        }
        Ok(painting)
    }
}

/// What the scenarios of the program went through that was looked at last: its workflows follow
/// each other.
#[derive(Default)]
struct Measured<'a>(Option<(&'a Checked, Coverage)>);

impl<'a> Measured<'a> {
    fn of(&mut self, one: &One<'a>) -> Result<&Coverage, Problem> {
        let known = self.0.take().filter(|(checked, _)| std::ptr::eq(*checked, one.checked));
        let measured = match known {
            Some(known) => known,
            None => (one.checked, measure(one)?),
        };
        Ok(&self.0.insert(measured).1)
    }
}

/// Plays the scenarios of a program and looks at what they went through.
fn measure(one: &One<'_>) -> Result<Coverage, Problem> {
    let Some(plans) = plans(one.checked, &one.project.sources) else {
        return Ok(Coverage::default());
    };
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let manner = Manner { threads, fail_fast: false };
    let outcomes = test(&one.checked.program, &plans, &one.project.sources, manner, |_| true);
    let outcomes = outcomes.map_err(|error| Problem::new(error.to_string()))?;
    let mut tally = Tally::of(one.graphs);
    outcomes.iter().for_each(|outcome| tally.take(one.graphs, outcome.records()));
    let facts = Facts::new(&one.checked.program, one.graphs, &one.project.sources);
    Ok(Coverage::of(&facts, &tally))
}
