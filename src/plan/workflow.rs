//! A compiled workflow.

use serde::{Deserialize, Serialize};

use super::{Expr, PathPart, Place};
use crate::base::{Duration, Name};

/// A workflow as the runtime runs it. It names agents, teams, fields, hours and channels by id
/// and holds none of their content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WorkflowPlan {
    /// Its name.
    pub name: Name,
    /// What people read.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub title: Name,
    /// Who gets in, and what ends a run from outside.
    pub settings: Settings,
    /// What starts it, any of them.
    pub triggers: Vec<Trigger>,
    /// What it promises, as checked when it was compiled. The runtime does nothing with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<Setting>,
    /// The run's variables, in order of first mention.
    pub variables: Vec<Variable>,
    /// Where a run begins.
    pub entry: Target,
    /// Every step, in order of the source.
    pub steps: Vec<Step>,
}

/// Settings of a workflow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// A contact that was ever in this workflow is not started again.
    pub once_per_contact: bool,
    /// What happens to a contact that is in it now.
    pub overlap: Overlap,
    /// What ends a waiting run from outside.
    pub stop_when: Vec<StopWhen>,
}

/// What a second start does while a run of the same contact goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// Nothing: the old run goes on.
    #[default]
    Skip,
    /// The old run ends as restarted.
    Restart,
}

/// What ends a waiting run from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StopWhen {
    /// An agent writes.
    AgentReplies,
    /// The contact writes.
    ContactReplies,
    /// A person assigns the contact.
    AssignedByHand,
    /// The conversation is closed.
    ConversationClosed,
}

impl StopWhen {
    /// Every one, in the order of plans.
    pub const ALL: [Self; 4] =
        [Self::AgentReplies, Self::ContactReplies, Self::AssignedByHand, Self::ConversationClosed];

    /// As it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AgentReplies => "agent_replies",
            Self::ContactReplies => "contact_replies",
            Self::AssignedByHand => "assigned_by_hand",
            Self::ConversationClosed => "conversation_closed",
        }
    }
}

/// One trigger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// The event: `conversation_opened`.
    pub event: Name,
    /// Its operands by name, such as `field`, `title`, `name`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(Name, Arg)>,
    /// Its settings, such as `source`, `channel`, `from`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<Setting>,
    /// Conditions that must all be true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Expr>,
}

/// A variable and its type as written: `number`, `list of text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub r#type: Name,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its id: its label, or its place among the blocks around it.
    pub id: Name,
    /// Where it stands: the file's name and the line, from 1. Not part of the content hash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<(Name, u32)>,
    /// What it does.
    #[serde(rename = "does")]
    pub kind: StepKind,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum StepKind {
    /// A request to the world.
    Act {
        /// The step's verb: `send`, `assign`.
        verb: Name,
        /// Its operands by name, in declared order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        args: Vec<(Name, Arg)>,
        /// Its settings, in order of the source.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        settings: Vec<Setting>,
        /// Every outcome of its declaration, in declared order, repeatable ones in order of
        /// the source.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        outcomes: Vec<Outcome>,
        /// Where the run goes on otherwise.
        next: Target,
    },
    /// Stores a value; without one, empties the place.
    Set {
        /// Where to.
        place: Place,
        /// What.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Expr>,
        /// Where the run goes when the value is unset or unfit.
        failed: Target,
        /// Where it goes on.
        next: Target,
    },
    /// The first arm whose condition is true.
    Branch {
        /// In order.
        arms: Vec<Arm>,
        /// Where the run goes when none is true.
        otherwise: Target,
    },
    /// Goes elsewhere, a limited number of times.
    Jump {
        /// Where.
        to: Target,
        /// How often in one run.
        at_most: u32,
        /// Where the run goes after that.
        exhausted: Target,
    },
    /// Starts another workflow.
    Start {
        /// Which.
        workflow: Name,
        /// What its `manual` trigger brings.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<(Name, Expr)>,
        /// The label to begin at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Name>,
        /// Whether this run waits for its end.
        and_wait: bool,
        /// Where the run goes when it is not started.
        failed: Target,
        /// Where it goes on.
        next: Target,
    },
    /// The run ends.
    End,
}

impl StepKind {
    /// Everywhere it may lead, in order.
    #[must_use]
    pub fn targets(&self) -> Vec<&Target> {
        match self {
            Self::Act { outcomes, next, .. } => {
                outcomes.iter().map(|outcome| &outcome.to).chain([next]).collect()
            }
            Self::Set { failed, next, .. } | Self::Start { failed, next, .. } => {
                vec![failed, next]
            }
            Self::Branch { arms, otherwise } => {
                arms.iter().map(|arm| &arm.to).chain([otherwise]).collect()
            }
            Self::Jump { to, exhausted, .. } => vec![to, exhausted],
            Self::End => Vec::new(),
        }
    }
}

/// One arm of a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// When it is taken.
    pub when: Expr,
    /// Where it leads.
    pub to: Target,
}

/// One outcome of an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its name: `timeout`, `option`.
    pub name: Name,
    /// What it carries: a duration, an option's text, a status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<Arg>,
    /// Where the run goes.
    pub to: Target,
    /// Whether the program wrote a block (or an `else`) for it.
    pub handled: bool,
}

/// One setting, with its operands by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Its word: `only`, `below`, `retries`.
    pub name: Name,
    /// Its operands by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(Name, Arg)>,
    /// The lines of its block, where it has one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Setting>,
}

/// Where a run goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Target {
    /// To a step, by id.
    Step(Name),
    /// The run ends.
    End,
    /// The run ends as failed.
    Failed,
    /// The run ends as timed out.
    TimedOut,
}

/// A bound operand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Arg {
    /// A computed value.
    Expr(Expr),
    /// Several computed values.
    Exprs(Vec<Expr>),
    /// The id of a declared thing, or one of a fixed list of words.
    Name(Name),
    /// Several of them.
    Names(Vec<Name>),
    /// A fixed text.
    Text(Name),
    /// Several fixed texts.
    Texts(Vec<Name>),
    /// A whole number.
    Count(i64),
    /// A length of time.
    Duration(#[cfg_attr(feature = "schema", schemars(with = "String"))] Duration),
    /// A place to store into.
    Place(Place),
    /// A type as written.
    Type(Name),
    /// A path into an answer; the first part names what it begins at.
    Path(Vec<PathPart>),
    /// Named values.
    Record(Vec<(Name, Expr)>),
    /// An exact status, or the first digit of a class.
    Status {
        /// `404`, or `4` for `4xx`.
        code: u16,
        /// Whether it stands for the class.
        class: bool,
    },
}
