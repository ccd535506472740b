//! What the declaration of a step says: its block, its outcomes, what it does to the world.

use super::Form;
use crate::base::Duration;

/// What a block behind a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// There is no block.
    None,
    /// Settings (and, of steps, outcomes).
    Details,
    /// Steps.
    Steps,
    /// `when EXPR { … }` arms.
    Arms,
    /// Lines `name type`, perhaps with a text for people.
    TypedLines {
        /// Whether each line has a text for people.
        texts: bool,
        /// Whether names may have dots.
        dotted: bool,
    },
}

/// A line that belongs to something else: a setting of a step, a trigger, a workflow or a
/// declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its first word.
    pub word: &'static str,
    /// One sentence for the reference.
    pub about: &'static str,
    /// Its operands.
    pub forms: &'static [Form],
    /// Whether it may stand more than once.
    pub repeats: bool,
    /// What its block holds.
    pub body: Body,
    /// The settings of its block, where it holds details.
    pub settings: &'static [Setting],
}

/// Where a run goes on an outcome without a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// To the next step.
    Next,
    /// It ends as failed.
    Failed,
    /// It ends as timed out.
    TimedOut,
}

/// What is known on the way behind an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The place that the operand of this name holds has a value.
    Place(&'static str),
    /// The place of the operand `.1` of every setting `.0` has a value.
    SettingPlace(&'static str, &'static str),
    /// The contact has an owner.
    Owner,
}

/// A named outcome of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its word.
    pub word: &'static str,
    /// One sentence for the reference.
    pub about: &'static str,
    /// Its operands; one form of none for most.
    pub forms: &'static [Form],
    /// Whether it may stand more than once, told apart by its operands.
    pub repeats: bool,
    /// Whether its being there replaces the plain way to the next step (`option`).
    pub replaces_next: bool,
    /// Whether it may be written without a block.
    pub blockless: bool,
    /// Whether it can happen even when nothing is written for it.
    pub always: bool,
    /// What happens with no block.
    pub without: Without,
    /// For outcomes that carry a time: the default.
    pub after: Option<Duration>,
    /// What is known behind it.
    pub proves: &'static [Proof],
    /// Whether it comes of something that the contact wrote.
    pub answers: bool,
    /// What brings it about.
    pub by: Cause,
}

/// What brings an outcome about: what a scenario has to say for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The contact writes what the outcome carries.
    Choice,
    /// The contact sends what fits nothing, again and again.
    Misfits,
    /// Time passes.
    Time,
    /// The channel refuses the message.
    Refusal,
    /// No row is added to the sheet.
    SheetRefusal,
    /// Somebody becomes the owner.
    Owner,
    /// Nobody can ever become the owner.
    Nobody,
    /// Another system answers with the status that the outcome carries.
    Status,
    /// Another system gives no usable answer.
    NoAnswer,
    /// The assistant says so, in the outcome's word.
    Assistant,
    /// The assistant cannot be reached.
    NoAssistant,
    /// The value is unset, or of the wrong type.
    Unfit,
    /// The step has been taken too often.
    Repetition,
    /// The other workflow is not started, or does not end well.
    NotStarted,
}

/// What parts of a step have to say of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Settings that bound an answer from below and from above: it is of a type that has an order,
    /// and they are of the same type.
    Bounds {
        /// The setting that says the smallest.
        least: &'static str,
        /// The setting that says the largest.
        most: &'static str,
    },
    /// A setting that says how dates are written, for answers that are dates.
    DateFormats {
        /// The setting.
        setting: &'static str,
    },
    /// An outcome for each option of a choice: only a choice has them, all of them are options of
    /// the place where the answer is kept, and a choice has options from either.
    Options {
        /// The outcome.
        outcome: &'static str,
    },
    /// A template and the channel to send on, which is that of the template.
    OneChannel {
        /// The setting that names the template.
        template: &'static str,
        /// The setting that names the channel.
        via: &'static str,
    },
    /// A field that names an owner: where that is an agent, nobody is left to choose from.
    NamesNobody {
        /// The operand that is the field.
        place: &'static str,
        /// The operand that says how to choose.
        by: &'static str,
    },
    /// A setting that says something about another, and nothing without it.
    Needs {
        /// The setting.
        setting: &'static str,
        /// The one it needs.
        other: &'static str,
    },
    /// A setting with a value for every numbered gap of a template.
    Gaps {
        /// The setting that names the template.
        template: &'static str,
        /// The setting that gives the values.
        values: &'static str,
    },
}

/// What a step does to the world, for rules and promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// May give the contact an owner; `proves` of an outcome says where it did.
    AssignsOwner,
    /// Takes the owner off.
    DropsOwner,
    /// Opens the conversation.
    OpensConversation,
    /// Closes the conversation.
    ClosesConversation,
    /// Sends the contact a message.
    Sends,
    /// Waits for an answer of the contact.
    WaitsForContact,
    /// Adds tags.
    AddsTags,
    /// Removes tags.
    RemovesTags,
    /// Stores into a field, the lifecycle or a variable.
    Stores,
    /// Empties a field, the lifecycle or a variable.
    Empties,
    /// Talks to a system outside.
    CallsOut,
    /// Its operands and settings leave in a request of its own and may hold secrets.
    CarriesSecrets,
    /// Hands over to another workflow.
    StartsWorkflow,
    /// Leaves a note for agents.
    Comments,
}

/// A text of a step that the contact reads. A channel that stands in the same line is the only
/// one it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// The setting it stands in; empty for the step's own line.
    pub setting: &'static str,
    /// The operand that is the text.
    pub text: &'static str,
}

/// Whether the run waits at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// Never.
    No,
    /// Always, until the world answers.
    Always,
    /// Only where the outcome of this name has a block.
    IfHandled(&'static str),
    /// Only where the setting of this name is written.
    IfSet(&'static str),
    /// For the time that the operand of this name says.
    For(&'static str),
}

/// Which of the core kinds a step becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Core {
    /// A request to the world.
    Act,
    /// Stores or empties.
    Set,
    /// Chooses a way.
    Branch,
    /// Goes elsewhere.
    Jump,
    /// Starts a workflow.
    Start,
    /// Ends the run.
    End,
}

/// A step of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its first word.
    pub verb: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it does, for the reference: a sentence, then what else must be known.
    pub about: &'static str,
    /// Its operands.
    pub forms: &'static [Form],
    /// What its block holds.
    pub body: Body,
    /// Lines in its block that shape it.
    pub settings: &'static [Setting],
    /// Lines in its block that go on after it.
    pub outcomes: &'static [Outcome],
    /// What the plain way to the next step is called (`answered`, `2xx`), or none where only
    /// outcomes lead on.
    pub next: Option<&'static str>,
    /// What is known on the plain way to the next step.
    pub proves: &'static [Proof],
    /// What its parts have to say of each other.
    pub agreements: &'static [Agreement],
    /// What it becomes.
    pub core: Core,
    /// What it does to the world.
    pub effects: &'static [Effect],
    /// What the contact reads of it.
    pub says: &'static [Said],
    /// Whether the run waits at it.
    pub waits: Waits,
    /// A program that uses every setting and outcome.
    pub sample: &'static str,
}
