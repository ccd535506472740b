//! Fixed words of a line that are nearly right.

use super::args::Head;
use super::choose::width;
use super::items::Item;
use crate::base::nearest;
use crate::program::scope::Scope;
use crate::report::Report;
use crate::vocabulary::{Form, Kind, codes};

/// Whether the items of a line fit the way it is written as far as they go, and more is wanted.
pub(super) fn breaks_off(form: Form, items: &[Item<'_>]) -> bool {
    let one = progress(form, items);
    !one.whole && one.read == items.len()
}

/// How far the items of a line go along one way to write it.
struct Progress {
    /// How many items fit.
    read: usize,
    /// The fixed words that could stand where it stops; empty where something else should.
    next: Vec<&'static str>,
    /// Whether everything fits.
    whole: bool,
}

/// The report about a word that is nearly one of those with which the line could go on; none where
/// some way to write the line fits, or no word is near.
pub(super) fn misspelt(
    head: Head<'_>,
    forms: &'static [Form],
    items: &[Item<'_>],
    scope: &Scope<'_>,
) -> Option<Report> {
    let each: Vec<Progress> = forms.iter().map(|form| progress(form, items)).collect();
    if each.iter().any(|one| one.whole) {
        return None;
    }
    let far = each.iter().map(|one| one.read).max()?;
    let item = items.get(far)?;
    let word = item.word()?;
    let next =
        || each.iter().filter(|one| one.read == far).flat_map(|one| one.next.iter().copied());
    let behind = items.get(far + 1).and_then(|item| Some((item.span(), item.word()?)));
    let joined = behind.and_then(|(span, second)| {
        let whole = format!("{word}_{second}");
        next().find(|one| *one == whole).map(|one| (item.span().to(span), one))
    });
    let (span, near) = match joined {
        Some(joined) => joined,
        None => (item.span(), nearest(word, next())?),
    };
    let place = scope.location(span);
    let message = format!("`{}` does not know `{word}`", head.word);
    Some(
        Report::error(codes::UNKNOWN_NAME, place, message)
            .label("not among its words")
            .help(format!("did you mean `{near}`?"))
            .guess(format!("write `{near}`"), place, near),
    )
}

fn progress(form: Form, items: &[Item<'_>]) -> Progress {
    let mut read = 0;
    for operand in form {
        let rest = items.get(read..).unwrap_or_default();
        let words: Vec<&'static str> = operand.before.split_ascii_whitespace().collect();
        let fitting = words.iter().zip(rest).take_while(|(word, item)| item.is(word)).count();
        let skipped = operand.optional && fitting == 0 && !words.is_empty();
        if fitting < words.len() {
            if skipped {
                continue;
            }
            let next = words.into_iter().skip(fitting).take(1).collect();
            return Progress { read: read + fitting, next, whole: false };
        }
        if matches!(operand.kind, Kind::Implied(_)) {
            read += fitting;
            continue;
        }
        let width = width(operand.kind, rest.get(fitting..).unwrap_or_default());
        if width == 0 && operand.optional && fitting == 0 {
            continue;
        }
        if width == 0 {
            let fixed: &[&str] = if let Kind::Word(fixed) = operand.kind { fixed } else { &[] };
            return Progress { read: read + fitting, next: fixed.to_vec(), whole: false };
        }
        read += fitting + width;
    }
    Progress { read, next: Vec::new(), whole: read == items.len() }
}
