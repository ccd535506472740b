//! A whole line: its operands and what its block holds.

use super::args::{self, Head};
use super::items::items;
use super::phrase::one_of;
use super::value::Around;
use crate::base::{At, Location, Span, Type, nearest};
use crate::program::scope::Scope;
use crate::program::{Arg, ArgValue, Line, TypedLine, expression};
use crate::report::Report;
use crate::syntax::{Block, Entry, Operand, Statement, Word};
use crate::vocabulary::{self, Body, Form, Setting, Want, codes};

/// Whose block a line stands in, for messages.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    /// Its first word: `assign`.
    pub(crate) word: &'a str,
    /// The settings it knows.
    pub(crate) settings: &'static [Setting],
    /// Further words it knows (outcomes).
    pub(crate) more: &'a [&'static str],
    /// Its bound operands.
    pub(crate) args: &'a [Arg],
}

/// What a line that begins with a name of its own is bound as.
const TYPED_LINE: &str = "";

/// The first word to the last operand.
pub(crate) fn head_of(statement: &Statement) -> Span {
    let operands = statement.operands.iter().map(|operand| match operand {
        Operand::One(expr) => expr.at.0,
        Operand::Equation(_, expr) => expr.at.0,
        Operand::List(list) => list.last().map(|last| last.at.0).unwrap_or_default(),
    });
    operands.fold(statement.verb.at.0, Span::to)
}

/// Binds a line with the given forms; its block is left to the caller.
pub(crate) fn bind_line(
    statement: &Statement,
    word: &'static str,
    forms: &'static [Form],
    outer: &[Arg],
    scope: &mut Scope<'_>,
) -> (Line, bool) {
    let (negated, items) = items(statement);
    let span = head_of(statement);
    let called = if word == TYPED_LINE { statement.verb.text.as_str() } else { word };
    let head = Head { word: called, span, damaged: statement.junk.is_some() };
    let around = Around { args: &[], outer, statement };
    let args = args::bind(head, forms, &items, &around, scope);
    fits_its_place(&args, scope);
    let line = Line {
        word,
        location: scope.location(statement.at.0),
        head: scope.location(span),
        args,
        settings: Vec::new(),
        typed: Vec::new(),
    };
    (line, negated)
}

/// Binds what follows the first operand of a line, a word at `span` that says which line it is;
/// its block is left to the caller.
pub(crate) fn bind_behind(
    statement: &Statement,
    span: Span,
    word: &'static str,
    forms: &'static [Form],
    scope: &mut Scope<'_>,
) -> Line {
    let rest = Statement {
        at: statement.at,
        label: None,
        verb: Word { text: statement.verb.text.clone(), at: At(statement.verb.at.0.to(span)) },
        operands: statement.operands.iter().skip(1).cloned().collect(),
        block: None,
        otherwise: None,
        junk: statement.junk,
    };
    bind_line(&rest, word, forms, &[], scope).0
}

/// An answer of one type cannot be kept in a place of another.
fn fits_its_place(args: &[Arg], scope: &mut Scope<'_>) {
    let ty = args
        .iter()
        .find_map(|arg| if let ArgValue::Type(ty, _) = &arg.value { Some(&ty.base) } else { None });
    for arg in args {
        if let (Some(ty), ArgValue::Place(_, held)) = (ty, &arg.value)
            && !held.accepts(ty)
        {
            let place = scope.location(arg.span);
            scope.report(
                Report::error(
                    codes::WRONG_TYPE,
                    place,
                    format!("this place holds {held}, not {ty}"),
                )
                .label(format!("cannot hold a value of type {ty}"))
                .help(format!("ask for `{held}`, or store into another place")),
            );
        }
    }
}

/// Binds every entry of a block that is a setting of its owner; gives back the other statements.
pub(crate) fn bind_settings<'a>(
    block: &'a Block,
    owner: Owner<'_>,
    line: &mut Line,
    scope: &mut Scope<'_>,
) -> Vec<&'a Statement> {
    let mut own: Vec<(&'a Statement, &'static Setting)> = Vec::with_capacity(block.entries.len());
    let mut rest: Vec<&'a Statement> = Vec::new();
    for entry in &block.entries {
        let Entry::Statement(statement) = entry else { continue };
        match owner.settings.iter().find(|setting| statement.verb.text == setting.word) {
            Some(setting) => own.push((statement, setting)),
            None => rest.push(statement),
        }
    }
    line.settings.reserve_exact(own.len());
    for (statement, setting) in own {
        let word = setting.word;
        if !setting.repeats
            && let Some(first) = line.settings.iter().find(|known| known.word == word)
        {
            let place = scope.location(statement.verb.at.0);
            let first = first.head;
            scope.report(
                Report::error(codes::DUPLICATE_NAME, place, format!("`{word}` is said twice"))
                    .label("the second time")
                    .also(first, "the first time")
                    .help("keep one of them"),
            );
        }
        no_else(statement, scope);
        let bound = bind_setting(statement, setting, owner, scope);
        no_choices(&bound, scope);
        if setting.repeats {
            named_twice(&bound, line, setting, scope);
        }
        line.settings.push(bound);
    }
    rest
}

/// A choice among nothing: a line has no options of its own, and its place has none either.
fn no_choices(line: &Line, scope: &mut Scope<'_>) {
    let asked = line.args.iter().find_map(|arg| {
        let ArgValue::Type(ty, _) = &arg.value else { return None };
        Some((ty, arg.span))
    });
    let Some((ty, span)) = asked else { return };
    let empty = |ty: &Type| matches!(ty, Type::Choice(choices) if choices.options.is_empty());
    let kept =
        line.args.iter().any(|arg| matches!(&arg.value, ArgValue::Place(_, ty) if !empty(ty)));
    if empty(&ty.base) && !kept {
        let place = scope.location(span);
        scope.report(
            Report::error(codes::MISSING_ARGUMENT, place, "this choice has no options")
                .label("nothing to choose from")
                .help("keep it in a field of type choice: `into contact.FIELD`, or collect a text"),
        );
    }
}

/// A line that may stand several times, but once for each declared thing that it names.
fn named_twice(bound: &Line, line: &Line, setting: &Setting, scope: &mut Scope<'_>) {
    let names =
        |operand: &vocabulary::Operand| matches!(operand.kind, vocabulary::Kind::Declared(_));
    let named = setting.forms.iter().filter_map(|form| form.first()).any(names);
    let Some(Arg { value: ArgValue::Name(name), span, .. }) = bound.args.first() else { return };
    let same = |known: &&Line| {
        known.word == bound.word
            && known.args.first().is_some_and(|arg| arg.value.called() == Some(name))
    };
    if let Some(first) = line.settings.iter().find(same).filter(|_| named) {
        let message = format!("`{} {name}` is said twice", bound.word);
        scope.report(
            Report::error(codes::DUPLICATE_NAME, scope.location(*span), message)
                .label("the second time")
                .also(first.head, "the first time")
                .help("keep one of them"),
        );
    }
}

fn bind_setting(
    statement: &Statement,
    setting: &'static Setting,
    owner: Owner<'_>,
    scope: &mut Scope<'_>,
) -> Line {
    let before = scope.reports.len();
    let (mut line, _) = bind_line(statement, setting.word, setting.forms, owner.args, scope);
    match (&statement.block, setting.body) {
        // It belongs to what stands on this line and should not.
        (Some(_), Body::None) if scope.reports.has_errors_from(before) => {}
        (Some(block), Body::None) => {
            let place = scope.location(block.at.0);
            scope.report(
                Report::error(
                    codes::WRONG_PLACE,
                    place,
                    format!("`{}` has no block", setting.word),
                )
                .label("nothing can stand in these braces")
                .help("take the block away"),
            );
        }
        (Some(block), Body::Details) => {
            let inner =
                Owner { word: setting.word, settings: setting.settings, more: &[], args: &[] };
            for stray in bind_settings(block, inner, &mut line, scope) {
                let report = unknown_line(stray, inner, scope);
                scope.report(report);
            }
        }
        (Some(block), Body::TypedLines { texts, dotted }) => {
            line.typed = typed_lines(block, texts, dotted, scope);
        }
        (Some(_), Body::Steps | Body::Arms) | (None, _) => {}
    }
    line
}

/// An `else` behind a line that has no outcomes.
pub(crate) fn no_else(statement: &Statement, scope: &mut Scope<'_>) {
    if let Some(block) = &statement.otherwise {
        let place = scope.location(Span::point(block.at.0.start));
        let word = &statement.verb.text;
        scope.report(
            Report::error(codes::WRONG_PLACE, place, format!("`{word}` has no `else`"))
                .label("nothing leads into this block")
                .help("take the `else { … }` away, or put it after the step it belongs to"),
        );
    }
}

/// `reason text "Why?"`, one a line.
fn typed_lines(block: &Block, texts: bool, dotted: bool, scope: &mut Scope<'_>) -> Vec<TypedLine> {
    let mut lines: Vec<TypedLine> = Vec::with_capacity(block.entries.len());
    for entry in &block.entries {
        let Entry::Statement(statement) = entry else { continue };
        let forms = if texts { vocabulary::TYPED_WITH_TEXT } else { vocabulary::TYPED };
        let (bound, _) = bind_line(statement, TYPED_LINE, forms, &[], scope);
        let location = scope.location(statement.verb.at.0);
        let name = statement.verb.text.clone();
        if name.contains('.') && !dotted {
            scope.report(
                Report::error(codes::WRONG_TYPE, location, "this name has a dot in it")
                    .help("write a plain name"),
            );
        }
        if let Some(first) = lines.iter().find(|line| line.name == name) {
            let first = first.location;
            scope.report(
                Report::error(codes::DUPLICATE_NAME, location, format!("`{name}` stands twice"))
                    .label("the second one")
                    .also(first, "the first one")
                    .help("keep one of them"),
            );
        }
        let mut ty = crate::base::Ty::unknown();
        let mut text = None;
        for arg in bound.args {
            if let ArgValue::Type(own, _) = arg.value {
                ty = own;
            } else if let ArgValue::Text(own) = arg.value {
                text = Some(own);
            }
        }
        lines.push(TypedLine { name, location, ty, text });
    }
    lines
}

/// The finding about a line that its surroundings do not know.
pub(crate) fn unknown_line(statement: &Statement, owner: Owner<'_>, scope: &Scope<'_>) -> Report {
    let word = statement.verb.text.as_str();
    let place: Location = scope.location(statement.verb.at.0);
    let owner_word = owner.word;
    let known: Vec<&'static str> =
        owner.settings.iter().map(|one| one.word).chain(owner.more.iter().copied()).collect();
    if let Some(other) = vocabulary::owner_of_line(word) {
        return Report::error(
            codes::WRONG_PLACE,
            place,
            format!("`{word}` does not belong to `{owner_word}`"),
        )
        .label(format!("`{other}` knows this word"))
        .help(if known.is_empty() {
            format!("take it away; `{owner_word}` takes no settings")
        } else {
            format!(
                "move it to {} `{other}`; `{owner_word}` knows {}",
                article(other),
                one_of(&known)
            )
        });
    }
    let report = Report::error(
        codes::UNKNOWN_SETTING,
        place,
        format!("`{owner_word}` does not know `{word}`"),
    );
    let near = vocabulary::synonym_of_setting(word)
        .filter(|near| known.contains(near))
        .or_else(|| nearest(word, known.iter().copied()));
    match near {
        Some(near) => report
            .label(format!("in the block of `{owner_word}`"))
            .help(format!("did you mean `{near}`?"))
            .guess(format!("write `{near}`"), place, near),
        None if known.is_empty() => report.help(format!("`{owner_word}` takes no settings")),
        None => report
            .label(format!("in the block of `{owner_word}`"))
            .help(format!("`{owner_word}` knows {}", one_of(&known))),
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// The condition of `when EXPR`; none where it is missing (reported).
pub(crate) fn condition(
    statement: &Statement,
    scope: &mut Scope<'_>,
) -> Option<crate::program::Expr> {
    let span = head_of(statement);
    match statement.operands.as_slice() {
        [Operand::One(one)] => Some(expression::lower(one, Want::Bool, scope)),
        [] if statement.junk.is_some() => None,
        [] => {
            let end = scope.location(Span::point(span.end));
            scope.report(
                Report::error(codes::MISSING_ARGUMENT, end, "`when` needs a condition")
                    .label("expected a condition here")
                    .help("write one like `when contact.language == \"fr\"`"),
            );
            None
        }
        [_, ..] if statement.junk.is_some() => None,
        [first, ..] => {
            let place = match first {
                Operand::One(one) | Operand::Equation(one, _) => one.at.0,
                Operand::List(list) => list.first().map(|one| one.at.0).unwrap_or_default(),
            };
            let rest = scope.location(Span::new(place.start, span.end));
            scope.report(
                Report::error(codes::WRONG_PLACE, rest, "`when` takes one condition")
                    .label("this is more than one")
                    .help("join conditions by `and` or `or`"),
            );
            None
        }
    }
}
