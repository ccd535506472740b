//! Workflows as pictures: what is painted on them, and in which form they are written.

use std::fs;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Format, One, none};
#[cfg(feature = "picture")]
use crate::cli::output::Output;
use crate::compile::{Checked, plans};
use crate::graph::draw::{self, Fonts, Painting, Theme};
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
    #[arg(allow_negative_numbers = true)]
    scale: Option<f32>,

    /// Take letters that the embedded font lacks from this font: a `.ttf`, `.otf` or `.ttc`
    ///
    /// It may be given several times; of several fonts that have a letter, the first is taken. An
    /// `svg` or `html` asks for them by name.
    #[arg(long, value_name = "FILE", help_heading = PICTURES)]
    font: Vec<PathBuf>,
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
            ("`--font`", !self.font.is_empty() && !is_picture),
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
        let fonts = self.fonts()?;
        Ok(draw::svg(one.graph, &one.project.sources, Some(&painting), self.theme(), &fonts))
    }

    /// The picture of one workflow, as pixels. What is left out of it is said.
    #[cfg(feature = "picture")]
    pub(super) fn png(&self, one: &One<'_>, output: &mut Output) -> Result<Vec<u8>, Problem> {
        let fonts = self.fonts()?;
        let (graph, sources) = (one.graph, &one.project.sources);
        let painting = self.paint(one, self.findings, &mut Measured::default())?;
        let svg = draw::plain_svg(graph, sources, Some(&painting), self.theme(), &fonts);
        let png = draw::png(&svg, self.scale.unwrap_or(2.0), &fonts).map_err(|error| {
            Problem::new(error.to_string()).help("give a smaller `--scale`, or take `--format svg`")
        })?;
        if let Some(problem) = left_out(&draw::lacking(graph, sources, &fonts)) {
            output.warning(&problem);
        }
        Ok(png)
    }

    /// The fonts that were given.
    fn fonts(&self) -> Result<Fonts, Problem> {
        let mut fonts = Fonts::default();
        for path in &self.font {
            let bytes = fs::read(path).map_err(|error| Problem::io("read", path, &error))?;
            fonts.add(bytes).map_err(|error| {
                Problem::new(format!("`{}` {error}", path.display())).help(error.help())
            })?;
        }
        Ok(fonts)
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
            [one] => one.graph.heading().to_string(),
            _ => "Workflows".to_owned(),
        };
        Ok(draw::page(&title, &sheets, self.theme(), &self.fonts()?))
    }

    /// What to say where the scenarios of a program cannot be played.
    pub(super) fn unmeasured(&self, chosen: &[One<'_>]) -> Option<Problem> {
        let one = chosen.iter().find(|one| self.coverage && one.checked.reports.has_errors())?;
        let name = &one.graph.workflow().name;
        let told = format!("the program of `{name}` has errors, so no coverage is painted on it");
        Some(Problem::new(told).help("see them with `rondel check`, and mend them"))
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

/// What to say of letters that no font has.
#[cfg(feature = "picture")]
fn left_out(letters: &[String]) -> Option<Problem> {
    /// Most letters that are named.
    const NAMED: usize = 8;
    let named: Vec<String> =
        letters.iter().take(NAMED).map(|letter| format!("`{letter}`")).collect();
    let more = match letters.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let told = format!("the picture lacks letters that no font has: {}{more}", named.join(", "));
    let help = "give a font that has them with `--font FILE`, or take `--format svg`, for which \
                browsers find one";
    (!letters.is_empty()).then(|| Problem::new(told).help(help))
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
