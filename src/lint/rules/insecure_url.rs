//! `insecure-url`: an address without encryption.

use super::super::facts::{Facts, Flow};
use super::super::rule::{Look, Rule};
use super::super::urls::narrow;
use crate::base::{host, inside};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `insecure-url`.
pub(super) const RULE: Rule = Rule {
    code: codes::INSECURE_URL,
    severity: Severity::Warning,
    about: "A request or an attachment goes by plain `http`. Everybody on the way can read what is sent, \
            secrets and contacts' data with it, and can change the answer.\n\nAddresses in texts that \
            people read are theirs to open and are not looked at. Addresses inside of a network are \
            the business of `private-url`.",
    bad: r#"workflow leads "Leads" {
  on conversation_opened
  http get "http://crm.example.com/people" { failed { stop } }
}
"#,
    good: r#"workflow leads "Leads" {
  on conversation_opened
  http get "https://crm.example.com/people" { failed { stop } }
}
"#,
    looks: &[Look::Flow(check)],
};

fn check(facts: &Facts<'_, '_>, flow: &Flow<'_, '_>, reports: &mut Reports) {
    for address in flow.addresses() {
        let text = address.text.as_str();
        if !text.starts_with("http://") || host(text).and_then(inside).is_some() {
            continue;
        }
        let place = narrow(facts.sources, address.location, "http://");
        let report = Report::warning(codes::INSECURE_URL, place, "this address is not encrypted")
            .label("everybody on the way can read and change what is sent")
            .help("write `https://`, and see that the other side takes it");
        reports.push(report);
    }
}
