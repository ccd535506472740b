//! The language reference as Markdown files, made from the declarations.
//!
//! Out: names and contents. Writing them is the business of whoever asks.

mod expressions;
mod readme;

use super::page::{Article, markdown, others, steps};
use super::{DECLARATIONS, ITEMS, PROMISES, SCENARIO_LINES, STEPS, TRIGGERS, WORKFLOW_SETTINGS};

/// Every generated file of the guide: its name, and what it says.
#[must_use]
pub fn guide() -> Vec<(&'static str, String)> {
    vec![
        ("README.md", readme::readme()),
        ("workspace.md", chapter(WORKSPACE, &workspace())),
        ("workflows.md", chapter(WORKFLOWS, &workflows())),
        ("triggers.md", chapter(ON, &TRIGGERS.iter().map(others::trigger).collect::<Vec<_>>())),
        ("steps.md", chapter(STEP, &STEPS.iter().map(steps::step).collect::<Vec<_>>())),
        ("expressions.md", expressions::expressions()),
        ("promises.md", chapter(ENSURE, &PROMISES.iter().map(others::promise).collect::<Vec<_>>())),
        ("scenarios.md", chapter(SCENARIO, &scenarios())),
    ]
}

fn workspace() -> Vec<Article> {
    let item = ITEMS.iter().filter(|item| item.word == "workspace").map(others::item);
    item.chain(DECLARATIONS.iter().map(others::declaration)).collect()
}

fn workflows() -> Vec<Article> {
    let item = ITEMS.iter().filter(|item| item.word == "workflow").map(others::item);
    let settings = WORKFLOW_SETTINGS.iter().map(|line| Article {
        // One sample for all of them stands with the last.
        sample: if line.word == "stop" { super::WORKFLOW_SAMPLE } else { "" },
        ..others::workflow_setting(line)
    });
    item.chain(settings).collect()
}

fn scenarios() -> Vec<Article> {
    let item = ITEMS.iter().filter(|item| item.word == "scenario").map(others::item);
    item.chain(SCENARIO_LINES.iter().map(others::scenario_line)).collect()
}

/// A file: its title and opening words, and an article below the other.
fn chapter(opening: &str, articles: &[Article]) -> String {
    let mut out = format!("{}\n", opening.trim_end());
    for article in articles {
        out.push('\n');
        out.push_str(&markdown(article, 2));
    }
    out
}

const WORKSPACE: &str = "# Workspace

Everything that workflows may name is declared once, in the workspace: the people, what is known about
contacts, the channels, the hours. A name that nothing declares is found before anything runs. The name
in small letters is for programs; the text beside it is for people, and may change without any workflow
noticing.
";

const WORKFLOWS: &str = "# Workflows

A workflow begins with what starts it (see [triggers](triggers.md)), its settings and its
[promises](promises.md). Its [steps](steps.md) follow, and run from top to bottom; the run ends behind
the last one. A contact can be in several workflows, but only once in each of them at a time.
";

const ON: &str = "# Triggers

A workflow starts on an event. It may have several `on` lines: any of them starts it, and
`trigger.event` tells which one did. One event starts a workflow once, however many of its lines fit. What
only some of its triggers bring may be unset and needs an `else` or an `is set`. A shortcut, a webhook and an ad do
not open a conversation that is closed.
";

const STEP: &str = "# Steps

Every step is written in one shape: a word, what it works on, and a block of lines. The lines are settings,
which shape the step, and outcomes, which are blocks of further steps. When a block ends, the run goes on
behind the step that the block belongs to. What happens at an outcome without a block is written in its
table: nothing is left open.

A name and a colon before a step, a `branch` and a `during` too, label it: `jump to` leads there, and logs and
pictures call the step by that name. A label belongs to its workflow, and may be called like a tag, a field or a
variable.

Square brackets in the first lines below mark what may be left out, `|` stands between words of which one is
chosen, and words in capital letters stand for your own.
";

const ENSURE: &str = "# Promises

A promise is checked on every way through the workflow before anything runs. One that some way breaks is
an error, and the shortest such way is shown step by step. A way also ends where an outcome without a
block fails the run or lets it time out. What the program excludes is no way: a team with somebody in it is
never empty. A block for such an outcome is no fault, and may stand there for the day when it is.
";

const SCENARIO: &str = "# Scenarios

A scenario tries a workflow without contacts, channels or time: it says how the world is, lets things
happen, and looks at what followed. Until something else is said, the contact opens the conversation on
the first channel, it is the contact's first, and every agent is offline. The other workflows of the program run
as well. [Testing workflows](test.md) says how scenarios are run.
";
