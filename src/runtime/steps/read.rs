//! Reading a step of a plan.

use super::{Does, Exit, Goto, ai, ask, assign, http, say, send, sheet, wait};
use crate::base::{Duration, Name, Place};
use crate::plan::{Arg, Expr, Literal, Outcome, Setting};

/// Why a plan cannot be run by this version of Rondel.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Misread(pub Name);

/// A step about to be read.
pub(super) struct Reading<'a> {
    pub(super) step: &'a Name,
    pub(super) args: &'a [(Name, Arg)],
    pub(super) settings: &'a [Setting],
    pub(super) exits: Vec<(&'a Outcome, Goto)>,
    pub(super) next: Goto,
}

impl<'a> Reading<'a> {
    /// Reads a step by its verb.
    pub(super) fn act(&self, verb: &str) -> Result<Does, Misread> {
        Ok(match verb {
            "send" => Does::Send(Box::new(send::Send::read(self)?)),
            "ask" => Does::Ask(Box::new(ask::Ask::read(self)?)),
            "assign" => Does::Assign(Box::new(assign::Assign::read(self)?)),
            "unassign" => Does::Unassign(self.next),
            "tag" | "untag" => {
                Does::Tags { tags: self.names("tags"), added: verb == "tag", next: self.next }
            }
            "comment" => Does::Comment(Box::new(say::Comment::read(self)?)),
            "open" => Does::Open(self.next),
            "close" => Does::Close(Box::new(say::Close::read(self))),
            "wait" => Does::Wait(Box::new(wait::Wait::read(self)?)),
            "http" => Does::Http(Box::new(http::Http::read(self)?)),
            "ai" => Does::Ai(Box::new(ai::Ai::read(self)?)),
            "sheet" => Does::Sheet(Box::new(sheet::Sheet::read(self)?)),
            verb => {
                return Err(
                    self.misread(&format!("is a `{verb}`, which this version does not know"))
                );
            }
        })
    }

    pub(super) fn misread(&self, why: &str) -> Misread {
        Misread(Name::from(format!("step `{}` {why}", self.step)))
    }

    /// An operand.
    pub(super) fn arg(&self, name: &str) -> Option<&'a Arg> {
        self.args.iter().find(|(key, _)| key == name).map(|(_, arg)| arg)
    }

    /// A computed operand that has to be there.
    pub(super) fn expr(&self, name: &str) -> Result<Expr, Misread> {
        self.arg(name).and_then(expr).ok_or_else(|| self.misread(&format!("has no `{name}`")))
    }

    pub(super) fn name(&self, name: &str) -> Option<Name> {
        self.arg(name).and_then(plain)
    }

    pub(super) fn names(&self, name: &str) -> Vec<Name> {
        self.arg(name).map(names).unwrap_or_default()
    }

    /// A setting's line.
    pub(super) fn setting(&self, word: &str) -> Option<&'a Setting> {
        self.settings.iter().find(|setting| setting.name == word)
    }

    /// Every line of a setting that may stand several times.
    pub(super) fn all(&self, word: &'a str) -> impl Iterator<Item = &'a Setting> {
        self.settings.iter().filter(move |setting| setting.name == word)
    }

    /// The first operand of a setting.
    pub(super) fn of(&self, word: &str) -> Option<&'a Arg> {
        self.setting(word)?.args.first().map(|(_, arg)| arg)
    }

    pub(super) fn expr_of(&self, word: &str) -> Option<Expr> {
        self.of(word).and_then(expr)
    }

    pub(super) fn name_of(&self, word: &str) -> Option<Name> {
        self.of(word).and_then(plain)
    }

    pub(super) fn names_of(&self, word: &str) -> Vec<Name> {
        self.of(word).map(names).unwrap_or_default()
    }

    pub(super) fn count_of(&self, word: &str) -> Option<i64> {
        if let Some(Arg::Count(count)) = self.of(word) { Some(*count) } else { None }
    }

    pub(super) fn duration_of(&self, word: &str) -> Option<Duration> {
        self.of(word).and_then(duration)
    }

    /// An outcome that the step always has.
    pub(super) fn exit(&self, name: &'static str) -> Exit {
        match self.exits.iter().find(|(outcome, _)| outcome.name == name) {
            Some((outcome, to)) => Exit { name, to: *to, handled: outcome.handled },
            None => Exit { name, to: self.next, handled: false },
        }
    }

    /// An outcome with the time it carries.
    pub(super) fn timed(&self, name: &'static str) -> Result<(Exit, Duration), Misread> {
        let found = self.exits.iter().find(|(outcome, _)| outcome.name == name);
        let time = found.and_then(|(outcome, _)| duration(outcome.with.as_ref()?));
        let time = time.ok_or_else(|| self.misread(&format!("has no time for `{name}`")))?;
        Ok((self.exit(name), time))
    }
}

pub(super) fn expr(arg: &Arg) -> Option<Expr> {
    if let Arg::Expr(expr) = arg {
        return Some(expr.clone());
    }
    let Arg::Text(text) = arg else { return None };
    Some(Expr::Literal(Literal::Text(text.clone())))
}

pub(super) fn plain(arg: &Arg) -> Option<Name> {
    if let Arg::Name(name) | Arg::Text(name) | Arg::Type(name) = arg {
        Some(name.clone())
    } else {
        None
    }
}

pub(super) fn names(arg: &Arg) -> Vec<Name> {
    if let Arg::Names(names) | Arg::Texts(names) = arg {
        return names.clone();
    }
    plain(arg).into_iter().collect()
}

pub(super) fn duration(arg: &Arg) -> Option<Duration> {
    if let Arg::Duration(length) = arg { Some(*length) } else { None }
}

/// An operand of a line.
pub(super) fn arg_of<'a>(line: &'a Setting, name: &str) -> Option<&'a Arg> {
    line.args.iter().find(|(key, _)| key == name).map(|(_, arg)| arg)
}

/// The place an operand names.
pub(super) fn place(arg: Option<&Arg>) -> Option<Place> {
    if let Some(Arg::Place(place)) = arg { Some(place.clone()) } else { None }
}
