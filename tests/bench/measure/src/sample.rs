//! One repetition's figures, as the runner reads them.

use crate::Corpus;

/// What one repetition cost.
pub struct Sample<'a> {
    /// Who did the work, as the runner's table names it.
    pub peer: &'a str,
    /// Which repetition, from 0.
    pub rep: u32,
    /// CPU seconds.
    pub cpu_s: f64,
    /// Errors found. The corpora are clean: anything but 0 means that other work was done.
    pub errors: usize,
}

impl Sample<'_> {
    /// The repetition and its corpus as one line of JSON.
    pub fn json(&self, corpus: &Corpus) -> String {
        let Self { peer, rep, cpu_s, errors } = self;
        let (files, lines, bytes) = (corpus.files.len(), corpus.lines(), corpus.bytes());
        format!(
            r#"{{"peer":"{peer}","rep":{rep},"files":{files},"lines":{lines},"bytes":{bytes},"cpu_s":{cpu_s:.6},"errors":{errors}}}"#
        )
    }
}
