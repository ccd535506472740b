//! What the statements of a file can be swapped for: names that are declared.

use rondel::base::{FileId, Name};
use rondel::syntax::{Block, Entry, Expr, ExprKind, Operand, Statement, parse};

use super::super::programs::Program;

/// What a program declares, in order.
#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) teams: Vec<Name>,
    pub(super) agents: Vec<Name>,
    /// Teams of all to whom contacts can be given.
    whole: Vec<Name>,
}

impl World {
    pub(super) fn of(files: &[Program]) -> Self {
        let mut world = Self::default();
        let asts: Vec<_> = files.iter().map(|file| parse(FileId(0), &file.text).0).collect();
        let items = asts.iter().flat_map(|ast| statements(&ast.entries));
        let lines: Vec<_> =
            items.filter(|item| item.verb.text == "workspace").flat_map(inside).collect();
        let called = |verb: &'static str| {
            let lines = lines.iter().filter(move |line| line.verb.text == verb);
            lines.filter_map(|line| Some((words(line).next()?.0.clone(), *line)))
        };
        world.agents.extend(called("agent").map(|(name, _)| name));
        let given: Vec<Name> = called("agent")
            .filter(|(_, line)| inside(line).all(|setting| setting.verb.text != "unassignable"))
            .map(|(name, _)| name)
            .collect();
        for (name, line) in called("team") {
            if given.iter().all(|agent| has(line, agent)) {
                world.whole.push(name.clone());
            }
            world.teams.push(name);
        }
        world
    }

    /// Whether it makes a difference that a contact goes to that team and not to anybody at all.
    pub(super) fn is_choice(&self, team: &Name) -> bool {
        !self.whole.contains(team)
    }
}

/// Whether an agent stands in the list of a team's line.
fn has(team: &Statement, agent: &Name) -> bool {
    let is = |expr: &Expr| matches!(&expr.kind, ExprKind::Word(name) if name == agent);
    team.operands.iter().any(|operand| match operand {
        Operand::One(expr) => is(expr),
        Operand::List(list) => list.iter().any(is),
        Operand::Equation(..) => false,
    })
}

/// The name that stands behind another in a list, and the first behind the last.
pub(super) fn next<'a>(names: &'a [Name], name: &Name) -> Option<&'a Name> {
    let place = names.iter().position(|one| one == name)?;
    names.get(place + 1).or(names.first()).filter(|other| *other != name)
}

/// The statements among entries.
pub(super) fn statements(entries: &[Entry]) -> impl Iterator<Item = &Statement> {
    entries.iter().filter_map(|entry| match entry {
        Entry::Statement(statement) => Some(statement),
        Entry::Poison(_) => None,
    })
}

/// The statements in a statement's block.
pub(super) fn inside(statement: &Statement) -> impl Iterator<Item = &Statement> {
    statement.block.iter().flat_map(|block| statements(&block.entries))
}

/// Both blocks of a statement, as far as they are there.
pub(super) fn blocks(statement: &Statement) -> impl Iterator<Item = &Block> {
    statement.block.iter().chain(statement.otherwise.as_deref())
}

/// The single operands of a statement.
pub(super) fn operands(statement: &Statement) -> impl Iterator<Item = &Expr> {
    statement.operands.iter().filter_map(|operand| match operand {
        Operand::One(expr) => Some(expr),
        Operand::List(_) | Operand::Equation(..) => None,
    })
}

/// The operands that are words, each with its expression.
pub(super) fn words(statement: &Statement) -> impl Iterator<Item = (&Name, &Expr)> {
    operands(statement).filter_map(|expr| match &expr.kind {
        ExprKind::Word(name) => Some((name, expr)),
        _ => None,
    })
}

/// The word behind another one: `sales` of `to team sales`.
pub(super) fn behind<'a>(statement: &'a Statement, word: &str) -> Option<(&'a Name, &'a Expr)> {
    let mut words = words(statement);
    words.find(|(name, _)| *name == word)?;
    words.next()
}
