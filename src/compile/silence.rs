//! Findings that a comment silences, and what is wrong with such comments.

use crate::base::nearest;
use crate::lint::Care;
use crate::program::Allow;
use crate::report::{Report, Reports, Severity};
use crate::vocabulary::codes;

/// The findings that are left, and those about the comments themselves.
///
/// That a comment silences nothing is said only where no error may have kept a rule from looking,
/// and of rules that were asked.
pub(super) fn silence(allows: &[Allow], mut reports: Reports, care: Care) -> Reports {
    if allows.is_empty() {
        return reports;
    }
    let has_errors = reports.has_errors();
    let mut used = vec![false; allows.len()];
    let mut firm = vec![false; allows.len()];
    reports.retain(|report| {
        let mut is_silenced = false;
        let marks = used.iter_mut().zip(&mut firm);
        for (allow, (used, firm)) in allows.iter().zip(marks) {
            if !allow.silences(report.code.0, report.location()) {
                continue;
            }
            if is_firm(report) {
                *firm = true;
            } else {
                *used = true;
                is_silenced = true;
            }
        }
        !is_silenced
    });
    for (allow, (used, firm)) in allows.iter().zip(used.into_iter().zip(firm)) {
        let known = codes::ALL.iter().find(|code| code.0 == allow.rule);
        if allow.reason.is_empty() {
            reports.push(without_reason(allow));
        } else if known.is_none() {
            reports.push(stranger(allow));
        } else if firm && !used {
            reports.push(futile(allow));
        } else if !used && !has_errors && known.is_some_and(|code| care.asks(*code)) {
            reports.push(unused(allow));
        }
    }
    reports
}

fn is_firm(report: &Report) -> bool {
    report.severity == Severity::Error && codes::FIRM.contains(&report.code)
}

fn without_reason(allow: &Allow) -> Report {
    let message = format!("`allow {}` gives no reason", allow.rule);
    Report::error(codes::ALLOW_WITHOUT_REASON, allow.location, message)
        .label("why is this all right?")
        .help(format!("say why after a colon: `# allow {}: …`", allow.rule))
}

fn stranger(allow: &Allow) -> Report {
    let message = format!("there is no rule `{}`", allow.rule);
    let report = Report::warning(codes::UNUSED_ALLOW, allow.location, message)
        .label("this comment silences nothing");
    match nearest(&allow.rule, codes::ALL.iter().map(|code| code.0)) {
        Some(near) => report.help(format!("did you mean `{near}`?")),
        None => report.help("take the comment away"),
    }
}

fn futile(allow: &Allow) -> Report {
    let message = format!("an error of `{}` cannot be silenced", allow.rule);
    Report::warning(codes::UNUSED_ALLOW, allow.location, message)
        .label("this comment silences nothing")
        .help("mend the error, and take the comment away")
}

fn unused(allow: &Allow) -> Report {
    let message = format!("`{}` finds nothing to silence here", allow.rule);
    Report::warning(codes::UNUSED_ALLOW, allow.location, message)
        .label("this comment silences nothing")
        .help("take the comment away, or put it on the line above what it silences")
}

#[cfg(test)]
mod tests {
    use super::silence;
    use crate::base::{FileId, Location, Span};
    use crate::lint::Care;
    use crate::program::Allow;
    use crate::report::{Report, Reports};
    use crate::vocabulary::codes;

    fn at(start: u32, end: u32) -> Location {
        Location { file: FileId(0), span: Span::new(start, end) }
    }

    fn allow(rule: &str, reason: &str) -> Allow {
        let covers = Span::new(10, 20);
        Allow { rule: rule.into(), reason: reason.into(), location: at(0, 9), covers }
    }

    fn told(allow: Allow, reports: &[Report]) -> Vec<String> {
        let mut all = Reports::default();
        all.extend(reports.iter().cloned());
        silence(&[allow], all, Care::Usual)
            .into_iter()
            .map(|one| format!("{} {}", one.code.0, one.message))
            .collect()
    }

    #[test]
    fn a_comment_silences_its_rule_on_its_line() {
        let here = Report::warning(codes::MAYBE_UNSET, at(12, 30), "here");
        let there = Report::warning(codes::MAYBE_UNSET, at(20, 30), "there");
        let other = Report::warning(codes::UNUSED, at(12, 30), "other");
        let left = told(allow("maybe-unset", "it is set"), &[here, there, other]);
        assert_eq!(left, ["maybe-unset there", "unused other"]);
    }

    #[test]
    fn a_comment_about_a_rule_that_was_not_asked_is_left_alone() {
        let comment = allow("untested-workflow", "tried by hand");
        assert!(
            silence(std::slice::from_ref(&comment), Reports::default(), Care::Usual).is_empty()
        );
        assert_eq!(silence(&[comment], Reports::default(), Care::Pedantic).len(), 1);
    }

    #[test]
    fn comments_that_are_no_good_are_told_of() {
        let one = |rule: &str, reason: &str| told(allow(rule, reason), &[]);
        let nothing = ["unused-allow `unused` finds nothing to silence here"];
        assert_eq!(one("unused", "why"), nothing);
        assert_eq!(one("unusde", "why"), ["unused-allow there is no rule `unusde`"]);
        let reason = ["allow-without-reason `allow unused` gives no reason"];
        assert_eq!(one("unused", ""), reason);
    }

    #[test]
    fn an_error_that_forbids_compiling_is_never_silenced() {
        let error = Report::error(codes::WRONG_TYPE, at(12, 13), "no");
        let left = told(allow("wrong-type", "I know"), std::slice::from_ref(&error));
        let futile = "unused-allow an error of `wrong-type` cannot be silenced";
        assert_eq!(left, ["wrong-type no", futile]);
        let elsewhere = told(allow("unused", "why"), &[error]);
        assert_eq!(elsewhere, ["wrong-type no"]);
    }
}
