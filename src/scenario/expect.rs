//! `expect`: what should have happened, and what did instead.

use super::play::{Met, Play, shown};
use super::texts::fits;
use super::values::name;
use crate::base::{Name, Value, nearest};
use crate::program::Line;
use crate::runtime::{Act, Ending, HttpRequest, Recorded, WaitFor};

impl Play {
    pub(super) fn expect(&self, line: &Line) -> Met {
        if let Some(wanted) = name(line, "sent") {
            return self.text(&wanted, "sent", |act| {
                let Act::Send(out) = act else { return None };
                (!out.asks).then(|| out.text.clone())
            });
        }
        if let Some(wanted) = name(line, "asked") {
            return self.text(&wanted, "asked", |act| {
                let Act::Send(out) = act else { return None };
                out.asks.then(|| out.text.clone())
            });
        }
        if let Some(wanted) = name(line, "comment") {
            return self.text(&wanted, "comment", |act| {
                if let Act::Comment { text, .. } = act { Some(text.clone()) } else { None }
            });
        }
        if let Some(url) = name(line, "url") {
            return self.called(line, &url);
        }
        if line.arg("row").is_some() {
            return self.row(line);
        }
        if let Some(label) = ["failed", "timed_out", "at"].iter().find_map(|word| name(line, word))
        {
            return self.at(line, &label);
        }
        self.is(line)
    }

    /// A text among those of one sort.
    fn text(&self, wanted: &str, verb: &str, of: impl Fn(&Act) -> Option<Name>) -> Met {
        let texts: Vec<Name> = self.acts().filter_map(of).collect();
        if texts.iter().any(|text| fits(wanted, text)) {
            return Ok(());
        }
        // The nearest first: it tells most about what went wrong.
        let near = nearest(wanted, texts.iter().map(Name::as_str));
        let mut instead: Vec<&str> = near.into_iter().collect();
        instead.extend(texts.iter().map(Name::as_str).filter(|text| Some(*text) != near));
        Err(match instead.is_empty() {
            true => {
                vec![format!("nothing was {}", if verb == "comment" { "commented" } else { verb })]
            }
            false => instead.iter().map(|text| format!("{verb} \"{text}\"")).collect(),
        })
    }

    fn called(&self, line: &Line, url: &str) -> Met {
        let method = name(line, "method").unwrap_or_default();
        let requests = || {
            self.acts().filter_map(|act| {
                if let Act::Http(request) = act { Some(&**request) } else { None }
            })
        };
        let meant =
            |request: &&HttpRequest| request.method == method && fits(url, &request.url.masked());
        let mut found = requests().filter(meant);
        if line.arg("with").is_none() {
            if found.next().is_some() {
                return Ok(());
            }
        } else {
            let state = self.state();
            let wanted = self.values(&state).record(line, "with");
            let has = |request: &HttpRequest| {
                let body = request.body.as_ref().map(|body| body.masked()).unwrap_or_default();
                let json: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
                wanted.iter().all(|(key, value)| {
                    json.get(key.as_str()).is_some_and(|json| self.is_json(json, value))
                })
            };
            if found.any(has) {
                return Ok(());
            }
        }
        let instead: Vec<String> = requests()
            .map(|request| {
                let body = request.body.as_ref().map(|body| format!(" with {}", body.masked()));
                let url = request.url.masked();
                format!("http {} \"{url}\"{}", request.method, body.unwrap_or_default())
            })
            .collect();
        Err(if instead.is_empty() { vec!["nothing was called".to_owned()] } else { instead })
    }

    fn is_json(&self, json: &serde_json::Value, value: &Value) -> bool {
        let workspace = self.engine.published().workspace();
        let wanted = crate::runtime::to_json(value, |one| crate::runtime::render(workspace, one));
        match (json.as_str(), wanted.as_str()) {
            (Some(text), Some(pattern)) => fits(pattern, text),
            _ => *json == wanted,
        }
    }

    fn row(&self, line: &Line) -> Met {
        let state = self.state();
        let workspace = self.engine.published().workspace();
        let cells = self.values(&state).record(line, "row").into_iter();
        let wanted: Vec<(Name, String)> =
            cells.map(|(key, value)| (key, crate::runtime::render(workspace, &value))).collect();
        let mut instead = Vec::new();
        for act in self.acts() {
            let Act::Row(row) = act else { continue };
            let has = |(key, pattern): &(Name, String)| {
                row.cells.iter().any(|(title, text)| title == key && fits(pattern, text))
            };
            if wanted.iter().all(has) {
                return Ok(());
            }
            let cells: Vec<String> =
                row.cells.iter().map(|(key, text)| format!("{key}: \"{text}\"")).collect();
            instead.push(format!("row ({})", cells.join(", ")));
        }
        Err(if instead.is_empty() { vec!["no row was added".to_owned()] } else { instead })
    }

    /// Where the run is, or where it went wrong.
    fn at(&self, line: &Line, label: &str) -> Met {
        let state = self.state();
        let name = self.workflow.name();
        let run = state.runs.iter().find(|run| run.id.workflow == *name);
        if line.arg("at").is_some() {
            let waits = run.and_then(|run| run.wait());
            return match waits {
                Some(wait) if wait.step == label => Ok(()),
                Some(wait) => Err(vec![format!("it waits at `{}`", wait.step)]),
                None => Err(vec![self.where_it_is()]),
            };
        }
        let fault = match &self.ending {
            Some(Ending::Failed(fault)) if line.arg("failed").is_some() => Some(fault),
            Some(Ending::TimedOut(fault)) if line.arg("timed_out").is_some() => Some(fault),
            _ => None,
        };
        match fault {
            Some(fault) if fault.step == label && run.is_none() => Ok(()),
            _ => Err(vec![self.where_it_is()]),
        }
    }

    /// Where the workflow's run is, in words.
    fn where_it_is(&self) -> String {
        let state = self.state();
        let name = self.workflow.name();
        let run = state.runs.iter().find(|run| run.id.workflow == *name);
        if let Some(wait) = run.and_then(|run| run.wait()) {
            return format!("it waits at `{}`", wait.step);
        }
        match &self.ending {
            None => "no run has begun".to_owned(),
            Some(Ending::Failed(fault)) => format!("it failed at `{}`: {}", fault.step, fault.why),
            Some(Ending::TimedOut(fault)) => format!("it timed out at `{}`", fault.step),
            Some(Ending::Completed) => "it has ended".to_owned(),
            Some(Ending::Restarted) => "it was restarted".to_owned(),
            Some(Ending::Closed) => "it ended because the conversation was closed".to_owned(),
            Some(Ending::Stopped(reason)) => format!("it was stopped: {reason}"),
        }
    }

    /// How things are now.
    fn is(&self, line: &Line) -> Met {
        let state = self.state();
        let contact = &state.contact;
        let owner = || match &contact.owner {
            Some(owner) => format!("owned by {owner}"),
            None => "owned by nobody".to_owned(),
        };
        let met = |fits: bool, instead: String| if fits { Ok(()) } else { Err(vec![instead]) };
        if let Some(agent) = name(line, "agent") {
            return met(contact.owner.as_ref() == Some(&agent), owner());
        }
        if let Some(tag) = name(line, "tag") {
            let tags = contact.tags.join(", ");
            let none = contact.tags.is_empty();
            let instead = if none { "no tags".to_owned() } else { format!("tags {tags}") };
            return met(contact.tags.contains(&tag), instead);
        }
        if let Some(field) = name(line, "field") {
            let wanted = self.values(&state).operand(line, "value");
            let held = contact.field(&field);
            let same = match (&held, &wanted) {
                (Some(Value::Text(text)), Some(Value::Text(pattern))) => fits(pattern, text),
                (held, wanted) => held == wanted,
            };
            let instead = held.map_or("unset".to_owned(), |value| {
                shown(self.engine.published().workspace(), &value)
            });
            return met(same, format!("field {field} = {instead}"));
        }
        let is_open = contact.conversation.is_open;
        let name_of = self.workflow.name();
        let run = state.runs.iter().find(|run| run.id.workflow == *name_of);
        match name(line, "state").as_deref() {
            Some("assigned") => met(contact.owner.is_some(), owner()),
            Some("waiting") => {
                let waits = run.and_then(|run| run.wait());
                let queued = waits.is_some_and(|wait| matches!(wait.what, WaitFor::Owner(_)));
                met(queued, format!("{}, {}", owner(), self.where_it_is()))
            }
            Some("open") => met(is_open, "closed".to_owned()),
            Some("closed") => met(!is_open, "open".to_owned()),
            _ => {
                let well = self.ending.as_ref().is_some_and(|ending| ending.fault().is_none());
                met(well && run.is_none(), self.where_it_is())
            }
        }
    }

    /// What was done since the last `when` or `after`.
    fn acts(&self) -> impl Iterator<Item = &Act> {
        let records = self.window.iter().flat_map(|told| &told.logged.records);
        records.filter_map(|record| match &record.what {
            Recorded::Effect(effect) => Some(&effect.act),
            Recorded::Trace(_) => None,
        })
    }
}
