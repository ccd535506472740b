//! What a workspace declares, one declaration each.

mod people;
mod places;
mod things;

use super::{Declaration, Form, Item, Kind, Operand, Sort};

/// Every declaration, in the order of the reference.
pub const DECLARATIONS: &[Declaration] = &[
    places::TIMEZONE,
    people::AGENT,
    people::TEAM,
    things::FIELD,
    things::TAG,
    places::CHANNEL,
    things::TEMPLATE,
    things::LIFECYCLE,
    things::CLOSING_NOTES,
    things::SECRET,
    things::SHEET,
    places::HOURS,
];

const NAME: Operand = Operand::plain("name", Kind::NewName);
const TITLE: Operand = Operand::plain("title", Kind::Text);

/// What may stand at the top of a file, in the order of the reference.
pub const ITEMS: &[Item] = &[
    Item {
        word: "workspace",
        about: "What the workflows may talk about: people, fields, tags, channels, hours. A program \
                has one. Without it a file is checked as a sketch, in which names that cannot be \
                known are warnings.",
        forms: ITEM_FORMS,
        holds: "declarations, in any order",
        sample: r#"workspace shop "Corner Shop" {
  timezone "Europe/London"
  agent amara "Amara Okafor"
}
"#,
    },
    Item {
        word: "workflow",
        about: "What happens with a contact from a trigger on. Its triggers, settings and promises \
                stand before its first step.",
        forms: ITEM_FORMS,
        holds: "`on` lines, settings and `ensure` lines, then steps",
        sample: r#"workflow welcome "Welcome" {
  on conversation_opened
  once per_contact
  ensure reply within 1m
  send "Welcome!"
}
"#,
    },
    Item {
        word: "scenario",
        about: "A trial of a workflow: how the world is, what happens, and what should follow.",
        forms: SCENARIO_FORMS,
        holds: "`given`, `when`, `expect`, `at` and `after` lines, in the order in which they happen",
        sample: r#"workflow welcome "Welcome" {
  on conversation_opened
  send "Welcome!"
}

scenario "a new contact is greeted" for welcome {
  when conversation opened
  expect sent "Welcome!"
  expect ended
}
"#,
    },
];

/// How `workspace` and `workflow` are written.
pub const ITEM_FORMS: &[Form] = &[&[NAME, TITLE.optional()]];

/// How `scenario` is written.
pub const SCENARIO_FORMS: &[Form] =
    &[&[TITLE, Operand::after("for", "workflow", Kind::Declared(Sort::Workflow))]];

/// How a typed line goes on behind its name.
pub const TYPED: &[Form] = &[&[Operand::plain("type", Kind::LineType)]];

/// The same, with a text for people.
pub const TYPED_WITH_TEXT: &[Form] =
    &[&[Operand::plain("type", Kind::LineType), Operand::plain("text", Kind::Text).optional()]];
