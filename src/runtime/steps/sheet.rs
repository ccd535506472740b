//! `sheet`: a row in a spreadsheet.

use super::read::{Misread, Reading};
use super::send::IN_DOUBT;
use super::{Acted, Exit, Goto};
use crate::base::Name;
use crate::plan::{Arg, Expr};
use crate::runtime::turn::Walk;
use crate::runtime::{Act, Answer, Meter, Report, Row, WaitFor};

/// `sheet append`.
#[derive(Clone, Debug)]
pub(in crate::runtime) struct Sheet {
    sheet: Name,
    tab: Name,
    cells: Vec<(Name, Expr)>,
    failed: Exit,
    pub(super) next: Goto,
}

impl Sheet {
    pub(super) fn read(step: &Reading<'_>) -> Result<Self, Misread> {
        let sheet = step.name("sheet").ok_or_else(|| step.misread("names no sheet"))?;
        let cells = match step.of("row") {
            Some(Arg::Record(cells) | Arg::Expr(Expr::Record(cells))) => cells.clone(),
            _ => Vec::new(),
        };
        let tab = step.name("tab").unwrap_or_default();
        Ok(Self { sheet, tab, cells, failed: step.exit("failed"), next: step.next })
    }

    pub(super) fn run(&self, walk: &mut Walk<'_>, meter: &mut Meter) -> Acted {
        let scope = walk.scope();
        let cell = |(key, expr): &(Name, Expr)| (key.clone(), scope.text(meter, expr));
        let cells = self.cells.iter().map(cell).collect();
        let report = if self.failed.handled { Report::Always } else { Report::Never };
        let row = Row { sheet: self.sheet.clone(), tab: self.tab.clone(), cells, report };
        let key = walk.effect(Act::Row(Box::new(row)));
        if self.failed.handled {
            return Acted::Waits(walk.wait(key, WaitFor::Sheet, Some(walk.now.plus(IN_DOUBT))));
        }
        Acted::Goes(self.next)
    }

    pub(super) fn answered(&self, answer: &Answer) -> Option<Acted> {
        if let Answer::Refused(why) = answer {
            return Some(Acted::Takes(self.failed, Some(why.clone())));
        }
        (*answer == Answer::Taken).then_some(Acted::Goes(self.next))
    }
}
