//! Paths and the addresses that editors have for them.
//!
//! *Source*: RFC 8089, and what editors do with drives.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is written as it is in the path of an address.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'+')
    .remove(b'@')
    .remove(b',');

/// The path of a file's address; none where it is that of something else.
pub(super) fn to_path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let slash = rest.find('/')?;
    let (host, path) = (rest.get(..slash)?, rest.get(slash..)?);
    if !host.is_empty() && host != "localhost" {
        return None;
    }
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // `/c:/folder` is how a drive is written.
    let drive = path.strip_prefix('/').filter(|rest| {
        let mut signs = rest.chars();
        signs.next().is_some_and(|sign| sign.is_ascii_alphabetic()) && signs.next() == Some(':')
    });
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

/// The address of a file.
pub(super) fn of_path(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let slash = if text.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(&text, ESCAPED))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{of_path, to_path};

    #[test]
    fn paths_and_addresses_lead_to_each_other() {
        let path = Path::new("/tm p/ä/leads #1.rondel");
        let uri = of_path(path);
        assert_eq!(uri, "file:///tm%20p/%C3%A4/leads%20%231.rondel");
        assert_eq!(to_path(&uri).as_deref(), Some(path));
        assert_eq!(to_path("untitled:Untitled-1"), None);
        assert_eq!(to_path("file://server/share/a"), None);
        assert_eq!(to_path("file:///c%3A/a.rondel").as_deref(), Some(Path::new("c:/a.rondel")));
    }
}
