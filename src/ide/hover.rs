//! What is said of the thing at a place.

use std::fmt::Write;

use super::define;
use super::excerpt::{cut, dedent, quoted, written};
use super::line::{Line, Meaning, lines};
use super::names::{Occurrence, Sort, Thing, named};
use super::values::{each_step, value_at};
use super::{Spot, View};
use crate::base::{Location, Name, Root, Span, Type};
use crate::program::{ArgValue, Declared, ExprKind, Workflow};
use crate::report::Reports;
use crate::syntax::{self, Operand};
use crate::vocabulary::{Entry, RESERVED, codes, find_function, manual, manual_of};

/// What is said of the thing at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The thing.
    pub span: Span,
    /// In Markdown.
    pub text: String,
}

/// What cannot be seen in a program: when hours open next, in words.
pub type NextOpening<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What is said of the thing at a place: of a name, what it names; of a value, its type, and
/// whether `findings` say that it may be unset; of a word of the language, its page.
#[must_use]
pub fn hover(
    view: &View<'_>,
    at: Spot,
    findings: &Reports,
    opening: NextOpening<'_>,
) -> Option<Hover> {
    if let Some(here) = named(view, at) {
        let mut text = thing(view, &here, opening);
        if let Thing::Declared(Sort::Field, _) | Thing::Variable(..) = here.thing {
            text.push_str(&unset(view, at, findings));
        }
        return Some(Hover { span: here.location.span, text });
    }
    value(view, at, findings).or_else(|| word(view, at))
}

/// A thing that has a name.
fn thing(view: &View<'_>, here: &Occurrence, opening: NextOpening<'_>) -> String {
    let name = here.thing.name();
    let mut text = String::new();
    match &here.thing {
        Thing::Declared(Sort::Workflow, _) => {
            let workflow = view.program.workflows.iter().find(|one| one.name == *name);
            if let Some(workflow) = workflow {
                text = of_workflow(view, workflow);
            }
        }
        Thing::Declared(sort, _) => {
            if let Some(declared) = view.program.workspace.find(*sort, name) {
                text = of_declared(view, declared, opening);
            }
        }
        Thing::Label(_, of) => {
            if let Some(workflow) = view.program.workflows.iter().find(|one| one.name == *of) {
                text = of_label(view, workflow, name);
            }
        }
        Thing::Variable(_, of) => {
            if let Some(workflow) = view.program.workflows.iter().find(|one| one.name == *of) {
                text = of_variable(workflow, name);
            }
        }
    }
    if text.is_empty() {
        text = format!("{} `{name}`, which is declared nowhere\n", here.thing.noun());
    }
    let places = define::of(view, &here.thing);
    let uses = places.iter().filter(|one| !one.introduces).count();
    let _ = writeln!(text, "\n{}", counted(uses));
    text
}

fn counted(uses: usize) -> String {
    match uses {
        0 => "Used nowhere.".to_owned(),
        1 => "Used once.".to_owned(),
        count => format!("Used {count} times."),
    }
}

fn of_declared(view: &View<'_>, declared: &Declared, opening: NextOpening<'_>) -> String {
    let mut text = quoted(&written(view, declared.line.location));
    match declared.sort {
        Sort::Team => text.push_str(&members(view, declared)),
        Sort::Hours => {
            let says = opening(&declared.name).map(|says| format!("\n{says}\n"));
            text.push_str(&says.unwrap_or_default());
        }
        Sort::Agent => text.push_str(&teams(view, declared)),
        Sort::Field => {
            let _ = writeln!(
                text,
                "\nA field of type `{}`; unset until something is stored.",
                shown(&declared.ty)
            );
        }
        Sort::Tag
        | Sort::Channel
        | Sort::Template
        | Sort::Lifecycle
        | Sort::ClosingNote
        | Sort::Secret
        | Sort::Sheet
        | Sort::Workflow
        | Sort::Label
        | Sort::Webhook
        | Sort::Shortcut => {}
    }
    text
}

/// The members of a team, with what matters when leads are shared out.
fn members(view: &View<'_>, team: &Declared) -> String {
    let names = names_of(team);
    if names.is_empty() {
        return "\nNobody is in this team.\n".to_owned();
    }
    let mut text = String::from("\n");
    for name in names {
        let agent = view.program.workspace.find(Sort::Agent, &name);
        let head = agent.map(|agent| view.slice(agent.line.head)).unwrap_or_default();
        let title = head.find('"').and_then(|at| head.get(at..)).unwrap_or_default();
        let _ = writeln!(text, "- `{name}` {title}");
    }
    text
}

/// The teams that an agent is in.
fn teams(view: &View<'_>, agent: &Declared) -> String {
    let teams = view.program.workspace.all(Sort::Team);
    let own = teams.filter(|team| names_of(team).contains(&agent.name));
    let own: Vec<String> = own.map(|team| format!("`{}`", team.name)).collect();
    if own.is_empty() {
        "\nIn no team.\n".to_owned()
    } else {
        format!("\nIn {}.\n", own.join(", "))
    }
}

fn names_of(declared: &Declared) -> Vec<Name> {
    let lists =
        declared.line.args.iter().filter_map(|arg| {
            if let ArgValue::Names(names) = &arg.value { Some(names) } else { None }
        });
    lists.flatten().map(|(name, _)| name.clone()).collect()
}

/// A workflow: its head, up to its first step.
fn of_workflow(view: &View<'_>, workflow: &Workflow) -> String {
    let location = Location { file: workflow.file, span: workflow.span };
    let first = workflow.body.steps.first().map(|step| step.line.location.span.start);
    let end = first.unwrap_or(workflow.span.end);
    let head = view.slice(Location { span: Span::new(location.span.start, end), ..location });
    let mut steps = 0_usize;
    each_step(&workflow.body, &mut |_| steps += 1);
    let tried = view.program.scenarios.iter().filter(|one| one.workflow == workflow.name).count();
    format!(
        "{}\n{} {}, {} {}.\n",
        quoted(&cut(&dedent(head.trim_end()))),
        steps,
        if steps == 1 { "step" } else { "steps" },
        tried,
        if tried == 1 { "scenario" } else { "scenarios" },
    )
}

fn of_label(view: &View<'_>, workflow: &Workflow, label: &Name) -> String {
    let mut found = None;
    each_step(&workflow.body, &mut |step| {
        if step.id == *label {
            found = Some(step.line.location);
        }
    });
    let step = found.map(|place| quoted(&written(view, place))).unwrap_or_default();
    format!("{step}\nA label of the workflow `{}`.\n", workflow.name)
}

fn of_variable(workflow: &Workflow, name: &Name) -> String {
    let variable = workflow.variables.iter().find(|one| one.name == *name);
    let Some(variable) = variable else { return String::new() };
    format!("{}\nA variable of the run.\n", quoted(&format!("{name}: {}", shown(&variable.ty))))
}

/// The value at a place: its type, and whether it may be unset.
fn value(view: &View<'_>, at: Spot, findings: &Reports) -> Option<Hover> {
    let (_, expr) = value_at(view, at)?;
    let maybe = matches!(expr.kind, ExprKind::Read(_, true));
    let mark = if maybe { "?" } else { "" };
    let written = view.slice(Location { file: at.file, span: expr.span });
    let mut text = quoted(&format!("{written}: {}{mark}", shown(&expr.ty)));
    if let ExprKind::Read(place, _) = &expr.kind {
        text.push_str(&about(place.of, &place.name));
    }
    text.push_str(&unset(view, at, findings));
    Some(Hover { span: expr.span, text })
}

/// What the reference says of a value.
fn about(of: Root, name: &str) -> String {
    let root = match of {
        Root::Contact => "contact",
        Root::Assignee => "assignee",
        Root::Conversation => "conversation",
        Root::Message => "message",
        Root::Trigger => "trigger",
        Root::Workspace => "workspace",
        Root::Now => "now",
        Root::Today => "today",
        Root::Hours => "hours",
        Root::Var | Root::Secret => return String::new(),
    };
    let value = crate::vocabulary::find_value(root, name);
    value.map(|value| format!("\n{}\n", value.about)).unwrap_or_default()
}

/// Why the value at a place may be unset, if it was found to be.
fn unset(view: &View<'_>, at: Spot, findings: &Reports) -> String {
    let here =
        findings.iter().find(|one| one.code == codes::MAYBE_UNSET && at.touches(one.location()));
    let Some(found) = here else { return String::new() };
    let mut text = format!("\nIt may be unset here: {}.\n", found.message);
    for (index, step) in found.path.iter().enumerate() {
        let line = view
            .source(step.location.file)
            .map_or(0, |source| source.line_of(step.location.span.start));
        let _ = writeln!(text, "{}. {} (line {line})", index + 1, step.text);
    }
    text
}

/// The word of the language at a place.
fn word(view: &View<'_>, at: Spot) -> Option<Hover> {
    let ast = view.ast(at.file)?;
    let source = view.source(at.file)?;
    if ast.trivia.comments.iter().any(|comment| touches(*comment, at)) {
        return None;
    }
    let span = word_at(source.text(), at.offset)?;
    let written = source.slice(span);
    let mut best: Option<Line<'_>> = None;
    lines(ast, &mut |line| {
        if touches(line.statement.at.0, at) {
            best = Some(line);
        }
    });
    let line = best?;
    if in_plain_text(line.statement, at) {
        return None;
    }
    let said = if line.statement.verb.at.0.holds(span) || is_second(line, span) {
        entry(line.meaning).map(manual)
    } else {
        None
    };
    let known = || {
        if RESERVED.contains(&written) || find_function(written).is_some() {
            return manual_of(written);
        }
        // A fixed word of the line is told of by the line, whatever else it may be elsewhere.
        let own = entry(line.meaning).filter(|own| own.says(written)).map(manual);
        own.or_else(|| crate::vocabulary::page(written))
    };
    Some(Hover { span, text: said.or_else(known)? })
}

/// Whether a word is the event of a trigger or the word of a promise.
fn is_second(line: Line<'_>, span: Span) -> bool {
    let has_second = matches!(line.meaning, Meaning::Trigger(_) | Meaning::Promise(_));
    let first = line.statement.operands.first();
    let Some(Operand::One(first)) = first else { return false };
    has_second && first.at.0.holds(span)
}

const fn entry(meaning: Meaning) -> Option<Entry> {
    Some(match meaning {
        Meaning::Item(item) => Entry::Item(item),
        Meaning::Declaration(declaration) => Entry::Declaration(declaration),
        Meaning::Trigger(trigger) => Entry::Trigger(trigger),
        Meaning::Promise(promise) => Entry::Promise(promise),
        Meaning::Setting(setting) => Entry::Setting(setting),
        Meaning::Step(step) => Entry::Step(step),
        Meaning::Outcome(step, outcome) => Entry::Outcome(step, outcome),
        Meaning::Scenario(line) => Entry::Scenario(line),
        Meaning::Arm | Meaning::Else | Meaning::Typed | Meaning::Unknown => return None,
    })
}

/// Whether a place lies in a text, outside of its interpolations.
fn in_plain_text(statement: &syntax::Statement, at: Spot) -> bool {
    fn of_expr(expr: &syntax::Expr, at: Spot) -> bool {
        let syntax::ExprKind::Text(text) = &expr.kind else { return false };
        let inside = text
            .pieces
            .iter()
            .any(|piece| matches!(piece, syntax::Piece::Value(value) if touches(value.at.0, at)));
        touches(expr.at.0, at) && !inside
    }
    statement.operands.iter().any(|operand| match operand {
        Operand::One(expr) => of_expr(expr, at),
        Operand::List(list) => list.iter().any(|expr| of_expr(expr, at)),
        Operand::Equation(left, right) => of_expr(left, at) || of_expr(right, at),
    })
}

/// The word that a place lies in or behind.
pub(super) fn word_at(text: &str, offset: u32) -> Option<Span> {
    let offset = offset as usize;
    let is_word = |sign: &char| sign.is_ascii_alphanumeric() || *sign == '_';
    let before = text.get(..offset)?.chars().rev().take_while(is_word).count();
    let after = text.get(offset..)?.chars().take_while(is_word).count();
    let start = u32::try_from(offset - before).ok()?;
    let end = u32::try_from(offset + after).ok()?;
    (start < end).then(|| Span::new(start, end))
}

const fn touches(span: Span, at: Spot) -> bool {
    span.start <= at.offset && at.offset <= span.end
}

/// A type as people read it, with the texts of a choice.
pub(super) fn shown(ty: &Type) -> String {
    let Type::Choice(choices) = ty else { return ty.to_string() };
    let options: Vec<String> = choices.options.iter().map(|one| format!("\"{one}\"")).collect();
    format!("choice {}", options.join(", "))
}
