//! What a checked program is made of.

use jiff::civil;

use super::Expr;
use crate::base::{Duration, FileId, Location, Name, PathPart, Place, Span, Ty, Type};
use crate::vocabulary as decl;

/// All files of one root, understood.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The declared world.
    pub workspace: Workspace,
    /// In order of file and place.
    pub workflows: Vec<Workflow>,
    /// In order of file and place.
    pub scenarios: Vec<Scenario>,
    /// Every use of a declared name, in order of discovery.
    pub uses: Vec<Use>,
    /// Every `# allow` comment that has a rule's name.
    pub allows: Vec<Allow>,
    /// Whether text was left out as poison anywhere: rules that look for what is *missing* must
    /// then stay silent.
    pub damaged: bool,
}

/// A use of a declared name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// What kind of thing.
    pub sort: decl::Sort,
    /// Its name.
    pub name: Name,
    /// Where it is used.
    pub location: Location,
}

/// A comment that silences a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rule.
    pub rule: Name,
    /// The reason, possibly empty.
    pub reason: Name,
    /// The comment.
    pub location: Location,
    /// The stretch it silences: the statement below it, or the one it stands behind.
    pub covers: Span,
}

impl Allow {
    /// Whether it silences a finding of a rule at a place.
    #[must_use]
    pub fn silences(&self, rule: &str, at: Location) -> bool {
        let start = at.span.start;
        self.rule == rule
            && self.location.file == at.file
            && self.covers.start <= start
            && start < self.covers.end
    }
}

/// What the workspace declares; in a sketch, nothing.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// Whether there is one. Without it the program is a sketch: names it cannot know are
    /// warnings.
    pub declared: bool,
    /// Its own line: name, title.
    pub line: Line,
    /// Its zone; `UTC` where none is written.
    pub timezone: Name,
    /// Every declaration, in order of the source.
    pub declarations: Vec<Declared>,
}

/// A declared thing.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Its declaration in the vocabulary.
    pub decl: &'static decl::Declaration,
    /// What kind of thing.
    pub sort: decl::Sort,
    /// The name, or the text for those known by a text (`lifecycle`, `closing_notes`).
    pub name: Name,
    /// Where the name stands.
    pub location: Location,
    /// Everything that was written.
    pub line: Line,
    /// For fields: the type.
    pub ty: Type,
}

impl Workspace {
    /// A declared thing by kind and name.
    #[must_use]
    pub fn find(&self, sort: decl::Sort, name: &str) -> Option<&Declared> {
        self.declarations.iter().find(|one| one.sort == sort && one.name == name)
    }

    /// Everything declared of a kind, in order.
    pub fn all(&self, sort: decl::Sort) -> impl Iterator<Item = &Declared> {
        self.declarations.iter().filter(move |one| one.sort == sort)
    }
}

/// A bound line: operands by their declared names, and the lines of its block.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its first word as declared.
    pub word: &'static str,
    /// The whole line with its block.
    pub location: Location,
    /// Its first word to its last operand.
    pub head: Location,
    /// Its operands, in order of the declared form.
    pub args: Vec<Arg>,
    /// The settings of its block, in order of the source.
    pub settings: Vec<Line>,
    /// The typed lines of its block.
    pub typed: Vec<TypedLine>,
}

impl Line {
    /// The operand of a name.
    #[must_use]
    pub fn arg(&self, name: &str) -> Option<&ArgValue> {
        self.args.iter().find(|arg| arg.name == name).map(|arg| &arg.value)
    }

    /// The first setting of a word.
    #[must_use]
    pub fn setting(&self, word: &str) -> Option<&Self> {
        self.settings.iter().find(|line| line.word == word)
    }
}

/// A line `name type "text"` of a form or a body.
#[derive(Clone, Debug)]
pub struct TypedLine {
    /// The name, perhaps with dots.
    pub name: Name,
    /// Where it stands.
    pub location: Location,
    /// Its type.
    pub ty: Ty,
    /// The text for people.
    pub text: Option<Name>,
}

/// A bound operand.
#[derive(Clone, Debug)]
pub struct Arg {
    /// Its declared name.
    pub name: &'static str,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: ArgValue,
}

/// What an operand became.
#[derive(Clone, Debug)]
pub enum ArgValue {
    /// A computed value.
    Expr(Expr),
    /// Several computed values.
    Exprs(Vec<Expr>),
    /// The name of a declared thing, or one word of a closed list.
    Name(Name),
    /// Several of them, with their places.
    Names(Vec<(Name, Span)>),
    /// A fixed text.
    Text(Name),
    /// Several fixed texts, with their places.
    Texts(Vec<(Name, Span)>),
    /// A whole number.
    Count(i64),
    /// A length of time.
    Duration(Duration),
    /// A place to store into, and its type.
    Place(Place, Type),
    /// A type.
    Type(Ty, Name),
    /// A path into an answer.
    Path(Vec<PathPart>),
    /// Named values.
    Record(Vec<(Name, Expr)>),
    /// An exact status, or a class by its first digit.
    Status {
        /// `404`, or `4` for `4xx`.
        code: u16,
        /// Whether it stands for the class.
        class: bool,
    },
    /// Days of the week, 1 for Monday to 7 for Sunday, rising.
    Days(Vec<u8>),
    /// Ranges of minutes since midnight.
    Times(Vec<(u16, u16)>),
    /// A range of days, both in.
    Dates(civil::Date, civil::Date),
    /// A day and a time of day.
    Moment(civil::DateTime),
}

impl ArgValue {
    /// The name or fixed text that it is.
    #[must_use]
    pub const fn called(&self) -> Option<&Name> {
        if let Self::Name(name) | Self::Text(name) = self { Some(name) } else { None }
    }
}

/// A workflow.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// Its name.
    pub name: Name,
    /// Where the name stands.
    pub location: Location,
    /// What people read.
    pub title: Name,
    /// Which file.
    pub file: FileId,
    /// The whole item.
    pub span: Span,
    /// `once`, `overlap`, `stop`.
    pub settings: Vec<Line>,
    /// What starts it.
    pub triggers: Vec<Trigger>,
    /// What it promises.
    pub promises: Vec<Promise>,
    /// Its variables, in order of first mention.
    pub variables: Vec<Variable>,
    /// Its steps.
    pub body: Block,
    /// Whether text in it was left out as poison.
    pub damaged: bool,
}

/// A trigger.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// Its declaration.
    pub decl: &'static decl::Trigger,
    /// What was written.
    pub line: Line,
    /// Its `when` conditions.
    pub when: Vec<Expr>,
    /// What it brings behind `trigger.`, and whether that may be missing.
    pub brings: Vec<(Name, Ty)>,
}

/// A promise.
#[derive(Clone, Debug)]
pub struct Promise {
    /// Its declaration.
    pub decl: &'static decl::Promise,
    /// What was written.
    pub line: Line,
}

/// A variable of the run.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Where it is first stored into.
    pub location: Location,
}

/// Steps between braces.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// From `{` to `}`.
    pub span: Span,
    /// In order.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its id: its label, or its place among the blocks around it.
    pub id: Name,
    /// Where its label stands, if it has one.
    pub label: Option<Span>,
    /// Its declaration.
    pub decl: &'static decl::Step,
    /// Operands and settings as bound, for every kind.
    pub line: Line,
    /// Its outcomes with blocks (or written without one), in order of the source.
    pub outcomes: Vec<Handled>,
    /// The block behind `else`, which takes every outcome that has none of its own.
    pub otherwise: Option<Block>,
    /// What it is to the graph.
    pub kind: Kind,
}

impl Step {
    /// Every block of the step: of its arms, its outcomes and its `else`, in that order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let arms = match &self.kind {
            Kind::Branch { arms } => arms.as_slice(),
            Kind::Act | Kind::Set { .. } | Kind::Jump { .. } | Kind::Start { .. } | Kind::End => {
                &[]
            }
        };
        let outcomes = self.outcomes.iter().filter_map(|outcome| outcome.block.as_ref());
        arms.iter().map(|arm| &arm.block).chain(outcomes).chain(&self.otherwise)
    }
}

/// A written outcome.
#[derive(Clone, Debug)]
pub struct Handled {
    /// Its declaration.
    pub decl: &'static decl::Outcome,
    /// What it carries.
    pub line: Line,
    /// Its block, if one is written.
    pub block: Option<Block>,
}

/// The core kinds of steps. Everything is shaped down to them.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A request to the world.
    Act,
    /// Stores a value (or empties, without one); `failed` is among the outcomes.
    Set {
        /// Where to.
        place: Place,
        /// What. Elsewhere, for there are many steps and few of these.
        value: Option<Box<Expr>>,
    },
    /// The first arm whose condition is true; else `otherwise` of the step.
    Branch {
        /// In order.
        arms: Vec<Arm>,
    },
    /// Goes elsewhere; `exhausted` is among the outcomes.
    Jump {
        /// The label, and where it is written.
        to: (Name, Span),
        /// How often in one run.
        at_most: u32,
    },
    /// Starts another workflow; `failed` is among the outcomes.
    Start {
        /// Which, and where it is written.
        workflow: (Name, Span),
    },
    /// The run ends.
    End,
}

/// One arm of a branch.
#[derive(Clone, Debug)]
pub struct Arm {
    /// The word `when` to the end of the condition.
    pub head: Span,
    /// Its condition.
    pub when: Expr,
    /// Its steps.
    pub block: Block,
}

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its title.
    pub title: Name,
    /// Where the title stands.
    pub location: Location,
    /// The workflow it tries.
    pub workflow: Name,
    /// Its lines.
    pub lines: Vec<ScenarioLine>,
}

/// A line of a scenario.
#[derive(Clone, Debug)]
pub struct ScenarioLine {
    /// Its declaration.
    pub decl: &'static decl::ScenarioLine,
    /// Whether `not` stands before it.
    pub negated: bool,
    /// What was written; its form is told by its first operand.
    pub line: Line,
}
