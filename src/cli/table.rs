//! How lists are laid out, and what is said of agents and runs in them.

use comfy_table::Table;
use comfy_table::presets::NOTHING;
use serde::Serialize;

use crate::runtime::WaitFor;

/// A table without lines, with a heading.
pub(super) fn table<const N: usize>(head: [&str; N], rows: Vec<[String; N]>) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    table.set_header(head);
    table.add_rows(rows);
    let mut text = String::new();
    for line in table.lines() {
        // The first column needs no blank before it.
        text.push_str(line.strip_prefix(' ').unwrap_or(&line).trim_end());
        text.push('\n');
    }
    text
}

/// One object a line.
pub(super) fn json(rows: &[impl Serialize]) -> String {
    let lines = rows.iter().filter_map(|row| serde_json::to_string(row).ok());
    lines.map(|line| line + "\n").collect()
}

/// How much an agent may be given, in words.
pub(super) fn standing_of(assignable: bool, limit: Option<u32>) -> String {
    match (assignable, limit) {
        (false, _) => "not assignable".to_owned(),
        (true, Some(limit)) => format!("at most {limit}"),
        (true, None) => String::new(),
    }
}

/// What a run waits for, in words.
pub(super) const fn waits_for(wait: &WaitFor) -> &'static str {
    match wait {
        WaitFor::Owner(_) | WaitFor::Withdrawal => "an owner",
        WaitFor::Acceptance(_) => "an agent to accept",
        WaitFor::Channel => "the channel",
        WaitFor::Answer(_) => "an answer",
        WaitFor::Moment => "a moment",
        WaitFor::Http => "another system",
        WaitFor::Assistant(_) => "the contact, for the assistant",
        WaitFor::Sheet => "the sheet",
        WaitFor::Other(_) => "another workflow",
    }
}
