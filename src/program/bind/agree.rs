//! What the parts of a step have to say of each other.
//!
//! In: a step whose line, settings and outcomes are bound each for itself. Out: reports where two
//! of them do not go together. A part that is damaged or unknown goes together with everything.

use super::look;
use crate::base::{Choices, Literal, Location, RATINGS, Span, Type, nearest, same_folded};
use crate::program::scope::Scope;
use crate::program::{ArgValue, Expr, ExprKind, Handled, Line, expression};
use crate::report::Report;
use crate::syntax::{Operand, Statement};
use crate::vocabulary::{self as decl, Agreement, Sort, codes};

/// A step as far as it is bound.
#[derive(Clone, Copy)]
pub(crate) struct Bound<'a> {
    /// Its declaration.
    pub(crate) decl: &'static decl::Step,
    /// Its operands and settings.
    pub(crate) line: &'a Line,
    /// As it is written.
    pub(crate) statement: &'a Statement,
    /// Its outcomes.
    pub(crate) outcomes: &'a [Handled],
}

/// Reports the parts of a step that do not go together.
pub(crate) fn check(step: Bound<'_>, scope: &mut Scope<'_>) {
    for agreement in step.decl.agreements {
        match *agreement {
            Agreement::Bounds { least, most } => step.bounds(least, most, scope),
            Agreement::DateFormats { setting } => step.date_formats(setting, scope),
            Agreement::Options { outcome } => step.options(outcome, scope),
            Agreement::OneChannel { template, via } => step.one_channel(template, via, scope),
            Agreement::NamesNobody { place, by } => step.names_nobody(place, by, scope),
            Agreement::Needs { setting, other } => step.needs(setting, other, scope),
            Agreement::Gaps { template, values } => step.gaps(template, values, scope),
        }
    }
}

impl Bound<'_> {
    /// Whether a word stands for the type of the answer.
    fn asks_for(&self, wanted: &str) -> bool {
        let mut operands = self.statement.operands.iter();
        operands.any(|operand| {
            matches!(operand, Operand::One(one) if look::word(one).is_some_and(|word| word == wanted))
        })
    }

    /// The type of the answer and where it is written.
    fn answer(&self, scope: &Scope<'_>) -> Option<(&Type, Location)> {
        self.line.args.iter().find_map(|arg| {
            let ArgValue::Type(ty, _) = &arg.value else { return None };
            Some((&ty.base, scope.location(arg.span)))
        })
    }

    fn bounds(&self, least: &str, most: &str, scope: &mut Scope<'_>) {
        let Some((ty, asked)) = self.answer(scope) else { return };
        let ordered = matches!(ty, Type::Number | Type::Date | Type::Unknown);
        let both = [least, most].map(|word| self.line.setting(word));
        let rating = self.asks_for("rating");
        for setting in both.into_iter().flatten() {
            let Some((bound, place)) = value_of(setting, scope) else { continue };
            if rating && beyond_ratings(bound) {
                let (low, high) = RATINGS;
                scope.report(
                    Report::error(codes::WRONG_TYPE, place, "no rating is like this")
                        .label(format!("ratings go from {low} to {high}"))
                        .help(format!("write a number from {low} to {high}, or ask `as number`")),
                );
                continue;
            }
            if !ordered {
                let message = format!("an answer of type {ty} has no `{}`", setting.word);
                scope.report(
                    Report::error(codes::WRONG_PLACE, setting.head, message)
                        .label("only numbers, ratings and dates have bounds")
                        .also(asked, "the type of the answer")
                        .help("take the line away, or ask for another type"),
                );
            } else if !ty.accepts(&bound.ty) {
                let message = format!("the answer is a {ty}, its bound a {}", bound.ty);
                scope.report(
                    Report::error(codes::WRONG_TYPE, place, message)
                        .label("cannot be compared with the answer")
                        .also(asked, "the type of the answer")
                        .help(if *ty == Type::Date {
                            "write a date like `2026-12-25`, or `today`"
                        } else {
                            "write a number"
                        }),
                );
            }
        }
        let [Some(from), Some(to)] = both.map(|one| one.and_then(|line| value_of(line, scope)))
        else {
            return;
        };
        if let (ExprKind::Literal(low), ExprKind::Literal(high)) = (&from.0.kind, &to.0.kind)
            && above(low, high)
        {
            let message = format!("no answer is at least `{least}` and at most `{most}`");
            scope.report(
                Report::error(codes::WRONG_TYPE, to.1, message)
                    .label("smaller than the smallest")
                    .also(from.1, "the smallest")
                    .help("change one of the two, so that an answer fits"),
            );
        }
    }

    fn date_formats(&self, setting: &str, scope: &mut Scope<'_>) {
        let Some(setting) = self.line.setting(setting) else { return };
        let Some((ty, asked)) = self.answer(scope) else { return };
        if !matches!(ty, Type::Date | Type::Unknown) {
            let message = format!("an answer of type {ty} has no `{}`", setting.word);
            scope.report(
                Report::error(codes::WRONG_PLACE, setting.head, message)
                    .label("only for dates")
                    .also(asked, "the type of the answer")
                    .help("take the line away, or ask `as date`"),
            );
            return;
        }
        for arg in &setting.args {
            let ArgValue::Texts(formats) = &arg.value else { continue };
            for (format, span) in formats {
                expression::check_date_format(format, scope.location(*span), scope);
            }
        }
    }

    fn options(&self, outcome: &str, scope: &mut Scope<'_>) {
        let Some((ty, asked)) = self.answer(scope) else { return };
        let mut written = self.outcomes.iter().filter(|one| one.decl.word == outcome);
        let kept = self.kept_in();
        if !matches!(ty, Type::Choice(_)) {
            if let Some(first) = written.find(|_| *ty != Type::Unknown) {
                let message = format!("an answer of type {ty} has no options");
                scope.report(
                    Report::error(codes::WRONG_PLACE, first.line.head, message)
                        .label("only a choice has options")
                        .also(asked, "the type of the answer")
                        .help(format!("ask `as choice`, or take the `{outcome}` lines away")),
                );
            }
            return;
        }
        let mut any = false;
        for one in written {
            any = true;
            if let Some(choices) = kept {
                among(choices, one, scope);
            }
        }
        if !any && kept.is_none() && !self.kept_in_the_unknown() {
            let end = Location { span: Span::point(self.line.head.span.end), ..self.line.head };
            scope.report(
                Report::error(codes::MISSING_ARGUMENT, end, "this choice has no options")
                    .label("nothing to choose from")
                    .also(asked, "")
                    .help(format!(
                        "write them in the block, a line each: `{outcome} \"Yes\"`, or keep the \
                         answer in a field of type choice: `into contact.FIELD`"
                    )),
            );
        }
    }

    /// The choices of the place where the answer is kept, if it is declared with its own.
    fn kept_in(&self) -> Option<&Choices> {
        self.line.args.iter().find_map(|arg| {
            let ArgValue::Place(place, Type::Choice(choices)) = &arg.value else { return None };
            let choices: &Choices = choices;
            (place.of == crate::base::Root::Contact).then_some(choices)
        })
    }

    fn kept_in_the_unknown(&self) -> bool {
        let unknown = |value: &ArgValue| matches!(value, ArgValue::Place(_, Type::Unknown));
        self.line.args.iter().any(|arg| unknown(&arg.value))
    }

    fn one_channel(&self, template: &str, via: &str, scope: &mut Scope<'_>) {
        let named = |word: &str| self.line.setting(word)?.args.first();
        let (Some(template), Some(via)) = (named(template), named(via)) else { return };
        let (Some(name), Some(channel)) = (template.value.called(), via.value.called()) else {
            return;
        };
        let Some(known) = scope.names.get(Sort::Template, name) else { return };
        let (Some(own), declared) = (known.channel.clone(), known.location) else { return };
        if own != *channel {
            let message = format!("the template `{name}` is one of `{own}`, not of `{channel}`");
            scope.report(
                Report::error(codes::WRONG_TYPE, scope.location(template.span), message)
                    .label("never used on that channel")
                    .also(scope.location(via.span), "the channel")
                    .also(declared, "declared here")
                    .help(format!("send it via `{own}`, or name a template of `{channel}`")),
            );
        }
    }

    fn names_nobody(&self, place: &str, by: &str, scope: &mut Scope<'_>) {
        let of = |name: &str| self.line.args.iter().find(|arg| arg.name == name);
        let (Some(place), Some(by)) = (of(place), of(by)) else { return };
        if let ArgValue::Place(field, Type::Agent) = &place.value {
            let message = format!("`{field}` names one agent, so there is nobody to choose from");
            scope.report(
                Report::error(codes::WRONG_PLACE, scope.location(by.span), message)
                    .label("only teams and the workspace are chosen from")
                    .also(scope.location(place.span), "an agent")
                    .help("take it away, with the `by` before it"),
            );
        }
    }

    fn needs(&self, setting: &str, other: &str, scope: &mut Scope<'_>) {
        let Some(said) = self.line.setting(setting).filter(|_| self.line.setting(other).is_none())
        else {
            return;
        };
        let message = format!("`{setting}` says something of the `{other}`, and none is named");
        scope.report(
            Report::error(codes::WRONG_PLACE, said.head, message)
                .label(format!("without `{other}`"))
                .help(format!("name one: `{other} NAME`, or take the line away")),
        );
    }

    fn gaps(&self, template: &str, values: &str, scope: &mut Scope<'_>) {
        let given = self.line.setting(values);
        let Some(named) = self.line.setting(template) else {
            if let Some(given) = given {
                let message = format!("`{values}` fills the gaps of a template, and none is named");
                scope.report(
                    Report::error(codes::WRONG_PLACE, given.head, message)
                        .label(format!("without `{template}`"))
                        .help(format!("name one: `{template} NAME`, or take the line away")),
                );
            }
            return;
        };
        let Some(ArgValue::Name(name)) = named.args.first().map(|arg| &arg.value) else { return };
        let Some(known) = scope.names.get(Sort::Template, name) else { return };
        let (gaps, declared) = (known.gaps, known.location);
        let count = match given.map(|given| given.args.first().map(|arg| &arg.value)) {
            None => 0,
            Some(Some(ArgValue::Exprs(each))) => each.len(),
            // Reported where it was bound.
            Some(_) => return,
        };
        let said = given.unwrap_or(named);
        if count == gaps {
            return;
        }
        let (code, label) = if count < gaps {
            (codes::MISSING_ARGUMENT, format!("gives {}", counted(count)))
        } else {
            (codes::WRONG_PLACE, format!("gives {count}"))
        };
        let message = format!("the template `{name}` needs {}", counted(gaps));
        let first = format!("`{values} VALUE, …`");
        scope.report(
            Report::error(code, said.head, message)
                .label(label)
                .also(declared, "declared here")
                .help(match (count, gaps) {
                    (0, _) => format!("write {first} with a value for each gap, in order"),
                    (_, 0) => format!("take the `{values}` line away"),
                    _ if count < gaps => "write a value for each gap, in order".to_owned(),
                    _ => "take away what is too much".to_owned(),
                }),
        );
    }
}

/// `no values`, `1 value`, `2 values`.
fn counted(count: usize) -> String {
    match count {
        0 => "no values".to_owned(),
        1 => "1 value".to_owned(),
        _ => format!("{count} values"),
    }
}

/// An option has to be one of those of the place where the answer is kept.
fn among(choices: &Choices, written: &Handled, scope: &mut Scope<'_>) {
    let Some(arg) = written.line.args.first() else { return };
    let ArgValue::Text(text) = &arg.value else { return };
    if choices.options.is_empty() || choices.options.iter().any(|one| same_folded(one, text)) {
        return;
    }
    let place = scope.location(arg.span);
    let message = format!("`\"{text}\"` is not a choice of `{}`", choices.of);
    let report = Report::error(codes::WRONG_TYPE, place, message)
        .label("the answer could not be kept there");
    let options = choices.options.iter().map(|one| one.as_str());
    scope.report(match nearest(text, options.clone()) {
        Some(near) => report.help(format!("did you mean `\"{near}\"`?")).guess(
            format!("write `\"{near}\"`"),
            place,
            format!("\"{near}\""),
        ),
        None => {
            let each: Vec<String> = options.map(|one| format!("`\"{one}\"`")).collect();
            report.help(format!("choose {}, or add it to the field", each.join(", ")))
        }
    });
}

/// The value of a setting that takes one, and where it stands.
fn value_of<'a>(setting: &'a Line, scope: &Scope<'_>) -> Option<(&'a Expr, Location)> {
    let arg = setting.args.first()?;
    let ArgValue::Expr(value) = &arg.value else { return None };
    Some((value, scope.location(arg.span)))
}

fn beyond_ratings(bound: &Expr) -> bool {
    let ExprKind::Literal(Literal::Number(number)) = &bound.kind else { return false };
    *number < RATINGS.0.into() || *number > RATINGS.1.into()
}

/// Whether one fixed value surely lies above another.
fn above(low: &Literal, high: &Literal) -> bool {
    match (low, high) {
        (Literal::Number(low), Literal::Number(high)) => low > high,
        (Literal::Date(low), Literal::Date(high)) => low > high,
        _ => false,
    }
}
