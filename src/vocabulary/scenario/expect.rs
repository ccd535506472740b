//! `expect`: what should have happened.

use super::super::{Keys, Kind, Operand, ScenarioLine, Sort, Want};

const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];
const METHOD: Operand = Operand::after("http", "method", Kind::Word(METHODS));
const URL: Operand = Operand::plain("url", Kind::Text);
const LABEL: Kind = Kind::Declared(Sort::Label);

/// `expect`.
pub(super) const EXPECT: ScenarioLine = ScenarioLine {
    word: "expect",
    about: "What should have come of it: messages, notes, calls and rows since the last `when` or \
            `after`; owner, tags, fields, the conversation and where the run is, as they are now, \
            whoever made them so. In texts, `*` stands for anything. `expect not` says that it \
            should not be so.",
    forms: &[
        &[Operand::after("sent", "sent", Kind::Text)],
        &[Operand::after("asked", "asked", Kind::Text)],
        &[Operand::after("assigned", "agent", Kind::Declared(Sort::Agent))],
        &[Operand::after("assigned", "state", Kind::Implied("assigned"))],
        &[Operand::after("waiting", "state", Kind::Implied("waiting"))],
        &[Operand::after("comment", "comment", Kind::Text)],
        &[Operand::after("tag", "tag", Kind::Declared(Sort::Tag))],
        &[
            Operand::after("field", "field", Kind::Declared(Sort::Field)),
            Operand::after("=", "value", Kind::Value(Want::LikePlace("field"))),
        ],
        &[METHOD, URL, Operand::after("called", "called", Kind::Implied("called"))],
        &[METHOD, URL, Operand::after("with", "with", Kind::Record(Keys::Free))],
        &[Operand::after("row", "row", Kind::Record(Keys::Free))],
        &[Operand::after("closed", "state", Kind::Implied("closed"))],
        &[Operand::after("open", "state", Kind::Implied("open"))],
        &[Operand::after("ended", "state", Kind::Implied("ended"))],
        &[Operand::after("failed at", "failed", LABEL)],
        &[Operand::after("timed out at", "timed_out", LABEL)],
        &[Operand::after("at", "at", LABEL)],
    ],
    meanings: &[
        "A message went out.",
        "A question went out.",
        "This agent owns the contact now.",
        "Somebody owns the contact now.",
        "The run waits for an agent in the queue; one who has yet to accept is assigned already.",
        "A note was left.",
        "The contact carries this tag.",
        "A field of the contact has this value.",
        "Another system was called.",
        "It was called with these values in the body.",
        "A row with these cells was added.",
        "The conversation is closed.",
        "The conversation is open.",
        "The run has ended as meant.",
        "The run has failed at this step.",
        "The run has timed out at this step.",
        "The run waits at this step.",
    ],
    negates: true,
    sample: in_a_shop!(
        r#"scenario "everything that can be expected" for leads {
  when conversation opened
  expect sent "Hello!"
  expect asked "*"
  expect assigned amara
  expect assigned
  expect waiting
  expect comment "*"
  expect not tag vip
  expect field plan = "Pro"
  expect http post "https://example.com/*" called
  expect http post "https://example.com/*" with (id: 7)
  expect row (Name: "Ada")
  expect closed
  expect open
  expect ended
  expect failed at pool
  expect timed out at pool
  expect at pool
}
"#
    ),
};
