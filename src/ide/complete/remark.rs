//! The names of rules in a comment that silences them.

use super::offers::Offers;
use super::{Insert, Item, ItemKind};
use crate::base::Span;
use crate::lint::RULES;

impl Offers<'_> {
    /// The rules, where a comment that begins at `from` says `# allow` before the cursor. Gives
    /// what is replaced.
    pub(super) fn rules(&mut self, from: u32) -> Option<Span> {
        let text = self.around.text;
        let cursor = self.around.standing.word.end;
        let before = text.get(from as usize..cursor as usize)?;
        let rest = before.trim_start_matches('#').trim_start().strip_prefix("allow")?;
        let named = rest.strip_prefix([' ', '\t'])?;
        if named.contains(':') {
            return None;
        }
        let word = named.rsplit([',', ' ', '\t']).next().unwrap_or_default();
        // A sentence that begins with the word is a comment like any other.
        let earlier = named.strip_suffix(word)?.trim_end();
        if !earlier.is_empty() && !earlier.ends_with(',') {
            return None;
        }
        let behind = text.get(cursor as usize..).unwrap_or_default();
        let is_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
        let more = behind.find(|sign| !is_name(sign)).unwrap_or(behind.len());
        let followed = behind.get(more..).is_some_and(|rest| rest.starts_with([':', ',']));
        let said: Vec<&str> = earlier.split(',').map(str::trim).collect();
        for rule in RULES.iter().filter(|rule| !said.contains(&rule.code.0)) {
            let name = rule.code.0;
            let reason = if followed { String::new() } else { ": ".to_owned() };
            self.put(Item {
                label: name.to_owned(),
                kind: ItemKind::Rule,
                detail: sentence(rule.about).to_owned(),
                documentation: rule.about.to_owned(),
                insert: Insert::Plain(format!("{name}{reason}")),
                rank: 0,
                again: false,
            });
        }
        let start = cursor.saturating_sub(u32::try_from(word.len()).ok()?);
        Some(Span::new(start, cursor + u32::try_from(more).ok()?))
    }
}

/// The first sentence.
fn sentence(about: &str) -> &str {
    about.split_once(". ").map_or(about, |(first, _)| first).trim_end_matches('.')
}
