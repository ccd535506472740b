//! The page of a step.

use super::article::{Article, Table};
use super::lines::{outcomes, settings};
use super::written::{explained, written};
use crate::vocabulary::{ANSWER_TYPES, Body, Core, Effect, Kind, Proof, Step, TYPES, Waits};

/// The page of a step.
pub(in crate::vocabulary) fn step(step: &Step) -> Article {
    let block = match step.body {
        Body::Arms => " { when CONDITION { … } else { … } }",
        Body::Steps => " { … } else { … }",
        Body::None | Body::Details | Body::TypedLines { .. } => "",
    };
    let written = step.forms.iter().map(|form| format!("{}{block}", written(step.verb, form)));
    let answers = answers(step);
    let mut tables: Vec<Table> = settings(step.settings).into_iter().collect();
    tables.extend(outcomes(step.outcomes));
    let mut where_ = explained(step.forms.iter().copied().flatten());
    if let Some(answers) = answers {
        where_.retain(|sentence| !sentence.starts_with("TYPE "));
        tables.push(answers);
    }
    Article {
        word: step.verb.to_owned(),
        title: step.title.to_owned(),
        kind: "a step",
        about: step.about.to_owned(),
        written: written.collect(),
        where_,
        tables,
        facts: facts(step),
        sample: step.sample,
    }
}

/// What counts as an answer, for steps that ask.
fn answers(step: &Step) -> Option<Table> {
    let own = step.forms.iter().copied().flatten();
    let inner = step.settings.iter().flat_map(|one| one.forms.iter().copied().flatten());
    let asks = own.chain(inner).any(|operand| operand.kind == Kind::Type(ANSWER_TYPES));
    let types = TYPES.iter().filter(|ty| asks && !ty.answer.is_empty());
    let rows: Vec<Vec<String>> =
        types.map(|ty| vec![ty.word.to_owned(), ty.answer.to_owned()]).collect();
    let columns = &["TYPE", "what counts as an answer"];
    (!rows.is_empty()).then_some(Table { title: "Types", columns, rows })
}

fn facts(step: &Step) -> Vec<String> {
    let mut facts = Vec::new();
    let effects: Vec<&str> = step.effects.iter().map(|effect| does(*effect)).collect();
    match effects.split_last() {
        None => {}
        Some((only, [])) => facts.push(format!("The step {only}.")),
        Some((last, rest)) => facts.push(format!("The step {} and {last}.", rest.join(", "))),
    }
    facts.extend(waits(step));
    if let (Some(next), Core::Act | Core::Start) = (step.next, step.core)
        && !step.outcomes.is_empty()
    {
        facts.push(match next {
            "next" => "Otherwise the run goes on with the next step.".to_owned(),
            next => format!("When it went well ({next}), the run goes on with the next step."),
        });
    }
    facts.extend(step.proves.iter().map(|proof| proves(*proof, "Where the run goes on")));
    for outcome in step.outcomes {
        let behind = format!("Behind `{}`", outcome.word);
        facts.extend(outcome.proves.iter().map(|proof| proves(*proof, &behind)));
    }
    if step.outcomes.len() > 1 {
        facts.push(
            "`else { … }` behind the step takes every outcome that has no block of its own, but not \
             that all went well."
                .to_owned(),
        );
    }
    facts
}

fn waits(step: &Step) -> Option<String> {
    match step.waits {
        Waits::No => None,
        Waits::Always => Some("The run waits here for what comes of it.".to_owned()),
        Waits::IfHandled(outcome) => {
            Some(format!("The run waits for what comes of it only where `{outcome}` has a block."))
        }
        Waits::IfSet(setting) => Some(format!("The run waits here only with `{setting}`.")),
        Waits::For(_) => Some("The run waits here for that long.".to_owned()),
    }
}

fn proves(proof: Proof, behind: &str) -> String {
    match proof {
        Proof::Place(name) => format!("{behind}, the {name} has a value."),
        Proof::SettingPlace(setting, name) => {
            format!("{behind}, the {name} that `{setting}` stores has a value.")
        }
        Proof::Owner => format!("{behind}, the contact has an owner."),
    }
}

const fn does(effect: Effect) -> &'static str {
    match effect {
        Effect::AssignsOwner => "gives the contact an owner",
        Effect::DropsOwner => "takes the owner off",
        Effect::OpensConversation => "opens the conversation",
        Effect::ClosesConversation => "closes the conversation",
        Effect::Sends => "sends messages",
        Effect::WaitsForContact => "waits for the contact",
        Effect::AddsTags => "adds tags",
        Effect::RemovesTags => "removes tags",
        Effect::Stores => "stores a value",
        Effect::Empties => "empties a place",
        Effect::CallsOut => "talks to another system",
        Effect::CarriesSecrets => "may hold secrets in what it sends there",
        Effect::StartsWorkflow => "starts another workflow",
        Effect::Comments => "leaves a note for agents",
    }
}
