//! The pages of all words that are no steps.

use super::article::{Article, Table};
use super::lines::{setting, settings};
use super::written::{explained, written};
use crate::vocabulary::{
    Declaration, Form, Function, Item, OPERATORS, Operator, Promise, ScenarioLine, Setting,
    Trigger, TypeWord, VALUES, WHEN, WORKFLOW_SAMPLE,
};

fn ways(word: &str, forms: &[Form]) -> Vec<String> {
    forms.iter().map(|form| written(word, form)).collect()
}

fn notes(forms: &[Form]) -> Vec<String> {
    explained(forms.iter().copied().flatten())
}

/// The page of a trigger.
pub(in crate::vocabulary) fn trigger(trigger: &Trigger) -> Article {
    let mut tables: Vec<Table> = Vec::new();
    let mut lines: Vec<Setting> = trigger.settings.to_vec();
    lines.push(WHEN);
    tables.extend(settings(&lines));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for one in trigger.brings {
        let ty = match one.ty {
            "field?" => "type of the field",
            "lifecycle?" => "choice?",
            ty => ty,
        };
        rows.push(vec![format!("trigger.{}", one.name), ty.to_owned(), one.about.to_owned()]);
    }
    if !trigger.brings_lines.is_empty() {
        let lines = trigger.brings_lines;
        let about = format!("What the line NAME of `{lines}` holds.");
        rows.push(vec!["trigger.NAME".to_owned(), "type of the line".to_owned(), about]);
    }
    if trigger.message {
        let values = VALUES.iter().filter(|value| value.root == "message");
        rows.extend(values.map(|value| {
            vec![format!("message.{}", value.name), value.ty.to_owned(), value.about.to_owned()]
        }));
    }
    if !rows.is_empty() {
        tables.push(Table { title: "Brings", columns: &["value", "type", "what it is"], rows });
    }
    Article {
        word: trigger.event.to_owned(),
        title: trigger.title.to_owned(),
        kind: "a trigger",
        about: trigger.about.to_owned(),
        written: ways(&format!("on {}", trigger.event), trigger.forms),
        where_: notes(trigger.forms),
        tables,
        facts: Vec::new(),
        sample: trigger.sample,
    }
}

/// The page of a promise.
pub(in crate::vocabulary) fn promise(promise: &Promise) -> Article {
    Article {
        word: format!("ensure {}", promise.word),
        kind: "a promise",
        about: promise.about.to_owned(),
        written: ways(&format!("ensure {}", promise.word), promise.forms),
        where_: notes(promise.forms),
        sample: promise.sample,
        ..Article::default()
    }
}

/// The page of what stands at the top of a file.
pub(in crate::vocabulary) fn item(item: &Item) -> Article {
    Article {
        word: item.word.to_owned(),
        kind: "at the top of a file",
        about: item.about.to_owned(),
        written: ways(item.word, item.forms).into_iter().map(|way| way + " { … }").collect(),
        facts: vec![format!("Its block holds {}.", item.holds)],
        sample: item.sample,
        ..Article::default()
    }
}

/// The page of a declaration.
pub(in crate::vocabulary) fn declaration(declaration: &Declaration) -> Article {
    let once = (!declaration.repeats).then(|| "A workspace has at most one.".to_owned());
    Article {
        word: declaration.word.to_owned(),
        kind: "declared in the workspace",
        about: declaration.about.to_owned(),
        written: ways(declaration.word, declaration.forms),
        where_: notes(declaration.forms),
        tables: settings(declaration.settings).into_iter().collect(),
        facts: once.into_iter().collect(),
        sample: declaration.sample,
        ..Article::default()
    }
}

/// The page of a setting of workflows.
pub(in crate::vocabulary) fn workflow_setting(line: &Setting) -> Article {
    let about = setting(line).pop().unwrap_or_default();
    Article {
        word: line.word.to_owned(),
        kind: "a setting of a workflow",
        about,
        written: ways(line.word, line.forms),
        sample: WORKFLOW_SAMPLE,
        ..Article::default()
    }
}

/// The page of a line of scenarios.
pub(in crate::vocabulary) fn scenario_line(line: &ScenarioLine) -> Article {
    let forms = line.forms.iter().zip(line.meanings);
    let rows: Vec<Vec<String>> = forms
        .map(|(form, meaning)| {
            let mut about = vec![(*meaning).to_owned()];
            about.extend(notes(&[form]));
            vec![written(line.word, form), about.join(" ")]
        })
        .collect();
    let forms = Table { title: "Forms", columns: &["written", "what it says"], rows };
    let negates = line.negates.then(|| format!("`{} not …` says the opposite.", line.word));
    Article {
        word: line.word.to_owned(),
        kind: "a line of a scenario",
        about: line.about.to_owned(),
        tables: vec![forms],
        facts: negates.into_iter().collect(),
        sample: line.sample,
        ..Article::default()
    }
}

/// The page of a function.
pub(in crate::vocabulary) fn function(function: &Function) -> Article {
    let (sample, gives) = function.sample;
    let ty = match function.gives {
        "same" => "the type of its arguments",
        ty => ty,
    };
    Article {
        word: function.name.to_owned(),
        kind: "a function",
        about: function.about.to_owned(),
        written: vec![format!("{}: {ty}", function.written)],
        facts: vec![
            format!("`{sample}` gives `{gives}`."),
            "Given an unset value, it is unset.".to_owned(),
        ],
        ..Article::default()
    }
}

/// The page of an operator.
pub(in crate::vocabulary) fn operator(operator: &Operator) -> Article {
    let level = |wanted: fn(u8, u8) -> bool| {
        let same = OPERATORS.iter().filter(|other| wanted(other.level, operator.level));
        let words: Vec<String> = same.map(|other| format!("`{}`", other.word)).collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    let looser = level(|other, own| other < own).map(|all| format!("It holds more than {all}."));
    let tighter = level(|other, own| other > own).map(|all| format!("It holds less than {all}."));
    Article {
        word: operator.word.to_owned(),
        kind: "an operator",
        about: operator.about.to_owned(),
        written: vec![operator.written.to_owned()],
        facts: looser.into_iter().chain(tighter).collect(),
        sample: operator.sample,
        ..Article::default()
    }
}

/// The page of the values behind a root.
pub(in crate::vocabulary) fn root(root: &str) -> Article {
    let shown = if root == "hours" { "HOURS" } else { root };
    let of_root = VALUES.iter().filter(|value| value.root == root);
    let rows: Vec<Vec<String>> = of_root
        .map(|value| {
            let path = match value.name {
                "" => shown.to_owned(),
                name => format!("{shown}.{name}"),
            };
            let stored = if value.writable { " `set` may store into it." } else { "" };
            let ty = if value.ty == "lifecycle?" { "choice?" } else { value.ty };
            vec![path, ty.to_owned(), format!("{}{stored}", value.about)]
        })
        .collect();
    let fields = (root == "contact").then(|| {
        let about = "A field that the workspace declares. `set` may store into it.";
        vec!["contact.FIELD".to_owned(), "type of the field, `?`".to_owned(), about.to_owned()]
    });
    let fact = match root {
        "assignee" => Some("The owner of the contact. Without one, all of it is unset."),
        "message" => Some(
            "The message that started or resumed the run; elsewhere it is unset, also on \
             `conversation_opened`, where `conversation.last_incoming` has the words.",
        ),
        "trigger" => Some(
            "Each trigger brings more; what only some of a workflow's bring may be \
                           unset.",
        ),
        "hours" => Some("HOURS is the name of declared opening hours."),
        _ => None,
    };
    let rows = rows.into_iter().chain(fields).collect();
    Article {
        word: root.to_owned(),
        kind: "a value",
        tables: vec![Table { title: "Values", columns: &["value", "type", "what it is"], rows }],
        facts: fact.map(str::to_owned).into_iter().collect(),
        ..Article::default()
    }
}

/// The page of a type.
pub(in crate::vocabulary) fn ty(ty: &TypeWord) -> Article {
    let answer = (!ty.answer.is_empty()).then(|| format!("As an answer: {}", ty.answer));
    Article {
        word: ty.word.to_owned(),
        kind: "a type",
        about: ty.about.to_owned(),
        facts: answer.into_iter().collect(),
        ..Article::default()
    }
}
