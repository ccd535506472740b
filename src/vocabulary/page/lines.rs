//! Tables of the lines that belong to a word.

use super::article::Table;
use super::written::{explained, written};
use crate::vocabulary::{Body, Outcome, Setting, Without};

/// The settings of a word; none where it has none.
pub(super) fn settings(settings: &[Setting]) -> Option<Table> {
    let rows: Vec<Vec<String>> = settings.iter().map(setting).collect();
    let columns = &["written", "what it does"];
    (!rows.is_empty()).then_some(Table { title: "Settings", columns, rows })
}

/// One setting: how it is written, and what it does.
pub(super) fn setting(setting: &Setting) -> Vec<String> {
    let mut ways: Vec<String> =
        setting.forms.iter().map(|form| written(setting.word, form)).collect();
    if let Body::TypedLines { texts, .. } = setting.body {
        let line = if texts { " { NAME TYPE [\"TEXT\"] }" } else { " { NAME TYPE }" };
        ways.iter_mut().for_each(|way| way.push_str(line));
    }
    let mut about = vec![setting.about.to_owned()];
    about.extend(explained(setting.forms.iter().copied().flatten()));
    if let Body::TypedLines { dotted, .. } = setting.body {
        about.extend(explained(crate::vocabulary::TYPED.iter().copied().flatten()));
        if dotted {
            about.push("A name may have dots, for values inside of others.".to_owned());
        }
    }
    if setting.repeats {
        about.push("May stand several times.".to_owned());
    }
    vec![ways.join("\n"), about.join(" ")]
}

/// The outcomes of a step; none where it has none.
pub(super) fn outcomes(outcomes: &[Outcome]) -> Option<Table> {
    let rows: Vec<Vec<String>> = outcomes.iter().map(outcome).collect();
    let columns = &["written", "when it happens", "without a block"];
    (!rows.is_empty()).then_some(Table { title: "Outcomes", columns, rows })
}

/// One outcome: how it is written, when it happens, and where it leads without a block.
pub(super) fn outcome(outcome: &Outcome) -> Vec<String> {
    let ways: Vec<String> = outcome
        .forms
        .iter()
        .map(|form| {
            let line = written(outcome.word, form);
            if outcome.blockless {
                format!("{line} [{{ … }}]")
            } else {
                format!("{line} {{ … }}")
            }
        })
        .collect();
    let mut about = vec![outcome.about.to_owned()];
    let notes = explained(outcome.forms.iter().copied().flatten());
    about.extend(notes);
    if let Some(after) = outcome.after {
        about.push(format!(
            "After {} where the line is not there.",
            super::written::days(after.seconds)
        ));
    }
    if outcome.repeats {
        about.push("May stand several times.".to_owned());
    }
    vec![ways.join("\n"), about.join(" "), without(outcome.without).to_owned()]
}

const fn without(without: Without) -> &'static str {
    match without {
        Without::Next => "The run goes on.",
        Without::Failed => "The run ends as failed.",
        Without::TimedOut => "The run ends as timed out.",
    }
}
