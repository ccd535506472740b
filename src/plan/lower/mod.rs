//! From a checked program and its graphs to plans. Everything walks the declarations; no step has
//! an arm of its own.

mod expression;
mod line;
mod places;
mod step;
mod workspace;

use super::{Overlap, Plans, Settings, StopWhen, Trigger, Variable, WorkflowPlan};
use crate::base::{Name, Sources};
use crate::graph::StepGraph;
use crate::program::{self, Line, Program};
pub(crate) use expression::expression;
use line::{args, setting, settings, text, texts};
use places::Places;

/// The plans of a program without errors: its workspace, and every workflow by name.
#[must_use]
pub fn plans(program: &Program, graphs: &[StepGraph<'_>], sources: &Sources) -> Plans {
    let places = Places::new(sources);
    let mut workflows: Vec<WorkflowPlan> =
        graphs.iter().map(|graph| workflow(graph, &places)).collect();
    workflows.sort_by(|one, other| one.name.cmp(&other.name));
    Plans { workspace: workspace::workspace(&program.workspace), workflows }
}

fn workflow(graph: &StepGraph<'_>, places: &Places<'_>) -> WorkflowPlan {
    let from = graph.workflow();
    WorkflowPlan {
        name: from.name.clone(),
        title: from.title.clone(),
        settings: settings_of(&from.settings),
        triggers: from.triggers.iter().map(trigger).collect(),
        promises: from.promises.iter().map(|promise| setting(&promise.line)).collect(),
        variables: from.variables.iter().map(variable).collect(),
        entry: step::entry(graph),
        steps: graph.steps().map(|(ix, from)| step::step(graph, ix, from, places)).collect(),
    }
}

fn settings_of(lines: &[Line]) -> Settings {
    let line = |word: &str| lines.iter().find(|line| line.word == word);
    let overlap = line("overlap").and_then(|line| text(line, "what"));
    let stop_when = line("stop").map(|line| texts(line, "events")).unwrap_or_default();
    Settings {
        once_per_contact: line("once").is_some(),
        overlap: match overlap.as_deref() {
            Some("restart") => Overlap::Restart,
            _ => Overlap::Skip,
        },
        stop_when: StopWhen::ALL
            .into_iter()
            .filter(|stop| stop_when.iter().any(|word| word == stop.word()))
            .collect(),
    }
}

fn trigger(from: &program::Trigger) -> Trigger {
    Trigger {
        event: Name::new_static(from.decl.event),
        args: args(&from.line),
        settings: settings(&from.line),
        when: from.when.iter().map(expression).collect(),
    }
}

fn variable(from: &program::Variable) -> Variable {
    Variable { name: from.name.clone(), r#type: Name::from(from.ty.to_string()) }
}
