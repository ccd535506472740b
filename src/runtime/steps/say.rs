//! `comment` and `close`: what colleagues read.

use super::read::{Misread, Reading};
use super::{Acted, Goto};
use crate::base::Name;
use crate::plan::Expr;
use crate::runtime::turn::Walk;
use crate::runtime::{Act, Change, Meter};

/// `comment`.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Comment {
    text: Expr,
    mention: Vec<Name>,
    next: Goto,
}

impl Comment {
    pub(super) fn read(step: &Reading<'_>) -> Result<Self, Misread> {
        Ok(Self { text: step.expr("text")?, mention: step.names_of("mention"), next: step.next })
    }

    pub(super) fn run(&self, walk: &mut Walk<'_>, meter: &mut Meter) -> Acted {
        let text = walk.scope().text(meter, &self.text);
        walk.effect(Act::Comment { text, mention: self.mention.clone() });
        Acted::Goes(self.next)
    }
}

/// `close conversation`.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Close {
    category: Option<Name>,
    summary: Option<Expr>,
    next: Goto,
}

impl Close {
    pub(super) fn read(step: &Reading<'_>) -> Self {
        Self {
            category: step.name_of("category"),
            summary: step.expr_of("summary"),
            next: step.next,
        }
    }

    pub(super) fn run(&self, walk: &mut Walk<'_>, meter: &mut Meter) -> Acted {
        let summary = self.summary.as_ref().map(|text| walk.scope().text(meter, text));
        walk.change(Change::Closed { category: self.category.clone(), summary });
        Acted::Goes(self.next)
    }
}
