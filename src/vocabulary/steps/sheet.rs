//! `sheet`: a row in a spreadsheet.

use super::super::build::{PLAIN_STEP, outcome, setting};
use super::super::{Body, Cause, Effect, Keys, Kind, Operand, Sort, Step, Waits, Without};

/// `sheet`.
pub(super) const SHEET: Step = Step {
    verb: "sheet",
    title: "Add Google Sheets Row",
    about: "Adds a row to a tab of a declared sheet.",
    forms: &[&[
        Operand::after("append", "sheet", Kind::Declared(Sort::Sheet)),
        Operand::after("tab", "tab", Kind::Text),
    ]],
    body: Body::Details,
    settings: &[setting(
        "row",
        "The cells, by the titles of their columns.",
        &[&[Operand::plain("values", Kind::Record(Keys::Free))]],
    )],
    outcomes: &[outcome("failed", "The row was not added.", Without::Next, Cause::SheetRefusal)],
    next: Some("added"),
    effects: &[Effect::CallsOut],
    waits: Waits::IfHandled("failed"),
    sample: r#"workspace shop "Corner Shop" {
  sheet ledger "Ledger"
}

workflow log "Log" {
  on conversation_closed
  sheet append ledger tab "January" {
    row (Name: contact.name else "unknown", "Closed at": now)
    failed { comment "Not in the ledger." }
  }
}
"#,
    ..PLAIN_STEP
};
