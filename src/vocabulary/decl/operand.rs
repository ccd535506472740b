//! What the operands of a line may be.

/// What kind of declared thing a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// `agent`.
    Agent,
    /// `team`.
    Team,
    /// `field`.
    Field,
    /// `tag`.
    Tag,
    /// `channel`.
    Channel,
    /// `template`.
    Template,
    /// A stage of `lifecycle`, a text.
    Lifecycle,
    /// A category of `closing_notes`, a text.
    ClosingNote,
    /// `secret`.
    Secret,
    /// `sheet`.
    Sheet,
    /// `hours`.
    Hours,
    /// A workflow.
    Workflow,
    /// A label of a step.
    Label,
    /// A webhook, by the name its trigger gives it.
    Webhook,
    /// A shortcut, by the title its trigger gives it.
    Shortcut,
}

impl Sort {
    /// What people call it: `agent`, `closing note`.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Team => "team",
            Self::Field => "field",
            Self::Tag => "tag",
            Self::Channel => "channel",
            Self::Template => "template",
            Self::Lifecycle => "lifecycle stage",
            Self::ClosingNote => "closing note",
            Self::Secret => "secret",
            Self::Sheet => "sheet",
            Self::Hours => "hours",
            Self::Workflow => "workflow",
            Self::Label => "label",
            Self::Webhook => "webhook",
            Self::Shortcut => "shortcut",
        }
    }
}

/// The type that a computed operand must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// Any value.
    Any,
    /// Something to show to people; every value has a text.
    Shown,
    /// A condition.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A text, or a record that was stored before.
    Body,
    /// A web address.
    Url,
    /// A length of time.
    Duration,
    /// A moment or a day.
    Moment,
    /// A value that may bound an answer: a number, a date.
    Bound,
    /// A value of the type of the place that the operand of this name holds.
    OfPlace(&'static str),
    /// The same; a text may hold `*` for anything.
    LikePlace(&'static str),
}

/// What may be stored into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// A field of the contact or a variable of the run, which this may introduce.
    Any,
    /// A field of the contact or a variable of the run, of type number.
    Number,
    /// A field of the contact.
    Field,
    /// A field of the contact whose type is agent or team.
    Owner,
}

/// What the names in a record stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// Whatever their author likes.
    Free,
    /// Fields of the contact, standard and declared.
    OfContact,
    /// What assistants of the workflow collect.
    Collected,
    /// What a trigger asks for in lines of its own: `body`, `form`, `with`.
    Asked {
        /// The event of the trigger.
        event: &'static str,
        /// The operand that names which; the trigger of the workflow itself where there is none.
        by: Option<&'static str>,
    },
}

/// What an operand may be, and what it becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A computed value.
    Value(Want),
    /// One or more computed values, separated by commas.
    Values(Want),
    /// The name of a declared thing.
    Declared(Sort),
    /// One or more names of declared things.
    DeclaredList(Sort),
    /// A name that this line introduces.
    NewName,
    /// One or more fixed texts that this line introduces.
    NewTexts,
    /// One word of a closed list.
    Word(&'static [&'static str]),
    /// One or more words of a closed list.
    Words(&'static [&'static str]),
    /// No source text: the fixed word that tells this form apart in plans.
    Implied(&'static str),
    /// A fixed text.
    Text,
    /// One or more fixed texts.
    Texts,
    /// One or more texts, each one of the declared ones of a sort.
    DeclaredTexts(Sort),
    /// A text that is one of the declared ones of a sort.
    DeclaredText(Sort),
    /// An e-mail address, as a fixed text.
    Email,
    /// A regular expression, as a fixed text.
    Pattern,
    /// A whole number within bounds, both in.
    Count {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// A fixed length of time, at most this many seconds.
    Duration {
        /// Longest, in seconds.
        max: i64,
    },
    /// A place to store into.
    Place(Store),
    /// A type of this list; `of` further words follow `list`.
    Type(&'static [&'static str]),
    /// A type of a typed line, perhaps with `?`.
    LineType,
    /// A path into an answer, beginning at `body`.
    Path,
    /// `(name: value)`.
    Record(Keys),
    /// `404`, `4xx`.
    Status,
    /// `mon..fri`, `sat, sun`.
    Days,
    /// `09:00-12:00, 13:00-18:00`.
    Times,
    /// A day, or `DATE..DATE` with both in.
    DateRange,
    /// A day and a time of day.
    Moment,
}

/// What the name or text of an operand stands for, beyond what its kind says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Nothing more.
    Plain,
    /// It introduces a thing of this sort.
    New(Sort),
    /// A label of the workflow that an operand of this name of the line around names.
    LabelOf(&'static str),
    /// What agents can do and others may not.
    Skill,
    /// A zone of the IANA list.
    Zone,
}

/// One operand of a line.
///
/// `before` may be several words, separated by blanks; an operand whose kind is `Implied` is those
/// words alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operand {
    /// The word before it: `to`, `by`, `as`, `=`; empty where there is none.
    pub before: &'static str,
    /// What plans call it.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether it may be left out, together with the word before it.
    pub optional: bool,
    /// What it stands for.
    pub meant: Meant,
}

impl Operand {
    /// An operand with no word before it.
    #[must_use]
    pub const fn plain(name: &'static str, kind: Kind) -> Self {
        Self::after("", name, kind)
    }

    /// An operand behind a word.
    #[must_use]
    pub const fn after(before: &'static str, name: &'static str, kind: Kind) -> Self {
        Self { before, name, kind, optional: false, meant: Meant::Plain }
    }

    /// One that may be left out.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// One that stands for more than its kind says.
    #[must_use]
    pub const fn meaning(self, meant: Meant) -> Self {
        Self { meant, ..self }
    }

    /// The operand of a name, in the first of some forms that has it.
    #[must_use]
    pub fn of(forms: &'static [Form], name: &str) -> Option<&'static Self> {
        forms.iter().copied().flatten().find(|operand| operand.name == name)
    }
}

/// A way to write the operands of a line. Of several, the fixed words tell which is meant.
pub type Form = &'static [Operand];
