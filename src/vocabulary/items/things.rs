//! `field`, `tag`, `template`, `lifecycle`, `closing_notes`, `secret` and `sheet`.

use super::super::words::FIELD_TYPES;
use super::super::{Declaration, Kind, Operand, Sort};
use super::{NAME, TITLE};

const TEXTS: Operand = Operand::plain("texts", Kind::NewTexts);

/// `field`.
pub(super) const FIELD: Declaration = Declaration {
    word: "field",
    about: "Something to know about each contact, read and stored as `contact.NAME`.",
    sort: Some(Sort::Field),
    forms: &[&[
        NAME,
        Operand::plain("type", Kind::Type(FIELD_TYPES)),
        Operand::plain("options", Kind::NewTexts).optional(),
    ]],
    settings: &[],
    repeats: true,
    sample: r#"workspace shop "Corner Shop" {
  field budget number
  field plan choice "Free", "Pro"
}
"#,
};

/// `tag`.
pub(super) const TAG: Declaration = Declaration {
    word: "tag",
    about: "A tag that contacts may carry. Where a workspace declares none, any may be used.",
    sort: Some(Sort::Tag),
    forms: &[&[NAME]],
    settings: &[],
    repeats: true,
    sample: r#"workspace shop "Corner Shop" {
  tag vip
  tag no_answer
}
"#,
};

/// `template`.
pub(super) const TEMPLATE: Declaration = Declaration {
    word: "template",
    about: "A message that a channel has approved, with numbered gaps.",
    sort: Some(Sort::Template),
    forms: &[&[
        NAME,
        Operand::after("on", "channel", Kind::Declared(Sort::Channel)),
        Operand::plain("text", Kind::Text),
    ]],
    settings: &[],
    repeats: true,
    sample: r#"workspace shop "Corner Shop" {
  channel whatsapp_main whatsapp
  template welcome on whatsapp_main "Hi {{1}}, your order {{2}} is on its way."
}
"#,
};

/// `lifecycle`.
pub(super) const LIFECYCLE: Declaration = Declaration {
    word: "lifecycle",
    about: "The stages a contact goes through, in order.",
    sort: Some(Sort::Lifecycle),
    forms: &[&[TEXTS]],
    settings: &[],
    repeats: false,
    sample: r#"workspace shop "Corner Shop" {
  lifecycle "New lead", "Hot lead", "Customer"
}
"#,
};

/// `closing_notes`.
pub(super) const CLOSING_NOTES: Declaration = Declaration {
    word: "closing_notes",
    about: "Why conversations are closed.",
    sort: Some(Sort::ClosingNote),
    forms: &[&[TEXTS]],
    settings: &[],
    repeats: false,
    sample: r#"workspace shop "Corner Shop" {
  closing_notes "Resolved", "Spam"
}
"#,
};

/// `secret`.
pub(super) const SECRET: Declaration = Declaration {
    word: "secret",
    about: "A text that comes from outside and leaves only in HTTP requests, as `secret(NAME)`.",
    sort: Some(Sort::Secret),
    forms: &[&[NAME]],
    settings: &[],
    repeats: true,
    sample: r#"workspace shop "Corner Shop" {
  secret crm_token
}
"#,
};

/// `sheet`.
pub(super) const SHEET: Declaration = Declaration {
    word: "sheet",
    about: "A spreadsheet that rows are added to.",
    sort: Some(Sort::Sheet),
    forms: &[&[NAME, TITLE]],
    settings: &[],
    repeats: true,
    sample: r#"workspace shop "Corner Shop" {
  sheet ledger "Ledger"
}
"#,
};
