//! The numbered gaps of a template: `{{1}}`, `{{2}}`, …

use super::bind::{plain_text, word};
use super::scope::Scope;
use super::{ArgValue, Line};
use crate::base::Name;
use crate::report::Report;
use crate::syntax::{Operand, Statement};
use crate::vocabulary::{Sort, codes};

/// How many gaps the text of a template has; 0 for other declarations.
pub(crate) fn count(statement: &Statement, sort: Sort) -> usize {
    if sort != Sort::Template {
        return 0;
    }
    let text = statement.operands.iter().find_map(|operand| {
        let Operand::One(value) = operand else { return None };
        plain_text(value)
    });
    let text = text.unwrap_or_default();
    gaps(&text).filter_map(number).max().map_or(0, usize::from)
}

/// The channel of a template; none for other declarations.
pub(crate) fn channel(statement: &Statement, sort: Sort) -> Option<Name> {
    let words = statement.operands.iter().map(|operand| {
        let Operand::One(value) = operand else { return None };
        word(value)
    });
    let mut behind = words.skip_while(|word| word.is_none_or(|word| word != "on")).skip(1);
    behind.next().flatten().filter(|_| sort == Sort::Template).cloned()
}

/// Reports gaps that are not numbered from 1 on.
pub(crate) fn check(line: &Line, sort: Option<Sort>, scope: &mut Scope<'_>) {
    if sort != Some(Sort::Template) {
        return;
    }
    let Some(arg) = line.args.iter().find(|arg| matches!(arg.value, ArgValue::Text(_))) else {
        return;
    };
    let ArgValue::Text(text) = &arg.value else { return };
    let place = scope.location(arg.span);
    if text.matches("{{").count() != text.matches("}}").count() {
        scope.report(
            Report::error(codes::WRONG_TYPE, place, "a gap is not closed, or not opened")
                .label("`{{` and `}}` do not match")
                .help("write gaps as `{{1}}`, `{{2}}` and so on"),
        );
        return;
    }
    let mut numbers: Vec<u16> = Vec::new();
    for gap in gaps(text) {
        let Some(number) = number(gap) else {
            scope.report(
                Report::error(codes::WRONG_TYPE, place, format!("`{{{{{gap}}}}}` is not a gap"))
                    .label("gaps are numbered from 1 on")
                    .help("write `{{1}}`, `{{2}}` and so on, in the order of `with`"),
            );
            return;
        };
        numbers.push(number);
    }
    numbers.sort_unstable();
    numbers.dedup();
    let last = numbers.last().copied().unwrap_or(0);
    let missing = (1..).zip(&numbers).find(|(wanted, number)| wanted != *number);
    if let Some((missing, _)) = missing {
        let message = format!("the gap `{{{{{missing}}}}}` is missing");
        scope.report(
            Report::error(codes::WRONG_TYPE, place, message)
                .label(format!("goes on to `{{{{{last}}}}}`"))
                .help("number the gaps from 1 on, and leave none out"),
        );
    }
}

/// The number of a gap, from 1 on.
fn number(gap: &str) -> Option<u16> {
    gap.parse().ok().filter(|number| *number > 0)
}

/// What stands between each `{{` and `}}`, without the blanks around it.
fn gaps(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split("{{").skip(1);
    parts.filter_map(|part| part.split_once("}}").map(|(gap, _)| gap.trim()))
}
