//! Messages, questions and notes that came instead.

use super::differ::{Difference, differ};
use super::{Instead, When, cut};
use crate::base::Name;
use crate::scenario::expect::Said;
use crate::scenario::play::Play;
use crate::scenario::texts::fits;
use crate::scenario::written::{Marked, quoted};

impl Play<'_> {
    pub(super) fn instead_of_text(&self, said: Said, text: &str, negated: bool) -> Vec<Instead> {
        let mut instead = Vec::new();
        // Of what was said at other times or in another way, only what is nearest tells anything.
        let mut elsewhere: Option<(usize, Instead)> = None;
        for (when, act) in self.all_acts() {
            let Some((kind, found)) = Said::of(act) else { continue };
            let is_meant = kind == said && when == When::Now;
            if negated {
                if is_meant && fits(text, found) {
                    instead
                        .push((0, Instead::new(format!("{} {}", kind.word(), quoted(found)), "")));
                }
                continue;
            }
            let difference = differ(text, found);
            let (far, is_small) = (difference.far, difference.is_small());
            let nearer = elsewhere.as_ref().is_none_or(|(nearest, _)| far <= *nearest);
            if is_meant {
                instead.push((far, shown(kind, (text, found), difference, String::new())));
            } else if is_small && nearer {
                let why = self.why_not(said, kind, when);
                elsewhere = Some((far, shown(kind, (text, found), difference, why)));
            }
        }
        instead.extend(elsewhere);
        if instead.is_empty() {
            let nothing = if said == Said::Comment { "commented" } else { said.word() };
            instead.push((0, Instead::new(format!("nothing was {nothing}"), "")));
        }
        cut(instead)
    }

    /// Why a text in another place is not what was looked for.
    fn why_not(&self, wanted: Said, found: Said, when: When) -> String {
        let verb = |said: Said| if said == Said::Comment { "noted" } else { said.word() };
        let kind = (wanted != found).then(|| format!("{}, not {}", verb(found), verb(wanted)));
        let when = match when {
            When::Now => None,
            When::Earlier(at) => Some(self.before(at)),
        };
        let whys: Vec<String> = kind.into_iter().chain(when).collect();
        whys.join("; ")
    }
}

/// A text, with what differs where that is little.
fn shown(kind: Said, (wanted, found): (&str, &Name), how: Difference, why: String) -> Instead {
    if !how.is_small() {
        return Instead::new(format!("{} {}", kind.word(), quoted(found)), why);
    }
    let what = Marked::quoted(kind.word(), found, &how.text);
    Instead { what, why, lacks: Some(Marked::quoted("", wanted, &how.pattern)) }
}
