//! The grammar of Rondel as a language of tree-sitter, for whoever colours or folds programs from Rust.

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_rondel() -> *const ();
}

/// The language. `tree_sitter::Language::new(LANGUAGE)` makes it one for a parser.
// SAFETY: the generated parser has exactly this function, which returns a table that lives for ever.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_rondel) };

/// What is coloured how.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");
