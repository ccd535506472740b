//! The names of findings, as `# allow` and `rondel explain` take them.

use crate::report::Code;

macro_rules! codes {
    ($($(#[$about:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$about])* pub const $name: Code = Code($text);)*
        /// Every code, in the order of the reference.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    /// What does not parse.
    SYNTAX = "syntax";
    /// File, nesting or steps beyond the limits.
    LIMIT = "limit";
    /// A verb that no step has.
    UNKNOWN_STEP = "unknown-step";
    /// A line that its surroundings do not know.
    UNKNOWN_SETTING = "unknown-setting";
    /// An event that does not exist.
    UNKNOWN_TRIGGER = "unknown-trigger";
    /// A name that nothing declares.
    UNKNOWN_NAME = "unknown-name";
    /// One name for two things.
    DUPLICATE_NAME = "duplicate-name";
    /// A value or word of another kind than is wanted.
    WRONG_TYPE = "wrong-type";
    /// An operand that is not there.
    MISSING_ARGUMENT = "missing-argument";
    /// A line or operand where it does not belong.
    WRONG_PLACE = "wrong-place";
    /// A value that may be missing, used as if it were there.
    MAYBE_UNSET = "maybe-unset";
    /// A step that nothing leads to.
    UNREACHABLE_STEP = "unreachable-step";
    /// A cycle that waits for nobody.
    LOOP_WITHOUT_WAIT = "loop-without-wait";
    /// A condition that is always true, or never.
    CONSTANT_CONDITION = "constant-condition";
    /// An arm that those above it leave nothing.
    SHADOWED_BRANCH = "shadowed-branch";
    /// A workflow that assigns, and a way through it that leaves the contact without an owner.
    OWNERLESS_END = "ownerless-end";
    /// Nothing says what happens when a time has passed.
    UNHANDLED_TIMEOUT = "unhandled-timeout";
    /// Nothing says what happens when another system or workflow fails.
    UNHANDLED_FAILURE = "unhandled-failure";
    /// An assignment that nobody can ever be given.
    NOBODY_ELIGIBLE = "nobody-eligible";
    /// An assignment that waits for somebody online, however long that takes.
    QUEUE_MAY_STARVE = "queue-may-starve";
    /// A message that may leave when the channel takes only templates.
    OUTSIDE_WINDOW = "outside-window";
    /// A message after the conversation was closed.
    AFTER_CLOSE = "after-close";
    /// A text that a channel does not take.
    MESSAGE_TOO_LONG = "message-too-long";
    /// An option that a channel does not take.
    OPTION_TOO_LONG = "option-too-long";
    /// More options than a channel takes.
    TOO_MANY_OPTIONS = "too-many-options";
    /// Two options that one answer means.
    SIMILAR_OPTIONS = "similar-options";
    /// Formats that read one text as two dates.
    AMBIGUOUS_DATE = "ambiguous-date";
    /// Workflows that set each other off.
    TRIGGER_LOOP = "trigger-loop";
    /// Workflows that ask the contact on the same event.
    COMPETING_WORKFLOWS = "competing-workflows";
    /// A workflow that changes what it is triggered by.
    SELF_TRIGGER = "self-trigger";
    /// Something declared and never used.
    UNUSED = "unused";
    /// A credential in the source.
    SECRET_IN_SOURCE = "secret-in-source";
    /// An address without encryption.
    INSECURE_URL = "insecure-url";
    /// An address inside of a network.
    PRIVATE_URL = "private-url";
    /// A letter that cannot be seen, or looks like another.
    HIDDEN_CHARACTER = "hidden-character";
    /// Opening hours without any.
    HOURS_NEVER_OPEN = "hours-never-open";
    /// A workflow that no scenario tries.
    UNTESTED_WORKFLOW = "untested-workflow";
    /// A silencing comment that silences nothing.
    UNUSED_ALLOW = "unused-allow";
    /// A silencing comment without its reason.
    ALLOW_WITHOUT_REASON = "allow-without-reason";
    /// A promise that a path breaks.
    PROMISE_BROKEN = "promise-broken";
}

/// What nobody can silence: after an error of these the program cannot be compiled.
pub const FIRM: &[Code] = &[
    SYNTAX,
    LIMIT,
    UNKNOWN_STEP,
    UNKNOWN_SETTING,
    UNKNOWN_TRIGGER,
    UNKNOWN_NAME,
    DUPLICATE_NAME,
    WRONG_TYPE,
    MISSING_ARGUMENT,
    WRONG_PLACE,
];
