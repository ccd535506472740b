//! The chapter on expressions.

use std::fmt::Write;

use crate::vocabulary::page::{code, markdown, others};
use crate::vocabulary::{FUNCTIONS, OPERATORS, TYPES, VALUES};

const OPENING: &str = "# Expressions

An expression computes a value: in the condition of a `when`, behind the `=` of a `set`, between the `${` and
`}` of a text. It cannot fail. Where there is no value to be had, the result is *unset*, and goes on as such:

- Unset are: a field nobody filled in, an item or a key that a list or record does not have, a division by
  zero, a number too large, a text that does not say the number or date it is asked for.
- Whatever is computed from an unset value is unset too.
- A comparison or a test with an unset side is false. Only `!=` and `has_none` are true then.
- A condition that is unset counts as false.
- In a text, an unset value is written as nothing.
- `a else b` gives `b` where `a` is unset; `a is set` asks. Both are of one type, except where people read
  them: in `${…}`, and in the words of a message, a question or a note.

The compiler knows which values may be unset and says where one is used as if it were always there. It takes
`is set`, a comparison that was true, an answered question and a proven owner as proof. Conditions may read
what may be unset.
";

const TEXTS: &str = "## Texts

Texts are compared the way people compare the answers in a chat: case does not matter, and neither do blanks
at the ends. `contains`, `in` and the `has_…` operators do the same. `exactly(a, b)` compares to the letter.
`matches` fits a regular expression anywhere in the text.

Written into a text, numbers have no zeros at their end, days look like `2026-12-25`, moments like
`2026-12-25 09:00` in the zone of the workspace, lengths of time like `1h30m`. Lists are joined by commas; true and
false are written as yes and no, agents and teams by the text that people read. `format` writes them otherwise:

- Days and moments by letters: `yyyy` or `yy` for the year, `M`, `MM`, `MMM` and `MMMM` for the month (`3`, `03`,
  `Mar`, `March`), `d` or `dd` for the day, `EEE` or `EEEE` for the day of the week, `HH` for the hour, `hh` and `a` for
  the hour of twelve and its half of the day, `mm` and `ss`. Names are English. What stands between two `'` stays as it
  is.
- Numbers by digits: `0` for one that is always written, `#` for one that is not where it would be an empty zero,
  and a `,` before the point to part thousands: `#,##0.00`.

`a + b` makes one text of two.
";

const MOMENTS: &str = "## Days, moments and lengths of time

| computed | is |
|---|---|
| a day and a fixed number of whole days: `today + 1d` | a day |
| a day and any other length of time: `today + 9h` | a moment, from midnight in the zone of the workspace |
| a moment, or a time of day, and a length of time: `now - 2h` | a moment, or a time of day |
| a day or moment less another, a time of day less another | a length of time |
| a length of time with another: `+`, `-` | a length of time |
| a length of time and a number: `*`, `/` | a length of time |
| a length of time through another: `90m / 30m` | a number |

`1d` is 24 hours, and so a moment a day later is another time of day where the clock was changed in between. There
are no months or years to add, and a day and a time of day make no moment of their own. Lists have no `+`.
";

const OPERATORS_OPENING: &str = "## Operators

From the loosest to the tightest. Comparisons do not chain: write `a < b and b < c`, or `b between a and c`.
`and` beside `or` needs parentheses, because people read the pair in two ways.
";

const VALUES_OPENING: &str = "## Values

Besides these, an expression may name a variable that the run has stored, and the declared agents, teams,
channels, tags and hours: `assignee == amara`. `secret(NAME)` stands for the text of a declared secret, in the
headers, the body and the address of an `http` step and nowhere else. A `?` behind a type says that the value may be
unset.
";

const FUNCTIONS_OPENING: &str = "## Functions

The bracket touches the name. Given an unset value, a function gives an unset value.
";

const TYPES_OPENING: &str = "## Types

A type followed by `?` says that the value may be missing. The last column says what a question of this type
takes for an answer; a picture or a file is never one.
";

/// The chapter.
pub(super) fn expressions() -> String {
    let mut out = OPENING.to_owned();
    let _ = write!(out, "\n{TEXTS}\n{MOMENTS}\n{OPERATORS_OPENING}\n");
    out.push_str("| level | written | gives | for instance |\n|---|---|---|---|\n");
    for one in OPERATORS {
        let (written, sample) = (code(one.written), code(one.sample));
        let _ = writeln!(out, "| {} | {written} | {} | {sample} |", one.level, one.about);
    }
    let _ = write!(out, "\n{VALUES_OPENING}");
    let mut roots: Vec<&str> = VALUES.iter().map(|value| value.root).collect();
    roots.dedup();
    for root in roots {
        let _ = write!(out, "\n{}", markdown(&others::root(root), 3));
    }
    let _ = write!(out, "\n{FUNCTIONS_OPENING}\n");
    out.push_str("| written | gives | what | for instance |\n|---|---|---|---|\n");
    for one in FUNCTIONS {
        let (sample, gives) = one.sample;
        let ty = if one.gives == "same" { "as given" } else { one.gives };
        let (written, sample, gives) = (code(one.written), code(sample), code(gives));
        let _ = writeln!(out, "| {written} | {ty} | {} | {sample} → {gives} |", one.about);
    }
    let _ = write!(out, "\n{TYPES_OPENING}\n");
    out.push_str("| type | values | as an answer |\n|---|---|---|\n");
    for one in TYPES {
        let _ = writeln!(out, "| {} | {} | {} |", code(one.word), one.about, one.answer);
    }
    out
}
