//! What the declarations of all other words say.

use super::{Form, Setting, Sort};

/// What a trigger brings into the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brings {
    /// The name behind `trigger.`.
    pub name: &'static str,
    /// Its type as written, `text?` where it may be missing; `field` for the type of the field
    /// that the trigger watches.
    pub ty: &'static str,
    /// The closed list its texts come from; empty for any.
    pub options: &'static [&'static str],
    /// The setting that asks for it: where that is written, it is there.
    pub asked_by: &'static str,
    /// One sentence for the reference.
    pub about: &'static str,
}

/// What an event says of when the contact last wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrote {
    /// It is something that the contact writes or says.
    Now,
    /// The same, where the setting of the first name is not there or names one of these.
    NowIf(&'static str, &'static [&'static str]),
    /// Nothing, but it happens while people are at work on a conversation.
    Lately,
    /// Nothing: it comes from elsewhere.
    Unknown,
}

/// Which changes of a workflow make an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hears {
    /// None: it comes from outside.
    Nothing,
    /// A conversation that is opened.
    Opening,
    /// A conversation that is closed.
    Closing,
    /// A tag that comes or goes.
    Tagging,
    /// Another value of the contact's place of this name; where it is empty, of its operand's.
    Storing(&'static str),
}

/// A trigger of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The event's word.
    pub event: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it is, for the reference.
    pub about: &'static str,
    /// Its operands behind the event.
    pub forms: &'static [Form],
    /// Its settings; `when` is common to all.
    pub settings: &'static [Setting],
    /// Fixed values it brings.
    pub brings: &'static [Brings],
    /// The setting whose typed lines are brought as well, empty for none.
    pub brings_lines: &'static str,
    /// Whether `message` is there.
    pub message: bool,
    /// Which changes of another workflow set it off.
    pub hears: Hears,
    /// What it says of when the contact last wrote.
    pub wrote: Wrote,
    /// Whether people and `start` set it off.
    pub by_hand: bool,
    /// Whether the contact comes to an open conversation by it, perhaps without an owner yet.
    pub arrives: bool,
    /// The setting that names the line of [`Trigger::brings_lines`] by which the contact is found;
    /// empty where the event tells whose it is.
    pub identifies: &'static str,
    /// A program that uses every setting.
    pub sample: &'static str,
}

/// A promise that a workflow can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The word behind `ensure`.
    pub word: &'static str,
    /// What it promises, for the reference.
    pub about: &'static str,
    /// Its operands.
    pub forms: &'static [Form],
    /// A program that makes and keeps it.
    pub sample: &'static str,
}

/// What may stand at the top of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its first word.
    pub word: &'static str,
    /// What it is, for the reference.
    pub about: &'static str,
    /// Its operands.
    pub forms: &'static [Form],
    /// What its block holds, for the reference.
    pub holds: &'static str,
    /// A program that has one.
    pub sample: &'static str,
}

/// Something that a workspace declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Its first word.
    pub word: &'static str,
    /// What it is, for the reference.
    pub about: &'static str,
    /// What it declares; none for `timezone`.
    pub sort: Option<Sort>,
    /// Its operands.
    pub forms: &'static [Form],
    /// Its settings.
    pub settings: &'static [Setting],
    /// Whether it may stand more than once.
    pub repeats: bool,
    /// A workspace that uses every setting.
    pub sample: &'static str,
}

/// A line of a scenario: `given …`, `when …`, `expect …`, `at …`, `after …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScenarioLine {
    /// Its first word.
    pub word: &'static str,
    /// What it does, for the reference.
    pub about: &'static str,
    /// Its forms, each told apart by its fixed words; `name` of a form is that of its first
    /// implied operand.
    pub forms: &'static [Form],
    /// What each form says, for the reference; in the order of the forms.
    pub meanings: &'static [&'static str],
    /// Whether `not` may stand before the form.
    pub negates: bool,
    /// A scenario that uses every form.
    pub sample: &'static str,
}

/// A function of expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// As the reference writes it: `round(number, digits)`.
    pub written: &'static str,
    /// What it gives, for the reference.
    pub about: &'static str,
    /// How it is used: an expression, and what it gives.
    pub sample: (&'static str, &'static str),
    /// Types of its arguments: a type, `any`, or several separated by ` or `.
    pub takes: &'static [&'static str],
    /// Its type as written: `number?`, `list of text`; `same` for that of its arguments.
    pub gives: &'static str,
}

/// A value in scope of every expression, or of those that the root's rules allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopeValue {
    /// The root: `contact`.
    pub root: &'static str,
    /// The name behind the dot; empty for the root itself (`now`).
    pub name: &'static str,
    /// Its type as written, `text?` where it may be missing.
    pub ty: &'static str,
    /// The closed list its texts come from; empty for any.
    pub options: &'static [&'static str],
    /// Whether `set` may store into it.
    pub writable: bool,
    /// One sentence for the reference.
    pub about: &'static str,
}

/// An operator of expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The word or sign itself: `contains`.
    pub word: &'static str,
    /// As the reference writes it: `a contains b`.
    pub written: &'static str,
    /// What it gives, for the reference.
    pub about: &'static str,
    /// How tightly it binds; 1 is the loosest. Operators of one level do not chain, need
    /// parentheses, or go from left to right.
    pub level: u8,
    /// How it is used.
    pub sample: &'static str,
}

/// A type of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeWord {
    /// As it is written.
    pub word: &'static str,
    /// What its values are, for the reference.
    pub about: &'static str,
    /// What counts as an answer of this type, where a question may ask for one; empty otherwise.
    pub answer: &'static str,
}
