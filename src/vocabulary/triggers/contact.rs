//! `contact_tag_updated`, `contact_field_updated` and `lifecycle_updated`.

use super::super::build::{PLAIN_TRIGGER, brings, setting};
use super::super::{Hears, Kind, Operand, Sort, Store, Trigger, Want};

/// `contact_tag_updated`.
pub(super) const TAG: Trigger = Trigger {
    event: "contact_tag_updated",
    title: "Contact Tag Updated",
    about: "A tag is put on a contact or taken off. Without `added` and `removed`, any tag counts.",
    settings: &[
        setting(
            "added",
            "Tags whose coming counts.",
            &[&[Operand::plain("tags", Kind::DeclaredList(Sort::Tag))]],
        ),
        setting(
            "removed",
            "Tags whose going counts.",
            &[&[Operand::plain("tags", Kind::DeclaredList(Sort::Tag))]],
        ),
    ],
    brings: &[brings("tag", "tag", "The tag that came or went.")],
    hears: Hears::Tagging,
    sample: r#"workspace shop "Corner Shop" {
  tag vip
  tag cold
}

workflow tagged "Tagged" {
  on contact_tag_updated {
    added vip
    removed cold
    when contact.email is set
  }
  comment "Now look at ${trigger.tag}."
}
"#,
    ..PLAIN_TRIGGER
};

const VALUE: Operand = Operand::plain("value", Kind::Value(Want::OfPlace("field")));

/// `contact_field_updated`.
pub(super) const FIELD: Trigger = Trigger {
    event: "contact_field_updated",
    title: "Contact Field Updated",
    about: "A field of a contact gets another value, by whomever.",
    forms: &[&[Operand::plain("field", Kind::Place(Store::Field))]],
    settings: &[
        setting("from", "The value before.", &[&[VALUE]]),
        setting("to", "The value after.", &[&[VALUE]]),
    ],
    brings: &[
        brings("from", "field?", "The value before, of the type of the field."),
        brings("to", "field?", "The value after, of the type of the field."),
    ],
    hears: Hears::Storing(""),
    sample: r#"workspace shop "Corner Shop" {
  field plan choice "Free", "Pro"
}

workflow upgraded "Upgraded" {
  on contact_field_updated contact.plan {
    from "Free"
    to "Pro"
    when contact.email is set
  }
  comment "From ${trigger.from else "nothing"} to ${trigger.to else "nothing"}."
}
"#,
    ..PLAIN_TRIGGER
};

const STAGE: Operand = Operand::plain("value", Kind::DeclaredText(Sort::Lifecycle));

/// `lifecycle_updated`.
pub(super) const LIFECYCLE: Trigger = Trigger {
    event: "lifecycle_updated",
    title: "Lifecycle Updated",
    about: "A contact moves to another stage of the lifecycle.",
    settings: &[
        setting("from", "The stage before.", &[&[STAGE]]),
        setting("to", "The stage after.", &[&[STAGE]]),
    ],
    brings: &[
        brings("from", "lifecycle?", "The stage before."),
        brings("to", "lifecycle?", "The stage after."),
    ],
    hears: Hears::Storing("lifecycle"),
    sample: r#"workspace shop "Corner Shop" {
  lifecycle "New lead", "Customer"
}

workflow won "Won" {
  on lifecycle_updated {
    from "New lead"
    to "Customer"
    when contact.email is set
  }
  comment "From ${trigger.from else "nothing"} to ${trigger.to else "nothing"}."
}
"#,
    ..PLAIN_TRIGGER
};
