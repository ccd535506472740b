//! A workspace for reviewers, in the words it is declared with.

use super::line::{put_line, show_names, show_texts};
use super::minutes;
use super::text::quoted;
use crate::plan::{Closed, Hours, Opening, WorkspacePlan};
use crate::vocabulary::DAYS;

/// Appends a workspace.
pub(super) fn put_workspace(plan: &WorkspacePlan, out: &mut String) {
    let mut put = |line: &str, indent: usize| put_line(line, indent, out);
    if plan.name.is_empty() {
        put("workspace (none is declared)", 0);
    } else {
        put(&format!("workspace {} {}", plan.name, quoted(&plan.title)), 0);
    }
    put(&format!("timezone {}", quoted(&plan.timezone)), 1);
    for agent in &plan.agents {
        put(&format!("agent {} {}", agent.name, quoted(&agent.title)), 1);
        agent.email.iter().for_each(|email| put(&format!("email {}", quoted(email)), 2));
        if !agent.skills.is_empty() {
            put(&format!("skills {}", show_texts(&agent.skills)), 2);
        }
        agent.limit.iter().for_each(|limit| put(&format!("limit {limit}"), 2));
        if agent.unassignable {
            put("unassignable", 2);
        }
    }
    for team in &plan.teams {
        let members = show_names(&team.members);
        put(format!("team {} {} {members}", team.name, quoted(&team.title)).trim_end(), 1);
    }
    for field in &plan.fields {
        let options = show_texts(&field.options);
        put(format!("field {} {} {options}", field.name, field.r#type).trim_end(), 1);
    }
    plan.tags.iter().for_each(|tag| put(&format!("tag {}", tag.name), 1));
    for channel in &plan.channels {
        put(&format!("channel {} {}", channel.name, channel.kind), 1);
        put(if channel.resend { "on_doubt resend" } else { "on_doubt skip" }, 2);
    }
    for template in &plan.templates {
        let text = quoted(&template.text);
        put(&format!("template {} on {} {text}", template.name, template.channel), 1);
    }
    plan.lifecycle.iter().for_each(|stage| put(&format!("lifecycle {}", quoted(stage)), 1));
    plan.closing_notes.iter().for_each(|note| put(&format!("closing_notes {}", quoted(note)), 1));
    plan.secrets.iter().for_each(|secret| put(&format!("secret {secret}"), 1));
    for sheet in &plan.sheets {
        put(&format!("sheet {} {}", sheet.name, quoted(&sheet.title)), 1);
    }
    plan.hours.iter().for_each(|hours| put_hours(hours, out));
}

fn put_hours(hours: &Hours, out: &mut String) {
    put_line(&format!("hours {}", hours.name), 1, out);
    if let Some(zone) = &hours.timezone {
        put_line(&format!("timezone {}", quoted(zone)), 2, out);
    }
    hours.open.iter().for_each(|open| put_line(&show_opening(open), 2, out));
    hours.closed.iter().for_each(|closed| put_line(&show_closed(closed), 2, out));
}

/// `open mon..fri 09:00-18:00`.
#[must_use]
pub fn show_opening(open: &Opening) -> String {
    let range = |(from, to): &(u16, u16)| format!("{}-{}", minutes(*from), minutes(*to));
    let ranges: Vec<String> = open.ranges.iter().map(range).collect();
    format!("open {} {}", show_days(&open.days), ranges.join(", "))
}

/// `closed 2026-12-25`.
#[must_use]
pub fn show_closed(closed: &Closed) -> String {
    let (from, to) = (closed.from, closed.to);
    if from == to { format!("closed {from}") } else { format!("closed {from}..{to}") }
}

/// `mon..fri, sun`: three or more in a row as a range.
fn show_days(days: &[u8]) -> String {
    let name = |day: u8| DAYS.get(usize::from(day).wrapping_sub(1)).copied().unwrap_or_default();
    let rows = days.chunk_by(|one, other| one + 1 == *other).flat_map(|row| match row {
        [first, _, .., last] => vec![format!("{}..{}", name(*first), name(*last))],
        row => row.iter().map(|day| name(*day).to_owned()).collect(),
    });
    rows.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::show_days;

    #[test]
    fn days_in_a_row_are_a_range() {
        assert_eq!(show_days(&[1, 2, 3, 4, 5]), "mon..fri");
        assert_eq!(show_days(&[1, 2, 4, 5, 6, 7]), "mon, tue, thu..sun");
        assert_eq!(show_days(&[7]), "sun");
    }
}
