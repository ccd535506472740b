//! `tag` and `untag`.

use super::super::build::PLAIN_STEP;
use super::super::{Effect, Form, Kind, Operand, Sort, Step};

const TAGS: &[Form] = &[&[Operand::plain("tags", Kind::DeclaredList(Sort::Tag))]];

/// `tag`.
pub(super) const TAG: Step = Step {
    verb: "tag",
    title: "Update Contact Tag: add",
    about: "Puts tags on the contact. A tag that is there already stays, and starts nothing.",
    forms: TAGS,
    next: Some("next"),
    effects: &[Effect::AddsTags],
    sample: r#"workspace shop "Corner Shop" {
  tag vip
  tag wholesale
}

workflow mark "Mark" {
  on manual
  tag vip, wholesale
}
"#,
    ..PLAIN_STEP
};

/// `untag`.
pub(super) const UNTAG: Step = Step {
    verb: "untag",
    title: "Update Contact Tag: remove",
    about: "Takes tags off the contact. A tag that is not there is passed over.",
    forms: TAGS,
    next: Some("next"),
    effects: &[Effect::RemovesTags],
    sample: r#"workspace shop "Corner Shop" {
  tag vip
  tag wholesale
}

workflow unmark "Unmark" {
  on manual
  untag vip, wholesale
}
"#,
    ..PLAIN_STEP
};
