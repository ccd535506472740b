//! `rondel.toml`: it marks a root, and says how commands behave there.

mod channels;
mod files;
mod patterns;
mod reader;
mod rules;

use std::path::{Component, Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use self::reader::Reader;
use super::Problem;
use super::read as bytes;
use crate::base::{FileId, Sources};
use crate::report::{Report, Reports};
use crate::vocabulary::codes;

pub use self::channels::Channels;
pub use self::files::Files;
pub use self::rules::Rules;

/// The name of the file that makes a folder a root.
pub const SETTINGS_FILE: &str = "rondel.toml";

/// What a root's `rondel.toml` says; what it leaves out has these defaults.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `[check] deny_warnings`: warnings fail a check, as with `--deny warnings`. Off.
    pub deny_warnings: bool,
    /// `[check] cache`: findings are kept for the next time that nothing has changed. On.
    pub cache: bool,
    /// `[files]`: which files below the root belong to its program. All.
    pub files: Files,
    /// `[rules]`: how much the findings of a rule matter. As usual.
    pub rules: Rules,
    /// `[channels.NAME]`: what a channel can do. What its kind can.
    pub channels: Channels,
    /// `[compile] out`: the folder for plans, from the root. `plans`.
    pub plans: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            deny_warnings: false,
            cache: true,
            files: Files::default(),
            rules: Rules::default(),
            channels: Channels::default(),
            plans: PathBuf::from("plans"),
        }
    }
}

/// Every section with its keys; in those without, names of other things are keys.
const KNOWN: [(&str, &[&str]); 5] = [
    ("check", &["deny_warnings", "cache"]),
    ("files", &["include", "exclude"]),
    ("rules", &[]),
    ("channels", &[]),
    ("compile", &["out"]),
];

/// A `rondel.toml` that was read, with what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    pub(super) settings: Settings,
    pub(super) reports: Reports,
    pub(super) sources: Sources,
}

/// Reads the `rondel.toml` of a root, if it has one.
///
/// *Errors*: where it cannot be read.
pub(super) fn open(root: &Path) -> Result<Read, Problem> {
    let path = root.join(SETTINGS_FILE);
    if !path.is_file() {
        return Ok(Read::default());
    }
    Ok(decoded(&path.display().to_string(), bytes::read(&path)?))
}

/// Reads the bytes of a `rondel.toml` that people know as `name`.
pub(super) fn decoded(name: &str, bytes: Vec<u8>) -> Read {
    let text = bytes::decode(bytes);
    let mut read = read(name, &text.text);
    if let Some(fault) = text.fault {
        read.reports = Reports::default();
        read.reports.push(bytes::report(&fault, FileId(0)));
    }
    read
}

/// Reads the text of a `rondel.toml` that people know as `name`.
fn read(name: &str, text: &str) -> Read {
    let mut sources = Sources::default();
    let mut reader = Reader::new(sources.add(name, text));
    let mut settings = Settings::default();
    match DeTable::parse(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        Ok(table) => settings.sections(table.get_ref(), &mut reader),
        Err(error) => {
            let place = reader.at(error.span().unwrap_or(0..0));
            let message = error.message().lines().next().unwrap_or_default().to_lowercase();
            let message = format!("`{SETTINGS_FILE}` does not parse: {message}");
            reader.reports.push(Report::error(codes::SYNTAX, place, message));
        }
    }
    reader.reports.sort();
    Read { settings, reports: reader.reports, sources }
}

impl Settings {
    /// What is said of patterns that meet nothing: of all files, and of what is left out.
    pub(super) fn idle(&self, files: &[String], left_out: &[String]) -> Reports {
        let mut reports = self.files.idle(files, left_out);
        reports.append(self.rules.idle(files));
        reports
    }
}

impl Settings {
    fn sections(&mut self, table: &DeTable<'_>, reader: &mut Reader) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            let known = KNOWN.iter().find(|(section, _)| *section == name);
            let Some((section, keys)) = known else {
                reader.unknown("section", key.span(), name, KNOWN.map(|(section, _)| section));
                continue;
            };
            let Some(table) = reader.table(section, key.span(), value) else { continue };
            match *section {
                "rules" => self.rules.section(table, reader),
                "channels" => self.channels.section(table, reader),
                _ => self.keys(section, keys, table, reader),
            }
        }
    }

    fn keys(&mut self, section: &str, keys: &[&str], table: &DeTable<'_>, reader: &mut Reader) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            match (section, name) {
                ("check", "deny_warnings") => {
                    self.deny_warnings = reader.flag(name, value).unwrap_or(self.deny_warnings);
                }
                ("check", "cache") => {
                    self.cache = reader.flag(name, value).unwrap_or(self.cache);
                }
                ("files", "include" | "exclude") => self.files.key(name, value, reader),
                ("compile", "out") => self.out(value, reader),
                (_, _) => reader.unknown("key", key.span(), name, keys.iter().copied()),
            }
        }
    }

    fn out(&mut self, value: &Spanned<DeValue<'_>>, reader: &mut Reader) {
        if let DeValue::String(folder) = value.get_ref()
            && stays_inside(folder)
        {
            self.plans = PathBuf::from(folder.as_ref());
        } else {
            reader.wrong("out", "a folder inside of the root, in quotes", value.span());
        }
    }
}

/// Whether a folder lies in the root it is written for.
fn stays_inside(folder: &str) -> bool {
    let mut parts = Path::new(folder).components();
    !folder.is_empty() && parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::{Read, Settings, read};

    fn messages(text: &str) -> Vec<String> {
        let Read { reports, sources, .. } = read("rondel.toml", text);
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
        let settings = read("rondel.toml", "").settings;
        assert_eq!(settings.plans, Settings::default().plans);
        assert!(messages("# nothing\n").is_empty());
    }

    #[test]
    fn what_is_written_is_read() {
        let Read { settings, reports, .. } =
            read("rondel.toml", "[check]\ndeny_warnings = true\n[compile]\nout = \"built\"\n");
        assert!(reports.is_empty());
        assert!(settings.deny_warnings);
        assert_eq!(settings.plans, std::path::Path::new("built"));
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
