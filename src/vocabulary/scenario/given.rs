//! `given`: how the world is before anything happens.

use super::super::words::STATUSES;
use super::super::{Keys, Kind, Operand, ScenarioLine, Sort};

const AGENT: Operand = Operand::after("agent", "agent", Kind::Declared(Sort::Agent));
const URL: Operand = Operand::after("http", "method", Kind::Word(METHODS));
const METHODS: &[&str] = &["get", "post", "put", "patch", "delete"];
const COUNT: Kind = Kind::Count { min: 0, max: 100_000 };

/// `given`.
pub(super) const GIVEN: ScenarioLine = ScenarioLine {
    word: "given",
    about: "How the world is before anything happens. Agents are offline until given.",
    forms: &[
        &[AGENT, Operand::plain("status", Kind::Word(STATUSES))],
        &[AGENT, Operand::after("owns", "count", COUNT)],
        &[Operand::after("contact", "contact", Kind::Record(Keys::OfContact))],
        &[Operand::after("tag", "tag", Kind::Declared(Sort::Tag))],
        &[Operand::after("owner", "owner", Kind::Declared(Sort::Agent))],
        &[
            Operand::after("conversation open", "conversation", Kind::Implied("open")),
            Operand::after("on", "channel", Kind::Declared(Sort::Channel)).optional(),
        ],
        &[Operand::after("conversation closed", "conversation", Kind::Implied("closed"))],
        &[
            URL,
            Operand::plain("url", Kind::Text),
            Operand::after("returns", "status", Kind::Status),
            Operand::plain("body", Kind::Record(Keys::Free)).optional(),
        ],
        &[
            URL,
            Operand::plain("url", Kind::Text),
            Operand::after("fails", "fails", Kind::Implied("fails")),
        ],
        &[Operand::after("send fails", "fails", Kind::Implied("send"))],
        &[Operand::after("sheet fails", "fails", Kind::Implied("sheet"))],
        &[Operand::after("ai says", "says", Kind::Text)],
        &[Operand::after("ai done", "done", Kind::Record(Keys::Collected))],
        &[Operand::after("ai handoff", "ai", Kind::Implied("handoff"))],
        &[Operand::after("ai unable", "ai", Kind::Implied("unable"))],
    ],
    meanings: &[
        "The status of an agent.",
        "How many open conversations an agent owns.",
        "Fields of the contact, standard and declared.",
        "A tag the contact carries.",
        "Who owns the contact.",
        "The conversation is open already.",
        "There was a conversation, and it is closed.",
        "How another system answers; the record is the body.",
        "Another system does not answer.",
        "The channel refuses what is sent, from here to the end of the scenario.",
        "No row is added to any sheet, from here to the end of the scenario.",
        "What the assistant writes next.",
        "The assistant meets its objective, with what it collected.",
        "The assistant hands over to a person.",
        "The assistant cannot go on.",
    ],
    negates: false,
    sample: in_a_shop!(
        r#"scenario "everything that can be given" for leads {
  given agent amara online
  given agent bo owns 3
  given contact (first_name: "Ada", plan: "Pro")
  given tag vip
  given owner amara
  given conversation open on web
  given conversation closed
  given http post "https://example.com/*" returns 200 (id: 7)
  given http get "https://example.com/*" fails
  given send fails
  given sheet fails
  given ai says "Hello!"
  given ai done (plan: "Pro")
  given ai handoff
  given ai unable
  when conversation opened
  expect assigned amara
}
"#
    ),
};
