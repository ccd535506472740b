//! Where steps stand, as plans say it: the file below the program's own folder, and the line.

use crate::base::{Location, Name, Sources};

/// The sources of a program and the folder they all stand in.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    /// Bytes of the names that all sources begin with.
    shared: usize,
}

impl<'a> Places<'a> {
    /// What all names of sources have in front is left out, so that a plan does not depend on the
    /// folder that a command was started in.
    pub(super) fn new(sources: &'a Sources) -> Self {
        let mut names = sources.iter().map(|(_, source)| folder(source.name()));
        let first = names.next().unwrap_or_default();
        let shared = names.fold(first, common);
        Self { sources, shared: shared.len() }
    }

    /// The file's name and the line.
    pub(super) fn of(&self, location: Location) -> Option<(Name, u32)> {
        let source = self.sources.get(location.file)?;
        let name = source.name().get(self.shared..).unwrap_or(source.name());
        let name = if name.contains('\\') { name.replace('\\', "/").into() } else { name.into() };
        Some((name, source.line_of(location.span.start)))
    }
}

/// A name up to, with, its last slash.
fn folder(name: &str) -> &str {
    let end = name.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
    name.get(..end).unwrap_or_default()
}

/// The folder that two folders share.
fn common<'a>(one: &'a str, other: &str) -> &'a str {
    let mut end = 0;
    for (at, letter) in one.char_indices() {
        let behind = at + letter.len_utf8();
        if other.get(..behind) != one.get(..behind) {
            break;
        }
        if letter == '/' || letter == '\\' {
            end = behind;
        }
    }
    one.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::base::{FileId, Location, Sources, Span};

    fn names(of: &[&str]) -> Vec<String> {
        let mut sources = Sources::default();
        for name in of {
            sources.add(name, "\nworkflow");
        }
        let places = Places::new(&sources);
        let at = |(file, _): (FileId, _)| Location { file, span: Span::point(1) };
        let found = sources.iter().filter_map(|one| places.of(at(one)));
        found.map(|(name, line)| format!("{name}:{line}")).collect()
    }

    #[test]
    fn a_shared_folder_is_left_out() {
        assert_eq!(names(&["/a/b/x.rondel", "/a/b/c/y.rondel"]), ["x.rondel:2", "c/y.rondel:2"]);
        assert_eq!(names(&["ab/x.rondel", "abc/y.rondel"]), ["ab/x.rondel:2", "abc/y.rondel:2"]);
        assert_eq!(names(&["x.rondel", "c/y.rondel"]), ["x.rondel:2", "c/y.rondel:2"]);
        assert_eq!(names(&["one/two/x.rondel"]), ["x.rondel:2"]);
        assert_eq!(names(&["<stdin>"]), ["<stdin>:2"]);
    }
}
