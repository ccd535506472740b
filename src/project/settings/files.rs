//! `[files]`: which files below the root belong to its program.

use toml::Spanned;
use toml::de::DeValue;

use super::patterns::Pattern;
use super::reader::Reader;
use crate::report::Reports;

/// Which files are taken in, and which are left out; without patterns, all and none.
#[derive(Clone, Debug, Default)]
pub struct Files {
    include: Vec<Pattern>,
    exclude: Vec<Pattern>,
}

impl Files {
    /// Takes in what is written under a key.
    pub(super) fn key(&mut self, name: &str, value: &Spanned<DeValue<'_>>, reader: &mut Reader) {
        let patterns = if name == "include" { &mut self.include } else { &mut self.exclude };
        let DeValue::Array(list) = value.get_ref() else {
            let wanted = "a list of patterns, such as `[\"drafts/**\"]`";
            reader.wrong(name, wanted, value.span());
            return;
        };
        for one in list {
            if let DeValue::String(text) = one.get_ref() {
                patterns.extend(Pattern::read(text, one.span(), reader));
            } else {
                reader.wrong(name, "a list of patterns, each in quotes", one.span());
            }
        }
    }

    /// Whether a file or folder is left out, by its path from the root.
    pub(in crate::project) fn leaves_out(&self, path: &str) -> bool {
        self.exclude.iter().any(|pattern| pattern.meets(path))
    }

    /// Whether a file belongs to the program, by its path from the root.
    pub(in crate::project) fn has(&self, path: &str) -> bool {
        let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        let left_out = folders.chain([path]).any(|part| self.leaves_out(part));
        !left_out && self.takes_in(path)
    }

    /// Whether a file is taken in that is not left out.
    pub(in crate::project) fn takes_in(&self, path: &str) -> bool {
        self.include.is_empty() || self.include.iter().any(|pattern| pattern.meets(path))
    }

    /// What is said of patterns that meet nothing of what a root has.
    pub(in crate::project) fn idle(&self, taken: &[String], left_out: &[String]) -> Reports {
        let mut reports = Reports::default();
        for (patterns, paths) in [(&self.include, taken), (&self.exclude, left_out)] {
            let meets = |pattern: &&Pattern| !paths.iter().any(|path| pattern.meets(path));
            reports.extend(patterns.iter().filter(meets).map(Pattern::idle));
        }
        reports
    }
}
