//! `secret-in-source`: a credential in the text of the program.

use std::ops::Range;

use super::super::credentials::{
    authorized, credentials, is_authorization, looks_random, names_credential,
};
use super::super::facts::{Facts, Flow};
use super::super::rule::{Look, Rule};
use super::super::urls::{narrow, spell};
use crate::base::{FileId, GAP, Location, Source, Sources, Span, authority};
use crate::graph::StepIx;
use crate::program::{ArgValue, Expr, ExprKind, Line, Step};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{Effect, codes};

/// `secret-in-source`.
pub(super) const RULE: Rule = Rule {
    code: codes::SECRET_IN_SOURCE,
    severity: Severity::Error,
    about: "A credential stands in the source, where everybody who reads the file, its history or a plan \
            finds it. Found are, also in comments: the keys and tokens of well-known services by their \
            shape, private keys and JSON Web Tokens; and in requests: a fixed text behind `Bearer`, `Basic` \
            or another scheme in an `Authorization` header, a password in an address, and a long text \
            without any words in it behind a name such as `X-Api-Key`, `token` or `client_secret`.\n\nA \
            text that only keeps the place of a credential (`xxxx`, `YOUR_TOKEN_HERE`) is not reported. \
            Whatever was in a file once is known: take a new credential, not the old one, into the secret.",
    bad: r#"workspace shop "Corner Shop" {
  field crm_id number
}

workflow leads "Leads" {
  on conversation_opened
  http get "https://crm.example.com/people" {
    header "Authorization" = "Bearer h4rb0ur-b1kes-2026"
    save body.id as number into contact.crm_id
    failed { stop }
  }
}
"#,
    good: r#"workspace shop "Corner Shop" {
  field crm_id number
  secret crm_token
}

workflow leads "Leads" {
  on conversation_opened
  http get "https://crm.example.com/people" {
    header "Authorization" = "Bearer ${secret(crm_token)}"
    save body.id as number into contact.crm_id
    failed { stop }
  }
}
"#,
    looks: &[Look::Text(of_text), Look::Flow(of_requests)],
};

/// Looks for what its shape alone gives away.
fn of_text(_: &Facts<'_, '_>, file: FileId, source: &Source, reports: &mut Reports) {
    for one in credentials(source.text()) {
        reports.extend(stretch(file, 0, &one.at).map(|place| report(place, one.what)));
    }
}

/// Looks for what only its place in a request gives away.
fn of_requests(facts: &Facts<'_, '_>, flow: &Flow<'_, '_>, reports: &mut Reports) {
    let mut search = Search { sources: facts.sources, flow, found: Vec::new() };
    flow.steps().for_each(|(ix, step)| search.step(ix, step));
    reports.extend(search.found.into_iter().map(|(place, what)| report(place, what)));
}

fn report(place: Location, what: &str) -> Report {
    let message = format!("{what} stands in the source");
    Report::error(codes::SECRET_IN_SOURCE, place, message)
        .label("everybody who sees this file can use it")
        .help(
            "revoke it, declare a `secret` in the workspace, and write `secret(NAME)` in the \
             request that needs it",
        )
}

/// The place of some bytes behind the first so many of a file.
fn stretch(file: FileId, from: usize, at: &Range<usize>) -> Option<Location> {
    let offset = |at: usize| u32::try_from(from + at).ok();
    let (start, end) = (offset(at.start)?, offset(at.end)?);
    Some(Location { file, span: Span::new(start, end) })
}

/// Looks through requests for credentials that only their place gives away.
struct Search<'a, 'g, 'p> {
    sources: &'a Sources,
    flow: &'a Flow<'g, 'p>,
    found: Vec<(Location, &'static str)>,
}

impl Search<'_, '_, '_> {
    fn step(&mut self, ix: StepIx, step: &Step) {
        // They stand in order of the steps.
        let all = self.flow.addresses();
        let behind = all.get(all.partition_point(|address| address.step < ix)..);
        let given = behind.into_iter().flatten().take_while(|address| address.step == ix);
        for address in given {
            if let Some(password) = authority(&address.text).and_then(password) {
                self.push(address.location, password, "a password");
            }
        }
        if step.decl.effects.contains(&Effect::CarriesSecrets) {
            step.line.settings.iter().for_each(|line| self.line(line));
        }
    }

    fn line(&mut self, line: &Line) {
        for arg in &line.args {
            match &arg.value {
                ArgValue::Expr(value) => {
                    if let Some(name) = line.arg("key").and_then(ArgValue::called) {
                        self.value(name, value);
                    }
                    self.inside(value);
                }
                ArgValue::Record(entries) => {
                    for (name, value) in entries {
                        self.value(name, value);
                        self.inside(value);
                    }
                }
                ArgValue::Exprs(_)
                | ArgValue::Name(_)
                | ArgValue::Names(_)
                | ArgValue::Text(_)
                | ArgValue::Texts(_)
                | ArgValue::Count(_)
                | ArgValue::Duration(_)
                | ArgValue::Place(..)
                | ArgValue::Type(..)
                | ArgValue::Path(_)
                | ArgValue::Status { .. }
                | ArgValue::Days(_)
                | ArgValue::Times(_)
                | ArgValue::Dates(..)
                | ArgValue::Moment(_) => {}
            }
        }
    }

    /// Looks at the records inside of a value.
    fn inside(&mut self, value: &Expr) {
        if let ExprKind::Record(entries) = &value.kind {
            entries.iter().for_each(|(name, value)| self.value(name, value));
        }
        value.each_part(|part| self.inside(part));
    }

    fn value(&mut self, name: &str, value: &Expr) {
        let mut text = String::new();
        spell(self.flow, value, &mut text);
        let place = self.flow.location(value.span);
        if is_authorization(name) {
            if let Some(credential) = authorized(&text) {
                self.push(place, credential, "a credential");
            }
        } else if names_credential(name) && looks_random(&text) {
            self.push(place, &text, "a credential");
        }
    }

    /// Takes a credential in, unless its shape gave it away already.
    fn push(&mut self, whole: Location, credential: &str, what: &'static str) {
        let place = narrow(self.sources, whole, credential);
        let known = |other: Location| {
            other.file == place.file
                && other.span.start < place.span.end
                && place.span.start < other.span.end
        };
        let lines = self.sources.lines(place);
        let shaped = credentials(self.sources.slice(lines))
            .into_iter()
            .any(|one| stretch(place.file, lines.span.start as usize, &one.at).is_some_and(known));
        if !shaped && !self.found.iter().any(|(other, _)| known(*other)) {
            self.found.push((place, what));
        }
    }
}

/// The fixed password in `user:password@host`.
fn password(authority: &str) -> Option<&str> {
    let (user, _) = authority.rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    (!password.is_empty() && !password.contains(GAP)).then_some(password)
}
