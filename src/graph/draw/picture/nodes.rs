//! What stands in every box of a picture, and how much room that takes.

use super::letters::{Line, Ruler};
use super::look::Look;
use super::said::{self, Said};
use crate::base::Sources;
use crate::graph::layout::Size;
use crate::graph::{Node, StepIx};
use crate::program::{Step, Trigger};

/// Sizes of letters, in pixels.
pub(super) const TEXT: f64 = 13.0;
pub(super) const KIND: f64 = 11.5;
pub(super) const ID: f64 = 11.0;

/// Measures of a box.
pub(super) const WIDTH: i32 = 240;
/// Where texts begin, behind the sign.
pub(super) const INDENT: i32 = 50;
/// Room at the right of texts.
const MARGIN: i32 = 14;
/// The height of a line of text.
pub(super) const LINE: i32 = 18;
/// Where the first line stands: what kind of step it is.
pub(super) const FIRST: i32 = 23;
/// Most room for a label.
const LABEL: f64 = 100.0;
/// Most lines of a step's text.
const LINES: usize = 3;
/// The height of a box that is one line, and of an end that is two small ones.
pub(super) const FLAT: i32 = 36;
const CHIP: i32 = 42;

/// A box.
pub(super) struct Drawn {
    pub(super) what: What,
    pub(super) class: &'static str,
    pub(super) icon: &'static str,
    /// What kind of thing it is.
    pub(super) kind: Line,
    /// The label of a step.
    pub(super) id: Option<Line>,
    pub(super) text: Vec<Line>,
    /// What is said of the text, below it.
    pub(super) detail: Option<Line>,
    /// What it says in full, for whoever cannot see it.
    pub(super) full: String,
    pub(super) form: Form,
    pub(super) size: Size,
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// What sets the workflow off.
    Trigger,
    /// A step.
    Step(StepIx),
    /// An end of the run.
    End(Node),
}

/// The form of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A box with its corners rounded.
    Plain,
    /// Pointed at both sides: the way depends.
    Pointed,
    /// Round at both sides, one line.
    Flat,
    /// A small end of two lines.
    Chip,
}

/// Makes boxes.
pub(super) struct Maker<'a, 'f> {
    pub(super) ruler: &'a Ruler<'f>,
    pub(super) sources: &'a Sources,
}

impl Maker<'_, '_> {
    pub(super) fn trigger(&self, trigger: &Trigger) -> Drawn {
        let said = said::line(&trigger.line, &["on", trigger.decl.event], self.sources);
        self.boxed(What::Trigger, Look::Trigger, trigger.decl.title, &said, None)
    }

    /// Something else that begins a run.
    pub(super) fn entry(&self, text: &str) -> Drawn {
        let said = Said { text: String::new(), rest: text.to_owned() };
        self.boxed(What::Trigger, Look::Trigger, "Start", &said, None)
    }

    pub(super) fn step(&self, ix: StepIx, step: &Step) -> Drawn {
        let look = Look::of(step.decl);
        let said = said::line(&step.line, &[step.decl.verb], self.sources);
        let label = step.label.map(|_| step.id.as_str());
        match look {
            Look::Jump | Look::End => {
                self.flat(What::Step(ix), look, step.decl.title, &said, label)
            }
            Look::Trigger
            | Look::Message
            | Look::Question
            | Look::Assistant
            | Look::Owner
            | Look::Conversation
            | Look::Call
            | Look::Tag
            | Look::Store
            | Look::Note
            | Look::Workflow
            | Look::Wait
            | Look::Branch => self.boxed(What::Step(ix), look, step.decl.title, &said, label),
        }
    }

    /// The end of the whole workflow.
    pub(super) fn end(&self) -> Drawn {
        let mut drawn = self.flat(What::End(Node::End), Look::End, "End", &Said::default(), None);
        drawn.class = "end";
        drawn
    }

    /// An end that a step leads to without a word in the program.
    pub(super) fn chip(&self, end: Node, names: &[String]) -> Drawn {
        let (class, icon, word) = match end {
            Node::Failed => ("failed", "M4.5 4.5l7 7M11.5 4.5l-7 7", "the run fails"),
            Node::TimedOut => ("timed-out", Look::Wait.icon(), "the run times out"),
            Node::Entry | Node::Step(_) | Node::End => ("end", Look::End.icon(), "the run ends"),
        };
        let room = f64::from(WIDTH) * 0.6;
        let kind = self.ruler.line(word, KIND, room);
        let why = self.ruler.line(&names.join(", "), KIND, room);
        let width = whole(kind.width.max(why.width)) + 34 + MARGIN;
        Drawn {
            what: What::End(end),
            class,
            icon,
            full: format!("{}: {word}", names.join(", ")),
            kind,
            id: None,
            text: vec![why],
            detail: None,
            form: Form::Chip,
            size: Size { width, height: CHIP },
        }
    }

    fn boxed(
        &self,
        what: What,
        look: Look,
        title: &str,
        said: &Said,
        label: Option<&str>,
    ) -> Drawn {
        let room = f64::from(WIDTH - INDENT - MARGIN);
        // The label is what jumps name: the kind of step gives way to it.
        let id = label.map(|label| self.ruler.line(label, ID, LABEL));
        let left = room - id.as_ref().map_or(0.0, |id| id.width + 10.0);
        let kind = self.ruler.line(title, KIND, left);
        let (text, detail) = match (said.text.as_str(), said.rest.as_str()) {
            ("", rest) => (rest, None),
            (text, "") => (text, None),
            (text, rest) => (text, Some(self.ruler.line(rest, KIND, room))),
        };
        let text = self.ruler.wrap(text, TEXT, room, LINES);
        let lines = i32::try_from(text.len()).unwrap_or_default();
        let below = if detail.is_some() { LINE } else { 0 };
        let form = if look == Look::Branch { Form::Pointed } else { Form::Plain };
        Drawn {
            what,
            class: look.class(),
            icon: look.icon(),
            full: full(title, said, label),
            kind,
            id,
            text,
            detail,
            form,
            size: Size { width: WIDTH, height: (FIRST + 11 + lines * LINE + below).max(48) },
        }
    }

    fn flat(&self, what: What, look: Look, title: &str, said: &Said, label: Option<&str>) -> Drawn {
        let shown = if said.rest.is_empty() { title } else { &said.rest };
        let text_line = self.ruler.line(shown, TEXT, f64::from(WIDTH - 60));
        let width = whole(text_line.width) + 54;
        Drawn {
            what,
            class: look.class(),
            icon: look.icon(),
            kind: Line::default(),
            id: None,
            full: full(title, said, label),
            text: vec![text_line],
            detail: None,
            form: Form::Flat,
            size: Size { width, height: FLAT },
        }
    }
}

fn full(title: &str, said: &Said, label: Option<&str>) -> String {
    let mut full = title.to_owned();
    if let Some(label) = label {
        full.push_str(&format!(" ({label})"));
    }
    let parts = [said.text.as_str(), said.rest.as_str()];
    for (mark, part) in [": ", " · "].iter().zip(parts.into_iter().filter(|part| !part.is_empty()))
    {
        full.extend([*mark, part]);
    }
    full
}

/// Pixels that surely hold so much.
#[expect(clippy::cast_possible_truncation, reason = "texts in pictures are cut to their boxes")]
pub(super) fn whole(width: f64) -> i32 {
    width.ceil() as i32
}
