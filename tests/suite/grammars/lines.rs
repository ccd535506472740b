//! What the vocabulary says of each line, as editors want it: its first word, what that does, and which
//! words behind it are words of the language.

use std::collections::{BTreeMap, BTreeSet};

use rondel::vocabulary::{
    Body, Core, DAYS, DECLARATIONS, Form, ITEM_FORMS, ITEMS, Kind, LINE_TYPES, PROMISES, RESERVED,
    SCENARIO_FORMS, SCENARIO_LINES, STEPS, Setting, TRIGGERS, WHEN, WORKFLOW_SETTINGS,
};

/// Words, in the order of the alphabet.
pub(super) type Words = BTreeSet<&'static str>;

/// What the first word of a line does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Stands at the top of a file: `workflow`.
    Item,
    /// Chooses a way: `branch`, `when`.
    Choice,
    /// Goes elsewhere: `jump`, `stop`.
    Way,
    /// Begins a trigger, a promise or a line of a scenario: `on`, `ensure`, `given`.
    Clause,
    /// Does something: `send`.
    Step,
    /// Goes on after a step: `timeout`.
    Outcome,
    /// Declares something in the workspace: `agent`.
    Declaration,
    /// Shapes what it stands in: `via`.
    Setting,
}

/// One of the three things that may stand at the top of a file, and with it what its lines mean.
pub(super) const ROOMS: [&str; 3] = ["workspace", "workflow", "scenario"];

/// What is known of the lines with one first word.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// What the word does; where it does several things, the first of [`Role`].
    pub(super) role: Option<Role>,
    /// Words before an operand: `to`, `by`.
    pub(super) links: Words,
    /// Words of a closed list: `round_robin`.
    pub(super) choices: Words,
    /// Types.
    pub(super) types: Words,
    /// Whether `not` may stand in it.
    pub(super) negates: bool,
    /// Whether it holds a range of days.
    pub(super) days: bool,
    /// Whether the lines of its block are names with a type.
    pub(super) typed: bool,
}

/// The lines of one room, by their first word.
pub(super) type Lines = BTreeMap<&'static str, Line>;

/// The lines that may stand in a room, at any depth.
pub(super) fn of(room: &str) -> Lines {
    let mut lines = Lines::new();
    match room {
        "workspace" => {
            for one in DECLARATIONS {
                add(&mut lines, one.word, Role::Declaration, one.forms);
                settings(&mut lines, one.settings);
            }
        }
        "workflow" => workflow(&mut lines),
        "scenario" => {
            for one in SCENARIO_LINES {
                add(&mut lines, one.word, Role::Clause, one.forms).negates |= one.negates;
            }
        }
        _ => panic!("{room} is no room"),
    }
    lines
}

/// The lines at the top of a file.
pub(super) fn at_the_top() -> Lines {
    let mut lines = Lines::new();
    for item in ITEMS {
        let forms = if item.word == "scenario" { SCENARIO_FORMS } else { ITEM_FORMS };
        add(&mut lines, item.word, Role::Item, forms);
    }
    let rooms: Words = ROOMS.into_iter().collect();
    assert_eq!(lines.keys().copied().collect::<Words>(), rooms, "there is a room of each kind");
    lines
}

/// Everything there is, for who does not know the room.
pub(super) fn anywhere() -> Lines {
    let mut lines = at_the_top();
    for (word, more) in ROOMS.into_iter().flat_map(of) {
        merge(lines.entry(word).or_default(), more);
    }
    lines
}

fn workflow(lines: &mut Lines) {
    for step in STEPS {
        let role = match step.core {
            Core::Branch => Role::Choice,
            Core::Jump | Core::End => Role::Way,
            Core::Act | Core::Set | Core::Start => Role::Step,
        };
        add(lines, step.verb, role, step.forms);
        settings(lines, step.settings);
        for outcome in step.outcomes {
            add(lines, outcome.word, Role::Outcome, outcome.forms);
        }
    }
    for trigger in TRIGGERS {
        let line = add(lines, "on", Role::Clause, trigger.forms);
        line.choices.insert(trigger.event);
        settings(lines, trigger.settings);
    }
    for promise in PROMISES {
        let line = add(lines, "ensure", Role::Clause, promise.forms);
        line.choices.insert(promise.word);
    }
    for setting in WORKFLOW_SETTINGS {
        add(lines, setting.word, Role::Clause, setting.forms);
    }
    add(lines, WHEN.word, Role::Choice, WHEN.forms);
}

fn settings(lines: &mut Lines, settings: &[Setting]) {
    for setting in settings {
        let line = add(lines, setting.word, Role::Setting, setting.forms);
        line.typed |= matches!(setting.body, Body::TypedLines { .. });
        self::settings(lines, setting.settings);
    }
}

fn add<'a>(lines: &'a mut Lines, word: &'static str, role: Role, forms: &[Form]) -> &'a mut Line {
    let mut line = Line { role: Some(role), ..Line::default() };
    for operand in forms.iter().copied().flatten() {
        let words = operand.before.split(' ').filter(|word| word.starts_with(char::is_alphabetic));
        line.links.extend(words);
        match operand.kind {
            Kind::Word(words) | Kind::Words(words) => line.choices.extend(words),
            Kind::Type(words) => {
                line.types.extend(words);
                if words.contains(&"list") {
                    line.links.insert("of");
                }
            }
            Kind::LineType => line.types.extend(LINE_TYPES),
            Kind::Days => {
                line.days = true;
                line.choices.extend(DAYS);
            }
            _ => {}
        }
    }
    let known = lines.entry(word).or_default();
    merge(known, line);
    known
}

fn merge(known: &mut Line, more: Line) {
    known.role = [known.role, more.role].into_iter().flatten().min();
    known.links.extend(more.links);
    known.choices.extend(more.choices);
    known.types.extend(more.types);
    known.negates |= more.negates;
    known.days |= more.days;
    known.typed |= more.typed;
    // A word that may be reserved is one of expressions wherever it stands.
    known.links.retain(|word| !RESERVED.contains(word));
    let links = known.links.clone();
    known.choices.retain(|word| !links.contains(word));
    let (links, choices) = (known.links.clone(), known.choices.clone());
    known.types.retain(|word| !links.contains(word) && !choices.contains(word));
}

/// Lines of which the same is to be said, by what that is: the first words of each kind.
pub(super) fn alike(lines: &Lines) -> BTreeMap<Line, Words> {
    let mut kinds: BTreeMap<Line, Words> = BTreeMap::new();
    for (word, line) in lines {
        kinds.entry(line.clone()).or_default().insert(*word);
    }
    kinds
}
