//! `when`: something happens.

use super::super::words::{MESSAGE_KINDS, STATUSES};
use super::super::{Keys, Kind, Operand, ScenarioLine, Sort, Want};

const POSTED: Keys = Keys::Asked { event: "webhook", by: Some("webhook") };
const FORM: Keys = Keys::Asked { event: "shortcut", by: Some("shortcut") };
const BY_HAND: Keys = Keys::Asked { event: "manual", by: None };
const AGENT: Operand = Operand::after("agent", "agent", Kind::Declared(Sort::Agent));

/// `when`.
pub(super) const WHEN: ScenarioLine = ScenarioLine {
    word: "when",
    about: "Something happens. A conversation is opened by the contact, on the first channel \
            unless another is named.",
    forms: &[
        &[
            Operand::after("conversation opened", "event", Kind::Implied("conversation_opened")),
            Operand::after("on", "channel", Kind::Declared(Sort::Channel)).optional(),
        ],
        &[
            Operand::after("conversation closed", "event", Kind::Implied("conversation_closed")),
            Operand::after("by", "agent", Kind::Declared(Sort::Agent)).optional(),
            Operand::after("category", "category", Kind::DeclaredText(Sort::ClosingNote))
                .optional(),
        ],
        &[Operand::after("contact says", "says", Kind::Text)],
        &[Operand::after("contact sends", "sends", Kind::Word(MESSAGE_KINDS))],
        &[AGENT, Operand::after("says", "says", Kind::Text)],
        &[AGENT, Operand::after("goes", "status", Kind::Word(STATUSES))],
        &[AGENT, Operand::after("accepts", "accepts", Kind::Implied("accepts"))],
        &[AGENT, Operand::after("takes the contact", "takes", Kind::Implied("takes"))],
        &[
            Operand::after("tag", "tag", Kind::Declared(Sort::Tag)),
            Operand::plain("change", Kind::Word(&["added", "removed"])),
        ],
        &[
            Operand::after("field", "field", Kind::Declared(Sort::Field)),
            Operand::after("becomes", "value", Kind::Value(Want::OfPlace("field"))),
        ],
        &[
            Operand::after("webhook", "webhook", Kind::Declared(Sort::Webhook)),
            Operand::after("posted", "body", Kind::Record(POSTED)),
        ],
        &[
            Operand::after("shortcut", "shortcut", Kind::DeclaredText(Sort::Shortcut)),
            Operand::after("by", "agent", Kind::Declared(Sort::Agent)),
            Operand::plain("form", Kind::Record(FORM)).optional(),
        ],
        &[
            Operand::after("ad", "ad", Kind::Text),
            Operand::after("clicked", "clicked", Kind::Implied("clicked")),
        ],
        &[Operand::after("started with", "with", Kind::Record(BY_HAND))],
    ],
    meanings: &[
        "The contact opens the conversation.",
        "The conversation is closed, by an agent or by nobody in particular.",
        "The contact writes.",
        "The contact sends something that is no text.",
        "An agent writes to the contact.",
        "The status of an agent changes.",
        "The agent who was assigned accepts.",
        "An agent takes the contact by hand.",
        "A tag is put on the contact or taken off.",
        "A field of the contact changes.",
        "Another system posts to a webhook.",
        "An agent uses a shortcut, with what the form asks for.",
        "The contact comes from an ad.",
        "A person starts the workflow, with what `manual` asks for.",
    ],
    negates: false,
    sample: in_a_shop!(
        r#"scenario "everything that can happen" for leads {
  when conversation opened on web
  when conversation closed by amara category "Resolved"
  when contact says "hello"
  when contact sends image
  when agent amara says "hi"
  when agent amara goes online
  when agent amara accepts
  when agent amara takes the contact
  when tag vip added
  when tag vip removed
  when field plan becomes "Free"
  when webhook orders posted (email: "ada@example.com")
  when shortcut "Escalate" by amara (reason: "angry")
  when ad "Spring" clicked
  when started with ()
  expect waiting
}
"#
    ),
};
