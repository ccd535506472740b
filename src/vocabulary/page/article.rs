//! What a page says, before it is laid out.

/// The page of one word in one of its meanings.
#[derive(Debug, Default)]
pub(in crate::vocabulary) struct Article {
    /// The word.
    pub(in crate::vocabulary) word: String,
    /// What people call it; empty where the word says it all.
    pub(in crate::vocabulary) title: String,
    /// What kind of word it is: `a step`.
    pub(in crate::vocabulary) kind: &'static str,
    /// What it is or does.
    pub(in crate::vocabulary) about: String,
    /// How it is written, a line for each way.
    pub(in crate::vocabulary) written: Vec<String>,
    /// Sentences about what stands in capital letters above.
    pub(in crate::vocabulary) where_: Vec<String>,
    /// What belongs to it.
    pub(in crate::vocabulary) tables: Vec<Table>,
    /// What else must be known, a sentence each.
    pub(in crate::vocabulary) facts: Vec<String>,
    /// How it is used.
    pub(in crate::vocabulary) sample: &'static str,
}

/// Rows of two or three cells below a title.
#[derive(Debug)]
pub(in crate::vocabulary) struct Table {
    /// Its title: `Settings`.
    pub(in crate::vocabulary) title: &'static str,
    /// What its columns hold.
    pub(in crate::vocabulary) columns: &'static [&'static str],
    /// Its rows. The first cell is source text, the others are sentences.
    pub(in crate::vocabulary) rows: Vec<Vec<String>>,
}
