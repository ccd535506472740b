//! `agent` and `team`.

use super::super::build::{BARE, setting};
use super::super::{Declaration, Kind, Meant, Operand, Sort};
use super::{NAME, TITLE};

/// `agent`.
pub(super) const AGENT: Declaration = Declaration {
    word: "agent",
    about: "A person who talks with contacts. The first word of the text is the first name, the \
            rest the last name. Teams say who is in them: see `team`.",
    sort: Some(Sort::Agent),
    forms: &[&[NAME, TITLE]],
    settings: &[
        setting("email", "The agent's e-mail address.", &[&[Operand::plain("email", Kind::Email)]]),
        setting(
            "skills",
            "What the agent can do that others may not, for `assign`.",
            &[&[Operand::plain("skills", Kind::Texts).meaning(Meant::Skill)]],
        ),
        setting(
            "limit",
            "The most open conversations the agent is given.",
            &[&[Operand::plain("count", Kind::Count { min: 0, max: 100_000 })]],
        ),
        setting("unassignable", "Never given a contact by a workflow.", BARE),
    ],
    repeats: true,
    sample: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor" {
    email "amara@example.com"
    skills "fr", "enterprise"
    limit 10
    unassignable
  }
}
"#,
};

/// `team`.
pub(super) const TEAM: Declaration = Declaration {
    word: "team",
    about: "Agents who share contacts, in order of turn. They stand behind the text.",
    sort: Some(Sort::Team),
    forms: &[&[NAME, TITLE, Operand::plain("members", Kind::DeclaredList(Sort::Agent)).optional()]],
    settings: &[],
    repeats: true,
    sample: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor"
  agent bo "Bo Lind"
  team sales "Sales" amara, bo
}
"#,
};
