//! What may stand at a cursor.
//!
//! In: a program as it was last understood, and a place in one of its texts. Out: words, names and
//! whole lines that may stand there, best first, with what the vocabulary says of each. A line at
//! a cursor does not parse as a rule, so words and signs alone tell where it stands; what they mean
//! is asked of the declarations. No step has an arm of its own here.

mod around;
mod begin;
mod declared;
mod expression;
mod forms;
mod item;
mod keys;
mod lexer;
mod offers;
mod operand;
mod quoted;
mod remark;
mod snippet;
mod standing;
mod term;
mod values;
mod walk;

pub use item::{Completions, Insert, Item, ItemKind};

pub(super) use around::Around;
pub(super) use expression::Inner;
pub(super) use forms::{Next, fits};
pub(super) use lexer::Sign;
pub(super) use standing::Stands;
pub(super) use term::parameters;

use super::{Spot, View};
use crate::base::Span;
use offers::Offers;

/// What may stand at a place, whatever letters of it are written already: those who ask compare
/// them.
///
/// *Limits*: reads the item around the place once; what is not around it costs nothing but the
/// names it declares.
#[must_use]
pub fn complete(view: &View<'_>, at: Spot) -> Completions {
    let Some(around) = Around::of(view, at) else {
        return Completions { span: Span::point(at.offset), items: Vec::new() };
    };
    let mut offers = Offers { around: &around, items: Vec::new() };
    let mut span = around.standing.word;
    match around.standing.stands {
        Stands::Remark(from) => span = offers.rules(from).unwrap_or(span),
        Stands::Block => {}
        Stands::Code | Stands::Quoted { .. } => offers.code(),
    }
    if let Stands::Quoted { .. } = around.standing.stands {
        offers.items.retain(|item| item.kind == ItemKind::Text);
    }
    Completions { span, items: sorted(offers.items) }
}

impl Offers<'_> {
    fn code(&mut self) {
        let around = self.around;
        if let Some(tokens) = &around.standing.hole {
            self.expression(tokens, None);
        } else if around.standing.before.is_empty() {
            self.begin();
        } else {
            self.operands();
        }
    }
}

/// Best first, and nothing twice.
fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    // A stable sort: of equals, the order of the reference.
    items.sort_by(|one, other| (one.rank, &one.label).cmp(&(other.rank, &other.label)));
    let mut seen = std::collections::HashSet::new();
    items.retain(|item| seen.insert((item.label.clone(), item.kind, item.detail.clone())));
    items
}
