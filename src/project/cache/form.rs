//! Findings as bytes, and back. Bytes that say anything else give nothing.

use serde::{Deserialize, Serialize};

use super::Findings;
use crate::base::{FileId, Location, Span};
use crate::report::{Edit, Fix, Label, Report, Reports, Severity, Step};
use crate::vocabulary::codes;

/// What each file begins with, before the hash of the rest and a line end.
const HEAD: &str = "rondel cache 1 ";

/// Findings as bytes.
pub(super) fn written(findings: &Findings) -> Vec<u8> {
    let kept = [&findings.program, &findings.settings];
    let kept = kept.map(|reports| reports.iter().map(Kept::of).collect::<Vec<_>>());
    // Nothing in it can fail to be written: it is texts and whole numbers.
    let body = serde_json::to_vec(&kept).unwrap_or_default();
    let mut bytes = format!("{HEAD}{}\n", blake3::hash(&body).to_hex()).into_bytes();
    bytes.extend(body);
    bytes
}

/// Findings from bytes, unless those are damaged or foreign.
pub(super) fn read(bytes: &[u8]) -> Option<Findings> {
    let rest = bytes.strip_prefix(HEAD.as_bytes())?;
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (hash, body) = rest.split_at_checked(end)?;
    let body = body.strip_prefix(b"\n")?;
    if hash != blake3::hash(body).to_hex().as_bytes() {
        return None;
    }
    let [program, settings]: [Vec<Kept>; 2] = serde_json::from_slice(body).ok()?;
    Some(Findings { program: reports(program)?, settings: reports(settings)? })
}

fn reports(kept: Vec<Kept>) -> Option<Reports> {
    let mut reports = Reports::default();
    for one in kept {
        reports.push(one.report()?);
    }
    Some(reports)
}

/// A file, and the first byte and the one behind the last.
type Place = (u32, u32, u32);
/// What is said about a place.
type Words = (Place, String);

#[derive(Serialize, Deserialize)]
struct Kept {
    code: String,
    severity: char,
    message: String,
    at: Words,
    others: Vec<Words>,
    help: Option<String>,
    path: Vec<Words>,
    fix: Option<(String, bool, Vec<Words>)>,
}

impl Kept {
    fn of(report: &Report) -> Self {
        let fix = report.fix.as_ref().map(|fix| {
            let edits = fix.edits.iter().map(|edit| words(edit.location, &edit.text)).collect();
            (fix.title.clone(), fix.safe, edits)
        });
        Self {
            code: report.code.0.to_owned(),
            severity: match report.severity {
                Severity::Error => 'e',
                Severity::Warning => 'w',
                Severity::Note => 'n',
            },
            message: report.message.clone(),
            at: words(report.primary.location, &report.primary.text),
            others: report.secondary.iter().map(|one| words(one.location, &one.text)).collect(),
            help: report.help.clone(),
            path: report.path.iter().map(|step| words(step.location, &step.text)).collect(),
            fix,
        }
    }

    fn report(self) -> Option<Report> {
        let code = codes::ALL.iter().copied().find(|code| code.0 == self.code)?;
        let severity = match self.severity {
            'e' => Severity::Error,
            'w' => Severity::Warning,
            'n' => Severity::Note,
            _ => return None,
        };
        let label = |(place, text): Words| Label { location: location(place), text };
        let step = |(place, text): Words| Step { location: location(place), text };
        let edit = |(place, text): Words| Edit { location: location(place), text };
        let fix = self.fix.map(|(title, safe, edits)| Fix {
            title,
            safe,
            edits: edits.into_iter().map(edit).collect(),
        });
        Some(Report {
            code,
            severity,
            message: self.message,
            primary: label(self.at),
            secondary: self.others.into_iter().map(label).collect(),
            help: self.help,
            path: self.path.into_iter().map(step).collect(),
            fix,
        })
    }
}

fn words(location: Location, text: &str) -> Words {
    ((location.file.0, location.span.start, location.span.end), text.to_owned())
}

const fn location((file, start, end): Place) -> Location {
    Location { file: FileId(file), span: Span::new(start, end) }
}

#[cfg(test)]
mod tests {
    use super::{Findings, read, written};
    use crate::base::{FileId, Location, Sources, Span};
    use crate::report::Report;
    use crate::vocabulary::codes;

    fn findings() -> Findings {
        let mut sources = Sources::default();
        let mut findings = Findings::default();
        for rule in crate::lint::RULES {
            sources = Sources::default();
            sources.add("a.rondel", rule.bad);
            findings.program.append(crate::compile::check(&sources).reports);
        }
        let file = FileId(u32::try_from(sources.iter().count()).unwrap_or(0));
        let location = Location { file, span: Span::new(3, 7) };
        let report = Report::note(codes::UNUSED, location, "\u{1f44b} \"quoted\"\n");
        findings.settings.push(report.fix("do it", location, "x").also(location, ""));
        findings
    }

    #[test]
    fn every_kind_of_finding_comes_back_as_it_was() {
        let findings = findings();
        assert!(findings.program.len() > 30);
        assert_eq!(read(&written(&findings)), Some(findings));
        let none = Findings::default();
        assert_eq!(read(&written(&none)), Some(none));
    }

    #[test]
    fn bytes_that_are_damaged_anywhere_give_nothing() {
        let whole = written(&findings());
        for cut in [0, 1, 14, 15, 40, 79, 80, 81, whole.len() / 2, whole.len() - 1] {
            assert_eq!(read(whole.get(..cut).unwrap_or_default()), None, "{cut}");
        }
        for at in [0, 20, 79, 80, 200, whole.len() - 1] {
            let mut bytes = whole.clone();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1;
            }
            assert_eq!(read(&bytes), None, "{at}");
        }
    }
}
