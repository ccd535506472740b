//! What is offered, as it is gathered.

use super::around::{Around, Known};
use super::snippet::text;
use super::standing::Stands;
use super::{Insert, Item, ItemKind};
use crate::base::Location;
use crate::vocabulary::Sort;

/// What is gathered for a cursor.
#[derive(Debug)]
pub(super) struct Offers<'a> {
    /// The cursor.
    pub(super) around: &'a Around<'a>,
    /// What was found.
    pub(super) items: Vec<Item>,
}

impl Offers<'_> {
    /// Adds an item.
    pub(super) fn put(&mut self, item: Item) {
        self.items.push(item);
    }

    /// A word with nothing to say about it but what it is.
    pub(super) fn plain(&mut self, label: &str, kind: ItemKind, detail: &str, rank: u8) {
        self.word(label, kind, [detail, ""], rank);
    }

    /// A word that stands as it is: `about` is how it is written, and what it is for.
    pub(super) fn word(&mut self, label: &str, kind: ItemKind, about: [&str; 2], rank: u8) {
        let [detail, documentation] = about;
        self.put(Item {
            label: label.to_owned(),
            kind,
            detail: detail.to_owned(),
            documentation: documentation.to_owned(),
            insert: Insert::Plain(label.to_owned()),
            rank,
            again: false,
        });
    }

    /// A word behind which more has to follow.
    pub(super) fn leading(&mut self, label: &str, kind: ItemKind, about: [&str; 2], rank: u8) {
        let alone = self.around.standing.alone;
        let [detail, documentation] = about;
        let insert = if alone { format!("{label} ") } else { label.to_owned() };
        self.put(Item {
            label: label.to_owned(),
            kind,
            detail: detail.to_owned(),
            documentation: documentation.to_owned(),
            insert: Insert::Plain(insert),
            rank,
            again: alone,
        });
    }

    /// One of a closed list of texts, with quotes where none stand.
    pub(super) fn text(&mut self, option: &str, detail: &str, rank: u8) {
        let words = text(option);
        let written = match self.around.standing.stands {
            Stands::Quoted { closed: true } => words,
            Stands::Quoted { closed: false } => format!("{words}\""),
            Stands::Code | Stands::Block | Stands::Remark(_) => format!("\"{words}\""),
        };
        self.put(Item {
            label: option.to_owned(),
            kind: ItemKind::Text,
            detail: detail.to_owned(),
            documentation: String::new(),
            insert: Insert::Plain(written),
            rank,
            again: false,
        });
    }

    /// The declared things of a sort, but for those that stand already.
    pub(super) fn names(&mut self, sort: Sort, but: &[&str], rank: u8) {
        for known in self.around.known(sort, usize::MAX) {
            if !but.contains(&known.name.as_str()) {
                self.name(sort, &known, rank);
            }
        }
    }

    /// One of them.
    pub(super) fn name(&mut self, sort: Sort, known: &Known, rank: u8) {
        let Some(kind) = kind(sort) else {
            return self.text(&known.name, sort.noun(), rank);
        };
        let detail = match known.title.as_str() {
            "" => sort.noun().to_owned(),
            title => format!("{}: {title}", sort.noun()),
        };
        let line = self.source(known.line);
        self.word(&known.name, kind, [&detail, &line], rank);
    }

    /// The line that declares something, as Markdown.
    pub(super) fn source(&self, line: Option<Location>) -> String {
        let written = line.map(|line| self.around.view.slice(line)).unwrap_or_default();
        if written.is_empty() { String::new() } else { format!("```rondel\n{written}\n```") }
    }
}

/// What the things of a sort are; none for those that are texts.
const fn kind(sort: Sort) -> Option<ItemKind> {
    Some(match sort {
        Sort::Agent => ItemKind::Agent,
        Sort::Team => ItemKind::Team,
        Sort::Field => ItemKind::Field,
        Sort::Tag => ItemKind::Tag,
        Sort::Channel => ItemKind::Channel,
        Sort::Template => ItemKind::Template,
        Sort::Secret => ItemKind::Secret,
        Sort::Sheet => ItemKind::Sheet,
        Sort::Hours => ItemKind::Hours,
        Sort::Workflow => ItemKind::Workflow,
        Sort::Label => ItemKind::Label,
        Sort::Webhook => ItemKind::Webhook,
        Sort::Lifecycle | Sort::ClosingNote | Sort::Shortcut => return None,
    })
}
