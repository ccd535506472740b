//! What the lines of a file are: which declared word begins each, and what its block holds.

use crate::syntax::{Ast, Block, Entry, Expr, ExprKind, Operand, Statement};
use crate::vocabulary::{
    self as words, Body, Declaration, ITEMS, Item, Outcome, Promise, SCENARIO_LINES, ScenarioLine,
    Setting, Step, Trigger, WHEN, WORKFLOW_SETTINGS,
};

/// What the lines of a block may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// The top of a file: items.
    File,
    /// Declarations.
    Workspace,
    /// Triggers, settings and promises, then steps.
    Workflow,
    /// Steps.
    Steps,
    /// The arms of a branch.
    Arms,
    /// Settings and outcomes of a step.
    Step(&'static Step),
    /// Settings of a trigger.
    Trigger(&'static Trigger),
    /// Settings of a declared thing.
    Declaration(&'static Declaration),
    /// Lines of a setting.
    Setting(&'static Setting),
    /// Lines `name type`, perhaps with a text for people.
    Typed {
        /// Whether each line has a text for people.
        texts: bool,
    },
    /// Lines of a scenario.
    Scenario,
    /// Nothing that is known.
    Unknown,
}

/// What a line is, by its first words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An item.
    Item(&'static Item),
    /// A declared thing.
    Declaration(&'static Declaration),
    /// `on EVENT`.
    Trigger(&'static Trigger),
    /// `ensure …`.
    Promise(&'static Promise),
    /// A setting of a workflow, a trigger, a step or a declared thing.
    Setting(&'static Setting),
    /// A step.
    Step(&'static Step),
    /// An outcome of a step.
    Outcome(&'static Step, &'static Outcome),
    /// `when EXPR { … }` of a branch.
    Arm,
    /// `else { … }` of a branch.
    Else,
    /// A line of a scenario.
    Scenario(&'static ScenarioLine),
    /// `name type`.
    Typed,
    /// Nothing that is known.
    Unknown,
}

/// A line with its surroundings.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// What its block holds.
    pub within: Within,
    /// What it is.
    pub meaning: Meaning,
    /// What is written.
    pub statement: &'a Statement,
    /// In how many blocks it stands.
    pub depth: usize,
}

impl Within {
    /// What a line of such a block is.
    #[must_use]
    pub fn meaning(self, statement: &Statement) -> Meaning {
        let word = statement.verb.text.as_str();
        match self {
            Self::File => find(ITEMS, |one| one.word == word).map(Meaning::Item),
            Self::Workspace => words::find_declaration(word).map(Meaning::Declaration),
            Self::Workflow => head(statement).or_else(|| step(word)),
            Self::Steps => step(word),
            Self::Arms => match word {
                "when" => Some(Meaning::Arm),
                "else" => Some(Meaning::Else),
                _ => None,
            },
            Self::Step(step) => setting(step.settings, word).or_else(|| {
                let outcome = find(step.outcomes, |one| one.word == word)?;
                Some(Meaning::Outcome(step, outcome))
            }),
            Self::Trigger(trigger) => setting(trigger.settings, word)
                .or_else(|| (word == WHEN.word).then_some(Meaning::Setting(&WHEN))),
            Self::Declaration(declaration) => setting(declaration.settings, word),
            Self::Setting(of) => setting(of.settings, word),
            Self::Typed { .. } => Some(Meaning::Typed),
            Self::Scenario => find(SCENARIO_LINES, |one| one.word == word).map(Meaning::Scenario),
            Self::Unknown => None,
        }
        .unwrap_or(Meaning::Unknown)
    }
}

impl Meaning {
    /// What the block of such a line holds.
    #[must_use]
    pub fn block(self) -> Within {
        match self {
            Self::Item(item) => match item.word {
                "workspace" => Within::Workspace,
                "workflow" => Within::Workflow,
                _ => Within::Scenario,
            },
            Self::Declaration(declaration) => Within::Declaration(declaration),
            Self::Trigger(trigger) => Within::Trigger(trigger),
            Self::Setting(setting) => of_body(setting.body, Within::Setting(setting)),
            Self::Step(step) => of_body(step.body, Within::Step(step)),
            Self::Outcome(..) | Self::Arm | Self::Else => Within::Steps,
            Self::Promise(_) | Self::Scenario(_) | Self::Typed | Self::Unknown => Within::Unknown,
        }
    }
}

const fn of_body(body: Body, details: Within) -> Within {
    match body {
        Body::Details => details,
        Body::Steps => Within::Steps,
        Body::Arms => Within::Arms,
        Body::TypedLines { texts, .. } => Within::Typed { texts },
        Body::None => Within::Unknown,
    }
}

/// The lines that stand only at the head of a workflow. A word that is a step as well is a
/// setting only where the setting's own word follows.
fn head(statement: &Statement) -> Option<Meaning> {
    let word = statement.verb.text.as_str();
    let first = statement.operands.first().and_then(as_word);
    match word {
        "on" => {
            Some(first.and_then(words::find_trigger).map_or(Meaning::Unknown, Meaning::Trigger))
        }
        "ensure" => {
            Some(first.and_then(words::find_promise).map_or(Meaning::Unknown, Meaning::Promise))
        }
        _ => {
            let setting = find(WORKFLOW_SETTINGS, |one| one.word == word)?;
            let follows = setting.forms.iter().filter_map(|form| form.first());
            let is_meant = words::find_step(word).is_none()
                || first.is_some_and(|first| follows.into_iter().any(|one| one.before == first));
            is_meant.then_some(Meaning::Setting(setting))
        }
    }
}

fn step(word: &str) -> Option<Meaning> {
    words::find_step(word).map(Meaning::Step)
}

fn setting(of: &'static [Setting], word: &str) -> Option<Meaning> {
    find(of, |one| one.word == word).map(Meaning::Setting)
}

fn find<T>(all: &'static [T], is: impl Fn(&T) -> bool) -> Option<&'static T> {
    all.iter().find(|one| is(one))
}

fn as_word(operand: &Operand) -> Option<&str> {
    let Operand::One(Expr { kind: ExprKind::Word(word), .. }) = operand else { return None };
    Some(word.as_str())
}

/// Calls `visit` with every line of a file, each before the lines of its blocks.
///
/// *Limits*: as deep as blocks nest.
pub fn lines<'a>(ast: &'a Ast, visit: &mut impl FnMut(Line<'a>)) {
    walk(&ast.entries, Within::File, 0, visit);
}

fn walk<'a>(entries: &'a [Entry], within: Within, depth: usize, visit: &mut impl FnMut(Line<'a>)) {
    for entry in entries {
        let Entry::Statement(statement) = entry else { continue };
        let meaning = within.meaning(statement);
        visit(Line { within, meaning, statement, depth });
        if let Some(Block { entries, .. }) = &statement.block {
            walk(entries, meaning.block(), depth + 1, visit);
        }
        if let Some(block) = statement.otherwise.as_deref() {
            walk(&block.entries, Within::Steps, depth + 1, visit);
        }
    }
}
