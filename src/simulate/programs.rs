//! The programs that are played: small ones, each for another part of what can wait and be shared out.

use crate::base::Sources;
use crate::runtime::Published;

/// Their names and texts.
const PROGRAMS: [(&str, &str); 5] = [
    ("in_turn", include_str!("programs/in_turn.rondel")),
    ("full_hands", include_str!("programs/full_hands.rondel")),
    ("accepted", include_str!("programs/accepted.rondel")),
    ("questions", include_str!("programs/questions.rondel")),
    ("chains", include_str!("programs/chains.rondel")),
];

/// Compiles all of them.
///
/// # Errors
/// When one of them has errors, or cannot be run.
pub(super) fn load() -> Result<Vec<(&'static str, Published)>, String> {
    let load = |(name, text): (&'static str, &str)| {
        let mut sources = Sources::default();
        sources.add(name, text);
        let (plans, reports) = crate::compile::compile(&sources);
        let why = || reports.iter().map(|report| report.message.to_string()).collect::<Vec<_>>();
        let plans = plans.ok_or_else(|| format!("{name}: {}", why().join(", ")))?;
        let published = Published::load(plans).map_err(|why| format!("{name}: {why}"))?;
        Ok((name, published))
    };
    PROGRAMS.into_iter().map(load).collect()
}
