//! What a recording is made of: steps and what they asked for.

use jiff::tz::TimeZone;

use crate::base::Name;
use crate::scenario::line::Line;
use crate::scenario::window::Window;

/// A line that makes something happen, with what has to be given before and what followed.
#[derive(Debug, Default)]
pub(super) struct Step {
    pub(super) given: Vec<Line>,
    pub(super) when: Option<Line>,
    pub(super) window: Window,
}

impl Step {
    /// Whether nobody would miss it at the end.
    pub(super) fn is_aside(&self, zone: &TimeZone) -> bool {
        let aside = self.when.as_ref().is_some_and(|line| {
            line.text.starts_with("after ")
                || line.text.starts_with("when agent ") && line.text.contains(" goes ")
        });
        aside && self.given.is_empty() && self.window.lines(zone).is_empty()
    }
}

/// What something outside was asked for.
#[derive(Debug)]
pub(super) enum Asked {
    /// A request with this method and address.
    Request(Name, String),
    /// A row.
    Row,
}
