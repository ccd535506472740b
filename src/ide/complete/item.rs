//! What is offered.

use crate::base::Span;

/// What may stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// What is replaced: the word at the cursor, or nothing.
    pub span: Span,
    /// Best first; each label with the same line below once.
    pub items: Vec<Item>,
}

/// One thing that may stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What people see and type.
    pub label: String,
    /// What it is.
    pub kind: ItemKind,
    /// How it is written, or its type: one line.
    pub detail: String,
    /// What it is for, in Markdown.
    pub documentation: String,
    /// What is written in the place of the word.
    pub insert: Insert,
    /// What comes before what, where labels would say otherwise; lowest first.
    pub rank: u8,
    /// Whether more is to be offered at once, behind what is written.
    pub again: bool,
}

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Insert {
    /// As it stands.
    Plain(String),
    /// With places to fill in, as the Language Server Protocol writes them: `${1:name}`.
    Snippet(String),
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// A fixed word of a line.
    Keyword,
    /// What stands at the top of a file.
    Item,
    /// What a workspace declares.
    Declaration,
    /// A step.
    Step,
    /// A setting.
    Setting,
    /// An outcome of a step.
    Outcome,
    /// What starts a workflow.
    Trigger,
    /// What a workflow promises.
    Promise,
    /// A line of a scenario.
    Scenario,
    /// A declared agent.
    Agent,
    /// A declared team.
    Team,
    /// A field of the contact, or a value behind another root.
    Field,
    /// A declared tag.
    Tag,
    /// A declared channel.
    Channel,
    /// A declared template.
    Template,
    /// Declared opening hours.
    Hours,
    /// A declared secret.
    Secret,
    /// A declared sheet.
    Sheet,
    /// A workflow.
    Workflow,
    /// A label.
    Label,
    /// The name of a webhook.
    Webhook,
    /// A variable of the run.
    Variable,
    /// A root of values: `contact`.
    Root,
    /// A function.
    Function,
    /// A type.
    Type,
    /// An operator.
    Operator,
    /// A fixed value: `true`, `1h`.
    Value,
    /// One of a closed list of texts.
    Text,
    /// A name in a record.
    Key,
    /// A rule.
    Rule,
}
