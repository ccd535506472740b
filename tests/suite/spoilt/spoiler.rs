//! How a file is spoilt: a stretch taken away, put elsewhere, or written differently.

use std::ops::Range;

use rondel::base::Name;
use rondel::syntax::{Block, Expr, Statement};

use super::kinds::Kind;
use super::world::World;

/// One change of a file.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) kind: Kind,
    /// The workflow that is spoilt.
    pub(super) workflow: Name,
    /// Where, in bytes.
    pub(super) at: usize,
    /// What it does, for people.
    pub(super) what: String,
    /// The file afterwards.
    pub(super) text: String,
}

/// Makes changes of one workflow.
pub(super) struct Spoiler<'a> {
    pub(super) text: &'a str,
    pub(super) world: &'a World,
    pub(super) workflow: &'a Name,
    pub(super) labels: Vec<Name>,
    pub(super) made: Vec<Change>,
}

impl<'a> Spoiler<'a> {
    /// Without a statement. Its label is that of what follows, so that jumps still lead somewhere.
    pub(super) fn delete(&mut self, kind: Kind, one: &Statement, next: Option<&Statement>) {
        let mut edits = vec![(one.at.0.range(), String::new())];
        if let (Some(label), Some(next)) = (&one.label, next)
            && next.label.is_none()
        {
            let start = next.at.0.range().start;
            edits.push((start..start, format!("{}: ", label.text)));
        }
        let what = format!("without `{}`", self.head(one));
        self.make(kind, one, what, &edits);
    }

    /// Without a block.
    pub(super) fn cut(&mut self, kind: Kind, which: &str, one: &Statement, block: &Block) {
        let what = format!("`{}` without {which}", self.head(one));
        self.make(kind, one, what, &[(block.at.0.range(), String::new())]);
    }

    pub(super) fn swapped(&self, one: &Block, other: &Block) -> [(Range<usize>, String); 2] {
        let text = |block: &Block| self.text[block.at.0.range()].to_owned();
        [(one.at.0.range(), text(other)), (other.at.0.range(), text(one))]
    }

    pub(super) fn replace(&mut self, kind: Kind, one: &Statement, expr: &Expr, by: &str) {
        let written = &self.text[expr.at.0.range()];
        let what = format!("`{}`: `{written}` is `{by}`", self.head(one));
        self.make(kind, one, what, &[(expr.at.0.range(), by.to_owned())]);
    }

    pub(super) fn make(
        &mut self,
        kind: Kind,
        one: &Statement,
        what: String,
        edits: &[(Range<usize>, String)],
    ) {
        let mut text = self.text.to_owned();
        let mut edits = edits.to_vec();
        edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, by) in edits {
            text.replace_range(range, &by);
        }
        let at = one.at.0.range().start;
        self.made.push(Change { kind, workflow: self.workflow.clone(), at, what, text });
    }

    /// The first line of a statement.
    pub(super) fn head(&self, one: &Statement) -> &'a str {
        let text = &self.text[one.at.0.range()];
        text.lines().next().unwrap_or_default().trim_end_matches(['{', ' '])
    }
}
