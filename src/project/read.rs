//! Bytes to text: UTF-8, and not too many of them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::Problem;
use crate::base::{FileId, Location, MAX_SOURCE_BYTES, Span};
use crate::report::Report;
use crate::vocabulary::codes;

/// What reading gave: a text that can be shown, and what is wrong with the bytes.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) fault: Option<Fault>,
}

/// Why bytes are not a program text.
pub(super) enum Fault {
    /// No UTF-8 from this byte on; the byte, and whether all looks like UTF-16.
    Encoding(usize, u8, bool),
    /// More bytes than are taken.
    Size,
}

/// Reads a file, never more of it than is taken.
///
/// *Errors*: where it is a folder, or the system refuses.
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let failed = |error: io::Error| Problem::io("read", path, &error);
    let file = File::open(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    if meta.is_dir() {
        return Err(Problem::new(format!("cannot read `{}`: it is a folder", path.display())));
    }
    take(file, usize::try_from(meta.len()).unwrap_or(0)).map_err(failed)
}

/// Takes in at most one byte more than is allowed, which is enough to know.
pub(super) fn take(from: impl Read, expected: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(expected.min(MAX_SOURCE_BYTES) + 1);
    from.take(MAX_SOURCE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes a text of bytes. Wrong bytes become replacement signs, so that everything before them
/// keeps its place.
pub(super) fn decode(bytes: Vec<u8>) -> Text {
    if bytes.len() > MAX_SOURCE_BYTES {
        return Text { text: String::new(), fault: Some(Fault::Size) };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Text { text, fault: None },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let wide = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
            let byte = bytes.get(at).copied().unwrap_or(0);
            let text = String::from_utf8_lossy(bytes).into_owned();
            Text { text, fault: Some(Fault::Encoding(at, byte, wide)) }
        }
    }
}

/// What is said about a fault in a file.
pub(super) fn report(fault: &Fault, file: FileId) -> Report {
    match fault {
        Fault::Size => {
            let location = Location { file, span: Span::point(0) };
            let most = MAX_SOURCE_BYTES / 1024 / 1024;
            Report::error(codes::LIMIT, location, format!("the file is larger than {most} MiB"))
                .help("split it into several files of the same folder")
        }
        Fault::Encoding(at, byte, wide) => {
            let start = u32::try_from(*at).unwrap_or(u32::MAX);
            let sign = u32::try_from('\u{fffd}'.len_utf8()).unwrap_or(0);
            let span = Span::new(start, start.saturating_add(sign));
            let message = format!("byte {at} (0x{byte:02X}) is not UTF-8");
            let name = if *wide { "UTF-16" } else { "another encoding" };
            Report::error(codes::SYNTAX, Location { file, span }, message)
                .label("from here on the bytes are no text")
                .help(format!("the file seems to be in {name}: save it as UTF-8"))
        }
    }
}
