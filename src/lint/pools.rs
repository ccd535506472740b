//! Who could become an owner, and which outcomes of an assignment that excludes.

use crate::program::{ArgValue, Declared, Line, Program, Step};
use crate::vocabulary::{Effect, Outcome, Sort, Without};

/// What the declared agents make impossible at a step.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Excluded {
    /// It cannot fail: somebody is there who can take the contact.
    fails: bool,
    /// It cannot wait: somebody can always take the contact at once.
    pub(super) waits: bool,
}

impl Excluded {
    /// What is impossible at a step of this program.
    pub(super) fn at(program: &Program, step: &Step) -> Self {
        if !program.workspace.declared || !step.decl.effects.contains(&Effect::AssignsOwner) {
            return Self::default();
        }
        let line = &step.line;
        let filters = ["only", "below", "accept"];
        let filtered = filters.iter().any(|word| line.setting(word).is_some());
        let unlimited = |agent: &Declared| agent.line.setting("limit").is_none();
        let Some(pool) = pool(program, step) else {
            // Whoever it will be: nobody has to wait for one who takes any number.
            let all = program.workspace.all(Sort::Agent).all(unlimited);
            return Self { fails: false, waits: !filtered && all };
        };
        let skills = line.setting("skills").map(|skills| texts(skills, "skills"));
        let skilled = |agent: &&Declared| {
            let own = agent.line.setting("skills").map(|own| texts(own, "skills"));
            let own = own.unwrap_or_default();
            skills.iter().flatten().all(|skill| own.contains(skill))
        };
        let enabled = |agent: &&Declared| agent.line.setting("unassignable").is_none();
        let able: Vec<&Declared> = pool.into_iter().filter(enabled).filter(skilled).collect();
        let free = able.iter().any(|agent| unlimited(agent));
        Self { fails: !able.is_empty(), waits: !filtered && free }
    }

    /// Whether an outcome is impossible.
    pub(super) fn outcome(self, outcome: &Outcome) -> bool {
        if outcome.after.is_some() {
            return self.waits;
        }
        self.fails && outcome.without == Without::Failed
    }
}

/// The agents of whom one is chosen; none where only the run will tell.
fn pool<'p>(program: &'p Program, step: &Step) -> Option<Vec<&'p Declared>> {
    let workspace = &program.workspace;
    let line = &step.line;
    if let Some(ArgValue::Name(agent)) = line.arg("agent") {
        return Some(workspace.find(Sort::Agent, agent).into_iter().collect());
    }
    if let Some(ArgValue::Name(team)) = line.arg("team") {
        let team = workspace.find(Sort::Team, team)?;
        let Some(ArgValue::Names(members)) = team.line.arg("members") else {
            return Some(Vec::new());
        };
        let agents = members.iter().filter_map(|(name, _)| workspace.find(Sort::Agent, name));
        return Some(agents.collect());
    }
    if line.args.iter().any(|arg| matches!(arg.value, ArgValue::Place(..))) {
        return None;
    }
    Some(workspace.all(Sort::Agent).collect())
}

fn texts<'a>(line: &'a Line, operand: &str) -> Vec<&'a str> {
    match line.arg(operand) {
        Some(ArgValue::Texts(texts)) => texts.iter().map(|(text, _)| text.as_str()).collect(),
        Some(ArgValue::Text(text)) => vec![text.as_str()],
        Some(_) | None => Vec::new(),
    }
}
