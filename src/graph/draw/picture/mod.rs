//! A workflow as a picture: our own layout, drawn as SVG.
//!
//! In: a graph, the texts it came from, what is to be painted on it. Out: a document. Equal input
//! gives equal bytes. It knows no step by its verb: what a step looks like comes of what its
//! declaration says that it does.

mod colour;
mod draw;
mod fonts;
mod letters;
mod look;
mod nodes;
mod painting;
mod plot;
#[cfg(feature = "picture")]
mod png;
mod said;
mod xml;

pub use colour::Theme;
pub use fonts::{Fonts, NoFont};
pub use letters::{FAMILY, FONT};
pub use painting::{Finding, Painted, Painting, Passed};
#[cfg(feature = "picture")]
pub use png::{NoPng, png};

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::base::Sources;
use crate::graph::StepGraph;
use crate::graph::layout::{Layout, Point, Rect, Sketch, lay_out};
use letters::{Line, Ruler};
use nodes::What;
use plot::{Plot, plot};
pub(super) use xml::safe;

/// Room above the boxes, for the title.
const HEADING: i32 = 64;
/// Where the title begins.
const LEFT: i32 = 28;

/// The boxes and lines of a workflow, with their sizes, before they are laid out.
#[must_use]
pub fn sketch(graph: &StepGraph<'_>, sources: &Sources) -> Sketch {
    plot(graph, sources, &Ruler::new(&Fonts::default())).sketch
}

/// The shape of every step in its [`sketch`], in order of the text.
#[must_use]
pub fn places(graph: &StepGraph<'_>, sources: &Sources) -> Vec<usize> {
    let boxes = plot(graph, sources, &Ruler::new(&Fonts::default())).boxes;
    let steps = boxes.iter().enumerate();
    steps.filter(|(_, drawn)| matches!(drawn.what, What::Step(_))).map(|(at, _)| at).collect()
}

/// A workflow as a picture, in colours that follow whoever looks at it, or one theme.
///
/// Every step is a group with its id as `data-step`, a title and a label for screen readers.
#[must_use]
pub fn svg(
    graph: &StepGraph<'_>,
    sources: &Sources,
    painting: Option<&Painting>,
    theme: Theme,
    fonts: &Fonts,
) -> String {
    let style = colour::style(theme, false, fonts);
    document(graph, sources, painting, (theme, Some(&style)), fonts)
}

/// The same for renderers that know neither variables nor preferences: one theme, colours fixed.
#[must_use]
pub fn plain_svg(
    graph: &StepGraph<'_>,
    sources: &Sources,
    painting: Option<&Painting>,
    theme: Theme,
    fonts: &Fonts,
) -> String {
    let style = colour::style(theme, true, fonts);
    document(graph, sources, painting, (theme, Some(&style)), fonts)
}

/// The same as a part of a page that has the style sheet.
pub(super) fn part(
    graph: &StepGraph<'_>,
    sources: &Sources,
    painting: Option<&Painting>,
    fonts: &Fonts,
) -> String {
    document(graph, sources, painting, (Theme::Auto, None), fonts)
}

/// The style sheet of pictures whose colours follow whoever looks at them.
pub(super) fn style(theme: Theme, fonts: &Fonts) -> String {
    colour::style(theme, false, fonts)
}

fn document(
    graph: &StepGraph<'_>,
    sources: &Sources,
    painting: Option<&Painting>,
    (theme, style): (Theme, Option<&str>),
    fonts: &Fonts,
) -> String {
    let ruler = Ruler::new(fonts);
    let plot = plot(graph, sources, &ruler);
    let layout = lay_out(&plot.sketch);
    let workflow = graph.workflow();
    let (title, heading, below) = headings(graph, &ruler);
    let wide = nodes::whole(heading.width.max(below.width)) + 2 * LEFT;
    let (width, height) = (layout.size.width.max(wide), layout.size.height + HEADING);
    let mut out = String::with_capacity(512 * plot.boxes.len() + 8 * 1024);
    let attribute = match theme {
        Theme::Auto => "",
        Theme::Light => " data-theme=\"light\"",
        Theme::Dark => " data-theme=\"dark\"",
    };
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"rondel\"{attribute} \
         data-workflow=\"{}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"group\" aria-label=\"{}\">",
        safe(&workflow.name),
        safe(title),
    );
    if let Some(style) = style {
        let _ = write!(out, "<style>\n{style}</style>\n");
    }
    let _ = writeln!(out, "<rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>");
    let _ = writeln!(
        out,
        "<text class=\"heading\" x=\"{LEFT}\" y=\"40\">{}</text>\
         <text class=\"below\" x=\"{LEFT}\" y=\"60\">{}</text>",
        safe(&heading.text),
        safe(&below.text),
    );
    // Narrow workflows stand below the middle of their title.
    let across = ((width - layout.size.width) / 2).min(LEFT);
    elements(&mut out, graph, &plot, &moved(layout, across), painting);
    out.push_str("</svg>\n");
    out
}

/// The title in full, then as it is shown, and what stands below it: nothing where the name is shown
/// already.
fn headings<'g>(graph: &'g StepGraph<'_>, ruler: &Ruler<'_>) -> (&'g str, Line, Line) {
    let workflow = graph.workflow();
    let title = graph.heading();
    let below = if workflow.title.is_empty() { "" } else { workflow.name.as_str() };
    (title, ruler.line(title, 20.0, 900.0), ruler.line(below, 12.0, 900.0))
}

/// What people take for letters, of all that a picture shows, that neither the embedded font nor
/// these fonts have: each once, in order of the picture.
#[must_use]
pub fn lacking(graph: &StepGraph<'_>, sources: &Sources, fonts: &Fonts) -> Vec<String> {
    let ruler = Ruler::new(fonts);
    let plot = plot(graph, sources, &ruler);
    let (_, heading, below) = headings(graph, &ruler);
    let boxes = plot.boxes.iter().flat_map(|drawn| {
        let first = [&drawn.kind].into_iter().chain(&drawn.id);
        first.chain(&drawn.text).chain(&drawn.detail)
    });
    let words = plot.lines.iter().flat_map(|line| &line.words);
    let mut lacking: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for line in [&heading, &below].into_iter().chain(boxes).chain(words) {
        let fresh = ruler.lacking(&line.text).filter(|letter| seen.insert((*letter).to_owned()));
        lacking.extend(fresh.map(ToOwned::to_owned));
    }
    lacking
}

/// Makes room for the title.
fn moved(mut layout: Layout, across: i32) -> Layout {
    let shift = |point: &mut Point| {
        point.x += across;
        point.y += HEADING;
    };
    let lines = layout.lines.iter_mut();
    let labels = lines.filter_map(|line| line.label.as_mut());
    layout.shapes.iter_mut().chain(labels).for_each(|rect: &mut Rect| shift(&mut rect.at));
    layout.lines.iter_mut().flat_map(|line| &mut line.points).for_each(shift);
    layout
}

/// Lines first, so that nothing of them lies on boxes and words.
fn elements(
    out: &mut String,
    graph: &StepGraph<'_>,
    plot: &Plot,
    layout: &Layout,
    painting: Option<&Painting>,
) {
    out.push_str("<g aria-hidden=\"true\">\n");
    for (way, leading) in layout.lines.iter().zip(&plot.lines) {
        draw::way(out, way, leading.is_silent);
    }
    for (way, leading) in layout.lines.iter().zip(&plot.lines) {
        if let Some(rect) = &way.label {
            draw::words(out, rect, &leading.words, &leading.full);
        }
    }
    out.push_str("</g>\n");
    let mut leads: Vec<String> = vec![String::new(); plot.boxes.len()];
    for (line, leading) in plot.sketch.lines.iter().zip(&plot.lines) {
        if let (Some(leads), Some(to)) = (leads.get_mut(line.from), plot.boxes.get(line.to)) {
            let comma = if leads.is_empty() { "" } else { "; " };
            let called = called(graph, to);
            let _ = match (leading.is_silent, leading.full.as_str()) {
                // An end that the program says nothing of says itself what leads to it.
                (true, _) => write!(leads, "{comma}{called}"),
                (false, "") => write!(leads, "{comma}then: {called}"),
                (false, name) => write!(leads, "{comma}{name}: {called}"),
            };
        }
    }
    for ((drawn, rect), leads) in plot.boxes.iter().zip(&layout.shapes).zip(&leads) {
        let (id, painted) = match drawn.what {
            What::Step(ix) => (
                graph.step(ix).map_or("", |step| step.id.as_str()),
                painting.and_then(|painting| painting.at(graph.ordinal_of(ix))),
            ),
            What::Trigger | What::End(_) => ("", None),
        };
        draw::boxed(out, rect, drawn, (id, leads), painted);
    }
}

/// What a box is called where another leads to it.
fn called(graph: &StepGraph<'_>, drawn: &nodes::Drawn) -> String {
    match drawn.what {
        What::Step(ix) => graph.step(ix).map_or_else(String::new, |step| step.id.to_string()),
        What::Trigger | What::End(_) => drawn.full.clone(),
    }
}
