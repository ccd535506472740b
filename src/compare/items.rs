//! Lists of named things: agents, fields, triggers.

use super::model::{Change, Detail, ItemChange};
use super::pairs::Pairs;
use super::said::{Said, differences};

/// A named thing and what is said of it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What it is.
    pub(super) kind: &'static str,
    /// Its name.
    pub(super) name: String,
    /// What it may be recognised by where no other has its name.
    pub(super) group: Option<String>,
    /// What is said of it.
    pub(super) says: Vec<Said>,
}

/// What differs between two lists of things of one kind; also their order.
pub(super) fn compare(old: &[Item], new: &[Item]) -> Vec<ItemChange> {
    let mut pairs = Pairs::new(old.len(), new.len());
    let whole = |items: &[Item], at: usize| {
        let item = items.get(at)?;
        let says: Vec<(String, String)> =
            item.says.iter().map(|said| said.exact()).map(|(a, b)| (a.into(), b.into())).collect();
        Some((item.name.clone(), says))
    };
    pairs.join_by(|at| whole(old, at), |at| whole(new, at));
    let name = |items: &[Item], at: usize| items.get(at).map(|item| item.name.clone());
    pairs.join_by(|at| name(old, at), |at| name(new, at));
    let group = |items: &[Item], at: usize| items.get(at).and_then(|item| item.group.clone());
    pairs.join_by(|at| group(old, at), |at| group(new, at));
    let moved = pairs.moved();
    let mut changes = Vec::new();
    for (before, after) in pairs.merged() {
        let (was, is) = (before.and_then(|at| old.get(at)), after.and_then(|at| new.get(at)));
        let mut details = differences(says(was), says(is));
        if let (Some(before), Some(after)) = (before, after)
            && moved.get(after).copied().unwrap_or_default()
        {
            details.push(Detail::of_place(before_of(old, before), before_of(new, after)));
        }
        let change = match (was, is) {
            (Some(_), Some(_)) if details.is_empty() => continue,
            (Some(_), Some(_)) => Change::Changed,
            (Some(_), None) => Change::Removed,
            (None, _) => Change::Added,
        };
        let Some(item) = is.or(was) else { continue };
        let (kind, name) = (item.kind.to_owned(), item.name.clone());
        changes.push(ItemChange { change, kind, name, details });
    }
    changes
}

fn says(item: Option<&Item>) -> &[Said] {
    item.map_or(&[], |item| &item.says)
}

/// What a thing stands behind.
fn before_of(items: &[Item], at: usize) -> Option<&str> {
    items.get(at.checked_sub(1)?).map(|item| item.name.as_str())
}
