//! The top level of all files, sorted into workspaces, workflows and scenarios.

use std::borrow::Borrow;

use crate::base::{FileId, Location, nearest};
use crate::report::{Report, Reports};
use crate::syntax::{Ast, Entry, Statement};
use crate::vocabulary::{self, codes};

/// The items of a program, in order of file and place.
#[derive(Debug, Default)]
pub(crate) struct Items<'a> {
    /// `workspace`: one is right.
    pub(crate) workspaces: Vec<(FileId, &'a Statement)>,
    /// `workflow`.
    pub(crate) workflows: Vec<(FileId, &'a Statement)>,
    /// `scenario`.
    pub(crate) scenarios: Vec<(FileId, &'a Statement)>,
    /// Whether any text at the top level could not be read.
    pub(crate) damaged: bool,
}

/// The words an item begins with.
const ITEMS: [&str; 3] = ["workspace", "workflow", "scenario"];

/// Sorts the top levels; what is no item is reported.
pub(crate) fn sort<'a, A: Borrow<Ast>>(asts: &'a [A], reports: &mut Reports) -> Items<'a> {
    let mut items = Items::default();
    for ast in asts.iter().map(Borrow::borrow) {
        // What follows an item without its braces was most likely meant to stand in them.
        let mut headless = false;
        for entry in &ast.entries {
            let Entry::Statement(statement) = entry else {
                items.damaged = true;
                continue;
            };
            items.damaged |= statement.junk.is_some();
            match statement.verb.text.as_str() {
                "workspace" => items.workspaces.push((ast.file, statement)),
                "workflow" => items.workflows.push((ast.file, statement)),
                "scenario" => items.scenarios.push((ast.file, statement)),
                _ if headless => continue,
                _ => reports.push(stranger(ast.file, statement)),
            }
            headless = ITEMS.contains(&statement.verb.text.as_str()) && statement.block.is_none();
        }
    }
    if let Some(((file, first), rest)) = items.workspaces.split_first() {
        let place = Location { file: *file, span: first.verb.at.0 };
        for (other, second) in rest {
            let location = Location { file: *other, span: second.verb.at.0 };
            reports.push(
                Report::error(codes::DUPLICATE_NAME, location, "this program has two workspaces")
                    .label("the second one")
                    .also(place, "the first one")
                    .help("keep one of them; a program has one workspace"),
            );
        }
    }
    items
}

/// What stands at the top level and is no item.
fn stranger(file: FileId, statement: &Statement) -> Report {
    let word = &statement.verb.text;
    let location = Location { file, span: statement.verb.at.0 };
    if vocabulary::find_step(word).is_some() || word == "on" || word == "ensure" {
        let what = if word == "on" {
            "a trigger"
        } else if word == "ensure" {
            "a promise"
        } else {
            "a step"
        };
        return Report::error(
            codes::WRONG_PLACE,
            location,
            format!("`{word}` is {what} and belongs in a workflow"),
        )
        .label("outside of any workflow")
        .help("write it between the braces of a `workflow NAME \"Title\" { … }`");
    }
    if vocabulary::find_declaration(word).is_some() {
        return Report::error(
            codes::WRONG_PLACE,
            location,
            format!("`{word}` is declared in a workspace"),
        )
        .label("outside of the workspace")
        .help("write it between the braces of `workspace NAME \"Title\" { … }`");
    }
    let report = Report::error(codes::UNKNOWN_NAME, location, format!("unknown item `{word}`"))
        .label("a file holds `workspace`, `workflow` and `scenario`");
    let near = match word.as_str() {
        "flow" | "bot" | "automation" => Some("workflow"),
        "test" => Some("scenario"),
        "config" | "settings" => Some("workspace"),
        _ => nearest(word, ITEMS),
    };
    match near {
        Some(near) => report.help(format!("did you mean `{near}`?")).guess(
            format!("write `{near}`"),
            location,
            near,
        ),
        None => report.help("begin with `workflow NAME \"Title\" {`"),
    }
}
