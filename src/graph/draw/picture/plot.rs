//! From a step graph to boxes and lines that can be laid out.

use super::letters::{Line, Ruler};
use super::nodes::{Drawn, LINE, Maker, whole};
use super::said;
use crate::base::Sources;
use crate::graph::draw::edges::{self, lines_named};
use crate::graph::draw::text::one_line;
use crate::graph::layout::{self, Shape, Size, Sketch, Tier};
use crate::graph::{Edge, Node, StepGraph, StepIx, Way};
use crate::program::{Arg, ArgValue, Kind};

/// The size of the letters of outcomes, and the room they may take.
pub(super) const WORDS: f64 = 12.0;
const ROOM: f64 = 170.0;
/// Most lines of the name of one outcome.
const LINES: usize = 2;
/// Most outcomes that are named on one line of a picture.
const NAMED: usize = 4;

/// A workflow before it is laid out.
#[derive(Default)]
pub(super) struct Plot {
    pub(super) sketch: Sketch,
    /// In order of the sketch's shapes.
    pub(super) boxes: Vec<Drawn>,
    /// In order of the sketch's lines.
    pub(super) lines: Vec<Leading>,
}

/// What is said of a line.
#[derive(Default)]
pub(super) struct Leading {
    /// The names of its outcomes, as they are shown.
    pub(super) words: Vec<Line>,
    /// And in full.
    pub(super) full: String,
    /// Whether it leads to an end that the program says nothing of.
    pub(super) is_silent: bool,
}

/// Puts everything into boxes: what sets the workflow off, its steps in order of the text, each with
/// the ends that it comes to by default, and the end of it all.
pub(super) fn plot(graph: &StepGraph<'_>, sources: &Sources, ruler: &Ruler<'_>) -> Plot {
    let maker = Maker { ruler, sources };
    let mut plot = Plot::default();
    let entries = entries(graph, &maker, &mut plot);
    let mut shape_of: Vec<usize> = Vec::with_capacity(graph.len());
    let mut leaving: Vec<Leaving> = Vec::with_capacity(graph.len());
    for (ix, step) in graph.steps() {
        let from = plot.shape(maker.step(ix, step), Tier::Row);
        shape_of.push(from);
        let mut lines = lines_named(graph, Node::Step(ix), |edge| name(graph, edge, sources));
        if !matches!(step.kind, Kind::Branch { .. }) {
            // The plain way on comes first: it goes straight down, and the others beside it.
            lines.sort_by_key(|line| !line.names.is_empty());
        }
        if matches!(step.kind, Kind::End) {
            lines.clear();
        }
        let mut chips = Vec::new();
        for end in [Node::Failed, Node::TimedOut] {
            let Some(line) = take(&mut lines, end) else { continue };
            chips.push(plot.shape(maker.chip(end, &line.names), Tier::Between));
        }
        leaving.push(Leaving { from, lines, chips });
    }
    let is_ended = leaving.iter().flat_map(|one| &one.lines).any(|line| line.to == Node::End);
    let end = (is_ended || graph.is_empty()).then(|| plot.shape(maker.end(), Tier::Row));
    let target = |node: Node| match node {
        Node::Step(ix) => shape_of.get(graph.ordinal_of(ix)).copied(),
        Node::End => end,
        Node::Entry | Node::Failed | Node::TimedOut => None,
    };
    for (entry, to) in &entries {
        if let Some(to) = target(*to) {
            plot.line(*entry, to, entries.len() == 1, Leading::default());
        }
    }
    for ((ix, step), Leaving { from, lines, chips }) in graph.steps().zip(leaving) {
        for (at, line) in lines.iter().enumerate() {
            let Some(to) = target(line.to) else { continue };
            let is_plain = at == 0 && leads_on(&step.kind) && line.to == graph.behind(ix);
            let is_main = is_plain && is_kin(graph, ix);
            let mut leading = leading(line, ruler);
            if is_plain && !line.written {
                // What goes on as if nothing had happened needs no words.
                leading.words.clear();
            }
            plot.line(from, to, is_main, leading);
        }
        for chip in chips {
            plot.line(from, chip, false, Leading { is_silent: true, ..Leading::default() });
        }
    }
    for (ix, _) in graph.steps() {
        let to = target(graph.behind(ix)).filter(|_| is_kin(graph, ix));
        plot.sketch.kin.extend(shape_of.get(graph.ordinal_of(ix)).copied().zip(to));
    }
    plot
}

/// What leaves a step: to other steps or the end, and to ends of its own.
struct Leaving {
    from: usize,
    lines: Vec<edges::Line>,
    chips: Vec<usize>,
}

/// What sets the workflow off, each with the node it leads to.
fn entries(graph: &StepGraph<'_>, maker: &Maker<'_, '_>, plot: &mut Plot) -> Vec<(usize, Node)> {
    let mut entries = Vec::new();
    for going in graph.possible(Node::Entry) {
        match going.edge.way {
            Way::BeginAt => {
                let shape = plot.shape(maker.entry("by another workflow"), Tier::Entry);
                entries.push((shape, going.to));
            }
            Way::Begin
            | Way::Next(_)
            | Way::Outcome { .. }
            | Way::Arm { .. }
            | Way::NoArm
            | Way::Jump
            | Way::Stop => {
                let triggers = graph.workflow().triggers.iter();
                let mut drawn: Vec<Drawn> = triggers.map(|one| maker.trigger(one)).collect();
                if drawn.is_empty() {
                    drawn.push(maker.entry("by another workflow"));
                }
                for drawn in drawn {
                    entries.push((plot.shape(drawn, Tier::Entry), going.to));
                }
            }
        }
    }
    entries
}

/// An outcome as it is shown: a condition as it is written, an answer by its text, anything else by
/// its name.
fn name(graph: &StepGraph<'_>, edge: &Edge<'_>, sources: &Sources) -> String {
    match edge.way {
        Way::Arm { word: None, arm, .. } => {
            said::expression(&arm.when, graph.workflow().file, sources)
        }
        Way::Arm { word: Some(_), .. } => "then".to_owned(),
        // An answer is what somebody gives, not how it is declared.
        Way::Outcome { handled: Some(handled), .. } => match handled.line.args.first() {
            Some(Arg { value: ArgValue::Text(text), .. }) => one_line(text),
            Some(_) | None => edge.to_string(),
        },
        Way::Begin
        | Way::BeginAt
        | Way::Next(_)
        | Way::Outcome { handled: None, .. }
        | Way::NoArm
        | Way::Jump
        | Way::Stop => edge.to_string(),
    }
}

/// Whether steps of a kind have one way on that a reader follows first.
const fn leads_on(kind: &Kind) -> bool {
    match kind {
        Kind::Act | Kind::Set { .. } | Kind::Start { .. } => true,
        Kind::Branch { .. } | Kind::Jump { .. } | Kind::End => false,
    }
}

/// Whether what stands behind a step stands in the same block.
fn is_kin(graph: &StepGraph<'_>, ix: StepIx) -> bool {
    match graph.behind(ix) {
        Node::Step(next) => graph.parent(next) == graph.parent(ix),
        Node::Entry | Node::End | Node::Failed | Node::TimedOut => graph.parent(ix).is_none(),
    }
}

fn take(lines: &mut Vec<edges::Line>, to: Node) -> Option<edges::Line> {
    let at = lines.iter().position(|line| line.to == to)?;
    Some(lines.remove(at))
}

fn leading(line: &edges::Line, ruler: &Ruler<'_>) -> Leading {
    let full = line.names.join(", ");
    if let [name] = line.names.as_slice() {
        return Leading { words: ruler.wrap(name, WORDS, ROOM, LINES), full, is_silent: false };
    }
    let shown = if line.names.len() > NAMED { NAMED - 1 } else { NAMED };
    let mut words: Vec<Line> =
        line.names.iter().take(shown).map(|name| ruler.line(name, WORDS, ROOM)).collect();
    if line.names.len() > shown {
        let more = format!("and {} more", line.names.len() - shown);
        words.push(ruler.line(&more, WORDS, ROOM));
    }
    Leading { words, full, is_silent: false }
}

impl Plot {
    fn shape(&mut self, drawn: Drawn, tier: Tier) -> usize {
        self.sketch.shapes.push(Shape { size: drawn.size, tier });
        self.boxes.push(drawn);
        self.boxes.len() - 1
    }

    fn line(&mut self, from: usize, to: usize, is_main: bool, leading: Leading) {
        let widest = leading.words.iter().map(|line| whole(line.width)).max();
        let label = widest.map(|widest| Size {
            width: widest + 18,
            height: i32::try_from(leading.words.len()).unwrap_or(1) * (LINE - 2) + 8,
        });
        self.sketch.lines.push(layout::Line { from, to, label, is_main });
        self.lines.push(leading);
    }
}
