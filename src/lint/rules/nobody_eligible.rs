//! `nobody-eligible`: an assignment that nobody can ever be given.

use super::super::facts::{Facts, Flow};
use super::super::pools::{Nobody, nobody};
use super::super::rule::{Look, Rule};
use crate::base::Location;
use crate::program::{ArgValue, Program, Step};
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::{Sort, codes};

/// `nobody-eligible`.
pub(super) const RULE: Rule = Rule {
    code: codes::NOBODY_ELIGIBLE,
    severity: Severity::Error,
    about: "Nobody can ever become the owner here: the team is empty, everybody in it is \
            `unassignable` or has `limit 0`, nobody has all the skills that are asked for, or nobody has \
            fewer than no conversations. Every contact that comes to the step fails there, whatever the \
            day.\n\nWhere a field names the owner, all agents are looked at. Only what the workspace declares \
            counts; a sketch, which declares nobody, is reported for `below 0` alone. A promise that \
            breaks because of such a step is not reported besides.",
    bad: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor" { skills "fr" }
  agent bo "Bo Lind"
  team sales "Sales" amara, bo
}

workflow leads "Leads" {
  on conversation_opened
  assign to team sales by round_robin { skills "fr", "enterprise" }
}
"#,
    good: r#"workspace shop "Corner Shop" {
  agent amara "Amara Okafor" { skills "fr", "enterprise" }
  agent bo "Bo Lind"
  team sales "Sales" amara, bo
}

workflow leads "Leads" {
  on conversation_opened
  assign to team sales by round_robin { skills "fr", "enterprise" }
}
"#,
    looks: &[Look::Flow(check)],
};

fn check(facts: &Facts<'_, '_>, flow: &Flow<'_, '_>, reports: &mut Reports) {
    if facts.program.damaged {
        return;
    }
    for (_, step) in flow.steps() {
        reports.extend(nobody(facts.program, step).map(|why| report(facts.program, step, &why)));
    }
}

/// Whether a step is reported, and no comment silences it.
pub(super) fn is_reported(program: &Program, step: &Step) -> bool {
    let (code, at) = (codes::NOBODY_ELIGIBLE.0, step.line.head);
    !program.damaged
        && nobody(program, step).is_some()
        && !program.allows.iter().any(|allow| allow.silences(code, at))
}

fn report(program: &Program, step: &Step, why: &Nobody) -> Report {
    let pool = Pool::of(program, step);
    let all = &pool.all;
    let (message, help) = match why {
        Nobody::Empty => (pool.empty.clone(), pool.fill.to_owned()),
        Nobody::Unassignable => (
            format!("{all} is `unassignable`"),
            "take `unassignable` away from an agent, or assign to others".to_owned(),
        ),
        Nobody::Unskilled(skills) => (
            format!("{} {}", pool.lacks, all_of(skills)),
            "give the skills to an agent, or ask for fewer".to_owned(),
        ),
        Nobody::Full => (
            format!("{all} has a limit of 0 conversations"),
            "raise the `limit` of an agent, or assign to others".to_owned(),
        ),
        Nobody::Below(_) => (
            "nobody has fewer than 0 conversations".to_owned(),
            "write `below 1` or more".to_owned(),
        ),
    };
    let report = Report::error(codes::NOBODY_ELIGIBLE, step.line.head, message)
        .label("no contact gets an owner here")
        .help(help);
    match (why, pool.declared) {
        (Nobody::Below(below), _) => report.also(*below, "this admits nobody"),
        (Nobody::Unskilled(_), declared) => {
            let asked = step.line.setting("skills").map(|skills| skills.head);
            let report = match asked {
                Some(asked) => report.also(asked, "asked for here"),
                None => report,
            };
            among(report, declared)
        }
        (Nobody::Empty | Nobody::Unassignable | Nobody::Full, declared) => among(report, declared),
    }
}

fn among(report: Report, declared: Option<Location>) -> Report {
    match declared {
        Some(declared) => report.also(declared, "declared here"),
        None => report,
    }
}

fn all_of(skills: &[String]) -> String {
    let quoted: Vec<String> = skills.iter().map(|skill| format!("`{skill}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => format!("the skill {last}"),
        Some((last, others)) => format!("the skills {} and {last}", others.join(", ")),
        None => "the skills".to_owned(),
    }
}

/// Who is chosen from, in words.
struct Pool {
    /// Before what nobody of them has.
    lacks: String,
    /// All of them.
    all: String,
    /// That there is nobody.
    empty: String,
    /// What to do then.
    fill: &'static str,
    /// Where they are declared.
    declared: Option<Location>,
}

impl Pool {
    fn of(program: &Program, step: &Step) -> Self {
        let named = |operand: &str, sort| match step.line.arg(operand) {
            Some(ArgValue::Name(name)) => program.workspace.find(sort, name),
            Some(_) | None => None,
        };
        if let Some(agent) = named("agent", Sort::Agent) {
            return Self {
                lacks: format!("`{}` does not have", agent.name),
                all: format!("`{}`", agent.name),
                empty: "nobody is declared who could be assigned".to_owned(),
                fill: "declare the agent in the workspace",
                declared: Some(agent.location),
            };
        }
        if let Some(team) = named("team", Sort::Team) {
            return Self {
                lacks: format!("nobody in the team `{}` has", team.name),
                all: format!("everybody in the team `{}`", team.name),
                empty: format!("there is nobody in the team `{}`", team.name),
                fill: "name agents behind the text of the team, or assign to others",
                declared: Some(team.location),
            };
        }
        Self {
            lacks: "nobody in the workspace has".to_owned(),
            all: "everybody in the workspace".to_owned(),
            empty: "nobody is declared who could be assigned".to_owned(),
            fill: "declare an agent in the workspace",
            declared: None,
        }
    }
}
