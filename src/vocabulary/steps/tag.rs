//! `tag` and `untag`.

use super::super::{Body, Core, Effect, Form, Kind, Operand, Sort, Step, Waits};

const TAGS: &[Form] = &[&[Operand::plain("tags", Kind::DeclaredList(Sort::Tag))]];

/// `tag`.
pub(super) const TAG: Step = Step {
    verb: "tag",
    title: "Update Contact Tag: add",
    about: "Puts tags on the contact. A tag that is there already stays.",
    forms: TAGS,
    body: Body::None,
    settings: &[],
    outcomes: &[],
    next: Some("next"),
    proves: &[],
    agreements: &[],
    core: Core::Act,
    effects: &[Effect::AddsTags],
    waits: Waits::No,
    sample: r#"workspace shop "Corner Shop" {
  tag vip
  tag wholesale
}

workflow mark "Mark" {
  on manual
  tag vip, wholesale
}
"#,
};

/// `untag`.
pub(super) const UNTAG: Step = Step {
    verb: "untag",
    title: "Update Contact Tag: remove",
    about: "Takes tags off the contact. A tag that is not there is passed over.",
    forms: TAGS,
    body: Body::None,
    settings: &[],
    outcomes: &[],
    next: Some("next"),
    proves: &[],
    agreements: &[],
    core: Core::Act,
    effects: &[Effect::RemovesTags],
    waits: Waits::No,
    sample: r#"workspace shop "Corner Shop" {
  tag vip
  tag wholesale
}

workflow unmark "Unmark" {
  on manual
  untag vip, wholesale
}
"#,
};
