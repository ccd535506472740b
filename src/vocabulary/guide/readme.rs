//! The first page of the guide: what there is, and every word with a link.

use std::fmt::Write;

use crate::vocabulary::{
    DECLARATIONS, FUNCTIONS, ITEMS, OPERATORS, PROMISES, SCENARIO_LINES, STEPS, TRIGGERS, TYPES,
    VALUES, WORKFLOW_SETTINGS,
};

const OPENING: &str = "# The Rondel language

What may be written in a `.rondel` file, word by word. The chapters are made from the declarations that
the compiler itself works with, so they cannot say anything else than it does; `rondel explain WORD` prints
the same pages.

1. [Text and layout](text_and_layout.md): lines, blocks, names, texts, numbers and times
2. [Workspace](workspace.md): what workflows may talk about
3. [Workflows](workflows.md): settings of a workflow
4. [Triggers](triggers.md): what starts one
5. [Steps](steps.md): what happens then
6. [Expressions](expressions.md): values, operators, functions and types
7. [Promises](promises.md): what is proved on every way
8. [Scenarios](scenarios.md): how a workflow is tried
9. [Testing](test.md): running scenarios, reading a failure, what they go through, your CI, and recording a talk
10. [Checking](check.md): findings, what silences and mends them, and Rondel in your CI
11. [Rules](rules.md): what `rondel check` finds
12. [Plans](plans.md): what `rondel compile` writes, and how it is reviewed
13. [Differences](diff.md): what a change of workflows changes, for reviewers
14. [Editors](editors.md): VS Code, Neovim, Helix and others
15. [Pictures](pictures.md): workflows to look at, as `svg`, `png`, or one page of all
16. [The store in one file](store_file.md): what is kept where, when it is durable, and how it is copied
17. [Write your own store](own_store.md): for engineers, where state is kept
18. [How it is tested](how_it_is_tested.md): for engineers, everything that goes wrong, seed by seed
19. [How fast it runs](speed.md): for engineers, what is measured, and the command for each figure

## Every word
";

/// The first page.
pub(super) fn readme() -> String {
    let mut out = OPENING.to_owned();
    let mut roots: Vec<&str> = VALUES.iter().map(|value| value.root).collect();
    roots.dedup();
    let mut rows: Vec<(&str, Vec<String>)> = Vec::new();
    let titled = |file: &str, word: &str, title: &str| {
        format!("[`{word}`]({file}#{})", anchor(&format!("{word}: {title}")))
    };
    let plain = |file: &str, word: &str| format!("[`{word}`]({file}#{})", anchor(word));
    let top = ITEMS.iter().map(|one| {
        let file = match one.word {
            "workspace" => "workspace.md",
            "workflow" => "workflows.md",
            _ => "scenarios.md",
        };
        plain(file, one.word)
    });
    rows.push(("at the top of a file", top.collect()));
    let words = DECLARATIONS.iter().map(|one| plain("workspace.md", one.word));
    rows.push(("in the workspace", words.collect()));
    let words = WORKFLOW_SETTINGS.iter().map(|one| plain("workflows.md", one.word));
    rows.push(("settings of a workflow", words.collect()));
    let words = TRIGGERS.iter().map(|one| titled("triggers.md", one.event, one.title));
    rows.push(("triggers", words.collect()));
    let words = STEPS.iter().map(|one| titled("steps.md", one.verb, one.title));
    rows.push(("steps", words.collect()));
    let words = PROMISES.iter().map(|one| plain("promises.md", &format!("ensure {}", one.word)));
    rows.push(("promises", words.collect()));
    let words = SCENARIO_LINES.iter().map(|one| plain("scenarios.md", one.word));
    rows.push(("lines of a scenario", words.collect()));
    let there = |section: &str, word: &str| format!("[`{word}`](expressions.md#{section})");
    rows.push(("values", roots.iter().map(|root| there("values", root)).collect()));
    let words = OPERATORS.iter().map(|one| there("operators", one.word));
    rows.push(("operators", words.collect()));
    let words = FUNCTIONS.iter().map(|one| there("functions", one.name));
    rows.push(("functions", words.collect()));
    rows.push(("types", TYPES.iter().map(|one| there("types", one.word)).collect()));
    out.push_str("\n| | |\n|---|---|\n");
    for (kind, words) in rows {
        let _ = writeln!(out, "| {kind} | {} |", words.join(" "));
    }
    out
}

/// The anchor of a heading, as Markdown renderers make it.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter_map(|letter| match letter {
        ' ' => Some('-'),
        letter if letter.is_alphanumeric() || matches!(letter, '-' | '_') => Some(letter),
        _ => None,
    });
    kept.collect::<String>().to_lowercase()
}
