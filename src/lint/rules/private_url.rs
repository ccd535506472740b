//! `private-url`: an address inside of a network.

use super::super::facts::{Facts, Flow};
use super::super::rule::{Look, Rule};
use super::super::urls::narrow;
use crate::base::{GAP, Inside, host, inside};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// `private-url`.
pub(super) const RULE: Rule = Rule {
    code: codes::PRIVATE_URL,
    severity: Severity::Error,
    about: "A request or an attachment goes to an address inside of a network: the machine itself, \
            numbers such as `10.0.0.1` in any spelling, names such as `crm.internal`, or the service that \
            hands out the keys of a cloud's machines. Where the workflow runs that is another machine \
            than the author's, or one that nobody outside may talk to.\n\nA host counts as soon as \
            the text of the program tells it, also where the path is computed or a variable holds the \
            beginning. A name without a dot is one of a network. What contacts or other systems say \
            is known to nobody before the workflow runs, and not looked at here.",
    bad: r#"workflow leads "Leads" {
  on conversation_opened
  http get "https://10.0.0.5/people" { failed { stop } }
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
        let Some(host) = host(&address.text) else { continue };
        let Some(inside) = inside(host) else { continue };
        let label = match inside {
            Inside::Machine => "this is the machine that the workflow runs on",
            Inside::Network => "only machines of one network know this host",
            Inside::Metadata => "this hands out the keys of the machine that the workflow runs on",
            Inside::Nowhere => "no host has this address",
        };
        let place = narrow(facts.sources, address.location, host);
        let shown = host.replace(GAP, "…");
        let message = format!("`{shown}` is no address that everybody can reach");
        let report = Report::error(codes::PRIVATE_URL, place, message)
            .label(label)
            .help("write the public address of the other system");
        reports.push(report);
    }
}
