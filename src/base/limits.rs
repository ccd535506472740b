//! Every limit of the language and its compiler, each with its unit and its reason.

/// Bytes of one source file. Far above any hand-written program; keeps offsets in 32 bits.
pub const MAX_SOURCE_BYTES: usize = 16 * 1024 * 1024;
/// Bytes of one line. Far beyond what anybody writes; keeps the tree of one statement small.
pub const MAX_LINE_BYTES: usize = 1024 * 1024;
/// Levels of nested braces, brackets, interpolations and prefix operators. Keeps every walk
/// inside a 512 KiB stack, also in a debug build.
pub const MAX_NESTING: usize = 64;
/// Steps of one workflow. What a person can still review.
pub const MAX_STEPS: usize = 2_000;
/// Steps that one turn may run before the run fails as a loop.
pub const MAX_TURN_STEPS: u32 = 1_000;
/// The highest `at_most` of a jump.
pub const MAX_JUMPS: u32 = 1_000;
/// `at_most` of a jump that names none.
pub const DEFAULT_JUMPS: u32 = 10;
/// Syntax reports shown for one file; further ones are counted.
pub const MAX_SYNTAX_REPORTS: usize = 50;
/// Findings that people are shown; further ones are counted.
pub const MAX_SHOWN: usize = 200;
/// Unicode scalars of one text literal.
pub const MAX_TEXT: usize = 2_000;
/// Days that the next opening of hours is looked for. Hours that stay closed for longer count as
/// never open.
pub const OPENING_HORIZON_DAYS: u32 = 400;
/// Days of the longest wait.
pub const MAX_WAIT_DAYS: i64 = 30;
/// Seconds of the longest HTTP time-out.
pub const MAX_HTTP_SECONDS: i64 = 60;
/// Headers of one HTTP request.
pub const MAX_HEADERS: usize = 100;
/// The lowest and the highest rating.
pub const RATINGS: (i64, i64) = (1, 5);
/// Variables of one workflow.
pub const MAX_VARIABLES: usize = 256;
/// Bytes of the value of one variable. Keeps what a run carries small enough to be saved often.
pub const MAX_VARIABLE_BYTES: usize = 64 * 1024;
/// Bytes of all variables of a run together. A run is saved at every turn.
pub const MAX_RUN_BYTES: usize = 256 * 1024;
/// Operations of one step's evaluation.
pub const MAX_OPERATIONS: u32 = 10_000;
/// Bytes of a text that an expression makes.
pub const MAX_TEXT_BYTES: usize = 64 * 1024;
/// Bytes that one compiled regular expression may take. Far above any that a person writes.
pub const MAX_PATTERN_BYTES: usize = 1 << 20;
/// How many workflows may set each other off in a chain before it is cut.
pub const MAX_TRIGGER_CHAIN: u32 = 10;
