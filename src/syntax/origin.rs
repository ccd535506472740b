//! Where the text that was read stands in the text that was written.
//!
//! Before the parse, certain slips are mended in a copy of the text. This maps an offset of the
//! copy back. An untouched text maps to itself and costs nothing.

use crate::base::Span;

/// The way back from a mended text. Without stretches, every offset is its own origin.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    stretches: Vec<Stretch>,
}

/// A part of the mended text: copied from the written one, or put in at a point of it.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    mended: u32,
    written: u32,
    copied: u32,
}

/// One change of a text: what stands at `span` becomes `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) span: Span,
    pub(super) text: String,
}

impl Origin {
    /// Makes the changes, which may come in any order. Of two that overlap, the later is dropped.
    pub(super) fn change(text: &str, mut changes: Vec<Change>) -> (String, Self) {
        changes.sort_by_key(|change| (change.span.start, change.span.end));
        let mut mended = String::with_capacity(text.len() + changes.len() * 4);
        let mut origin = Self::default();
        let mut done = 0;
        for change in changes {
            if change.span.start < done {
                continue;
            }
            origin.copy(&mut mended, text, Span::new(done, change.span.start));
            origin.stretches.push(Stretch {
                mended: length(&mended),
                written: change.span.start,
                copied: 0,
            });
            mended.push_str(&change.text);
            done = change.span.end;
        }
        origin.copy(&mut mended, text, Span::new(done, length(text)));
        (mended, origin)
    }

    /// Where a stretch of the mended text comes from.
    pub(super) fn of(&self, span: Span) -> Span {
        if self.stretches.is_empty() {
            return span;
        }
        let start = self.offset(span.start);
        Span::new(start, self.offset(span.end).max(start))
    }

    fn offset(&self, mended: u32) -> u32 {
        let index = self.stretches.partition_point(|stretch| stretch.mended <= mended);
        let Some(stretch) = index.checked_sub(1).and_then(|index| self.stretches.get(index)) else {
            return mended;
        };
        stretch.written + (mended - stretch.mended).min(stretch.copied)
    }

    fn copy(&mut self, mended: &mut String, text: &str, span: Span) {
        self.stretches.push(Stretch {
            mended: length(mended),
            written: span.start,
            copied: span.end.saturating_sub(span.start),
        });
        mended.push_str(text.get(span.range()).unwrap_or_default());
    }
}

/// Texts are below the size limit, so that offsets fit.
fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Change, Origin};
    use crate::base::Span;

    #[test]
    fn offsets_lead_back_across_what_was_put_in_and_taken_away() {
        let changes = vec![
            Change { span: Span::new(2, 4), text: "and".to_owned() },
            Change { span: Span::point(6), text: "}".to_owned() },
        ];
        let (mended, origin) = Origin::change("a && b", changes);
        assert_eq!(mended, "a and b}");
        assert_eq!(origin.of(Span::new(2, 5)), Span::new(2, 4));
        assert_eq!(origin.of(Span::new(6, 7)), Span::new(5, 6));
        assert_eq!(origin.of(Span::new(7, 8)), Span::new(6, 6));
    }
}
