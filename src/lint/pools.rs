//! Who could become an owner, and which outcomes of an assignment that excludes.

use crate::base::Location;
use crate::program::{ArgValue, Declared, Line, Program, Step};
use crate::vocabulary::{Effect, Outcome, Sort, Without};

/// The settings of an assignment that may keep out somebody who is free of every limit.
const FILTERS: [&str; 3] = ["only", "below", "accept"];

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
        let filtered = is_filtered(step);
        let Some(pool) = pool(program, step) else {
            // Whoever it will be: nobody has to wait for one who takes any number.
            let all = program.workspace.all(Sort::Agent).all(unlimited);
            return Self { fails: false, waits: !filtered && all };
        };
        let skills = skills(line);
        let mut able = pool.filter(|agent| enabled(agent) && has_all(agent, &skills)).peekable();
        let fails = able.peek().is_some();
        let free = able.any(unlimited);
        Self { fails, waits: !filtered && free }
    }

    /// Whether an outcome is impossible.
    pub(super) fn outcome(self, outcome: &Outcome) -> bool {
        if outcome.after.is_some() {
            return self.waits;
        }
        self.fails && outcome.without == Without::Failed
    }
}

/// Why nobody can ever become the owner at a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Nobody {
    /// There is nobody to choose from.
    Empty,
    /// Nobody of them is given contacts.
    Unassignable,
    /// Nobody of them has these skills.
    Unskilled(Vec<String>),
    /// Everybody who is left has a limit of nothing.
    Full,
    /// Nobody has fewer conversations than none.
    Below(Location),
}

/// Why nobody can ever become the owner at a step, or none where somebody might.
///
/// Where a field names the owner, everybody is looked at.
pub(super) fn nobody(program: &Program, step: &Step) -> Option<Nobody> {
    if !step.decl.effects.contains(&Effect::AssignsOwner) {
        return None;
    }
    if let Some(below) = step.line.setting("below").filter(|below| count(below) == Some(0)) {
        return Some(Nobody::Below(below.head));
    }
    if !program.workspace.declared {
        return None;
    }
    let skills = skills(&step.line);
    let pool = || {
        let all = || Box::new(program.workspace.all(Sort::Agent)) as Pool<'_>;
        pool(program, step).unwrap_or_else(all)
    };
    let able = |agent: &&Declared| enabled(agent) && has_all(agent, &skills);
    if pool().filter(able).any(|agent| !is_full(agent)) {
        return None;
    }
    Some(if pool().next().is_none() {
        Nobody::Empty
    } else if !pool().any(enabled) {
        Nobody::Unassignable
    } else if !pool().any(|agent| able(&agent)) {
        Nobody::Unskilled(skills.into_iter().map(str::to_owned).collect())
    } else {
        Nobody::Full
    })
}

/// Those whom a step can make the owner, in the order in which they are declared or listed. Where a
/// field names the owner, it can be anybody.
#[must_use]
pub fn candidates<'p>(program: &'p Program, step: &Step) -> Vec<&'p Declared> {
    let skills = skills(&step.line);
    let able = |agent: &&Declared| enabled(agent) && has_all(agent, &skills) && !is_full(agent);
    let all = || Box::new(program.workspace.all(Sort::Agent)) as Pool<'_>;
    pool(program, step).unwrap_or_else(all).filter(able).collect()
}

/// Whether the contact may have to wait for somebody, as far as the declarations tell. In a sketch,
/// which declares nobody, only a filter says so.
pub(super) fn may_wait(program: &Program, step: &Step) -> bool {
    let declared = program.workspace.declared;
    is_filtered(step) || (declared && !Excluded::at(program, step).waits)
}

fn is_filtered(step: &Step) -> bool {
    FILTERS.iter().any(|word| step.line.setting(word).is_some())
}

fn unlimited(agent: &Declared) -> bool {
    agent.line.setting("limit").is_none()
}

fn is_full(agent: &Declared) -> bool {
    agent.line.setting("limit").and_then(count) == Some(0)
}

fn enabled(agent: &Declared) -> bool {
    agent.line.setting("unassignable").is_none()
}

fn has_all(agent: &Declared, skills: &[&str]) -> bool {
    let own = self::skills(&agent.line);
    skills.iter().all(|skill| own.contains(skill))
}

/// The skills of an agent, or those that a step asks for.
fn skills(line: &Line) -> Vec<&str> {
    line.setting("skills").map(|skills| texts(skills, "skills")).unwrap_or_default()
}

fn count(line: &Line) -> Option<i64> {
    match line.arg("count") {
        Some(ArgValue::Count(count)) => Some(*count),
        Some(_) | None => None,
    }
}

/// Agents of whom one is chosen, looked up one after the other.
type Pool<'p> = Box<dyn Iterator<Item = &'p Declared> + 'p>;

/// The agents of whom one is chosen; none where only the run will tell.
fn pool<'p>(program: &'p Program, step: &Step) -> Option<Pool<'p>> {
    let workspace = &program.workspace;
    let line = &step.line;
    if let Some(ArgValue::Name(agent)) = line.arg("agent") {
        return Some(Box::new(workspace.find(Sort::Agent, agent).into_iter()));
    }
    if let Some(ArgValue::Name(team)) = line.arg("team") {
        let team = workspace.find(Sort::Team, team)?;
        let Some(ArgValue::Names(members)) = team.line.arg("members") else {
            return Some(Box::new(std::iter::empty()));
        };
        let agents = members.iter().filter_map(|(name, _)| workspace.find(Sort::Agent, name));
        return Some(Box::new(agents));
    }
    if line.args.iter().any(|arg| matches!(arg.value, ArgValue::Place(..))) {
        return None;
    }
    Some(Box::new(workspace.all(Sort::Agent)))
}

fn texts<'a>(line: &'a Line, operand: &str) -> Vec<&'a str> {
    match line.arg(operand) {
        Some(ArgValue::Texts(texts)) => texts.iter().map(|(text, _)| text.as_str()).collect(),
        Some(ArgValue::Text(text)) => vec![text.as_str()],
        Some(_) | None => Vec::new(),
    }
}
