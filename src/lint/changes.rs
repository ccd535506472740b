//! What steps change of the contact, and which triggers that sets off.

use super::conditions::{compared, holds, same};
use crate::base::{Binary, Literal, Name, Place, Root, Span, same_folded};
use crate::graph::StepGraph;
use crate::program::{Arg, ArgValue, Expr, ExprKind, Kind, Line, Step, Trigger};
use crate::vocabulary::{self as decl, Effect, Hears, Setting, Sort, Store};

/// What the source of a change is called when a workflow makes it.
const BY_WORKFLOW: &str = "workflow";

/// A change of the contact.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change<'p> {
    /// A tag comes or goes.
    Tag(&'p Name, bool),
    /// A place gets another value: a computed one, one from outside, or none.
    Store(&'p Place, Stored<'p>),
    /// The conversation is opened.
    Open,
    /// The conversation is closed, with a category.
    Close(Option<&'p Name>),
}

/// What a place holds then.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stored<'p> {
    /// The value of an expression.
    Value(&'p Expr),
    /// Something that comes from outside.
    Unknown,
    /// Nothing.
    Nothing,
}

/// The declarations of steps that may change anything: looked up once for all steps of a program.
pub(super) struct Changing(Vec<&'static str>);

impl Changing {
    pub(super) fn of_all() -> Self {
        let all = decl::STEPS.iter().filter(|decl| may_change(decl));
        Self(all.map(|decl| decl.verb).collect())
    }

    pub(super) fn has(&self, decl: &decl::Step) -> bool {
        self.0.contains(&decl.verb)
    }
}

fn may_change(decl: &decl::Step) -> bool {
    let effects = [
        Effect::AddsTags,
        Effect::RemovesTags,
        Effect::OpensConversation,
        Effect::ClosesConversation,
    ];
    decl.core == decl::Core::Set
        || decl.effects.iter().any(|effect| effects.contains(effect))
        || may_store(decl.forms, decl.settings)
}

fn may_store(forms: &[decl::Form], settings: &[Setting]) -> bool {
    let mut operands = forms.iter().flat_map(|form| form.iter());
    operands.any(|operand| is_stored(operand.kind))
        || settings.iter().any(|setting| may_store(setting.forms, setting.settings))
}

/// Everything that the steps of a workflow may change.
pub(super) fn all<'p>(graph: &StepGraph<'p>) -> impl Iterator<Item = Change<'p>> {
    graph.steps_of(may_change).flat_map(|(_, step)| changes(step))
}

/// Everything that a step may change.
pub(super) fn changes(step: &Step) -> Vec<Change<'_>> {
    let mut found = Vec::new();
    for effect in step.decl.effects {
        match effect {
            Effect::AddsTags | Effect::RemovesTags => {
                let comes = *effect == Effect::AddsTags;
                let names = step.line.args.iter().filter_map(|arg| {
                    let ArgValue::Names(names) = &arg.value else { return None };
                    Some(names)
                });
                found.extend(names.flatten().map(|(tag, _)| Change::Tag(tag, comes)));
            }
            Effect::OpensConversation => found.push(Change::Open),
            Effect::ClosesConversation => found.push(Change::Close(category(step))),
            Effect::AssignsOwner
            | Effect::DropsOwner
            | Effect::Sends
            | Effect::WaitsForContact
            | Effect::Stores
            | Effect::Empties
            | Effect::CallsOut
            | Effect::CarriesSecrets
            | Effect::StartsWorkflow
            | Effect::Comments => {}
        }
    }
    if let Kind::Set { place, value } = &step.kind {
        let stored = value.as_deref().map_or(Stored::Nothing, Stored::Value);
        found.push(Change::Store(place, stored));
    } else {
        stores(&step.line, step.decl.forms, step.decl.settings, &mut found);
    }
    found.retain(|change| !matches!(change, Change::Store(place, _) if place.of != Root::Contact));
    found
}

/// The places that a line and its settings store into.
fn stores<'p>(
    line: &'p Line,
    forms: &[decl::Form],
    settings: &[Setting],
    found: &mut Vec<Change<'p>>,
) {
    let operand = |arg: &Arg| {
        let mut operands = forms.iter().flat_map(|form| form.iter());
        operands.find(|operand| operand.name == arg.name).map(|operand| operand.kind)
    };
    for arg in &line.args {
        if let ArgValue::Place(place, _) = &arg.value
            && operand(arg).is_some_and(is_stored)
        {
            found.push(Change::Store(place, Stored::Unknown));
        }
    }
    for inner in &line.settings {
        if let Some(declared) = settings.iter().find(|setting| setting.word == inner.word) {
            stores(inner, declared.forms, declared.settings, found);
        }
    }
}

const fn is_stored(kind: decl::Kind) -> bool {
    matches!(kind, decl::Kind::Place(Store::Any | Store::Number))
}

fn category(step: &Step) -> Option<&Name> {
    let mut settings = step.decl.settings.iter();
    settings.find_map(|setting| {
        let mut operands = setting.forms.iter().flat_map(|form| form.iter());
        let names = operands.any(|one| one.kind == decl::Kind::DeclaredText(Sort::ClosingNote));
        names.then(|| step.line.setting(setting.word)?.args.first()?.value.called())?
    })
}

impl<'p> Change<'p> {
    /// Whether two are of the same thing.
    pub(super) fn is_of(&self, other: &Change<'_>) -> bool {
        match (self, other) {
            (Self::Tag(one, _), Change::Tag(other, _)) => one == other,
            (Self::Store(one, _), Change::Store(other, _)) => one == other,
            (Self::Open | Self::Close(_), Change::Open | Change::Close(_)) => true,
            _ => false,
        }
    }

    /// Whether after the other, this one is none any more, so that the other can be made again.
    pub(super) fn undoes(&self, other: &Change<'_>) -> bool {
        match (self, other) {
            (Self::Tag(one, comes), Change::Tag(other, came)) => one == other && comes != came,
            (Self::Store(one, now), Change::Store(other, before)) => {
                one == other && !now.surely_equals(before)
            }
            (Self::Open, Change::Close(_)) | (Self::Close(_), Change::Open) => true,
            _ => false,
        }
    }

    /// Whether a trigger fires on it, its conditions aside; none where only the run will tell.
    pub(super) fn fires(&self, trigger: &Trigger) -> Option<bool> {
        let line = &trigger.line;
        match (trigger.decl.hears, self) {
            (Hears::Tagging, Self::Tag(tag, comes)) => {
                let any = line.setting("added").is_none() && line.setting("removed").is_none();
                let word = if *comes { "added" } else { "removed" };
                Some(any || line.setting(word).is_some_and(|line| names(line, tag)))
            }
            (Hears::Storing(watched), Self::Store(place, stored)) => {
                let own = line.args.iter().any(|arg| {
                    matches!(&arg.value, ArgValue::Place(one, _) if watched.is_empty() && one == *place)
                });
                if !own && (watched.is_empty() || place.name != watched) {
                    return Some(false);
                }
                let to = line.setting("to").map(|line| stored.equals(line));
                let from = line.setting("from").map(|line| stored.equals(line));
                match (from, to) {
                    // What was there already is no change.
                    (Some(Some(true)), _) | (_, Some(Some(false))) => Some(false),
                    (_, Some(None)) => None,
                    (_, Some(Some(true)) | None) => Some(true),
                }
            }
            (Hears::Opening, Self::Open) => Some(by_workflow(line)),
            (Hears::Closing, Self::Close(category)) => {
                let category = line
                    .setting("category")
                    .is_none_or(|line| category.is_some_and(|category| names(line, category)));
                Some(by_workflow(line) && category)
            }
            _ => Some(false),
        }
    }

    /// What a condition comes out as right behind the change, where that settles it.
    pub(super) fn tells(&self, cond: &Expr) -> Option<bool> {
        holds(cond, &|test| self.tells_test(test))
    }

    fn tells_test(&self, test: &Expr) -> Option<bool> {
        if let (Self::Tag(tag, comes), ExprKind::Binary(operator, list, asked)) = (self, &test.kind)
            && is_tags(list)
        {
            let asked = tags(asked)?;
            let own = asked.iter().any(|one| one == *tag);
            return match (operator, comes) {
                (Binary::Contains, comes) => own.then_some(*comes),
                (Binary::HasAny, true) => own.then_some(true),
                (Binary::HasAll, false) | (Binary::HasNone, true) => own.then_some(false),
                _ => None,
            };
        }
        compared(test, &|place| self.value(place))
    }

    /// What a place holds right behind the change, where that is known.
    fn value(&self, place: &Place) -> Option<Literal> {
        let text = |text: &Name| Literal::Text(text.clone());
        let name = place.name.as_str();
        match self {
            Self::Tag(tag, _) => {
                (place.of == Root::Trigger && name == "tag").then(|| Literal::Tag((*tag).clone()))
            }
            Self::Store(own, stored) => {
                let meant = place == *own || (place.of == Root::Trigger && name == "to");
                meant.then(|| stored.literal())?
            }
            Self::Open if place.of == Root::Conversation => match name {
                "status" => Some(Literal::Text(Name::new_static("open"))),
                "source" => Some(Literal::Text(Name::new_static(BY_WORKFLOW))),
                _ => None,
            },
            Self::Close(_) if place.of == Root::Conversation && name == "status" => {
                Some(Literal::Text(Name::new_static("closed")))
            }
            Self::Close(category) if place.of == Root::Trigger && name == "category" => {
                Some(category.map_or(Literal::None, text))
            }
            Self::Open | Self::Close(_) => None,
        }
    }

    /// As people say it, of a workflow: `puts the tag `vip` on the contact`.
    pub(super) fn said(&self) -> String {
        match self {
            Self::Tag(tag, true) => format!("puts the tag `{tag}` on the contact"),
            Self::Tag(tag, false) => format!("takes the tag `{tag}` off the contact"),
            Self::Store(place, Stored::Nothing) => format!("empties `{place}`"),
            Self::Store(place, Stored::Value(_) | Stored::Unknown) => {
                format!("stores into `{place}`")
            }
            Self::Open => "opens the conversation".to_owned(),
            Self::Close(_) => "closes the conversation".to_owned(),
        }
    }
}

impl Stored<'_> {
    /// The value, where it is fixed.
    fn literal(&self) -> Option<Literal> {
        match self {
            Self::Nothing => Some(Literal::None),
            Self::Unknown => None,
            Self::Value(value) => {
                let ExprKind::Literal(literal) = &value.kind else { return None };
                Some(literal.clone())
            }
        }
    }

    fn surely_equals(&self, other: &Stored<'_>) -> bool {
        match (self, other) {
            (Self::Nothing, Stored::Nothing) => true,
            // One step, or a copy of one place.
            (Self::Value(one), Stored::Value(other))
                if std::ptr::eq(*one, *other)
                    || copied(one).is_some_and(|from| copied(other) == Some(from)) =>
            {
                true
            }
            (one, other) => {
                let both = one.literal().zip(other.literal());
                both.is_some_and(|(one, other)| same(&one, &other) == Some(true))
            }
        }
    }

    /// Whether it is the value that a setting of a trigger names.
    fn equals(&self, line: &Line) -> Option<bool> {
        same(&self.literal()?, values(line).first()?)
    }
}

/// The place that an expression gives as it is.
pub(super) fn copied(expr: &Expr) -> Option<&Place> {
    let ExprKind::Read(place, _) = &expr.kind else { return None };
    Some(place)
}

/// Whether a trigger listens to what workflows do.
fn by_workflow(line: &Line) -> bool {
    line.setting("source").is_none_or(|line| names(line, BY_WORKFLOW))
        && line.setting("first_time").is_none()
}

/// Whether a line lists a name or text.
pub(super) fn names(line: &Line, name: &str) -> bool {
    fixed(line).any(|one| same_folded(one, name))
}

/// The names and texts that a line lists.
pub(super) fn fixed(line: &Line) -> impl Iterator<Item = &Name> {
    // Asked of many triggers: so nothing is copied.
    line.args.iter().flat_map(|arg| {
        let mut several: &[(Name, Span)] = &[];
        let mut one = arg.value.called();
        if let ArgValue::Names(names) | ArgValue::Texts(names) = &arg.value {
            several = names;
        } else if let ArgValue::Expr(Expr { kind: ExprKind::Literal(literal), .. }) = &arg.value {
            one = literal.text();
        }
        several.iter().map(|(name, _)| name).chain(one)
    })
}

/// The names, texts and other fixed values of a line.
pub(super) fn values(line: &Line) -> Vec<Literal> {
    let mut found = Vec::new();
    for arg in &line.args {
        if let ArgValue::Names(names) | ArgValue::Texts(names) = &arg.value {
            found.extend(names.iter().map(|(name, _)| Literal::Text(name.clone())));
        }
        found.extend(arg.value.called().map(|name| Literal::Text(name.clone())));
        if let ArgValue::Expr(Expr { kind: ExprKind::Literal(literal), .. }) = &arg.value {
            found.push(literal.clone());
        }
    }
    found
}

/// Whether an expression is the contact's tags.
pub(super) fn is_tags(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Read(place, _) if place.of == Root::Contact && place.name == "tags")
}

/// The tags that an expression names, if it names nothing else.
pub(super) fn tags(expr: &Expr) -> Option<Vec<Name>> {
    if let ExprKind::Literal(Literal::Tag(name) | Literal::Text(name)) = &expr.kind {
        return Some(vec![name.clone()]);
    }
    let ExprKind::List(items) = &expr.kind else { return None };
    let each: Option<Vec<Vec<Name>>> = items.iter().map(tags).collect();
    each.map(|each| each.concat())
}
