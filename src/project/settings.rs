//! `rondel.toml`: it marks a root, and says how commands behave there.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::base::{FileId, Location, Sources, Span, nearest};
use crate::report::{Code, Report, Reports, Severity};
use crate::vocabulary::codes;

/// The name of the file that makes a folder a root.
pub const SETTINGS_FILE: &str = "rondel.toml";

/// What a root's `rondel.toml` says; what it leaves out has these defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `[check] deny_warnings`: warnings fail a check, as with `--deny warnings`. Off.
    pub deny_warnings: bool,
    /// `[rules]`: how much the findings of a rule matter, where that is not as usual; none for not
    /// at all.
    pub rules: Vec<(Code, Option<Severity>)>,
    /// `[compile] out`: the folder for plans, from the root. `plans`.
    pub plans: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self { deny_warnings: false, rules: Vec::new(), plans: PathBuf::from("plans") }
    }
}

impl Settings {
    /// Gives findings the severities that are written for their rules.
    pub fn weigh(&self, reports: &mut Reports) {
        if self.rules.is_empty() {
            return;
        }
        let written = |report: &Report| self.rules.iter().find(|(code, _)| *code == report.code);
        reports.retain(|report| written(report).is_none_or(|(_, severity)| severity.is_some()));
        reports.each_mut(|report| {
            if let Some((_, Some(severity))) = written(report) {
                report.severity = *severity;
            }
        });
    }
}

/// The section whose keys are the names of rules.
const RULES: &str = "rules";
/// Every section with its keys.
const KNOWN: [(&str, &[&str]); 3] =
    [("check", &["deny_warnings"]), (RULES, &[]), ("compile", &["out"])];

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
                if *section == RULES {
                    self.rule(name, key.span(), value);
                } else if keys.contains(&name) {
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

    fn rule(&mut self, name: &str, span: Range<usize>, value: &Spanned<DeValue<'_>>) {
        let Some(code) = codes::ALL.iter().copied().find(|code| code.0 == name) else {
            self.unknown("rule", span, name, codes::ALL.iter().map(|code| code.0));
            return;
        };
        if codes::FIRM.contains(&code) {
            let message = format!("`{name}` is always as it is");
            let report = Report::error(codes::WRONG_PLACE, self.at(span), message);
            self.reports
                .push(report.help("take the line out: without its faults mended, nothing runs"));
            return;
        }
        let word = if let DeValue::String(word) = value.get_ref() { word.as_ref() } else { "" };
        let severity = match word {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "note" => Some(Severity::Note),
            "off" => None,
            _ => {
                let message = "a rule is `\"error\"`, `\"warning\"`, `\"note\"` or `\"off\"`";
                let place = self.at(value.span());
                self.reports.push(Report::error(codes::WRONG_TYPE, place, message));
                return;
            }
        };
        self.settings.rules.push((code, severity));
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
        assert_eq!(
            settings,
            Settings { deny_warnings: true, plans: "built".into(), ..Settings::default() }
        );
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
