//! A compiled workflow, made ready to run.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use regex::{Regex, RegexBuilder};

use super::steps::{Goto, Misread, Step};
use crate::base::{Binary, MAX_PATTERN_BYTES, Map, Name, Place, Root, as_text};
use crate::plan::{
    Arg, Expr, Literal, Piece, PlanHash, Setting, Settings, StepKind, Target, Trigger, WorkflowPlan,
};

/// Which version of a workflow: the beginning of its content hash. Reads and prints as 16
/// hexadecimal digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u64);

/// A workflow whose steps are ready to run and whose patterns are compiled.
#[derive(Clone, Debug)]
pub struct Workflow {
    name: Name,
    title: Name,
    version: Version,
    settings: Settings,
    triggers: Vec<Trigger>,
    entry: Goto,
    steps: Vec<Step>,
    index: Map<Name, u32>,
    patterns: BTreeMap<Name, Option<Regex>>,
    reads_status: bool,
}

impl Workflow {
    /// Makes a workflow ready.
    ///
    /// # Errors
    /// When the plan holds a step that this version of Rondel does not know.
    pub fn load(plan: &WorkflowPlan) -> Result<Self, Misread> {
        let mut patterns = BTreeMap::new();
        let mut reads_status = false;
        let mut learn = |expr: &Expr| {
            each(expr, &mut |expr| {
                if let Expr::Binary(Binary::Matches, _, other) = expr
                    && let Expr::Literal(Literal::Text(pattern)) = &**other
                {
                    patterns.entry(pattern.clone()).or_insert_with(|| compile(pattern));
                } else if let Expr::Read(Place { of: Root::Assignee, name, .. }) = expr {
                    reads_status |= name == "status";
                }
            });
        };
        for trigger in &plan.triggers {
            trigger.when.iter().for_each(&mut learn);
            in_settings(&trigger.settings, &mut learn);
        }
        for step in &plan.steps {
            each_expression(&step.kind, &mut learn);
        }
        for setting in plan.triggers.iter().flat_map(|trigger| &trigger.settings) {
            for (_, arg) in setting.args.iter().filter(|_| setting.name == "matches") {
                if let Arg::Text(pattern) = arg {
                    patterns.entry(pattern.clone()).or_insert_with(|| compile(pattern));
                }
            }
        }
        let places = plan.steps.iter().zip(0..);
        let index: Map<Name, u32> = places.map(|(step, at)| (step.id.clone(), at)).collect();
        let find = |id: &str| index.get(id).copied();
        let steps: Result<Vec<Step>, Misread> =
            plan.steps.iter().map(|step| Step::read(step, &find)).collect();
        let entry = match &plan.entry {
            Target::Step(id) => find(id).map_or(Goto::End, Goto::Step),
            Target::End => Goto::End,
            Target::Failed => Goto::Failed,
            Target::TimedOut => Goto::TimedOut,
        };
        Ok(Self {
            name: plan.name.clone(),
            title: plan.title.clone(),
            version: Version::of(plan),
            settings: plan.settings.clone(),
            triggers: plan.triggers.clone(),
            entry,
            steps: steps?,
            index,
            patterns,
            reads_status,
        })
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Name {
        &self.name
    }

    /// What people read.
    #[must_use]
    pub const fn title(&self) -> &Name {
        &self.title
    }

    /// Which version of it this is.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.version
    }

    /// Who gets in, and what ends a run from outside.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What starts it.
    #[must_use]
    pub fn triggers(&self) -> &[Trigger] {
        &self.triggers
    }

    /// Whether any expression asks for the status of the owner.
    #[must_use]
    pub const fn reads_status(&self) -> bool {
        self.reads_status
    }

    /// Whether there is a step of that id.
    #[must_use]
    pub fn has_step(&self, id: &str) -> bool {
        self.index.contains_key(id)
    }

    /// Where a step stands in the source.
    #[must_use]
    pub fn source_of(&self, id: &str) -> Option<&(Name, u32)> {
        self.steps.get(*self.index.get(id)? as usize)?.source.as_ref()
    }

    pub(super) fn begin(&self, at: Option<&Name>) -> Goto {
        match at {
            Some(label) => self.index.get(label).map_or(Goto::Failed, |at| Goto::Step(*at)),
            None => self.entry,
        }
    }

    pub(super) fn step(&self, at: u32) -> Option<&Step> {
        self.steps.get(at as usize)
    }

    pub(super) fn find(&self, id: &str) -> Option<u32> {
        self.index.get(id).copied()
    }

    /// Whether a pattern is found anywhere in a text, ignoring case, in linear time. None when it
    /// is no pattern.
    #[must_use]
    pub fn finds(&self, pattern: &str, text: &str) -> Option<bool> {
        match self.patterns.get(pattern) {
            Some(known) => known.as_ref().map(|regex| regex.is_match(text)),
            None => compile(pattern).map(|regex| regex.is_match(text)),
        }
    }
}

impl Version {
    /// Of a plan.
    #[must_use]
    pub fn of(plan: &WorkflowPlan) -> Self {
        let hash = PlanHash::of_workflow(plan).to_string();
        Self(hash.get(..16).and_then(|head| u64::from_str_radix(head, 16).ok()).unwrap_or_default())
    }
}

impl Version {
    /// As a number.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The version of that number.
    #[must_use]
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        u64::from_str_radix(text, 16).map(Self).map_err(|_| ())
    }
}

as_text!(Version, "16 hexadecimal digits");

/// The argument of that name.
pub(super) fn arg<'a>(args: &'a [(Name, Arg)], name: &str) -> Option<&'a Arg> {
    args.iter().find(|(key, _)| key == name).map(|(_, arg)| arg)
}

/// The setting of that word.
pub(super) fn setting<'a>(settings: &'a [Setting], name: &str) -> Option<&'a Setting> {
    settings.iter().find(|setting| setting.name == name)
}

fn compile(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).case_insensitive(true).size_limit(MAX_PATTERN_BYTES).build().ok()
}

fn each_expression(kind: &StepKind, visit: &mut dyn FnMut(&Expr)) {
    match kind {
        StepKind::Act { args, settings, .. } => {
            args.iter().for_each(|(_, arg)| in_arg(arg, visit));
            in_settings(settings, visit);
        }
        StepKind::Set { value, .. } => value.iter().for_each(visit),
        StepKind::Branch { arms, .. } => arms.iter().for_each(|arm| visit(&arm.when)),
        StepKind::Start { with, .. } => with.iter().for_each(|(_, expr)| visit(expr)),
        StepKind::Jump { .. } | StepKind::End => {}
    }
}

fn in_settings(settings: &[Setting], visit: &mut dyn FnMut(&Expr)) {
    for setting in settings {
        setting.args.iter().for_each(|(_, arg)| in_arg(arg, visit));
        in_settings(&setting.lines, visit);
    }
}

fn in_arg(arg: &Arg, visit: &mut dyn FnMut(&Expr)) {
    match arg {
        Arg::Expr(expr) => visit(expr),
        Arg::Exprs(exprs) => exprs.iter().for_each(visit),
        Arg::Record(entries) => entries.iter().for_each(|(_, expr)| visit(expr)),
        Arg::Name(_)
        | Arg::Names(_)
        | Arg::Text(_)
        | Arg::Texts(_)
        | Arg::Count(_)
        | Arg::Duration(_)
        | Arg::Place(_)
        | Arg::Type(_)
        | Arg::Path(_)
        | Arg::Status { .. } => {}
    }
}

/// Visits an expression and everything inside of it.
fn each(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    visit(expr);
    match expr {
        Expr::Literal(_) | Expr::Read(_) => {}
        Expr::Template(pieces) => {
            for piece in pieces {
                if let Piece::Value(expr) = piece {
                    each(expr, visit);
                }
            }
        }
        Expr::List(items) | Expr::Call(_, items) | Expr::Logic(_, items) => {
            items.iter().for_each(|item| each(item, visit));
        }
        Expr::Record(entries) => entries.iter().for_each(|(_, expr)| each(expr, visit)),
        Expr::Member(of, _) | Expr::Not(of) | Expr::Minus(of) | Expr::IsSet(of) => each(of, visit),
        Expr::Index(one, other) | Expr::Fallback(one, other) | Expr::Binary(_, one, other) => {
            each(one, visit);
            each(other, visit);
        }
        Expr::Between(sides) => sides.iter().for_each(|side| each(side, visit)),
    }
}
