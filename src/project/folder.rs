//! A folder of files that the program itself writes.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::{Problem, write};

/// The files of a folder whose names `keep` says yes to, with their texts, sorted by name. A
/// folder that is not there has none.
pub fn read_folder(
    folder: &Path,
    keep: impl Fn(&str) -> bool,
) -> Result<Vec<(String, String)>, Problem> {
    let failed = |path: &Path, error: &std::io::Error| Problem::io("read", path, error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(folder, &error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| failed(folder, &error))?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        if keep(&name) {
            let bytes = fs::read(entry.path()).map_err(|error| failed(&entry.path(), &error))?;
            files.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a file into a folder that is made if it is not there; both lie under `root`.
///
/// *Errors*: as [`write()`].
pub fn write_into(root: &Path, folder: &Path, name: &str, text: &str) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| Problem::io("make", folder, &error))?;
    write(root, &folder.join(name), text)
}

/// Takes a file away; a link goes, not what it leads to.
///
/// *Errors*: where the system refuses.
pub fn remove(path: &Path) -> Result<(), Problem> {
    fs::remove_file(path).map_err(|error| Problem::io("remove", path, &error))
}
