//! Scenarios for what none goes through, printed as they can be put beside a program.

use crate::cli::output::Output;
use crate::scenario::suggest::{Offer, Suggestion, Suggestions};

/// Prints what was found.
pub(super) fn tell(suggestions: &Suggestions, output: &mut Output) {
    for (at, suggestion) in suggestions.found.iter().enumerate() {
        if at > 0 {
            output.answer("\n");
        }
        match &suggestion.offer {
            Offer::Scenario(text) => output.answer(text),
            Offer::Gap { lines, why, behind } => {
                output.answer(&gap(suggestion, lines, why, *behind));
            }
        }
    }
    if suggestions.left > 0 {
        let blank = if suggestions.found.is_empty() { "" } else { "\n" };
        output.answer(&format!("{blank}{}", left(suggestions.left)));
    }
}

/// What was not looked for is a comment, too.
fn left(count: usize) -> String {
    let (plural, were) =
        if count == 1 { ("step or outcome", "was") } else { ("steps and outcomes", "were") };
    format!(
        "# {count} more {plural} {were} not looked for, since that takes long where so much is \
         missing:\n# put these scenarios beside the program, and ask again\n"
    )
}

/// A gap is a comment, so that what is printed is a program as it is.
fn gap(suggestion: &Suggestion, lines: &[String], why: &str, behind: usize) -> String {
    let goal = &suggestion.goal;
    let what = match goal.outcome.as_str() {
        "" => format!("`{}`", goal.step),
        outcome => format!("`{outcome}` of `{}`", goal.step),
    };
    let mut text =
        format!("# no scenario was found for {what} of {}: {why}\n", suggestion.workflow);
    if behind > 0 {
        let plural = if behind == 1 { "step or outcome" } else { "steps and outcomes" };
        text.push_str(&format!("# {behind} more {plural} can only be come to through it\n"));
    }
    if !lines.is_empty() {
        text.push_str("# these lines come near to it:\n");
    }
    for line in lines {
        text.push_str(&format!("#   {line}\n"));
    }
    text
}
