//! Patterns of paths. They begin at the root; a folder stands for everything in it.

use std::ops::Range;
use std::path::{Component, Path};

use globset::{ErrorKind, GlobBuilder, GlobMatcher};

use super::SETTINGS_FILE;
use super::reader::Reader;
use crate::base::Location;
use crate::report::Report;
use crate::vocabulary::codes;

/// A pattern as it is written.
#[derive(Clone, Debug)]
pub(in crate::project) struct Pattern {
    text: String,
    location: Location,
    glob: GlobMatcher,
}

impl Pattern {
    /// Reads one, or says what is wrong with it.
    pub(super) fn read(text: &str, span: Range<usize>, reader: &mut Reader) -> Option<Self> {
        let location = reader.at(span);
        let plain = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
        if let Some((message, help)) = fault(text, plain) {
            let report = Report::error(codes::WRONG_TYPE, location, message);
            reader.reports.push(report.help(help));
            return None;
        }
        match GlobBuilder::new(plain).literal_separator(true).build() {
            Ok(glob) => {
                Some(Self { text: text.to_owned(), location, glob: glob.compile_matcher() })
            }
            Err(error) => {
                let message = format!("`{text}` is no pattern: {}", why(error.kind()));
                let help = "`*` is any part of a name, `**` any folders, `[ab]` a or b";
                let report = Report::error(codes::WRONG_TYPE, location, message);
                reader.reports.push(report.help(help));
                None
            }
        }
    }

    /// Whether it meets a path from the root, with `/` between its parts, or a folder above it.
    pub(in crate::project) fn meets(&self, path: &str) -> bool {
        Path::new(path).ancestors().any(|path| self.glob.is_match(path))
    }

    /// That it meets none of the files.
    pub(in crate::project) fn idle(&self) -> Report {
        let message = format!("`{}` meets no file", self.text);
        Report::warning(codes::UNUSED, self.location, message)
            .help("mend it, or take it out; it begins at this folder, and `**/` is any folder")
    }
}

/// Why a pattern cannot begin at the root and stay below it, and what to do.
fn fault(text: &str, plain: &str) -> Option<(String, String)> {
    let mut parts = Path::new(plain).components();
    let (message, help) = if text.trim().is_empty() {
        ("an empty pattern meets nothing".to_owned(), "take it out")
    } else if text.contains('\\') {
        (format!("`{text}` has a `\\`"), "write `/` between folders, on every system")
    } else if text.starts_with('!') {
        let help = "`include` takes files in, and `exclude` leaves them out";
        (format!("`{text}` begins with `!`"), help)
    } else if plain.is_empty() || text.starts_with(['/', '~']) || text.get(1..2) == Some(":") {
        let help = format!("begin at the folder of `{SETTINGS_FILE}`: `drafts/**`");
        return Some((format!("`{text}` does not begin in this folder"), help));
    } else if parts.any(|part| part == Component::ParentDir) {
        let help = "what belongs to a program lies below its folder";
        (format!("`{text}` leads out of this folder"), help)
    } else {
        return None;
    };
    Some((message, help.to_owned()))
}

fn why(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::UnclosedClass => "nothing closes its `[`".into(),
        ErrorKind::InvalidRange(from, to) => format!("`{from}-{to}` runs backwards"),
        ErrorKind::UnopenedAlternates => "nothing opens its `}`".into(),
        ErrorKind::UnclosedAlternates => "nothing closes its `{`".into(),
        ErrorKind::InvalidRecursive
        | ErrorKind::NestedAlternates
        | ErrorKind::DanglingEscape
        | ErrorKind::Regex(_) => kind.to_string(),
        _ => kind.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Reader};
    use crate::base::FileId;

    fn pattern(text: &str) -> Option<Pattern> {
        Pattern::read(text, 0..0, &mut Reader::new(FileId(0)))
    }

    fn meets(text: &str, path: &str) -> bool {
        pattern(text).is_some_and(|pattern| pattern.meets(path))
    }

    #[test]
    fn a_pattern_begins_at_the_root_and_a_folder_stands_for_all_in_it() {
        assert!(meets("drafts", "drafts/old/a.rondel"));
        assert!(meets("./drafts/", "drafts/a.rondel"));
        assert!(!meets("drafts", "shop/drafts/a.rondel"));
        assert!(meets("**/drafts", "shop/drafts/a.rondel"));
        assert!(meets("*.rondel", "a.rondel"));
        assert!(!meets("*.rondel", "shop/a.rondel"));
        assert!(meets("shop/{a,b}*.rondel", "shop/b2.rondel"));
    }

    #[test]
    fn what_leads_out_or_is_no_pattern_is_refused() {
        for text in [
            "",
            " ",
            "/",
            "/a",
            "~/a",
            "c:/a",
            "../a",
            "a/../../b",
            "a\\b",
            "!a",
            "[a",
            "{a",
            "a}",
            "[z-a]",
        ] {
            assert!(pattern(text).is_none(), "{text}");
        }
    }
}
