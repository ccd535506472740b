//! Any bytes: reading and checking them never panics, and every report and comment stands inside
//! of the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rondel::base::{FileId, Sources, Span};
use rondel::compile::compile;
use rondel::syntax::parse;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (ast, _) = parse(FileId(0), &text);
    let mut sources = Sources::default();
    sources.add("fuzz.rondel", &text);
    let (_, reports) = compile(&sources);
    let inside = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} is not in the text");
    for comment in &ast.trivia.comments {
        inside(*comment);
    }
    for report in reports.iter() {
        inside(report.location().span);
        report.secondary.iter().for_each(|label| inside(label.location.span));
    }
});
