//! The declared world, as the runtime knows it.

use super::line::{text, texts};
use crate::base::{Name, Type};
use crate::plan::{
    Agent, Channel, Closed, Field, Hours, Opening, Sheet, Tag, Team, Template, WorkspacePlan,
};
use crate::program::{ArgValue, Declared, Line, Workspace};
use crate::vocabulary::Sort;

/// Everything that is declared, in declared order.
pub(super) fn workspace(from: &Workspace) -> WorkspacePlan {
    let names = |sort: Sort| from.all(sort).map(|one| one.name.clone()).collect();
    let utc =
        if from.timezone.is_empty() { Name::new_static("UTC") } else { from.timezone.clone() };
    WorkspacePlan {
        name: text(&from.line, "name").unwrap_or_default(),
        title: title(&from.line),
        timezone: utc,
        agents: from.all(Sort::Agent).map(agent).collect(),
        teams: from.all(Sort::Team).map(team).collect(),
        fields: from.all(Sort::Field).map(field).collect(),
        tags: from.all(Sort::Tag).map(|one| Tag { name: one.name.clone() }).collect(),
        channels: from.all(Sort::Channel).map(channel).collect(),
        templates: from.all(Sort::Template).map(template).collect(),
        lifecycle: names(Sort::Lifecycle),
        closing_notes: names(Sort::ClosingNote),
        secrets: names(Sort::Secret),
        sheets: from.all(Sort::Sheet).map(sheet).collect(),
        hours: from.all(Sort::Hours).map(hours).collect(),
    }
}

fn title(line: &Line) -> Name {
    text(line, "title").unwrap_or_default()
}

fn agent(from: &Declared) -> Agent {
    let setting = |word: &str| from.line.setting(word);
    let limit = setting("limit").and_then(|line| match line.arg("count") {
        Some(ArgValue::Count(count)) => u32::try_from(*count).ok(),
        _ => None,
    });
    Agent {
        name: from.name.clone(),
        title: title(&from.line),
        email: setting("email").and_then(|line| text(line, "email")),
        skills: setting("skills").map(|line| texts(line, "skills")).unwrap_or_default(),
        limit,
        unassignable: setting("unassignable").is_some(),
    }
}

fn team(from: &Declared) -> Team {
    let members = texts(&from.line, "members");
    Team { name: from.name.clone(), title: title(&from.line), members }
}

fn field(from: &Declared) -> Field {
    let options =
        if let Type::Choice(choices) = &from.ty { choices.options.to_vec() } else { vec![] };
    Field { name: from.name.clone(), r#type: Name::from(from.ty.to_string()), options }
}

fn channel(from: &Declared) -> Channel {
    let doubt = from.line.setting("on_doubt").and_then(|line| text(line, "what"));
    Channel {
        name: from.name.clone(),
        kind: text(&from.line, "kind").unwrap_or_default(),
        resend: doubt.is_some_and(|what| what == "resend"),
    }
}

fn template(from: &Declared) -> Template {
    Template {
        name: from.name.clone(),
        channel: text(&from.line, "channel").unwrap_or_default(),
        text: text(&from.line, "text").unwrap_or_default(),
    }
}

fn sheet(from: &Declared) -> Sheet {
    Sheet { name: from.name.clone(), title: title(&from.line) }
}

fn hours(from: &Declared) -> Hours {
    let lines =
        |word: &'static str| from.line.settings.iter().filter(move |line| line.word == word);
    let closed = lines("closed").filter_map(|line| match line.arg("dates") {
        Some(ArgValue::Dates(from, to)) => Some(Closed { from: *from, to: *to }),
        _ => None,
    });
    Hours {
        name: from.name.clone(),
        timezone: from.line.setting("timezone").and_then(|line| text(line, "zone")),
        open: lines("open").filter_map(opening).collect(),
        closed: closed.collect(),
    }
}

fn opening(line: &Line) -> Option<Opening> {
    match (line.arg("days"), line.arg("times")) {
        (Some(ArgValue::Days(days)), Some(ArgValue::Times(ranges))) => {
            Some(Opening { days: days.clone(), ranges: ranges.clone() })
        }
        _ => None,
    }
}
