//! The hash of everything that the findings of a program follow from.

use std::num::NonZeroUsize;
use std::time::UNIX_EPOCH;

use crate::base::{Source, share};
use crate::lint::Care;
use crate::project::Project;

/// Bytes of source that are worth a thread of their own.
const WORTH_A_THREAD: usize = 1024 * 1024;

/// The key of a program in the state that it is in, as the name of a file.
pub(super) fn key(project: &Project, care: Care) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut put = |bytes: &[u8]| {
        // With its length before it, nothing can be taken for the beginning of the next.
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    put(env!("CARGO_PKG_VERSION").as_bytes());
    put(&program());
    put(match care {
        Care::Usual => b"usual",
        Care::Pedantic => b"pedantic",
    });
    put(project.root.as_os_str().as_encoded_bytes());
    put(project.settings_source().map_or("", Source::text).as_bytes());
    let files: Vec<&Source> = project.sources.iter().map(|(_, source)| source).collect();
    let bytes: usize = files.iter().map(|source| source.text().len()).sum();
    let most =
        if bytes < WORTH_A_THREAD { None } else { std::thread::available_parallelism().ok() };
    let threads = most.unwrap_or(NonZeroUsize::MIN);
    let hashes = share(&files, threads, |source| blake3::hash(source.text().as_bytes()));
    for (source, hash) in files.iter().zip(&hashes) {
        put(source.name().as_bytes());
        put(hash.as_bytes());
    }
    let mut name = hasher.finalize().to_hex().to_string();
    // Half of it is more than enough to tell the states of one program apart.
    name.truncate(32);
    name
}

/// What tells one build of this program from another of the same version: its size and its time.
fn program() -> Vec<u8> {
    let meta = std::env::current_exe().and_then(std::fs::metadata);
    let time = meta.as_ref().ok().and_then(|meta| meta.modified().ok());
    let time = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let size = meta.map_or(0, |meta| meta.len());
    [size.to_le_bytes().as_slice(), &time.unwrap_or_default().as_nanos().to_le_bytes()].concat()
}
