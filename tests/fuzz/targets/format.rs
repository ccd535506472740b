//! Any bytes: formatting them never panics, never gives up, and is the same when done twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rondel::base::FileId;
use rondel::format::{INTERNAL, format};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let once = format(FileId(0), &text);
    assert!(once.reports.iter().all(|report| report.code != INTERNAL), "the formatter gave up");
    assert_eq!(once.text, format(FileId(0), &once.text).text, "twice differs from once");
});
