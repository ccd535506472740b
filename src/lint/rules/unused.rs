//! `unused`: something declared that nothing uses.

use super::super::expressions::{of_trigger, operands, reads};
use super::super::facts::{Facts, Flow};
use super::super::rule::{Look, Rule};
use crate::base::{Map, Root, Type};
use crate::program::{ArgValue, Declared, Line, Program, Step, Variable};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{self as decl, Effect, Kind, Setting, Sort, codes};

/// `unused`.
pub(super) const RULE: Rule = Rule {
    code: codes::UNUSED,
    severity: Severity::Note,
    about: "Something is declared and nothing uses it: an agent, team, field, tag, channel, \
            template, secret, sheet or opening hours of the workspace; or a variable is stored into \
            and never read.\n\nA use in a scenario counts. A member of a team is used; where the whole \
            workspace or whoever a field names may be assigned, every agent is. A channel is used \
            where a workflow starts or sends on whatever channel the contact is on, and the first \
            channel where there is a scenario. A field that is only stored into is used: people read \
            it.",
    bad: r#"workspace shop "Corner Shop" {
  tag greeted
  tag forgotten
}

workflow hello "Hello" {
  on conversation_opened
  tag greeted
}
"#,
    good: r#"workspace shop "Corner Shop" {
  tag greeted
}

workflow hello "Hello" {
  on conversation_opened
  tag greeted
}
"#,
    looks: &[Look::Program(check_workspace), Look::Flow(check_variables)],
};

/// What is reported where nothing uses it.
const SORTS: &[Sort] = &[
    Sort::Agent,
    Sort::Team,
    Sort::Field,
    Sort::Tag,
    Sort::Channel,
    Sort::Template,
    Sort::Secret,
    Sort::Sheet,
    Sort::Hours,
];

fn check_workspace(facts: &Facts<'_, '_>, reports: &mut Reports) {
    let program = facts.program;
    if program.damaged {
        return;
    }
    let declared = || {
        let all = program.workspace.declarations.iter();
        all.filter(|declared| SORTS.contains(&declared.sort))
    };
    if declared().next().is_none() {
        return;
    }
    // There are far more uses than declarations: so those are looked up among these.
    let mut used: Map<(Sort, &str), bool> =
        declared().map(|one| ((one.sort, one.name.as_str()), false)).collect();
    for one in &program.uses {
        if let Some(used) = used.get_mut(&(one.sort, one.name.as_str())) {
            *used = true;
        }
    }
    let everybody = Everybody::of(facts);
    let first_channel = program.workspace.all(Sort::Channel).next().map(|first| &first.name);
    for one in declared() {
        let tried = one.sort == Sort::Channel
            && !program.scenarios.is_empty()
            && first_channel == Some(&one.name);
        let used = used.get(&(one.sort, one.name.as_str())).is_some_and(|used| *used);
        if !tried && !everybody.has(one.sort) && !used {
            reports.push(report(one));
        }
    }
}

fn report(declared: &Declared) -> Report {
    let (noun, name) = (declared.sort.noun(), &declared.name);
    let message = format!("nothing uses the {noun} `{name}`");
    Report::note(codes::UNUSED, declared.location, message)
        .help("use it, or take the declaration out")
}

/// Kinds of things that are used as a whole, by what names none of them.
#[derive(Default)]
struct Everybody {
    agents: bool,
    teams: bool,
    channels: bool,
}

impl Everybody {
    fn of(facts: &Facts<'_, '_>) -> Self {
        let mut all = Self { channels: meets_any_channel(facts.program), ..Self::default() };
        let meant = |decl: &decl::Step| {
            [Effect::AssignsOwner, Effect::Sends].iter().any(|one| decl.effects.contains(one))
        };
        for (_, step) in facts.flows.iter().flat_map(|flow| flow.graph.steps_of(meant)) {
            let effects = step.decl.effects;
            if effects.contains(&Effect::AssignsOwner) {
                all.count_assignment(step);
            }
            if !all.channels && effects.contains(&Effect::Sends) {
                all.channels = !step.decl.settings.iter().any(|setting| {
                    !setting.repeats && names_channel(setting) && has(&step.line, setting)
                });
            }
        }
        all
    }

    fn count_assignment(&mut self, step: &Step) {
        for arg in &step.line.args {
            if let ArgValue::Place(_, ty) = &arg.value {
                self.teams |= matches!(ty, Type::Team);
                self.agents = true;
                return;
            }
        }
        let names = |sort| {
            let mut operands = step.decl.forms.iter().flat_map(|form| form.iter());
            operands.any(|operand| {
                operand.kind == Kind::Declared(sort) && step.line.arg(operand.name).is_some()
            })
        };
        self.agents |= !names(Sort::Agent) && !names(Sort::Team);
    }

    fn has(&self, sort: Sort) -> bool {
        match sort {
            Sort::Agent => self.agents,
            Sort::Team => self.teams,
            Sort::Channel => self.channels,
            Sort::Field
            | Sort::Tag
            | Sort::Template
            | Sort::Lifecycle
            | Sort::ClosingNote
            | Sort::Secret
            | Sort::Sheet
            | Sort::Hours
            | Sort::Workflow
            | Sort::Label
            | Sort::Webhook
            | Sort::Shortcut => false,
        }
    }
}

/// Whether a trigger could name its channels and does not.
fn meets_any_channel(program: &Program) -> bool {
    let mut triggers = program.workflows.iter().flat_map(|workflow| &workflow.triggers);
    triggers.any(|trigger| {
        let mut settings = trigger.decl.settings.iter();
        settings.any(|setting| names_channel(setting) && !has(&trigger.line, setting))
    })
}

fn names_channel(setting: &Setting) -> bool {
    let mut operands = setting.forms.iter().flat_map(|form| form.iter());
    operands.any(|operand| {
        matches!(operand.kind, Kind::Declared(Sort::Channel) | Kind::DeclaredList(Sort::Channel))
    })
}

fn has(line: &Line, setting: &Setting) -> bool {
    line.setting(setting.word).is_some()
}

fn check_variables(facts: &Facts<'_, '_>, flow: &Flow<'_, '_>, reports: &mut Reports) {
    let variables = &flow.graph.workflow().variables;
    if facts.program.damaged || variables.is_empty() {
        return;
    }
    let mut read: Vec<bool> = vec![false; variables.len()];
    let mut mark = |variables: &[Variable], name: &str| {
        let at = variables.iter().position(|variable| variable.name == name);
        if let Some(read) = at.and_then(|at| read.get_mut(at)) {
            *read = true;
        }
    };
    let mut visit = |place: &crate::base::Place| {
        if place.of == Root::Var {
            mark(variables, &place.name);
        }
    };
    for trigger in &flow.graph.workflow().triggers {
        of_trigger(trigger, &mut |expr, _| reads(expr, &mut visit));
    }
    for (_, step) in flow.steps() {
        operands(step, &mut |expr, _| reads(expr, &mut visit));
    }
    for (variable, _) in variables.iter().zip(&read).filter(|(_, read)| !**read) {
        let message = format!("nothing reads the variable `{}`", variable.name);
        let report = Report::note(codes::UNUSED, variable.location, message);
        reports.push(report.help("read it, or do without it"));
    }
}
