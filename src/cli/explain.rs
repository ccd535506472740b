//! `rondel explain`: what a word of the language or the name of a finding means.

use clap::Args;

use super::Exit;
use super::output::Output;
use crate::base::nearest;
use crate::lint;
use crate::project::Problem;
use crate::report::{Tint, width, wrap};
use crate::vocabulary::{index, page};

/// Say what a word or a finding means
///
/// Takes the code of a finding, a step, a trigger, a declaration, a setting, an operator, a
/// function, a type or a value.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Explain {
    /// What to explain; without it, everything that can be is listed
    #[arg(value_name = "WORD")]
    words: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  rondel explain                       everything that can be explained
  rondel explain send                  a step
  rondel explain conversation_opened   a trigger
  rondel explain starts_with           an operator
  rondel explain maybe-unset           a finding";

impl Explain {
    pub(super) fn run(&self, output: &mut Output) -> Exit {
        if self.words.is_empty() {
            let text = list(output);
            output.answer(&text);
            return Exit::Clean;
        }
        let word = self.words.join(" ");
        if let Some(page) = page(&word).or_else(|| lint::explain(&word)) {
            output.answer(&page);
            return Exit::Clean;
        }
        let problem = Problem::new(format!("nothing is called `{word}`"));
        let known = everything();
        let near = nearest(&word, known.iter().flat_map(|(_, words)| words.iter().copied()));
        let help = near.map_or_else(
            || "run `rondel explain` for everything that can be explained".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        output.problem(&problem.help(help));
        Exit::Failed
    }
}

/// Every word that can be explained, by kind: those of the language, then the findings.
fn everything() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut groups = index();
    groups.push(("findings", lint::RULES.iter().map(|rule| rule.code.0).collect()));
    groups
}

/// Every word, by kind.
fn list(output: &Output) -> String {
    let human = output.human();
    let groups = everything();
    let lead = groups.iter().map(|(kind, _)| width(kind)).max().unwrap_or(0) + 2;
    let mut text = String::new();
    for (kind, words) in groups {
        let space = human.width.saturating_sub(lead).max(30);
        let lines = wrap(&words.join(", "), space);
        for (index, line) in lines.iter().enumerate() {
            let head = if index == 0 { kind } else { "" };
            let gap = " ".repeat(lead.saturating_sub(width(head)));
            text.push_str(&format!("{}{gap}{line}\n", human.palette.paint(Tint::Strong, head)));
        }
    }
    text
}
