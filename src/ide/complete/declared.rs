//! What is declared of the line at a cursor: its forms, and what it is.

use super::around::Around;
use super::lexer::{Sign, Token};
use super::standing::Standing;
use super::walk::meaning;
use crate::ide::{Meaning, Within};
use crate::vocabulary::{Effect, Form, Step, TYPED, TYPED_WITH_TEXT, WHEN, WORKFLOW_SETTINGS};

/// A meaning of a line: of one whose first words mean several things, one of them.
#[derive(Clone, Debug)]
pub(in crate::ide) struct Declared {
    /// What the line is.
    pub(in crate::ide) meaning: Meaning,
    /// The words before its operands: `send`, `on webhook`.
    pub(in crate::ide) head: String,
    /// What it is for.
    pub(in crate::ide) about: &'static str,
    /// Its operands.
    pub(in crate::ide) forms: &'static [Form],
    /// What each form says, where they say different things.
    pub(in crate::ide) meanings: &'static [&'static str],
    /// How many tokens stand before its operands.
    pub(in crate::ide) skip: usize,
}

/// What the line of `tokens` is in a block.
pub(in crate::ide) fn declared(within: Within, tokens: &[Token<'_>]) -> Vec<Declared> {
    let [word, rest @ ..] = tokens else { return Vec::new() };
    let next = rest.first().filter(|next| next.sign == Sign::Word).map(|next| next.text);
    let mut found: Vec<Declared> = Vec::new();
    found.extend(of(meaning(within, word.text, next), word, rest));
    // `stop` is a step, and the beginning of a setting.
    if within == Within::Workflow && rest.is_empty() {
        let setting = WORKFLOW_SETTINGS.iter().find(|one| one.word == word.text);
        let setting = setting.map(Meaning::Setting).and_then(|one| of(one, word, rest));
        found.extend(setting.filter(|one| found.iter().all(|known| known.meaning != one.meaning)));
    }
    found
}

fn of(meaning: Meaning, word: &Token<'_>, rest: &[Token<'_>]) -> Option<Declared> {
    let line = |head: &str, about, forms, skip| {
        Some(Declared { meaning, head: head.to_owned(), about, forms, meanings: &[], skip })
    };
    match meaning {
        Meaning::Item(item) => line(item.word, item.about, item.forms, 1),
        Meaning::Declaration(one) => line(one.word, one.about, one.forms, 1),
        Meaning::Trigger(one) => line(&format!("on {}", one.event), one.about, one.forms, 2),
        Meaning::Promise(one) => line(&format!("ensure {}", one.word), one.about, one.forms, 2),
        Meaning::Setting(one) => line(one.word, one.about, one.forms, 1),
        Meaning::Step(one) => line(one.verb, one.about, one.forms, 1),
        Meaning::Outcome(_, one) => line(one.word, one.about, one.forms, 1),
        Meaning::Arm => {
            line(WHEN.word, "A condition, and what happens where it is true.", WHEN.forms, 1)
        }
        Meaning::Scenario(one) => {
            let negated = one.negates && rest.first().is_some_and(|first| first.is("not"));
            let head = if negated { format!("{} not", one.word) } else { one.word.to_owned() };
            let skip = if negated { 2 } else { 1 };
            let (about, forms) = (one.about, one.forms);
            Some(Declared { meaning, head, about, forms, meanings: one.meanings, skip })
        }
        Meaning::Typed => {
            let parts = rest.chunks(2).take_while(
                |two| matches!(two, [dot, name] if dot.is(".") && name.sign == Sign::Word),
            );
            let skip = 1 + 2 * parts.count();
            line(word.text, "", TYPED_WITH_TEXT, skip)
        }
        Meaning::Else | Meaning::Unknown => None,
    }
}

impl Standing<'_> {
    /// What the line at the cursor is.
    pub(in crate::ide) fn declared(&self) -> Vec<Declared> {
        let within = self.frame().within;
        let mut found = declared(within, &self.before);
        if within == (Within::Typed { texts: false }) {
            found.iter_mut().for_each(|one| one.forms = TYPED);
        }
        found
    }

    /// What the line is to whose block the cursor belongs.
    pub(in crate::ide) fn owner(&self) -> Option<Declared> {
        let around = self.outer()?.within;
        declared(around, &self.frame().head).into_iter().next()
    }
}

impl Around<'_> {
    /// Whether what stands at the cursor leaves in a request that may hold secrets.
    pub(super) fn carries_secrets(&self) -> bool {
        let carries = |step: &Step| step.effects.contains(&Effect::CarriesSecrets);
        if let Within::Step(step) = self.standing.frame().within {
            return carries(step);
        }
        let declared = self.standing.declared();
        declared.iter().any(|one| matches!(one.meaning, Meaning::Step(step) if carries(step)))
    }

    /// Whether a line of a kind stands before the cursor in its block.
    pub(super) fn stands_before(&self, is: impl Fn(Meaning) -> bool) -> bool {
        let frame = self.standing.frame();
        let mut before = frame.lines.iter().filter(|line| line.at < self.standing.word.start);
        before.any(|line| is(line.meaning(frame.within)))
    }
}
