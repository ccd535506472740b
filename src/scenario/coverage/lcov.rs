//! Coverage in the form of `lcov`, which editors and CI services read.
//!
//! *Source*: the page `geninfo(1)` of the LTP GCOV extension describes the records.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Coverage, Covered, Goal};
use crate::base::{FileId, Sources};

/// Writes coverage down: a file's workflows as functions, its steps as lines, its outcomes as
/// branches. What no run can go through is left out.
#[must_use]
pub fn lcov(coverage: &Coverage, sources: &Sources) -> String {
    let mut files: BTreeMap<FileId, Vec<&Covered>> = BTreeMap::new();
    for workflow in &coverage.workflows {
        files.entry(workflow.location.file).or_default().push(workflow);
    }
    let mut text = String::new();
    for (file, workflows) in files {
        let Some(source) = sources.get(file) else { continue };
        let line = |goal: &Goal| source.position(goal.location.span.start).line;
        let _ = writeln!(text, "TN:\nSF:{}", source.name());
        for one in &workflows {
            let begins = source.position(one.location.span.start).line;
            let _ = writeln!(text, "FN:{begins},{}", one.workflow);
        }
        for one in &workflows {
            let _ = writeln!(text, "FNDA:{},{}", one.runs, one.workflow);
        }
        let hit = workflows.iter().filter(|one| one.runs > 0).count();
        let _ = writeln!(text, "FNF:{}\nFNH:{hit}", workflows.len());
        let possible =
            || workflows.iter().flat_map(|one| &one.goals).filter(|one| !one.is_impossible);

        let (mut block, mut branch) = (0, 0);
        let (mut found, mut taken) = (0, 0);
        let mut of = None;
        for goal in possible().filter(|goal| !goal.outcome.is_empty()) {
            if of != Some(&goal.step) {
                (of, block, branch) = (Some(&goal.step), block + 1, 0);
            }
            let comes = possible().find(|one| one.outcome.is_empty() && one.step == goal.step);
            // `-` where no run came to the step at all.
            let times = match comes.is_some_and(|step| step.times > 0) {
                true => goal.times.to_string(),
                false => "-".to_owned(),
            };
            let _ = writeln!(text, "BRDA:{},{block},{branch},{times}", line(goal));
            branch += 1;
            found += 1;
            taken += usize::from(goal.times > 0);
        }
        let _ = writeln!(text, "BRF:{found}\nBRH:{taken}");

        // Several steps may stand on one line.
        let mut lines: BTreeMap<u32, u32> = BTreeMap::new();
        for goal in possible().filter(|goal| goal.outcome.is_empty()) {
            let times = lines.entry(line(goal)).or_insert(goal.times);
            *times = (*times).max(goal.times);
        }
        for (line, times) in &lines {
            let _ = writeln!(text, "DA:{line},{times}");
        }
        let hit = lines.values().filter(|times| **times > 0).count();
        let _ = writeln!(text, "LF:{}\nLH:{hit}\nend_of_record", lines.len());
    }
    text
}
