//! `rondel.toml`: it marks a root, and says how commands behave there.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::base::{FileId, Location, Sources, Span, nearest};
use crate::report::{Report, Reports};
use crate::vocabulary::codes;

/// The name of the file that makes a folder a root.
pub const SETTINGS_FILE: &str = "rondel.toml";

/// What a root's `rondel.toml` says; what it leaves out has these defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `[check] deny_warnings`: warnings fail a check, as with `--deny warnings`. Off.
    pub deny_warnings: bool,
    /// `[compile] out`: the folder for plans, from the root. `plans`.
    pub plans: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self { deny_warnings: false, plans: PathBuf::from("plans") }
    }
}

/// Every section with its keys.
const KNOWN: [(&str, &[&str]); 2] = [("check", &["deny_warnings"]), ("compile", &["out"])];

/// Reads the text of a `rondel.toml` that people know as `name`.
pub(super) fn read(name: &str, text: &str) -> (Settings, Reports, Sources) {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let mut reader = Reader { file, settings: Settings::default(), reports: Reports::default() };
    match DeTable::parse(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        Ok(table) => reader.sections(table.get_ref()),
        Err(error) => {
            let place = reader.at(error.span().unwrap_or(0..0));
            let message = error.message().lines().next().unwrap_or_default().to_lowercase();
            let message = format!("`{SETTINGS_FILE}` does not parse: {message}");
            reader.reports.push(Report::error(codes::SYNTAX, place, message));
        }
    }
    reader.reports.sort();
    (reader.settings, reader.reports, sources)
}

struct Reader {
    file: FileId,
    settings: Settings,
    reports: Reports,
}

impl Reader {
    fn at(&self, range: Range<usize>) -> Location {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Location { file: self.file, span: Span::new(number(range.start), number(range.end)) }
    }

    fn sections(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            let known = KNOWN.iter().find(|(section, _)| *section == name);
            let Some((section, keys)) = known else {
                self.unknown("section", key.span(), name, KNOWN.map(|(section, _)| section));
                continue;
            };
            let DeValue::Table(table) = value.get_ref() else {
                let message = format!("`{section}` is a section");
                let help = format!("write `[{section}]` on a line of its own, and its keys below");
                let report = Report::error(codes::WRONG_TYPE, self.at(key.span()), message);
                self.reports.push(report.help(help));
                continue;
            };
            for (key, value) in table {
                let name: &str = key.get_ref();
                if keys.contains(&name) {
                    self.key(section, name, value);
                } else {
                    self.unknown("key", key.span(), name, keys.iter().copied());
                }
            }
        }
    }

    fn key(&mut self, section: &str, name: &str, value: &Spanned<DeValue<'_>>) {
        match (section, name, value.get_ref()) {
            ("check", "deny_warnings", DeValue::Boolean(deny)) => {
                self.settings.deny_warnings = *deny;
            }
            ("compile", "out", DeValue::String(folder)) if stays_inside(folder) => {
                self.settings.plans = PathBuf::from(folder.as_ref());
            }
            (_, _, _) => {
                let wanted = if name == "out" {
                    "a folder inside of the root, in quotes"
                } else {
                    "`true` or `false`"
                };
                let message = format!("`{name}` is {wanted}");
                let place = self.at(value.span());
                self.reports.push(Report::error(codes::WRONG_TYPE, place, message));
            }
        }
    }

    fn unknown<'a>(
        &mut self,
        what: &str,
        span: Range<usize>,
        name: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
    ) {
        let place = self.at(span);
        let message = format!("`{SETTINGS_FILE}` has no {what} `{name}`");
        let help = match nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let known: Vec<String> =
                    known.into_iter().map(|known| format!("`{known}`")).collect();
                format!("write one of {}", known.join(", "))
            }
        };
        self.reports.push(Report::error(codes::UNKNOWN_SETTING, place, message).help(help));
    }
}

/// Whether a folder lies in the root it is written for.
fn stays_inside(folder: &str) -> bool {
    let mut parts = Path::new(folder).components();
    !folder.is_empty() && parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::{Settings, read};

    fn messages(text: &str) -> Vec<String> {
        let (_, reports, sources) = read("rondel.toml", text);
        crate::report::concise(
            &[crate::report::Batch { reports: &reports, sources: &sources }],
            crate::report::Palette::PLAIN,
        )
        .lines()
        .map(str::to_owned)
        .collect()
    }

    #[test]
    fn an_empty_file_has_the_defaults() {
        assert_eq!(read("rondel.toml", "").0, Settings::default());
        assert!(messages("# nothing\n").is_empty());
    }

    #[test]
    fn what_is_written_is_read() {
        let (settings, reports, _) =
            read("rondel.toml", "[check]\ndeny_warnings = true\n[compile]\nout = \"built\"\n");
        assert!(reports.is_empty());
        assert_eq!(settings, Settings { deny_warnings: true, plans: "built".into() });
    }

    #[test]
    fn what_is_not_known_is_reported_with_the_nearest() {
        let found = messages("[chek]\n[check]\ndeny_warning = true\n[compile]\nout = 5\n");
        assert_eq!(
            found,
            [
                "rondel.toml:1:2: error[unknown-setting]: `rondel.toml` has no section `chek`",
                "rondel.toml:3:1: error[unknown-setting]: `rondel.toml` has no key `deny_warning`",
                "rondel.toml:5:7: error[wrong-type]: `out` is a folder inside of the root, in quotes",
            ]
        );
    }

    #[test]
    fn broken_toml_is_a_syntax_error_at_its_place() {
        let found = messages("[check]\ndeny_warnings = = true\n");
        assert!(found.iter().all(|line| line.starts_with("rondel.toml:2:")), "{found:?}");
        assert_eq!(found.len(), 1);
    }
}
